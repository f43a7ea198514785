"""Bars per category on whole pixels, with targets over them and an axis of round values."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.charts import Fill
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import S1, S2, SMALL, Tokens, tokens

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True)
class Series:
    """Values of one kind, one per category; ``None`` = there is none. ``TARGET`` is a line over the bars."""

    name: str
    values: Sequence[int | None]
    fill: Fill = Fill.STRONG


def nice_steps(top: int, wanted: int = 3) -> list[int]:
    """Round axis values from 0 to at least ``top``, about ``wanted`` steps."""
    if top <= 0:
        return [0, 1]
    raw = top / wanted
    size = 10 ** math.floor(math.log10(raw)) if raw >= 1 else 1
    step = next(
        (int(size * f) for f in (1, 2, 2.5, 5, 10) if int(size * f) >= raw and size * f >= 1), int(size * 10)
    )
    return list(range(0, top + step, step))


class BarChart(QWidget):
    """Bars side by side per category. ``clicked`` gives the place of the category."""

    clicked = Signal(int)

    def __init__(self, name: Text, *, height: int = 160, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._categories: Sequence[str] = ()
        self._series: Sequence[Series] = ()
        self._steps = [0, 1]
        self._word: Callable[[int], str] = str
        self.setFixedHeight(height)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_series(
        self, categories: Sequence[str], series: Sequence[Series], word: Callable[[int], str] = str
    ) -> None:
        """Show other values; ``word`` puts a value into words for the axis and the tooltip."""
        self._categories, self._series, self._word = categories, series, word
        values = [value for one in series for value in one.values if value is not None]
        self._steps = nice_steps(max((*values, 0)))
        spoken = (
            f"{one.name} {category} {word(v)}"
            for one in series
            for category, v in zip(categories, one.values, strict=True)
            if v is not None
        )
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def _plot(self) -> QRectF:
        left = max(self.fontMetrics().horizontalAdvance(self._word(step)) for step in self._steps) + S2
        return QRectF(left, 8, self.width() - left, self.height() - 8 - 22)

    def _slot(self, plot: QRectF) -> float:
        return plot.width() / max(len(self._categories), 1)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, painter = tokens(), QPainter(self)
        painter.setFont(interface_font(SMALL))
        plot, top = self._plot(), self._steps[-1]
        for step in self._steps:
            y = round(plot.bottom() - plot.height() * step / top)
            painter.fillRect(
                QRectF(plot.left(), y, plot.width(), 1), QColor(look.line if step else look.line_strong)
            )
            painter.setPen(QColor(look.text2))
            box = QRectF(0, y - 8, plot.left() - S2, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | _V, self._word(step))
        bars = [one for one in self._series if one.fill is not Fill.TARGET]
        slot = self._slot(plot)
        width = max(min(int((slot - S2) / max(len(bars), 1)) - 1, 16), 2)
        for at, category in enumerate(self._categories):
            start = plot.left() + at * slot
            x = round(start + (slot - len(bars) * (width + 1)) / 2)
            for place, one in enumerate(bars):
                self._paint_bar(painter, look, plot, x + place * (width + 1), width, one.values[at], one.fill)
            for one in self._series:
                if one.fill is Fill.TARGET and (target := one.values[at]) is not None:
                    y = round(plot.bottom() - plot.height() * target / top)
                    wide = len(bars) * (width + 1) + 3
                    painter.fillRect(x - 2, y, wide, 2, QColor(look.accent))
            painter.setPen(QColor(look.text2))
            box = QRectF(start - 10, plot.bottom() + S1, slot + 20, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | _V, category)

    def _paint_bar(
        self, painter: QPainter, look: Tokens, plot: QRectF, x: int, width: int, value: int | None, fill: Fill
    ) -> None:
        if value is None:
            return
        tall = round(plot.height() * max(value, 0) / self._steps[-1])
        box = QRectF(x, round(plot.bottom()) - tall, width, tall)
        if fill is Fill.EXPECTED:
            painter.setPen(QPen(fill.colour(look), 1, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(0.5, 0.5, -0.5, -0.5))
        else:
            painter.fillRect(box, fill.colour(look))

    def _category_at(self, x: float) -> int | None:
        plot = self._plot()
        at = int((x - plot.left()) // self._slot(plot))
        return at if x >= plot.left() and 0 <= at < len(self._categories) else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._category_at(event.position().x())
        if at is None:
            QToolTip.hideText()
            return
        lines = [self._categories[at]]
        values = ((one.name, one.values[at]) for one in self._series)
        lines += [f"{name}  {self._word(value)}" for name, value in values if value is not None]
        QToolTip.showText(event.globalPosition().toPoint(), literal_tip("\n".join(lines)), self)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._category_at(event.position().x())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit(at)
