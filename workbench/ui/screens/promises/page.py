"""The promise ledger 承诺台账: what we owe and what is owed to us, by age; one keystroke ticks it off."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QMenu, QStackedWidget, QWidget

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.promises import Age, KeptRate
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, format_number, format_percent_bp, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.promises import PromiseLedger, PromiseLine, keep_promises, promise_ledger
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.figures import KeyNumber, KeyNumberStrip
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.texts import Text
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page
from workbench.ui.printing import preview_paper
from workbench.ui.screens.promises.ledger_bar import LedgerBar, Which
from workbench.ui.screens.promises.promise_pane import PromisePane
from workbench.ui.screens.promises.promise_table import ledger_columns

TOPICS = frozenset({"action", "account", "visit", "contact", "manager"})


class PromisesPage(Page):
    """Figures by age on top, the filters, the table, and the pane of one promise."""

    page_id = PageId.PROMISES

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._ledger: PromiseLedger | None = None
        self._age: Age | None = None
        self._wanted: Destination | None = None
        self._make_header()
        column = vertical(self)
        self._stack = QStackedWidget()
        column.addWidget(self._stack)
        first = Button(lambda: _("New promise"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(self.new_thing)
        self.nothing = EmptyState(
            "handshake",
            lambda: _("Nothing has been promised yet"),
            lambda: _(
                "Promises made on visits come here by themselves, ours and theirs. "
                "You can also note one without a visit."
            ),
            (first,),
        )
        self._stack.addWidget(self._make_body())
        self._stack.addWidget(self.nothing)

    def title(self) -> str:
        return pgettext("page", "Promises")

    def subtitle(self) -> str:
        if self._ledger is None:
            return ""
        ages = self._ledger.ages(self._counted())
        late = sum(count for age, count in ages.items() if age is not Age.NOT_DUE)
        count = sum(ages.values())
        words = ngettext("{count} open", "{count} open", count).format(count=format_number(count))
        return words + " · " + ngettext("{count} late", "{count} late", late).format(count=late)

    def header_widgets(self) -> Sequence[QWidget]:
        return (self.managers,)

    def header_actions(self) -> Sequence[QWidget]:
        return (self.print_button, self.new_button)

    def open(self, destination: Destination) -> None:
        if destination.subject is not None or destination.item is not None:
            self._wanted = destination

    def refresh(self, summary: object | None) -> None:
        topics = getattr(summary, "topics", None)
        if topics is None or topics & TOPICS:
            self._context.read(promise_ledger, self._show, key="promises")

    def retranslate(self) -> None:
        self.table.retranslate()
        self.header_changed.emit()

    def new_thing(self) -> bool:
        line = self.table.current_row() if self.pane.isVisible() else None
        self.pane.begin(*((line.account.id, line.account.short) if line else ()))
        self._stack.setCurrentWidget(self._body)
        return True

    def edit_thing(self) -> bool:
        line = self.table.current_row()
        if line is None:
            return False
        self._open_line(line)
        self.pane.edit()
        return True

    def find_here(self) -> bool:
        self.bar.search.setFocus()
        return True

    def close_innermost(self) -> bool:
        if self.pane.isVisible():
            self.pane.close_pane()
            return True
        return False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Space ticks the selected promises off, or opens them again."""
        if watched is self.table.view and event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            if event.key() == Qt.Key.Key_Space and not event.modifiers():
                self.tick()
                return True
        return super().eventFilter(watched, event)

    def tick(self) -> None:
        """Tick off what is selected as of today; if all of it is ticked off, open it again."""
        lines = self.table.selected_rows() or [line for line in (self.table.current_row(),) if line]
        if not lines:
            return
        is_open = any(line.state.is_open for line in lines)
        on = self._context.workspace.clock.today() if is_open else None
        ids = [line.action.id for line in lines if line.state.is_open or not is_open]
        said = _("Promise kept") if is_open else _("Open again")
        self._context.save(lambda workspace: keep_promises(workspace, ids, on), said=said)

    def print_account(self, account_id: Id, name: str) -> None:
        """Preview the paper of one account; the copy for the customer has lines to sign."""
        self._preview(
            lambda: _("Promises of {account}").format(account=name), name, account_id, None, Profile.CUSTOMER
        )

    def print_list(self) -> None:
        """Preview the list of the person chosen, or of everybody."""
        manager: Id | None = self.managers.key()
        name = self.managers.currentText()
        self._preview(lambda: _("Promise ledger"), name, None, manager, Profile.INTERNAL)

    def print_menu(self) -> QMenu:
        """What can be printed: the current promise's account, or the whole list."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        line = self.table.current_row()
        if line is not None:
            words = _("{account}, for acknowledgement…").format(account=line.account.short)
            menu.addAction(words, partial(self.print_account, line.account.id, line.account.short))
        menu.addAction(_("The list of {name}…").format(name=self.managers.currentText()), self.print_list)
        return menu

    def _make_header(self) -> None:
        self.managers = ComboBox([(None, lambda: _("Everybody"))])
        self.managers.fit_choices()
        self.managers.setAccessibleName(_("Whose accounts"))
        self.managers.picked.connect(lambda _key: self._show_lines())
        self.print_button = Button(lambda: _("Print…"), icon="printer")
        self.print_button.clicked.connect(self._show_print_menu)
        self.new_button = Button(lambda: _("New promise"), Kind.PRIMARY, icon="plus", hint="Ctrl N")
        self.new_button.clicked.connect(self.new_thing)

    def _make_body(self) -> QWidget:
        self._body = QWidget()
        column = vertical(self._body)
        self.ages = {age: KeyNumber(_label_of(age)) for age in Age}
        for age, number in self.ages.items():
            number.setCheckable(True)
            number.clicked.connect(lambda _checked, chosen=age: self._choose_age(chosen))
        self.rates = {
            Side.OURS: KeyNumber(lambda: _("We kept in time")),
            Side.THEIRS: KeyNumber(lambda: _("They kept in time")),
        }
        for side, number in self.rates.items():
            number.clicked.connect(lambda _checked, chosen=side: self._show_side(chosen))
        self.strip = KeyNumberStrip([*self.ages.values(), *self.rates.values()])
        column.addWidget(self.strip)
        self.bar = LedgerBar()
        self.bar.changed.connect(self._show_lines)
        column.addWidget(self.bar)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        clock = self._context.workspace.clock
        self.table: Table[PromiseLine] = Table(
            ledger_columns(clock.today()),
            lambda line: line.action.id,
            name=lambda: _("Promises"),
            today=clock.today,
            memory="promises",
            count_text=lambda count: ngettext("{count} promise", "{count} promises", count).format(
                count=format_number(count)
            ),
        )
        self.table.view.installEventFilter(self)
        self.table.row_activated.connect(self._open_line)
        self.table.current_changed.connect(self._follow)
        self.bar.filter_row_requested.connect(self.table.show_filter_row)
        self.bar.search.textChanged.connect(self.table.set_quick_filter)
        self.table.view.clear_others = self.bar.search.clear
        row.addWidget(self.table, 1)
        self.pane = PromisePane(self._context)
        self.pane.hide()
        self.pane.closed.connect(self._pane_closed)
        self.pane.visit_requested.connect(
            lambda visit: self.navigation_requested.emit(Destination(PageId.CALENDAR, subject=visit))
        )
        self.pane.account_requested.connect(
            lambda account: self.navigation_requested.emit(Destination(PageId.ACCOUNT, subject=account))
        )
        row.addWidget(self.pane)
        return self._body

    def _show(self, ledger: PromiseLedger) -> None:
        self._ledger = ledger
        chosen = self.managers.key()
        names = sorted({line.manager.id: line.manager.name for line in ledger.lines if line.manager}.items())
        people = sorted(names, key=lambda one: one[1])
        self.managers.set_choices([(None, lambda: _("Everybody")), *people])
        self.managers.choose(chosen)
        self._show_lines()
        self._go_to_wanted(ledger)

    def _show_lines(self) -> None:
        ledger = self._ledger
        if ledger is None:
            return
        is_bare = not ledger.lines and self.pane.isHidden()
        self._stack.setCurrentWidget(self.nothing if is_bare else self._body)
        counted = self._counted()
        ages = ledger.ages(counted)
        for age, number in self.ages.items():
            number.show_value(str(ages.get(age, 0)))
            number.setChecked(age is self._age)
        mine = [line for line in ledger.lines if self._is_kept(line)]
        for side, number in self.rates.items():
            number.show_value(*_rate_words(ledger.rate(side, mine)))
        self.bar.show_counts(counted)
        self.table.set_rows(
            [line for line in counted if self.bar.passes(line) and self._age in (None, line.age)]
        )
        shown = self.pane.shown_id()
        line = next((one for one in ledger.lines if one.action.id == shown), None)
        if shown is not None and self.pane.isVisible():
            self.pane.show_line(line, self._rates_of(line)) if line else self.pane.close_pane()
        self.header_changed.emit()

    def _counted(self) -> list[PromiseLine]:
        """The lines of the person chosen, of the side and kind chosen, in any state."""
        lines = self._ledger.lines if self._ledger else ()
        return [line for line in lines if self._is_kept(line) and self.bar.is_of(line)]

    def _is_kept(self, line: PromiseLine) -> bool:
        manager = self.managers.key()
        return manager is None or (line.manager is not None and line.manager.id == manager)

    def _choose_age(self, age: Age) -> None:
        self._age = None if self._age is age else age
        self.bar.choose(Which.OPEN)
        self._show_lines()

    def _show_side(self, side: Side) -> None:
        self._age = None
        self.bar.choose_side(side)
        self.bar.choose(Which.ALL)
        self._show_lines()

    def _open_line(self, line: PromiseLine) -> None:
        self.pane.show_line(line, self._rates_of(line))

    def _follow(self, line: PromiseLine | None) -> None:
        if line is not None and self.pane.isVisible() and self.pane.shown_id() is not None:
            self._open_line(line)

    def _rates_of(self, line: PromiseLine) -> str:
        if self._ledger is None:
            return ""
        own = [one for one in self._ledger.lines if one.account.id == line.account.id]
        rates = [(side, self._ledger.rate(side, own)) for side in Side]
        return " · ".join(
            _("{side}: {kept} of {total}").format(side=side.label, kept=rate.kept, total=rate.total)
            for side, rate in rates
            if rate.total
        )

    def _go_to_wanted(self, ledger: PromiseLedger) -> None:
        wanted, self._wanted = self._wanted, None
        if wanted is None:
            return
        line = next((one for one in ledger.lines if one.action.id == wanted.item), None)
        if line is not None:
            self._age = None
            self.bar.choose_for(line)
            self._show_lines()
            self.table.select(line.action.id)
            self._open_line(line)
        elif wanted.subject is not None:
            of_account = next((one for one in ledger.lines if one.account.id == wanted.subject), None)
            self.bar.search.setText(of_account.account.short if of_account else "")

    def _pane_closed(self) -> None:
        self.table.view.setFocus()
        self._show_lines()

    def _show_print_menu(self) -> None:
        self.print_menu().popup(self.print_button.mapToGlobal(QPoint(0, self.print_button.height())))

    def _preview(
        self, title: Text, name: str, account_id: Id | None, manager: Id | None, reader: Profile
    ) -> None:
        def make(workspace: Workspace, profile: Profile, size: PaperSize, code: str) -> Paper:
            # Loaded by the worker: what makes papers takes longer to load than a page.
            from workbench.services.papers_calendar import print_promises

            return print_promises(
                workspace, account_id, manager, profile=profile, paper_size=size, in_language=code
            )

        preview_paper(self._context, self, title, f"{_('Promises')} {name}", make, reader=reader)


def _label_of(age: Age) -> Text:
    return lambda: age.label


def _rate_words(rate: KeptRate) -> tuple[str, str]:
    if rate.share_bp is None:
        return "–", _("none fell due")
    told = _("{kept} of {total}").format(kept=rate.kept, total=rate.total)
    return format_percent_bp(rate.share_bp), told
