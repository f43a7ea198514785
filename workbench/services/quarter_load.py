"""The load of our people in the weeks of a quarter: visits and calls against places (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date, timedelta

from workbench.domain.accounts import Manager
from workbench.domain.periods import Period, PeriodKind, period_of
from workbench.foundation.ids import Id
from workbench.services.calendar_view import DayLoad, day_loads, places_by_day
from workbench.services.calendars import working_calendar
from workbench.services.planning import load_keepers
from workbench.storage.queries.absences import list_absence_rows
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

_WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Week:
    """A week from Monday to Sunday, with the holidays and the working days in it."""

    start: date
    holidays: tuple[date, ...]
    workdays: int


@dataclass(frozen=True)
class PersonLoad:
    """One person's load by week, in the order of the weeks."""

    manager: Manager
    weeks: tuple[DayLoad, ...]

    @property
    def total(self) -> DayLoad:
        """All weeks together."""
        return sum(self.weeks, DayLoad())


@dataclass(frozen=True)
class QuarterLoad:
    """The weeks that a quarter touches, whole; ``today`` lies where it lies."""

    quarter: Period
    today: date
    weeks: tuple[Week, ...]
    people: tuple[PersonLoad, ...]


def quarter_load(workspace: Workspace, day: date, manager_id: Id | None = None) -> QuarterLoad:
    """The quarter of ``day`` for one manager, or for all that keep accounts or have visits in it."""
    quarter = period_of(PeriodKind.QUARTER, day)
    first = quarter.start - timedelta(days=quarter.start.weekday())
    last = quarter.end + timedelta(days=6 - quarter.end.weekday())
    with workspace.read() as session:
        accounts, managers = load_keepers(session, workspace.author)
        visits = list_visits(session, first=first, last=last)
        absences = list_absence_rows(session)
        calendar = working_calendar(session)
    whose = {
        visit.id: visit.manager_id
        or (accounts[visit.account_id].manager_id if visit.account_id in accounts else None)
        for visit in visits
    }
    busy = {one.manager_id for one in accounts.values()} | set(whose.values())
    starts = [first + _WEEK * number for number in range(((last - first).days + 1) // 7)]
    people = []
    for manager in sorted(managers.values(), key=lambda one: (one.name, one.id)):
        if manager_id != manager.id and (manager_id is not None or manager.id not in busy):
            continue
        away = [one for one in absences if one.manager_id == manager.id]
        own = [visit for visit in visits if whose[visit.id] == manager.id]
        loads = day_loads(own, places_by_day([manager], away, first, last, calendar))
        weeks = tuple(
            sum((loads[start + timedelta(days=number)] for number in range(7)), DayLoad()) for start in starts
        )
        people.append(PersonLoad(manager, weeks))
    return QuarterLoad(
        quarter,
        workspace.clock.today(),
        tuple(
            Week(
                start,
                tuple(d for d in (start + timedelta(days=n) for n in range(7)) if calendar.is_holiday(d)),
                len(calendar.workdays(start, start + timedelta(days=6))),
            )
            for start in starts
        ),
        tuple(people),
    )
