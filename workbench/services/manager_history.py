"""Who kept an account, since when and why it changed: the journal's story and what was typed (2-rules §1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.manager_terms import (
    MANY_CHANGES,
    ManagerChange,
    ManagerTerm,
    ordered_terms,
    recent_changes,
    settled_changes,
    terms_of,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.field_changes import FieldChange
from workbench.storage.queries.manager_terms import list_terms
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

FIELDS = ("manager_id", "second_manager_id", "manager_reason")


@dataclass(frozen=True)
class ManagerHistory:
    """All terms, the running ones first; how often the responsible manager changed in 24 months."""

    terms: tuple[ManagerTerm, ...] = ()
    recent_changes: int = 0

    @property
    def changes_often(self) -> bool:
        """Whether the changes are so many that they are a danger of their own [3][4]."""
        return self.recent_changes >= MANY_CHANGES


def read_manager_history(
    session: ReadingSession,
    account_id: Id,
    changes: Sequence[FieldChange],
    managers: Mapping[Id, str],
    today: date,
) -> ManagerHistory:
    """The history from the account's journal (``changes`` of ``FIELDS``) and its typed terms."""
    unknown = _("somebody no longer listed")
    terms = list_terms(session, account_id)
    for field, is_second in (("manager_id", False), ("second_manager_id", True)):
        known = settled_changes(_manager_changes(changes, field))
        terms += terms_of(known, dict(managers), unknown, is_second=is_second)
    return ManagerHistory(ordered_terms(terms), recent_changes(terms, today))


def _manager_changes(changes: Sequence[FieldChange], field: str) -> list[ManagerChange]:
    found: list[ManagerChange] = []
    for change in changes:
        if change.field == field:
            found.append(ManagerChange(change.on, change.id_value, change.author))
        elif change.field == "manager_reason" and field == "manager_id" and found and change.value:
            # The reason is typed with the change or after it.
            last = found[-1]
            found[-1] = ManagerChange(last.on, last.manager_id, last.author, str(change.value))
    return found


def add_manager_term(workspace: Workspace, account_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Note a time before this file knew the account: ``manager_id`` or ``manager_name``, days, reason.

    Raises ``BadInput`` for no person or an end before the start, ``NotFound`` for no such account.
    """
    name = str(values.get("manager_name") or "").strip()
    if not name and values.get("manager_id") is None:
        raise BadInput(_("An earlier term needs a person."), hint=_("Type the name."), where="manager_name")
    starts, ends = values.get("starts_on"), values.get("ends_on")
    if starts is None and ends is None:
        raise BadInput(
            _("An earlier term needs a day."),
            hint=_("Give the first day, the last, or both."),
            where="ends_on",
        )
    if starts is not None and ends is not None and ends < starts:
        raise BadInput(
            _("The last day lies before the first."), hint=_("Set a later last day."), where="ends_on"
        )
    with workspace.change("add_manager_term", _("Earlier manager")) as change:
        get_account(change.session, account_id)
        reason = str(values.get("reason") or "").strip()
        change.create(
            "manager_term", {**values, "manager_name": name, "reason": reason, "account_id": account_id}
        )
    return change.summary


def remove_manager_term(workspace: Workspace, term_id: Id) -> ChangeSummary:
    """Take a typed term back; raises ``NotFound``."""
    with workspace.change("remove_manager_term", _("Remove earlier manager")) as change:
        change.delete("manager_term", term_id)
    return change.summary
