"""Calendar: a month with what is due beside it, planning a period, and the sheet of one visit."""

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.duties import Slot
from workbench.domain.periods import month_starts_back
from workbench.foundation.i18n import _, format_month, format_short_date
from workbench.foundation.ids import Id
from workbench.services.month import MonthView, month_view
from workbench.services.period_plans import PeriodPlan
from workbench.services.visit_papers import print_visit_report
from workbench.services.visits import VisitView, move_visit, schedule_visit
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.month_grid import MonthGrid
from workbench.ui.kit.month_paint import Day
from workbench.ui.kit.surfaces import Banner, horizontal, vertical
from workbench.ui.navigation import Destination, PageId, VisitDetail
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.calendar.due_list import DueLines, DueList, due_lines
from workbench.ui.screens.calendar.month_days import month_days
from workbench.ui.screens.calendar.new_visit import NewVisitPane
from workbench.ui.screens.calendar.plan_pane import PlanPane
from workbench.ui.screens.calendar.plan_view import PlanView
from workbench.ui.screens.calendar.visit_sheet import VisitSheet

TOPICS = frozenset({"account", "visit", "frequency_rule", "frequency_override", "absence", "manager"})


class CalendarPage(Page):
    """The month of one person or of all; planning a period is a view of its own on the same page."""

    page_id = PageId.CALENDAR

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._view: MonthView | None = None
        self._month = context.workspace.clock.today().replace(day=1)
        self._manager: Id | None = None
        self._shade: Slot | None = None
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(self._make_month())
        self.plan_view = PlanView(context)
        self.plan_view.finished.connect(self._plan_finished)
        self._stack.addWidget(self.plan_view)
        self._make_header()

    def title(self) -> str:
        if self._stack.currentWidget() is self.plan_view:
            return self.plan_view.title()
        return format_month(self._month)

    def subtitle(self) -> str:
        return self.plan_view.subtitle() if self._stack.currentWidget() is self.plan_view else ""

    def header_widgets(self) -> Sequence[QWidget]:
        return self._month_widgets

    def header_actions(self) -> Sequence[QWidget]:
        return self._actions

    def destination(self) -> Destination:
        return Destination(PageId.CALENDAR, day=self._month)

    def open(self, destination: Destination) -> None:
        if destination.day is not None and destination.day.replace(day=1) != self._month:
            self._go_to(destination.day)
        if destination.subject is not None:
            self._open_visit(destination.subject, report=destination.view is VisitDetail.REPORT)

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()
            self.sheet.refresh()

    def retranslate(self) -> None:
        self.header_changed.emit()

    def new_thing(self) -> bool:
        self._show_pane(self.new_pane)
        self.new_pane.begin(self.grid.current or self._context.workspace.clock.today())
        return True

    def write_report(self) -> bool:
        """Begin the report of the visit that is open (F4)."""
        return self.sheet.isVisible() and self.sheet.write_report()

    def close_innermost(self) -> bool:
        if self._stack.currentWidget() is self.plan_view:
            self.plan_view.discard()
            return True
        for pane in (self.sheet, self.new_pane, self.plan_pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def _make_header(self) -> None:
        earlier = Button("", Kind.PLAIN, icon="chevron-left", name=lambda: _("Previous month"))
        earlier.clicked.connect(lambda: self._step(-1))
        self.today_button = Button(lambda: _("Today"), small=True)
        self.today_button.clicked.connect(lambda: self._go_to(self._context.workspace.clock.today()))
        later = Button("", Kind.PLAIN, icon="chevron-right", name=lambda: _("Next month"))
        later.clicked.connect(lambda: self._step(1))
        self.managers = ComboBox([(None, lambda: _("Everybody"))])
        self.managers.setAccessibleName(_("Whose calendar"))
        self.managers.picked.connect(self._choose_manager)
        self._month_widgets = [earlier, self.today_button, later, self.managers]
        self.plan_button = Button(lambda: _("Plan a period…"), icon="route")
        self.plan_button.clicked.connect(lambda: self._show_pane(self.plan_pane))
        self.new_button = Button(lambda: _("New visit"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)
        self._actions = [self.plan_button, self.new_button]

    def _make_month(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.banner = Banner()
        column.addWidget(self.banner)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.due = DueList()
        self.due.slot_chosen.connect(self._shade_window)
        self.due.place_requested.connect(self._place)
        row.addWidget(self.due)
        self.grid = MonthGrid(lambda: _("Calendar of the month"))
        self.grid.event_opened.connect(self._open_visit)
        self.grid.event_moved.connect(self._move)
        self.grid.day_opened.connect(self._open_day)
        row.addWidget(self.grid, 1)
        self.sheet = VisitSheet(self._context)
        self.sheet.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        self.sheet.print_requested.connect(self._print_report)
        self.plan_pane = PlanPane(self._context)
        self.plan_pane.planned.connect(self._show_plan)
        self.new_pane = NewVisitPane(self._context)
        for pane in (self.sheet, self.plan_pane, self.new_pane):
            pane.hide()
            pane.closed.connect(lambda: self.due.show())
            row.addWidget(pane)
        return body

    def _show_pane(self, shown: QWidget) -> None:
        for pane in (self.sheet, self.plan_pane, self.new_pane):
            pane.setVisible(pane is shown)
        # Three columns would leave the days too narrow for a name.
        self.due.setVisible(shown is not self.sheet)
        shown.setFocus()

    def _load(self) -> None:
        month, manager = self._month, self._manager

        def work(workspace: Workspace) -> tuple[MonthView, DueLines, dict[date, Day]]:
            view = month_view(workspace, month, manager)
            return view, due_lines(view), month_days(view, None)

        self._context.read(work, self._show, key="month")

    def _show(self, found: tuple[MonthView, DueLines, dict[date, Day]]) -> None:
        view, lines, days = found
        self._view = view
        names = sorted(view.managers.values(), key=lambda one: one.name)
        everybody: list[tuple[Id | None, object]] = [(None, lambda: _("Everybody"))]
        self.managers.set_choices([*everybody, *((one.id, one.name) for one in names)])  # type: ignore[list-item]
        self.managers.choose(self._manager)
        self.due.show_view(view, lines)
        if self._shade is None:
            self.grid.show_month(self._month, days, view.today)
        else:
            self._paint()
        missing = view.calendar.years_without_notice(view.month, view.month)
        self.banner.show_text(
            _("The official holidays of {year} are not known yet: weekends only are free.").format(
                year=missing[0]
            )
            if missing
            else ""
        )
        self.header_changed.emit()

    def _paint(self) -> None:
        if self._view is not None:
            self.grid.show_month(self._month, month_days(self._view, self._shade), self._view.today)

    def _shade_window(self, slot: Slot | None) -> None:
        self._shade = slot
        self._paint()

    def _step(self, by: int) -> None:
        if by < 0:
            self._go_to(month_starts_back(self._month, 2)[0])
        else:
            self._go_to(self._month + timedelta(days=31))

    def _go_to(self, day: date) -> None:
        self._month = day.replace(day=1)
        self.grid.current = day
        self._shade = None
        self._load()
        self.header_changed.emit()

    def _choose_manager(self, manager: Id | None) -> None:
        self._manager = manager
        self._load()

    def _open_visit(self, visit_id: Id, *, report: bool = False) -> None:
        self._show_pane(self.sheet)
        self.sheet.open_visit(visit_id, report=report)

    def _print_report(self, view: VisitView) -> None:
        preview_paper(
            self._context,
            self,
            lambda: _("Visit report"),
            f"{view.account.short} {view.visit.on}",
            lambda workspace, profile, size, code: print_visit_report(
                workspace, view.visit.id, profile=profile, paper_size=size, in_language=code
            ),
        )

    def _open_day(self, day: date) -> None:
        slot = self.due.current_slot()
        events = self.grid.events_on(day)
        if slot is not None:
            self._place(slot)
        elif events:
            self._open_visit(events[0].key)  # type: ignore[arg-type]
        else:
            self.new_thing()

    def _place(self, slot: Slot) -> None:
        """Onto the day chosen in the grid; a day in the past makes no sense, then the ideal one."""
        today = self._context.workspace.clock.today()
        day = self.grid.current if self.grid.current and self.grid.current >= today else None
        day = day or max(today, slot.middle_on)
        self._context.save(
            lambda workspace: schedule_visit(workspace, slot.account_id, day, kind=slot.kind),
            said=_("Placed on {date}").format(date=format_short_date(day)),
        )

    def _move(self, visit_id: Id, day: date) -> None:
        self._context.save(
            lambda workspace: move_visit(workspace, visit_id, day),
            said=_("Moved to {date}").format(date=format_short_date(day)),
        )

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
            self._go_to(month)

    def _tell_header(self) -> None:
        planning = self._stack.currentWidget() is self.plan_view
        for widget in (*self._month_widgets, *self._actions):
            widget.setVisible(not planning)
        self.header_changed.emit()
