"""Sales against profit in four cells (2-rules §3)."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.value_quadrant import (
    QuadrantCell,
    QuadrantLines,
    ValuePoint,
    ValueQuadrant,
    median,
    value_quadrant,
)
from workbench.foundation.ids import Id

HIGH_SALES = {QuadrantCell.HIGH_HIGH, QuadrantCell.HIGH_LOW}
HIGH_PROFIT = {QuadrantCell.HIGH_HIGH, QuadrantCell.LOW_HIGH}


def ident(number: int) -> Id:
    return Id(number.to_bytes(16, "big"))


def placed(*points: tuple[int, int | None], lines: QuadrantLines | None = None) -> ValueQuadrant:
    return value_quadrant(
        (ValuePoint(ident(at), f"A{at}", sales, profit) for at, (sales, profit) in enumerate(points)), lines
    )


def cells(quadrant: ValueQuadrant, count: int) -> list[QuadrantCell | None]:
    found = [quadrant.of(ident(at)) for at in range(count)]
    return [one.cell if one else None for one in found]


def test_the_portfolio_is_split_at_its_medians() -> None:
    quadrant = placed((100, 10), (90, 1), (20, 9), (10, 2))
    assert (quadrant.sales_line_fen, quadrant.profit_line_fen) == (55, 6)
    assert cells(quadrant, 4) == [
        QuadrantCell.HIGH_HIGH,
        QuadrantCell.HIGH_LOW,
        QuadrantCell.LOW_HIGH,
        QuadrantCell.LOW_LOW,
    ]


def test_lines_can_be_chosen_one_by_one() -> None:
    quadrant = placed((100, 10), (90, 1), lines=QuadrantLines(sales_fen=200))
    assert (quadrant.sales_line_fen, quadrant.profit_line_fen) == (200, 6)
    assert cells(quadrant, 2) == [QuadrantCell.LOW_HIGH, QuadrantCell.LOW_LOW]


def test_who_stands_on_a_line_is_high_so_that_equals_share_a_cell() -> None:
    assert set(cells(placed((50, 5), (50, 5), (50, 5)), 3)) == {QuadrantCell.HIGH_HIGH}


def test_nothing_and_less_are_never_high() -> None:
    quadrant = placed((0, 0), (-10, -5), (-20, -9))
    assert set(cells(quadrant, 3)) == {QuadrantCell.LOW_LOW}
    assert quadrant.profit_line_fen == -5


def test_accounts_without_a_known_profit_are_listed_apart_and_move_no_line() -> None:
    quadrant = placed((100, 10), (5_000, None))
    assert [point.name for point in quadrant.without_profit] == ["A1"]
    assert quadrant.sales_line_fen == 100
    assert quadrant.of(ident(1)) is None


def test_an_empty_portfolio_has_no_lines() -> None:
    quadrant = placed()
    assert (quadrant.places, quadrant.sales_line_fen, quadrant.profit_line_fen) == ((), None, None)
    assert placed((9, None)).profit_line_fen is None


def test_one_account_alone_stands_high() -> None:
    assert cells(placed((9, 1)), 1) == [QuadrantCell.HIGH_HIGH]


def test_every_cell_has_a_name_and_an_advice() -> None:
    assert len({cell.label for cell in QuadrantCell}) == len({cell.advice for cell in QuadrantCell}) == 4


POINTS = st.lists(
    st.tuples(st.integers(-(10**9), 10**12), st.none() | st.integers(-(10**9), 10**12)), max_size=40
)


@given(POINTS)
def test_every_account_is_in_one_place_and_cells_follow_the_lines(
    points: list[tuple[int, int | None]],
) -> None:
    quadrant = placed(*points)
    assert len(quadrant.places) + len(quadrant.without_profit) == len(points)
    for place in quadrant.places:
        sales, profit = place.point.sales_fen, place.point.profit_fen
        assert quadrant.sales_line_fen is not None
        assert quadrant.profit_line_fen is not None
        assert profit is not None
        assert (place.cell in HIGH_SALES) == (sales > 0 and sales >= quadrant.sales_line_fen)
        assert (place.cell in HIGH_PROFIT) == (profit > 0 and profit >= quadrant.profit_line_fen)


@given(st.lists(st.integers(-(10**12), 10**12), min_size=1))
def test_as_many_lie_above_the_median_as_below(amounts: list[int]) -> None:
    middle = median(amounts)
    assert middle is not None
    assert sum(one > middle for one in amounts) * 2 <= len(amounts)
    assert sum(one < middle - 1 for one in amounts) * 2 <= len(amounts)
