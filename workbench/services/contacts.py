"""People at accounts: note one, change one, let one go (2-rules §1, §6)."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from workbench.domain.accounts import BuyingRole, Contact, OutsideKind
from workbench.domain.journal import ChangeSummary
from workbench.domain.relationship import Function
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_whole, checked_word
from workbench.services.unnamed_people import recorded_values
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import personal_data
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace

LONGEST_INTERVAL_DAYS = 3_660
MAP_FIELDS = ("roles", "influence", "involvement", "support")
"""What the influence map says of a person: whoever writes it has just verified it."""
_TEXTS = ("motivation", "communication", "deepening", "worries", "organisation")
_RANGES = {
    "influence": (1, 5),
    "involvement": (1, 5),
    "support": (-2, 2),
    "wished_interval_days": (1, LONGEST_INTERVAL_DAYS),
}


def save_contact(
    workspace: Workspace, account_id: Id, values: Mapping[str, Any], contact_id: Id | None = None
) -> ChangeSummary:
    """Create a person at an account, or change one; a name is required, but of whoever is unnamed.

    A name makes somebody unnamed known by it, and what they went by becomes their title.
    What is written of the influence map counts as verified today. Raises ``BadInput`` naming the field for
    a word, number or day that the field cannot have.
    """
    today = workspace.clock.today()
    with workspace.change("save_contact", _("Save contact")) as change:
        if contact_id is None:
            account_queries.get_account(change.session, account_id)
            change.create("contact", {**checked_person(change, values, today), "account_id": account_id})
        else:
            standing = account_queries.get_contact(change.session, contact_id)
            told = recorded_values(standing, values)
            change.set("contact", contact_id, checked_person(change, told, today, standing))
    return change.summary


def checked_person(
    change: Change, values: Mapping[str, Any], today: date, standing: Contact | None = None
) -> dict[str, Any]:
    """``values`` as they are stored of a new person, or of one who is ``standing``; raises ``BadInput``."""
    checked = _checked(values, today, is_new=standing is None)
    held_by = checked.get("held_by_id")
    if held_by and held_by not in {one.id for one in account_queries.list_managers(change.session)}:
        raise BadInput(_("This person is none of ours (any more)."), where="held_by_id")
    if "influence_verified_on" not in checked and any(
        _map_value(checked, field) != _map_value(vars(standing) if standing else {}, field)
        for field in MAP_FIELDS
        if field in checked
    ):
        checked["influence_verified_on"] = today
    return checked


def _map_value(values: Mapping[str, Any], field: str) -> object:
    """What the map says, whatever the order in which roles stand."""
    value = values.get(field)
    return sorted(map(str, value or ())) if field == "roles" else value


def edit_contacts(workspace: Workspace, values: Mapping[Id, Mapping[str, Any]]) -> ChangeSummary:
    """Change several people in one step. Raises ``BadInput`` as ``save_contact`` does, and ``NotFound``."""
    today = workspace.clock.today()
    with workspace.change("edit_contacts", _("Save contacts")) as change:
        for contact_id, fields in values.items():
            standing = account_queries.get_contact(change.session, contact_id)
            change.set("contact", contact_id, checked_person(change, fields, today, standing))
    return change.summary


def delete_contact(workspace: Workspace, contact_id: Id) -> ChangeSummary:
    """Delete a person with what hangs on them alone; undo brings all of it back."""
    with workspace.change("delete_contact", _("Delete contact")) as change:
        remove_person(change, contact_id)
    return change.summary


def remove_person(change: Change, contact_id: Id) -> None:
    """As ``delete_contact``, inside a change that has begun."""
    account_queries.get_contact(change.session, contact_id)
    delete_companions(change, contact_id)
    # Whoever was deleted here and tied to somebody elsewhere stood for the sake of that tie alone.
    if change.is_shown("contact", contact_id):
        change.delete("contact", contact_id)


def delete_companions(change: Change, contact_id: Id) -> int:
    """Delete the links, ties and reasons of a person, which mean nothing without them. Returns how many."""
    session = change.session
    doomed = [
        *(("personal_basis", one.id) for one in personal_data.list_bases(session, contact_id)),
        *(("contact_link", one) for one in personal_data.list_link_ids(session, contact_id)),
        *(("contact_tie", one) for one in personal_data.list_tie_ids(session, contact_id)),
        *(
            (entity, one)
            for entity in ("phase_attitude", "map_place")
            for one in personal_data.list_view_ids(session, entity, contact_id)
        ),
    ]
    for entity, row_id in doomed:
        change.delete(entity, row_id)
    return len(doomed)


def _checked(values: Mapping[str, Any], today: date, *, is_new: bool) -> dict[str, Any]:
    checked = dict(values)
    if is_new or "name" in checked:
        checked["name"] = str(checked.get("name", "")).strip()
        if not checked["name"]:
            raise BadInput(_("A person needs a name."), hint=_("Type the name."), where="name")
    for field, (least, most) in _RANGES.items():
        number = checked.get(field)
        check_whole(number, least, most, field)
    if checked.get("function"):
        checked["function"] = checked_word(checked["function"], Function, "function")
    if "roles" in checked:
        checked["roles"] = [checked_word(role, BuyingRole, "roles") for role in checked["roles"]]
    if checked.get("outside_kind"):
        checked["outside_kind"] = checked_word(checked["outside_kind"], OutsideKind, "outside_kind")
    checked |= {field: str(checked[field] or "").strip() for field in _TEXTS if field in checked}
    verified = checked.get("influence_verified_on")
    if verified is not None and verified > today:
        raise BadInput(
            _("Nothing was verified in the future."),
            hint=_("Check the year."),
            where="influence_verified_on",
        )
    birthday = checked.get("birthday")
    if birthday is not None and birthday > today:
        raise BadInput(_("Nobody is born in the future."), hint=_("Check the year."), where="birthday")
    return checked
