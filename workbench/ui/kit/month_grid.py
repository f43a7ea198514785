"""A calendar of weeks: days with a remark and a load, events as lines of 20 px. Painted, not built."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _, ngettext, weekday_name
from workbench.ui.kit.event_grid import EventGrid, Hit
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.month_paint import EVENT, Day, Event, paint_event, paint_head, paint_hint
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import SMALL, Tone, tokens

WEEK_COLUMN, HEAD, GAP = 28, 28, 2
_NARROW = 0.6
_NUMBER = 30
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_RIGHT = Qt.AlignmentFlag.AlignRight | _V


@dataclass(slots=True)
class _Cell:
    """Where a day lies, and where its events were painted."""

    day: date
    box: QRectF
    places: list[tuple[QRectF, Event]] = field(default_factory=list)
    more: QRectF = field(default_factory=QRectF)


class MonthGrid(EventGrid):
    """Weeks from Monday to Sunday. Arrows move the current day, Enter opens it, Space chooses in it."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._first = self._last = date.min
        self._month = 0
        self._cells: list[_Cell] = []

    def show_month(self, month: date, days: Mapping[date, Day], today: date) -> None:
        """Show the weeks of the month of ``month``; ``days`` may leave out empty ones."""
        start = month.replace(day=1)
        end = (start + timedelta(days=31)).replace(day=1) - timedelta(days=1)
        self._first = start - timedelta(days=start.weekday())
        self._last = end + timedelta(days=6 - end.weekday())
        self._month, self.content, self.today = start.month, days, today
        if self.current is None or not start <= self.current <= end:
            self.current = today if start <= today <= end else start
        self._cells = []
        self._keep_known()
        self.update()

    def shown(self) -> tuple[date, date]:
        """The first and last day of the weeks shown."""
        return self._first, self._last

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
            self._cells.append(self._filled(_Cell(self._first + timedelta(days=number), box)))
        return self._cells

    def _filled(self, cell: _Cell) -> _Cell:
        """The cell with the places of as many events as it has room for."""
        box, events = cell.box, self.events_on(cell.day)
        top = box.top() + 26
        room = max(0, int((box.bottom() - top - 2) // (EVENT + GAP)))
        fits = events if len(events) <= room else events[: max(0, room - 1)]
        for event in fits:
            cell.places.append((QRectF(box.left() + 4, top, box.width() - 7, EVENT), event))
            top += EVENT + GAP
        if len(fits) < len(events) and room:
            cell.more = QRectF(box.left() + 4, top, box.width() - 7, EVENT)
        return cell

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
        self.paint_band(painter)

    def _paint_day(self, painter: QPainter, cell: _Cell) -> None:
        look, day, box = tokens(), self.content.get(cell.day, Day()), cell.box
        over = self.over is not None and self.over.day == cell.day
        if cell.day in self.shaded or over:
            painter.fillRect(box, QColor(look.selected))
            painter.fillRect(QRectF(box.left(), box.top(), box.width(), 2), QColor(look.accent))
        elif day.free:
            painter.fillRect(box, QColor(look.pane))
        if over or (cell.day == self.current and self.hasFocus()):
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(box.adjusted(2, 2, -1, -1))
        ideal = cell.day == self.ideal
        paint_head(
            painter,
            box,
            cell.day,
            day,
            note=_("ideal") if ideal else day.note,
            note_tone=Tone.ACCENT if ideal else day.note_tone,
            today=cell.day == self.today,
            outside=cell.day.month != self._month,
            first=cell.day == self._first,
        )
        for place, event in cell.places:
            held = event.key in self.dragging
            paint_event(painter, place, event, selected=event.key in self.selected, faint=held)
        if not cell.more.isEmpty():
            rest = len(day.events) - len(cell.places)
            painter.setFont(interface_font(SMALL))
            painter.setPen(QColor(look.text2))
            text = ngettext("{count} more", "{count} more", rest).format(count=rest)
            painter.drawText(cell.more.adjusted(6, 0, 0, 0), _V, text)
        hint = self.hint_for(cell.day)
        if hint:
            paint_hint(painter, box, hint)

    def _cell_at(self, at: QPointF) -> _Cell | None:
        return next((cell for cell in self._layout() if cell.box.contains(at)), None)

    def hit(self, at: QPointF) -> Hit | None:
        cell = self._cell_at(at)
        if cell is None:
            return None
        for box, event in cell.places:
            if box.contains(at) and event.key is not None:
                return Hit(cell.day, None, event, "event")
        if cell.more.contains(at):
            return Hit(cell.day, part="more")
        number = QRectF(cell.box.left(), cell.box.top(), _NUMBER, EVENT + 4)
        return Hit(cell.day, part="number" if number.contains(at) else "")

    def keys_in(self, box: QRectF) -> set[Hashable]:
        return {
            event.key
            for cell in self._layout()
            if cell.box.intersects(box)
            for place, event in cell.places
            if event.key is not None and place.intersects(box)
        }

    def step_cursor(self, key: Qt.Key) -> tuple[date, int | None]:
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        assert self.current is not None
        return self.current + timedelta(days=steps[key]), None

    def cursor_box(self) -> QRectF:
        return next((c.box for c in self._layout() if c.day == self.current), QRectF(self.rect()))

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

    def resizeEvent(self, event: object) -> None:
        self._cells = []
