"""Five years of an account: which figure wins, what is estimated and proposed (2-rules §3)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Account
from workbench.domain.portfolio import (
    PortfolioRow,
    PortfolioTable,
    PortfolioYear,
    Reason,
    RecordedSales,
    RecordedYear,
    Source,
    When,
    portfolio_year_id,
)
from workbench.domain.portfolio_forecast import damped_growth, growth_a_year, proposed_revenue, rest_of_year
from workbench.domain.portfolio_table import portfolio_table
from workbench.foundation.ids import Id, derived_id

ACCOUNT = derived_id("account", "1")
TODAY = date(2026, 7, 1)
AMOUNTS = st.integers(-(10**13), 10**13)


def whole(revenue: int, cost: int) -> RecordedYear:
    return RecordedYear(revenue, revenue, cost)


def typed(year: int, revenue: int | None = None, **more: int | None) -> PortfolioYear:
    return PortfolioYear(portfolio_year_id(ACCOUNT, year), ACCOUNT, year, revenue, **more)


def table(
    years: Mapping[int, RecordedYear] | None = None,
    *by_hand: PortfolioYear,
    rest: int = 0,
    first: date | None = date(2023, 1, 5),
    until: date | None = date(2026, 6, 30),
    account: Account | None = None,
) -> PortfolioTable:
    recorded = RecordedSales(years or {}, rest, first if years else None, until if years else None)
    return portfolio_table(account or Account(ACCOUNT, "A1", "Lanchuan"), TODAY, recorded, by_hand)


FULL = {2024: whole(8_000, 6_000), 2025: whole(10_000, 7_500), 2026: whole(6_000, 4_500)}


def test_the_columns_are_two_years_back_to_two_ahead() -> None:
    columns = table().columns
    assert [column.year for column in columns] == [2024, 2025, 2026, 2027, 2028]
    assert [column.when for column in columns] == [
        When.PAST,
        When.PAST,
        When.PRESENT,
        When.FUTURE,
        When.FUTURE,
    ]


def test_past_years_are_what_is_recorded_whatever_was_typed() -> None:
    cell = table(FULL, typed(2025, 99_999)).columns[1].revenue
    assert (cell.amount_fen, cell.source) == (10_000, Source.RECORDED)
    assert (cell.typed_fen, cell.recorded_fen) == (99_999, 10_000)


def test_what_was_typed_counts_where_nothing_is_recorded() -> None:
    found = table(None, typed(2025, 5_000, direct_cost_fen=3_000))
    assert found.columns[1].revenue.source is Source.TYPED
    assert found.columns[1].net_income.amount_fen == 2_000
    assert found.columns[0].revenue.source is Source.MISSING


def test_a_year_that_the_records_reach_over_and_that_holds_nothing_is_nothing_not_unknown() -> None:
    column = table({2025: whole(10_000, 7_500)}).columns[0]
    assert (column.revenue.amount_fen, column.revenue.reason) == (0, Reason.SALES_NONE)
    assert column.net_income.amount_fen == 0


def test_a_year_that_is_recorded_in_part_gives_way_to_a_whole_one_that_was_typed() -> None:
    part = {2024: whole(2_000, 1_500), 2025: whole(10_000, 7_500)}
    recorded = table(part, first=date(2024, 10, 1))
    assert recorded.columns[0].revenue.reason is Reason.SALES_IN_PART
    by_hand = table(part, typed(2024, 9_000), first=date(2024, 10, 1)).columns[0]
    assert (by_hand.revenue.amount_fen, by_hand.revenue.recorded_fen) == (9_000, 2_000)
    # The cost of the whole year at the rate of the part that is on record.
    assert (by_hand.direct_cost.amount_fen, by_hand.direct_cost.source) == (6_750, Source.ESTIMATED)


def test_a_year_in_part_is_no_growth() -> None:
    part = {2024: whole(1_000, 500), 2025: whole(10_000, 7_500)}
    assert table(part, first=date(2024, 11, 1), until=date(2025, 12, 31)).growth_bp == 0


def test_this_year_is_sold_so_far_and_the_rest_as_in_the_year_before() -> None:
    column = table(FULL, rest=4_500).present
    assert (column.so_far_fen, column.rest_fen) == (6_000, 4_500)
    assert (column.revenue.amount_fen, column.revenue.source) == (10_500, Source.ESTIMATED)
    assert column.revenue.reason is Reason.AS_YEAR_BEFORE
    assert column.until == date(2026, 6, 30)


def test_a_new_account_goes_on_at_its_own_pace() -> None:
    column = table({2026: whole(18_100, 0)}).present
    assert column.revenue.reason is Reason.AT_THIS_PACE
    # 181 days have passed, 184 are left.
    assert column.rest_fen == 18_400


def test_what_was_typed_for_this_year_is_the_whole_of_it() -> None:
    column = table(FULL, typed(2026, 12_000), rest=4_500).present
    assert (column.revenue.amount_fen, column.revenue.source) == (12_000, Source.TYPED)
    assert column.so_far_fen == 6_000


def test_without_records_of_this_year_it_is_as_the_last() -> None:
    found = table({2025: whole(10_000, 7_500)}, until=date(2025, 12, 20))
    assert (found.present.revenue.amount_fen, found.present.revenue.reason) == (10_000, Reason.YEAR_AGAIN)
    assert found.present.so_far_fen is None


def test_a_cost_of_some_sales_is_extended_to_the_rest_at_the_same_rate() -> None:
    cell = table({2025: RecordedYear(10_000, 4_000, 3_000, has_uncosted=True)}).columns[1].direct_cost
    assert (cell.amount_fen, cell.source, cell.rate_bp) == (7_500, Source.ESTIMATED, 4_000)


def test_the_cost_on_record_of_this_year_stands_beside_the_one_that_was_typed() -> None:
    def on_record(costed_fen: int, cost_fen: int, *, has_uncosted: bool) -> int | None:
        recorded = {2026: RecordedYear(10_000, costed_fen, cost_fen, has_uncosted=has_uncosted)}
        return table(recorded, typed(2026, direct_cost_fen=5)).present.direct_cost.recorded_fen

    assert on_record(4_000, 3_000, has_uncosted=True) == 3_000
    assert on_record(10_000, 7_000, has_uncosted=False) == 7_000
    assert on_record(0, 0, has_uncosted=True) is None


def test_a_cost_that_nobody_knows_leaves_the_income_unknown_and_not_nothing() -> None:
    column = table({2025: RecordedYear(10_000, 0, 0, has_uncosted=True)}).columns[1]
    assert column.direct_cost.source is Source.MISSING
    assert column.net_income.amount_fen is None
    assert column.margin_bp is None


def test_indirect_cost_is_typed_and_goes_on_at_its_rate() -> None:
    found = table(FULL, typed(2025, indirect_cost_fen=1_000), rest=4_000)
    assert found.columns[0].without_indirect
    assert found.columns[1].net_income.amount_fen == 1_500
    assert (found.present.indirect_cost.amount_fen, found.present.indirect_cost.source) == (
        1_000,
        Source.ESTIMATED,
    )
    assert found.columns[3].indirect_cost.source is Source.PROPOSED


def test_returns_may_make_a_year_negative() -> None:
    column = table({2025: whole(-500, -300)}).columns[1]
    assert column.net_income.amount_fen == -200
    assert column.margin_bp is None


def test_a_forecast_grows_half_as_much_and_then_a_quarter() -> None:
    # 2024 8,000 → 2026 10,500 in two years: 15.62 % a year.
    found = table(FULL, rest=4_500)
    assert found.growth_bp == 1_562
    assert found.columns[3].revenue.rate_bp == 781
    assert found.columns[3].revenue.amount_fen == 11_320
    assert found.columns[4].revenue.rate_bp == 391
    assert found.columns[3].revenue.source is Source.PROPOSED


def test_a_potential_pulls_the_forecast_half_way() -> None:
    account = Account(ACCOUNT, "A1", "L", potential_fen=20_500, potential_years=4)
    cell = table(FULL, rest=4_500, account=account).columns[3].revenue
    # Trend 11,320, on the way 13,000.
    assert (cell.amount_fen, cell.reason) == (12_160, Reason.TREND_AND_POTENTIAL)


def test_an_account_that_bought_nothing_yet_is_on_the_way_to_its_potential() -> None:
    account = Account(ACCOUNT, "A1", "L", potential_fen=30_000, potential_years=3)
    found = table(account=account)
    assert [column.revenue.amount_fen for column in found.columns[3:]] == [10_000, 20_000]
    assert found.columns[3].revenue.reason is Reason.POTENTIAL


def test_a_typed_forecast_wins_and_the_next_goes_on_from_it() -> None:
    found = table(FULL, typed(2027, 50_000), rest=4_500)
    assert found.columns[3].revenue.source is Source.TYPED
    assert found.columns[4].revenue.amount_fen == 51_955


def test_two_rows_of_one_year_fill_each_others_gaps() -> None:
    own = typed(2025, 5_000)
    twin = replace(typed(2025, 9_000, direct_cost_fen=1_000), id=derived_id("portfolio_year", "before"))
    for rows in ((own, twin), (twin, own)):
        assert table(None, *rows).columns[1].net_income.amount_fen == 4_000


def test_an_empty_account_says_what_is_missing() -> None:
    found = table()
    assert found.is_empty
    assert len(found.missing) == 3
    assert "2026" in found.missing[0]


def test_every_cell_explains_itself() -> None:
    found = table(FULL, typed(2027, 50_000), rest=4_500)
    assert all(column.cell(row).explanation for column in found.columns for row in PortfolioRow)


RECORDED = st.builds(
    lambda revenue, known, cost: RecordedYear(revenue, known, cost, has_uncosted=revenue != known),
    AMOUNTS,
    AMOUNTS,
    AMOUNTS,
)
TYPED = st.builds(
    lambda year, revenue, direct, indirect: PortfolioYear(
        portfolio_year_id(Id(b"1" * 16), year), Id(b"1" * 16), year, revenue, direct, indirect
    ),
    st.integers(2024, 2028),
    st.none() | st.integers(0, 10**13),
    st.none() | st.integers(0, 10**13),
    st.none() | st.integers(0, 10**13),
)


@given(
    st.dictionaries(st.integers(2024, 2026), RECORDED),
    st.lists(TYPED, max_size=6),
    AMOUNTS,
    st.none() | st.integers(-5, 10**13),
    st.none() | st.integers(0, 50),
    st.dates(date(2022, 1, 1), date(2025, 1, 1)),
    st.dates(date(2025, 1, 2), TODAY),
)
def test_whatever_is_known_every_cell_is_whole(
    years: dict[int, RecordedYear],
    by_hand: list[PortfolioYear],
    rest: int,
    potential: int | None,
    in_years: int | None,
    first: date,
    until: date,
) -> None:
    account = Account(ACCOUNT, "A", "A", potential_fen=potential, potential_years=in_years)
    found = table(years, *by_hand, rest=rest, first=first, until=until, account=account)
    for column in found.columns:
        for row in PortfolioRow:
            cell = column.cell(row)
            assert (cell.amount_fen is None) == (cell.source is Source.MISSING)
            assert type(cell.amount_fen) in (int, type(None))
        net, revenue = column.net_income.amount_fen, column.revenue.amount_fen
        direct = column.direct_cost.amount_fen
        assert (net is None) == (revenue is None or direct is None)
        if net is not None and revenue is not None and direct is not None:
            assert net == revenue - direct - (column.indirect_cost.amount_fen or 0)
        if column.is_forecast:
            assert column.revenue.source not in (Source.RECORDED, Source.ESTIMATED)


@given(st.integers(0, 10**13), st.integers(-(10**6), 10**6), st.integers(1, 10))
def test_a_trend_never_leaves_its_bounds(before: int, growth: int, ahead: int) -> None:
    found = proposed_revenue(before, growth, ahead, now_fen=before, potential_fen=None, potential_years=None)
    assert found is not None
    assert abs(found - before) * 100 <= before * 15 + 100
    assert abs(damped_growth(growth, ahead)) <= 1_500


@given(
    st.integers(0, 10**13),
    st.integers(1, 10**13),
    st.integers(0, 50),
    st.integers(1, 2),
    st.integers(-9_000, 9_000),
)
def test_a_higher_potential_never_lowers_the_proposal(
    now: int, potential: int, years: int, ahead: int, growth: int
) -> None:
    def of(amount: int) -> int:
        found = proposed_revenue(now, growth, ahead, now_fen=now, potential_fen=amount, potential_years=years)
        assert found is not None
        return found

    assert of(potential) <= of(potential + 10**9)


def test_growth_needs_two_years_that_begin_above_zero() -> None:
    assert growth_a_year({2024: 100}) is None
    assert growth_a_year({2024: 0, 2025: 100}) is None
    assert growth_a_year({2024: 100, 2026: 140}) == 2_000


def test_the_rest_of_a_year_is_not_guessed_in_its_first_month() -> None:
    assert rest_of_year(1_000, date(2026, 1, 20), None) is None
    assert rest_of_year(1_000, date(2026, 12, 31), None) == 0
    assert rest_of_year(1_000, date(2026, 1, 20), -500) == 0


def test_what_was_typed_counts_where_the_records_reach_over_a_year_and_hold_nothing() -> None:
    cell = table({2024: whole(8_000, 6_000)}, typed(2025, 5_000)).columns[1].revenue
    assert (cell.amount_fen, cell.source, cell.recorded_fen) == (5_000, Source.TYPED, 0)


def test_the_rest_of_the_year_before_counts_if_the_records_begin_on_the_day_a_year_ago() -> None:
    years = {2025: whole(4_000, 3_000), 2026: whole(6_000, 4_500)}
    for first, reason in (
        (date(2025, 6, 30), Reason.AS_YEAR_BEFORE),
        (date(2025, 7, 1), Reason.AT_THIS_PACE),
    ):
        assert table(years, rest=4_000, first=first).present.revenue.reason is reason


def test_a_cost_typed_beside_a_proposed_revenue_is_no_rate_for_the_year_after() -> None:
    found = table(FULL, typed(2025, indirect_cost_fen=1_000), typed(2027, indirect_cost_fen=9_999))
    ahead = found.columns[4]
    assert ahead.revenue.amount_fen is not None
    assert ahead.indirect_cost.amount_fen == ahead.revenue.amount_fen // 10


def test_a_potential_that_is_reached_stays() -> None:
    known = {"now_fen": 1_000, "potential_fen": 9_000, "potential_years": 1}
    assert [proposed_revenue(None, None, ahead, **known) for ahead in (1, 2, 3)] == [9_000] * 3


def test_growth_is_halved_each_year() -> None:
    assert [damped_growth(2_000, ahead) for ahead in (1, 2, 3)] == [1_000, 500, 250]


def test_a_pace_is_one_from_the_thirtieth_day_on() -> None:
    assert rest_of_year(3_000, date(2026, 1, 29), None) is None
    assert rest_of_year(3_000, date(2026, 1, 30), None) == 33_500


def test_records_reach_over_a_year_but_for_less_than_a_month_at_an_end() -> None:
    def reach(first: date, until: date) -> bool:
        return RecordedSales({}, first=first, until=until).covers(2025)

    assert reach(date(2025, 1, 31), date(2025, 12, 1))
    assert not reach(date(2025, 2, 1), date(2025, 12, 31))
    assert not reach(date(2025, 1, 1), date(2025, 11, 30))
