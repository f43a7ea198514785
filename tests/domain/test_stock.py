"""What customers have in stock at the start and the end of some days (2-rules §3)."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.product_mix import ProductSold, product_mix
from workbench.domain.stock import StockCount, with_stock

FIRST, LAST = date(2026, 1, 1), date(2026, 12, 31)
MOTOR = ProductSold("Motor", 60_000, 60_000, 45_000, sold_milli=6_000)


def stock(*counts: StockCount, sold: ProductSold = MOTOR) -> tuple[int | None, int | None]:
    (found,) = with_stock([sold], counts, FIRST, LAST)
    return found.opening_stock_fen, found.closing_stock_fen


def counted(day: date, value: int | None = None, units: int | None = None) -> StockCount:
    return StockCount("Motor", day, units, value)


def test_opening_is_the_last_count_of_the_month_before_and_closing_the_last_of_all() -> None:
    counts = [
        counted(date(2025, 12, 3), 500),
        counted(date(2025, 12, 31), 10_000),
        counted(date(2026, 6, 1), 99),
        counted(date(2026, 12, 30), 30_000),
        counted(date(2027, 1, 2), 7),
    ]
    assert stock(*counts) == (10_000, 30_000)
    (line,) = product_mix(with_stock([MOTOR], counts, FIRST, LAST)).lines
    # 60,000 ÷ 20,000 = 3 times; margin 25 % × 3 = 75 %.
    assert (line.turnover_bp, line.cross_bp) == (30_000, 7_500)


def test_a_count_of_long_ago_says_nothing_of_the_first_day() -> None:
    assert stock(counted(date(2025, 11, 30), 5), counted(date(2026, 3, 1), 100), counted(LAST, 300)) == (
        100,
        300,
    )


def test_one_count_alone_makes_no_average() -> None:
    assert stock(counted(date(2026, 3, 1), 100)) == (None, None)
    assert stock(counted(date(2025, 1, 1), 1), counted(date(2026, 3, 1), 100)) == (None, None)


def test_units_are_worth_the_average_price_of_what_was_sold() -> None:
    # 60,000 fen for 6 units: 10,000 a unit.
    assert stock(counted(FIRST, units=1_000), counted(LAST, units=2_500)) == (10_000, 25_000)
    unpriced = ProductSold("Motor", 60_000)
    assert stock(counted(FIRST, units=1_000), counted(LAST, 7), sold=unpriced) == (None, 7)


def test_specifications_counted_on_one_day_add_up() -> None:
    counts = [counted(FIRST, 40), counted(FIRST, 60), counted(LAST, 10), counted(LAST, units=1_000)]
    assert stock(*counts) == (100, 10_010)


def test_specifications_counted_on_different_days_each_have_their_own_two_counts() -> None:
    def of(specification: str, day: date, value: int) -> StockCount:
        return StockCount("Motor", day, value_fen=value, specification=specification)

    opening = [of("A", FIRST, 100), of("B", FIRST, 100)]
    closing = [of("A", LAST, 110), of("B", LAST - timedelta(days=1), 120)]
    assert stock(*opening, *closing) == (200, 230)
    # What became of B nobody said.
    assert stock(*opening, closing[0]) == (None, None)


def test_stock_of_a_product_that_was_not_sold_is_left_out() -> None:
    assert with_stock([], [counted(FIRST, 1), counted(LAST, 2)], FIRST, LAST) == []


@given(
    st.lists(
        st.tuples(st.integers(-60, 420), st.integers(0, 10**9)), min_size=2, unique_by=lambda one: one[0]
    )
)
def test_stock_is_that_of_two_counted_days_in_their_order(days: list[tuple[int, int]]) -> None:
    by_day = {FIRST + timedelta(days=number): value for number, value in days}
    opening, closing = stock(*(counted(day, value) for day, value in by_day.items()))
    near = sorted(day for day in by_day if FIRST - timedelta(days=31) <= day <= LAST)
    if opening is None:
        assert closing is None
        assert len(near) < 2 or near[-1] <= FIRST
    else:
        assert closing == by_day[near[-1]]
        assert opening in [by_day[day] for day in near[:-1]]
