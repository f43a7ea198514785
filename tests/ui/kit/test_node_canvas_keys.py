"""The canvas by keys alone: whatever the mouse does can be done with them."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.canvases import EDGES, PlainCards, four_cards, straight
from tests.ui.kit.conftest import Told
from tests.ui.kit.test_node_canvas_mouse import said
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.canvas.parts import CanvasNode, Side

K = Qt.Key
SHIFT, CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


def test_arrows_lead_from_card_to_card_and_space_chooses(canvas: NodeCanvas, qtbot: QtBot) -> None:
    for key, focused in ((K.Key_Right, "a"), (K.Key_Right, "b"), (K.Key_Down, "d"), (K.Key_Down, "d")):
        qtbot.keyClick(canvas, key)
        assert canvas.focused == focused
    assert canvas.selection() == ()
    qtbot.keyClick(canvas, K.Key_Space)
    assert canvas.selection() == ("d",)
    qtbot.keyClick(canvas, K.Key_Space)
    assert canvas.selection() == ()


def test_shift_and_an_arrow_choose_what_they_pass(canvas: NodeCanvas, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    qtbot.keyClick(canvas, K.Key_Right, SHIFT)
    qtbot.keyClick(canvas, K.Key_Down, SHIFT)
    assert canvas.selection() == ("a", "b", "d")


def test_control_and_a_chooses_all_and_escape_none(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_A, CONTROL)
    qtbot.keyClick(canvas, K.Key_Escape)
    assert said(told, "selection_changed") == [(("a", "b", "c", "d"),), ((),)]


def test_control_and_an_arrow_move_the_chosen_cards_by_the_grid(
    canvas: NodeCanvas, told: Told, qtbot: QtBot
) -> None:
    canvas.select(("a", "c"))
    qtbot.keyClick(canvas, K.Key_Right, CONTROL)
    qtbot.keyClick(canvas, K.Key_Up, CONTROL)
    assert said(told, "nodes_moved") == [
        ({"a": (148, 104), "c": (148, 304)},),
        ({"a": (148, 96), "c": (148, 296)},),
    ]


def test_enter_opens_and_delete_asks(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    qtbot.keyClick(canvas, K.Key_Return)
    assert said(told, "activated") == [("a",)]
    qtbot.keyClick(canvas, K.Key_Right, SHIFT)
    qtbot.keyClick(canvas, K.Key_Delete)
    assert said(told, "delete_requested") == [(("a", "b"),)]


def test_nothing_is_deleted_from_what_is_only_to_be_looked_at(
    canvas: NodeCanvas, told: Told, qtbot: QtBot
) -> None:
    canvas.set_editable(False)
    canvas.select(("a",))
    for key, held in ((K.Key_Delete, Qt.KeyboardModifier.NoModifier), (K.Key_Right, CONTROL)):
        qtbot.keyClick(canvas, key, held)
    assert said(told, "delete_requested") == said(told, "nodes_moved") == []


def test_plus_minus_zero_and_f_zoom(canvas: NodeCanvas, qtbot: QtBot) -> None:
    found = []
    for key in (K.Key_Plus, K.Key_Plus, K.Key_Minus, K.Key_Minus, K.Key_Minus, K.Key_0):
        qtbot.keyClick(canvas, key)
        found.append(canvas.zoom())
    assert found == [1.1, 1.25, 1.1, 1.0, 0.9, 1.0]
    canvas.resize(300, 200)
    qtbot.keyClick(canvas, K.Key_F)
    assert canvas.zoom() < 0.6


@pytest.mark.parametrize(
    ("key", "middles"),
    [
        (K.Key_L, {"b": (140, 104)}),
        (K.Key_R, {"a": (460, 104), "c": (460, 304)}),
        (K.Key_T, {"c": (140, 104)}),
        (K.Key_M, {"a": (140, 204), "b": (460, 204), "c": (140, 204)}),
    ],
)
def test_chosen_cards_are_aligned_by_keys(
    canvas: NodeCanvas,
    told: Told,
    qtbot: QtBot,
    key: Qt.Key,
    middles: dict[str, tuple[float, float]],
) -> None:
    canvas.select(("a", "b", "c"))
    qtbot.keyClick(canvas, key, CONTROL | SHIFT)
    assert said(told, "nodes_moved") == [(middles,)]


def test_chosen_cards_are_distributed_by_keys(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    nodes = four_cards()
    canvas.set_nodes([*nodes[:2], CanvasNode("m", 210, 180, 120, 48)])
    canvas.select(("a", "b", "m"))
    qtbot.keyClick(canvas, K.Key_H, CONTROL | SHIFT)
    assert said(told, "nodes_moved") == [({"m": (300, 204)},)]


# --- lines


def test_c_draws_a_line_that_enter_connects(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    for key in (K.Key_C, K.Key_Right, K.Key_Down):
        qtbot.keyClick(canvas, key)
    assert canvas.reached == "d"
    canvas.grab()
    qtbot.keyClick(canvas, K.Key_Return)
    assert said(told, "connected") == [("a", "d", Side.BOTTOM)]
    assert canvas.reached is None
    assert canvas.focused == "a"


def test_c_again_changes_the_side_a_line_comes_from(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    canvas.set_line_word(lambda _key, side: {Side.LEFT: "influences"}.get(side, "reports"))
    canvas.set_words(name=str)
    qtbot.keyClick(canvas, K.Key_Home)
    for key in (K.Key_C, K.Key_Right):
        qtbot.keyClick(canvas, key)
    assert canvas.accessibleName() == "Map: reports: b"
    qtbot.keyClick(canvas, K.Key_C)
    assert canvas.accessibleName() == "Map: influences: b"
    qtbot.keyClick(canvas, K.Key_Return)
    assert said(told, "connected") == [("a", "b", Side.LEFT)]


def test_escape_leaves_a_line_without_a_trace(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    canvas.select(("a",))
    qtbot.keyClick(canvas, K.Key_Home)
    for key in (K.Key_C, K.Key_Right, K.Key_Escape, K.Key_Return):
        qtbot.keyClick(canvas, key)
    assert said(told, "connected") == []
    assert said(told, "activated") == [("a",)]
    assert canvas.selection() == ("a",)


def test_n_lets_a_line_go_over_an_empty_place(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    qtbot.keyClick(canvas, K.Key_C)
    qtbot.keyClick(canvas, K.Key_N)
    assert said(told, "dropped_on_empty") == [("a", Side.BOTTOM, 140.0, 224.0)]


def test_below_the_lowest_card_lies_the_band(
    banded: tuple[NodeCanvas, CanvasBand], told: Told, qtbot: QtBot
) -> None:
    canvas, band = banded
    qtbot.keyClick(canvas, K.Key_Home)
    for key in (K.Key_C, K.Key_Down, K.Key_Down, K.Key_Right):
        qtbot.keyClick(canvas, key)
    assert band.reached == "y"
    qtbot.keyClick(canvas, K.Key_Return)
    assert said(told, "connected") == [("a", "y", Side.BOTTOM)]


def test_l_goes_through_the_lines_of_a_card(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    for key in (K.Key_L, K.Key_L, K.Key_Return, K.Key_Delete, K.Key_L):
        qtbot.keyClick(canvas, key)
    assert said(told, "edge_chosen") == [("a-b",), ("a-c",), (None,)]
    assert said(told, "edge_activated") == [("a-c",)]
    assert said(told, "edge_delete_requested") == [("a-c",)]


def test_the_menu_key_asks_for_the_menu_of_the_card_with_the_focus(
    canvas: NodeCanvas, told: Told, qtbot: QtBot
) -> None:
    qtbot.keyClick(canvas, K.Key_Home)
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(0, 0), QPoint(0, 0))
    QApplication.sendEvent(canvas, event)
    assert said(told, "menu_requested") == [("a", canvas.mapToGlobal(QPoint(140, 104)))]
    assert canvas.selection() == ("a",)


# --- focus


def test_tab_shows_the_focus_on_entering_and_leaves_the_canvas(app: QApplication, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    layout = QVBoxLayout(window)
    before, after = QLineEdit(), QLineEdit()
    canvas = NodeCanvas("Map", PlainCards())
    for widget in (before, canvas, after):
        layout.addWidget(widget)
    canvas.set_nodes(four_cards(), EDGES, straight)
    with qtbot.waitExposed(window):
        window.show()
    window.activateWindow()
    before.setFocus()
    qtbot.keyClick(before, K.Key_Tab)
    assert canvas.hasFocus()
    assert (canvas.focused, canvas.focus_shown) == ("a", True)
    canvas.grab()
    qtbot.keyClick(canvas, K.Key_Tab)
    assert after.hasFocus()


def test_the_card_with_the_focus_is_read_out(canvas: NodeCanvas, qtbot: QtBot) -> None:
    canvas.set_words(name=lambda key: f"Card {key}", description=lambda key: f"About {key}")
    qtbot.keyClick(canvas, K.Key_Home)
    assert (canvas.accessibleName(), canvas.accessibleDescription()) == ("Map: Card a", "About a")
    qtbot.keyClick(canvas, K.Key_Right)
    assert (canvas.accessibleName(), canvas.accessibleDescription()) == ("Map: Card b", "About b")


def test_a_card_out_of_sight_comes_into_sight_with_the_focus(canvas: NodeCanvas, qtbot: QtBot) -> None:
    canvas.set_zoom(3.0)
    qtbot.keyClick(canvas, K.Key_Home)
    for _step in range(2):
        qtbot.keyClick(canvas, K.Key_Right)
    box, seen = canvas.graph.boxes["b"], canvas.seen()
    assert seen.x <= box.x
    assert box.right <= seen.right


def test_cards_of_the_band_are_chosen_by_keys(banded: tuple[NodeCanvas, CanvasBand], qtbot: QtBot) -> None:
    _canvas, band = banded
    opened: list[object] = []
    band.activated.connect(opened.append)
    band.set_words(lambda key: f"Ours {key}")
    for key in (K.Key_Right, K.Key_Right, K.Key_Return, K.Key_End, K.Key_Left):
        qtbot.keyClick(band, key)
    assert opened == ["y"]
    assert band.selected == "y"
    assert band.accessibleDescription() == "Ours y"
    qtbot.keyClick(band, K.Key_Escape)
    assert band.selected is None


def test_keys_on_an_empty_canvas_do_nothing(app: QApplication, qtbot: QtBot) -> None:
    canvas = NodeCanvas("Map", PlainCards())
    qtbot.addWidget(canvas)
    canvas.show()
    for key in (K.Key_Right, K.Key_Space, K.Key_Return, K.Key_C, K.Key_L, K.Key_F, K.Key_Home, K.Key_Delete):
        qtbot.keyClick(canvas, key)
    assert canvas.selection() == ()
    canvas.grab()
