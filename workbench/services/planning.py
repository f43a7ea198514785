"""What visits are required of whom, and everything that planning them depends on (2-rules §7)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TypeVar

from workbench.domain.accounts import Account, Manager
from workbench.domain.busy_times import BusyTime
from workbench.domain.duties import Duty, DutyKey, duties
from workbench.domain.frequency import Rulebook
from workbench.domain.periods import PeriodKind, next_period, period_of, year_before
from workbench.domain.policies import CITY_DEVIATION_DAYS, KIND_LIMITS, VISIT_MINUTES, WORKING_HOURS, policy
from workbench.domain.visit_debts import DebtDecision
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.domain.visits import Visit
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, free_id
from workbench.services.calendars import working_calendar
from workbench.services.rulebooks import read_rulebook
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries import frequencies
from workbench.storage.queries.absences import list_closures
from workbench.storage.queries.busy_times import list_busy_times
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visit_debts import list_debt_notes
from workbench.storage.queries.visits import list_visits
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace

T = TypeVar("T")

LONGEST_RANGE_DAYS = 400
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


@dataclass(frozen=True)
class PlanRules:
    """The house's rules of planning that can be changed: hours, lengths, limits, days for cities."""

    hours: WorkingHours = field(default_factory=WorkingHours)
    minutes: VisitMinutes = field(default_factory=VisitMinutes)
    limits: KindLimits = field(default_factory=KindLimits)
    city_days: int = CITY_DEVIATION_DAYS.default


@dataclass(frozen=True)
class Policy:
    """What planning reads, once: accounts (every one with a manager), rulebook, absences and visits.

    ``closures`` are by account, ``busy`` by person; ``let_go`` names the duties that were let go.
    """

    accounts: Mapping[Id, Account]
    managers: Mapping[Id, Manager]
    rulebook: Rulebook
    absences: Mapping[Id, tuple[DateSpan, ...]]
    visits: tuple[Visit, ...]
    calendar: WorkdayCalendar = field(default_factory=WorkdayCalendar)
    closures: Mapping[Id, tuple[DateSpan, ...]] = field(default_factory=dict)
    busy: Mapping[Id, tuple[BusyTime, ...]] = field(default_factory=dict)
    rules: PlanRules = field(default_factory=PlanRules)
    let_go: frozenset[DutyKey] = frozenset()


def next_quarter(today: date) -> tuple[date, date]:
    """First and last day of the quarter after the one of ``today``."""
    following = next_period(period_of(PeriodKind.QUARTER, today))
    return following.start, following.end


def check_years(start: date, end: date) -> None:
    """Raise ``BadInput`` for days in years that nobody plans, where the arithmetic of days ends."""
    if start.year < _FIRST_YEAR or end.year > _LAST_YEAR:
        raise BadInput(
            _("There are no visits in such a year."),
            hint=_("Give days from {first} to {last}.").format(first=_FIRST_YEAR, last=_LAST_YEAR),
            where="start" if start.year < _FIRST_YEAR else "end",
        )


def load_policy(workspace: Workspace, start: date, end: date) -> Policy:
    """Everything that duties and plans of the range depend on, in a constant number of queries.

    An account that nobody keeps yet is the file's owner's: none is left out in silence. Raises ``BadInput``
    for days in no year that anybody plans.
    """
    check_years(start, end)
    with workspace.read() as session:
        accounts, managers = load_keepers(session, workspace.author)
        # A year back and ahead: the longest period of a rule, and the last visit before it.
        visits = list_visits(session, first=year_before(year_before(start)), last=end + timedelta(days=366))
        absences = {key: tuple(spans) for key, spans in frequencies.list_absences(session).items()}
        values = policy_values(session)
        closed = _grouped((one.account_id, one.span) for one in list_closures(session))
        busy = _grouped((one.manager_id, one) for one in list_busy_times(session))
        let_go = (one.key for one in list_debt_notes(session) if one.decision is DebtDecision.WAIVE)
        return Policy(
            accounts,
            managers,
            read_rulebook(session),
            absences,
            tuple(visits),
            working_calendar(session),
            closed,
            busy,
            PlanRules(
                policy(values, WORKING_HOURS),
                policy(values, VISIT_MINUTES),
                policy(values, KIND_LIMITS),
                policy(values, CITY_DEVIATION_DAYS),
            ),
            frozenset(let_go),
        )


def load_keepers(
    session: ReadingSession, author: str, ids: Collection[Id] | None = None
) -> tuple[dict[Id, Account], dict[Id, Manager]]:
    """Every account, or these, with who keeps it, and our people; what nobody keeps is the file's owner's."""
    managers = {manager.id: manager for manager in account_queries.list_managers(session)}
    me = file_owner(author, managers)
    accounts = {
        account.id: account if account.manager_id in managers else replace(account, manager_id=me.id)
        for account in account_queries.list_accounts(session, ids)
    }
    if any(account.manager_id == me.id for account in accounts.values()):
        managers.setdefault(me.id, me)
    return accounts, managers


def file_owner(author: str, managers: Mapping[Id, Manager]) -> Manager:
    """Whose the accounts without a manager are: the author's, or the only manager's there is."""
    named = next((one for one in managers.values() if one.name == author), None)
    if named is None and len(managers) == 1:
        named = next(iter(managers.values()))
    return named or Manager(id=free_id(managers, "manager", author), name=author)


def list_duties(
    workspace: Workspace,
    start: date,
    end: date,
    *,
    policy: Policy | None = None,
    manager_ids: Collection[Id] | None = None,
) -> tuple[Duty, ...]:
    """What the frequency policy still requires from ``start`` to ``end``, by ideal date (2-rules §7.1).

    Of everybody, or of ``manager_ids``; without what was let go (features C10).
    """
    known = policy or load_policy(workspace, start, end)
    kept = (one for one in known.accounts.values() if manager_ids is None or one.manager_id in manager_ids)
    return duties_of(known, kept, start, end, workspace.clock.today())


def duties_of(
    known: Policy, accounts: Iterable[Account], start: date, end: date, today: date
) -> tuple[Duty, ...]:
    """``list_duties`` of these ``accounts``; raises ``BadInput`` for a range that makes no sense."""
    _check_range(start, end)
    return duties(accounts, known.rulebook, known.visits, start, end, today, known.let_go)


def list_unplaced_duties(workspace: Workspace, policy: Policy, start: date, end: date) -> tuple[Duty, ...]:
    """The duties of the range that have no visit in the calendar at all, by ideal date.

    Planning counts a plain planned visit as a duty still to be placed, because it may move it; who asks
    what is left to place does not.
    """
    today = workspace.clock.today()
    placed = tuple(
        replace(visit, pinned=True) if visit.state.is_open and visit.on >= today else visit
        for visit in policy.visits
    )
    return list_duties(workspace, start, end, policy=replace(policy, visits=placed))


def _grouped(pairs: Iterable[tuple[Id, T]]) -> dict[Id, tuple[T, ...]]:
    found: dict[Id, list[T]] = {}
    for key, one in pairs:
        found.setdefault(key, []).append(one)
    return {key: tuple(many) for key, many in found.items()}


def _check_range(start: date, end: date) -> None:
    if end < start:
        raise BadInput(_("The last day lies before the first."), hint=_("Set a later last day."), where="end")
    if (end - start).days > LONGEST_RANGE_DAYS:
        raise BadInput(
            _("This range is longer than a year."), hint=_("Plan a year at most at a time."), where="end"
        )
