"""The promise ledger: all that was promised, by us and to us; kept, postponed, corrected (3-features C8)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from workbench.domain.accounts import Account, Contact, Manager
from workbench.domain.journal import ChangeSummary
from workbench.domain.promises import (
    Age,
    KeptRate,
    Origin,
    PromiseState,
    age_of,
    days_late,
    kept_rate,
    origin_of,
    promise_state,
)
from workbench.domain.visits import Action, Side, Visit
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_date
from workbench.foundation.ids import Id
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.field_changes import list_field_changes
from workbench.storage.queries.visits import get_action, list_actions, list_promising_visits
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class PromiseLine:
    """One promise or task, and what stands around it. ``made_on``: as noted, else the visit's day."""

    action: Action
    account: Account
    manager: Manager | None
    contact: Contact | None
    visit: Visit | None
    made_on: date | None
    state: PromiseState
    origin: Origin
    age: Age | None
    days_late: int

    @property
    def who(self) -> str:
        """Who keeps it: the person named, or else whoever of the customer was noted."""
        if self.action.owner or self.action.side is Side.OURS or self.contact is None:
            return self.action.owner
        return self.contact.name

    @property
    def is_promise(self) -> bool:
        """Whether it is a word given, not a task of ours."""
        return self.origin is Origin.PROMISE

    def age_days(self, today: date) -> int | None:
        """Days since it was promised; ``None`` where nobody noted when."""
        return (today - self.made_on).days if self.made_on else None


@dataclass(frozen=True)
class PromiseLedger:
    """All of them, the latest first, and the rates of the last twelve months."""

    today: date
    lines: tuple[PromiseLine, ...]
    managers: tuple[Manager, ...] = field(repr=False)

    def ages(self, lines: Sequence[PromiseLine] | None = None) -> Mapping[Age, int]:
        """How many open ones are how late, of ``lines`` or of all."""
        shown = self.lines if lines is None else lines
        return Counter(line.age for line in shown if line.age is not None)

    def rate(self, side: Side, lines: Sequence[PromiseLine] | None = None) -> KeptRate:
        """What ``side`` kept in time, of ``lines`` or of all."""
        shown = self.lines if lines is None else lines
        return kept_rate((line.action for line in shown), side, self.today)


@dataclass(frozen=True)
class PromiseFields:
    """What can be typed of a promise."""

    text: str
    side: Side = Side.OURS
    owner: str = ""
    due_on: date | None = None
    promised_on: date | None = None
    contact_id: Id | None = None
    done_on: date | None = None


def promise_ledger(workspace: Workspace, account_id: Id | None = None) -> PromiseLedger:
    """The ledger of all accounts or of one, in a number of queries that does not grow with them."""
    today = workspace.clock.today()
    with workspace.read() as session:
        actions = list_actions(session, account_id=account_id)
        ids = None if account_id is None else [account_id]
        accounts = {one.id: one for one in account_queries.list_accounts(session, ids)}
        managers = {one.id: one for one in account_queries.list_managers(session)}
        contacts = {one.id: one for one in account_queries.list_contacts(session, account_id)}
        visits = {one.id: one for one in list_promising_visits(session)}
    lines = []
    for action in actions:
        account = accounts.get(action.account_id)
        if account is None:
            continue
        visit = visits.get(action.visit_id) if action.visit_id else None
        lines.append(
            PromiseLine(
                action=action,
                account=account,
                manager=managers.get(account.manager_id) if account.manager_id else None,
                contact=contacts.get(action.contact_id) if action.contact_id else None,
                visit=visit,
                made_on=action.promised_on or (visit.on if visit else None),
                state=promise_state(action, today),
                origin=origin_of(action),
                age=age_of(action, today),
                days_late=days_late(action, today),
            )
        )
    return PromiseLedger(today, tuple(lines), tuple(managers.values()))


def list_people_of(workspace: Workspace, account_id: Id, noted: Id | None = None) -> tuple[Contact, ...]:
    """The people of the account who may have promised, or been promised to: all that are still there.

    ``noted`` is who is named already, and stays among them after leaving.
    """
    with workspace.read() as session:
        people = account_queries.list_contacts(session, account_id)
    return tuple(one for one in people if one.left_on is None or one.id == noted)


def due_days_before(workspace: Workspace, action_id: Id) -> tuple[date, ...]:
    """The due days it had before the present one, each once, the first first."""
    with workspace.read() as session:
        present = get_action(session, action_id).due_on
        changes = list_field_changes(session, action_id, ["due_on"])
    days = [day for one in changes if (day := _day(one.value)) is not None and day != present]
    return tuple(dict.fromkeys(days))


def _day(value: object) -> date | None:
    """The day that the journal holds; ``None`` for none, or what a merge brought that is no day."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None


def add_promise(workspace: Workspace, account_id: Id, typed: PromiseFields) -> ChangeSummary:
    """Note a promise of an account, made today unless another day is given. Raises ``BadInput``."""
    today = workspace.clock.today()
    values = _checked(typed, today)
    with workspace.change("add_promise", _("New promise")) as change:
        account_queries.get_account(change.session, account_id)
        _check_person(change, account_id, typed.contact_id)
        values["promised_on"] = typed.promised_on or today
        change.create("action", {"account_id": account_id, **values})
    return change.summary


def edit_promise(workspace: Workspace, action_id: Id, typed: PromiseFields) -> ChangeSummary:
    """Write what was typed over the promise. Raises ``BadInput`` with ``where``, or ``NotFound``."""
    values = _checked(typed, workspace.clock.today())
    with workspace.change("edit_promise", _("Edit promise")) as change:
        _check_person(change, get_action(change.session, action_id).account_id, typed.contact_id)
        change.set("action", action_id, values)
    return change.summary


def keep_promises(workspace: Workspace, action_ids: Sequence[Id], on: date | None) -> ChangeSummary:
    """Tick them off as kept on that day, or with ``None`` open them again. No day in the future."""
    _check_kept(on, workspace.clock.today())
    label = _("Promise open again") if on is None else _("Promise kept")
    with workspace.change("keep_promises", label) as change:
        for action_id in action_ids:
            change.set("action", action_id, {"done_on": on})
    return change.summary


def postpone_promise(workspace: Workspace, action_id: Id, due_on: date) -> ChangeSummary:
    """Give it a later due day; the journal keeps the one before. Raises ``BadInput`` for an earlier one."""
    with workspace.change("postpone_promise", _("Postpone promise")) as change:
        before = get_action(change.session, action_id).due_on
        if due_on <= (before or date.min):
            raise BadInput(
                _("This is not later than {date}.").format(date=format_date(before or due_on)),
                hint=_("Choose a later day."),
                where="due_on",
            )
        change.set("action", action_id, {"due_on": due_on})
    return change.summary


def delete_promise(workspace: Workspace, action_id: Id) -> ChangeSummary:
    """Take it out of the ledger; Undo brings it back."""
    with workspace.change("delete_promise", _("Delete promise")) as change:
        change.delete("action", action_id)
    return change.summary


def _checked(typed: PromiseFields, today: date) -> dict[str, Any]:
    if not typed.text.strip():
        raise BadInput(_("Say what was promised."), hint=_("A few words will do."), where="text")
    if typed.promised_on is not None and typed.promised_on > today:
        raise BadInput(
            _("Nothing has been promised in the future yet."), hint=_("Set the day."), where="promised_on"
        )
    if typed.promised_on and typed.due_on and typed.due_on < typed.promised_on:
        raise BadInput(
            _("It would be due before it was promised."), hint=_("Set a later day."), where="due_on"
        )
    _check_kept(typed.done_on, today)
    return {
        "text": typed.text.strip(),
        "side": typed.side.value,
        "owner": typed.owner.strip(),
        "due_on": typed.due_on,
        "promised_on": typed.promised_on,
        "contact_id": typed.contact_id,
        "done_on": typed.done_on,
    }


def _check_kept(on: date | None, today: date) -> None:
    if on is not None and on > today:
        raise BadInput(
            _("A promise cannot have been kept in the future."), hint=_("Set the day."), where="done_on"
        )


def _check_person(change: Change, account_id: Id, contact_id: Id | None) -> None:
    if contact_id is not None:
        contact = account_queries.get_contact(change.session, contact_id)
        if contact.account_id != account_id:
            raise BadInput(
                _("{name} belongs to another account.").format(name=contact.name),
                hint=_("Choose a person of this account."),
                where="contact_id",
            )
