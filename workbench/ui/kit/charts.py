"""Small charts on whole pixels, and the fills that all charts share: trend bars, a bar in parts, a legend."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import SMALL, Tokens, Tone, tokens

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


class Fill(Enum):
    """How a series or part is painted; never colour alone: order and outline differ too."""

    STRONG = "strong"
    SOFT = "soft"
    EXPECTED = "expected"
    DANGER = "danger"
    TARGET = "target"

    def colour(self, look: Tokens) -> QColor:
        """The colour in ``look``."""
        names = {
            Fill.STRONG: look.text2,
            Fill.SOFT: look.bar,
            Fill.EXPECTED: look.text3,
            Fill.DANGER: look.danger,
            Fill.TARGET: look.accent,
        }
        return QColor(names[self])


@dataclass(frozen=True)
class Part:
    """A part of a bar."""

    name: str
    value: int
    fill: Fill = Fill.STRONG


class TrendBars(QWidget):
    """Bars over the whole width without an axis: the shape of a year in a pane. The last is the present."""

    def __init__(self, name: Text, *, height: int = 48, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bars: Sequence[int] = ()
        self.setFixedHeight(height)
        say(self, self.setAccessibleName, name)

    def show_bars(self, bars: Sequence[int], description: str = "") -> None:
        """Show other values."""
        self._bars = bars
        self.setAccessibleDescription(description)
        self.setToolTip(description)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._bars:
            return
        look, painter = tokens(), QPainter(self)
        count, top = len(self._bars), max((*self._bars, 1))
        slot = (self.width() + 6) // count
        for place, value in enumerate(self._bars):
            tall = max(round(self.height() * value / top), 1)
            colour = look.text2 if place == count - 1 else look.bar
            painter.fillRect(place * slot, self.height() - tall, slot - 6, tall, QColor(colour))


class PartsBar(QWidget):
    """One bar made of parts, with an optional limit mark: credit used, duties done and placed."""

    def __init__(self, name: Text, *, height: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._parts: Sequence[Part] = ()
        self._whole, self._limit = 0, 0
        self._bar_height = height
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_parts(self, parts: Sequence[Part], *, whole: int = 0, limit: int = 0) -> None:
        """Show other parts of ``whole`` (0 = their sum); ``limit`` is marked by a line across."""
        self._parts, self._limit = parts, limit
        self._whole = max(whole, sum(part.value for part in parts), limit, 1)
        self.setAccessibleDescription(", ".join(f"{part.name} {part.value}" for part in parts))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(120, self._bar_height + 6)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        top = (self.height() - self._bar_height) // 2
        painter.fillRect(0, top, self.width(), self._bar_height, QColor(look.line))
        x = 0
        for part in self._parts:
            width = round(self.width() * part.value / self._whole)
            box = QRectF(x, top, max(width - 1, 0), self._bar_height)
            if part.fill is Fill.EXPECTED:
                painter.fillRect(box, QColor(look.page))
                painter.setPen(QPen(QColor(look.text2), 1))
                painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
            else:
                painter.fillRect(box, part.fill.colour(look))
            x += width
        if self._limit:
            at = round(self.width() * self._limit / self._whole)
            painter.fillRect(min(at, self.width() - 2), 0, 2, self.height(), QColor(look.text))


class Legend(QWidget):
    """What the fills of a chart mean."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries: Sequence[tuple[str, Fill]] = ()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_entries(self, entries: Sequence[tuple[str, Fill]]) -> None:
        """Show other entries."""
        self._entries = entries
        self.setAccessibleName(", ".join(name for name, _ in entries))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        return QSize(sum(16 + metrics.horizontalAdvance(name) + 12 for name, _ in self._entries), 20)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter, x = tokens(), QPainter(self), 0
        painter.setFont(interface_font(SMALL))
        for name, fill in self._entries:
            if fill is Fill.TARGET:
                painter.fillRect(x, 9, 10, 2, fill.colour(look))
            elif fill is Fill.EXPECTED:
                painter.setPen(QPen(fill.colour(look), 1, Qt.PenStyle.DashLine))
                painter.drawRect(x, 6, 7, 7)
            else:
                painter.fillRect(x, 6, 8, 8, fill.colour(look))
            painter.setPen(QColor(look.of(Tone.TEXT2)))
            width = painter.fontMetrics().horizontalAdvance(name)
            painter.drawText(QRectF(QPointF(x + 14, 0), QPointF(x + 16 + width, 20)), _V, name)
            x += 16 + width + 12
