"""Needs noted by keyboard, the service plan, and the whitespace grid."""

from datetime import date

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.domain.needs import NeedAnswer, NeedKind
from workbench.domain.sales import SaleRecord
from workbench.domain.whitespace import CellState, WhitespaceCell, cell_id, make_grid
from workbench.services.needs import get_needs
from workbench.services.whitespace import get_grid
from workbench.ui.screens.accounts.needs_section import WHITESPACE, NeedsSection
from workbench.ui.screens.accounts.sections import Section
from workbench.ui.screens.accounts.whitespace_table import WhitespaceModel

LEFT = Qt.MouseButton.LeftButton
A = account_id("A")


def needs_of(program: Program) -> NeedsSection:
    page = account_page(program)
    page.sections.go_to(Section.NEEDS)
    settle(program)
    section = page.sections.section(Section.NEEDS)
    assert isinstance(section, NeedsSection)
    return section


def test_a_need_is_noted_in_a_line_and_answered_by_measures(program: Program, qtbot: QtBot) -> None:
    section = needs_of(program)
    needs = section.needs
    assert needs.nothing.isVisible()
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert needs.quick.hasFocus()
    qtbot.keyClick(needs.quick, Qt.Key.Key_Return)
    settle(program)
    assert needs._error.isVisible()
    needs.quick.insert("!!! 交期缩短 #service @顾承远")
    qtbot.keyClick(needs.quick, Qt.Key.Key_Return)
    settle(program)
    assert needs.quick.text() == ""
    (item,) = needs.list.items_model.items
    assert (item.title, item.chip) == ("交期缩短", "Open")
    assert item.second.startswith("Urgent · Service · 顾承远")
    needs.list.choose(item.key)
    qtbot.keyClick(needs.list, Qt.Key.Key_Return)
    pane = needs.pane
    assert pane.text.control.hasFocus()
    qtbot.mouseClick(pane.add_button, LEFT)
    settle(program)
    assert pane.measure.has_error()
    pane.measure.control.insert("设安全库存")
    qtbot.keyClicks(pane.due.control, "+7")
    qtbot.keyClick(pane.due.control, Qt.Key.Key_Return)
    settle(program)
    assert [one.title for one in pane.measures.items_model.items] == ["设安全库存"]
    (line,) = get_needs(workspace_of(program), A).lines
    assert (line.need.kind, line.need.answer) == (NeedKind.SERVICE, NeedAnswer.OFFERED)
    assert line.measures[0].due_on == date(2026, 9, 22)
    pane.answer.control.choose(NeedAnswer.AGREED)
    pane.text.control.setText("")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.text.has_error()
    pane.text.control.setText("交期 10 天")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.isHidden()
    assert [(one.title, one.chip) for one in needs.list.items_model.items] == [("交期 10 天", "Agreed")]
    assert section._totals.text() == "1 need, 1 open"


def test_a_need_is_deleted_and_undo_brings_it_back(program: Program, qtbot: QtBot) -> None:
    needs = needs_of(program).needs
    needs.quick.insert("样品")
    qtbot.mouseClick(needs.add_button, LEFT)
    settle(program)
    needs._open(needs.list.items_model.items[0].key)
    qtbot.mouseClick(needs.pane.delete_button, LEFT)
    settle(program)
    assert needs.nothing.isVisible()
    program.undo()
    settle(program)
    assert [one.title for one in needs.list.items_model.items] == ["样品"]


def test_the_grid_model_is_sound() -> None:
    model = WhitespaceModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    cells = [WhitespaceCell(cell_id(A, "一厂", "轴承"), A, "一厂", "轴承", CellState.COMPETITOR, "谷屿")]
    model.set_grid(make_grid(cells, units=("总部",), bought_fen={("总部", "齿轮"): 500}))
    assert (model.rowCount(), model.columnCount()) == (2, 2)
    model.set_grid(make_grid(cells, units=("总部",), bought_fen={("总部", "齿轮"): 900}))
    texts = [model.index(row, column).data() for row in range(2) for column in range(2)]
    assert texts == ["Us?", "–", "–", "谷屿"]
    model.set_grid(make_grid([], units=(), bought_fen={}))
    assert tester.model() is model


def test_a_cell_goes_on_with_a_click_and_is_set_with_a_key(program: Program, qtbot: QtBot) -> None:
    workspace = workspace_of(program)
    with workspace.change("test", "Test") as change:
        change.add_sales(A, [SaleRecord(date(2026, 8, 2), 900_00, "N9", "1", product="齿轮")])
    section = needs_of(program)
    section.show_part(WHITESPACE)
    view = section.whitespace
    view.product.insert("轴承")
    qtbot.keyClick(view.product, Qt.Key.Key_Return)
    settle(program)
    assert get_grid(workspace, A).products == ("齿轮", "轴承")
    assert section._totals.text() == "We supply 0 of 2 cells · 2 unknown"
    qtbot.mouseClick(view.confirm_button, LEFT)
    settle(program)
    assert get_grid(workspace, A).cells["澜川精密", "齿轮"].state is CellState.US
    table = view.table
    place = table.visualRect(table.grid_model.index(0, 1)).center()
    for expected in (CellState.US, CellState.COMPETITOR):
        qtbot.mouseClick(table.viewport(), LEFT, pos=QPoint(place.x(), place.y()))
        settle(program)
        assert get_grid(workspace, A).cells["澜川精密", "轴承"].state is expected
    view.competitor.control.setFocus()
    view.competitor.control.setText("谷屿")
    view.potential.control.setFocus()
    settle(program)
    view.potential.control.setText("50万")
    view.note.control.setFocus()
    settle(program)
    cell = get_grid(workspace, A).cells["澜川精密", "轴承"]
    assert (cell.competitor, cell.potential_fen) == ("谷屿", 500_000_00)
    view.potential.control.setFocus()
    view.potential.control.setText("viel")
    view.note.control.setFocus()
    settle(program)
    assert view.potential.has_error()
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_I)
    settle(program)
    assert get_grid(workspace, A).cells["澜川精密", "轴承"].state is CellState.IN_HOUSE
    qtbot.mouseClick(view.column_button, LEFT)
    settle(program)
    assert get_grid(workspace, A).products == ("齿轮",)
