"""Alarms: what asks for attention, who has seen it, and major events (2-rules §12)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary

from workbench.domain.accounts import Tier
from workbench.domain.alarm_receivables import is_over
from workbench.domain.alarms import (
    Alarm,
    AlarmAcknowledgement,
    AlarmState,
    MajorEvent,
    MajorEventKind,
    Severity,
)
from workbench.domain.credit_limits import CreditLimit
from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_number, language, ngettext
from workbench.foundation.ids import Id
from workbench.services.alarm_reading import AlarmReading, read_alarms
from workbench.services.alarm_sales import read_debts
from workbench.services.checked_values import check_names
from workbench.storage.queries import alarms as queries
from workbench.storage.queries.accounts import get_account, list_accounts
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_span
from workbench.storage.workspace import Workspace

_LONGEST_REASON = 1_000


@dataclass(frozen=True)
class AlarmLine:
    """One alarm in a list. ``alarm.place`` and ``alarm.subject_id`` say what to open.

    ``keeper_id``: who keeps the account.
    """

    alarm: Alarm
    account_name: str
    account_code: str
    tier: Tier | None
    responsible: str
    account_short: str = ""
    keeper_id: Id | None = None

    @property
    def state(self) -> AlarmState:
        return self.alarm.state


@dataclass(frozen=True)
class ResolvedAlarm:
    """An alarm that was acknowledged and is no longer raised: its condition has ended."""

    acknowledgement: AlarmAcknowledgement
    account_name: str
    account_code: str
    account_short: str = ""
    keeper_id: Id | None = None


@dataclass(frozen=True)
class AlarmCounts:
    """How many alarms there are: the new ones by severity, and those acknowledged that still stand."""

    new: Mapping[Severity, int] = field(default_factory=dict)
    acknowledged: int = 0

    @property
    def total_new(self) -> int:
        return sum(self.new.values())

    @property
    def pressing(self) -> int:
        """New and more than a note: what a badge counts."""
        return self.new.get(Severity.SEVERE, 0) + self.new.get(Severity.WARNING, 0)


@dataclass(frozen=True)
class AlarmBoard:
    """The alarms as of ``looked_on``, the most pressing first: new before acknowledged, then by severity.

    ``resolved``: the latest first. ``data_to``: until when sales are on record, ``None`` without any.
    """

    alarms: tuple[AlarmLine, ...]
    resolved: tuple[ResolvedAlarm, ...]
    counts: AlarmCounts
    looked_on: date
    data_to: date | None = None


_boards: WeakKeyDictionary[Workspace, tuple[object, AlarmBoard]] = WeakKeyDictionary()
_reading = Lock()


def list_alarms(
    workspace: Workspace, *, account_id: Id | None = None, manager_id: Id | None = None
) -> AlarmBoard:
    """The alarms of one account, of what one person answers for, or all.

    A person answers for their accounts and for what names them. The number of queries does not depend on
    the accounts; nothing is read while nothing was saved since the last time.
    """
    workspace.check_open()
    board = _known_board(workspace)
    if board is None and account_id is not None:
        board = _board(read_alarms(workspace, account_id))
    if board is None:
        # Page, rail and Today ask at once: one reads, the others wait for the same.
        with _reading:
            board = _known_board(workspace)
            if board is None:
                key = _as_of(workspace)
                board = _board(read_alarms(workspace))
                _boards[workspace] = key, board
    if account_id is None and manager_id is None:
        return board
    alarms = tuple(
        line
        for line in board.alarms
        if account_id in (None, line.alarm.account_id)
        and manager_id in (None, line.keeper_id, line.alarm.responsible_id)
    )
    resolved = tuple(
        one
        for one in board.resolved
        if account_id in (None, one.acknowledgement.account_id) and manager_id in (None, one.keeper_id)
    )
    return replace(board, alarms=alarms, resolved=resolved, counts=_counts(alarms))


def _as_of(workspace: Workspace) -> object:
    return workspace.saves, workspace.clock.today(), workspace.author, language()


def _known_board(workspace: Workspace) -> AlarmBoard | None:
    known = None if workspace.locked else _boards.get(workspace)
    return known[1] if known is not None and known[0] == _as_of(workspace) else None


def count_alarms(workspace: Workspace) -> AlarmCounts:
    """How many alarms there are; as cheap as ``list_alarms``."""
    return list_alarms(workspace).counts


@dataclass(frozen=True)
class OverLimit:
    """An account that owes more than it may; amounts in fen of CNY."""

    account_id: Id
    account_name: str
    account_code: str
    account_short: str
    owed_fen: int
    overdue_fen: int
    limit: CreditLimit


def list_over_limit(workspace: Workspace) -> tuple[OverLimit, ...]:
    """The accounts whose debts exceed their credit limit (2-rules §4), the furthest beyond it first.

    How many there were in months past cannot be told: records say what is settled, not when it was.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        accounts = {one.id: one for one in list_accounts(session) if not one.is_competitor}
        span = sales_span(session)
        values = policy_values(session)
        debts = read_debts(session, accounts, today, values, span[0] if span else None)
    found = []
    for key, limit in debts.limits.items():
        owed, overdue = debts.in_limit_currency(key)
        if limit is not None and is_over(owed, limit):
            one = accounts[key]
            found.append(OverLimit(key, one.name, one.code, one.short, owed, overdue, limit))
    return tuple(sorted(found, key=lambda one: ((one.limit.amount_fen or 0) - one.owed_fen, one.account_id)))


def acknowledge_alarms(workspace: Workspace, alarms: Sequence[Alarm], reason: str) -> ChangeSummary:
    """Somebody has seen these alarms, as far as they go now, and says why they stand.

    Raises ``BadInput`` without a reason, and ``NotFound`` where an account is gone.
    """
    said = reason.strip()
    if not said:
        raise BadInput(_("Say why this alarm may stand."), hint=_("A few words will do."), where="reason")
    if len(said) > _LONGEST_REASON:
        raise BadInput(_("This reason is too long."), hint=_("A few words will do."), where="reason")
    label = ngettext("Acknowledge {count} alarm", "Acknowledge {count} alarms", len(alarms))
    with workspace.change("acknowledge_alarms", label.format(count=format_number(len(alarms)))) as change:
        for account_id in {one.account_id for one in alarms}:
            get_account(change.session, account_id)
        for one in alarms:
            change.create(
                "alarm_acknowledgement",
                {
                    "account_id": one.account_id,
                    "alarm": one.kind.value,
                    "subject": one.subject,
                    "reason": said,
                    "severity": one.severity.value,
                    "measure": one.measure,
                    "acknowledged_on": workspace.clock.today(),
                    "acknowledged_by": workspace.author,
                },
            )
    return change.summary


def take_back_acknowledgement(workspace: Workspace, acknowledgement_id: Id) -> ChangeSummary:
    """The alarm is new again, or as it was acknowledged before. Raises ``NotFound``."""
    with workspace.change("take_back_acknowledgement", _("Take back an acknowledgement")) as change:
        queries.get_acknowledgement(change.session, acknowledgement_id)
        change.delete("alarm_acknowledgement", acknowledgement_id)
    return change.summary


def _board(reading: AlarmReading) -> AlarmBoard:
    alarms, resolved = [], []
    for alarm in reading.found.alarms:
        account = reading.accounts[alarm.account_id]
        answerer_id = alarm.responsible_id or account.manager_id
        answerer = reading.managers.get(answerer_id) if answerer_id is not None else None
        name = alarm.responsible or (answerer.name if answerer is not None else "")
        line = AlarmLine(
            alarm, account.name, account.code, account.tier, name, account.short, account.manager_id
        )
        alarms.append(line)
    for one in reading.found.resolved:
        known = reading.accounts.get(one.account_id)
        if known is not None:
            resolved.append(ResolvedAlarm(one, known.name, known.code, known.short, known.manager_id))
    return AlarmBoard(tuple(alarms), tuple(resolved), _counts(alarms), reading.today, reading.data_to)


def _counts(alarms: Iterable[AlarmLine]) -> AlarmCounts:
    new, acknowledged = dict.fromkeys(Severity, 0), 0
    for line in alarms:
        if line.state is AlarmState.NEW:
            new[line.alarm.severity] += 1
        else:
            acknowledged += 1
    return AlarmCounts(new, acknowledged)


_EVENT_FIELDS = frozenset({"kind", "text", "happened_on", "answer", "ended_on"})


def list_major_events(workspace: Workspace, account_id: Id | None = None) -> tuple[MajorEvent, ...]:
    """What happened at one account, or at all: what is not over first, then the latest first."""
    today = workspace.clock.today()
    with workspace.read() as session:
        found = queries.list_major_events(session, account_id)
    return tuple(sorted(found, key=lambda one: one.ended_on is not None and one.ended_on <= today))


def add_major_event(workspace: Workspace, account_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Note something grave: ``kind``, ``text``, ``answer``, ``ended_on``, ``happened_on`` (else today).

    Raises ``BadInput`` naming the field, and ``NotFound``.
    """
    today = workspace.clock.today()
    checked = _checked(
        {"kind": "", "happened_on": today, **values}, MajorEvent(account_id, account_id, None), today
    )
    with workspace.change("add_major_event", _("New major event")) as change:
        get_account(change.session, account_id)
        noted = {"account_id": account_id, "noted_on": today, "noted_by": workspace.author}
        change.create("major_event", {**checked, **noted})
    return change.summary


def edit_major_event(workspace: Workspace, event_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Change fields of a major event. Raises ``BadInput`` naming the field, and ``NotFound``."""
    with workspace.change("edit_major_event", _("Edit major event")) as change:
        before = queries.get_major_event(change.session, event_id)
        change.set("major_event", event_id, _checked(values, before, workspace.clock.today()))
    return change.summary


def end_major_event(workspace: Workspace, event_id: Id, on: date | None = None) -> ChangeSummary:
    """It is over as of ``on``, or today; it stays on record. Raises ``BadInput`` and ``NotFound``."""
    with workspace.change("end_major_event", _("Major event is over")) as change:
        before = queries.get_major_event(change.session, event_id)
        today = workspace.clock.today()
        change.set("major_event", event_id, _checked({"ended_on": on or today}, before, today))
    return change.summary


def delete_major_event(workspace: Workspace, event_id: Id) -> ChangeSummary:
    """Delete it; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_major_event", _("Delete major event")) as change:
        queries.get_major_event(change.session, event_id)
        change.delete("major_event", event_id)
    return change.summary


def _checked(values: Mapping[str, Any], before: MajorEvent, today: date) -> dict[str, Any]:
    check_names(values, _EVENT_FIELDS, _("A major event has no field of this name."))
    checked = dict(values)
    for name in ("text", "answer"):
        if name in checked:
            checked[name] = str(checked[name] or "").strip()
    if "kind" in checked:
        word = str(checked["kind"] or "")
        if word not in [one.value for one in MajorEventKind]:
            raise BadInput(
                _("Say what happened."),
                hint=_("It takes: {words}.").format(words=", ".join(MajorEventKind)),
                where="kind",
            )
        checked["kind"] = word
    for name in ("happened_on", "ended_on"):
        day = checked.get(name)
        if day is not None and not isinstance(day, date):
            raise BadInput(_("This is no day."), where=name)
    happened = checked.get("happened_on", before.happened_on)
    ended = checked.get("ended_on", before.ended_on)
    if happened is not None and happened > today:
        raise BadInput(_("This day is still to come."), where="happened_on")
    if happened is not None and ended is not None and ended < happened:
        raise BadInput(_("It cannot end before it happened."), where="ended_on")
    return checked
