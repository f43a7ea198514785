"""The canvas under the mouse: choosing, dragging, drawing lines, pushing, zooming, and leaving all of it."""

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.kit.canvases import MIDDLE, click, drag, four_cards, hover, press, release, send
from tests.ui.kit.conftest import Told
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.camera import Camera
from workbench.ui.kit.canvas.node_canvas import NodeCanvas
from workbench.ui.kit.canvas.parts import CanvasBox, Side

P = QPointF
A, B, C, D = P(140, 104), P(460, 104), P(140, 304), P(460, 304)
EMPTY = P(300, 200)
SHIFT, CONTROL, ALT = (
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
)
ESCAPE = Qt.Key.Key_Escape


def said(told: Told, name: str) -> list[tuple[object, ...]]:
    """What that signal told."""
    return [values for kind, *rest in told if kind == name for values in [tuple(rest)]]


def turn(canvas: NodeCanvas, at: QPointF, by: QPoint, held: Qt.KeyboardModifier) -> None:
    """Turn the wheel."""
    event = QWheelEvent(
        at,
        QPointF(canvas.mapToGlobal(at)),
        QPoint(),
        by,
        Qt.MouseButton.NoButton,
        held,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


# --- choosing


def test_a_click_chooses_one_card_and_on_nothing_none(canvas: NodeCanvas, told: Told) -> None:
    for at in (A, B, EMPTY):
        click(canvas, at)
    assert said(told, "selection_changed") == [(("a",),), (("b",),), ((),)]


def test_control_click_toggles_and_shift_click_adds(canvas: NodeCanvas) -> None:
    click(canvas, A)
    click(canvas, B, CONTROL)
    click(canvas, C, SHIFT)
    assert canvas.selection() == ("a", "b", "c")
    click(canvas, B, CONTROL)
    assert canvas.selection() == ("a", "c")


def test_a_click_on_one_of_several_chosen_leaves_that_one(canvas: NodeCanvas) -> None:
    canvas.select(("a", "b"))
    click(canvas, A)
    assert canvas.selection() == ("a",)


def test_a_box_chooses_what_it_touches_and_tells_once(canvas: NodeCanvas, told: Told) -> None:
    drag(canvas, P(40, 40), P(100, 90), P(420, 120))
    assert said(told, "selection_changed") == [(("a", "b"),)]
    drag(canvas, P(40, 240), P(100, 290), held=SHIFT)
    assert canvas.selection() == ("a", "b", "c")


def test_escape_leaves_a_box_with_what_was_chosen_before(
    canvas: NodeCanvas, told: Told, qtbot: QtBot
) -> None:
    canvas.select(("d",))
    press(canvas, P(40, 40), P(300, 300))
    assert canvas.selected == {"a", "c"}
    qtbot.keyClick(canvas, ESCAPE)
    release(canvas, P(300, 300))
    assert canvas.selection() == ("d",)
    assert said(told, "selection_changed") == [(("d",),)]


def test_a_double_click_opens_a_card(canvas: NodeCanvas, told: Told) -> None:
    send(canvas, QEvent.Type.MouseButtonDblClick, B)
    assert said(told, "activated") == [("b",)]


# --- dragging


def test_a_dragged_card_is_told_once_with_its_middle_on_the_grid(canvas: NodeCanvas, told: Told) -> None:
    drag(canvas, A, P(200, 180), P(281, 211))
    assert said(told, "nodes_moved") == [({"a": (280, 208)},)]
    assert canvas.graph.boxes["a"].middle == (280, 208)


def test_alt_leaves_snapping_out(canvas: NodeCanvas, told: Told) -> None:
    drag(canvas, A, P(200, 180), P(281, 211), held=ALT)
    assert said(told, "nodes_moved") == [({"a": (281, 211)},)]


def test_all_chosen_cards_are_dragged_with_one_of_them(canvas: NodeCanvas, told: Told) -> None:
    canvas.select(("a", "b"))
    drag(canvas, A, P(160, 150), P(182, 206))
    assert said(told, "nodes_moved") == [({"a": (184, 208), "b": (504, 208)},)]
    assert canvas.selection() == ("a", "b")


def test_a_card_snaps_to_a_neighbour_and_shows_a_guide(canvas: NodeCanvas) -> None:
    press(canvas, A, P(300, 107))
    assert canvas.graph.boxes["a"].y == 80
    canvas.grab()
    release(canvas, P(300, 107))
    assert canvas.graph.boxes["a"].middle[1] == 104


def test_snapping_reaches_as_far_on_the_screen_at_every_zoom(canvas: NodeCanvas) -> None:
    canvas.set_camera(Camera(0.5))
    # Five pixels of the screen are ten of the canvas: it snaps to the row of its neighbour all the same.
    press(canvas, P(70, 52), P(150, 57))
    assert canvas.graph.boxes["a"].y == 80
    release(canvas, P(150, 57))


def test_lines_follow_the_dragged_card(canvas: NodeCanvas) -> None:
    before = canvas.graph.lines["a-b"].route.points
    press(canvas, A, P(250, 180), P(300, 190))
    assert canvas.graph.lines["a-b"].route.points[0] == canvas.graph.boxes["a"].middle
    assert canvas.graph.lines["a-b"].route.points[1] == before[1]
    release(canvas, P(300, 190))


def test_a_line_both_of_whose_cards_move_is_carried_and_right_at_the_end(canvas: NodeCanvas) -> None:
    canvas.select(("a", "b"))
    press(canvas, A, P(170, 140), P(180, 150), held=ALT)
    line = canvas.graph.lines["a-b"]
    assert line.shift == (40, 46)
    assert canvas.graph.edge_at(340, 150, 4) == "a-b"
    release(canvas, P(180, 150), held=ALT)
    assert canvas.graph.lines["a-b"].route.points == ((180, 150), (500, 150))


def test_escape_puts_dragged_cards_back(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    press(canvas, A, P(300, 200))
    qtbot.keyClick(canvas, ESCAPE)
    release(canvas, P(300, 200))
    assert canvas.graph.boxes["a"] == CanvasBox(80, 80, 120, 48)
    assert canvas.graph.lines["a-b"].route.points[0] == (140, 104)
    assert said(told, "nodes_moved") == []


def test_a_small_slip_of_the_hand_moves_nothing(canvas: NodeCanvas, told: Told) -> None:
    drag(canvas, A, A + P(2, 1))
    assert said(told, "nodes_moved") == []
    assert canvas.selection() == ("a",)


def test_nothing_moves_on_a_canvas_that_is_only_to_be_looked_at(canvas: NodeCanvas, told: Told) -> None:
    canvas.set_editable(False)
    drag(canvas, A, P(300, 200))
    hover(canvas, A)
    drag(canvas, P(200, 104), B)
    assert said(told, "nodes_moved") == said(told, "connected") == []
    assert canvas.selection() == ("a",)


def test_other_cards_shown_in_the_midst_of_a_drag_end_it(canvas: NodeCanvas, told: Told) -> None:
    press(canvas, A, P(300, 200))
    canvas.set_nodes(four_cards()[1:])
    release(canvas, P(300, 200))
    assert said(told, "nodes_moved") == []
    assert "a" not in canvas.graph.boxes


def test_the_view_goes_along_when_a_card_is_held_at_the_edge(canvas: NodeCanvas, qtbot: QtBot) -> None:
    press(canvas, D, P(690, 300))
    before = canvas.graph.boxes["d"].x
    qtbot.waitUntil(lambda: canvas.camera.left < -60, timeout=5000)
    assert canvas.graph.boxes["d"].x > before + 40
    release(canvas, P(690, 300))


# --- lines


def test_a_line_pulled_from_a_handle_onto_a_card_connects(canvas: NodeCanvas, told: Told) -> None:
    hover(canvas, A)
    drag(canvas, P(200, 104), P(300, 150), D)
    assert said(told, "connected") == [("a", "d", Side.RIGHT)]
    assert said(told, "nodes_moved") == []


@pytest.mark.parametrize(
    ("start", "side"),
    [
        (P(140, 80), Side.TOP),
        (P(200, 104), Side.RIGHT),
        (P(140, 128), Side.BOTTOM),
        (P(80, 104), Side.LEFT),
    ],
)
def test_a_line_let_go_over_nothing_tells_where_and_from_which_side(
    canvas: NodeCanvas, told: Told, start: QPointF, side: Side
) -> None:
    hover(canvas, A)
    drag(canvas, start, P(280, 180), P(300, 200))
    assert said(told, "dropped_on_empty") == [("a", side, 300.0, 200.0)]


def test_a_handle_reaches_a_little_beyond_its_card(canvas: NodeCanvas, told: Told) -> None:
    hover(canvas, A)
    hover(canvas, P(206, 104))
    assert canvas.hovered == "a"
    assert canvas.lit_handle is Side.RIGHT
    drag(canvas, P(206, 104), B)
    assert said(told, "connected") == [("a", "b", Side.RIGHT)]


def test_a_line_back_onto_its_own_card_says_nothing(canvas: NodeCanvas, told: Told) -> None:
    hover(canvas, A)
    drag(canvas, P(200, 104), P(260, 104), A)
    assert said(told, "connected") == said(told, "dropped_on_empty") == []


def test_a_line_that_may_not_be_drawn_is_not(canvas: NodeCanvas, told: Told) -> None:
    canvas.set_may_connect(lambda _from, to, _side: to != "d")
    hover(canvas, A)
    press(canvas, P(200, 104), D)
    assert canvas.reached is None
    release(canvas, D)
    assert said(told, "connected") == said(told, "dropped_on_empty") == []


def test_escape_leaves_a_line(canvas: NodeCanvas, told: Told, qtbot: QtBot) -> None:
    hover(canvas, A)
    press(canvas, P(200, 104), B)
    assert canvas.reached == "b"
    canvas.grab()
    qtbot.keyClick(canvas, ESCAPE)
    release(canvas, B)
    assert canvas.reached is None
    assert said(told, "connected") == said(told, "dropped_on_empty") == []


def test_a_click_on_a_line_chooses_it_and_a_double_click_opens_it(canvas: NodeCanvas, told: Told) -> None:
    click(canvas, P(300, 106))
    assert said(told, "edge_chosen") == [("a-b",)]
    send(canvas, QEvent.Type.MouseButtonDblClick, P(300, 106))
    assert said(told, "edge_activated") == [("a-b",)]
    canvas.grab()
    click(canvas, C)
    assert said(told, "edge_chosen")[-1] == (None,)


# --- the view


@pytest.mark.parametrize("space", [False, True])
def test_the_middle_button_or_space_pushes_the_view(
    canvas: NodeCanvas, told: Told, qtbot: QtBot, space: bool
) -> None:
    if space:
        qtbot.keyPress(canvas, Qt.Key.Key_Space)
    button = Qt.MouseButton.LeftButton if space else MIDDLE
    drag(canvas, A, P(160, 120), P(190, 134), button=button)
    if space:
        qtbot.keyRelease(canvas, Qt.Key.Key_Space)
    assert (canvas.camera.left, canvas.camera.top) == (50, 30)
    assert said(told, "selection_changed") == said(told, "nodes_moved") == []


def test_the_wheel_scrolls_and_with_control_zooms_at_the_pointer(canvas: NodeCanvas) -> None:
    turn(canvas, A, QPoint(0, -120), Qt.KeyboardModifier.NoModifier)
    assert (canvas.camera.left, canvas.camera.top) == (0, -60)
    turn(canvas, A, QPoint(0, -120), SHIFT)
    assert (canvas.camera.left, canvas.camera.top) == (-60, -60)
    at = canvas.to_canvas(B)
    zooms: list[float] = []
    canvas.zoom_changed.connect(zooms.append)
    turn(canvas, B, QPoint(0, 120), CONTROL)
    assert zooms == [canvas.zoom()]
    assert 1.15 < canvas.zoom() < 1.25
    assert (canvas.to_canvas(B) - at).manhattanLength() < 2


def test_everything_stays_within_reach_however_far_it_is_pushed(canvas: NodeCanvas) -> None:
    drag(canvas, EMPTY, P(90_000, 80_000), button=MIDDLE)
    seen, content = canvas.seen(), canvas.graph.content()
    assert seen.touches(content)


def test_a_menu_is_asked_for_with_what_lies_under_the_pointer(canvas: NodeCanvas, told: Told) -> None:
    for at in (A, P(300, 106), EMPTY):
        point = at.toPoint()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, point, canvas.mapToGlobal(point))
        QApplication.sendEvent(canvas, event)
    assert [key for key, _at in said(told, "menu_requested")] == ["a", None]
    assert [key for key, _at in said(told, "edge_menu_requested")] == ["a-b"]
    assert canvas.selection() == ()


# --- with the band


def test_a_line_from_a_card_lands_on_the_band(banded: tuple[NodeCanvas, CanvasBand], told: Told) -> None:
    canvas, band = banded
    target = P(canvas.mapFromGlobal(band.mapToGlobal(P(*band.box_of("y").middle))))
    hover(canvas, A)
    press(canvas, P(140, 128), EMPTY, target)
    assert (canvas.reached, band.reached) == ("y", "y")
    band.grab()
    release(canvas, target)
    assert said(told, "connected") == [("a", "y", Side.BOTTOM)]
    assert band.reached is None


def test_a_line_let_go_beside_the_cards_of_the_band_says_nothing(
    banded: tuple[NodeCanvas, CanvasBand], told: Told
) -> None:
    canvas, band = banded
    hover(canvas, A)
    drag(canvas, P(140, 128), P(canvas.mapFromGlobal(band.mapToGlobal(P(690, 30)))))
    assert said(told, "connected") == said(told, "dropped_on_empty") == []


def test_a_line_from_the_band_lands_on_a_card(banded: tuple[NodeCanvas, CanvasBand], told: Told) -> None:
    canvas, band = banded
    start = P(*band.box_of("z").middle)
    drag(band, start, start - P(0, 40), P(band.mapFromGlobal(canvas.mapToGlobal(D))))
    assert said(told, "connected") == [("z", "d", Side.TOP)]
    assert band.selected == "z"


def test_escape_leaves_a_line_from_the_band(
    banded: tuple[NodeCanvas, CanvasBand], told: Told, qtbot: QtBot
) -> None:
    canvas, band = banded
    start, end = P(*band.box_of("z").middle), P(band.mapFromGlobal(canvas.mapToGlobal(D)))
    press(band, start, start - P(0, 40), end)
    qtbot.keyClick(band, ESCAPE)
    release(band, end)
    assert canvas.gesture is None
    assert said(told, "connected") == []


def test_a_card_that_vanishes_between_press_and_move_is_not_dragged(canvas: NodeCanvas, told: Told) -> None:
    press(canvas, A)
    canvas.set_nodes([one for one in four_cards() if one.key != "a"])
    send(canvas, QEvent.Type.MouseMove, P(180, 130))
    release(canvas, P(180, 130))
    assert said(told, "nodes_moved") == []
    assert canvas.gesture is None


def test_a_card_of_the_band_that_vanishes_between_press_and_move_is_not_pulled(
    banded: tuple[NodeCanvas, CanvasBand],
) -> None:
    canvas, band = banded
    at = P(*band.box_of("x").middle)
    press(band, at)
    band.set_cards([])
    send(band, QEvent.Type.MouseMove, at - P(0, 60))
    assert canvas.gesture is None
    release(band, at - P(0, 60))
    assert canvas.gesture is None
