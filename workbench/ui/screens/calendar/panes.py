"""The panes beside the calendar's views: one visit, a new one, planning, calendar files."""

from abc import abstractmethod
from functools import cached_property

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from workbench.services.period_plans import PeriodPlan
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.screens.calendar.calendar_files import CalendarFilesPane
from workbench.ui.screens.calendar.calendar_papers import preview_report
from workbench.ui.screens.calendar.due_list import DueList
from workbench.ui.screens.calendar.new_visit import NewVisitPane
from workbench.ui.screens.calendar.plan_pane import PlanPane
from workbench.ui.screens.calendar.visit_sheet import VisitSheet

_ROOMY = 1080
"""Pixels from which the list, the days and a pane stand side by side."""


class PageWithPanes(Page):
    """Shows one pane at a time at the right end of ``row``. They are built when first wanted.

    All of them at once would keep the page waiting.
    """

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._panes: list[SidePane] = []
        self.row = horizontal(gap=0)
        self.due = DueList(context)
        self.row.addWidget(self.due)

    @cached_property
    def sheet(self) -> VisitSheet:
        """One visit beside the calendar."""
        sheet = VisitSheet(self._context)
        sheet.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        sheet.print_requested.connect(lambda view: preview_report(self._context, self, view))
        self._add_pane(sheet)
        return sheet

    @cached_property
    def plan_pane(self) -> PlanPane:
        """What is to be planned, and how."""
        pane = PlanPane(self._context)
        pane.planned.connect(self._show_plan)
        pane.navigation_requested.connect(self.navigation_requested)
        self._add_pane(pane)
        return pane

    @cached_property
    def new_pane(self) -> NewVisitPane:
        """A new visit by hand."""
        pane = NewVisitPane(self._context)
        self._add_pane(pane)
        return pane

    @cached_property
    def files_pane(self) -> CalendarFilesPane:
        """Calendar files, in and out."""
        pane = CalendarFilesPane(self._context)
        self._add_pane(pane)
        return pane

    def _add_pane(self, pane: SidePane) -> None:
        pane.hide()
        pane.closed.connect(self._pane_closed)
        self.row.addWidget(pane)
        self._panes.append(pane)

    def _is_shown(self, name: str) -> bool:
        """Whether a pane has been built and is in sight."""
        return name in self.__dict__ and bool(getattr(self, name).isVisible())

    def _show_pane(self, shown: QWidget) -> None:
        for pane in self._panes:
            pane.setVisible(pane is shown)
        self._fit_due()
        shown.setFocus()

    def _fit_due(self) -> None:
        """Three columns would leave the days too narrow for a name; what is placed by hand needs the list."""
        shown = next((pane for pane in self._panes if not pane.isHidden()), None)
        beside = shown is None or self.width() >= _ROOMY
        self.due.setVisible(beside and not isinstance(shown, VisitSheet | CalendarFilesPane))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_due()

    def _pane_closed(self) -> None:
        """However it was closed, the keys go on in the calendar and not in whatever comes next."""
        self.due.show()
        self._take_keys()

    @abstractmethod
    def _take_keys(self) -> None:
        """Give the keys to the view in sight."""

    @abstractmethod
    def _show_plan(self, planned: PeriodPlan) -> None:
        """Show the difference that a plan makes."""
