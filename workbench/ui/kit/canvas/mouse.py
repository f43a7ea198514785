"""The mouse and the touchpad over a canvas: what a press, a move, a wheel begins, carries on and ends."""

from PySide6.QtCore import QEvent, QPointF, Qt, QTimer
from PySide6.QtGui import (
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.gestures import DragCards, DrawBox, DrawLine, Gesture, PushView
from workbench.ui.kit.canvas.hands import CanvasHands
from workbench.ui.kit.canvas.keys import CanvasKeys
from workbench.ui.kit.canvas.parts import Key, NodePainter, Side
from workbench.ui.kit.texts import Text

DRAG_FROM = 4
"""Pixels the pointer moves before something is dragged."""
_EDGE, _PUSH = 28, 14
"""How near the edge of the widget the view goes along, and how far at most at each step."""
_EDGE_REACH = 6.0
_NOTCH = 1.0015
"""Zoom for each eighth of a degree of the wheel: a notch of 120 is a fifth."""
_LEFT, _MIDDLE, _RIGHT = Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton, Qt.MouseButton.RightButton
_SHIFT, _CONTROL = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier


class CanvasMouse(CanvasHands):
    """The canvas under the mouse."""

    def __init__(self, name: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(name, painter, parent)
        self.gesture: Gesture | None = None
        self.keys = CanvasKeys(self)
        self.space_down = False
        self.space_used = False
        """Whether Space pushed the view; let go, it then chooses nothing."""
        self._pressed: tuple[QPointF, Key | None] | None = None
        self._last = QPointF()
        self._held = Qt.KeyboardModifier.NoModifier
        self._pusher = QTimer(self, interval=16)
        self._pusher.timeout.connect(self._push_along)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at, button, held = event.position(), event.button(), event.modifiers()
        if self.gesture is not None:
            return
        self.settle()
        self.keys.leave_aim()
        self.focus_shown = False
        self._last, self._held = at, held
        if button == _MIDDLE or (button == _LEFT and self.space_down):
            self.space_used = True
            self.begin(PushView(self, at))
        elif button == _LEFT:
            handle = self.handle_at(at)
            if handle is not None:
                self.begin(DrawLine(self, at, *handle))
                return
            self._press_at(at, held)

    def _press_at(self, at: QPointF, held: Qt.KeyboardModifier) -> None:
        point = self.to_canvas(at)
        key = self.graph.card_at(point.x(), point.y())
        self._pressed = (at, key)
        if key is None:
            self.choose_edge(self.line_at(at))
            return
        self.choose_edge(None)
        self.focus_card(key, shown=False)
        if held & _CONTROL:
            self.select(self.selected ^ {key})
        elif held & _SHIFT:
            self.select(self.selected | {key})
        elif key not in self.selected:
            self.select({key})

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = event.position()
        self._last, self._held = at, event.modifiers()
        if self.gesture is not None:
            self.gesture.move(at, self._held)
            self._mind_edges()
        elif self._pressed is None or not event.buttons() & _LEFT:
            self._hover(at)
        elif (at - self._pressed[0]).manhattanLength() >= DRAG_FROM:
            self._begin_drag(*self._pressed)
            if self.gesture is not None:
                self.gesture.move(at, self._held)
                self._mind_edges()

    def _begin_drag(self, start: QPointF, key: Key | None) -> None:
        if key is None:
            self.choose_edge(None)
            adds = self._held & (_SHIFT | _CONTROL)
            self.begin(DrawBox(self, start, self.selected if adds else frozenset()))
        else:
            keys = self.movable_of(self.selected if key in self.selected else {key})
            if key in keys:
                self.begin(DragCards(self, start, key, keys))
            else:
                self._pressed = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        at, pressed = event.position(), self._pressed
        if event.button() == _RIGHT:
            return
        if self.gesture is not None:
            gesture = self.gesture
            self.end_gesture()
            gesture.finish(at, event.modifiers())
            self._hover(at)
        elif pressed is not None and not event.modifiers() & (_SHIFT | _CONTROL):
            key = pressed[1]
            self.select({key} if key is not None else ())
        self._pressed = None

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() != _LEFT:
            return
        point = self.to_canvas(event.position())
        key = self.graph.card_at(point.x(), point.y())
        edge = self.line_at(event.position()) if key is None else None
        if key is not None:
            self.activated.emit(key)
        elif edge is not None:
            self.edge_activated.emit(edge)

    def leaveEvent(self, event: QEvent) -> None:
        if self.gesture is None:
            self._set_hovered(None, None)

    def _hover(self, at: QPointF) -> None:
        handle = self.handle_at(at)
        if handle is not None:
            self._set_hovered(*handle)
        elif self.rect().contains(at.toPoint()):
            point = self.to_canvas(at)
            self._set_hovered(self.graph.card_at(point.x(), point.y()), None)
        else:
            self._set_hovered(None, None)
        if self.space_down:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif handle is not None:
            self.setCursor(Qt.CursorShape.CrossCursor)
        elif self.hovered is None and self.line_at(at) is not None:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        else:
            self.unsetCursor()

    def _set_hovered(self, key: Key | None, lit: Side | None) -> None:
        if (key, lit) != (self.hovered, self.lit_handle):
            self.touch_cards([one for one in (key, self.hovered) if one is not None])
            self.hovered, self.lit_handle = key, lit

    def line_at(self, at: QPointF) -> Key | None:
        """The line near a point of the widget."""
        point = self.to_canvas(at)
        return self.graph.edge_at(point.x(), point.y(), _EDGE_REACH / self.camera.zoom)

    # --- gestures

    def begin(self, gesture: Gesture) -> None:
        """Something is under way now."""
        self.gesture, self.busy = gesture, True
        self.setCursor(gesture.cursor)
        self.update()

    def end_gesture(self) -> None:
        """Nothing is under way any more; what it did stands."""
        self.gesture, self.busy, self._pressed = None, False, None
        self._pusher.stop()
        self.unsetCursor()
        self.update()
        if self.band is not None:
            self.band.update()

    def cancel(self) -> bool:
        """Leave what is under way, everything back where it was; answers whether there was anything."""
        if self.gesture is None:
            return False
        gesture = self.gesture
        self.end_gesture()
        gesture.cancel()
        if self.band is not None:
            self.band.cancel_pull()
        return True

    def leave_all(self) -> None:
        self.cancel()
        self.keys.leave_aim()

    def paint_gesture(self, painter: QPainter) -> None:
        self.keys.paint(painter)
        if self.gesture is not None:
            self.gesture.paint(painter)

    def paint_between(self, painter: QPainter) -> None:
        super().paint_between(painter)
        if self.gesture is not None:
            self.gesture.paint_below(painter)

    def paint_reach(self, painter: QPainter) -> None:
        self.keys.paint(painter)
        if isinstance(self.gesture, DrawLine):
            self.gesture.paint(painter)

    def _mind_edges(self) -> None:
        if self.gesture is None or not self.gesture.pushes or not self._push_step():
            self._pusher.stop()
        elif not self._pusher.isActive():
            self._pusher.start()

    def _push_step(self) -> tuple[float, float] | None:
        """How far the view goes along at this step; none while the pointer is well inside."""
        below = (
            self.band is not None and isinstance(self.gesture, DrawLine) and self._last.y() > self.height()
        )
        right = _pushed(self._last.x(), self.width())
        down = 0.0 if below else _pushed(self._last.y(), self.height())
        return (right, down) if right or down else None

    def _push_along(self) -> None:
        step = self._push_step()
        if self.gesture is None or step is None:
            self._pusher.stop()
            return
        self.set_camera(self.camera.panned(-step[0], -step[1]))
        self.gesture.move(self._last, self._held)

    # --- the band

    def attach_band(self, band: CanvasBand) -> None:
        """Draw lines to and from the cards of ``band``, which lies below in the same window."""
        super().attach_band(band)
        band.pulled.connect(self._pull)
        band.pulling.connect(self._pulling)
        band.let_go.connect(self._let_go)
        band.pull_left.connect(self.cancel)

    def _pull(self, key: Key, at: QPointF) -> None:
        here = QPointF(self.mapFromGlobal(at))
        self.begin(DrawLine(self, here, key, Side.TOP))
        self._pulling(at)

    def _pulling(self, at: QPointF) -> None:
        if self.gesture is not None:
            self._last = QPointF(self.mapFromGlobal(at))
            self.gesture.move(self._last, self._held)

    def _let_go(self, at: QPointF) -> None:
        if self.gesture is not None:
            gesture = self.gesture
            self.end_gesture()
            gesture.finish(QPointF(self.mapFromGlobal(at)), self._held)

    # --- wheel and touchpad

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.settle()
        turn, pixels = event.angleDelta(), event.pixelDelta()
        if event.modifiers() & _CONTROL:
            self.set_zoom(self.camera.zoom * _NOTCH ** turn.y(), event.position())
        else:
            step = QPointF(pixels) if not pixels.isNull() else QPointF(turn) / 2
            if event.modifiers() & _SHIFT and not step.x():
                step = QPointF(step.y(), 0)
            self.set_camera(self.camera.panned(step.x(), step.y()))
        if self.gesture is not None:
            self.gesture.move(self._last, self._held)
        event.accept()

    def take_native(self, event: QNativeGestureEvent) -> bool:
        """Zoom by pinching; answers whether it was that."""
        if event.gestureType() != Qt.NativeGestureType.ZoomNativeGesture:
            return False
        self.set_zoom(self.camera.zoom * (1 + event.value()), event.position())
        return True


def _pushed(at: float, size: float) -> float:
    if at < _EDGE:
        return -min(_PUSH, (_EDGE - at) / 2)
    return min(_PUSH, (at - size + _EDGE) / 2) if at > size - _EDGE else 0.0
