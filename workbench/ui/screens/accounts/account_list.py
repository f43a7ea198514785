"""The table of accounts under its filter; with several chosen, under what can be done with them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.i18n import _, format_short_date
from workbench.foundation.settings import change_settings, load_settings
from workbench.services.account_list import AccountLine, AccountList
from workbench.services.saved_views import (
    SavedView,
    list_views,
)
from workbench.ui.context import Context
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import words
from workbench.ui.saved_views import ViewKeeper
from workbench.ui.screens.accounts import list_views as views
from workbench.ui.screens.accounts.account_table import account_table
from workbench.ui.screens.accounts.bulk_bar import BulkBar
from workbench.ui.screens.accounts.list_filter import ListFilter

TABLE = "accounts"
STATE_DELAY_MS = 500


class AccountListView(QWidget):
    """Order, widths and hidden columns are remembered. ``chosen`` gives a line, ``opened`` an id."""

    chosen = Signal(object)
    opened = Signal(object)
    planning_requested = Signal(object)
    handover_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._arriving = False
        self._managers: Sequence[Manager] = ()
        self._saved: Sequence[SavedView] = ()
        self.state_timer = QTimer(self)
        self.state_timer.setSingleShot(True)
        self.state_timer.setInterval(STATE_DELAY_MS)
        self.state_timer.timeout.connect(self._keep_state)
        self.filter = ListFilter(context)
        self.bulk = BulkBar(context, lambda: [line.id for line in self.table.selected_rows()])
        self.bulk.cleared.connect(self.clear_selection)
        self.bulk.planning_requested.connect(self.planning_requested)
        self.bulk.handover_requested.connect(self.handover_requested)
        self.bulk.hide()
        self.table = account_table(context.workspace.clock.today, self._run)
        self.table.restore_state(load_settings().tables.get(TABLE, ""))
        self.bulk.output_requested.connect(self.table.put_out)
        self._listen()
        column = vertical(self)
        column.addWidget(self.filter)
        column.addWidget(self.bulk)
        self._row = horizontal(gap=0)
        self._row.addWidget(self.table, 1)
        column.addLayout(self._row, 1)
        self._show_views()
        self._tell_filters()

    def _listen(self) -> None:
        table, strip = self.table, self.filter
        strip.typed.connect(self._apply_text)
        table.view.clear_others = self.clear
        strip.left.connect(table.focus_rows)
        strip.view_chosen.connect(self._show_view)
        keeper = ViewKeeper(self._context, TABLE, self.refresh_views)
        strip.save_requested.connect(lambda: keeper.save(table.state(text=strip.text)))
        strip.rename_requested.connect(lambda view: keeper.rename(words(view.name)))
        strip.delete_requested.connect(lambda view: keeper.delete(words(view.name), view.state))
        strip.filter_row_requested.connect(table.show_filter_row)
        strip.columns_requested.connect(self._show_columns)
        table.state_changed.connect(self._state_changed)
        table.filters_changed.connect(self._tell_filters)
        table.current_changed.connect(self._tell_chosen)
        table.view.clicked.connect(lambda _index: self.chosen.emit(table.current_row()))
        table.selection_changed.connect(self._selection_changed)
        table.row_activated.connect(lambda line: self.opened.emit(line.id))

    def add_pane(self, pane: QWidget) -> None:
        """Put a pane beside the table, hidden for now."""
        pane.hide()
        self._row.addWidget(pane)

    def show_list(self, found: AccountList) -> None:
        """Show these accounts."""
        self.table.set_rows(found.lines)
        until = found.data_until
        self.table.set_note(
            (lambda: _("CNY, data to {date}").format(date=format_short_date(until))) if until else ""
        )
        self._count_views()

    def show_managers(self, managers: Sequence[Manager]) -> None:
        """Offer these people; the one who works here has a view of their own."""
        self._managers = managers
        self.bulk.show_managers(managers)
        self._show_views()

    def refresh_views(self) -> None:
        """Read the saved views."""
        self._context.read(lambda workspace: list_views(workspace, TABLE), self._take_views, key="views")

    def current(self) -> AccountLine | None:
        """The line with the accent edge."""
        return self.table.current_row()

    def find_here(self) -> None:
        """Put the cursor into the filter."""
        self.filter.search.setFocus()
        self.filter.search.selectAll()

    def clear(self) -> bool:
        """Undo the selection of several, else all filters; False if there was neither."""
        if not self.bulk.isHidden():
            self.clear_selection()
            return True
        if self.filter.is_clear():
            return False
        self.filter.choose(views.ALL)
        return True

    def take_keyboard(self) -> bool:
        """Put the focus into the table; nothing is chosen by that. False while it is empty."""
        self._arriving = True
        if self.table.view.model().rowCount():
            self.table.view.setFocus(Qt.FocusReason.OtherFocusReason)
        self._arriving = False
        return self.table.view.hasFocus()

    def _tell_chosen(self, line: AccountLine | None) -> None:
        # Qt makes the first row the current one where there was none.
        if not self._arriving:
            self.chosen.emit(line)

    def clear_selection(self) -> None:
        """Choose nothing."""
        self.table.view.clearSelection()
        self.table.setFocus()

    # --- filtering and views

    def _apply_text(self) -> None:
        wanted, found = self.filter.text.casefold().split(), self.filter.found

        def keeps(line: AccountLine) -> bool:
            return line.id in found or all(word in line.searched for word in wanted)

        self.table.set_filter(keeps if wanted else None)
        self._tell_filters()

    def _tell_filters(self) -> None:
        self.filter.show_filters(self.table.filters(), row=self.table.has_filter_row())
        self.table.count_filters(bool(self.filter.text))

    def _state_changed(self, _state: str) -> None:
        self.state_timer.start()
        self.filter.rows_button.setChecked(self.table.has_filter_row())

    def _show_view(self, view: views.ListView) -> None:
        self.filter.set_text(view.text)
        if view.is_saved:
            self.table.restore_state(view.state, with_filters=True)
            self._tell_filters()
        else:
            self.table.set_filters(view.filters)

    def _me(self) -> str:
        author = self._context.workspace.author
        return author if any(manager.name == author for manager in self._managers) else ""

    def _take_views(self, saved: Sequence[SavedView]) -> None:
        self._saved = saved
        self._show_views()

    def _show_views(self) -> None:
        self._views = views.list_views(self._saved, self._me())
        self.filter.show_views(self._views)
        self._tell_filters()
        self._count_views()

    def _count_views(self) -> None:
        rows, table = self.table.row_set(), self.table
        wanted = {view.key: table.wish_of(view.filters) for view in self._views if not view.text}

        def work() -> Mapping[str, int]:
            return {key: rows.count(wish) for key, wish in wanted.items()}

        self._context.read(lambda _workspace: work(), self.filter.show_counts, key="account-views")

    # --- selection and columns

    def _selection_changed(self) -> None:
        count = self.table.selected_count()
        self.bulk.show_count(count)
        self.bulk.setVisible(count > 1)
        self.filter.setVisible(count <= 1)

    def _show_columns(self) -> None:
        button = self.filter.columns
        self.table.column_chooser().open_at(button.mapToGlobal(button.rect().bottomLeft()))

    def _run(self, work: Callable[[], Any], on_done: Callable[[Any], object]) -> None:
        self._context.tasks.run_read(lambda _job: work(), on_done, self._context.show_error)

    def _keep_state(self) -> None:
        state = self.table.state(filters={}, text="")

        def keep(_job: object) -> None:
            change_settings(lambda stored: replace(stored, tables={**stored.tables, TABLE: state}))

        self._context.tasks.run_write(keep, lambda _nothing: None, lambda _error: None)
