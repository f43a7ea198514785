"""What grids of days have in common: a cursor, a selection, moving by mouse and keys, taking drops."""

from abc import abstractmethod
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.foundation.i18n import format_date, listed
from workbench.ui.kit.month_paint import Day, Event
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import tokens

DRAG_FROM = 6
"""Pixels the pointer moves before something is dragged."""
_ARROWS = {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down}
_EXTEND = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.ControlModifier


@dataclass(frozen=True, slots=True)
class Hit:
    """What lies at a point: the day, the minute if the grid has them, an event and which part of it.

    ``part`` is ``event``, ``edge`` (the end of an event), ``number``, ``more``, or empty for free room.
    """

    day: date
    minute: int | None = None
    event: Event | None = None
    part: str = ""


class EventGrid(QWidget):
    """Base of the grids. A grid says what lies where and paints; everything that is done is told by signals.

    ``events_moved`` carries the keys, the key held, the day, and ``None`` (the time stays), ``-1`` (no time)
    or the minute; ``nudged`` the keys, days and minutes; ``things_dropped`` the day and minute or ``None``.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    """Enter, or a double click, where there is no event."""
    heading_opened = Signal(object)
    """The number of a day, or what stands for the events that have no room there."""
    event_opened = Signal(object)
    events_moved = Signal(object, object, object, object)
    event_resized = Signal(object, int)
    nudged = Signal(object, int, int)
    things_dropped = Signal(object, object)
    selection_changed = Signal(object)
    new_requested = Signal(object, object)
    delete_requested = Signal(object)
    menu_requested = Signal(object, object, QPoint)
    refused = Signal(object)
    """Somebody tries to drag what cannot be moved."""
    drag_began = Signal(object)
    drag_ended = Signal()
    paged = Signal(int)
    letter_typed = Signal(str)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)
        self.current: date | None = None
        self.minute: int | None = None
        """The minute of the cursor; ``None`` for the day as a whole."""
        self.selected: frozenset[Hashable] = frozenset()
        self.letters = ""
        """Letters that are told when typed, instead of being passed on."""
        self.today: date | None = None
        self.content: Mapping[date, Day] = {}
        self.shaded: frozenset[date] = frozenset()
        self.ideal: date | None = None
        self._hints: Mapping[date, str] = {}
        self._anchor: tuple[date, int | None] | None = None
        self._held: tuple[Hit, QPoint] | None = None
        self.dragging: tuple[Hashable, ...] = ()
        self._stretching: Event | None = None
        self._band: QRectF | None = None
        self.over: Hit | None = None
        self._mime = ""

    # --- what a grid has to say

    @abstractmethod
    def hit(self, at: QPointF) -> Hit | None:
        """What lies at a point of the grid."""

    @abstractmethod
    def keys_in(self, box: QRectF) -> set[Hashable]:
        """The keys of the events that ``box`` touches."""

    @abstractmethod
    def step_cursor(self, key: Qt.Key) -> tuple[date, int | None]:
        """Where an arrow leads from the cursor."""

    def drop_minute(self, hit: Hit) -> int | None:
        """The minute that something gets which is let go there: ``None`` keeps its time, -1 takes it off."""
        return None

    def show_cursor(self) -> None:
        """Bring the cursor into sight."""

    # --- what is shown

    def events_on(self, day: date) -> Sequence[Event]:
        """What stands on ``day``."""
        return self.content[day].events if day in self.content else ()

    def shade(self, days: frozenset[date], ideal: date | None = None) -> None:
        """Shade the days on which something would ideally be; none takes the shading away."""
        self.shaded, self.ideal = days, ideal
        self.update()

    def set_hints(self, hints: Mapping[date, str]) -> None:
        """What is said of a day while something is dragged over it."""
        self._hints = hints

    def accept_drops(self, mime: str) -> None:
        """Take things of that kind which are dragged here from elsewhere."""
        self._mime = mime
        self.setAcceptDrops(True)

    def select(self, keys: frozenset[Hashable]) -> None:
        """Select the events of these keys and no others."""
        if keys != self.selected:
            self.selected = keys
            self.update()
            self.selection_changed.emit(keys)

    def event_of(self, key: Hashable) -> Event | None:
        """The event of that key, if it is shown."""
        return next((one for day in self.content.values() for one in day.events if one.key == key), None)

    def go_to_cursor(self, day: date, minute: int | None) -> None:
        """Put the cursor there and tell."""
        self.current, self.minute = day, minute
        self.show_cursor()
        self.update()
        self.setAccessibleDescription(self.spoken())
        self.day_chosen.emit(day)

    def spoken(self) -> str:
        """The day of the cursor as a screen reader reads it."""
        if self.current is None:
            return ""
        day = self.content.get(self.current, Day())
        names = listed(
            " ".join(filter(None, (one.tail, one.text))) for one in day.events if one.key is not None
        )
        return ", ".join(filter(None, (format_date(self.current, weekday=True), day.note, day.load, names)))

    def _keep_known(self) -> None:
        """After other days are shown: what is selected and no longer there is not selected any more."""
        if self.selected:
            known = {one.key for day in self.content.values() for one in day.events}
            self.select(self.selected & known)

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        if found is None or event.button() == Qt.MouseButton.RightButton:
            return
        self._held = (found, event.position().toPoint())
        key = found.event.key if found.event else None
        if event.modifiers() & _EXTEND and key is not None:
            self.select(self.selected ^ {key})
        elif key is None:
            if not event.modifiers() & _EXTEND:
                self.select(frozenset())
        elif key not in self.selected:
            self.select(frozenset({key}))
        self._anchor = (found.day, found.minute)
        self.go_to_cursor(found.day, found.minute)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        if self._held is None or not event.buttons() & Qt.MouseButton.LeftButton:
            self._point_at(found)
            return
        if not (self.dragging or self._stretching or self._band is not None):
            if (event.position().toPoint() - self._held[1]).manhattanLength() <= DRAG_FROM:
                return
            self._begin_drag(self._held[0])
        if self._band is not None:
            self._band = QRectF(QPointF(self._held[1]), event.position()).normalized()
            self.select(frozenset(self.keys_in(self._band)))
        elif self.dragging or self._stretching:
            self.over = found
        self.update()

    def _begin_drag(self, held: Hit) -> None:
        event = held.event
        if event is None or event.key is None:
            self._band = QRectF()
        elif not event.movable:
            self._held = None
            self.refused.emit(event.key)
        elif held.part == "edge":
            self._stretching = event
        else:
            wanted = self.selected if event.key in self.selected else frozenset({event.key})
            movable = {one.key for day in self.content.values() for one in day.events if one.movable}
            self.dragging = tuple(key for key in wanted if key in movable)
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
            self.drag_began.emit(self.dragging)

    def _point_at(self, found: Hit | None) -> None:
        event = found.event if found else None
        if event is not None:
            self.setToolTip(event.tooltip or event.text)
        else:
            self.setToolTip(self.content[found.day].tooltip if found and found.day in self.content else "")
        edge = event is not None and event.movable and found is not None and found.part == "edge"
        pointing = found is not None and found.part in ("number", "more")
        shape = Qt.CursorShape.SizeVerCursor if edge else Qt.CursorShape.PointingHandCursor
        self.setCursor(shape) if edge or pointing else self.unsetCursor()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, dragged, stretched, band = self._held, self.dragging, self._stretching, self._band
        found = self.hit(event.position())
        minute = self.drop_minute(found) if found is not None else None
        self._end_drag()
        if held is None or event.button() != Qt.MouseButton.LeftButton:
            return
        if dragged:
            if found is not None and held[0].event is not None:
                self.events_moved.emit(dragged, held[0].event.key, found.day, minute)
        elif stretched is not None:
            if found is not None:
                self.event_resized.emit(stretched.key, self.stretched_to(stretched, event.position()))
        elif band is None and found is not None and not event.modifiers() & _EXTEND:
            was, now = held[0].event, found.event
            # Only now: opening may change the room the days have, and so what lies under the pointer.
            if now is not None and was is not None and now.key == was.key and now.key is not None:
                self.event_opened.emit(now.key)
            elif found.part in ("number", "more") and found.part == held[0].part and found.day == held[0].day:
                self.heading_opened.emit(found.day)

    def stretched_to(self, event: Event, at: QPointF) -> int:
        """The minutes an event has when its edge is let go there."""
        return event.minutes

    def _end_drag(self) -> None:
        moved = bool(self.dragging or self._stretching)
        self._held, self.dragging, self._stretching, self._band, self.over = None, (), None, None, None
        self.unsetCursor()
        self.update()
        if moved:
            self.drag_ended.emit()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        found = self.hit(event.position())
        if found is not None and found.event is None and not found.part:
            self._held = None
            self.go_to_cursor(found.day, found.minute)
            self.day_opened.emit(found.day)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            found = self.hit(QPointF(event.pos()))
            if found is None:
                return
            key = found.event.key if found.event else None
            if key is not None and key not in self.selected:
                self.select(frozenset({key}))
            if key is None:
                self.select(frozenset())
            self.go_to_cursor(found.day, found.minute)
            where = event.globalPos()
        else:
            where = self.mapToGlobal(self.cursor_box().center().toPoint())
        self.menu_requested.emit(tuple(self.selected), self.current, where)

    def cursor_box(self) -> QRectF:
        """Where the cursor is painted."""
        return QRectF(self.rect())

    # --- things from elsewhere

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._mime and event.mimeData().hasFormat(self._mime):
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        self.over = self.hit(event.position())
        self.update()
        if self.over is not None:
            event.acceptProposedAction()
        else:
            event.ignore()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self.over = None
        self.update()

    def dropEvent(self, event: QDropEvent) -> None:
        found, self.over = self.hit(event.position()), None
        self.update()
        if found is not None:
            event.acceptProposedAction()
            minute = self.drop_minute(found)
            self.things_dropped.emit(found.day, minute if minute is not None and minute >= 0 else None)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers()
        control = bool(held & Qt.KeyboardModifier.ControlModifier)
        plain = not held & (_EXTEND | Qt.KeyboardModifier.AltModifier)
        if key == Qt.Key.Key_Escape and (self.dragging or self._stretching or self._band is not None):
            self._end_drag()
        elif key == Qt.Key.Key_Escape and self.selected:
            self.select(frozenset())
        elif self.current is None:
            super().keyPressEvent(event)
        elif key in _ARROWS and control:
            self._nudge(key, stretch=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif key in _ARROWS:
            self._step(key, extend=bool(held & Qt.KeyboardModifier.ShiftModifier))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and plain:
            self._open_current()
        elif key == Qt.Key.Key_Space and plain:
            self._select_next()
        elif key == Qt.Key.Key_N and plain:
            self.new_requested.emit(self.current, self.minute)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self.selected:
            self.delete_requested.emit(tuple(self.selected))
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown) and plain:
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif plain and event.text() and event.text().upper() in self.letters:
            self.letter_typed.emit(event.text().upper())
        else:
            super().keyPressEvent(event)

    def _step(self, key: Qt.Key, *, extend: bool) -> None:
        assert self.current is not None
        if self._anchor is None or not extend:
            self._anchor = (self.current, self.minute)
        day, minute = self.step_cursor(key)
        if not extend:
            self._anchor = (day, minute)
        self.go_to_cursor(day, minute)
        if extend:
            self.select(frozenset(self.keys_between(self._anchor, (day, minute))))

    def keys_between(self, one: tuple[date, int | None], other: tuple[date, int | None]) -> set[Hashable]:
        """The keys of the events between two places of the cursor."""
        first, last = sorted((one[0], other[0]))
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return {event.key for day in days for event in self.events_on(day) if event.key is not None}

    def _nudge(self, key: Qt.Key, *, stretch: bool) -> None:
        days, minutes = self.nudge_of(key)
        if stretch and minutes:
            event = self.event_of(next(iter(self.selected))) if len(self.selected) == 1 else None
            if event is not None and event.start is not None:
                self.event_resized.emit(event.key, max(15, event.minutes + minutes))
        elif not stretch and (self.selected or self._select_only()):
            self.nudged.emit(tuple(self.selected), days, minutes)

    def nudge_of(self, key: Qt.Key) -> tuple[int, int]:
        """Days and minutes by which an arrow with Ctrl moves what is selected."""
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}
        return steps[key], 0

    def _own(self) -> list[Event]:
        return [one for one in self.events_on(self.current) if one.key is not None] if self.current else []

    def _select_next(self) -> None:
        keys = [one.key for one in self._own()]
        if keys:
            at = next((place for place, key in enumerate(keys) if key in self.selected), -1)
            self.select(frozenset({keys[(at + 1) % len(keys)]}))

    def _select_only(self) -> bool:
        """Select what stands alone on the day; of several the first, to be gone on from: False."""
        self._select_next()
        return len(self._own()) == 1

    def _open_current(self) -> None:
        own = self._own()
        chosen = [one.key for one in own if one.key in self.selected]
        if chosen or (own and self._select_only()):
            self.event_opened.emit(chosen[0] if chosen else own[0].key)
        elif self.current is not None and not own:
            self.day_opened.emit(self.current)

    # --- painting

    def paint_band(self, painter: QPainter) -> None:
        """The rubber band, while one is drawn."""
        if self._band is not None:
            colour = QColor(tokens().accent)
            painter.setPen(QPen(colour, 1))
            colour.setAlpha(40)
            painter.setBrush(colour)
            painter.drawRect(self._band)

    def hint_for(self, day: date) -> str:
        """What is to be said of ``day`` now: only of the day something is dragged over."""
        return self._hints.get(day, "") if self.over is not None and self.over.day == day else ""
