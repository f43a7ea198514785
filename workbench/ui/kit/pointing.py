"""Pointing something out on a page that scrolls: brought into sight, and framed for a moment."""

from PySide6.QtCore import QEvent, QObject, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QWidget

from workbench.ui.kit.surfaces import Scroll
from workbench.ui.kit.tokens import CONTROL_RADIUS, S1, S2, S6, tokens

SHOWN_MS = 2500
_ROOM_BELOW = 160
_MOVED = (QEvent.Type.Move, QEvent.Type.Resize)


class PointingFrame(QWidget):
    """Goes along with what it frames: a page is laid out anew as what it reads comes in."""

    def __init__(self, page: Scroll, inside: QWidget, framed: list[QWidget]) -> None:
        super().__init__(inside)
        self._page, self._inside, self._framed = page, inside, framed
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        for widget in (inside, *framed):
            widget.installEventFilter(self)
        QTimer.singleShot(0, self, self._place)
        QTimer.singleShot(SHOWN_MS, self, self.deleteLater)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _MOVED:
            QTimer.singleShot(0, self, self._place)
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().accent), 2))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), CONTROL_RADIUS, CONTROL_RADIUS)

    def _place(self) -> None:
        area = QRect()
        for widget in self._framed:
            area |= widget.rect().translated(widget.mapTo(self._inside, widget.rect().topLeft()))
        self._page.ensureVisible(area.left(), area.bottom() + _ROOM_BELOW, 0, S6)
        self._page.ensureVisible(area.left(), area.top(), 0, S6)
        self.setGeometry(area.adjusted(-S2, -S1, S2, S1).intersected(self._inside.rect()))
        self.show()
        self.raise_()


def point_out(page: Scroll, widget: QWidget) -> None:
    """Scroll ``page`` to ``widget``, a child of it, and frame it; a label together with what it names."""
    inside = page.widget()
    if inside is None:
        return
    for old in inside.findChildren(PointingFrame):
        old.deleteLater()
    named = widget.buddy() if isinstance(widget, QLabel) else None
    PointingFrame(page, inside, [widget, *([named] if named is not None else [])])
