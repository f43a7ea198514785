"""The strip over the list of contracts: which ones, ending within how many days, a quick filter."""

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contracts import EXPIRY_ALERTS
from workbench.foundation.i18n import _, ngettext, pgettext
from workbench.services.contract_board import ContractRow
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.inputs import ComboBox, SearchField
from workbench.ui.kit.surfaces import Toolbar, name_widget
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2


class Which(Enum):
    """Which contracts are listed, by where they stand."""

    RUNNING = "running"
    PREPARED = "prepared"
    LATE = "late"
    OVER = "over"
    ALL = "all"

    def takes(self, row: ContractRow) -> bool:
        """Whether ``row`` is one of them."""
        match self:
            case Which.RUNNING:
                return row.state.is_running
            case Which.PREPARED:
                return not row.state.is_fixed
            case Which.LATE:
                return bool(row.late_duties)
            case Which.OVER:
                return row.state.is_fixed and not row.state.is_running
            case Which.ALL:
                return True


class ListBar(Toolbar):
    """``changed`` tells that other contracts are wanted."""

    changed = Signal()
    filter_row_requested = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.which = Choices(
            Look.PILLS,
            [
                Choice(Which.ALL, lambda: pgettext("contracts", "All")),
                Choice(Which.RUNNING, lambda: pgettext("contracts", "Running")),
                Choice(Which.PREPARED, lambda: pgettext("contracts", "Being prepared")),
                Choice(Which.LATE, lambda: pgettext("contracts", "Duties late")),
                Choice(Which.OVER, lambda: pgettext("contracts", "Over")),
            ],
            name=lambda: _("Which contracts"),
        )
        self.which.chosen.connect(lambda _key: self.changed.emit())
        self.within = ComboBox(
            [(None, lambda: _("Any end")), *((days, _within(days)) for days in sorted(EXPIRY_ALERTS))],
            small=True,
        )
        self.within.fit_choices()
        name_widget(self.within, lambda: _("Ending within"))
        self.within.picked.connect(lambda _key: self.changed.emit())
        self.search = SearchField(lambda: _("Number, title, account"), small=True)
        self.search.setFixedWidth(190)
        self.rows_button = Button(
            "", Kind.PLAIN, icon="list-filter", small=True, name=lambda: _("Filter row")
        )
        self.rows_button.setCheckable(True)
        self.rows_button.clicked.connect(self.filter_row_requested)
        self.row.addWidget(self.which)
        self.row.addSpacing(S2)
        self.row.addWidget(self.within)
        self.row.addStretch(1)
        self.row.addWidget(self.search)
        self.row.addWidget(self.rows_button)

    def passes(self, row: ContractRow) -> bool:
        """Whether ``row`` is one of those chosen."""
        which, days = self.which.current(), self.within.key()
        if not (isinstance(which, Which) and which.takes(row)):
            return False
        left = row.days_left
        return days is None or (left is not None and 0 <= left <= days and row.state.is_running)

    def show_counts(self, rows: Sequence[ContractRow]) -> None:
        """Say behind each choice how many of ``rows`` it takes."""
        for which in Which:
            self.which.set_count(which, str(sum(which.takes(row) for row in rows)))

    def show_all(self) -> None:
        """List everything, without telling."""
        self.which.choose(Which.ALL)
        self.within.choose(None)
        self.search.clear()


def _within(days: int) -> Text:
    return lambda: ngettext("Ends within {count} day", "Ends within {count} days", days).format(count=days)
