"""A month of the calendar: visits, what is due and not placed, and the load of each day (2-rules §7.2)."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.accounts import Account, Manager
from workbench.domain.attainment import Overdue, Score, attainment
from workbench.domain.duties import Duty
from workbench.domain.periods import PeriodKind, period_of
from workbench.domain.planner_model import capacity_on
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan, WorkdayCalendar
from workbench.foundation.ids import Id
from workbench.services.calendars import official_calendar
from workbench.services.planning import list_unplaced_duties, load_policy
from workbench.services.today import overdue_visits
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class DayLoad:
    """On-site visits on a day, and how many it takes; a capacity of 0 is a day without visits."""

    visits: int
    capacity: int


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
    today = workspace.clock.today()
    whole = period_of(PeriodKind.MONTH, month)
    first = whole.start - timedelta(days=whole.start.weekday())
    last = whole.end + timedelta(days=6 - whole.end.weekday())
    policy = load_policy(workspace, first, last)

    def kept(account_id: Id) -> bool:
        account = policy.accounts.get(account_id)
        return account is not None and manager_id in (None, account.manager_id)

    visits = tuple(
        visit
        for visit in policy.visits
        if first <= visit.on <= last
        and (manager_id in (None, visit.manager_id) or (visit.manager_id is None and kept(visit.account_id)))
    )
    chosen = [one for one in policy.managers.values() if manager_id in (None, one.id)]
    score = attainment(
        [account for account in policy.accounts.values() if kept(account.id)],
        policy.rulebook,
        policy.visits,
        whole.start,
        whole.end,
        today,
    ).total
    wanted = list_unplaced_duties(workspace, policy, whole.start, whole.end)
    open_in_month = [visit for visit in visits if visit.state.is_open and visit.on in whole]
    return MonthView(
        month=whole.start,
        first=first,
        last=last,
        today=today,
        calendar=official_calendar(),
        accounts=policy.accounts,
        managers=policy.managers,
        visits=visits,
        loads=_loads(visits, chosen, policy.absences, first, last, today),
        due=tuple(duty for duty in wanted if kept(duty.account_id) and duty.due_on >= today),
        overdue=tuple(item for item in overdue_visits(policy, today) if kept(item.slot.account_id)),
        score=score,
        planned=len(open_in_month),
    )


def _loads(
    visits: Sequence[Visit],
    managers: Sequence[Manager],
    absences: Mapping[Id, tuple[DateSpan, ...]],
    first: date,
    last: date,
    today: date,
) -> Mapping[date, DayLoad]:
    counts = Counter(
        visit.on
        for visit in visits
        if visit.kind.is_on_site and visit.state not in (VisitState.CANCELLED, VisitState.MISSED)
    )
    inputs = [
        PlanInput(
            manager=manager,
            accounts={},
            duties=(),
            visits=(),
            calendar=official_calendar(),
            start=first,
            end=last,
            today=today,
            absences=absences.get(manager.id, ()),
        )
        for manager in managers
    ]
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return {day: DayLoad(counts[day], sum(capacity_on(one, day, False) for one in inputs)) for day in days}
