"""The whitespace grid: filled by people, suggested by sales, the same on two laptops (A10)."""

from datetime import date
from pathlib import Path

import pytest

from workbench.domain.sales import SaleRecord
from workbench.domain.whitespace import CellState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.history import undo
from workbench.services.merges import merge_files
from workbench.services.whitespace import (
    add_product,
    add_unit,
    confirm_suggestions,
    edit_cell,
    get_grid,
    remove_line,
    set_state,
)
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

A, CHILD = derived_id("account", "A"), derived_id("account", "C")


@pytest.fixture
def group(workspace: Workspace) -> Workspace:
    """A group with one subsidiary, which bought gears last spring and valves two years ago."""
    fill(workspace)
    return workspace


def fill(workspace: Workspace) -> None:
    create_account(workspace, {"code": "A", "name": "澜川集团"})
    create_account(workspace, {"code": "C", "name": "澜川二厂", "parent_id": A})
    with workspace.change("test", "Test") as change:
        sales = [
            SaleRecord(date(2026, 4, 1), 90_000, "N1", "1", product="齿轮"),
            SaleRecord(date(2024, 4, 1), 70_000, "N0", "1", product="阀门"),
        ]
        change.add_sales(CHILD, sales)


def test_the_sales_of_twelve_months_suggest_what_is_ours(group: Workspace) -> None:
    grid = get_grid(group, A)
    assert (grid.units, grid.products) == (("澜川集团", "澜川二厂"), ("齿轮",))
    (cell,) = grid.suggested
    assert (cell.unit, cell.state, cell.bought_fen) == ("澜川二厂", CellState.UNKNOWN, 90_000)
    confirm_suggestions(group, A)
    assert get_grid(group, A).cells["澜川二厂", "齿轮"].state is CellState.US
    undo(group)
    assert len(get_grid(group, A).suggested) == 1


def test_rows_and_columns_are_added_filled_and_removed(group: Workspace) -> None:
    add_unit(group, A, " 三厂 ")
    add_product(group, A, "轴承")
    edit_cell(group, A, "三厂", "轴承", competitor="谷屿", potential_fen=5_000_000, note="合同到年底")
    cell = get_grid(group, A).cells["三厂", "轴承"]
    assert (cell.state, cell.competitor, cell.potential_fen) == (CellState.COMPETITOR, "谷屿", 5_000_000)
    set_state(group, A, "三厂", "轴承", CellState.IN_HOUSE)
    cell = get_grid(group, A).cells["三厂", "轴承"]
    assert (cell.state, cell.competitor, cell.note) == (CellState.IN_HOUSE, "", "合同到年底")
    remove_line(group, A, unit="三厂")
    assert get_grid(group, A).units == ("澜川集团", "澜川二厂")
    undo(group)
    assert get_grid(group, A).cells["三厂", "轴承"].state is CellState.IN_HOUSE
    remove_line(group, A, product="轴承")
    assert get_grid(group, A).products == ("齿轮",)
    add_product(group, A, "轴承")
    assert get_grid(group, A).cells["澜川集团", "轴承"].state is CellState.UNKNOWN


def test_a_potential_may_be_typed_as_people_write_amounts(group: Workspace) -> None:
    edit_cell(group, A, "澜川二厂", "轴承", potential_fen="50万")
    assert get_grid(group, A).cells["澜川二厂", "轴承"].potential_fen == 500_000_00
    for wrong in ("viel", "-5", "99999999亿"):
        with pytest.raises(BadInput) as caught:
            edit_cell(group, A, "澜川二厂", "轴承", potential_fen=wrong)
        assert caught.value.where == "potential_fen"
    edit_cell(group, A, "澜川二厂", "轴承", potential_fen="")
    assert get_grid(group, A).cells["澜川二厂", "轴承"].potential_fen is None


def test_two_rows_or_columns_of_one_name_are_refused(group: Workspace) -> None:
    for wrong in ("澜川二厂", " ", "x" * 101):
        with pytest.raises(BadInput):
            add_unit(group, A, wrong)
    with pytest.raises(BadInput):
        add_product(group, A, "齿轮")


def test_two_laptops_agree_on_the_cells(group: Workspace, tmp_path: Path, clock: FixedClock) -> None:
    other = new_workspace(tmp_path / "other.workbench", clock=clock, author="Wang Fang")
    fill(other)
    set_state(group, A, "澜川集团", "齿轮", CellState.COMPETITOR)
    set_state(other, A, "澜川二厂", "齿轮", CellState.US)
    set_state(other, A, "澜川集团", "齿轮", CellState.COMPETITOR)
    other.close()
    merge_files(group, [other.path])
    grid = get_grid(group, A)
    assert grid.totals.cells == 2
    assert grid.cells["澜川集团", "齿轮"].state is CellState.COMPETITOR
    assert grid.cells["澜川二厂", "齿轮"].state is CellState.US


def test_a_loop_among_parents_stops_nothing(group: Workspace) -> None:
    with group.change("test", "Test") as change:
        change.set("account", A, {"parent_id": CHILD})
    assert get_grid(group, A).units == ("澜川集团", "澜川二厂")
