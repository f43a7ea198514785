"""Debts, lags, losses, products, prices: when an alarm is raised, and when it falls silent (2-rules §12)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Tier
from workbench.domain.alarm_goods import ProductPrice, business_alarms, price_alarms
from workbench.domain.alarm_limits import AlarmLimits
from workbench.domain.alarm_receivables import OVER_LIMIT, OVERDUE, receivable_alarms
from workbench.domain.alarm_sales import RHYTHM, SalesSoFar, sales_alarms
from workbench.domain.alarms import Alarm, AlarmKind, Severity
from workbench.domain.credit_limits import CreditLimit, LimitSource
from workbench.domain.order_rhythm import Rhythm, judged_on, rhythm_of
from workbench.domain.receivables import Receivables
from workbench.domain.workdays import WorkdayCalendar
from workbench.foundation.ids import Id, derived_id

A, B, C = (derived_id("account", name) for name in "ABC")
TODAY = date(2026, 7, 1)
PLAIN = WorkdayCalendar()
AGREED = CreditLimit(10_000_00, LimitSource.TYPED)


def owes(fen: int, late_days: int = 0, currency: str = "CNY") -> Receivables:
    due = TODAY - timedelta(late_days) if late_days else None
    return Receivables(currency, fen, fen if late_days else 0, due)


def debts(*owed: Receivables, limit: CreditLimit | None = AGREED) -> dict[str, Alarm]:
    return {one.subject: one for one in receivable_alarms(A, owed, limit, TODAY)}


def every(days: int, count: int = 12, last: date = TODAY) -> Rhythm:
    found = rhythm_of([last - timedelta(days * number) for number in range(count)], 4)
    assert found is not None
    return found


def lag(on: date = TODAY, tier: Tier | None = Tier.MAJOR, **sales: Any) -> list[Alarm]:
    return list(sales_alarms(A, tier, SalesSoFar(**sales), on, PLAIN))


def test_owing_more_than_the_limit_is_an_alarm_until_it_is_paid() -> None:
    assert debts(owes(10_000_00)) == {}
    slightly = debts(owes(10_500_00))[OVER_LIMIT]
    assert (slightly.severity, slightly.measure) == (Severity.WARNING, 5)
    assert debts(owes(12_000_00))[OVER_LIMIT].severity is Severity.SEVERE
    assert "10 K" in debts(owes(12_000_00))[OVER_LIMIT].evidence[0]


def test_a_limit_that_only_follows_from_sales_weighs_less_than_an_agreed_one() -> None:
    by_class = CreditLimit(10_000_00, LimitSource.CLASS_C)
    assert debts(owes(10_500_00), limit=by_class)[OVER_LIMIT].severity is Severity.NOTE
    assert debts(owes(20_000_00), limit=by_class)[OVER_LIMIT].severity is Severity.WARNING


def test_without_a_limit_and_in_other_currencies_nothing_is_beyond_it() -> None:
    assert debts(owes(10**12), limit=None) == {}
    assert debts(owes(10**12), limit=CreditLimit(None, LimitSource.CLASS_A)) == {}
    assert debts(owes(10**12, currency="JPY")) == {}


def test_where_nothing_may_be_owed_any_debt_is_severe_if_it_was_agreed() -> None:
    nothing = CreditLimit(0, LimitSource.TYPED)
    found = debts(owes(25_50), limit=nothing)[OVER_LIMIT]
    # There is no share of nothing: whole yuan are told from each other instead.
    assert (found.severity, str(found.measure), found.step) == (Severity.SEVERE, "25", 2)
    assert debts(owes(0), limit=nothing) == {}


@pytest.mark.parametrize(
    ("days", "severity"), [(30, None), (31, Severity.WARNING), (90, Severity.WARNING), (91, Severity.SEVERE)]
)
def test_an_item_overdue_for_more_than_thirty_days_is_an_alarm(days: int, severity: Severity | None) -> None:
    found = debts(owes(1_00, days, "JPY")).get(OVERDUE)
    assert (found.severity if found else None) is severity
    if found:
        assert found.measure == days
        assert found.since == TODAY - timedelta(days - 31)


def test_a_usual_gap_is_spoken_of_after_four_orders_and_several_of_a_day_are_one() -> None:
    days = [TODAY, TODAY, TODAY - timedelta(10), TODAY - timedelta(30)]
    found = rhythm_of(days, 4)
    assert found == Rhythm(3, TODAY, None)
    assert rhythm_of([*days, TODAY - timedelta(34)], 4) == Rhythm(4, TODAY, 10.0)
    assert rhythm_of([], 4) is None


def test_a_gap_of_more_than_one_and_a_half_times_the_usual_is_an_alarm_and_an_order_ends_it() -> None:
    rhythm = every(20, last=TODAY - timedelta(30))
    assert lag(rhythm=rhythm) == []
    (found,) = lag(TODAY + timedelta(1), rhythm=rhythm)
    assert (found.kind, found.subject, found.measure) == (AlarmKind.SALES_PROGRESS, RHYTHM, 31)
    assert found.since == TODAY + timedelta(1)
    assert (found.severity, found.step) == (Severity.WARNING, 30)
    assert lag(TODAY + timedelta(1), Tier.GENERAL, rhythm=rhythm)[0].severity is Severity.NOTE
    assert lag(TODAY + timedelta(1), rhythm=every(20, last=TODAY)) == []


def test_who_buys_every_other_day_may_go_on_holiday() -> None:
    assert lag(rhythm=every(2, last=TODAY - timedelta(14))) == []
    assert lag(rhythm=every(2, last=TODAY - timedelta(15)))


@pytest.mark.parametrize(("usual", "silent", "lost"), [(10, 90, 91), (40, 120, 121)])
def test_loss_is_the_larger_of_ninety_days_and_three_times_the_usual_gap(
    usual: int, silent: int, lost: int
) -> None:
    kinds = [one.kind for one in lag(rhythm=every(usual, last=TODAY - timedelta(silent)))]
    assert AlarmKind.LOSS not in kinds
    (found,) = lag(rhythm=every(usual, last=TODAY - timedelta(lost)), quarter_before_fen=10**9)
    assert (found.kind, found.measure, found.severity) == (AlarmKind.LOSS, lost, Severity.SEVERE)
    assert found.since == TODAY
    (found,) = lag(rhythm=every(usual, last=TODAY - timedelta(lost)), tier=Tier.GENERAL)
    assert (found.kind, found.severity) == (AlarmKind.LOSS, Severity.WARNING)


def test_too_few_orders_tell_no_loss() -> None:
    few = rhythm_of([date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)], 4)
    assert lag(rhythm=few) == []


def test_a_month_below_four_fifths_of_its_plan_by_working_day_is_an_alarm() -> None:
    # 17 July 2026 is the 13th of 23 working days: 13/23 of a month's 230,000 are 130,000.
    on, plan = date(2026, 7, 17), 12 * 230_000
    assert lag(on, plan_fen=plan, month_fen=104_000) == []
    (found,) = lag(on, plan_fen=plan, month_fen=103_999)
    assert (found.subject, found.measure, found.since) == ("2026-07", 21, date(2026, 7, 1))
    assert found.severity is Severity.WARNING
    assert lag(on, plan_fen=plan, month_fen=1)[0].severity is Severity.SEVERE
    assert lag(on, plan_fen=None, month_fen=0) == []
    assert lag(date(2026, 7, 13), plan_fen=plan, month_fen=0) == []


def test_a_quarter_below_four_fifths_of_last_years_by_day_is_an_alarm() -> None:
    # 15 August is the 46th of 92 days: half of last year's quarter.
    on = date(2026, 8, 15)
    assert lag(on, quarter_before_fen=200_000, quarter_fen=80_000) == []
    (found,) = lag(on, quarter_before_fen=200_000, quarter_fen=79_999)
    assert (found.subject, found.since) == ("2026-Q3", date(2026, 7, 1))
    assert lag(on, quarter_before_fen=-5, quarter_fen=-10) == []
    assert lag(date(2026, 7, 20), quarter_before_fen=200_000, quarter_fen=0) == []


def test_a_product_no_longer_bought_while_others_are_is_business_lost() -> None:
    pumps = every(20, last=TODAY - timedelta(61))
    (found,) = business_alarms(A, Tier.FOCUS, {"Pump": pumps}, TODAY, TODAY)
    assert (found.subject, found.measure, found.severity) == ("Pump", 61, Severity.WARNING)
    assert found.since == TODAY
    usual = every(20, last=TODAY - timedelta(60))
    assert list(business_alarms(A, None, {"Pump": usual}, TODAY, TODAY)) == []
    assert list(business_alarms(A, None, {"Pump": pumps}, pumps.last_on, TODAY)) == []
    assert list(business_alarms(A, None, {"": pumps}, TODAY, TODAY)) == []


def paid(account: Id, amount: int, product: str = "Pump", quantity: int = 1_000) -> ProductPrice:
    return ProductPrice(account, product, "", amount, quantity)


def test_a_price_well_below_the_average_of_all_accounts_is_an_alarm() -> None:
    (found,) = price_alarms([paid(A, 80_00), paid(B, 110_00), paid(C, 110_00)], TODAY)
    assert (found.account_id, found.measure, found.severity) == (A, 20, Severity.WARNING)
    assert found.subject == "2026-07"
    assert "80.00" in found.evidence[0]
    assert "100.00" in found.evidence[0]
    assert list(price_alarms([paid(A, 96_00), paid(B, 104_00)], TODAY)) == []
    (slightly,) = price_alarms([paid(A, 95_00), paid(B, 105_00)], TODAY)
    assert (slightly.measure, slightly.severity) == (5, Severity.NOTE)
    assert list(price_alarms([paid(A, 80_00), paid(B, 110_00, "Seal")], TODAY)) == []
    assert list(price_alarms([paid(A, -80_00), paid(B, 110_00, quantity=0)], TODAY)) == []


def test_of_many_low_prices_the_furthest_are_named() -> None:
    names = [f"P{number}" for number in range(5)]
    sold = [paid(A, 50_00, name) for name in names] + [paid(B, 100_00, name) for name in names]
    (found,) = price_alarms(sold, TODAY)
    assert len(found.evidence) == 4
    assert found.evidence[-1] == "And 2 more products."


def test_sales_are_judged_as_of_the_newest_record_until_records_end_for_too_long() -> None:
    assert judged_on(TODAY, None, 90) is None
    assert judged_on(TODAY, date(2026, 6, 1), 90) == date(2026, 6, 1)
    assert judged_on(TODAY, TODAY + timedelta(3), 90) == TODAY
    assert judged_on(TODAY, TODAY - timedelta(91), 90) == TODAY


@given(
    st.lists(st.dates(date(2024, 1, 1), TODAY), max_size=30),
    st.integers(0, 10**9),
    st.integers(0, 10**9),
    st.integers(-(10**9), 10**9),
    st.one_of(st.none(), st.integers(-5, 10**9)),
    st.sampled_from([None, *Tier]),
)
def test_a_lost_account_lags_no_more_and_every_alarm_explains_itself(
    days: list[date], month: int, quarter: int, before: int, plan: int | None, tier: Tier | None
) -> None:
    sales = SalesSoFar(rhythm_of(days, 4), month, quarter, before, plan)
    found = list(sales_alarms(A, tier, sales, TODAY, PLAIN))
    kinds = {one.kind for one in found}
    assert AlarmKind.LOSS not in kinds or len(found) == 1
    assert len({one.key for one in found}) == len(found)
    for one in found:
        assert all(one.evidence)
        assert one.measure > 0
        assert one.since is not None
        assert one.since <= TODAY
    # Whoever orders today neither lags behind its rhythm nor is lost.
    again = SalesSoFar(rhythm_of([*days, TODAY], 4), month, quarter, before, plan)
    now = list(sales_alarms(A, tier, again, TODAY, PLAIN))
    assert all(one.kind is not AlarmKind.LOSS and one.subject != RHYTHM for one in now)


@given(
    st.lists(
        st.builds(
            ProductPrice,
            st.sampled_from((A, B, C)),
            st.sampled_from(("Pump", "Seal", "")),
            st.sampled_from(("", "L")),
            st.integers(-100, 10**6),
            st.integers(-5, 10**5),
        ),
        max_size=20,
    )
)
def test_never_does_every_account_pay_less_than_the_average(sold: list[ProductPrice]) -> None:
    limits = AlarmLimits(low_price_percent=1)
    unique = {(one.account_id, one.product, one.specification): one for one in sold}.values()
    low = {
        one.account_id
        for one in price_alarms(
            [one for one in unique if (one.product, one.specification) == ("Pump", "")], TODAY, limits
        )
    }
    assert len(low) < 3
    assert all(one.measure > 0 for one in price_alarms(unique, TODAY, limits))
