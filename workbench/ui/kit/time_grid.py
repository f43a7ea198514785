"""One to seven days side by side against the hours; what has no time stands above. Painted, not built."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QScrollBar, QWidget

from workbench.ui.kit.event_grid import EventGrid, Hit
from workbench.ui.kit.month_paint import EVENT, Day, Event, Look
from workbench.ui.kit.side_by_side import side_by_side
from workbench.ui.kit.texts import Text
from workbench.ui.kit.time_paint import TimePainter

AXIS, HEAD, GAP = 56, 48, 2
DAY_MINUTES = 24 * 60
"""The height of a day: a pixel a minute."""
SLOT, STEP, SHORTEST = 30, 15, 20
_EDGE, _NARROWEST, _ALL_DAY_ROWS, _ALL_DAY_WIDTH, _BAR, _HALF_LABEL = 6, 56, 5, 220, 12, 10


@dataclass(slots=True)
class Column:
    """One day: its box over the whole height, and where its events lie. ``more`` are places for the rest."""

    day: date
    box: QRectF
    above: list[tuple[QRectF, Event]] = field(default_factory=list)
    timed: list[tuple[QRectF, Event]] = field(default_factory=list)
    behind: list[tuple[QRectF, Event]] = field(default_factory=list)
    more: list[tuple[QRectF, int]] = field(default_factory=list)
    hidden: tuple[QRectF, int] | None = None


class TimeGrid(EventGrid):
    """Arrows move the slot of half an hour, with Ctrl what is selected: by a day, or a quarter of an hour.

    Boxes of timed events are in the coordinates of the whole day; ``offset`` is how far down it is.
    """

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.days: Sequence[date] = ()
        self.hours = (0, DAY_MINUTES)
        self.now: int | None = None
        self._columns: list[Column] = []
        self._above = EVENT
        self._grab = 0
        self._pointer: QPointF | None = None
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.valueChanged.connect(lambda _value: self.update())
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._begun = self._seen = False

    def show_days(
        self,
        days: Sequence[date],
        content: Mapping[date, Day],
        today: date,
        *,
        hours: tuple[int, int],
        now: int | None,
    ) -> None:
        """Show these days; ``hours`` are worked, ``now`` is the time of day: minutes after midnight."""
        self.days, self.content, self.today, self.hours, self.now = days, content, today, hours, now
        if self.current not in days:
            self.current = today if today in days else days[0]
        self._columns = []
        self._keep_known()
        if not self._begun:
            self._begun = True
            self.minute = hours[0] // SLOT * SLOT
        self._set_range()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    @property
    def offset(self) -> int:
        """Pixels of the day above what is in sight."""
        return self._bar.value()

    @property
    def top(self) -> int:
        """Where the hours begin, in pixels from the top of the grid."""
        return HEAD + self._above

    def columns(self) -> list[Column]:
        """The days with the places of their events."""
        if not self._columns and self.days:
            wide = (self.width() - AXIS - _BAR) / len(self.days)
            edges = [round(AXIS + wide * number) for number in range(len(self.days) + 1)]
            across = max(1, int(wide // _ALL_DAY_WIDTH))
            most = max(len(self._untimed(day)) for day in self.days)
            rows = min(_ALL_DAY_ROWS, max(1, -(-most // across)))
            self._above = rows * (EVENT + GAP) + 6
            for day, left, right in zip(self.days, edges, edges[1:], strict=False):
                column = Column(day, QRectF(left, 0, right - left, DAY_MINUTES))
                self._fill_above(column, rows, across)
                self._fill_hours(column)
                self._columns.append(column)
        return self._columns

    def _untimed(self, day: date) -> list[Event]:
        return [one for one in self.events_on(day) if one.start is None]

    def _fill_above(self, column: Column, rows: int, across: int) -> None:
        events, box = self._untimed(column.day), column.box
        room = rows * across
        fits = events if len(events) <= room else events[: room - 1]
        wide = (box.width() - 7) / across
        for number in range(min(len(events), room)):
            line, place = divmod(number, across)
            left, top = box.left() + 4 + place * wide, HEAD + 3 + line * (EVENT + GAP)
            where = QRectF(left, top, wide - (GAP if across > 1 else 0), EVENT)
            if number < len(fits):
                column.above.append((where, fits[number]))
            else:
                column.hidden = (where, len(events) - len(fits))

    def _fill_hours(self, column: Column) -> None:
        events = [one for one in self.events_on(column.day) if one.start is not None]
        for event in (one for one in events if one.look is Look.HATCHED):
            column.behind.append((_stretch(column.box, event, event.minutes), event))
        events = [one for one in events if one.look is not Look.HATCHED]
        lanes = side_by_side(
            [(one.start or 0, (one.start or 0) + max(one.minutes, SHORTEST)) for one in events]
        )
        inner = column.box.adjusted(4, 0, -8, 0)
        room = max(2, int(inner.width() // _NARROWEST))
        rest: dict[int, list[Event]] = {}
        for event, lane in zip(events, lanes, strict=True):
            shown = lane.of if lane.of <= room else room
            if lane.of > room and lane.lane >= room - 1:
                rest.setdefault(lane.group, []).append(event)
                continue
            wide = inner.width() / shown
            box = _stretch(inner, event, max(event.minutes, SHORTEST))
            box.setLeft(inner.left() + lane.lane * wide)
            box.setWidth(wide - (GAP if lane.of > 1 else 0))
            column.timed.append((box, event))
        for hidden in rest.values():
            start = min(one.start or 0 for one in hidden)
            wide = inner.width() / room
            column.more.append((QRectF(inner.right() - wide, start, wide, EVENT), len(hidden)))

    def _set_range(self) -> None:
        self.columns()
        seen = max(1, self.height() - self.top)
        self._bar.setRange(0, max(0, DAY_MINUTES - seen))
        self._bar.setPageStep(seen)
        self._bar.setSingleStep(SLOT)
        self._bar.setGeometry(self.width() - _BAR, self.top, _BAR, seen)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._columns = []
        if self.days:
            self._set_range()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._bar.setValue(self._bar.value() - event.angleDelta().y() // 2)
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._seen:
            # Only now the height is known: the working day begins at the top.
            self._seen = True
            self._bar.setValue(self.hours[0] - SLOT - _HALF_LABEL)
        painter = QPainter(self)
        TimePainter(self, painter).paint()
        self.paint_band(painter)

    # --- where things are

    def hit(self, at: QPointF) -> Hit | None:
        column = next((one for one in self.columns() if one.box.left() <= at.x() < one.box.right()), None)
        if column is None or at.y() < 0 or at.y() >= self.height():
            return None
        if at.y() < HEAD:
            return Hit(column.day, None, None, "number")
        if at.y() < self.top:
            for box, event in column.above:
                if box.contains(at) and event.key is not None:
                    return Hit(column.day, None, event, "event")
            more = column.hidden is not None and column.hidden[0].contains(at)
            return Hit(column.day, None, None, "more" if more else "")
        inside = QPointF(at.x(), at.y() - self.top + self.offset)
        minute = min(DAY_MINUTES - 1, max(0, int(inside.y())))
        for box, event in column.timed:
            if box.contains(inside):
                edge = event.movable and inside.y() >= box.bottom() - _EDGE
                return Hit(column.day, minute, event, "edge" if edge else "event")
        if any(box.contains(inside) for box, _count in column.more):
            return Hit(column.day, minute, None, "more")
        return Hit(column.day, minute)

    def keys_in(self, box: QRectF) -> set[Hashable]:
        inside = box.translated(0, self.offset - self.top)
        found: set[Hashable] = set()
        for column in self.columns():
            if box.bottom() >= self.top:
                found |= {event.key for place, event in column.timed if place.intersects(inside)}
            if box.top() < self.top:
                found |= {event.key for place, event in column.above if place.intersects(box)}
        return found - {None}

    def keys_between(self, one: tuple[date, int | None], other: tuple[date, int | None]) -> set[Hashable]:
        if one[1] is None or other[1] is None:
            return super().keys_between(one, other)
        first, last = sorted((one[1], other[1]))
        return {
            event.key
            for column in self.columns()
            if min(one[0], other[0]) <= column.day <= max(one[0], other[0])
            for box, event in column.timed
            if event.key is not None and box.top() < last + SLOT and box.bottom() > first
        }

    def place_of(self, key: Hashable) -> QPoint | None:
        """The middle of the event with that key, where it is painted."""
        box = self._box_of(key)
        return box.center().toPoint() if box is not None else None

    def place_of_edge(self, key: Hashable) -> QPoint | None:
        """Where the end of the event with that key can be dragged."""
        box = self._box_of(key)
        return QPoint(round(box.center().x()), round(box.bottom()) - 2) if box is not None else None

    def place_of_slot(self, day: date, minute: int | None) -> QPoint | None:
        """The point of a minute of a day, or of the row without time, at the right of what stands there."""
        column = next((one for one in self.columns() if one.day == day), None)
        if column is None:
            return None
        y = HEAD + 4 if minute is None else self.top + minute - self.offset + 1
        return QPoint(round(column.box.right()) - 4, y)

    def _box_of(self, key: Hashable) -> QRectF | None:
        for column in self.columns():
            for box, event in column.above:
                if event.key == key:
                    return box
            for box, event in column.timed:
                if event.key == key:
                    return box.translated(0, self.top - self.offset)
        return None

    # --- cursor

    def go_to_cursor(self, day: date, minute: int | None) -> None:
        super().go_to_cursor(day, None if minute is None else minute // SLOT * SLOT)

    def step_cursor(self, key: Qt.Key) -> tuple[date, int | None]:
        assert self.current is not None
        if key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return self.current + timedelta(days=-1 if key == Qt.Key.Key_Left else 1), self.minute
        if key == Qt.Key.Key_Up:
            return self.current, self.minute - SLOT if self.minute else None
        if self.minute is None:
            return self.current, self.hours[0] // SLOT * SLOT
        return self.current, min(DAY_MINUTES - SLOT, self.minute + SLOT)

    def show_cursor(self) -> None:
        if self.minute is None:
            return
        seen = self.height() - self.top
        if self.minute < self.offset:
            self._bar.setValue(self.minute)
        elif self.minute + SLOT > self.offset + seen:
            self._bar.setValue(self.minute + SLOT - seen)

    def cursor_box(self) -> QRectF:
        column = next((one for one in self.columns() if one.day == self.current), None)
        if column is None:
            return QRectF(self.rect())
        left, wide = column.box.left(), column.box.width()
        if self.minute is None:
            return QRectF(left, HEAD, wide, self._above)
        return QRectF(left, self.top + self.minute - self.offset, wide, SLOT)

    def cursor_on_selected(self) -> bool:
        """Whether the cursor lies on an event whose own frame already tells where it is."""
        if self.minute is None:
            return False
        first, last = self.minute, self.minute + SLOT
        return any(
            event.key in self.selected and box.top() < last and box.bottom() > first
            for column in self.columns()
            if column.day == self.current
            for box, event in column.timed
        )

    def nudge_of(self, key: Qt.Key) -> tuple[int, int]:
        days = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}.get(key, 0)
        return days, {Qt.Key.Key_Up: -STEP, Qt.Key.Key_Down: STEP}.get(key, 0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Home and self.current is not None:
            self.go_to_cursor(self.current, None)
        else:
            super().keyPressEvent(event)

    def _open_current(self) -> None:
        minute, day = self.minute, self.current
        if minute is not None and not any(one.key in self.selected for one in self._own()):
            here = (
                event.key
                for column in self.columns()
                if column.day == day
                for box, event in column.timed
                if box.top() < minute + SLOT and box.bottom() > minute
            )
            found = next(here, None)
            if found is not None:
                self.event_opened.emit(found)
                return
        super()._open_current()

    # --- dragging

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        at = found.event.start if found is not None and found.event is not None else None
        self._grab = (
            found.minute - at if found is not None and found.minute is not None and at is not None else 0
        )
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._pointer = event.position()
        super().mouseMoveEvent(event)
        if self.dragging or self._stretching:
            # At the edge the hours go on.
            y = event.position().y()
            if y > self.height() - SLOT:
                self._bar.setValue(self.offset + STEP)
            elif self.top <= y < self.top + SLOT:
                self._bar.setValue(self.offset - STEP)

    def drop_minute(self, hit: Hit) -> int | None:
        if hit.minute is None:
            return -1
        start = hit.minute - (self._grab if self.dragging or self._held else 0)
        return min(DAY_MINUTES - STEP, max(0, (start + STEP // 2) // STEP * STEP))

    def stretched_to(self, event: Event, at: QPointF) -> int:
        end = round((at.y() - self.top + self.offset) / STEP) * STEP
        return max(STEP, min(DAY_MINUTES, end) - (event.start or 0))

    def preview(self) -> tuple[date, int, int] | None:
        """The day, start and minutes of what is held over the hours, while something is."""
        if self._stretching is not None and self._pointer is not None and self._stretching.start is not None:
            day = next((d for d in self.days if self._stretching in self.events_on(d)), None)
            return (
                (day, self._stretching.start, self.stretched_to(self._stretching, self._pointer))
                if day
                else None
            )
        if self.over is None or self.over.minute is None:
            return None
        start = self.drop_minute(self.over) or 0
        event = self.event_of(self.dragging[0]) if self.dragging else None
        return self.over.day, start, max(SHORTEST, event.minutes) if event is not None else SLOT


def _stretch(box: QRectF, event: Event, minutes: int) -> QRectF:
    start = event.start or 0
    return QRectF(box.left(), start, box.width(), min(minutes, DAY_MINUTES - start))
