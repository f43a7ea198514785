"""A month of the calendar: its weeks, and what is due and not placed in it (2-rules §7.2)."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.accounts import Account, Manager
from workbench.domain.attainment import Overdue, Score
from workbench.domain.duties import Duty
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.visits import Visit
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id
from workbench.services.calendar_view import DayLoad, calendar_view
from workbench.services.due_view import due_view
from workbench.services.planning import check_years
from workbench.storage.workspace import Workspace

__all__ = ["DayLoad", "MonthView", "month_view"]


@dataclass(frozen=True)
class MonthView:
    """What the calendar shows of the weeks ``first`` … ``last``, for one manager or for all.

    ``due`` are the duties of the month without a visit, ``overdue`` those of before that nothing mended.
    """

    month: date
    first: date
    last: date
    today: date
    calendar: WorkdayCalendar = field(repr=False)
    accounts: Mapping[Id, Account] = field(repr=False)
    managers: Mapping[Id, Manager] = field(repr=False)
    visits: tuple[Visit, ...]
    loads: Mapping[date, DayLoad]
    due: tuple[Duty, ...]
    overdue: tuple[Overdue, ...]
    score: Score
    planned: int


def month_view(workspace: Workspace, month: date, manager_id: Id | None = None) -> MonthView:
    """The weeks of the month of ``month``, in a number of queries that does not grow with the accounts."""
    check_years(month, month)
    whole = period_of(PeriodKind.MONTH, month)
    first = whole.start - timedelta(days=whole.start.weekday())
    last = whole.end + timedelta(days=6 - whole.end.weekday())
    shown = calendar_view(workspace, first, last, manager_id)
    due = due_view(workspace, whole.start, whole.end, manager_id)
    return MonthView(
        month=whole.start,
        first=first,
        last=last,
        today=shown.today,
        calendar=shown.calendar,
        accounts=shown.accounts,
        managers=shown.managers,
        visits=shown.visits,
        loads=shown.loads,
        due=due.due,
        overdue=due.overdue,
        score=due.score,
        planned=due.planned,
    )
