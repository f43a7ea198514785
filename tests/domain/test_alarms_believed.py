"""Alarms that a head of sales would not believe are not raised: chance, typing, late imports (2-rules §12).

Every figure is worked out by hand in the comment beside it.
"""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.domain.test_alarms_of_sales import PLAIN, TODAY, A, B, C, debts, every, lag, paid
from workbench.domain.accounts import Tier
from workbench.domain.alarm_goods import business_alarms, by_product, price_alarms
from workbench.domain.alarm_receivables import OVERDUE
from workbench.domain.alarm_sales import SalesSoFar, sales_alarms
from workbench.domain.alarms import Severity
from workbench.domain.credit_limits import CreditLimit, LimitSource, Trade, credit_limit
from workbench.domain.order_rhythm import judged_on
from workbench.domain.receivables import Receivables
from workbench.domain.value import AbcClass
from workbench.services.calendars import official_calendar

PLAN = 12 * 230_000


@pytest.mark.parametrize(
    ("on", "whole", "passed"),
    [
        # February 2028 has 29 days, 21 of them Monday to Friday; the 29th is the last.
        (date(2028, 2, 29), 21, 21),
        (date(2028, 2, 14), 21, 10),
        # June 2026 begins on a Monday: Friday the 12th is the 10th of 22.
        (date(2026, 6, 12), 22, 10),
        # August 2026 begins on a Saturday: Friday the 14th is the 10th of 21; the Sunday after adds none.
        (date(2026, 8, 14), 21, 10),
        (date(2026, 8, 16), 21, 10),
    ],
)
def test_a_months_plan_is_taken_by_its_working_days(on: date, whole: int, passed: int) -> None:
    expected = 230_000 * passed // whole
    least = (expected * 80 + 99) // 100
    assert lag(on, plan_fen=PLAN, month_fen=least) == []
    (found,) = lag(on, plan_fen=PLAN, month_fen=least - 1)
    assert found.subject == f"{on:%Y-%m}"


def test_a_month_that_has_just_begun_or_is_mostly_holidays_is_not_judged() -> None:
    assert lag(date(2026, 6, 11), plan_fen=PLAN, month_fen=0) == []
    # October 2026 in China: off until the 7th, Saturday the 10th is worked; Tuesday the 20th is the 10th day.
    china = official_calendar()
    sales = SalesSoFar(plan_fen=PLAN)
    before, after = (list(sales_alarms(A, Tier.MAJOR, sales, date(2026, 10, day), china)) for day in (19, 20))
    assert (len(before), len(after)) == (0, 1)


def test_a_quarter_is_compared_with_no_more_than_was_bought_by_the_same_day_last_year() -> None:
    # 15 August is the 46th of 92 days. Last year all 200,000 came in September.
    on = date(2026, 8, 15)
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=0, quarter_fen=0) == []
    # And where all of it came in July, half of it is expected by now, not all.
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=200_000, quarter_fen=80_000) == []
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=200_000, quarter_fen=79_999)
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=60_000, quarter_fen=48_000) == []
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=60_000, quarter_fen=47_999)
    # More was sent back than bought by then.
    assert lag(on, quarter_before_fen=200_000, before_so_far_fen=-1, quarter_fen=0) == []


def test_a_quarter_is_whole_on_its_last_day_also_at_new_year_and_in_a_leap_year() -> None:
    for on, key in ((date(2026, 12, 31), "2026-Q4"), (date(2028, 3, 31), "2028-Q1")):
        whole: dict[str, Any] = {"quarter_before_fen": 100_000, "before_so_far_fen": 100_000}
        assert lag(on, quarter_fen=80_000, **whole) == []
        assert [one.subject for one in lag(on, quarter_fen=79_999, **whole)] == [key]
    assert lag(date(2027, 1, 1), quarter_before_fen=100_000, quarter_fen=0) == []


@pytest.mark.parametrize(
    ("tier", "half", "less"),
    [
        (Tier.STRATEGIC, Severity.SEVERE, Severity.WARNING),
        (Tier.MAJOR, Severity.SEVERE, Severity.WARNING),
        (Tier.GENERAL, Severity.WARNING, Severity.NOTE),
        (None, Severity.WARNING, Severity.NOTE),
    ],
)
def test_a_small_account_that_lags_is_less_grave_than_a_large_one(
    tier: Tier | None, half: Severity, less: Severity
) -> None:
    on = date(2026, 9, 30)
    for percent, severity in ((49, half), (50, less), (79, less)):
        (found,) = lag(on, tier, quarter_before_fen=100_00, quarter_fen=percent * 100)
        assert found.severity is severity


def test_a_product_that_stopped_with_all_others_is_not_lost_beside_them() -> None:
    pumps = every(20, last=TODAY - timedelta(61))
    # The others went on for 20 days only: this one was not even due again.
    assert list(business_alarms(A, None, {"Pump": pumps}, TODAY - timedelta(41), TODAY)) == []
    assert list(business_alarms(A, None, {"Pump": pumps}, TODAY - timedelta(40), TODAY))


def test_a_product_is_one_however_it_is_written_and_called_as_it_was_written_last() -> None:
    joined = by_product({"SV-750": {"2026-01-02"}, "ｓｖ－７５０ ": {"2026-03-02"}, "Seal": {"2026-02-02"}})
    assert joined == {"ｓｖ－７５０ ": {"2026-01-02", "2026-03-02"}, "Seal": {"2026-02-02"}}
    alone = {"Pump": {"2026-01-02"}, "Seal": {"2026-02-02"}}
    assert by_product(alone) is alone


def test_prices_of_one_product_in_two_writings_are_one_price() -> None:
    # Alone with it, whatever the writing: 100 and 60 a unit are no two accounts.
    assert list(price_alarms([paid(A, 100_00, "Pump"), paid(A, 60_00, "pump ")], TODAY)) == []
    # A pays 80 on average, B and C 110: the average of all four units is 95, A is 15 % below.
    sold = [paid(A, 100_00, "Pump"), paid(A, 60_00, "PUMP"), paid(B, 110_00, "Pump"), paid(C, 110_00, "pump")]
    (found,) = price_alarms(sold, TODAY)
    assert (found.account_id, found.measure) == (A, 15)
    assert list(price_alarms(sold, TODAY, of={A})) == [found]
    assert list(price_alarms(sold, TODAY, of={B})) == []


def test_whom_we_owe_as_much_for_what_came_back_is_not_overdue() -> None:
    due = TODAY - timedelta(40)
    assert debts(Receivables("CNY", 0, 5_000_00, due)) == {}
    assert debts(Receivables("CNY", -100, 5_000_00, due)) == {}
    found = debts(Receivables("CNY", 1_000_00, 5_000_00, due))[OVERDUE]
    assert "1,000" in found.evidence[1] or "1 K" in found.evidence[1]


def test_records_that_stop_for_many_accounts_at_once_were_not_brought_in() -> None:
    ended = TODAY - timedelta(200)
    assert judged_on(TODAY, ended, 90, buyers=3) == ended
    assert judged_on(TODAY, ended, 90, buyers=2) == TODAY
    assert judged_on(TODAY, TODAY + timedelta(1), 90, buyers=3) == TODAY


@pytest.mark.parametrize(
    ("abc", "first", "limit", "source"),
    [
        # 1,200,000 a year are 100,000 a month: B twice that, C half; A any.
        (AbcClass.A, date(2020, 1, 1), None, LimitSource.CLASS_A),
        (AbcClass.B, date(2020, 1, 1), 200_000_00, LimitSource.CLASS_B),
        (AbcClass.C, date(2020, 1, 1), 50_000_00, LimitSource.CLASS_C),
        # Trading since February: less than six months, so as C whatever its size.
        (AbcClass.A, date(2026, 2, 1), 50_000_00, LimitSource.NEW_ACCOUNT),
        (AbcClass.B, date(2026, 2, 1), 50_000_00, LimitSource.NEW_ACCOUNT),
        # Since 1 January: exactly half a year.
        (AbcClass.A, date(2025, 12, 30), None, LimitSource.CLASS_A),
    ],
)
def test_a_limit_follows_from_the_class_and_starts_small(
    abc: AbcClass, first: date, limit: int | None, source: LimitSource
) -> None:
    trade = Trade(abc, 1_200_000_00, None, first, date(2020, 1, 1))
    assert credit_limit(None, trade, TODAY) == CreditLimit(limit, source)
    assert credit_limit(7_00, trade, TODAY) == CreditLimit(7_00, LimitSource.TYPED)


def test_a_year_whose_holidays_nobody_knows_counts_weekdays() -> None:
    # June 2031 begins on a Sunday: Friday the 13th is the 10th of 21 working days.
    on = date(2031, 6, 13)
    known, plain = (
        list(sales_alarms(A, Tier.MAJOR, SalesSoFar(plan_fen=PLAN, month_fen=1), on, calendar))
        for calendar in (official_calendar(), PLAIN)
    )
    assert known == plain != []
