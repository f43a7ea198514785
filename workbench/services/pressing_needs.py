"""The three most pressing needs of a person, which are needs like others with a rank (2-rules §6)."""

from collections.abc import Sequence

from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import MOST_PRESSING, Need, NeedAnswer
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import get_contact
from workbench.storage.queries.needs import list_needs
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


def add_pressing_need(workspace: Workspace, contact_id: Id, text: str) -> ChangeSummary:
    """Note what a person needs most, behind those noted before; a need of theirs with this text is taken.

    Raises ``BadInput`` without a text, ``NotAllowed`` where three are noted, and ``NotFound``.
    """
    told = text.strip()
    if not told:
        raise BadInput(_("Say what is needed."), hint=_("A few words will do."), where="text")
    with workspace.change("add_pressing_need", _("Pressing need")) as change:
        contact = get_contact(change.session, contact_id)
        needs = list_needs(change.session, contact_id=contact_id)
        ranked = _ranked(needs)
        same = next((one for one in needs if one.text.strip() == told and not one.answer.is_settled), None)
        if same not in ranked and len(ranked) >= MOST_PRESSING:
            raise NotAllowed(
                _("Three needs are noted as the most pressing ones."),
                hint=_("Take one of them away first."),
                where="text",
            )
        _rank(change, ranked if same is None or same in ranked else [*ranked, same])
        if same is None:
            change.create(
                "need",
                {
                    "account_id": contact.account_id,
                    "contact_id": contact_id,
                    "text": told,
                    "answer": NeedAnswer.OPEN.value,
                    "noted_on": workspace.clock.today(),
                    "rank": len(ranked) + 1,
                },
            )
    return change.summary


def rank_needs(workspace: Workspace, contact_id: Id, need_ids: Sequence[Id]) -> ChangeSummary:
    """These are the person's most pressing needs, in this order; the others stay needs without a rank.

    Raises ``BadInput`` for more than three, one twice or somebody else's, and ``NotFound``.
    """
    if len(need_ids) > MOST_PRESSING or len(set(need_ids)) < len(need_ids):
        raise BadInput(
            _("A person has at most {count} most pressing needs.").format(count=MOST_PRESSING), where="rank"
        )
    with workspace.change("rank_needs", _("Most pressing needs")) as change:
        get_contact(change.session, contact_id)
        needs = {one.id: one for one in list_needs(change.session, contact_id=contact_id)}
        if any(one not in needs for one in need_ids):
            raise BadInput(_("This is no need of this person (any more)."), where="rank")
        for one in needs.values():
            if one.rank is not None and one.id not in need_ids:
                change.set("need", one.id, {"rank": None})
        _rank(change, [needs[one] for one in need_ids])
    return change.summary


def _ranked(needs: Sequence[Need]) -> list[Need]:
    """Those with a rank, the most pressing first."""
    return sorted((one for one in needs if one.rank is not None), key=lambda one: (one.rank or 0, one.id))


def _rank(change: Change, needs: Sequence[Need]) -> None:
    for rank, need in enumerate(needs, start=1):
        if need.rank != rank:
            change.set("need", need.id, {"rank": rank})
