"""What an account may owe: A no limit, B two months' sales, C half of one, new ones as C (2-rules §4)."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.alarm_limits import CreditTerms
from workbench.domain.credit_limits import CreditLimit, LimitSource, Trade, credit_limit
from workbench.domain.value import AbcClass

TODAY = date(2026, 7, 1)
YEAR = 1_200_000
OLD = date(2022, 1, 1)


def limit(abc: AbcClass | None, **trade: Any) -> CreditLimit | None:
    known: dict[str, Any] = {"first_sale_on": OLD, "records_from": OLD, **trade}
    typed = known.pop("typed", None)
    return credit_limit(typed, Trade(abc, YEAR, **known), TODAY)


@pytest.mark.parametrize(
    ("abc", "amount", "source"),
    [
        (AbcClass.A, None, LimitSource.CLASS_A),
        (AbcClass.B, 200_000, LimitSource.CLASS_B),
        (AbcClass.C, 50_000, LimitSource.CLASS_C),
    ],
)
def test_the_limit_follows_from_the_class(abc: AbcClass, amount: int | None, source: LimitSource) -> None:
    assert limit(abc) == CreditLimit(amount, source)
    assert source.label


def test_a_limit_that_was_agreed_goes_before_all() -> None:
    assert limit(AbcClass.A, typed=7) == CreditLimit(7, LimitSource.TYPED)
    assert limit(None, typed=0) == CreditLimit(0, LimitSource.TYPED)


def test_who_has_traded_for_less_than_six_months_starts_small_whatever_its_size() -> None:
    new = CreditLimit(50_000, LimitSource.NEW_ACCOUNT)
    assert limit(AbcClass.A, first_sale_on=date(2026, 3, 1)) == new
    assert limit(AbcClass.B, first_trade_on=date(2026, 2, 1), first_sale_on=date(2026, 2, 3)) == new
    assert limit(AbcClass.B, first_sale_on=date(2025, 12, 1)) == CreditLimit(200_000, LimitSource.CLASS_B)


def test_records_that_begin_lately_make_nobody_new_and_the_average_is_that_of_their_months() -> None:
    lately = date(2026, 4, 1)
    found = limit(AbcClass.B, first_sale_on=lately, records_from=lately)
    assert found == CreditLimit(2 * YEAR // 3, LimitSource.CLASS_B)
    known = limit(AbcClass.B, first_trade_on=OLD, first_sale_on=lately, records_from=OLD)
    assert known is not None
    assert known.source is LimitSource.CLASS_B


def test_without_any_sales_there_is_no_class_and_no_limit() -> None:
    assert limit(None) is None


@given(
    st.sampled_from((AbcClass.B, AbcClass.C)),
    st.integers(-(10**12), 10**12),
    st.dates(date(2020, 1, 1), TODAY),
    st.integers(0, 1_200),
)
def test_a_limit_is_never_below_nothing_and_c_never_above_b(
    abc: AbcClass, sales: int, first: date, percent: int
) -> None:
    terms = CreditTerms(max(percent, 50), min(percent, 50))
    trade = Trade(abc, sales, None, first, date(2020, 1, 1))
    found = credit_limit(None, trade, TODAY, terms)
    assert found is not None
    assert found.amount_fen is not None
    assert 0 <= found.amount_fen <= max(0, sales) * terms.b_percent
    b = credit_limit(None, Trade(AbcClass.B, sales, None, first, date(2020, 1, 1)), TODAY, terms)
    assert b is not None
    assert b.amount_fen is not None
    assert b.amount_fen >= (found.amount_fen if abc is AbcClass.C else 0)
