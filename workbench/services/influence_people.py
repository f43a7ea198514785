"""People on the influence map: add them, with or without a name, and say how they stand (2-rules §6)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.contact_links import ContactLinkKind
from workbench.domain.influence import BuyingPhase, attitude_id
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.i18n import _, ngettext
from workbench.foundation.ids import Id
from workbench.services.contacts import checked_person, remove_person
from workbench.services.influence_lines import join_people, put_places
from workbench.services.unnamed_people import named_values
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import influence as queries
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

_INVOLVEMENT, _SUPPORT = (1, 5), (-2, 2)


@dataclass(frozen=True)
class FirstLine:
    """The line that a new person comes with. ``is_from_other``: it goes from the other to the new one."""

    kind: ContactLinkKind
    other_id: Id
    is_from_other: bool = False
    strength: int | None = None


def add_person(
    workspace: Workspace,
    account_id: Id,
    name: str = "",
    *,
    does: str = "",
    values: Mapping[str, Any] | None = None,
    line: FirstLine | None = None,
    at: tuple[int, int] | None = None,
) -> ChangeSummary:
    """A new person with their first line and their place on the chart, in one change.

    Without a ``name`` they are only known to exist, and go by what they do. ``does`` is a title. The new
    person is the only contact among the rows the summary names, but for whoever the line moves.
    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    name, does = name.strip(), does.strip()
    told: dict[str, Any] = {"title": does} if name and does else {}
    told |= values or {}
    told |= {"name": name or does or _("Somebody"), "is_placeholder": not name}
    with workspace.change("add_person", _("New person")) as change:
        account_queries.get_account(change.session, account_id)
        checked = checked_person(change, told, workspace.clock.today())
        contact_id = change.create("contact", {**checked, "account_id": account_id})
        if line is not None:
            ends = (line.other_id, contact_id) if line.is_from_other else (contact_id, line.other_id)
            join_people(change, *ends, line.kind, line.strength)
        if at is not None:
            put_places(change, {contact_id: at})
    return change.summary


def name_placeholder(workspace: Workspace, contact_id: Id, name: str) -> ChangeSummary:
    """Give somebody who was only known to exist their name; what they went by becomes their title.

    Raises ``BadInput`` without a name, ``NotAllowed`` for somebody who has one, and ``NotFound``.
    """
    with workspace.change("name_placeholder", _("Name of a person")) as change:
        contact = account_queries.get_contact(change.session, contact_id)
        if not contact.is_placeholder:
            raise NotAllowed(_("This person has a name already."), hint=_("Change it in their record."))
        change.set("contact", contact_id, named_values(contact, name))
    return change.summary


def set_attributes(workspace: Workspace, contact_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Write attributes of a person, by column; what the map says of them counts as verified today.

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    with workspace.change("set_attributes", _("Attributes of a person")) as change:
        contact = account_queries.get_contact(change.session, contact_id)
        change.set("contact", contact_id, checked_person(change, values, workspace.clock.today(), contact))
    return change.summary


def set_attitude(
    workspace: Workspace, contact_id: Id, phase: BuyingPhase, involvement: int | None, support: int | None
) -> ChangeSummary:
    """How a person stands in one buying phase; ``None`` for what is as it is over all.

    Raises ``BadInput`` for a number out of range, and ``NotFound``.
    """
    for field, value, (least, most) in (
        ("involvement", involvement, _INVOLVEMENT),
        ("support", support, _SUPPORT),
    ):
        if value is not None and not (type(value) is int and least <= value <= most):
            raise BadInput(
                _("This must be a whole number from {least} to {most}.").format(least=least, most=most),
                where=field,
            )
    row_id = attitude_id(contact_id, phase)
    with workspace.change("set_attitude", _("Stand in a buying phase")) as change:
        contact = account_queries.get_contact(change.session, contact_id)
        if involvement is not None or support is not None:
            values = {"contact_id": contact_id, "phase": phase.value}
            change.create(
                "phase_attitude", {**values, "involvement": involvement, "support": support}, row_id
            )
        else:
            for one in queries.list_attitudes(change.session, contact.account_id):
                if (one.contact_id, one.phase) == (contact.id, phase):
                    change.delete("phase_attitude", one.id)
        _verify(change, workspace.clock.today(), contact_id)
    return change.summary


def set_stands(
    workspace: Workspace,
    stands: Mapping[Id, tuple[int | None, int | None]],
    phase: BuyingPhase | None = None,
) -> ChangeSummary:
    """Support and influence of people, in one change; the support is that in ``phase``, if one is given.

    Raises ``BadInput`` for a number out of range, and ``NotFound``.
    """
    today = workspace.clock.today()
    with workspace.change("set_stands", _("Attributes of a person")) as change:
        for contact_id, (support, influence) in stands.items():
            contact = account_queries.get_contact(change.session, contact_id)
            values: dict[str, Any] = {"influence": influence}
            if phase is None:
                values["support"] = support
            elif support is not None:
                row_id = attitude_id(contact_id, phase)
                if change.is_shown("phase_attitude", row_id):
                    change.set("phase_attitude", row_id, {"support": support})
                else:
                    row = {"contact_id": contact_id, "phase": phase.value, "support": support}
                    change.create("phase_attitude", row, row_id)
            change.set("contact", contact_id, checked_person(change, values, today, contact))
            _verify(change, today, contact_id)
    return change.summary


def verify_influence(workspace: Workspace, *contact_ids: Id) -> ChangeSummary:
    """What the map says of these people holds as of today; raises ``NotFound``."""
    with workspace.change("verify_influence", _("Verified today")) as change:
        _verify(change, workspace.clock.today(), *contact_ids)
    return change.summary


def remove_people(workspace: Workspace, *contact_ids: Id) -> ChangeSummary:
    """Delete people with what hangs on them alone, in one change; undo brings all back.

    Raises ``NotFound``.
    """
    label = ngettext("Delete {count} person", "Delete {count} people", len(contact_ids))
    with workspace.change("remove_people", label.format(count=len(contact_ids))) as change:
        for contact_id in contact_ids:
            remove_person(change, contact_id)
    return change.summary


def _verify(change: Change, today: date, *contact_ids: Id) -> None:
    for contact_id in contact_ids:
        change.set("contact", contact_id, {"influence_verified_on": today})
