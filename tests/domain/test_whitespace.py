"""The whitespace grid (features A10)."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.whitespace import MOST_COLUMNS, CellState, WhitespaceCell, cell_id, make_grid
from workbench.foundation.ids import derived_id

ACCOUNT = derived_id("account", "A")


def cell(
    unit: str, product: str, state: CellState = CellState.UNKNOWN, potential: int | None = None
) -> WhitespaceCell:
    return WhitespaceCell(
        cell_id(ACCOUNT, unit, product), ACCOUNT, unit, product, state, potential_fen=potential
    )


def test_the_account_its_subsidiaries_and_what_they_buy_stand_in_the_grid_unasked() -> None:
    grid = make_grid(
        [cell("三厂", "轴承", CellState.COMPETITOR, 900)],
        units=("总部", "一厂"),
        bought_fen={("总部", "阀门"): 500, ("一厂", "齿轮"): 800, ("一厂", ""): 70, ("总部", "退货"): -10},
    )
    assert grid.units == ("总部", "一厂", "三厂")
    assert grid.products == ("齿轮", "阀门", "轴承")
    assert grid.typed_units == {"三厂"}
    assert grid.typed_products == {"轴承"}
    assert [(one.unit, one.product, one.bought_fen) for one in grid.suggested] == [
        ("总部", "阀门", 500),
        ("一厂", "齿轮", 800),
    ]
    totals = grid.totals
    assert (totals.cells, totals.by_state[CellState.COMPETITOR], totals.by_state[CellState.UNKNOWN]) == (
        9,
        1,
        8,
    )
    assert (totals.suggested, totals.potential_fen) == (2, 900)


def test_a_confirmed_cell_is_no_suggestion_and_what_is_ours_is_no_potential() -> None:
    grid = make_grid(
        [cell("总部", "阀门", CellState.US, 700)], units=("总部",), bought_fen={("总部", "阀门"): 5}
    )
    assert grid.suggested == ()
    assert grid.totals.by_state[CellState.US] == 1
    assert grid.totals.potential_fen == 0


def test_a_row_and_a_column_may_be_wanted_before_anything_is_known() -> None:
    grid = make_grid([cell("二厂", ""), cell("", "软件")], units=(), bought_fen={})
    assert (grid.units, grid.products, len(grid.cells)) == (("二厂",), ("软件",), 1)


def test_stepping_goes_through_all_states_and_round() -> None:
    state, seen = CellState.UNKNOWN, []
    for _step in CellState:
        seen.append(state)
        state = state.next
    assert seen == list(CellState)
    assert state is CellState.UNKNOWN


def test_the_sales_records_bring_the_largest_products_only() -> None:
    bought = {("U", f"P{number:02}"): 1000 - number for number in range(40)}
    assert make_grid([], units=("U",), bought_fen=bought).products == tuple(
        f"P{n:02}" for n in range(MOST_COLUMNS)
    )


_NAMES = st.sampled_from(["", "A", "B", "C"])


@given(
    st.lists(st.tuples(_NAMES, _NAMES, st.sampled_from(CellState)), unique_by=lambda one: one[:2]),
    st.lists(_NAMES, unique=True),
    st.dictionaries(st.tuples(_NAMES, _NAMES), st.integers(-9, 9)),
)
def test_every_cell_counts_once(
    typed: list[tuple[str, str, CellState]], units: list[str], bought: dict[tuple[str, str], int]
) -> None:
    grid = make_grid([cell(*one) for one in typed], units=units, bought_fen=bought)
    assert len(grid.cells) == len(grid.units) * len(grid.products) == sum(grid.totals.by_state.values())
    assert {(unit, product) for unit, product, _state in typed if unit and product} <= set(grid.cells)
