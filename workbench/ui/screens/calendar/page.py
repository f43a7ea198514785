"""Calendar: days, weeks, a month, an agenda, the load of a quarter; what is due beside it, and planning."""

from collections.abc import Callable, Collection, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.ideal_windows import window_of_slot
from workbench.domain.slots import Slot
from workbench.domain.visiting_hours import time_text
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.due_view import DueView, due_view
from workbench.services.period_plans import PeriodPlan
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import Banner, vertical
from workbench.ui.navigation import Destination, PageId, Part, VisitDetail
from workbench.ui.screens.calendar.calendar_files import is_calendar_file
from workbench.ui.screens.calendar.calendar_papers import preview_month
from workbench.ui.screens.calendar.due_list import DueLines, due_lines
from workbench.ui.screens.calendar.event_menu import day_menu, more_menu, more_pages, visits_menu
from workbench.ui.screens.calendar.header import CalendarHeader
from workbench.ui.screens.calendar.panes import PageWithPanes
from workbench.ui.screens.calendar.plan_view import PlanView
from workbench.ui.screens.calendar.remembered import recall_view, remember_view
from workbench.ui.screens.calendar.stepping import Mode, due_period, span_title, stepped
from workbench.ui.screens.calendar.views import TOPICS, CalendarViews, Shown, read_shown
from workbench.ui.screens.calendar.visit_moves import VisitMoves

MINUTE_MS = 60_000


class CalendarPage(PageWithPanes):
    """The calendar of one person or of all; planning a period is a view of its own on the same page."""

    page_id = PageId.CALENDAR

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.mode = Mode.MONTH
        self.day = context.workspace.clock.today()
        self._manager: Id | None = None
        self._due_shown: object = None
        self._recalled = False
        self.moves = VisitMoves(context, self)
        self.moves.cancelling.connect(self._ask_cause)
        self._stack = QStackedWidget()
        self._column = vertical(self)
        self._column.addWidget(self._stack)
        self._stack.addWidget(self._make_body())
        self.header = CalendarHeader(self)
        self.header.stepped.connect(self._step)
        self.header.today_chosen.connect(lambda: self.go_to(context.workspace.clock.today()))
        self.header.mode_chosen.connect(self.show_mode)
        self.header.manager_chosen.connect(self._choose_manager)
        self.header.planning_requested.connect(self._begin_plan)
        self.header.new_requested.connect(self.new_thing)
        self.header.more_requested.connect(self._show_more)
        self.plan_button, self.new_button = self.header.plan_button, self.header.new_button
        self.grid = self.views.month
        minute = QTimer(self, interval=MINUTE_MS)
        minute.timeout.connect(lambda: self.views.tick(context.workspace.clock))
        minute.start()

    def title(self) -> str:
        if self._is_planning():
            return self.plan_view.title()
        return span_title(self.mode, self.day)

    def subtitle(self) -> str:
        return self.plan_view.subtitle() if self._is_planning() else ""

    def header_widgets(self) -> Sequence[QWidget]:
        return self.header.widgets

    def header_actions(self) -> Sequence[QWidget]:
        return self.header.actions

    def destination(self) -> Destination:
        return Destination(PageId.CALENDAR, day=self.day)

    def open(self, destination: Destination) -> None:
        self._recall()
        if destination.view is Part.PLAN:
            self._open_plan(destination)
        elif destination.day is not None and destination.day != self.day:
            self.go_to(destination.day)
        if destination.view is Part.NEW_VISIT:
            self.new_thing()
        if destination.subject is not None:
            self._open_visit(destination.subject, report=destination.view is VisitDetail.REPORT)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._due_shown = None
            self._load()
            if self._is_shown("sheet"):
                self.sheet.refresh()

    def retranslate(self) -> None:
        self.header_changed.emit()

    def new_thing(self) -> bool:
        self._new_at(self.day, self.views.minute() if self.views.hours.hasFocus() else None)
        return True

    def write_report(self) -> bool:
        """Begin the report of the visit that is open (F4)."""
        return self._is_shown("sheet") and self.sheet.write_report()

    def print_here(self) -> bool:
        if self._is_planning():
            return False
        preview_month(self._context, self, self.day.replace(day=1), self._manager)
        return True

    def help_topic(self) -> str:
        return "planning" if self._is_planning() else super().help_topic()

    def give_room(self, covered: int) -> None:
        # Half a week is worse than narrow days.
        self._column.setContentsMargins(0, 0, covered, 0)

    def keys(self) -> Sequence[tuple[str, str]]:
        return (
            (_("Day, week, month, agenda, load"), " ".join(mode.value for mode in Mode)),
            (_("Earlier, later"), "PgUp PgDn"),
            (_("New visit at the cursor"), "N"),
            (_("Choose a visit of the day"), "Space"),
            (_("Choose several"), "Shift ←→"),
            (_("Move by a day"), "Ctrl ←→"),
            (_("Cancel or remove"), "Del"),
        )

    def take_keyboard(self) -> bool:
        self._take_keys()
        return not self._is_planning()

    def find_here(self) -> bool:
        field = self.plan_view.search if self._is_planning() else self.due.search
        if not field.isVisible():
            return False
        field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        return True

    def close_innermost(self) -> bool:
        if self._is_planning():
            self.plan_view.discard()
            return True
        for pane in self._panes:
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def file_dropped(self, path: str) -> bool:
        return not self._is_planning() and is_calendar_file(path) and self._open_files(Path(path))

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._recall()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.header.fit(self.width())

    # --- what is remembered with the window

    def _recall(self) -> None:
        if not self._recalled and hasattr(self.window(), "recall_table"):
            self._recalled = True
            self.mode, self._manager = recall_view(self.window())
            self.header.show_mode(self.mode)

    def _remember(self) -> None:
        remember_view(self.window(), self.mode, self._manager)

    # --- what it is made of

    def _make_body(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.banner = Banner()
        column.addWidget(self.banner)
        column.addLayout(self.row, 1)
        self.due.slot_chosen.connect(self._shade_slot)
        self.due.place_requested.connect(self._place)
        self.due.ideal_requested.connect(self.moves.place_ideally)
        self.views = CalendarViews()
        self._connect_views()
        self.row.addWidget(self.views, 1)
        return body

    @cached_property
    def plan_view(self) -> PlanView:
        """The difference that a plan makes."""
        view = PlanView(self._context)
        view.finished.connect(self._plan_finished)
        view.navigation_requested.connect(self.navigation_requested)
        self._stack.addWidget(view)
        return view

    def _connect_views(self) -> None:
        views, moves = self.views, self.moves
        views.day_chosen.connect(self._choose_day)
        views.day_opened.connect(self._open_day)
        views.heading_opened.connect(self._open_heading)
        views.event_opened.connect(self._open_visit)
        views.events_moved.connect(moves.move)
        views.event_resized.connect(moves.resize)
        views.nudged.connect(moves.nudge)
        views.refused.connect(moves.refuse)
        views.delete_requested.connect(moves.cancel)
        views.things_dropped.connect(lambda day, minute: moves.place(self.due.chosen_slots(), day, minute))
        views.new_requested.connect(self._new_at)
        views.menu_requested.connect(self._show_menu)
        views.drag_began.connect(self._drag_began)
        views.drag_ended.connect(self._shade_current)
        views.paged.connect(self._step)
        views.mode_typed.connect(self.show_mode)
        views.week_opened.connect(self._open_week)

    # --- reading

    def _load(self) -> None:
        mode, day, manager = self.mode, self.day, self._manager
        self._context.read(
            lambda workspace: read_shown(workspace, mode, day, manager), self._show, key="calendar"
        )
        period = due_period(mode, day)
        if self._due_shown == (period, manager):
            return
        self._due_shown = (period, manager)
        wanted = self.due.filter()

        def due(workspace: Workspace) -> tuple[DueView, DueLines]:
            view = due_view(workspace, *period, manager)
            return view, due_lines(view, wanted)

        self._context.read(due, lambda found: self.due.show_view(*found), key="calendar-due")

    def _show(self, shown: Shown) -> None:
        view = shown.view
        if self._manager is not None and self._manager not in view.managers:
            # Remembered from another file: nobody here would have anything to do.
            self._choose_manager(None)
            return
        self.moves.show_view(view)
        self.header.show_people(view.managers.values(), self._manager)
        self.views.show_shown(shown)
        self._shade_current()
        self.due.tell_day(self._placing_day())
        missing = view.calendar.years_without_notice(self.day, self.day)
        self.banner.show_text(
            _("The official holidays of {year} are not known yet: weekends only are free.").format(
                year=missing[0]
            )
            if missing
            else ""
        )
        self.header_changed.emit()

    # --- going about

    def show_mode(self, mode: Mode) -> None:
        """Show another view of the same day."""
        if mode is not self.mode:
            self.mode = mode
            self.header.show_mode(mode)
            self._remember()
            self._load()
            self.header_changed.emit()

    def go_to(self, day: date) -> None:
        """Show the day in the view that is open."""
        self.day = day
        self.views.put_cursor(day)
        self._load()
        self.header_changed.emit()

    def _step(self, by: int) -> None:
        self.go_to(stepped(self.mode, self.day, by))

    def _choose_day(self, day: date) -> None:
        was, self.day = self.day, day
        self.due.tell_day(self._placing_day())
        if span_title(self.mode, was) != span_title(self.mode, day):
            # In the month the days before and after it can be chosen too: the view stays.
            view = self.moves.view
            if view is None or not view.first <= day <= view.last:
                self.go_to(day)

    def _choose_manager(self, manager: Id | None) -> None:
        self._manager = manager
        self._remember()
        self._load()

    def _open_week(self, manager: Id | None, week: date) -> None:
        self._manager = manager
        self.day = week
        self.views.put_cursor(week)
        self.show_mode(Mode.WEEK)

    def _open_heading(self, day: date) -> None:
        """A day by the hour; what has no room there either stands in the agenda."""
        self.day = day
        self.views.put_cursor(day)
        self.show_mode(Mode.AGENDA if self.mode is Mode.DAY else Mode.DAY)

    def _open_visit(self, visit_id: Id, *, report: bool = False) -> None:
        self._show_pane(self.sheet)
        self.sheet.open_visit(visit_id, report=report)

    def _ask_cause(self, visit_id: Id) -> None:
        """The sheet asks why a visit is called off."""
        self._show_pane(self.sheet)
        self.sheet.ask_cause(visit_id)

    def _open_day(self, day: date) -> None:
        slots, grid = self.due.chosen_slots(), self.views.grid()
        keys = [one.key for one in grid.events_on(day) if one.key is not None] if grid is not None else []
        if slots:
            self._place(slots)
        elif keys and self.views.minute() is None:
            self._open_visit(keys[0])  # type: ignore[arg-type]
        else:
            self._new_at(day, self.views.minute())

    def _new_at(self, day: date, minute: int | None) -> None:
        self._show_pane(self.new_pane)
        self.new_pane.begin(day, "" if minute is None else time_text(minute))

    def _show_menu(self, keys: Collection[Id], day: date | None, where: QPoint) -> None:
        if keys:
            visits_menu(self, self.moves, keys, self._open_visit).popup(where)
        elif day is not None:
            slots, minute = self.due.chosen_slots(), self.views.minute()
            menu = day_menu(
                self,
                day,
                new=lambda: self._new_at(day, minute),
                open_day=lambda: self._open_heading(day),
                place=lambda: self.moves.place(slots, day, minute),
                placing=len(slots),
            )
            menu.popup(where)

    def _show_more(self, button: QWidget) -> None:
        has_page: Callable[[PageId], bool] = getattr(self.window(), "has_page", lambda _page: False)
        leads = [(text, icon, self._lead_to(page)) for page, text, icon in more_pages() if has_page(page)]
        leads.append((_("Calendar files…"), "calendar-check", self._open_files))
        plan = self._begin_plan if self.plan_button.isHidden() else None
        menu = more_menu(self, leads, plan=plan, print_month=self.print_here)
        menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open_files(self, file: Path | None = None) -> bool:
        self._show_pane(self.files_pane)
        self.files_pane.begin(self._manager, file)
        return True

    def _lead_to(self, page: PageId) -> Callable[[], object]:
        return lambda: self.navigation_requested.emit(Destination(page))

    # --- placing

    def _placing_day(self) -> date:
        """The day of the cursor; one in the past makes no sense, then today."""
        return max(self.day, self._context.workspace.clock.today())

    def _place(self, slots: Sequence[Slot]) -> None:
        minute = self.views.minute() if self.views.hours.hasFocus() else None
        self.moves.place(slots, self._placing_day(), minute)

    def _shade_slot(self, slot: Slot | None) -> None:
        self.views.shade(window_of_slot(slot) if slot is not None else None, self.moves.view)
        self.views.set_hints(self.moves.hints_of(self.due.chosen_slots() or ([slot] if slot else [])))

    def _shade_current(self) -> None:
        self._shade_slot(self.due.current_slot())

    def _drag_began(self, keys: Collection[Id]) -> None:
        self.views.shade(self.moves.window(keys), self.moves.view)
        self.views.set_hints(self.moves.hints(keys))

    # --- planning and paper

    def _open_plan(self, destination: Destination) -> None:
        if self._is_planning():
            self.plan_view.discard()
        self.plan_pane.begin(destination.item, destination.subjects, destination.day)
        self._show_pane(self.plan_pane)

    def _begin_plan(self) -> None:
        self.plan_pane.begin(self._manager, ())
        self._show_pane(self.plan_pane)

    def _take_keys(self) -> None:
        if self.views.isVisible():
            self.views.take_focus()

    def _is_planning(self) -> bool:
        return self._stack.currentIndex() == 1

    def _show_plan(self, planned: PeriodPlan) -> None:
        self.plan_pane.hide()
        self.due.show()
        self.plan_view.show_plan(planned)
        self._stack.setCurrentWidget(self.plan_view)
        self._tell_header()

    def _plan_finished(self, month: date | None) -> None:
        self._stack.setCurrentIndex(0)
        self._tell_header()
        if month is not None:
            self.go_to(month)
        self._take_keys()

    def _tell_header(self) -> None:
        self.header.set_shown(not self._is_planning(), self.width())
        self.header_changed.emit()
