"""Named figures side by side, on further lines where there is no room: small name, value beneath."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.tokens import BODY, S6, SMALL, Tone, tokens

_NAME, _VALUE, _BELOW = 16, 20, 8
_LEAST = 84
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class NamedFigure:
    """A value under its name; ``note`` stands behind it in grey."""

    name: str
    value: str
    note: str = ""
    tone: Tone = Tone.TEXT


class FigureRow(QWidget):
    """Painted, so that a page may hold many. A value that has no room ends in …, whole in the tooltip."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures: Sequence[NamedFigure] = ()
        self._places: list[QRectF] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_figures(self, figures: Sequence[NamedFigure]) -> None:
        """Show other figures; none take no room."""
        self.figures = figures
        told = [" ".join(part for part in (one.name, one.value, one.note) if part) for one in figures]
        self.setAccessibleName(", ".join(told))
        self._lay_out()
        self.update()

    def _lay_out(self) -> None:
        small, bold = QFontMetrics(interface_font(SMALL)), QFontMetrics(interface_font(BODY, bold=True))
        room, x, y = max(self.width(), _LEAST), 0.0, 0.0
        self._places = []
        for one in self.figures:
            note = small.horizontalAdvance(one.note) + 6 if one.note else 0
            wide = max(small.horizontalAdvance(one.name), bold.horizontalAdvance(one.value) + note, _LEAST)
            wide = min(wide + 2, room)
            if x and x + wide > room:
                x, y = 0.0, y + _NAME + _VALUE + _BELOW
            self._places.append(QRectF(x, y, wide, _NAME + _VALUE))
            x += wide + S6
        height = int(y) + _NAME + _VALUE if self.figures else 0
        if height != self.minimumHeight() or height != self.maximumHeight():
            self.setFixedHeight(height)
        cut = [one for one, place in zip(self.figures, self._places, strict=True) if place.width() >= room]
        self.setToolTip("\n".join(f"{one.name}: {one.value} {one.note}".strip() for one in cut))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        small, bold = interface_font(SMALL), interface_font(BODY, bold=True)
        elide = Qt.TextElideMode.ElideRight
        for one, place in zip(self.figures, self._places, strict=True):
            painter.setFont(small)
            painter.setPen(QColor(look.text2))
            metrics = QFontMetrics(small)
            name = metrics.elidedText(one.name, elide, round(place.width()))
            painter.drawText(QRectF(place.x(), place.y(), place.width() + 1, _NAME), _V, name)
            metrics = QFontMetrics(bold)
            value = metrics.elidedText(one.value, elide, round(place.width()))
            line = QRectF(place.x(), place.y() + _NAME, place.width() + 1, _VALUE)
            painter.setFont(bold)
            painter.setPen(QColor(look.of(one.tone)))
            painter.drawText(line, _V, value)
            if one.note:
                line.setLeft(line.left() + metrics.horizontalAdvance(value) + 6)
                painter.setFont(small)
                painter.setPen(QColor(look.text2))
                note = QFontMetrics(small).elidedText(one.note, elide, max(round(line.width()), 0))
                painter.drawText(line, _V, note)

    def retranslate(self) -> None:
        """Measure anew in the fonts of the other language."""
        self._lay_out()
