"""What the calendar shows of some days: visits, loads, who is away, which accounts are closed (§7.2)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.absences import Absence, Closure
from workbench.domain.accounts import Account, Manager
from workbench.domain.busy_times import BusyTime, busy_by_day
from workbench.domain.planner_model import capacity_on
from workbench.domain.policies import VISIT_MINUTES, WORKING_HOURS, policy
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visit_times import VisitMinutes, WorkingHours
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.clock import Clock
from workbench.foundation.ids import Id
from workbench.services.calendars import working_calendar
from workbench.services.planning import load_keepers
from workbench.storage.queries.absences import list_absence_rows, list_closures
from workbench.storage.queries.busy_times import list_busy_times
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

_GONE = (VisitState.CANCELLED, VisitState.MISSED)


@dataclass(frozen=True)
class DayLoad:
    """Visits on site and calls on a day, or in a week, and how many it takes; 0 is a day without."""

    visits: int = 0
    capacity: int = 0
    calls: int = 0
    call_capacity: int = 0

    def __add__(self, other: "DayLoad") -> "DayLoad":
        return DayLoad(
            self.visits + other.visits,
            self.capacity + other.capacity,
            self.calls + other.calls,
            self.call_capacity + other.call_capacity,
        )

    @property
    def is_over(self) -> bool:
        """Whether there are more visits, or more calls, than places."""
        return self.visits > self.capacity or self.calls > self.call_capacity


@dataclass(frozen=True)
class Taken:
    """Time that another calendar has taken, in minutes after midnight; 0 to 1440 is the whole day."""

    start: int
    end: int
    title: str = ""

    @property
    def is_whole_day(self) -> bool:
        """Whether it lasts from midnight to midnight."""
        return (self.start, self.end) == (0, 24 * 60)


@dataclass(frozen=True)
class CalendarView:
    """The days ``first`` … ``last`` of one manager, or of all.

    ``now`` is the time of day where the user is, in minutes after midnight. ``away`` names on each day who is
    away and why, ``closed`` the accounts that cannot be visited. ``taken`` is told of one manager only.
    """

    first: date
    last: date
    today: date
    now: int
    manager_id: Id | None
    calendar: WorkdayCalendar = field(repr=False)
    accounts: Mapping[Id, Account] = field(repr=False)
    managers: Mapping[Id, Manager] = field(repr=False)
    visits: tuple[Visit, ...] = field(repr=False)
    loads: Mapping[date, DayLoad] = field(repr=False)
    away: Mapping[date, tuple[Absence, ...]] = field(repr=False)
    closed: Mapping[Id, tuple[Closure, ...]] = field(repr=False)
    taken: Mapping[date, tuple[Taken, ...]] = field(repr=False)
    hours: WorkingHours = field(default_factory=WorkingHours)
    lengths: VisitMinutes = field(default_factory=VisitMinutes)

    def closure_on(self, account_id: Id, day: date) -> Closure | None:
        """The closure that keeps an account from being visited on ``day``."""
        return next((one for one in self.closed.get(account_id, ()) if day in one.span), None)

    def minutes_of(self, visit: Visit) -> int:
        """How long ``visit`` takes: its own length, or the usual one of its kind."""
        return visit.minutes if visit.minutes > 0 else self.lengths.of(visit.kind)


def calendar_view(
    workspace: Workspace, first: date, last: date, manager_id: Id | None = None
) -> CalendarView:
    """The days from ``first`` to ``last``, in a number of queries that does not grow with the visits."""
    clock = workspace.clock
    with workspace.read() as session:
        accounts, managers = load_keepers(session, workspace.author)
        visits = list_visits(session, first=first, last=last)
        absences = list_absence_rows(session)
        closures = list_closures(session)
        # Of several people at once, everybody's other appointments would hide the visits.
        busy = list_busy_times(session, manager_id) if manager_id is not None else []
        rules = policy_values(session)
        calendar = working_calendar(session)
    own = tuple(visit for visit in visits if _belongs(visit, accounts, manager_id))
    chosen = [one for one in managers.values() if manager_id in (None, one.id)]
    away = [one for one in absences if manager_id in (None, one.manager_id) and one.manager_id in managers]
    moment = clock.now().astimezone(clock.zone())
    return CalendarView(
        first=first,
        last=last,
        today=clock.today(),
        now=moment.hour * 60 + moment.minute,
        manager_id=manager_id,
        calendar=calendar,
        accounts=accounts,
        managers=managers,
        visits=own,
        loads=day_loads(own, places_by_day(chosen, away, first, last, calendar)),
        away=_by_day(away, first, last),
        closed=_by_account(closures, first, last),
        taken=_taken(busy, clock, first, last),
        hours=policy(rules, WORKING_HOURS),
        lengths=policy(rules, VISIT_MINUTES),
    )


def _belongs(visit: Visit, accounts: Mapping[Id, Account], manager_id: Id | None) -> bool:
    if manager_id is None or visit.manager_id == manager_id:
        return True
    account = accounts.get(visit.account_id)
    return visit.manager_id is None and account is not None and account.manager_id == manager_id


def places_by_day(
    managers: Sequence[Manager],
    absences: Iterable[Absence],
    first: date,
    last: date,
    calendar: WorkdayCalendar,
) -> dict[date, DayLoad]:
    """How many visits and calls ``managers`` can make together on each day, with none made yet."""
    away: dict[Id, list[DateSpan]] = {}
    for absence in absences:
        away.setdefault(absence.manager_id, []).append(absence.span)
    inputs = [
        PlanInput(
            manager=manager,
            accounts={},
            duties=(),
            visits=(),
            calendar=calendar,
            start=first,
            end=last,
            today=first,
            absences=tuple(away.get(manager.id, ())),
        )
        for manager in managers
    ]
    return {
        day: DayLoad(
            capacity=sum(capacity_on(one, day, False) for one in inputs),
            call_capacity=sum(capacity_on(one, day, True) for one in inputs),
        )
        for day in _days(first, last)
    }


def day_loads(visits: Iterable[Visit], places: Mapping[date, DayLoad]) -> dict[date, DayLoad]:
    """``places`` with the places counted that visits and calls take, made or still to be made, on each day.

    The visits of one gathering take one together.
    """
    taken: dict[tuple[date, bool], set[Id]] = {}
    for visit in visits:
        if visit.state not in _GONE:
            there = taken.setdefault((visit.on, visit.kind.is_on_site), set())
            there.add(visit.gathering_id or visit.id)
    return {
        day: load + DayLoad(visits=len(taken.get((day, True), ())), calls=len(taken.get((day, False), ())))
        for day, load in places.items()
    }


def _by_day(absences: Iterable[Absence], first: date, last: date) -> dict[date, tuple[Absence, ...]]:
    found: dict[date, tuple[Absence, ...]] = {}
    for absence in absences:
        for day in _days(max(first, absence.span.start), min(last, absence.span.end)):
            found[day] = (*found.get(day, ()), absence)
    return found


def _by_account(closures: Iterable[Closure], first: date, last: date) -> dict[Id, tuple[Closure, ...]]:
    found: dict[Id, tuple[Closure, ...]] = {}
    for closure in closures:
        if closure.span.start <= last and closure.span.end >= first:
            found[closure.account_id] = (*found.get(closure.account_id, ()), closure)
    return found


def _taken(busy: Iterable[BusyTime], clock: Clock, first: date, last: date) -> dict[date, tuple[Taken, ...]]:
    found: dict[date, tuple[Taken, ...]] = {}
    for time in busy:
        for day, spans in busy_by_day([time], clock.zone(), first, last).items():
            found[day] = (*found.get(day, ()), *(Taken(start, end, time.title) for start, end in spans))
    return found


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=offset) for offset in range((last - first).days + 1))
