"""Needs of accounts and their people, our answers, and the tailored service plan (2-rules §5)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from workbench.domain.accounts import Contact
from workbench.domain.journal import ChangeSummary
from workbench.domain.needs import (
    MOST_PRESSING,
    MOST_URGENT,
    SERVICE_PLAN,
    Need,
    NeedAnswer,
    NeedKind,
    by_urgency,
    read_quick_need,
)
from workbench.domain.visits import Action, Visit, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_whole, checked_word
from workbench.services.visits import PromiseInput
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import needs as queries
from workbench.storage.queries.visits import get_visit, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

_VISITS_OFFERED = 12


@dataclass(frozen=True)
class NeedLine:
    """One need with the name of its person, its source visit, and the measures that answer it."""

    need: Need
    person: str
    source: Visit | None
    measures: tuple[Action, ...]


@dataclass(frozen=True)
class NeedsView:
    """The needs of one account, the urgent open ones first; ``visits`` may be the source of new ones."""

    lines: tuple[NeedLine, ...]
    contacts: tuple[Contact, ...]
    visits: tuple[Visit, ...]


def get_needs(workspace: Workspace, account_id: Id) -> NeedsView:
    """The needs of an account, in a constant number of queries."""
    with workspace.read() as session:
        contacts = account_queries.list_contacts(session, account_id)
        visits = list_visits(session, account_id=account_id, states=[VisitState.DONE])
        measures = queries.measures_by_need(session, account_id)
        needs = queries.list_needs(session, account_id)
    names = {one.id: one.name for one in contacts}
    sources = {one.id: one for one in visits}
    lines = tuple(
        NeedLine(
            need,
            names.get(need.contact_id, "") if need.contact_id else "",
            sources.get(need.visit_id) if need.visit_id else None,
            tuple(measures.get(need.id, ())),
        )
        for need in by_urgency(needs)
    )
    return NeedsView(lines, tuple(contacts), tuple(visits[::-1][:_VISITS_OFFERED]))


def note_need(workspace: Workspace, account_id: Id, line: str) -> ChangeSummary:
    """Note a need out of one typed line (see ``read_quick_need``). Raises ``BadInput`` for an empty one."""
    with workspace.change("save_need", _("New need")) as change:
        contacts = account_queries.list_contacts(change.session, account_id)
        read = read_quick_need(line, contacts)
        values = {
            "text": read.text,
            "kind": read.kind.value if read.kind else "",
            "contact_id": read.contact_id,
            "is_hidden": read.is_hidden,
            "urgency": read.urgency,
            "answer": NeedAnswer.OPEN.value,
            "noted_on": workspace.clock.today(),
        }
        account_queries.get_account(change.session, account_id)
        change.create("need", {**_checked(change.session, values, account_id), "account_id": account_id})
    return change.summary


def edit_need(workspace: Workspace, need_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a need. Raises ``BadInput`` naming the field, and ``NotFound``."""
    with workspace.change("save_need", _("Edit need")) as change:
        need = queries.get_need(change.session, need_id)
        change.set("need", need_id, _checked(change.session, values, need.account_id))
    return change.summary


def delete_need(workspace: Workspace, need_id: Id) -> ChangeSummary:
    """Delete a need; its measures stay as actions of the account. Undo brings it back with them."""
    with workspace.change("delete_need", _("Delete need")) as change:
        change.delete("need", need_id)
    return change.summary


def add_measure(workspace: Workspace, need_id: Id, measure: PromiseInput) -> ChangeSummary:
    """Put something to be done into the service plan: an action like others that names its need.

    A need that is still open counts as offered from now on. Raises ``BadInput`` without a text.
    """
    if not measure.text.strip():
        raise BadInput(_("Say what is to be done."), hint=_("A few words will do."), where="text")
    with workspace.change("add_measure", _("New measure")) as change:
        need = queries.get_need(change.session, need_id)
        change.create(
            "action",
            {
                "account_id": need.account_id,
                "need_id": need_id,
                "origin": SERVICE_PLAN,
                "text": measure.text.strip(),
                "side": measure.side.value,
                "owner": measure.owner.strip(),
                "due_on": measure.due_on,
            },
        )
        if need.answer is NeedAnswer.OPEN:
            change.set("need", need_id, {"answer": NeedAnswer.OFFERED.value})
    return change.summary


def _checked(session: ReadingSession, values: Mapping[str, Any], account_id: Id) -> dict[str, Any]:
    checked = dict(values)
    if "text" in checked:
        checked["text"] = str(checked["text"]).strip()
        if not checked["text"]:
            raise BadInput(_("Say what is needed."), hint=_("A few words will do."), where="text")
    for field, most in (("urgency", MOST_URGENT), ("rank", MOST_PRESSING)):
        check_whole(checked.get(field), 1, most, field)
    for field, words in (("kind", NeedKind), ("answer", NeedAnswer)):
        if checked.get(field):
            checked_word(checked[field], words, field)
    contact_id, visit_id = checked.get("contact_id"), checked.get("visit_id")
    people = {one.id for one in account_queries.list_contacts(session, account_id)} if contact_id else set()
    if contact_id and contact_id not in people:
        raise BadInput(_("This person is not at this account."), where="contact_id")
    if visit_id and get_visit(session, visit_id).account_id != account_id:
        raise BadInput(_("This visit was not to this account."), where="visit_id")
    return checked
