"""Alarms 预警: what in the records of the accounts asks for attention, the gravest first."""

from PySide6.QtWidgets import QStackedWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import PageId
from workbench.ui.page import Page


class AlarmsPage(Page):
    """The alarms in a table, with the pane of one."""

    page_id = PageId.ALARMS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self.nothing = EmptyState(
            "bell",
            lambda: _("No alarm"),
            lambda: _(
                "Receivables over the limit, sales behind plan, overdue visits, complaints and contracts "
                "will stand here by themselves, with the numbers that raised them."
            ),
        )
        self._stack.addWidget(self.nothing)

    def title(self) -> str:
        return pgettext("page", "Alarms")
