"""What the account screens show beyond the records: what matters now, what is due next and why."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.accounts import Account
from workbench.domain.attainment import Overdue
from workbench.domain.duties import Duty
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import (
    RequiredFrequency,
    Rulebook,
    required_frequencies,
)
from workbench.domain.kam_level import DerivedKam
from workbench.domain.new_year import NewYearTask
from workbench.domain.periods import year_before
from workbench.domain.relationship import KamLevel
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import Id
from workbench.services.accounts import AccountOverview, read_account_overview
from workbench.services.briefs import Notice, notices
from workbench.services.contract_board import standing_contracts
from workbench.services.new_year import get_new_year_of, new_year_notices
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import Policy, list_duties
from workbench.services.profile_notices import profile_notices
from workbench.services.relationship import kam_of, read_ties
from workbench.services.rulebooks import read_rulebook
from workbench.storage.aliases import resolve
from workbench.storage.queries.contact_log import last_logged_days
from workbench.storage.queries.receivables import list_receivables
from workbench.storage.workspace import Workspace

# Far enough to see the next visit of the rarest rule, one a year.
AHEAD_DAYS = 366


@dataclass(frozen=True)
class Expected:
    """One kind of visit that the policy asks of an account (2-rules §7.1), and how it stands.

    ``placed`` is the next visit of that kind in the calendar, ``late`` an overdue one, ``duty`` the next
    that is still to be placed.
    """

    kind: VisitKind
    required: RequiredFrequency | FollowUp
    placed: Visit | None
    late: Overdue | None
    duty: Duty | None


@dataclass(frozen=True)
class AccountView:
    """One account with what matters about it now and the visits it is owed.

    ``kam`` is the level that follows from who deals with whom; ``kam_level`` the one that holds.
    ``logged_on`` is the day of the last entry in the contact log, ``new_year`` the task of December.
    """

    today: date
    overview: AccountOverview
    notices: tuple[Notice, ...]
    expected: tuple[Expected, ...]
    kam: DerivedKam
    logged_on: date | None = None
    new_year: NewYearTask | None = None

    @property
    def last_contact(self) -> date | None:
        """The day of the last visit made, or of the last call or message after it."""
        done = (one.on for one in self.overview.visits if one.state is VisitState.DONE)
        return max(filter(None, (*done, self.logged_on)), default=None)

    @property
    def kam_level(self) -> KamLevel:
        """The level that a person judged, else the derived one."""
        return self.account.kam_level or self.kam.level

    @property
    def account(self) -> Account:
        return self.overview.account

    @property
    def next_visit(self) -> Visit | None:
        """The next open visit; one whose day has passed without a report comes first."""
        return next((visit for visit in self.overview.visits if visit.state.is_open), None)

    @property
    def late(self) -> Overdue | None:
        """The required visit that is overdue the longest."""
        found = [one.late for one in self.expected if one.late is not None]
        return max(found, key=lambda one: one.days_late, default=None)

    @property
    def duty(self) -> Duty | None:
        """The required visit that must be made first and is not in the calendar yet."""
        found = [one.duty for one in self.expected if one.duty is not None and one.placed is None]
        return min(found, key=lambda one: (one.due_on, one.ideal_on, one.key), default=None)


def get_account_view(workspace: Workspace, account_id: Id) -> AccountView:
    """One account as its page shows it, in a constant number of queries; raises ``NotFound``.

    Of an account that was merged into another, that other one.
    """
    today = workspace.clock.today()
    with workspace.read() as session:
        try:
            overview = read_account_overview(session, account_id, today)
        except NotFound:
            overview = read_account_overview(session, resolve(session, [account_id])[account_id], today)
        account_id = overview.account.id
        rulebook = read_rulebook(session, account_id)
        logged = last_logged_days(session, today, account_id)
        ties = read_ties(session, account_id, overview.contacts, overview.our_people)
        receivables = list_receivables(session, account_id, today)
        contracts = standing_contracts(session, account_id, today)
    task = get_new_year_of(workspace, account_id)
    found = (
        *notices(
            today,
            contacts=overview.contacts,
            visits=overview.visits,
            actions=overview.open_actions,
            complaints=overview.complaint_progress,
            contracts=contracts,
            needs=overview.needs,
            receivables=receivables,
        ),
        *profile_notices(overview.account, overview.profile),
        *new_year_notices(task, today),
    )
    return AccountView(
        today=today,
        overview=overview,
        notices=tuple(sorted(found, key=lambda notice: -notice.severity)),
        expected=_expected(workspace, overview, rulebook, today),
        kam=kam_of(overview.account, ties),
        logged_on=logged.get(account_id),
        new_year=task,
    )


def _expected(
    workspace: Workspace,
    overview: AccountOverview,
    book: Rulebook,
    today: date,
) -> tuple[Expected, ...]:
    account = overview.account
    # As far back as planning looks: the longest period of a rule, and the last visit before it.
    start = year_before(year_before(today))
    visits = tuple(visit for visit in overview.visits if visit.on >= start)
    known = Policy({account.id: account}, {}, book, {}, visits)
    late: dict[VisitKind, Overdue] = {}
    for item in overdue_visits(known, today):
        late.setdefault(item.slot.kind, item)
    # Visits in the calendar still carry duties of their own: what is asked here is what comes without them.
    fixed = replace(
        known,
        visits=tuple(
            replace(visit, pinned=True) if visit.state.is_open and visit.on >= today else visit
            for visit in known.visits
        ),
    )
    wanted: dict[VisitKind, Duty] = {}
    for duty in list_duties(workspace, today, today + timedelta(days=AHEAD_DAYS), policy=fixed):
        if duty.due_on >= today:
            wanted.setdefault(duty.kind, duty)
    placed: dict[VisitKind, Visit] = {}
    for visit in visits:
        if visit.state.is_open and visit.on >= today:
            placed.setdefault(visit.kind, visit)
    found = [
        Expected(one.kind, one, placed.get(one.kind), late.get(one.kind), wanted.get(one.kind))
        for one in required_frequencies(account, book, today)
    ]
    known_kinds = {one.kind for one in found}
    # Calls that are owed once, each for its own reason, and what will be asked from a later month on.
    for kind in (kind for kind in VisitKind if kind not in known_kinds):
        if kind in late:
            found.append(Expected(kind, late[kind].slot.required, placed.get(kind), late[kind], None))
        if kind in wanted:
            found.append(Expected(kind, wanted[kind].required, placed.get(kind), None, wanted[kind]))
    return tuple(found)
