"""The account list: one line an account with what is known of it at a glance, and what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.attainment import Overdue
from workbench.domain.periods import month_starts_back
from workbench.domain.policies import ABC, policy
from workbench.domain.value import AbcClass, AccountSales, abc_classes
from workbench.domain.visits import VisitState
from workbench.foundation.ids import Id
from workbench.services.accounts import MONTHS_SHOWN, last_twelve_months
from workbench.services.planning import load_policy
from workbench.services.today import overdue_visits
from workbench.storage.queries import accounts as account_queries
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_month, sales_span
from workbench.storage.queries.visits import last_and_next_visits, list_visits
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class AccountRow:
    """One line of the account list. ``sales_by_month_fen`` has twelve numbers, the newest last."""

    id: Id
    code: str
    name: str
    short: str
    tier: Tier | None
    stage: str
    manager: str
    province: str
    city: str
    last_visit: date | None
    next_visit: date | None
    sales_12m_fen: int
    sales_by_month_fen: tuple[int, ...]


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


def list_account_rows(workspace: Workspace) -> tuple[AccountRow, ...]:
    """The account list, by name. The number of queries does not depend on the number of accounts."""
    today = workspace.clock.today()
    months = last_twelve_months(today)
    with workspace.read() as session:
        accounts = account_queries.list_accounts(session)
        managers = {manager.id: manager.name for manager in account_queries.list_managers(session)}
        visited = last_and_next_visits(session, today)
        sales = sales_by_month(session, month_starts_back(today, MONTHS_SHOWN)[0], today)
    rows = []
    for account in accounts:
        by_month = sales.get(account.id, {})
        amounts = tuple(by_month.get(month, 0) for month in months)
        last, coming = visited.get(account.id, (None, None))
        rows.append(
            AccountRow(
                id=account.id,
                code=account.code,
                name=account.name,
                short=account.short,
                tier=account.tier,
                stage=account.stage.label if account.stage else "",
                manager=managers.get(account.manager_id, "") if account.manager_id else "",
                province=account.province,
                city=account.city,
                last_visit=last,
                next_visit=coming,
                sales_12m_fen=sum(amounts),
                sales_by_month_fen=amounts,
            )
        )
    return tuple(rows)


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
