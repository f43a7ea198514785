"""Missed visits: the list, and the pane that says why, lets go or makes good (features C10)."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.foundation.i18n import _, format_number
from workbench.services.visit_debts import DebtList
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.surfaces import Toolbar, horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.tokens import S4
from workbench.ui.screens.attainment.debt_pane import DebtPane
from workbench.ui.screens.attainment.words import debt_columns, debts_text


class MissedVisits(QWidget):
    """Several may be chosen at once; what is said holds for all of them."""

    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: DebtList | None = None
        column = vertical(self)
        bar = Toolbar()
        bar.row.setContentsMargins(S4, 0, S4, 0)
        self.states = Choices(
            Look.PILLS,
            [Choice(one, partial(_label, one)) for one in DebtState],
            name=lambda: _("Which missed visits"),
        )
        self.states.choose(DebtState.OPEN)
        self.states.chosen.connect(lambda _state: self._filter())
        bar.row.addWidget(self.states)
        bar.row.addStretch(1)
        column.addWidget(bar)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        self.table: Table[VisitDebt] = Table(
            debt_columns(lambda: self._found),
            lambda debt: debt.key,
            name=lambda: _("Missed visits"),
            memory="missed-visits",
            count_text=debts_text,
        )
        self.table.row_activated.connect(lambda debt: self.account_requested.emit(debt.slot.account_id))
        self.table.selection_changed.connect(self._choose)
        row.addWidget(self.table, 1)
        self.pane = DebtPane(context)
        self.pane.hide()
        row.addWidget(self.pane)

    def show_debts(self, found: DebtList) -> None:
        """Show these; what is selected stays so."""
        self._found = found
        for state in DebtState:
            self.states.set_count(state, format_number(found.count(state)))
        self.table.set_rows(found.debts)
        self._filter()
        self._choose()

    def close_innermost(self) -> bool:
        """Close the pane; False if it is closed."""
        if not self.pane.isVisible():
            return False
        self.pane.close_pane()
        return True

    def _filter(self) -> None:
        wanted = self.states.current()
        self.table.set_filter(lambda debt: debt.state is wanted)

    def _choose(self) -> None:
        chosen: Sequence[VisitDebt] = self.table.selected_rows()
        if chosen and self._found is not None:
            self.pane.show_debts(chosen, self._found)
            self.pane.show()
        else:
            self.pane.hide()


def _label(state: DebtState) -> str:
    return state.label
