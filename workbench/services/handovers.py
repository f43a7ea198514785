"""Accounts go from one of our people to another, and the new one confirms (2-rules §16, features A11)."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Manager
from workbench.domain.contract_life import life_of
from workbench.domain.contracts import Contract
from workbench.domain.handovers import (
    due_day,
    open_by_account,
    promises_that_go,
    visits_that_go,
)
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import HANDOVER_DAYS, policy
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, in_a_row, listed, ngettext
from workbench.foundation.ids import Id
from workbench.services.account_checks import checked_managers
from workbench.services.calendars import working_calendar
from workbench.services.handover_reading import (
    OPEN_STATES,
    HandoverLine,
    HandoverTotals,
    chosen_accounts,
    read_lines,
    totals_of,
)
from workbench.services.planning import check_years, file_owner
from workbench.storage.queries.accounts import list_accounts, list_managers
from workbench.storage.queries.contracts import list_contract_events, list_contracts
from workbench.storage.queries.handovers import list_handovers
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.unit_of_work import Change
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class HandoverPreview:
    """What goes along, before anything is done. ``giver`` keeps all the accounts.

    ``people`` may take them over, ``due_on`` is the last day to confirm; ``remarks`` say what to think of.
    """

    today: date
    giver: Manager
    people: tuple[Manager, ...]
    due_on: date
    lines: tuple[HandoverLine, ...]
    totals: HandoverTotals
    remarks: tuple[str, ...] = ()


def preview_handover(
    workspace: Workspace, account_ids: Collection[Id], to_id: Id | None = None
) -> HandoverPreview:
    """What goes along with these accounts, in a constant number of queries.

    Raises ``BadInput`` for no account, for accounts of several people, and for one that is being handed over
    already; ``NotFound`` for one that is gone.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = chosen_accounts(session, account_ids)
        managers = {one.id: one for one in list_managers(session)}
        giver = _giver(accounts, managers, workspace.author)
        _check_none_open(session, accounts)
        due_on = _due_on(session, today)
    lines = read_lines(workspace, account_ids)
    receiver = managers.get(to_id) if to_id else None
    return HandoverPreview(
        today=today,
        giver=giver,
        people=tuple(one for one in managers.values() if one.active and one.id != giver.id),
        due_on=due_on,
        lines=lines,
        totals=totals_of(lines),
        remarks=_remarks(lines, receiver),
    )


def kept_by(workspace: Workspace, manager_id: Id) -> tuple[Id, ...]:
    """The accounts of one of our people that are not being handed over already, by name."""
    with workspace.read() as session:
        waiting = open_by_account(list_handovers(session))
        return tuple(
            one.id for one in list_accounts(session) if one.manager_id == manager_id and one.id not in waiting
        )


def hand_over(
    workspace: Workspace,
    account_ids: Collection[Id],
    to_id: Id,
    *,
    reason: str = "",
    note: str = "",
    day: date | None = None,
) -> tuple[Id, ChangeSummary]:
    """Give the accounts to ``to_id`` in one change; returns the id of the handover.

    Their open visits to come, our open promises that the giver was to keep, and their contracts that run go
    along. ``day`` is today where none is given. Raises as ``preview_handover``, ``BadInput`` also for
    somebody who is gone or keeps them already, and for a day to come.
    """
    today = workspace.clock.today()
    on = day or today
    check_years(on, on)
    if on > today:
        raise BadInput(_("This day lies in the future."), hint=_("Give today or a day before."), where="day")
    count = len(set(account_ids))
    label = ngettext("Hand over {count} account", "Hand over {count} accounts", count).format(count=count)
    with workspace.change("hand_over", label) as change:
        session = change.session
        accounts = chosen_accounts(session, account_ids)
        managers = {one.id: one for one in list_managers(session)}
        giver = _giver(accounts, managers, workspace.author)
        _check_receiver(managers.get(to_id), giver)
        _check_none_open(session, accounts)
        handover_id = change.create(
            "handover",
            {
                "from_id": giver.id if giver.id in managers else None,
                "to_id": to_id,
                "handed_on": on,
                "due_on": _due_on(session, on),
                "reason": reason.strip(),
                "note": note.strip(),
            },
        )
        for account in accounts:
            change.create("handover_account", {"handover_id": handover_id, "account_id": account.id})
            taken = checked_managers({"manager_id": to_id}, account, managers.keys())
            change.set("account", account.id, {**taken, "manager_reason": reason.strip()})
        _pass_on_work(change, {one.id for one in accounts}, giver, managers[to_id], on, today)
    return handover_id, change.summary


def _pass_on_work(
    change: Change, accounts: Collection[Id], giver: Manager, receiver: Manager, on: date, today: date
) -> None:
    session = change.session
    visits = list_visits(session, first=on, states=OPEN_STATES)
    for visit in visits_that_go(visits, accounts, giver.id, on):
        change.set("visit", visit.id, {"manager_id": receiver.id})
    actions = list_actions(session, open_only=True)
    for action in promises_that_go(actions, accounts, giver.name):
        change.set("action", action.id, {"owner": receiver.name})
    for contract in _running_contracts(session, accounts, today):
        if contract.manager_id == giver.id:
            change.set("contract", contract.id, {"manager_id": receiver.id})


def _running_contracts(session: ReadingSession, accounts: Collection[Id], today: date) -> list[Contract]:
    """Those that are drafted, signed or in force; who kept one that ended stays on record."""
    events = list_contract_events(session, content=False)
    found = []
    for one in list_contracts(session):
        if one.account_id in accounts:
            state = life_of(one, events.get(one.id, ()), (), today).state
            if state.is_running or not state.is_fixed:
                found.append(one)
    return found


def _giver(accounts: Sequence[Account], managers: Mapping[Id, Manager], author: str) -> Manager:
    """Who keeps them all; what nobody keeps is the file's owner's."""
    owner = file_owner(author, managers)
    givers = {managers.get(one.manager_id, owner) if one.manager_id else owner for one in accounts}
    if len(givers) > 1:
        raise BadInput(
            _("These accounts are kept by several people: {names}.").format(
                names=listed(sorted(one.name for one in givers))
            ),
            hint=_("Hand over those of one person at a time."),
            where="accounts",
        )
    return givers.pop()


def _check_receiver(receiver: Manager | None, giver: Manager) -> None:
    if receiver is None or not receiver.active:
        raise BadInput(
            _("This person is not among our people (any more)."), hint=_("Choose another."), where="to"
        )
    if receiver.id == giver.id:
        raise BadInput(
            _("{name} keeps these accounts already.").format(name=receiver.name),
            hint=_("Choose somebody else."),
            where="to",
        )


def _check_none_open(session: ReadingSession, accounts: Sequence[Account]) -> None:
    waiting = open_by_account(list_handovers(session))
    names = [one.short for one in accounts if one.id in waiting]
    if names:
        shown = listed(names[:3]) if len(names) <= 3 else f"{listed(names[:3])} …"
        raise BadInput(
            _("Being handed over already, and not confirmed yet: {names}").format(names=shown),
            hint=_("Confirm that handover first, or undo it."),
            where="accounts",
        )


def _due_on(session: ReadingSession, on: date) -> date:
    days = policy(policy_values(session), HANDOVER_DAYS)
    return due_day(on, days, working_calendar(session))


def _remarks(lines: Sequence[HandoverLine], receiver: Manager | None) -> tuple[str, ...]:
    found = []
    unreported = sum(len(line.unreported) for line in lines)
    if unreported:
        told = ngettext(
            "{count} visit has no report yet: it stays with whoever made it.",
            "{count} visits have no report yet: they stay with whoever made them.",
            unreported,
        )
        found.append(told.format(count=unreported))
    if receiver is not None and receiver.segment:
        others = sorted({one.account.segment for one in lines} - {"", receiver.segment})
        if others:
            told = _("{name} belongs to the segment {segment}, accounts to: {others}.").format(
                name=receiver.name, segment=receiver.segment, others=listed(others)
            )
            found.append(in_a_row(told, _("A move across segments needs head office.")))
    return tuple(found)
