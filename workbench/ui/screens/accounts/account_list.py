"""The table of accounts under its filter; with several chosen, under what can be done with them."""

from collections.abc import Mapping
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.attainment import Overdue
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings, save_settings
from workbench.services.account_list import AccountLine, AccountList
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.screens.accounts.account_table import account_table
from workbench.ui.screens.accounts.bulk_bar import BulkBar
from workbench.ui.screens.accounts.list_filter import ListFilter

TABLE = "accounts"
STATE_DELAY_MS = 500


class AccountListView(QWidget):
    """Order, widths and hidden columns are remembered. ``chosen`` gives a line, ``opened`` an id."""

    chosen = Signal(object)
    opened = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._list: AccountList | None = None
        self._late: Mapping[Id, Overdue] = {}
        self.state_timer = QTimer(self)
        self.state_timer.setSingleShot(True)
        self.state_timer.setInterval(STATE_DELAY_MS)
        self.state_timer.timeout.connect(self._keep_state)
        self.filter = ListFilter(context)
        self.filter.changed.connect(self._apply_filter)
        self.filter.columns_requested.connect(self._show_columns)
        self.bulk = BulkBar(context)
        self.bulk.cleared.connect(self.clear_selection)
        self.bulk.hide()
        self.table = account_table(context.workspace.clock.today)
        self.table.restore_state(load_settings().tables.get(TABLE, ""))
        self.table.state_changed.connect(lambda _state: self.state_timer.start())
        self.table.current_changed.connect(self.chosen)
        self.table.view.clicked.connect(lambda _index: self.chosen.emit(self.table.current_row()))
        self.table.selection_changed.connect(self._selection_changed)
        self.table.row_activated.connect(lambda line: self.opened.emit(line.row.id))
        column = vertical(self)
        column.addWidget(self.filter)
        column.addWidget(self.bulk)
        self._row = horizontal(gap=0)
        self._row.addWidget(self.table, 1)
        column.addLayout(self._row, 1)

    def add_pane(self, pane: QWidget) -> None:
        """Put a pane beside the table, hidden for now."""
        pane.hide()
        self._row.addWidget(pane)

    def show_list(self, found: AccountList) -> None:
        """Show these accounts, with what was known to be late."""
        self._list = found
        self._show_lines()
        until = found.data_until
        self.table.set_note(
            (lambda: _("Sales on record until {date}").format(date=format_short_date(until))) if until else ""
        )

    def show_late(self, late: Mapping[Id, Overdue]) -> None:
        """Show what is late."""
        self._late = late
        self._show_lines()

    def current(self) -> AccountLine | None:
        """The line with the accent edge."""
        return self.table.current_row()

    def find_here(self) -> None:
        """Put the cursor into the filter."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def clear(self) -> bool:
        """Undo the selection of several, else the filter; False if there was neither."""
        if not self.bulk.isHidden():
            self.clear_selection()
            return True
        return self.filter.clear()

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.table.view.clearSelection()
        self.table.setFocus()

    def _show_lines(self) -> None:
        if self._list is None:
            return
        lines = [replace(line, late=self._late.get(line.row.id)) for line in self._list.lines]
        # Within a tier the best customers stand first.
        lines.sort(key=lambda line: -line.row.sales_12m_fen)
        self.table.set_rows(lines)
        self.filter.show_counts(lines)

    def _apply_filter(self) -> None:
        self.table.set_filter(self.filter.keeps)

    def _selection_changed(self) -> None:
        chosen = self.table.selected_rows()
        several = len(chosen) > 1
        self.bulk.show_chosen([line.row.id for line in chosen])
        self.bulk.setVisible(several)
        self.filter.setVisible(not several)

    def _show_columns(self) -> None:
        button = self.filter.columns
        self.table.column_menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def _keep_state(self) -> None:
        state = self.table.state()

        def keep(_job: object) -> None:
            stored = load_settings()
            save_settings(replace(stored, tables={**stored.tables, TABLE: state}))

        self._context.tasks.run_write(keep, lambda _nothing: None, lambda _error: None)
