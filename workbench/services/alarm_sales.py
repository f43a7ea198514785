"""What the sales of accounts raise: debts, lags, losses, products, prices (2-rules §4, §12)."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from workbench.domain.accounts import Account, Tier
from workbench.domain.alarm_goods import business_alarms, by_product, price_alarms
from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarm_receivables import receivable_alarms
from workbench.domain.alarm_sales import SalesSoFar, is_lost, sales_alarms
from workbench.domain.alarms import Alarm
from workbench.domain.credit_limits import CreditLimit, Trade, credit_limit
from workbench.domain.order_rhythm import Rhythm, judged_on, rhythm_of
from workbench.domain.periods import PeriodKind, period_of, twelve_months, year_before
from workbench.domain.policies import ABC, ALARM_LIMITS, CREDIT_TERMS, policy
from workbench.domain.receivables import Receivables
from workbench.domain.value import AbcClass, AccountSales, abc_classes
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id
from workbench.storage.queries.order_days import (
    last_bought,
    order_days,
    planned_sales,
    prices_paid,
    sums_of_spans,
)
from workbench.storage.queries.portfolio import list_portfolio_years
from workbench.storage.queries.receivables import receivables_by_account
from workbench.storage.queries.sales import sales_by_account, sales_span
from workbench.storage.session import ReadingSession

_YEARS_OF_ORDERS = 3
_CURRENCY = "CNY"
_NOTHING = (None, (0,) * 5)


@dataclass(frozen=True)
class Debts:
    """What accounts owe, the most first, and what they may."""

    owed: Mapping[Id, list[Receivables]] = field(default_factory=dict)
    limits: Mapping[Id, CreditLimit | None] = field(default_factory=dict)

    def in_limit_currency(self, account_id: Id) -> tuple[int, int]:
        """What the account owes in CNY, the currency of limits, and how much of it is overdue."""
        own = [one for one in self.owed.get(account_id, ()) if one.currency == _CURRENCY]
        return sum(one.owed_fen for one in own), sum(one.overdue_fen for one in own)


@dataclass(frozen=True)
class SalesReading:
    """The alarms from sales, until when these are on record, and what claims are compared with."""

    alarms: tuple[Alarm, ...] = ()
    data_to: date | None = None
    claims_sales_fen: Mapping[Id, int] = field(default_factory=dict)


def read_sales_alarms(
    session: ReadingSession,
    accounts: Mapping[Id, Account],
    today: date,
    calendar: WorkdayCalendar,
    values: Mapping[str, object],
    account_id: Id | None = None,
) -> SalesReading:
    """What the sales of ``accounts`` raise, in a constant number of queries.

    Of one account only its own records are read, but for what compares it with others.
    """
    limits = policy(values, ALARM_LIMITS)
    span = sales_span(session)
    debts = read_debts(session, accounts, today, values, span[0] if span else None, account_id)
    found = [
        alarm
        for key in accounts
        for alarm in receivable_alarms(key, debts.owed.get(key, ()), debts.limits.get(key), today, limits)
    ]
    if span is None:
        return SalesReading(tuple(found))
    last, buyers = last_bought(session, today) or (today, 0)
    on = judged_on(today, last, limits.loss_days, buyers) or today
    quarter, month = period_of(PeriodKind.QUARTER, on), period_of(PeriodKind.MONTH, on)
    before = period_of(PeriodKind.QUARTER, year_before(quarter.start))
    spans = (
        (month.start, on),
        (quarter.start, on),
        (before.start, before.end),
        (before.start, year_before(on)),
        # Of days whose sales nobody brought in yet, claims would be too large a part.
        (on - timedelta(days=limits.claims_days - 1), on),
    )
    sums = sums_of_spans(session, spans, account_id)
    days = order_days(session, date(on.year - _YEARS_OF_ORDERS, on.month, 1), on, account_id)
    plans = _plans(session, on.year, account_id)
    quiet_on = (on - timedelta(days=min(limits.rhythm_least_days, limits.loss_days))).isoformat()
    found += price_alarms(prices_paid(session, month.start, on), on, limits, accounts)
    for key, account in accounts.items():
        if key not in days and key not in sums:
            continue
        own = days.get(key, {})
        _first, amounts = sums.get(key, _NOTHING)
        so_far = SalesSoFar(
            _rhythm([day for bought in own.values() for day in bought], quiet_on, limits),
            month_fen=amounts[0],
            quarter_fen=amounts[1],
            quarter_before_fen=amounts[2],
            before_so_far_fen=amounts[3],
            plan_fen=plans.get(key),
        )
        found += sales_alarms(key, account.tier, so_far, on, calendar, limits)
        if own and not is_lost(so_far.rhythm, on, limits):
            found += _business(key, account.tier, own, on, limits)
    return SalesReading(tuple(found), last, {key: amounts[4] for key, (_first, amounts) in sums.items()})


def read_debts(
    session: ReadingSession,
    accounts: Mapping[Id, Account],
    today: date,
    values: Mapping[str, object],
    records_from: date | None,
    account_id: Id | None = None,
) -> Debts:
    """What ``accounts`` owe and may owe, the class of each among all accounts of the file."""
    terms = policy(values, CREDIT_TERMS)
    owed = receivables_by_account(session, today, None if account_id is None else [account_id])
    owing = [key for key in owed if key in accounts]
    if not owing:
        return Debts()
    sales = sales_by_account(session, *twelve_months(today))
    classes = _classes(sales, values)
    first_sales = {key: first for key, (first, _sums) in sums_of_spans(session, (), account_id).items()}
    found: dict[Id, CreditLimit | None] = {}
    for key in owing:
        account = accounts[key]
        trade = Trade(
            classes.get(key, AbcClass.C) if classes else None,
            sales.get(key, 0),
            account.first_trade_on,
            first_sales.get(key),
            records_from,
        )
        found[key] = credit_limit(account.credit_limit_fen, trade, today, terms)
    return Debts(owed, found)


def _classes(sales: Mapping[Id, int], values: Mapping[str, object]) -> dict[Id, AbcClass]:
    """The class of each account that bought anything; nobody's where nothing was sold."""
    rows = (AccountSales(key, "", amount) for key, amount in sales.items())
    analysis = abc_classes(rows, policy(values, ABC))
    return {one.account_id: one.abc_class for one in analysis.rows} if analysis.total_fen > 0 else {}


def _plans(session: ReadingSession, year: int, account_id: Id | None) -> dict[Id, int]:
    """The sales planned for the year: those of the portfolio, and before them those of the account's plan."""
    typed = {
        one.account_id: one.revenue_fen
        for one in list_portfolio_years(session, account_id)
        if one.year == year and one.revenue_fen is not None
    }
    return {**typed, **planned_sales(session, year, account_id)}


def _business(
    account_id: Id, tier: Tier | None, days: Mapping[str, Collection[str]], on: date, limits: AlarmLimits
) -> Iterator[Alarm]:
    quiet_on = (on - timedelta(days=limits.business_lost_least_days)).isoformat()
    found = {
        product: rhythm
        for product, own in by_product(days).items()
        if (rhythm := _rhythm(own, quiet_on, limits)) is not None
    }
    if found:
        last_on = date.fromisoformat(max(day for own in days.values() for day in own))
        yield from business_alarms(account_id, tier, found, last_on, on, limits)


def _rhythm(days: Collection[str], quiet_on: str, limits: AlarmLimits) -> Rhythm | None:
    """The rhythm of what was last bought before ``quiet_on``; what goes on raises nothing anyway."""
    if not days or max(days) >= quiet_on:
        return None
    return rhythm_of({date.fromisoformat(day) for day in set(days)}, limits.least_orders)
