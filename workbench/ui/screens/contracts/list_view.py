"""The list of contracts under the line of their ends, with the pane of one and the form of a new one."""

from collections.abc import Hashable, Sequence
from datetime import date, timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.domain.contracts import EXPIRY_ALERTS
from workbench.foundation.i18n import _, format_date, format_number, month_name, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.contract_board import ContractRow
from workbench.ui.context import Context
from workbench.ui.kit.day_line import Band, DayLine, DayMark
from workbench.ui.kit.labels import Line
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.table import Table
from workbench.ui.kit.texts import Text
from workbench.ui.screens.contracts.contract_pane import ContractPane
from workbench.ui.screens.contracts.contract_table import contract_columns
from workbench.ui.screens.contracts.list_bar import ListBar
from workbench.ui.screens.contracts.new_contract import NewContractPane
from workbench.ui.screens.contracts.words import BAND_MARKS, BAND_TONES, QUIET, contract_name, days_left_words

MONTHS_AHEAD = 15


class ContractsList(QWidget):
    """``opened`` gives the contract to show whole."""

    opened = Signal(object)
    account_requested = Signal(object)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._rows: Sequence[ContractRow] = ()
        self._manager: Id | None = None
        column = vertical(self)
        self.line = DayLine(
            lambda: _("When contracts end"),
            month_word=_month_word,
            more_word=lambda count: ngettext("and {count} more", "and {count} more", count).format(
                count=format_number(count)
            ),
            today_word=lambda: _("Today"),
        )
        self.line.chosen.connect(self._choose)
        self.line.opened.connect(self.opened)
        column.addWidget(self.line)
        column.addWidget(Line())
        self.bar = ListBar()
        self.bar.changed.connect(self.show_lines)
        column.addWidget(self.bar)
        row = horizontal(gap=0)
        column.addLayout(row, 1)
        clock = context.workspace.clock
        self.table: Table[ContractRow] = Table(
            contract_columns(clock.today()),
            lambda one: one.contract.id,
            name=lambda: _("Contracts"),
            today=clock.today,
            memory="contracts",
            count_text=lambda count: ngettext("{count} contract", "{count} contracts", count).format(
                count=format_number(count)
            ),
        )
        self.table.row_activated.connect(lambda one: self.opened.emit(one.contract.id))
        self.table.current_changed.connect(self._follow)
        self.bar.filter_row_requested.connect(self.table.show_filter_row)
        self.bar.search.textChanged.connect(self.table.set_quick_filter)
        self.table.view.clear_others = self.bar.search.clear
        row.addWidget(self.table, 1)
        self.pane = ContractPane()
        self.pane.hide()
        self.pane.opened.connect(self.opened)
        self.pane.account_requested.connect(self.account_requested)
        self.pane.closed.connect(self.table.view.setFocus)
        row.addWidget(self.pane)
        self.new_pane = NewContractPane(context)
        self.new_pane.hide()
        self.new_pane.created.connect(self.opened)
        row.addWidget(self.new_pane)

    def show_rows(self, rows: Sequence[ContractRow], manager: Id | None) -> None:
        """Show these, of one person's accounts if ``manager`` is given."""
        self._rows, self._manager = rows, manager
        self.show_lines()

    def show_lines(self) -> None:
        """Show what passes the filters."""
        kept = self.kept()
        self.bar.show_counts(kept)
        self.table.set_rows([one for one in kept if self.bar.passes(one)])
        today = self._context.workspace.clock.today()
        self.line.show_marks(
            [_mark(one) for one in kept if one.state.is_running and one.contract.ends_on is not None],
            today,
            today + timedelta(days=MONTHS_AHEAD * 30),
            _bands(),
        )
        shown = next((one for one in self._rows if one.contract.id == self.pane.shown_id()), None)
        if self.pane.isVisible():
            self.pane.show_row(shown) if shown else self.pane.close_pane()

    def kept(self) -> list[ContractRow]:
        """Those of the person chosen."""
        manager = self._manager
        return [one for one in self._rows if manager in (None, one.contract.manager_id)]

    def begin(self, account_id: Id | None = None, name: str = "") -> None:
        """Begin a new contract."""
        self.pane.hide()
        self.new_pane.begin(account_id, name)

    def select(self, contract_id: Id) -> None:
        """Go to a contract in the list, whatever is filtered."""
        if not self.table.select(contract_id):
            self.bar.show_all()
            self.show_lines()
            self.table.select(contract_id)

    def close_innermost(self) -> bool:
        """Close a pane; False if none is open."""
        for pane in (self.new_pane, self.pane):
            if pane.isVisible():
                pane.close_pane()
                return True
        return False

    def retranslate(self) -> None:
        """Headings and the words at the marks."""
        self.table.retranslate()
        self.show_lines()

    def _choose(self, key: Hashable) -> None:
        if isinstance(key, bytes):
            self.select(Id(key))

    def _follow(self, row: ContractRow | None) -> None:
        self.line.choose(row.contract.id if row else None)
        if row is not None and self.new_pane.isHidden():
            self.pane.show_row(row)


def _mark(row: ContractRow) -> DayMark:
    contract = row.contract
    assert contract.ends_on is not None
    told = " · ".join(
        (
            format_date(contract.ends_on),
            row.account_name,
            contract_name(contract),
            days_left_words(row.days_left),
        )
    )
    mark = BAND_MARKS.get(row.band, QUIET) if row.band else QUIET
    return DayMark(contract.id, contract.ends_on, mark, row.account_name, told)


def _bands() -> list[Band]:
    return [Band(days, BAND_TONES[days], _band_word(days)) for days in sorted(EXPIRY_ALERTS)]


def _band_word(days: int) -> Text:
    return lambda: ngettext("{count} day", "{count} days", days).format(count=days)


def _month_word(month: date) -> str:
    name = month_name(month.month)
    if month.month != 1:
        return name
    return pgettext("month of a year", "{month} {year}").format(month=name, year=month.year)
