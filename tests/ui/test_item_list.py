"""Lists of items: their lines and actions, the keyboard, dragging."""

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.standing import in_window, let_go
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.marks import SEVERE

__all__ = ["let_go"]

ITEMS = [
    Item("group", "Overdue", heading=True, right="2"),
    Item("a", "Wangsong", second="once a quarter", right="48 days late", mark=SEVERE, action="Place"),
    Item("b", "Haocen", checked=False, why="Why?", note="monthly"),
]


@pytest.fixture
def items(app: QApplication, qtbot: QtBot) -> ItemList:
    view = ItemList("Due visits", fit=True)
    QAbstractItemModelTester(view.items_model, QAbstractItemModelTester.FailureReportingMode.Fatal, view)
    in_window(qtbot, view)
    view.set_items(ITEMS)
    view.grab()
    return view


def test_a_list_is_as_high_as_its_items_and_is_read_out_whole(items: ItemList) -> None:
    assert items.height() == 28 + 44 + 28
    index = items.items_model.index(1, 0)
    spoken = items.items_model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Wangsong, once a quarter, 48 days late"
    assert items.accessibleName() == "Due visits"


def test_a_click_on_a_line_opens_and_a_click_on_its_action_does_only_that(
    items: ItemList, qtbot: QtBot
) -> None:
    told: list[tuple[str, object]] = []
    items.opened.connect(lambda key: told.append(("open", key)))
    items.action_requested.connect(lambda key: told.append(("action", key)))
    items.why_requested.connect(lambda key: told.append(("why", key)))
    items.ticked.connect(lambda key, on: told.append((f"tick {on}", key)))
    left = Qt.MouseButton.LeftButton
    qtbot.mouseClick(items.viewport(), left, pos=QPoint(120, 50))
    action = items.places_of(1).action.center().toPoint()
    qtbot.mouseClick(items.viewport(), left, pos=action)
    qtbot.mouseClick(items.viewport(), left, pos=items.places_of(2).check.center().toPoint())
    qtbot.mouseClick(items.viewport(), left, pos=items.places_of(2).why.center().toPoint())
    qtbot.mouseClick(items.viewport(), left, pos=QPoint(120, 10))
    assert told == [("open", "a"), ("action", "a"), ("tick True", "b"), ("why", "b")]


def test_a_list_is_worked_by_keyboard_alone(items: ItemList, qtbot: QtBot) -> None:
    told: list[tuple[str, object]] = []
    items.opened.connect(lambda key: told.append(("open", key)))
    items.action_requested.connect(lambda key: told.append(("action", key)))
    items.ticked.connect(lambda key, on: told.append(("tick", key)))
    items.choose("a")
    qtbot.keyClick(items, Qt.Key.Key_Return)
    qtbot.keyClick(items, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(items, Qt.Key.Key_Down)
    qtbot.keyClick(items, Qt.Key.Key_Space)
    assert told == [("open", "a"), ("action", "a"), ("tick", "b")]


def test_new_items_keep_the_current_one_without_telling_again(items: ItemList) -> None:
    items.choose("b")
    told: list[object] = []
    items.chosen.connect(told.append)
    items.set_items([ITEMS[2], ITEMS[1]])
    assert items.current_key() == "b"
    assert told == []
    items.set_items([ITEMS[1]])
    assert told == [None]


def test_an_item_is_dragged_as_its_key(items: ItemList) -> None:
    items.enable_drag("application/x-due", lambda key: str(key).encode())
    data = items.items_model.mimeData([items.items_model.index(1, 0)])
    assert isinstance(data, QMimeData)
    assert data.data("application/x-due").data() == b"a"
