"""What the account screens show beyond the records: what matters now, what is due next and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from workbench.domain.accounts import Account
from workbench.domain.attainment import Overdue
from workbench.domain.duties import Duty
from workbench.domain.frequency import RequiredFrequency, required_frequencies
from workbench.domain.policies import ABC, policy
from workbench.domain.value import AbcClass, AccountSales, abc_classes
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import Id
from workbench.services.accounts import (
    AccountOverview,
    AccountRow,
    get_account_overview,
    list_account_rows,
)
from workbench.services.briefs import Notice, notices
from workbench.services.planning import Policy, list_duties, load_policy
from workbench.services.today import overdue_visits
from workbench.storage.queries import frequencies
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_span
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

# Far enough to see the next visit of the rarest rule, one a year.
AHEAD_DAYS = 366


@dataclass(frozen=True)
class AccountLine:
    """One line of the account list: the row, its ABC class by the sales shown, and what it waits for.

    ``unreported_on`` is the day of the oldest visit that has passed without a report, ``coming_on`` that
    of the next one in the calendar, ``late`` the required visit that is overdue the longest.
    """

    row: AccountRow
    abc: AbcClass | None
    coming_on: date | None
    unreported_on: date | None
    late: Overdue | None = None

    @property
    def is_late(self) -> bool:
        """Whether a required visit was never made, or a visit never reported."""
        return self.late is not None or self.unreported_on is not None


@dataclass(frozen=True)
class AccountList:
    """All accounts by name as of ``today``; sales are on record until ``data_until``."""

    today: date
    lines: tuple[AccountLine, ...]
    data_until: date | None


@dataclass(frozen=True)
class Expected:
    """One kind of visit that the policy asks of an account (2-rules §7.1), and how it stands.

    ``placed`` is the next visit of that kind in the calendar, ``late`` an overdue one, ``duty`` the next
    that is still to be placed.
    """

    kind: VisitKind
    required: RequiredFrequency
    placed: Visit | None
    late: Overdue | None
    duty: Duty | None


@dataclass(frozen=True)
class AccountView:
    """One account with what matters about it now and the visits it is owed."""

    today: date
    overview: AccountOverview
    notices: tuple[Notice, ...]
    expected: tuple[Expected, ...]

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


def list_account_lines(workspace: Workspace) -> AccountList:
    """The account list without what is overdue, which takes longer: see ``list_overdue``.

    The number of queries does not depend on the accounts.
    """
    today = workspace.clock.today()
    rows = list_account_rows(workspace)
    with workspace.read() as session:
        limits = policy(policy_values(session), ABC)
        span = sales_span(session)
        waiting = list_visits(session, states=[VisitState.PLANNED, VisitState.AGREED])
    coming: dict[Id, date] = {}
    unreported: dict[Id, date] = {}
    for visit in waiting:
        (unreported if visit.on < today else coming).setdefault(visit.account_id, visit.on)
    analysis = abc_classes((AccountSales(row.id, row.name, row.sales_12m_fen) for row in rows), limits)
    classes = {one.account_id: one.abc_class for one in analysis.rows} if analysis.total_fen > 0 else {}
    return AccountList(
        today,
        tuple(
            AccountLine(row, classes.get(row.id), coming.get(row.id), unreported.get(row.id)) for row in rows
        ),
        span[1] if span else None,
    )


def list_overdue(workspace: Workspace) -> Mapping[Id, Overdue]:
    """Per account the required visit that is overdue the longest (2-rules §7.2)."""
    today = workspace.clock.today()
    late: dict[Id, Overdue] = {}
    for item in overdue_visits(load_policy(workspace, today, today), today):
        late.setdefault(item.slot.account_id, item)
    return late


def get_account_view(workspace: Workspace, account_id: Id) -> AccountView:
    """One account as its page shows it, in a constant number of queries; raises ``NotFound``."""
    today = workspace.clock.today()
    overview = get_account_overview(workspace, account_id)
    return AccountView(
        today=today,
        overview=overview,
        notices=notices(
            today,
            contacts=overview.contacts,
            visits=overview.visits,
            actions=overview.open_actions,
            complaints=overview.complaints,
            contracts=overview.contracts,
        ),
        expected=_expected(workspace, overview, today),
    )


def _expected(workspace: Workspace, overview: AccountOverview, today: date) -> tuple[Expected, ...]:
    account = overview.account
    with workspace.read() as session:
        rules = tuple(frequencies.list_rules(session))
        own = tuple(one for one in frequencies.list_overrides(session) if one.account_id == account.id)
    known = Policy({account.id: account}, {}, rules, own, {}, overview.visits)
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
    for visit in overview.visits:
        if visit.state.is_open and visit.on >= today:
            placed.setdefault(visit.kind, visit)
    return tuple(
        Expected(one.kind, one, placed.get(one.kind), late.get(one.kind), wanted.get(one.kind))
        for one in required_frequencies(account, rules, own, today)
    )
