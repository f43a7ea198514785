"""Complaints 投诉: the board by step, the list, service requests and the figures (2-rules §8, §9)."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import ComplaintsPart, Destination, PageId
from workbench.ui.page import Page


class ComplaintsPage(Page):
    """One part of four at a time; each is made when it is first looked at."""

    page_id = PageId.COMPLAINTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._views: dict[ComplaintsPart, Any] = {}
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self.parts = Choices(
            Look.SEGMENTS,
            [
                Choice(ComplaintsPart.BOARD, lambda: pgettext("complaints", "Board")),
                Choice(ComplaintsPart.LIST, lambda: pgettext("complaints", "List")),
                Choice(ComplaintsPart.SERVICE, lambda: _("Service requests")),
                Choice(ComplaintsPart.STATISTICS, lambda: pgettext("complaints", "Statistics")),
            ],
            name=lambda: _("What is looked at"),
        )
        self.parts.chosen.connect(self.show_part)

    def title(self) -> str:
        return pgettext("page", "Complaints")

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.parts,)

    def open(self, destination: Destination) -> None:
        if isinstance(destination.view, ComplaintsPart):
            self.show_part(destination.view)
            if destination.view is ComplaintsPart.SERVICE and destination.item is not None:
                self.view(ComplaintsPart.SERVICE).open_item(destination.item)

    def part(self) -> ComplaintsPart:
        """What is looked at."""
        current = self.parts.current()
        return current if isinstance(current, ComplaintsPart) else ComplaintsPart.BOARD

    def show_part(self, part: object) -> None:
        """Look at another part."""
        if not isinstance(part, ComplaintsPart):
            return
        self.parts.choose(part)
        view = self.view(part)
        self._stack.setCurrentWidget(view)
        if part in (ComplaintsPart.SERVICE, ComplaintsPart.STATISTICS):
            view.refresh()

    def view(self, part: ComplaintsPart) -> Any:
        """The widget of that part."""
        if part not in self._views:
            view = self._make_view(part)
            self._views[part] = view
            self._stack.addWidget(view)
        return self._views[part]

    def _make_view(self, part: ComplaintsPart) -> Any:
        if part is ComplaintsPart.SERVICE:
            from workbench.ui.screens.complaints.service_view import ServiceView

            services = ServiceView(self._context)
            services.navigation_requested.connect(self.navigation_requested)
            return services
        if part is ComplaintsPart.STATISTICS:
            from workbench.ui.screens.complaints.statistics_view import StatisticsView

            return StatisticsView(self._context)
        return QWidget()

    def refresh(self, summary: object | None) -> None:
        if self.part() is ComplaintsPart.SERVICE:
            self.view(self.part()).refresh(summary)
        elif self.part() is ComplaintsPart.STATISTICS:
            self.view(self.part()).refresh()

    def new_thing(self) -> bool:
        return self.part() is ComplaintsPart.SERVICE and bool(self.view(self.part()).new_thing())

    def edit_thing(self) -> bool:
        return self.part() is ComplaintsPart.SERVICE and bool(self.view(self.part()).edit_thing())

    def find_here(self) -> bool:
        return self.part() is ComplaintsPart.SERVICE and bool(self.view(self.part()).find_here())

    def print_here(self) -> bool:
        return self.part() is ComplaintsPart.SERVICE and bool(self.view(self.part()).print_here())

    def close_innermost(self) -> bool:
        return self.part() is ComplaintsPart.SERVICE and bool(self.view(self.part()).close_innermost())
