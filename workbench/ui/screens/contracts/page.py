"""The contracts: the list under the line of their ends, one contract, and the templates."""

from PySide6.QtWidgets import QStackedWidget

from workbench.foundation.i18n import _, pgettext
from workbench.ui.context import Context
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import PageId
from workbench.ui.page import Page


class ContractsPage(Page):
    """The list, and over it one contract or the templates."""

    page_id = PageId.CONTRACTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._stack = QStackedWidget()
        self.nothing = EmptyState(
            "file-text",
            lambda: _("No contract yet"),
            lambda: _(
                "Contracts made from a template, or on the customer's own paper, stand here by their end."
            ),
        )
        self._stack.addWidget(self.nothing)
        vertical(self).addWidget(self._stack)

    def title(self) -> str:
        return pgettext("page", "Contracts")
