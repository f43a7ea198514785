"""The day at a glance: what is on, what is due and why, what was promised (1-product, main job 1)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.accounts import Account, Contact
from workbench.domain.attainment import Attainment, Overdue, Score, attainment
from workbench.domain.duties import Duty
from workbench.domain.periods import Period, PeriodKind, month_starts_back, period_of
from workbench.domain.visits import Action, Visit, VisitState
from workbench.foundation.i18n import language
from workbench.foundation.ids import Id
from workbench.services.complaint_board import ComplaintLine, in_order_of_urgency, read_complaint_lines
from workbench.services.contract_board import ContractRow, contracts_waiting
from workbench.services.handover_receiving import HandoverWaiting, handovers_waiting
from workbench.services.new_year import NewYear, get_new_year
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import Policy, list_unplaced_duties, load_policy
from workbench.services.retention import count_due
from workbench.services.service_requests import ServiceDuty, services_waiting
from workbench.services.visit_brief import Brief, brief_of
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.workspace import Workspace

DUE_AHEAD_DAYS = 7
BIRTHDAY_AHEAD_DAYS = 7
MONTHS_SHOWN = 6
WEEK_DAYS = 7
MOST_SERVICES = MOST_CONTRACTS = 100
NEXT_WORKDAYS = (1, 2, 5)
"""Working days ahead that a visit without a report may be moved to at once."""


@dataclass(frozen=True)
class Birthday:
    """A person whose birthday is near, and the day it falls on."""

    contact: Contact
    on: date


@dataclass(frozen=True)
class Pace:
    """The scores of the months since visits are known of, this month's last.

    ``before`` is last month's as it stood on the same working day of it; ``None`` where nothing is known.
    """

    scores: tuple[Score, ...]
    before: Score | None = None

    @property
    def score(self) -> Score:
        """This month's."""
        return self.scores[-1]


@dataclass(frozen=True)
class TodayView:
    """What the Today page shows.

    ``overdue`` are visits of the last quarter and this one that were never made and are not in the calendar,
    ``due`` those that fall due within a week. ``complaints`` are the open ones, ``open_by_month`` how many
    were open at the end of each month, today last, and ``open_before`` how many a week ago.
    ``services`` is what was promised with requests and presses,
    ``contracts`` those that ask for attention, ``handovers`` those to confirm and those that are asked about,
    ``reviews`` how many people's personal data are due for review. ``unknown_year``: the official holidays of
    that year are not known, and it has begun or begins within a week.
    """

    today: date
    day_name: str
    workday_number: int
    workdays_in_month: int
    accounts: Mapping[Id, Account] = field(repr=False)
    agenda: tuple[Visit, ...]
    brief: Brief | None
    next_visit: Visit | None
    unreported: tuple[Visit, ...]
    overdue: tuple[Overdue, ...]
    due: tuple[Duty, ...]
    pace: Pace
    promises: tuple[Action, ...]
    complaints: tuple[ComplaintLine, ...]
    services: tuple[ServiceDuty, ...]
    contracts: tuple[ContractRow, ...]
    birthdays: tuple[Birthday, ...]
    handovers: tuple[HandoverWaiting, ...] = ()
    reviews: int = 0
    new_year: NewYear | None = None
    next_workdays: tuple[date, ...] = ()
    is_workday: bool = True
    unknown_year: int | None = None
    open_by_month: tuple[int, ...] = ()
    open_before: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is no account at all: the first run."""
        return not self.accounts


def today_view(workspace: Workspace) -> TodayView:
    """Everything of today, in a number of queries that does not grow with the accounts."""
    today = workspace.clock.today()
    month = period_of(PeriodKind.MONTH, today)
    horizon = today + timedelta(days=DUE_AHEAD_DAYS)
    months = [period_of(PeriodKind.MONTH, start) for start in month_starts_back(today, MONTHS_SHOWN)]
    policy = load_policy(workspace, months[0].start, month.end)
    calendar = policy.calendar
    with workspace.read() as session:
        open_actions = list_actions(session, open_only=True)
        lines = read_complaint_lines(session, today)
        contacts = account_queries.list_contacts(session)
        reviews = count_due(session, contacts, today)
        open_visits = list_visits(session, states=[VisitState.PLANNED, VisitState.AGREED], last=horizon)
    agenda = tuple(visit for visit in policy.visits if visit.on == today and _is_on(visit))
    ahead = [visit for visit in policy.visits if visit.on > today and visit.state.is_open]
    # Without a visit today, the next one that is planned is what there is to prepare.
    waiting = next((visit for visit in (*agenda, *ahead) if visit.state.is_open), None)
    return TodayView(
        today=today,
        day_name=calendar.day_name(today, language()),
        workday_number=len(calendar.workdays(month.start, today)),
        workdays_in_month=len(calendar.workdays(month.start, month.end)),
        accounts=policy.accounts,
        agenda=agenda,
        brief=brief_of(workspace, waiting.id) if waiting else None,
        next_visit=ahead[0] if ahead else None,
        unreported=tuple(visit for visit in open_visits if visit.on < today),
        overdue=overdue_visits(policy, today),
        due=_due(workspace, policy, today, horizon),
        pace=_pace(policy, months, today),
        promises=tuple(
            action for action in open_actions if action.due_on is not None and action.due_on <= horizon
        ),
        complaints=in_order_of_urgency(line for line in lines if line.is_open),
        services=services_waiting(workspace, today, MOST_SERVICES),
        contracts=contracts_waiting(workspace, today, MOST_CONTRACTS),
        birthdays=_birthdays(contacts, today),
        handovers=handovers_waiting(workspace),
        reviews=reviews,
        next_workdays=tuple(calendar.add_workdays(today, count) for count in NEXT_WORKDAYS),
        new_year=get_new_year(workspace),
        is_workday=calendar.is_workday(today),
        unknown_year=next(iter(calendar.years_without_notice(today, horizon)), None),
        open_by_month=tuple(_count_open(lines, min(one.end, today)) for one in months),
        open_before=_count_open(lines, today - timedelta(days=WEEK_DAYS)),
    )


def _is_on(visit: Visit) -> bool:
    return visit.state is not VisitState.CANCELLED


def _count_open(lines: Iterable[ComplaintLine], day: date) -> int:
    return sum(line.progress.was_open(day) for line in lines)


def _pace(policy: Policy, months: Sequence[Period], today: date) -> Pace:
    """Months before the first visit that the file knows of say nothing about anybody."""
    made = [visit.on for visit in policy.visits if visit.state is VisitState.DONE and visit.on <= today]
    first = min(made, default=today)
    scores = [_attainment(policy, one.start, one.end, today).total for one in months if one.end >= first]
    number = len(policy.calendar.workdays(months[-1].start, today))
    earlier = policy.calendar.workdays(months[-2].start, months[-2].end)
    if len(scores) < 2 or not number:
        return Pace(tuple(scores))
    then = earlier[min(number, len(earlier)) - 1]
    return Pace(tuple(scores), _attainment(policy, months[-2].start, months[-2].end, then).total)


def _attainment(policy: Policy, start: date, end: date, today: date) -> Attainment:
    return attainment(policy.accounts.values(), policy.rulebook, policy.visits, start, end, today)


def _due(workspace: Workspace, policy: Policy, today: date, horizon: date) -> tuple[Duty, ...]:
    wanted = list_unplaced_duties(workspace, policy, today, horizon)
    soon = (duty for duty in wanted if duty.due_on >= today)
    return tuple(sorted(soon, key=lambda duty: (duty.due_on, duty.ideal_on, duty.key)))


def _birthdays(contacts: Iterable[Contact], today: date) -> tuple[Birthday, ...]:
    found = []
    for contact in contacts:
        if contact.birthday is None or contact.left_on is not None:
            continue
        for year in (today.year, today.year + 1):
            on = _in_year(contact.birthday, year)
            if 0 <= (on - today).days <= BIRTHDAY_AHEAD_DAYS:
                found.append(Birthday(contact, on))
    return tuple(sorted(found, key=lambda item: (item.on, item.contact.name)))


def _in_year(day: date, year: int) -> date:
    """The day in ``year``; who was born on 29 February is congratulated on the 28th in other years."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 2, 28)
