"""A Pareto chart: bars by falling count under the line of their running sum, with a mark at 80 %.

Bars and line have one scale, from nothing to all together: the line begins on the first bar and crosses none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.bar_chart import nice_steps
from workbench.ui.kit.charts import Fill
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import S1, S2, SMALL, Tokens, tokens

_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_WHOLE, _MARK = 10_000, 8_000
_TOP, _LABELS = 22, 54
_WIDEST_SLOT, _WIDEST_BAR = 148, 44


@dataclass(frozen=True)
class ParetoItem:
    """One bar: how many, and the running sum up to and with it in basis points. ``is_vital``: of the few."""

    label: str
    count: int
    cumulative_bp: int
    is_vital: bool


class ParetoChart(QWidget):
    """``chosen`` gives the place of the bar that was clicked, or chosen with Left, Right and Enter."""

    chosen = Signal(int)

    def __init__(self, name: Text, *, height: int = 228, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._items: Sequence[ParetoItem] = ()
        self._whole, self._steps = 1, [0, 1]
        self._word: Callable[[int], str] = str
        self._percent: Callable[[int], str] = str
        self._at = 0
        self.setFixedHeight(height)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_items(
        self, items: Sequence[ParetoItem], *, word: Callable[[int], str], percent: Callable[[int], str]
    ) -> None:
        """Show other bars, the highest first; ``word`` puts a count into words, ``percent`` basis points."""
        self._items, self._word, self._percent = items, word, percent
        self._whole = max(sum(one.count for one in items), 1)
        self._steps = [step for step in nice_steps(self._whole) if step <= self._whole]
        self._at = min(self._at, max(len(items) - 1, 0))
        self.setAccessibleDescription("; ".join(self._told(one) for one in items))
        self.update()

    def _told(self, item: ParetoItem) -> str:
        return f"{item.label}  {self._word(item.count)}  Σ {self._percent(item.cumulative_bp)}"

    # --- geometry

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(interface_font(SMALL))
        left = max(metrics.horizontalAdvance(self._word(step)) for step in self._steps) + S2
        right = metrics.horizontalAdvance(self._percent(_WHOLE)) + S2
        room = min(self.width() - left - right, len(self._items) * _WIDEST_SLOT)
        return QRectF(left, _TOP, max(room, 1), self.height() - _TOP - _LABELS)

    def _slot(self, plot: QRectF) -> float:
        return plot.width() / max(len(self._items), 1)

    def _y(self, plot: QRectF, cumulative_bp: int) -> float:
        return plot.bottom() - plot.height() * cumulative_bp / _WHOLE

    def _place_at(self, x: float) -> int | None:
        plot = self._plot()
        at = int((x - plot.left()) // self._slot(plot))
        return at if x >= plot.left() and 0 <= at < len(self._items) else None

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._items:
            return
        look, painter = tokens(), QPainter(self)
        painter.setFont(interface_font(SMALL))
        plot = self._plot()
        self._paint_axes(painter, look, plot)
        slot = self._slot(plot)
        for at, item in enumerate(self._items):
            self._paint_bar(painter, look, plot, QRectF(plot.left() + at * slot, plot.top(), slot, 0), item)
        if self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 1))
            ring = QRectF(plot.left() + self._at * slot, 1, slot, self.height() - 2)
            painter.drawRect(ring.adjusted(1.5, 0.5, -1.5, -0.5))
        self._paint_sum(painter, look, plot, slot)

    def _paint_axes(self, painter: QPainter, look: Tokens, plot: QRectF) -> None:
        for step in self._steps:
            y = round(plot.bottom() - plot.height() * step / self._whole)
            colour = look.line if step else look.line_strong
            painter.fillRect(QRectF(plot.left(), y, plot.width(), 1), QColor(colour))
            painter.setPen(QColor(look.text2))
            box = QRectF(0, y - 8, plot.left() - S2, 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight | _V, self._word(step))
        mark = round(self._y(plot, _MARK)) + 0.5
        painter.setPen(QPen(QColor(look.text3), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(plot.left(), mark), QPointF(plot.right(), mark))
        painter.setPen(QColor(look.text2))
        painter.drawText(QRectF(plot.right() + S1, mark - 8, 60, 16), _V, self._percent(_MARK))

    def _paint_bar(
        self, painter: QPainter, look: Tokens, plot: QRectF, slot: QRectF, item: ParetoItem
    ) -> None:
        width = round(min(slot.width() * 0.6, _WIDEST_BAR))
        tall = max(round(plot.height() * item.count / self._whole), 1)
        x = round(slot.center().x() - width / 2)
        fill = Fill.STRONG if item.is_vital else Fill.SOFT
        painter.fillRect(QRectF(x, round(plot.bottom()) - tall, width, tall), fill.colour(look))
        painter.setFont(interface_font(SMALL, bold=True))
        painter.setPen(QColor(look.text))
        number = QRectF(slot.left(), plot.bottom() + S1, slot.width(), 16)
        painter.drawText(number, Qt.AlignmentFlag.AlignHCenter | _V, self._word(item.count))
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        for line, text in enumerate(_lines(item.label, painter.fontMetrics(), int(slot.width()) - S1)):
            box = QRectF(slot.left(), plot.bottom() + S1 + (line + 1) * 16, slot.width(), 16)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter | _V, text)

    def _paint_sum(self, painter: QPainter, look: Tokens, plot: QRectF, slot: float) -> None:
        points = [
            QPointF(plot.left() + (at + 0.5) * slot, self._y(plot, item.cumulative_bp))
            for at, item in enumerate(self._items)
        ]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent), 2))
        painter.drawPolyline(QPolygonF(points))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        for point in points:
            painter.drawEllipse(point, 3, 3)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(look.accent))
        for point, item in zip(points, self._items, strict=True):
            told = QRectF(point.x() - 40, point.y() - 20, 80, 16)
            painter.drawText(told, Qt.AlignmentFlag.AlignHCenter | _V, self._percent(item.cumulative_bp))

    # --- choosing

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._place_at(event.position().x())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        if at is None:
            QToolTip.hideText()
        else:
            QToolTip.showText(
                event.globalPosition().toPoint(), literal_tip(self._told(self._items[at])), self
            )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self._place_at(event.position().x())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._at = at
            self.update()
            self.chosen.emit(at)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(Qt.Key(event.key()))
        if step is not None and self._items:
            self._at = max(0, min(self._at + step, len(self._items) - 1))
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self._items:
            self.chosen.emit(self._at)
        else:
            super().keyPressEvent(event)


def _lines(label: str, metrics: QFontMetrics, room: int) -> list[str]:
    """The label on one line or two; what has no room ends in …"""
    if metrics.horizontalAdvance(label) <= room:
        return [label]
    words = label.split(" ")
    parts = words if len(words) > 1 else list(label)
    glue = " " if len(words) > 1 else ""
    first = ""
    while parts and metrics.horizontalAdvance(glue.join(filter(None, (first, parts[0])))) <= room:
        first = glue.join(filter(None, (first, parts.pop(0))))
    rest = glue.join(parts)
    elide = Qt.TextElideMode.ElideRight
    return [metrics.elidedText(one, elide, room) for one in (first, rest) if one]
