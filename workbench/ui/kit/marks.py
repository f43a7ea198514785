"""Small glyphs that carry a state by shape as well as by colour: discs, rings, squares, an octagon.

``paint_mark`` draws a shape of its own or, for any other name, the icon of that name.
"""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import ICON_SIZE, Tone, tokens

DISC, HALF, RING, DOT = "disc", "half", "ring", "dot"
OCTAGON = "octagon"
DISC_UP2, RING_UP, RING_FLAT, SQUARE_DOWN, SQUARE_DOWN2 = (
    "disc-up2",
    "ring-up",
    "ring-flat",
    "square-down",
    "square-down2",
)
SHAPES = frozenset({DISC, HALF, RING, DOT, OCTAGON, DISC_UP2, RING_UP, RING_FLAT, SQUARE_DOWN, SQUARE_DOWN2})


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape or icon name with its colour. A word always stands beside it."""

    shape: str
    tone: Tone = Tone.TEXT2


SEVERE = Mark(OCTAGON, Tone.DANGER)
CAUTION = Mark("triangle-alert", Tone.WARN)
NOTICE = Mark("info", Tone.TEXT2)


def paint_mark(painter: QPainter, x: float, y: float, mark: Mark, size: int = ICON_SIZE) -> None:
    """Draw ``mark`` in the square of ``size`` whose top left corner is (x, y)."""
    colour = tokens().of(mark.tone)
    if mark.shape not in SHAPES:
        paint_icon(painter, x, y, mark.shape, colour, size)
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(x + size / 2, y + size / 2)
    painter.scale(size / ICON_SIZE, size / ICON_SIZE)
    ink = QColor(colour)
    if mark.shape == OCTAGON:
        _paint_octagon(painter, ink)
    elif mark.shape in (DISC, HALF, RING, DOT):
        _paint_disc(painter, mark.shape, ink)
    else:
        _paint_step(painter, mark.shape, ink)
    painter.restore()


def _paint_disc(painter: QPainter, shape: str, ink: QColor) -> None:
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape == DISC:
        painter.drawEllipse(QPointF(0, 0), 4.75, 4.75)
    elif shape == DOT:
        painter.drawEllipse(QPointF(0, 0), 1.75, 1.75)
    else:
        if shape == HALF:
            painter.drawPie(QRectF(-4.25, -4.25, 8.5, 8.5), 90 * 16, 180 * 16)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(ink, 1.5))
        painter.drawEllipse(QPointF(0, 0), 4, 4)


def _paint_octagon(painter: QPainter, ink: QColor) -> None:
    corners = [
        QPointF(7.4 * math.cos(math.radians(22.5 + 45 * i)), 7.4 * math.sin(math.radians(22.5 + 45 * i)))
        for i in range(8)
    ]
    painter.setPen(QPen(ink, 1, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(ink)
    painter.drawPolygon(QPolygonF(corners))
    paper = QColor(tokens().page)
    painter.setPen(QPen(paper, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawLine(QPointF(0, -3.4), QPointF(0, 0.6))
    painter.drawPoint(QPointF(0, 3.4))


def _paint_step(painter: QPainter, shape: str, ink: QColor) -> None:
    """A disc, ring or square with none, one or two chevrons: a step of a scale from good to bad."""
    filled = shape in (DISC_UP2, SQUARE_DOWN2)
    painter.setPen(QPen(ink, 1.4))
    painter.setBrush(ink if filled else Qt.BrushStyle.NoBrush)
    if shape in (SQUARE_DOWN, SQUARE_DOWN2):
        painter.drawRoundedRect(QRectF(-6.5, -6.5, 13, 13), 1.5, 1.5)
    else:
        painter.drawEllipse(QPointF(0, 0), 6.6, 6.6)
    pen = QPen(QColor(tokens().page) if filled else ink, 1.4)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if shape == RING_FLAT:
        painter.drawLine(QPointF(-3, 0), QPointF(3, 0))
        return
    tip = 1.0 if shape in (SQUARE_DOWN, SQUARE_DOWN2) else -1.0
    for middle in (-1.7, 1.7) if filled else (0.0,):
        path = QPainterPath(QPointF(-2.9, middle - tip * 1.3))
        path.lineTo(0, middle + tip * 1.3)
        path.lineTo(2.9, middle - tip * 1.3)
        painter.drawPath(path)


class MarkView(QWidget):
    """A mark as a widget; ``name`` is read out, since the shape alone says nothing to a screen reader."""

    def __init__(self, mark: Mark, name: Text, size: int = ICON_SIZE, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._mark = mark
        self._size = size
        self.setFixedSize(QSize(size, size))
        say(self, self.setAccessibleName, name)

    def set_mark(self, mark: Mark, name: Text) -> None:
        """Show another mark."""
        self._mark = mark
        say(self, self.setAccessibleName, name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        paint_mark(QPainter(self), 0, 0, self._mark, self._size)
