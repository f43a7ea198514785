"""Accounts: the list with what is late, a preview beside it, new accounts, tiers reviewed."""

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.accounts import Manager
from workbench.foundation.i18n import _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.account_alarms import as_before, with_alarms
from workbench.services.account_list import AccountLine, AccountList, list_account_lines, with_overdue
from workbench.services.account_view import AccountView
from workbench.services.accounts import list_managers
from workbench.services.duplicates import count_duplicates
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.surfaces import vertical
from workbench.ui.navigation import Destination, PageId, Part
from workbench.ui.page import Page
from workbench.ui.screens.accounts.account_list import AccountListView
from workbench.ui.screens.accounts.new_account_pane import NewAccountPane
from workbench.ui.screens.accounts.plan_print import preview_plan
from workbench.ui.screens.accounts.preview_pane import PreviewPane
from workbench.ui.screens.accounts.tier_review import TierReviewView
from workbench.ui.screens.accounts.visit_pane import VisitPane

TOPICS = frozenset({"account", "visit", "manager", "sales_batch", "frequency_rule", "frequency_override"})
REVIEW_TOPICS = TOPICS | {"tier_refusal", "tier_review", "scorecard_score", "policy"}
DUPLICATE_TOPICS = frozenset({"account", "contact", "not_duplicate"})
PREVIEW_TOPICS = TOPICS | {"contact", "action", "complaint", "contract"}


class AccountsPage(Page):
    """A table and a pane beside it; reviewing the tiers is a view of its own on the same page."""

    page_id = PageId.ACCOUNTS

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list: AccountList | None = None
        self._stack = QStackedWidget()
        vertical(self).addWidget(self._stack)
        self._stack.addWidget(QWidget())
        self.nothing = self._make_empty()
        self._stack.addWidget(self.nothing)
        self._make_list()
        self._stack.addWidget(self.list)
        self.review = TierReviewView(context)
        self.review.finished.connect(self._leave_review)
        self.review.account_requested.connect(self._open_account)
        self.review.limits_requested.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.SETTINGS, view=Part.TIERS))
        )
        self._stack.addWidget(self.review)
        self._make_header()

    # --- what the window asks

    def title(self) -> str:
        return _("Review tiers") if self._reviewing() else pgettext("page", "Accounts")

    def subtitle(self) -> str:
        if self._reviewing():
            return _("Suggested from the sales of the last twelve months")
        count = len(self._list.lines) if self._list else 0
        told = ngettext("{count} account", "{count} accounts", count)
        return told.format(count=format_number(count)) if count else ""

    def header_actions(self) -> Sequence[QWidget]:
        return self._actions

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._load()
        if self._reviewing() and (topics is None or topics & REVIEW_TOPICS):
            self.review.refresh()
        if topics is None or topics & PREVIEW_TOPICS:
            self.preview.refresh()
        if topics is None or topics & DUPLICATE_TOPICS:
            self._context.read(count_duplicates, self._show_duplicates, key="account-duplicates")

    def new_thing(self) -> bool:
        self._leave_review()
        if self._stack.currentWidget() is not self.list:
            # The form stands beside the list, even an empty one.
            self._stack.setCurrentWidget(self.list)
        self._show_pane(self.new_pane)
        self.new_pane.begin()
        return True

    def new_named(self, name: str) -> bool:
        self.new_thing()
        self.new_pane.name.control.setText(name)
        return True

    def edit_thing(self) -> bool:
        line = self.list.current()
        if line is None or self._reviewing():
            return False
        self._open_account(line.id)
        return True

    def find_here(self) -> bool:
        if self._stack.currentWidget() is not self.list:
            return False
        self.list.find_here()
        return True

    def take_keyboard(self) -> bool:
        return self.list.isVisible() and self.list.take_keyboard()

    def close_innermost(self) -> bool:
        if self._reviewing():
            self._leave_review()
            return True
        for pane in (self.visit_pane, self.new_pane, self.preview):
            if pane.isVisible():
                self._close_pane(pane)
                return True
        return self.list.clear()

    # --- making

    def _make_header(self) -> None:
        self.review_button = Button(lambda: _("Review tiers…"), icon="badge-check")
        self.review_button.clicked.connect(self._begin_review)
        self.import_button = Button(lambda: _("Import"), icon="file-spreadsheet")
        self.import_button.clicked.connect(self._go_to_import)
        self.new_button = Button(lambda: _("New account"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)
        self.duplicates_button = Button("", Kind.PLAIN, icon="copy")
        self.duplicates_button.clicked.connect(
            lambda: self.navigation_requested.emit(Destination(PageId.DUPLICATES))
        )
        self._duplicates: int | None = 0
        self._actions = (self.duplicates_button, self.review_button, self.import_button, self.new_button)

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

    def _make_list(self) -> None:
        self.list = AccountListView(self._context)
        self.list.chosen.connect(self._show_preview)
        self.list.opened.connect(self._open_account)
        self.list.planning_requested.connect(
            lambda accounts: self.navigation_requested.emit(
                Destination(PageId.CALENDAR, view=Part.PLAN, subjects=accounts)
            )
        )
        self.list.handover_requested.connect(
            lambda accounts: self.navigation_requested.emit(Destination(PageId.HANDOVERS, subjects=accounts))
        )
        self.preview = PreviewPane(self._context)
        self.preview.open_requested.connect(self._open_account)
        self.preview.visit_requested.connect(self._plan_visit)
        self.preview.print_requested.connect(lambda view: preview_plan(self._context, self, view.account))
        self.new_pane = NewAccountPane(self._context)
        self.new_pane.created.connect(self._open_account)
        self.visit_pane = VisitPane(self._context)
        for pane in (self.preview, self.new_pane, self.visit_pane):
            self.list.add_pane(pane)
        self.new_pane.closed.connect(self._pane_closed)
        self.visit_pane.closed.connect(self._pane_closed)

    # --- reading and showing

    def _load(self) -> None:
        self._context.read(list_account_lines, self._show, key="account-list")
        self._context.read(list_managers, self._take_managers, key="account-managers")
        self.list.refresh_views()

    def _take_managers(self, managers: Sequence[Manager]) -> None:
        self.new_pane.show_managers(managers)
        self.list.show_managers(managers)

    def _show(self, found: AccountList) -> None:
        shown = self._list = as_before(found, self._list)
        self.list.show_list(shown)
        self._context.read(
            lambda workspace: with_overdue(workspace, shown), self._show_overdue, key="account-overdue"
        )
        self.header_changed.emit()
        has_any = bool(found.lines)
        self._show_actions()
        if not self._reviewing() and (has_any or not self.new_pane.isVisible()):
            self._stack.setCurrentWidget(self.list if has_any else self.nothing)

    def _show_overdue(self, found: AccountList) -> None:
        """With what is overdue; the alarms, which look at everything, follow."""
        self._take(found)
        self._context.read(lambda workspace: with_alarms(workspace, found), self._take, key="account-alarms")

    def _take(self, found: AccountList) -> None:
        self._list = found
        self.list.show_list(found)

    def _show_duplicates(self, count: int | None) -> None:
        self._duplicates = count
        self.duplicates_button.say(
            lambda: (
                _("Duplicates")
                if count is None
                else ngettext("{count} duplicate", "{count} duplicates", count).format(
                    count=format_number(count)
                )
            )
        )
        self._show_actions()

    def _show_preview(self, line: AccountLine | None) -> None:
        if line is not None:
            self._show_pane(self.preview)
            self.preview.show_account(line.id)

    def _show_pane(self, shown: QWidget) -> None:
        for pane in (self.preview, self.new_pane, self.visit_pane):
            pane.setVisible(pane is shown)

    def _close_pane(self, pane: PreviewPane | NewAccountPane | VisitPane) -> None:
        pane.close_pane()
        self.list.table.setFocus()

    def _pane_closed(self) -> None:
        if self._list is not None and not self._list.lines:
            self._stack.setCurrentWidget(self.nothing)
        self.list.table.setFocus()

    # --- doing

    def _open_account(self, account_id: Id) -> None:
        self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account_id))

    def _go_to_import(self) -> None:
        self.navigation_requested.emit(Destination(PageId.IMPORT))

    def _plan_visit(self, view: AccountView) -> None:
        self._show_pane(self.visit_pane)
        self.visit_pane.begin(view)

    def _reviewing(self) -> bool:
        return self._stack.currentWidget() is self.review

    def _begin_review(self) -> None:
        self.review.begin()
        self._stack.setCurrentWidget(self.review)
        self._tell_header()

    def _leave_review(self) -> None:
        if self._reviewing():
            has_any = self._list is not None and bool(self._list.lines)
            self._stack.setCurrentWidget(self.list if has_any else self.nothing)
            self._tell_header()

    def _tell_header(self) -> None:
        self._show_actions()
        self.header_changed.emit()

    def _show_actions(self) -> None:
        for button in self._actions:
            button.setVisible(not self._reviewing())
        if self._list is not None and not self._list.lines:
            self.review_button.hide()
        if self._duplicates == 0:
            self.duplicates_button.hide()
