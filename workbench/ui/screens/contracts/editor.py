"""One contract: its life on top, then text, goods, deviations, duties, amendments, files and history."""

from enum import Enum
from functools import partial
from typing import Any, TypeVar, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.domain.contracts import ContractEventKind
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_view import ContractView, get_contract_view
from workbench.services.contracts import delete_contract
from workbench.ui.context import Context
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.tokens import S2, S6
from workbench.ui.screens.contracts.amendments_view import AmendmentsView
from workbench.ui.screens.contracts.check_pane import FAULT, MISSING, UNEXPLAINED, CheckPane
from workbench.ui.screens.contracts.deviations_view import DeviationsView
from workbench.ui.screens.contracts.document import preview_contract
from workbench.ui.screens.contracts.duties_view import DutiesView
from workbench.ui.screens.contracts.edits import ContractEdits
from workbench.ui.screens.contracts.files_view import FilesView
from workbench.ui.screens.contracts.goods_view import GoodsView
from workbench.ui.screens.contracts.history_view import HistoryView
from workbench.ui.screens.contracts.life_strip import LifeStrip
from workbench.ui.screens.contracts.move_pane import MovePane
from workbench.ui.screens.contracts.text_view import TextView

_KIND = ContractEventKind
W = TypeVar("W", bound=QWidget)


class Tab(Enum):
    """The parts of the page of one contract, in their order."""

    TEXT = "text"
    GOODS = "goods"
    DEVIATIONS = "deviations"
    DUTIES = "duties"
    AMENDMENTS = "amendments"
    FILES = "files"
    HISTORY = "history"

    @property
    def label(self) -> str:
        return {
            Tab.TEXT: pgettext("contract", "Text"),
            Tab.GOODS: pgettext("contract", "Terms and goods"),
            Tab.DEVIATIONS: pgettext("contract", "Deviations"),
            Tab.DUTIES: pgettext("contract", "Duties"),
            Tab.AMENDMENTS: pgettext("contract", "Amendments"),
            Tab.FILES: pgettext("contract", "Files"),
            Tab.HISTORY: pgettext("contract", "History"),
        }[self]


def _tab_word(tab: Tab) -> str:
    return tab.label


class ContractEditor(QWidget):
    """``shown`` tells that a contract stands there; ``gone`` that it is not in the file any more.

    ``left`` asks for the list.
    """

    shown = Signal()
    gone = Signal()
    left = Signal()
    renewed = Signal(object)
    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self.view: ContractView | None = None
        self._contract: Id | None = None
        self.edits = ContractEdits(context)
        column = vertical(self)
        self.strip = LifeStrip()
        self.strip.back.clicked.connect(self.left)
        self.strip.moved.connect(self.move_on)
        self.strip.other_requested.connect(self.renewed)
        self.strip.check_requested.connect(self.check)
        column.addWidget(self.strip)
        row = horizontal(margins=(S6, S2, S6, 0), gap=S2)
        self.tabs = Choices(
            Look.TABS,
            [Choice(tab, partial(_tab_word, tab)) for tab in Tab],
            name=lambda: _("Parts of the contract"),
        )
        self.tabs.chosen.connect(self._turn)
        row.addWidget(self.tabs)
        row.addStretch(1)
        column.addLayout(row)
        column.addWidget(Line())
        below = horizontal(gap=0)
        column.addLayout(below, 1)
        self._parts: dict[Tab, Any] = {}
        self.stack = QStackedWidget()
        below.addWidget(self.stack, 1)
        self.check_pane = CheckPane()
        self.check_pane.go_requested.connect(self._go)
        self.move_pane = MovePane(context)
        self.move_pane.renewed.connect(self.renewed)
        self.move_pane.check_requested.connect(self.check)
        for pane in (self.check_pane, self.move_pane):
            pane.hide()
            pane.closed.connect(lambda: self.text.show_values(True))
            below.addWidget(pane)
        self._make_keys()

    def part(self, tab: Tab) -> QWidget:
        """The part under ``tab``, made when it is first looked at."""
        if tab not in self._parts:
            part = self._make(tab)
            self._parts[tab] = part
            self.stack.addWidget(part)
            if self.view is not None:
                part.show_view(self.view)
        found: QWidget = self._parts[tab]
        return found

    def _make(self, tab: Tab) -> Any:
        context, edits = self._context, self.edits
        if tab is Tab.TEXT:
            text = TextView(context, edits)
            text.profile_requested.connect(self._ask_account)
            text.files_requested.connect(lambda: self.go_to(Tab.FILES))
            return text
        if tab is Tab.DEVIATIONS:
            deviations = DeviationsView(edits)
            deviations.opened.connect(self._go_to_clause)
            return deviations
        if tab is Tab.AMENDMENTS:
            amendments = AmendmentsView(context)
            amendments.sign_requested.connect(self._sign_amendment)
            return amendments
        if tab is Tab.GOODS:
            return GoodsView(context, edits)
        if tab is Tab.DUTIES:
            return DutiesView(context, edits)
        return FilesView(context) if tab is Tab.FILES else HistoryView()

    @property
    def text(self) -> TextView:
        """The text with its values."""
        return self._part(Tab.TEXT, TextView)

    @property
    def goods(self) -> GoodsView:
        """Terms and goods."""
        return self._part(Tab.GOODS, GoodsView)

    @property
    def deviations(self) -> DeviationsView:
        """The register of deviations."""
        return self._part(Tab.DEVIATIONS, DeviationsView)

    @property
    def duties(self) -> DutiesView:
        """The execution checklist."""
        return self._part(Tab.DUTIES, DutiesView)

    @property
    def amendments(self) -> AmendmentsView:
        """The amendments."""
        return self._part(Tab.AMENDMENTS, AmendmentsView)

    @property
    def files(self) -> FilesView:
        """The papers."""
        return self._part(Tab.FILES, FilesView)

    def _part(self, tab: Tab, _kind: type[W]) -> W:
        part: W = cast("W", self.part(tab))
        return part

    def _make_keys(self) -> None:
        for keys, run in (
            ("Ctrl+Return", self.move_main),
            ("F7", self.check),
            ("F8", self._next_missing),
            ("Ctrl+PgDown", lambda: self._step_tab(1)),
            ("Ctrl+PgUp", lambda: self._step_tab(-1)),
        ):
            # Wherever the cursor is, as long as a contract is shown.
            QShortcut(QKeySequence(keys), self, run)

    def contract_id(self) -> Id | None:
        """The contract shown, or on its way."""
        return self._contract

    def show_contract(self, contract_id: Id) -> None:
        """Show another contract."""
        if contract_id != self._contract:
            self.leave()
            self._contract, self.view = contract_id, None
            self.edits.contract_id = contract_id
            self._close_panes()
            self.tabs.choose(Tab.TEXT)
            self.stack.setCurrentWidget(self.text)
        self.read()

    def read(self) -> None:
        """Bring up to date what is shown."""
        wanted = self._contract
        if wanted is not None:
            self._context.read(
                lambda workspace: get_contract_view(workspace, wanted),
                self._show,
                key="contract",
                on_error=self._fail,
            )

    def go_to(self, tab: Tab) -> None:
        """Show a part."""
        self.tabs.choose(tab)
        self._turn(tab)

    def current(self) -> Tab:
        """The part shown."""
        tab = self.tabs.current()
        return tab if isinstance(tab, Tab) else Tab.TEXT

    def move_on(self, kind: ContractEventKind) -> None:
        """Begin a step of the life."""
        if self.view is None:
            return
        self.leave()
        if kind is _KIND.AMENDED:
            self.go_to(Tab.AMENDMENTS)
            self.amendments.begin()
            return
        self.check_pane.hide()
        self.text.show_values(False)
        self.move_pane.begin(kind, self.view)

    def move_main(self) -> None:
        """Begin the step that leads on, or take the one that is begun."""
        kind = self.strip.main_move()
        if self.move_pane.isVisible():
            self.move_pane.save()
        elif self.current() is Tab.AMENDMENTS and self.amendments.edit.sign_button.isVisible():
            self.amendments.edit.sign_button.click()
        elif kind is not None:
            self.move_on(kind)

    def check(self) -> None:
        """List what is missing or wrong."""
        if self.view is not None:
            self.leave()
            self.move_pane.hide()
            self.text.show_values(False)
            self.check_pane.begin(self.view)

    def print_document(self) -> bool:
        """Open the preview of the document; of an amendment where one is looked at."""
        if self.view is None:
            return False
        self.leave()
        shown = self.amendments.edit.shown_id() if self.current() is Tab.AMENDMENTS else None
        number = next(
            (one.amendment.number for one in self.view.amendments if one.amendment.id == shown), None
        )
        preview_contract(self._context, self, self.view, number)
        return True

    def delete(self) -> None:
        """Delete the draft; Undo brings it back."""
        wanted = self._contract
        if wanted is not None:
            self._context.save(
                lambda workspace: delete_contract(workspace, wanted),
                said=_("Contract deleted"),
                on_done=lambda _summary: self.gone.emit(),
            )

    def leave(self) -> None:
        """Store what is being typed."""
        for tab in (Tab.TEXT, Tab.AMENDMENTS):
            if tab in self._parts:
                self._parts[tab].leave()

    def close_innermost(self) -> bool:
        """Close a pane; False if none is open."""
        for pane in (self.move_pane, self.check_pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return self.current() is Tab.DUTIES and self.duties.close_innermost()

    def keys(self) -> list[tuple[str, str]]:
        """The keys of its own."""
        return [
            (_("The next step of the contract"), "Ctrl+Enter"),
            (_("Check what is missing"), "F7"),
            (_("Next missing value"), "F8"),
            (_("Next part of the contract, and the one before"), "Ctrl+PgDn / PgUp"),
            (_("Next clause, and the one before"), "Alt+↓ / ↑"),
            (_("Move the clause or the line of goods"), "Alt+Shift+↓ / ↑"),
            (_("Insert a placeholder"), "{{"),
        ]

    def hideEvent(self, event: object) -> None:
        self.leave()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.close_innermost():
            return
        super().keyPressEvent(event)

    def _show(self, view: ContractView) -> None:
        if view.contract.id != self._contract:
            return
        is_first = self.view is None
        self.view = view
        self.strip.show_view(view)
        for part in self._parts.values():
            part.show_view(view)
        counts = {
            Tab.GOODS: len(view.lines),
            Tab.DEVIATIONS: len(view.deviations),
            Tab.DUTIES: len(view.duties),
            Tab.AMENDMENTS: len(view.amendments),
            Tab.FILES: len(view.files),
        }
        for tab, count in counts.items():
            self.tabs.set_count(tab, str(count) if count else "")
        if self.check_pane.isVisible():
            self.check_pane.show_view(view)
        if self.move_pane.isVisible():
            self.move_pane.show_view(view)
        if is_first:
            self.go_to(Tab.TEXT if view.clauses else Tab.GOODS)
            # Tab goes on from the contract, not from the page one comes from.
            if self.isVisible():
                self.take_keyboard()
        self.shown.emit()

    def take_keyboard(self) -> None:
        """Put the focus on the clauses; on the tabs where there are none, or none yet."""
        if self.view and self.view.clauses:
            self.text.list.setFocus()
        else:
            self.tabs.take_keyboard()

    def _fail(self, error: Exception) -> None:
        if isinstance(error, NotFound):
            self._contract = None
            self.gone.emit()
        else:
            self._context.show_error(error)

    def _turn(self, tab: object) -> None:
        if isinstance(tab, Tab):
            self.leave()
            self.stack.setCurrentWidget(self.part(tab))

    def _step_tab(self, by: int) -> None:
        tabs = list(Tab)
        self.go_to(tabs[(tabs.index(self.current()) + by) % len(tabs)])
        held = self.window().focusWidget()
        if held is None or not self.isAncestorOf(held):
            # What held the focus is hidden now.
            self.tabs.setFocus()

    def _next_missing(self) -> None:
        self._close_panes()
        self.go_to(Tab.TEXT)
        self.text.values.go_to_next_missing()

    def _go(self, what: str, key: str, name: str) -> None:
        if what == MISSING:
            self._close_panes()
            self.go_to(Tab.TEXT)
            if not self.text.go_to_value(name, key):
                self.go_to(Tab.GOODS)
        elif what == UNEXPLAINED:
            self.go_to(Tab.DEVIATIONS)
            self.deviations.go_to(key)
        elif what == FAULT and key:
            self._go_to_clause(key)
        else:
            self.go_to(Tab.GOODS)

    def _close_panes(self) -> None:
        for pane in (self.check_pane, self.move_pane):
            pane.hide()
        self.text.show_values(True)

    def _go_to_clause(self, key: str) -> None:
        self.go_to(Tab.TEXT)
        self.text.go_to(key)
        self.text.clause.text.setFocus()

    def _sign_amendment(self, amendment_id: Id) -> None:
        if self.view is not None:
            self.check_pane.hide()
            self.text.show_values(False)
            self.move_pane.begin(_KIND.AMENDED, self.view, amendment_id)

    def _ask_account(self) -> None:
        if self.view is not None:
            self.account_requested.emit(self.view.account.id)
