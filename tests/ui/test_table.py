"""The table of the kit."""

from dataclasses import dataclass, replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from workbench.ui.kit.arranging import in_order
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.marks import SEVERE
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_model import Column, TableModel


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
