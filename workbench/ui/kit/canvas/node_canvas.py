"""A canvas of cards and lines: drag, connect, choose, zoom, by mouse, touchpad and keys.

Mouse: drag a card (Alt: no snapping), pull a line from a handle, draw a box (Shift adds), Ctrl+click toggles,
middle button or Space pushes the view, wheel scrolls, Ctrl+wheel and pinch zoom. Esc leaves all of it.
"""

from pathlib import Path

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QNativeGestureEvent,
)
from PySide6.QtWidgets import QToolTip, QWidget

from workbench.ui.kit.canvas.minimap import Minimap
from workbench.ui.kit.canvas.mouse import CanvasMouse
from workbench.ui.kit.canvas.output import render_picture, write_svg
from workbench.ui.kit.canvas.parts import NodePainter
from workbench.ui.kit.texts import Text, literal_tip
from workbench.ui.kit.tokens import LIGHT, Tokens


class NodeCanvas(CanvasMouse):
    """The canvas as screens use it."""

    def __init__(self, name: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(name, painter, parent)
        self.minimap = Minimap(self)

    # --- output

    def render_picture(self, scale: float = 2.0, theme: Tokens = LIGHT) -> QImage:
        """Everything as a picture; ``scale`` is pixels for one of the canvas."""
        return render_picture(self, scale, theme)

    def write_svg(self, path: Path, title: str = "", theme: Tokens = LIGHT) -> None:
        """Everything as SVG, words as text, whole or not at all; raises as ``write_bytes`` does."""
        write_svg(self, path, title, theme)

    # --- keys and menu

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            leaves = event.key() == Qt.Key.Key_Escape and self.gesture is not None
            if leaves or self.keys.aim is not None or self.keys.wants(event):
                event.accept()
                return True
        elif isinstance(event, QNativeGestureEvent) and self.take_native(event):
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            text = self.tooltip_of(self.hovered) if self.gesture is None else ""
            QToolTip.showText(event.globalPos(), literal_tip(text), self) if text else QToolTip.hideText()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            if not event.isAutoRepeat():
                self.space_down, self.space_used = True, False
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif event.key() == Qt.Key.Key_Escape and self.cancel():
            event.accept()
        elif self.gesture is not None or not self.keys.press(event):
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat() and self.space_down:
            self.space_down = False
            if self.gesture is None:
                self.unsetCursor()
            if not self.space_used:
                self.keys.toggle_focused()
        else:
            super().keyReleaseEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is not QContextMenuEvent.Reason.Mouse:
            self.keys.menu()
            return
        if self.gesture is not None:
            return
        point = self.to_canvas(QPointF(event.pos()))
        key = self.graph.card_at(point.x(), point.y())
        edge = self.line_at(QPointF(event.pos())) if key is None else None
        self.choose_edge(edge)
        if key is not None:
            self.focus_card(key, shown=False)
        if key not in self.selected:
            self.select({key} if key is not None else ())
        if edge is not None:
            self.edge_menu_requested.emit(edge, event.globalPos())
        else:
            self.menu_requested.emit(key, event.globalPos())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason):
            self.keys.enter()
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.space_down = False
        self.keys.leave_aim()
        self.cancel()
        self.update()
