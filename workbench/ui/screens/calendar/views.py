"""The views of the calendar behind one another, with one set of signals."""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from workbench.domain.ideal_windows import IdealWindow
from workbench.foundation.clock import Clock
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.calendar_view import CalendarView, calendar_view
from workbench.services.quarter_load import quarter_load
from workbench.services.workspaces import Workspace
from workbench.ui.kit.event_grid import EventGrid
from workbench.ui.kit.heat_map import HeatColumn, HeatMap, HeatRow
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.month_grid import MonthGrid
from workbench.ui.kit.month_paint import Day
from workbench.ui.kit.time_grid import TimeGrid
from workbench.ui.screens.calendar.agenda import Agenda
from workbench.ui.screens.calendar.agenda_items import agenda_items
from workbench.ui.screens.calendar.due_list import DUE_MIME
from workbench.ui.screens.calendar.load_cells import load_columns, load_rows
from workbench.ui.screens.calendar.month_days import grid_days
from workbench.ui.screens.calendar.stepping import Mode, days_shown

TOPICS = frozenset(
    {
        "account",
        "visit",
        "frequency_rule",
        "frequency_override",
        "absence",
        "manager",
        "closure",
        "busy_time",
        "policy",
        "project",
        "service_request",
        "calendar_notice",
    }
)
"""What the views are made of: a change of anything else leaves them as they are."""


@dataclass(frozen=True)
class Shown:
    """All that one view shows, ready to be painted."""

    mode: Mode
    day: date
    view: CalendarView
    days: dict[date, Day] = field(default_factory=dict, repr=False)
    items: list[Item] = field(default_factory=list, repr=False)
    rows: list[HeatRow] = field(default_factory=list, repr=False)
    columns: list[HeatColumn] = field(default_factory=list, repr=False)


def read_shown(workspace: Workspace, mode: Mode, day: date, manager_id: Id | None) -> Shown:
    """What the view with ``day`` in it shows; the work of a worker."""
    first, last = days_shown(mode, day)
    view = calendar_view(workspace, first, last, manager_id)
    if mode is Mode.QUARTER:
        load = quarter_load(workspace, day, manager_id)
        return Shown(mode, day, view, rows=load_rows(load), columns=load_columns(load))
    if mode is Mode.AGENDA:
        return Shown(mode, day, view, items=agenda_items(view))
    return Shown(mode, day, view, days=grid_days(view))


class CalendarViews(QStackedWidget):
    """Month, hours of a day or a week, agenda, load. What is done in any of them comes out the same way.

    The signals are those of ``EventGrid``; ``week_opened`` has a manager and the Monday of a week.
    """

    day_chosen = Signal(object)
    day_opened = Signal(object)
    heading_opened = Signal(object)
    event_opened = Signal(object)
    events_moved = Signal(object, object, object, object)
    event_resized = Signal(object, int)
    nudged = Signal(object, int, int)
    things_dropped = Signal(object, object)
    new_requested = Signal(object, object)
    delete_requested = Signal(object)
    menu_requested = Signal(object, object, QPoint)
    refused = Signal(object)
    drag_began = Signal(object)
    drag_ended = Signal()
    paged = Signal(int)
    mode_typed = Signal(object)
    week_opened = Signal(object, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.month = MonthGrid(lambda: _("Calendar of the month"))
        self.hours = TimeGrid(lambda: _("Calendar by the hour"))
        self.agenda = Agenda()
        self.load = HeatMap(lambda: _("Load by person and week"))
        letters = "".join(mode.value for mode in Mode)
        for grid in (self.month, self.hours):
            grid.accept_drops(DUE_MIME)
            grid.letters = letters
            for name in (
                "day_chosen",
                "day_opened",
                "heading_opened",
                "events_moved",
                "event_resized",
                "things_dropped",
                "new_requested",
                "refused",
                "drag_began",
                "drag_ended",
            ):
                getattr(grid, name).connect(getattr(self, name))
        lines = self.agenda.list
        lines.letters = self.load.letters = letters
        lines.opened.connect(self._open_line)
        for widget in (self.month, self.hours, lines):
            widget.nudged.connect(self.nudged)
            widget.delete_requested.connect(self.delete_requested)
            widget.menu_requested.connect(self.menu_requested)
        for widget in (self.month, self.hours):
            widget.event_opened.connect(self.event_opened)
        for each in (self.month, self.hours, lines, self.load):
            each.paged.connect(self.paged)
            each.letter_typed.connect(lambda letter: self.mode_typed.emit(Mode(letter)))
        self.load.cell_opened.connect(self._open_cell)
        for view in (self.month, self.hours, self.agenda, self.load):
            self.addWidget(view)

    def show_shown(self, shown: Shown) -> None:
        """Show what was read."""
        view = shown.view
        if shown.mode is Mode.MONTH:
            self.month.show_month(shown.day, shown.days, view.today)
        elif shown.mode in (Mode.DAY, Mode.WEEK):
            days = [view.first + timedelta(days=n) for n in range((view.last - view.first).days + 1)]
            hours = (view.hours.start, view.hours.end)
            self.hours.show_days(days, shown.days, view.today, hours=hours, now=view.now)
        elif shown.mode is Mode.AGENDA:
            self.agenda.show_items(shown.items)
        else:
            self.load.show_map(shown.rows, shown.columns)
        focused = QApplication.focusWidget()
        focus = focused is not None and self.isAncestorOf(focused)
        self.setCurrentWidget(self.widget_of(shown.mode))
        if focus:
            self.take_focus()

    def widget_of(self, mode: Mode) -> QWidget:
        """The widget that shows ``mode``."""
        return {Mode.MONTH: self.month, Mode.AGENDA: self.agenda, Mode.QUARTER: self.load}.get(
            mode, self.hours
        )

    def grid(self) -> EventGrid | None:
        """The grid in sight, if it is one."""
        shown = self.currentWidget()
        return shown if isinstance(shown, EventGrid) else None

    def take_focus(self) -> None:
        """Give the keys to the view in sight."""
        shown = self.currentWidget()
        if shown is self.agenda:
            self.agenda.take_focus()
        elif shown is not None:
            shown.setFocus()

    def tick(self, clock: Clock) -> None:
        """Let the line of the present time go on."""
        moment = clock.now().astimezone(clock.zone())
        self.hours.now = moment.hour * 60 + moment.minute
        self.hours.update()

    def minute(self) -> int | None:
        """The minute of the cursor, where there is one."""
        return self.hours.minute if self.currentWidget() is self.hours else None

    def put_cursor(self, day: date) -> None:
        """Remember the day of the cursor in every grid; nothing is told."""
        self.month.current = self.hours.current = day
        self.month.update()
        self.hours.update()

    def selected(self) -> frozenset[Hashable]:
        """The keys of the visits chosen in the view in sight."""
        grid = self.grid()
        if grid is not None:
            return grid.selected
        key = self.agenda.list.visit_key() if self.currentWidget() is self.agenda else None
        return frozenset() if key is None else frozenset({key})

    def shade(self, window: IdealWindow | None, view: CalendarView | None) -> None:
        """Shade the working days of a window, in every grid."""
        days: frozenset[date] = frozenset()
        if window is not None and view is not None:
            reach = (window.last - window.first).days + 1
            around = (window.first + timedelta(days=n) for n in range(reach))
            days = frozenset(day for day in around if view.calendar.is_workday(day))
        for grid in (self.month, self.hours):
            grid.shade(days, window.ideal if window is not None else None)

    def set_hints(self, hints: dict[date, str]) -> None:
        """What is told of a day while something is held over it."""
        for grid in (self.month, self.hours):
            grid.set_hints(hints)

    def _open_line(self, key: Hashable) -> None:
        if isinstance(key, bytes):
            self.event_opened.emit(key)

    def _open_cell(self, manager: Id | None, week: date | None) -> None:
        if week is not None:
            self.week_opened.emit(manager, week)
