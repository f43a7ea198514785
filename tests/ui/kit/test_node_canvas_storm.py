"""Whatever is done in whatever order: the canvas stands, and Esc leaves nothing under way."""

from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.kit.canvases import EDGES, LEFT, MIDDLE, four_cards, send, straight
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.node_canvas import NodeCanvas

K = Qt.Key
points = st.tuples(st.integers(-20, 720), st.integers(-20, 540)).map(lambda at: QPointF(*at))
held = st.sampled_from(
    (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.AltModifier,
    )
)
keys = st.sampled_from(
    (
        *(K.Key_Left, K.Key_Right, K.Key_Up, K.Key_Down, K.Key_Space, K.Key_Return, K.Key_Escape, K.Key_Tab),
        *(K.Key_C, K.Key_L, K.Key_N, K.Key_F, K.Key_Plus, K.Key_Minus, K.Key_Delete, K.Key_A, K.Key_Home),
    )
)
mouse = st.tuples(
    st.sampled_from((QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.MouseButtonRelease)),
    points,
    st.sampled_from((LEFT, MIDDLE)),
    held,
)
doings = st.lists(
    st.one_of(mouse, mouse, st.tuples(keys, held), st.integers(0, 4), st.sampled_from(("fit", "look"))),
    max_size=40,
)


@settings(max_examples=30)
@given(doings)
def test_any_order_of_presses_keys_and_changes(
    banded: tuple[NodeCanvas, CanvasBand], qtbot: QtBot, steps: list[object]
) -> None:
    canvas, band = banded
    canvas.set_nodes(four_cards(), EDGES, straight)
    for step in steps:
        match step:
            case (QEvent.Type() as kind, at, button, modifiers):
                target = band if at.y() > canvas.height() and kind is QEvent.Type.MouseButtonPress else canvas
                send(target, kind, at, button, modifiers)
            case (key, modifiers):
                QTest.keyClick(canvas, key, modifiers)
            case "fit":
                canvas.zoom_to_fit()
            case "look":
                canvas.grab()
            case int(count):
                canvas.set_nodes(four_cards()[:count], EDGES, straight)
    QApplication.sendPostedEvents()
    canvas.setFocus()
    for _time in range(2):
        QTest.keyClick(canvas, K.Key_Escape)
    assert canvas.gesture is None
    assert canvas.keys.aim is None
    assert canvas.reached is None
    assert not canvas.raised
    assert canvas.selected <= canvas.graph.boxes.keys()
    # Without cards there is nothing to keep in sight.
    assert not canvas.graph.boxes or canvas.seen().touches(canvas.graph.content())
    for key, box in canvas.graph.boxes.items():
        assert canvas.graph.nodes[key].box == box
