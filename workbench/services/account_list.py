"""The account list: one line an account with what is known of it at a glance, and what is overdue."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from workbench.domain.accounts import AccountKind, CreditGrade, KeyType, Standing, Tier
from workbench.domain.hierarchy import rolled_up
from workbench.domain.periods import month_starts_back, twelve_months
from workbench.domain.policies import ABC, VERIFIED_DAYS, policy
from workbench.domain.relationship import KamLevel, Stage
from workbench.domain.value import AbcClass, AccountSales, abc_classes
from workbench.foundation.ids import Id
from workbench.services.accounts import MONTHS_SHOWN, last_twelve_months
from workbench.services.name_order import name_order
from workbench.services.overdue_visits import overdue_visits
from workbench.services.planning import load_policy
from workbench.storage.queries import account_list as queries
from workbench.storage.queries.accounts import list_managers
from workbench.storage.queries.contact_log import last_logged_days
from workbench.storage.queries.policies import policy_values
from workbench.storage.queries.sales import sales_by_account, sales_by_month, sales_span
from workbench.storage.queries.tolerant import known_word
from workbench.storage.workspace import Workspace

_PARTS = ("basics_verified_on", "characteristics_verified_on", "business_verified_on", "trade_verified_on")


@dataclass(frozen=True, slots=True)
class AccountLine:
    """One line of the account list. Amounts are fen (CNY), months the twelve last ones, the newest last.

    ``order`` is what the short name is sorted by, ``searched`` what a quick filter looks into.
    ``last_contact`` is the last visit, or the last call or message after it.
    ``unreported_on`` is the day of the oldest visit that has passed without a report, ``coming_on`` that
    of the next one in the calendar, ``next_visit`` the earlier of both. ``late_days`` counts from the last
    day of the required visit that is overdue the longest, ``late_on``, which ``late_why`` explains.
    ``owed_fen`` is known only where sales say what was settled. ``verified_on`` is that of the profile's
    parts that was verified longest ago, of those ever verified. ``severe``, ``warnings`` and ``alarm_notes``
    count its alarms, see ``account_alarms``.
    """

    id: Id
    code: str
    name: str
    short: str
    order: str
    searched: str
    tier: Tier | None
    key_type: KeyType | None
    kind: AccountKind | None
    standing: Standing | None
    credit_grade: CreditGrade | None
    stage: Stage | None
    kam_level: KamLevel | None
    manager: str
    second_manager: str
    segment: str
    province: str
    city: str
    industry: str
    last_visit: date | None
    last_contact: date | None
    coming_on: date | None
    unreported_on: date | None
    sales_12m_fen: int
    sales_by_month_fen: tuple[int, ...]
    family_sales_fen: int
    owed_fen: int | None
    owed_late_fen: int
    people: int
    promises: int
    complaints: int
    contract_ends_on: date | None
    verified_on: date | None
    is_stale: bool
    abc: AbcClass | None = None
    late_days: int = 0
    late_on: date | None = None
    late_why: str = ""
    severe: int = 0
    warnings: int = 0
    alarm_notes: int = 0

    @property
    def is_late(self) -> bool:
        """Whether a required visit was never made, or a visit never reported."""
        return self.late_on is not None or self.unreported_on is not None

    @property
    def next_visit(self) -> date | None:
        """The next open visit; one that has passed without a report comes first."""
        return self.unreported_on or self.coming_on


@dataclass(frozen=True)
class AccountList:
    """All accounts by name as of ``today``; sales are on record until ``data_until``."""

    today: date
    lines: tuple[AccountLine, ...]
    data_until: date | None


def list_account_lines(workspace: Workspace) -> AccountList:
    """The account list without what is overdue, which takes longer: see ``with_overdue``.

    The number of queries does not depend on the accounts.
    """
    today = workspace.clock.today()
    months = last_twelve_months(today)
    first = month_starts_back(today, MONTHS_SHOWN)[0]
    with workspace.read() as session:
        rows = queries.account_rows(session)
        names = {manager.id: manager.name for manager in list_managers(session)}
        sales = sales_by_month(session, first, today)
        totals = sales_by_account(session, *twelve_months(today))
        span = sales_span(session)
        policies = policy_values(session)
        facts = _Facts(
            last=queries.last_visit_days(session),
            logged=last_logged_days(session, today),
            waiting=queries.open_visit_days(session, today),
            people=queries.people_counts(session),
            promises=queries.open_promise_counts(session),
            complaints=queries.complaint_counts(session, first),
            ends=queries.contract_ends(session, today),
            owed=queries.owed_amounts(session, today),
        )
    by_month = {
        account_id: tuple(found.get(month, 0) for month in months) for account_id, found in sales.items()
    }
    family = rolled_up({row.id: row.parent_id for row in rows}, totals)
    analysis = abc_classes(
        (AccountSales(row.id, row.name, totals.get(row.id, 0)) for row in rows), policy(policies, ABC)
    )
    classes = {one.account_id: one.abc_class for one in analysis.rows} if analysis.total_fen > 0 else {}
    nothing = (0,) * MONTHS_SHOWN
    verified_from = today - timedelta(days=policy(policies, VERIFIED_DAYS))
    lines = [
        _line(
            row,
            names,
            totals.get(row.id, 0),
            by_month.get(row.id, nothing),
            family,
            facts,
            classes.get(row.id),
            verified_from,
        )
        for row in rows
    ]
    return AccountList(today, tuple(lines), span[1] if span else None)


def with_overdue(workspace: Workspace, found: AccountList) -> AccountList:
    """The same list with the required visit of each account that is overdue the longest (2-rules §7.2)."""
    today = found.today
    late: dict[Id, Any] = {}
    for item in overdue_visits(load_policy(workspace, today, today), today):
        late.setdefault(item.slot.account_id, item)
    lines = tuple(
        replace(
            line,
            late_days=late[line.id].days_late,
            late_on=late[line.id].slot.due_on,
            late_why=late[line.id].slot.required.reason(),
        )
        if line.id in late
        else replace(line, late_days=0, late_on=None, late_why="")
        for line in found.lines
    )
    return replace(found, lines=lines)


@dataclass(frozen=True)
class _Facts:
    """What is counted by account."""

    last: Mapping[Id, date]
    logged: Mapping[Id, date]
    waiting: Mapping[Id, tuple[date | None, date | None]]
    people: Mapping[Id, int]
    promises: Mapping[Id, int]
    complaints: Mapping[Id, int]
    ends: Mapping[Id, date]
    owed: Mapping[Id, tuple[int, int]]


def _line(
    row: Any,
    names: Mapping[Id, str],
    sales_12m_fen: int,
    by_month: tuple[int, ...],
    family: Mapping[Id, int],
    facts: _Facts,
    abc: AbcClass | None,
    verified_from: date,
) -> AccountLine:
    short = row.short_name or row.name
    manager = names.get(row.manager_id, "")
    past, coming = facts.waiting.get(row.id, (None, None))
    owed = facts.owed.get(row.id)
    verified = min((day for name in _PARTS if (day := getattr(row, name)) is not None), default=None)
    searched = (row.name, short, row.former_name, row.code, row.city, row.province, manager, row.phone)
    return AccountLine(
        id=row.id,
        code=row.code,
        name=row.name,
        short=short,
        order=name_order(short),
        searched="\n".join(searched).casefold(),
        tier=known_word(Tier, row.tier),
        key_type=known_word(KeyType, row.key_type),
        kind=known_word(AccountKind, row.kind),
        standing=known_word(Standing, row.standing),
        credit_grade=known_word(CreditGrade, row.credit_grade),
        stage=known_word(Stage, row.stage),
        kam_level=known_word(KamLevel, row.kam_level),
        manager=manager,
        second_manager=names.get(row.second_manager_id, ""),
        segment=row.segment,
        province=row.province,
        city=row.city,
        industry=row.industry,
        last_visit=facts.last.get(row.id),
        last_contact=max(filter(None, (facts.last.get(row.id), facts.logged.get(row.id))), default=None),
        coming_on=coming,
        unreported_on=past,
        sales_12m_fen=sales_12m_fen,
        sales_by_month_fen=by_month,
        family_sales_fen=family.get(row.id, 0),
        owed_fen=owed[0] if owed else None,
        owed_late_fen=owed[1] if owed else 0,
        people=facts.people.get(row.id, 0),
        promises=facts.promises.get(row.id, 0),
        complaints=facts.complaints.get(row.id, 0),
        contract_ends_on=facts.ends.get(row.id),
        verified_on=verified,
        is_stale=verified is not None and verified < verified_from,
        abc=abc,
    )
