"""The table of the kit."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from workbench.services.name_order import name_order
from workbench.ui.kit.arranging import in_order
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.table import AT_ONCE, Table
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.table_model import Column, Kind, TableModel
from workbench.ui.kit.text_order import use_text_order


@dataclass(frozen=True)
class Row:
    key: int
    name: str
    amount: int | None


ROWS = [Row(1, "Qiheng", 406), Row(2, "Yanhai", None), Row(3, "Lanchuan", 328), Row(4, "Gu yu", 328)]
COLUMNS = (
    Column[Row]("name", "Account", lambda row: row.name, stretch=True),
    Column[Row](
        "amount",
        lambda: "Owed",
        lambda row: Cell(str(row.amount or "–"), mark=SEVERE if row.amount == 406 else None),
        sort=lambda row: row.amount,
        right=True,
        falling_first=True,
        total=lambda rows: f"Owed {sum(row.amount or 0 for row in rows)}",
    ),
    Column[Row]("code", "Code", lambda row: f"=C{row.key}", shown=False),
)


@pytest.fixture
def table(app: QApplication, qtbot: QtBot) -> Table[Row]:
    table = Table(COLUMNS, lambda row: row.key, name="Accounts", checks=True)
    qtbot.addWidget(table)
    QAbstractItemModelTester(table.model, QAbstractItemModelTester.FailureReportingMode.Fatal, table)
    table.resize(700, 400)
    table.set_rows(ROWS)
    # A key of an earlier test leaves its Ctrl or Shift behind, with which selecting means something else.
    qtbot.keyClick(table, Qt.Key.Key_F24)
    return table


def names(table: Table[Row]) -> list[str]:
    return [row.name for row in table.model.shown_rows()]


def click_header(table: Table[Row], qtbot: QtBot, section: int) -> None:
    header = table.view.horizontalHeader()
    at = QPoint(header.sectionViewportPosition(section) + 12, 10)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=at)


def test_a_click_on_a_heading_sorts_and_a_second_one_turns_round(table: Table[Row], qtbot: QtBot) -> None:
    table.show()
    click_header(table, qtbot, 2)
    assert names(table) == ["Qiheng", "Lanchuan", "Gu yu", "Yanhai"]
    click_header(table, qtbot, 2)
    assert names(table) == ["Lanchuan", "Gu yu", "Qiheng", "Yanhai"]


@given(st.lists(st.one_of(st.none(), st.integers(0, 5)), max_size=30), st.booleans())
def test_sorting_is_stable_and_keeps_what_has_no_value_last(values: list[int | None], falling: bool) -> None:
    rows = [Row(at, "", value) for at, value in enumerate(values)]
    places = in_order([row.amount for row in rows], range(len(rows)), falling=falling)
    assert sorted(places) == list(range(len(rows)))
    sorted_rows = [rows[place] for place in places]
    known = [row for row in sorted_rows if row.amount is not None]
    assert sorted_rows[: len(known)] == known
    for one, other in pairwise(known):
        assert one.amount is not None
        assert other.amount is not None
        assert one.amount >= other.amount if falling else one.amount <= other.amount
        assert one.amount != other.amount or one.key < other.key


def test_selection_and_current_row_survive_sorting_filtering_and_new_rows(table: Table[Row]) -> None:
    table.select(3)
    table.sort_by("name")
    assert table.current_row() == ROWS[2]
    assert table.selected_rows() == [ROWS[2]]
    changed = [replace(row, amount=1) for row in reversed(ROWS)]
    table.set_rows(changed)
    assert [row.key for row in table.selected_rows()] == [3]
    table.set_quick_filter("lan")
    assert [row.key for row in table.selected_rows()] == [3]
    assert names(table) == ["Lanchuan"]


def test_a_row_that_vanishes_is_no_longer_current(table: Table[Row], qtbot: QtBot) -> None:
    table.select(3)
    with qtbot.waitSignal(table.current_changed) as told:
        table.set_rows(ROWS[:2])
    assert told.args == [None]
    assert table.current_row() is None


def test_the_quick_filter_needs_every_word_somewhere_in_the_row(table: Table[Row]) -> None:
    table.set_quick_filter("328 gu")
    assert names(table) == ["Gu yu"]
    table.set_quick_filter("")
    assert len(names(table)) == 4


def test_the_tick_box_adds_to_the_selection_and_the_heading_takes_all(
    table: Table[Row], qtbot: QtBot
) -> None:
    table.show()
    view = table.view
    for row in (0, 2):
        at = QPoint(20, view.rowViewportPosition(row) + 16)
        qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=at)
    assert [row.key for row in table.selected_rows()] == [1, 3]
    assert view.checked() == Qt.CheckState.PartiallyChecked
    click_header(table, qtbot, 0)
    assert len(table.selected_rows()) == 4
    assert view.checked() == Qt.CheckState.Checked
    click_header(table, qtbot, 0)
    assert table.selected_rows() == []


def test_copying_gives_tab_separated_text_that_no_spreadsheet_takes_for_a_formula(
    table: Table[Row], qtbot: QtBot
) -> None:
    table.select(1)
    table.view.horizontalHeader().setSectionHidden(3, False)
    qtbot.keyClick(table.view, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == "Qiheng\t406\t'=C1"
    table.view.selectAll()
    table.copy()
    lines = QApplication.clipboard().text().split("\n")
    assert lines[0] == "Account\tOwed\tCode"
    assert len(lines) == 5


@pytest.mark.parametrize(
    ("text", "copied"),
    [("-12.5", "-12.5"), ("-x", "'-x"), ("@a", "'@a"), ("+1", "+1"), ("a\tb\nc", "a b c"), ("", "")],
)
def test_a_copied_cell_is_one_plain_cell(text: str, copied: str) -> None:
    model = TableModel([Column[str]("a", "A", lambda row: row)], key=lambda row: row)
    model.set_rows([text])
    assert model.as_tsv([0], [0]) == copied


def test_order_widths_hidden_columns_and_sorting_come_back(table: Table[Row], qtbot: QtBot) -> None:
    header = table.view.horizontalHeader()
    header.moveSection(2, 1)
    header.resizeSection(2, 150)
    header.setSectionHidden(3, False)
    table.sort_by("amount", falling=True)
    other = Table(COLUMNS, lambda row: row.key, name="Accounts", checks=True)
    qtbot.addWidget(other)
    other.set_rows(ROWS)
    other.restore_state(table.state())
    assert other.state() == table.state()
    assert names(other)[0] == "Qiheng"


@pytest.mark.parametrize("text", ["", "{", "[]", '{"order": 3}', '{"order":[],"hidden":[],"widths":{}}'])
def test_a_state_that_cannot_be_read_changes_nothing(table: Table[Row], text: str) -> None:
    before = table.state()
    table.restore_state(text)
    assert table.state() == before


def test_the_footer_counts_rows_and_sums_the_selection(table: Table[Row]) -> None:
    footer = table._footer
    assert footer.count.text() == "4 rows"
    assert footer.totals.text() == "Owed 1062"
    table.select(3)
    assert footer.selected.text() == "1 selected"
    assert footer.totals.text() == "Owed 328"


def test_enter_opens_the_current_row(table: Table[Row], qtbot: QtBot) -> None:
    table.select(4)
    with qtbot.waitSignal(table.row_activated) as told:
        qtbot.keyClick(table.view, Qt.Key.Key_Return)
    assert told.args == [ROWS[3]]


def test_the_current_row_has_an_accent_edge_and_rows_are_32_pixels_high(table: Table[Row]) -> None:
    from workbench.ui.kit.tokens import tokens

    table.select(2)
    table.show()
    image = table.view.viewport().grab().toImage()
    assert image.pixelColor(0, 32 + 16).name().upper() == tokens().accent
    assert image.pixelColor(2, 32 + 16).name().upper() == tokens().selected
    assert image.pixelColor(0, 16).name().upper() == tokens().page


def test_the_table_is_named_for_screen_readers(table: Table[Row]) -> None:
    assert table.view.accessibleName() == "Accounts"
    index = table.model.index(0, 2)
    assert table.model.data(index, Qt.ItemDataRole.AccessibleTextRole) == "406"


def test_a_hundred_thousand_rows_are_sorted_filtered_and_selected(app: QApplication, qtbot: QtBot) -> None:
    rows = [Row(at, f"account {at}", at * 7919 % 100_003) for at in range(100_000)]
    table = Table(COLUMNS, lambda row: row.key, name="Accounts", checks=True)
    qtbot.addWidget(table)
    table.set_rows(rows)
    table.sort_by("amount")
    assert table.model.row(0).amount == 0
    table.view.selectAll()
    assert table.view.selected_spans() == [(0, 99_999)]
    table.set_filter(lambda row: row.key < 10)
    assert table.model.rowCount() == 10
    assert len(table.selected_rows()) == 10


def test_shift_sorts_by_a_further_column(table: Table[Row], qtbot: QtBot) -> None:
    table.show()
    table.sort_by("amount", falling=True)
    table.sort_by("name", further=True)
    assert names(table) == ["Qiheng", "Gu yu", "Lanchuan", "Yanhai"]
    table.turn_sorting("name", further=True)
    assert names(table) == ["Qiheng", "Lanchuan", "Gu yu", "Yanhai"]
    assert [(column.key, falling) for column, falling in table.sorting] == [("amount", True), ("name", True)]
    table.turn_sorting("name")
    assert [column.key for column, _falling in table.sorting] == ["name"]


def test_names_are_compared_as_the_program_was_told(table: Table[Row]) -> None:
    rows = [
        Row(1, "重庆钢铁", 1),
        Row(2, "澜川精密", 1),
        Row(3, "安徽", 1),
        Row(4, "Bosch", 1),
        Row(5, "", 1),
    ]
    try:
        use_text_order(name_order)
        table.set_rows(rows)
        table.sort_by("name")
        assert names(table) == ["Bosch", "安徽", "重庆钢铁", "澜川精密", ""]
    finally:
        use_text_order(str.casefold)


def test_filters_under_the_headings_are_typed_read_and_cleared(table: Table[Row], qtbot: QtBot) -> None:
    table.show()
    table.show_filter_row(True)
    field = table.view.heading.filters.field("name")
    qtbot.keyClicks(field, "an")
    assert names(table) == ["Yanhai", "Lanchuan"]
    assert table._footer.filters.text() == "1 filter"
    qtbot.keyClick(field, Qt.Key.Key_Down)
    assert table.current_row() == ROWS[1]
    qtbot.keyClick(field, Qt.Key.Key_Escape)
    assert len(names(table)) == 4
    assert table.filters() == {}
    assert field.accessibleName() == "Filter by Account"
    table.show_filter_row(False)


TYPED = (
    Column[Row]("name", "Account", lambda row: row.name, stretch=True, kind=Kind.CHOICE),
    Column[Row](
        "amount",
        "Owed",
        lambda row: str(row.amount),
        raw=lambda row: row.amount,
        kind=Kind.MONEY,
        known={"big": lambda row: (row.amount or 0) > 400},
    ),
)


def test_numbers_choices_and_own_words_filter(app: QApplication, qtbot: QtBot) -> None:
    table = Table(TYPED, lambda row: row.key, name="Accounts")
    qtbot.addWidget(table)
    table.set_rows(ROWS)
    table.show()
    table.show_filter_row(True)
    table.set_filters({"amount": ">3.5"})
    assert names(table) == ["Qiheng"]
    table.set_filters({"amount": "Big"})
    assert names(table) == ["Qiheng"]
    table.set_filters({"amount": "empty"})
    assert names(table) == ["Yanhai"]
    table.set_filters({"amount": "no number"})
    field = table.view.heading.filters.field("amount")
    assert field.property("invalid")
    table.set_filters({"name": "Gu yu"})
    assert names(table) == ["Gu yu"]
    combo = table.view.heading.filters.field("name")
    assert isinstance(combo, ComboBox)
    assert [combo.itemText(at) for at in range(combo.count())] == [
        "All",
        "Gu yu",
        "Lanchuan",
        "Qiheng",
        "Yanhai",
        "Nothing",
    ]
    assert combo.key() == "Gu yu"


def test_a_state_of_an_earlier_release_is_understood(table: Table[Row]) -> None:
    table.restore_state('{"order": ["amount"], "hidden": ["code"], "widths": {}, "sort": ["amount", true]}')
    assert [(column.key, falling) for column, falling in table.sorting] == [("amount", True)]


def test_filters_come_back_with_a_state_only_where_they_are_wanted(table: Table[Row], qtbot: QtBot) -> None:
    table.set_filters({"name": "lan"})
    state = table.state()
    table.set_filters({})
    table.restore_state(state)
    assert table.filters() == {}
    table.restore_state(state, with_filters=True)
    assert names(table) == ["Lanchuan"]
    assert table.has_filter_row()


def test_columns_are_chosen_and_moved_by_keys(table: Table[Row], qtbot: QtBot) -> None:
    chooser = table.column_chooser()
    chooser.list.setCurrentRow(2)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    assert [column.key for column in table.shown_columns()] == ["name", "amount", "code"]
    qtbot.keyClick(chooser.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert [column.key for column in table.shown_columns()] == ["name", "code", "amount"]
    chooser.reset.click()
    assert [column.key for column in table.shown_columns()] == ["name", "amount"]
    chooser.list.setCurrentRow(0)
    qtbot.keyClick(chooser.list, Qt.Key.Key_Space)
    assert "name" in [column.key for column in table.shown_columns()]
    chooser.close()


def test_the_menu_sorts_filters_and_puts_out(table: Table[Row], qtbot: QtBot) -> None:
    def entry(text: str) -> QAction:
        menu = table.menu()
        return next(one for one in menu.actions() if one.text().startswith(text))

    entry("Filter row").trigger()
    assert table.has_filter_row()
    by = entry("Sort by").menu()
    assert isinstance(by, QMenu)
    by.actions()[1].trigger()
    assert names(table)[0] == "Qiheng"
    # There is no window around that could do it.
    assert not table.put_out(Output.EXPORT)


def test_much_is_arranged_elsewhere_and_the_last_wish_counts(app: QApplication, qtbot: QtBot) -> None:
    waiting: list[Callable[[], None]] = []

    def run(work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        waiting.append(lambda: on_done(work()) and None)

    rows = [Row(at, f"account {at}", at) for at in range(AT_ONCE + 1)]
    table = Table(COLUMNS, lambda row: row.key, name="Accounts", run=run)
    qtbot.addWidget(table)
    table.set_rows(rows)
    table.sort_by("amount", falling=True)
    assert table.model.rowCount() == 0
    for answer in waiting[:]:
        answer()
    assert table.model.row(0).key == AT_ONCE
    waiting.clear()
    table.view.selectAll()
    table.set_filter(lambda row: row.key < 3)
    table.view.clearSelection()
    for answer in waiting[:]:
        answer()
    assert table.model.rowCount() == 3
    assert table.selected_count() == 0


def test_the_wheel_over_a_choice_moves_nothing(app: QApplication, qtbot: QtBot) -> None:
    combo = ComboBox([("a", "A"), ("b", "B")])
    qtbot.addWidget(combo)
    assert combo.focusPolicy() == Qt.FocusPolicy.StrongFocus


def test_a_column_that_stretches_takes_back_the_room_a_pane_had_taken(table: Table[Row]) -> None:
    table.show()
    header = table.view.horizontalHeader()
    for width in (160, 700):
        table.resize(width, 400)
    QApplication.processEvents()
    assert header.length() == table.view.viewport().width()


def test_where_nothing_passes_the_filters_they_are_cleared_with_a_click(
    table: Table[Row], qtbot: QtBot
) -> None:
    button = table.view.clear_button
    everything = names(table)
    assert button.isHidden()
    table.set_filters({"name": "no such name"})
    assert names(table) == []
    assert not button.isHidden()
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert names(table) == everything
    assert table.filters() == {}
    assert button.isHidden()
    # What somebody else filters by is offered only where it can be taken away.
    table.set_quick_filter("no such name")
    assert button.isHidden()
    table.view.clear_others = lambda: table.set_quick_filter("")
    table.set_quick_filter("nor this")
    assert not button.isHidden()
    button.click()
    assert names(table) == everything
