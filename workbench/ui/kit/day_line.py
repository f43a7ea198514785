"""A line of months with a mark on each day something ends: bands by urgency, stacks where many meet."""

from bisect import bisect_right
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from workbench.ui.kit.buttons import FocusRing, paint_ring
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.texts import Text, literal_tip, say, words
from workbench.ui.kit.tokens import S1, S4, SMALL, Tone, tokens

HEIGHT, _AXIS, _TOP = 124, 22, 22
_MARK, _STEP_X, _STEP_Y = 12, 22, 15
_LEVELS = 5


@dataclass(frozen=True)
class DayMark:
    """Something on a day: how it is drawn, its word while there is room, and all that is said of it."""

    key: Hashable
    on: date
    mark: Mark
    label: str
    told: str


@dataclass(frozen=True)
class Band:
    """So many days from the beginning up to this day are tinted; the word stands over it."""

    until: int
    tone: Tone
    text: Text


@dataclass(frozen=True)
class Spot:
    """Where marks came to lie: the middle of the column, the level from below, and which."""

    x: float
    level: int
    keys: tuple[Hashable, ...]


def place_marks(marks: Sequence[DayMark], first: date, days: int, left: float, width: float) -> list[Spot]:
    """Columns of marks over their days, at most five high; the top one of a full column stands for the rest.

    Days outside are left out. Marks less apart than a count is wide share a column.
    """
    spots: list[Spot] = []
    column: list[DayMark] = []
    at = 0.0

    def close() -> None:
        for level, one in enumerate(column[:_LEVELS]):
            last = level == _LEVELS - 1
            rest = column[level:] if last else [one]
            spots.append(Spot(at, level, tuple(each.key for each in rest)))

    for mark in sorted(marks, key=lambda one: one.on):
        place = (mark.on - first).days
        if not 0 <= place <= days:
            continue
        x = left + width * place / days
        if not column or x - at >= _STEP_X:
            close()
            column, at = [], x
        column.append(mark)
    close()
    return spots


class DayLine(FocusRing, QWidget):
    """``chosen`` gives the key of the mark clicked; Left and Right step through marks, Enter opens one."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(
        self,
        name: Text,
        *,
        month_word: Callable[[date], str],
        more_word: Callable[[int], str],
        today_word: Text,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._month_word, self._more_word, self._today_word = month_word, more_word, today_word
        self._marks: dict[Hashable, DayMark] = {}
        self._spots: list[Spot] = []
        self._bands: Sequence[Band] = ()
        self._first, self._days = date.min, 1
        self._current: Hashable = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)

    def show_marks(
        self, marks: Sequence[DayMark], first: date, last: date, bands: Sequence[Band] = ()
    ) -> None:
        """Show these from ``first``, which is today, to ``last``."""
        self._first, self._days, self._bands = first, max((last - first).days, 1), bands
        self._marks = {one.key: one for one in marks}
        self._place()

    def choose(self, key: Hashable) -> None:
        """Mark the one of that key, without telling."""
        if key != self._current:
            self._current = key
            mark = self._marks.get(key)
            self.setAccessibleDescription(mark.told if mark else "")
            self.update()

    def current(self) -> Hashable:
        """The key of the mark that is chosen."""
        return self._current

    def spots(self) -> Sequence[Spot]:
        """Where the marks lie."""
        return self._spots

    def spot_centre(self, spot: Spot) -> QPointF:
        """The middle of a mark, in pixels."""
        return QPointF(spot.x, HEIGHT - _AXIS - 10 - spot.level * _STEP_Y)

    def sizeHint(self) -> QSize:
        return QSize(640, HEIGHT)

    def resizeEvent(self, event: object) -> None:
        self._place()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        order = [key for spot in self._spots for key in spot.keys]
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}.get(
            Qt.Key(event.key())
        )
        if step is not None and order:
            at = order.index(self._current) + step if self._current in order else 0 if step > 0 else -1
            self._take(order[max(min(at, len(order) - 1), -1)])
        elif event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End) and order:
            self._take(order[0 if event.key() == Qt.Key.Key_Home else -1])
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._current in order:
            self.opened.emit(self._current)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        spot = self._spot_at(event.position())
        if spot is not None:
            at = spot.keys.index(self._current) + 1 if self._current in spot.keys else 0
            self._take(spot.keys[at % len(spot.keys)])

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._spot_at(event.position()) is not None and self._current is not None:
            self.opened.emit(self._current)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        over = self._spot_at(event.position()) is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent):
            spot = self._spot_at(QPointF(event.pos()))
            told = [self._marks[key].told for key in spot.keys[:12]] if spot else []
            if spot and len(spot.keys) > len(told):
                told.append(self._more_word(len(spot.keys) - len(told)))
            QToolTip.showText(event.globalPos(), literal_tip("\n".join(told)), self)
            return True
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), QColor(tokens().page))
        if self._first == date.min:
            return
        self._paint_bands(painter)
        self._paint_months(painter)
        self._paint_marks(painter)
        if self.ring:
            paint_ring(painter, QRectF(self.rect()).adjusted(2, 2, -2, -2), 4, tokens().accent)

    def _paint_bands(self, painter: QPainter) -> None:
        look, start = tokens(), 0
        painter.setFont(interface_font(SMALL))
        for band in self._bands:
            left, right = self._x(start), self._x(min(band.until, self._days))
            box = QRectF(left, _TOP, right - left, HEIGHT - _AXIS - _TOP)
            painter.fillRect(box, QColor(look.tint(band.tone)))
            text = words(band.text)
            wide = QFontMetrics(painter.font()).horizontalAdvance(text)
            if wide <= right - left + 4:
                painter.setPen(QColor(look.of(band.tone)))
                painter.drawText(QRectF(left, 2, right - left, _TOP - 2), Qt.AlignmentFlag.AlignCenter, text)
            start = band.until

    def _paint_months(self, painter: QPainter) -> None:
        look, base = tokens(), HEIGHT - _AXIS
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.line_strong))
        painter.drawLine(S4, base, self.width() - S4, base)
        metrics, free = QFontMetrics(painter.font()), self._x(0)
        today = words(self._today_word)
        painter.setPen(QColor(look.accent))
        painter.drawText(QPointF(free, base + 16), today)
        painter.fillRect(QRectF(free, _TOP, 2, base - _TOP), QColor(look.accent))
        free += metrics.horizontalAdvance(today) + S1 * 2
        month = (self._first.replace(day=1) + timedelta(days=32)).replace(day=1)
        while (month - self._first).days <= self._days:
            x = round(self._x((month - self._first).days))
            painter.setPen(QColor(look.line))
            painter.drawLine(x, _TOP, x, base)
            text = self._month_word(month)
            if x >= free and x + metrics.horizontalAdvance(text) <= self.width():
                painter.setPen(QColor(look.text2))
                painter.drawText(QPointF(x, base + 16), text)
                free = x + metrics.horizontalAdvance(text) + S1 * 2
            month = (month + timedelta(days=32)).replace(day=1)

    def _paint_marks(self, painter: QPainter) -> None:
        look = tokens()
        painter.setFont(interface_font(SMALL))
        metrics = QFontMetrics(painter.font())
        lefts = sorted({spot.x for spot in self._spots})
        for spot in self._spots:
            centre, many = self.spot_centre(spot), len(spot.keys) > 1
            if self._current in spot.keys:
                painter.setPen(QColor(look.accent))
                painter.setBrush(QColor(look.selected))
                painter.drawEllipse(centre, 9, 9)
            if many:
                painter.setPen(QColor(look.text2))
                painter.drawText(
                    QRectF(centre.x() - 14, centre.y() - 8, 28, 16),
                    Qt.AlignmentFlag.AlignCenter,
                    f"+{len(spot.keys)}",
                )
                continue
            mark = self._marks[spot.keys[0]]
            paint_mark(painter, centre.x() - _MARK / 2, centre.y() - _MARK / 2, mark.mark, _MARK)
            x = centre.x() + _MARK / 2 + 3
            after = bisect_right(lefts, spot.x)
            ahead = lefts[after] if after < len(lefts) else self.width() - S4
            room = ahead - _MARK / 2 - x - 4
            if room >= 44:
                painter.setPen(QColor(look.text2))
                shown = metrics.elidedText(mark.label, Qt.TextElideMode.ElideRight, int(min(room, 110)))
                painter.drawText(QPointF(x, centre.y() + 4), shown)

    def _place(self) -> None:
        if self._first != date.min:
            self._spots = place_marks(
                list(self._marks.values()),
                self._first,
                self._days,
                self._x(0),
                self._x(self._days) - self._x(0),
            )
            self.update()

    def _x(self, day: int) -> float:
        room = self.width() - 2 * S4 - _MARK
        return S4 + _MARK / 2 + room * day / self._days

    def _spot_at(self, at: QPointF) -> Spot | None:
        for spot in self._spots:
            centre = self.spot_centre(spot)
            if abs(centre.x() - at.x()) <= 8 and abs(centre.y() - at.y()) <= 8:
                return spot
        return None

    def _take(self, key: Hashable) -> None:
        self.choose(key)
        self.chosen.emit(key)
