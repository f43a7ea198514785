"""Accounts: the list with what is late, a preview beside it, new accounts, tiers reviewed."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Manager
from workbench.domain.attainment import Overdue
from workbench.foundation.i18n import _, format_short_date, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.foundation.settings import load_settings, save_settings
from workbench.services.account_view import (
    AccountLine,
    AccountList,
    AccountView,
    list_account_lines,
    list_overdue,
)
from workbench.services.accounts import list_managers
from workbench.services.papers import print_account_plan
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.accounts.account_table import account_table
from workbench.ui.screens.accounts.bulk_bar import BulkBar
from workbench.ui.screens.accounts.list_filter import ListFilter
from workbench.ui.screens.accounts.new_account_pane import NewAccountPane
from workbench.ui.screens.accounts.preview_pane import PreviewPane
from workbench.ui.screens.accounts.tier_review import TierReviewView
from workbench.ui.screens.accounts.visit_pane import VisitPane

TOPICS = frozenset({"account", "visit", "manager", "sales_batch", "frequency_rule", "frequency_override"})
PREVIEW_TOPICS = TOPICS | {"contact", "action", "complaint", "contract"}
TABLE = "accounts"


class AccountsPage(Page):
    """A table and a pane beside it; reviewing the tiers is a view of its own on the same page."""

    page_id = PageId.ACCOUNTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list: AccountList | None = None
        self._late: Mapping[Id, Overdue] = {}
        self._state_timer = QTimer(self)
        self._state_timer.setSingleShot(True)
        self._state_timer.setInterval(500)
        self._state_timer.timeout.connect(self._keep_state)
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        self.nothing = self._make_empty()
        self._stack.addWidget(self.nothing)
        self._list_view = self._make_list()
        self._stack.addWidget(self._list_view)
        self.review = TierReviewView(context)
        self.review.finished.connect(self._leave_review)
        self.review.account_requested.connect(self._open_account)
        self._stack.addWidget(self.review)
        self._make_header()

    # --- what the window asks

    def title(self) -> str:
        return _("Review tiers") if self._reviewing() else pgettext("page", "Accounts")

    def subtitle(self) -> str:
        if self._reviewing():
            return _("Suggested from the sales of the last twelve months")
        count = len(self._list.lines) if self._list else 0
        return ngettext("{count} account", "{count} accounts", count).format(count=count) if count else ""

    def header_actions(self) -> Sequence[QWidget]:
        return self._actions

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()
            if self._reviewing():
                self.review.refresh()
        if topics is None or topics & PREVIEW_TOPICS:
            self.preview.refresh()

    def new_thing(self) -> bool:
        self._leave_review()
        if self._stack.currentWidget() is not self._list_view:
            # The form stands beside the list, even an empty one.
            self._stack.setCurrentWidget(self._list_view)
        self._show_pane(self.new_pane)
        self.new_pane.begin()
        return True

    def edit_thing(self) -> bool:
        line = self.table.current_row()
        if line is None or self._reviewing():
            return False
        self._open_account(line.row.id)
        return True

    def find_here(self) -> bool:
        if self._stack.currentWidget() is not self._list_view:
            return False
        self.filter.search.setFocus()
        self.filter.search.selectAll()
        return True

    def close_innermost(self) -> bool:
        if self._reviewing():
            self._leave_review()
            return True
        for pane in (self.visit_pane, self.new_pane, self.preview):
            if pane.isVisible():
                self._close_pane(pane)
                return True
        if self.bulk.isVisible():
            self._clear_selection()
            return True
        return self.filter.clear()

    # --- making

    def _make_header(self) -> None:
        self.review_button = Button(lambda: _("Review tiers…"), icon="badge-check")
        self.review_button.clicked.connect(self._begin_review)
        self.import_button = Button(lambda: _("Import"), icon="file-spreadsheet")
        self.import_button.clicked.connect(self._go_to_import)
        self.new_button = Button(lambda: _("New account"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)
        self._actions = (self.review_button, self.import_button, self.new_button)

    def _make_empty(self) -> EmptyState:
        bring = Button(lambda: _("Import a spreadsheet…"), Kind.PRIMARY, icon="file-spreadsheet")
        bring.clicked.connect(self._go_to_import)
        new = Button(lambda: _("New account"), icon="plus")
        new.clicked.connect(self.new_thing)
        return EmptyState(
            "building-2",
            lambda: _("No accounts yet"),
            lambda: _("Here stand the companies you look after, with tier, sales, and who is due a visit."),
            (bring, new),
        )

    def _make_list(self) -> QWidget:
        body = QWidget()
        column = vertical(body)
        self.filter = ListFilter(self._context)
        self.filter.changed.connect(self._apply_filter)
        self.filter.columns_requested.connect(self._show_columns)
        self.table = account_table(self._context.workspace.clock.today)
        self.table.restore_state(load_settings().tables.get(TABLE, ""))
        self.table.state_changed.connect(lambda _state: self._state_timer.start())
        self.table.current_changed.connect(self._show_preview)
        self.table.view.clicked.connect(lambda _index: self._show_preview(self.table.current_row()))
        self.table.selection_changed.connect(self._selection_changed)
        self.table.row_activated.connect(lambda line: self._open_account(line.row.id))
        self.bulk = BulkBar(self._context)
        self.bulk.cleared.connect(self._clear_selection)
        self.bulk.hide()
        column.addWidget(self.filter)
        column.addWidget(self.bulk)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        row.addWidget(self.table, 1)
        self.preview = PreviewPane(self._context)
        self.preview.open_requested.connect(self._open_account)
        self.preview.visit_requested.connect(self._plan_visit)
        self.preview.print_requested.connect(self._print_plan)
        self.new_pane = NewAccountPane(self._context)
        self.new_pane.created.connect(self._open_account)
        self.visit_pane = VisitPane(self._context)
        for pane in (self.preview, self.new_pane, self.visit_pane):
            pane.hide()
            row.addWidget(pane)
        self.new_pane.closed.connect(self._pane_closed)
        self.visit_pane.closed.connect(self._pane_closed)
        return body

    # --- reading and showing

    def _load(self) -> None:
        self._context.read(list_account_lines, self._show, key="account-list")
        self._context.read(list_overdue, self._show_late, key="account-overdue")
        self._context.read(list_managers, self._take_managers, key="account-managers")

    def _take_managers(self, managers: Sequence[Manager]) -> None:
        self.new_pane.show_managers(managers)
        self.bulk.show_managers(managers)

    def _show(self, found: AccountList) -> None:
        self._list = found
        self._show_lines()
        until = found.data_until
        self.table.set_note(
            (lambda: _("Sales on record until {date}").format(date=format_short_date(until))) if until else ""
        )
        self.header_changed.emit()
        has_any = bool(found.lines)
        self.review_button.setVisible(has_any)
        if not self._reviewing() and (has_any or not self.new_pane.isVisible()):
            self._stack.setCurrentWidget(self._list_view if has_any else self.nothing)

    def _show_late(self, late: Mapping[Id, Overdue]) -> None:
        self._late = late
        if self._list is not None:
            self._show_lines()

    def _show_lines(self) -> None:
        assert self._list is not None
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

    def _clear_selection(self) -> None:
        self.table.view.clearSelection()
        self.table.setFocus()

    def _show_preview(self, line: AccountLine | None) -> None:
        if line is not None:
            self._show_pane(self.preview)
            self.preview.show_account(line.row.id)

    def _show_pane(self, shown: QWidget) -> None:
        for pane in (self.preview, self.new_pane, self.visit_pane):
            pane.setVisible(pane is shown)

    def _close_pane(self, pane: PreviewPane | NewAccountPane | VisitPane) -> None:
        pane.close_pane()
        self.table.setFocus()

    def _pane_closed(self) -> None:
        if self._list is not None and not self._list.lines:
            self._stack.setCurrentWidget(self.nothing)
        self.table.setFocus()

    # --- doing

    def _open_account(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))

    def _go_to_import(self) -> None:
        self.navigation_requested.emit(Destination(PageId.IMPORT))

    def _plan_visit(self, view: AccountView) -> None:
        self._show_pane(self.visit_pane)
        self.visit_pane.begin(view)

    def _print_plan(self, view: AccountView) -> None:
        account = view.account
        preview_paper(
            self._context,
            self,
            lambda: _("Account plan"),
            _("Account plan {name}").format(name=account.short),
            lambda workspace, profile, size, code: print_account_plan(
                workspace, account.id, profile=profile, paper_size=size, in_language=code
            ),
        )

    def _reviewing(self) -> bool:
        return self._stack.currentWidget() is self.review

    def _begin_review(self) -> None:
        self.review.begin()
        self._stack.setCurrentWidget(self.review)
        self._tell_header()

    def _leave_review(self) -> None:
        if self._reviewing():
            has_any = self._list is not None and bool(self._list.lines)
            self._stack.setCurrentWidget(self._list_view if has_any else self.nothing)
            self._tell_header()

    def _tell_header(self) -> None:
        for button in self._actions:
            button.setVisible(not self._reviewing())
        self.header_changed.emit()

    def _show_columns(self) -> None:
        button = self.filter.columns
        self.table.column_menu().popup(button.mapToGlobal(QPoint(0, button.height())))

    def _keep_state(self) -> None:
        state = self.table.state()

        def keep(_job: object) -> None:
            stored = load_settings()
            save_settings(replace(stored, tables={**stored.tables, TABLE: state}))

        self._context.tasks.run_write(keep, lambda _nothing: None, lambda _error: None)
