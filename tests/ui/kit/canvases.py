"""A canvas of four cards for tests, and a hand that moves the mouse over it."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from workbench.ui.kit.canvas.parts import (
    CanvasBox,
    CanvasEdge,
    CanvasNode,
    EdgeRoute,
    Key,
    NodeState,
)
from workbench.ui.kit.tokens import tokens

LEFT, MIDDLE = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton
NONE = Qt.KeyboardModifier.NoModifier
EDGES = (CanvasEdge("a-b", "a", "b"), CanvasEdge("a-c", "a", "c", arrow=True, badge="+"))


class PlainCards:
    """Paints a card as a rectangle with its key, and counts."""

    def __init__(self) -> None:
        self.painted: list[tuple[Key, NodeState]] = []

    def paint(self, painter: QPainter, node: CanvasNode, state: NodeState) -> None:
        self.painted.append((node.key, state))
        painter.fillRect(QRectF(0, 0, node.width, node.height), QColor(tokens().ok))
        painter.setPen(QColor(tokens().text))
        painter.drawText(QRectF(0, 0, node.width, node.height), str(node.look or node.key))


def four_cards() -> list[CanvasNode]:
    """Two rows of two."""
    return [
        CanvasNode("a", 80, 80, 120, 48),
        CanvasNode("b", 400, 80, 120, 48),
        CanvasNode("c", 80, 280, 120, 48),
        CanvasNode("d", 400, 280, 120, 48),
    ]


def straight(boxes: Mapping[Key, CanvasBox], keys: Collection[Key]) -> Mapping[Key, EdgeRoute]:
    """Lines from middle to middle."""
    ends = {edge.key: (edge.from_key, edge.to_key) for edge in EDGES}
    return {key: EdgeRoute((boxes[ends[key][0]].middle, boxes[ends[key][1]].middle)) for key in keys}


def send(
    widget: QWidget,
    kind: QEvent.Type,
    at: QPointF,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = NONE,
    *,
    down: bool = True,
) -> None:
    """One mouse event, as the window system would send it."""
    moving = kind is QEvent.Type.MouseMove
    buttons = button if down and kind is not QEvent.Type.MouseButtonRelease else Qt.MouseButton.NoButton
    event = QMouseEvent(
        kind,
        at,
        QPointF(widget.mapToGlobal(at)),
        Qt.MouseButton.NoButton if moving else button,
        buttons,
        held,
    )
    QApplication.sendEvent(widget, event)


def hover(widget: QWidget, at: QPointF) -> None:
    """The pointer moves there, no button down."""
    send(widget, QEvent.Type.MouseMove, at, down=False)


def press(
    widget: QWidget,
    at: QPointF,
    *via: QPointF,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = NONE,
) -> None:
    """Press there and move over these points, the button still down."""
    send(widget, QEvent.Type.MouseButtonPress, at, button, held)
    for point in via:
        send(widget, QEvent.Type.MouseMove, point, button, held)


def release(
    widget: QWidget, at: QPointF, *, button: Qt.MouseButton = LEFT, held: Qt.KeyboardModifier = NONE
) -> None:
    """Let the button go there."""
    send(widget, QEvent.Type.MouseButtonRelease, at, button, held)


def drag(
    widget: QWidget,
    at: QPointF,
    *via: QPointF,
    button: Qt.MouseButton = LEFT,
    held: Qt.KeyboardModifier = NONE,
) -> None:
    """Press, move over these points, let go at the last."""
    press(widget, at, *via, button=button, held=held)
    release(widget, via[-1], button=button, held=held)


def click(widget: QWidget, at: QPointF, held: Qt.KeyboardModifier = NONE) -> None:
    """Press and let go."""
    press(widget, at, held=held)
    release(widget, at, held=held)
