"""A calendar of weeks: days with a remark and a load, events as lines of 20 px. Painted, not built."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.foundation.i18n import _, weekday_name
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.month_paint import EVENT, Day, Event, paint_event, paint_head
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import SMALL, tokens

WEEK_COLUMN, HEAD, GAP = 28, 28, 2
_NARROW = 0.6
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _V


@dataclass(slots=True)
class _Cell:
    """Where a day lies, and where its events were painted."""

    day: date
    box: QRectF
    places: list[tuple[QRectF, Event]] = field(default_factory=list)


class MonthGrid(QWidget):
    """Weeks from Monday to Sunday. Arrows move the current day, Enter opens it or its first event."""

    day_chosen = Signal(object)
    day_opened = Signal(object)
    event_opened = Signal(object)
    event_moved = Signal(object, object)
    """Key of the event, and the day it was dropped on."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)
        self._first = self._last = date.min
        self._month = 0
        self._today: date | None = None
        self._days: Mapping[date, Day] = {}
        self._cells: list[_Cell] = []
        self.current: date | None = None
        self._held: tuple[Event, QPoint] | None = None
        self._dragging: Event | None = None
        self._over: date | None = None

    def show_month(self, month: date, days: Mapping[date, Day], today: date) -> None:
        """Show the weeks of the month of ``month``; ``days`` may leave out empty ones."""
        start = month.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._first = start - timedelta(days=start.weekday())
        self._last = end + timedelta(days=6 - end.weekday())
        self._month, self._days, self._today = start.month, days, today
        if self.current is None or not start <= self.current <= end:
            self.current = today if start <= today <= end else start
        self._cells = []
        self.update()

    def shown(self) -> tuple[date, date]:
        """The first and last day of the weeks shown."""
        return self._first, self._last

    def events_on(self, day: date) -> Sequence[Event]:
        """What stands on ``day``."""
        return self._days[day].events if day in self._days else ()

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def _layout(self) -> list[_Cell]:
        if self._cells or self._first == date.min:
            return self._cells
        weeks = ((self._last - self._first).days + 1) // 7
        wide = (self.width() - WEEK_COLUMN) / (5 + 2 * _NARROW)
        edges = [WEEK_COLUMN + wide * min(n, 5) + wide * _NARROW * max(0, n - 5) for n in range(8)]
        height = (self.height() - HEAD) / weeks
        for number in range(weeks * 7):
            week, column = divmod(number, 7)
            top, bottom = HEAD + round(week * height), HEAD + round((week + 1) * height)
            left, right = round(edges[column]), round(edges[column + 1])
            box = QRectF(left, top, right - left, bottom - top)
            self._cells.append(_Cell(self._first + timedelta(days=number), box))
        return self._cells

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.fillRect(self.rect(), QColor(look.page))
        cells = self._layout()
        painter.setFont(interface_font(SMALL))
        for cell in cells[:7]:
            painter.setPen(QColor(look.text2))
            painter.drawText(QRectF(cell.box.left() + 8, 0, 80, HEAD), _V, weekday_name(cell.day))
        for cell in cells:
            self._paint_day(painter, cell)
        painter.setPen(QPen(QColor(look.line), 1))
        for cell in cells[::7]:
            y = cell.box.top() + 0.5
            painter.drawLine(QPointF(0, y), QPointF(self.width(), y))
            painter.setPen(QColor(look.text3))
            painter.setFont(interface_font(SMALL))
            number = str(cell.day.isocalendar().week)
            painter.drawText(QRectF(0, cell.box.top() + 4, WEEK_COLUMN - 4, EVENT), _RIGHT, number)
            painter.setPen(QPen(QColor(look.line), 1))
        for cell in cells[:7]:
            x = cell.box.left() + 0.5
            painter.drawLine(QPointF(x, HEAD), QPointF(x, self.height()))

    def _paint_day(self, painter: QPainter, cell: _Cell) -> None:
        look, day, box = tokens(), self._days.get(cell.day, Day()), cell.box
        cell.places.clear()
        if day.shaded or self._over == cell.day:
            painter.fillRect(box, QColor(look.selected))
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), QColor(look.accent))
        elif day.free:
            painter.fillRect(box, QColor(look.pane))
        if cell.day == self.current and self.hasFocus():
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(2, 2, -1, -1))
        paint_head(
            painter,
            box,
            cell.day,
            day,
            today=cell.day == self._today,
            outside=cell.day.month != self._month,
            first=cell.day == self._first,
        )
        top = box.top() + 26
        room = max(0, int((box.bottom() - top - 2) // (EVENT + GAP)))
        events = day.events
        fits = events if len(events) <= room else events[: max(0, room - 1)]
        for event in fits:
            place = QRectF(box.left() + 4, top, box.width() - 7, EVENT)
            paint_event(painter, place, event)
            cell.places.append((place, event))
            top += EVENT + GAP
        rest = len(events) - len(fits)
        if rest and room:
            painter.setFont(interface_font(SMALL))
            painter.setPen(QColor(look.text2))
            text = _("{count} more").format(count=rest)
            painter.drawText(QRectF(box.left() + 8, top, box.width() - 10, EVENT), _V, text)

    def _cell_at(self, at: QPointF) -> _Cell | None:
        return next((cell for cell in self._layout() if cell.box.contains(at)), None)

    def _event_at(self, at: QPointF) -> Event | None:
        cell = self._cell_at(at)
        if cell is None:
            return None
        return next((event for box, event in cell.places if box.contains(at)), None)

    def place_of(self, key: Hashable) -> QPoint | None:
        """The middle of the event with that key, where it is painted."""
        for cell in self._layout():
            for box, event in cell.places:
                if event.key == key:
                    return box.center().toPoint()
        return None

    def place_of_day(self, day: date) -> QPoint | None:
        """The middle of a day's cell."""
        return next((c.box.center().toPoint() for c in self._layout() if c.day == day), None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is None:
            return
        found = self._event_at(event.position())
        if found is not None:
            self._held = (found, event.position().toPoint())
        self._choose(cell.day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            moved = (event.position().toPoint() - self._held[1]).manhattanLength()
            if self._dragging is None and self._held[0].movable and moved > 6:
                self._dragging = self._held[0]
                self.setCursor(Qt.CursorShape.ClosedHandCursor)
            if self._dragging is not None:
                cell = self._cell_at(event.position())
                self._over = cell.day if cell else None
                self.update()
            return
        found = self._event_at(event.position())
        self.setToolTip(found.tooltip or found.text if found else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, dragged, over = self._held, self._dragging, self._over
        self._held = self._dragging = self._over = None
        self.unsetCursor()
        self.update()
        if dragged is not None:
            if over is not None:
                self.event_moved.emit(dragged.key, over)
        elif held is not None and self._event_at(event.position()) == held[0]:
            # Only now: opening may change the room the days have, and so what lies under the pointer.
            self.event_opened.emit(held[0].key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        cell = self._cell_at(event.position())
        if cell is not None and self._event_at(event.position()) is None:
            self.day_opened.emit(cell.day)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Up: -7,
            Qt.Key.Key_Down: 7,
        }
        key = Qt.Key(event.key())
        if key in steps and self.current is not None:
            self._choose(self.current + timedelta(days=steps[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current is not None:
            self.day_opened.emit(self.current)
        elif key == Qt.Key.Key_Escape and self._dragging is not None:
            self._held = self._dragging = self._over = None
            self.unsetCursor()
            self.update()
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.current = day
        self.update()
        self.day_chosen.emit(day)

    def resizeEvent(self, event: object) -> None:
        self._cells = []
