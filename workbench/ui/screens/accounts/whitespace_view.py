"""The whitespace grid of an account with what can be said about one cell, and rows and columns to add."""

from collections.abc import Callable
from decimal import Decimal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from workbench.domain.journal import ChangeSummary
from workbench.domain.whitespace import CellState, Grid, GridCell
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_money, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.whitespace import (
    add_product,
    add_unit,
    confirm_suggestions,
    edit_cell,
    get_grid,
    remove_line,
    set_state,
)
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.form import Field, show_beside
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import ElidedLabel, Label, Line
from workbench.ui.kit.surfaces import horizontal, name_widget, vertical
from workbench.ui.kit.tokens import S2, S3, S4, SMALL, Tone
from workbench.ui.screens.accounts.whitespace_table import WhitespaceTable, cell_look

WHITESPACE = "whitespace"
_TOLD = 200


class WhitespaceView(QWidget):
    """Where each unit gets each product from, and where we could come in."""

    counted = Signal(str, str)

    def __init__(self, context: Context, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._account: Id | None = None
        self._grid: Grid | None = None
        column = vertical(self)
        column.addLayout(self._make_bar())
        self._error = Label(size=SMALL, tone=Tone.DANGER, wrap=True)
        self._error.setContentsMargins(S4, 0, S4, S2)
        self._error.hide()
        column.addWidget(self._error)
        self.table = WhitespaceTable()
        self.table.state_wanted.connect(self._set_state)
        self.table.cell_chosen.connect(self._show_cell)
        first = Button(lambda: _("Add a product"), Kind.PRIMARY, icon="plus")
        first.clicked.connect(lambda: self.product.setFocus())
        self.nothing = EmptyState(
            "table-2",
            lambda: _("No product is in the grid"),
            lambda: _(
                "Products come from the sales records of the last 12 months; add what they could buy besides."
            ),
            (first,),
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self.nothing)
        self._stack.addWidget(self.table)
        column.addWidget(self._stack, 1)
        column.addWidget(Line())
        self._foot = self._make_foot()
        column.addWidget(self._foot)
        self.table.edit_requested.connect(lambda: self.competitor.control.setFocus())
        self._show_cell(None)

    def show_account(self, account_id: Id) -> None:
        """Show the grid of this account."""
        if account_id != self._account:
            self._account, self._grid = account_id, None
            self._error.hide()
            self._show_cell(None)
        self._context.read(
            lambda workspace: get_grid(workspace, account_id), self._show, key="account-whitespace"
        )

    def close_innermost(self) -> bool:
        """Nothing stands open here."""
        return False

    def add_unit(self) -> None:
        """Add the row that was typed."""
        name = self.unit.text()
        self._change(lambda workspace, account: add_unit(workspace, account, name), self.unit.clear)

    def add_product(self) -> None:
        """Add the column that was typed."""
        name = self.product.text()
        self._change(lambda workspace, account: add_product(workspace, account, name), self.product.clear)

    def confirm(self) -> None:
        """Take all suggestions of the sales records."""
        self._change(confirm_suggestions, said=_("Confirmed"))

    def save_cell(self) -> None:
        """Store what was typed about the current cell, or say beside the field what is wrong."""
        cell = self.table.current_cell()
        if cell is None:
            return
        self.potential.set_error("")
        competitor, note = self.competitor.control.text().strip(), self.note.control.text().strip()
        potential = self.potential.control.text().strip()
        if (competitor, potential, note) != (cell.competitor, _potential(cell), cell.note):
            self._change(
                lambda workspace, account: edit_cell(
                    workspace,
                    account,
                    cell.unit,
                    cell.product,
                    competitor=competitor,
                    potential_fen=potential,
                    note=note,
                )
            )

    def remove(self, *, unit: str = "", product: str = "") -> None:
        """Take a row or a column away; Undo brings it back."""
        self._change(
            lambda workspace, account: remove_line(workspace, account, unit=unit, product=product),
            said=_("{name} removed").format(name=unit or product),
        )

    def _make_bar(self) -> QHBoxLayout:
        row = horizontal(margins=(S4, S3, S4, S3), gap=S2)
        self.unit = TextField(hint=lambda: _("Another unit"), small=True)
        self.product = TextField(hint=lambda: _("Another product"), small=True)
        name_widget(self.unit, lambda: _("Another unit"))
        name_widget(self.product, lambda: _("Another product"))
        for field, run, word in (
            (self.unit, self.add_unit, lambda: _("Add row")),
            (self.product, self.add_product, lambda: _("Add column")),
        ):
            field.setFixedWidth(160)
            field.returnPressed.connect(run)
            button = Button(word, small=True)
            button.clicked.connect(run)
            row.addWidget(field)
            row.addWidget(button)
        row.addStretch(1)
        self.confirm_button = Button("", icon="check", small=True)
        self.confirm_button.clicked.connect(self.confirm)
        row.addWidget(self.confirm_button)
        return row

    def _make_foot(self) -> QWidget:
        foot = QWidget()
        row = horizontal(foot, margins=(S4, S3, S4, S3), gap=S4)
        self._about = ElidedLabel(bold=True)
        self._state = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self._state.setMinimumWidth(_TOLD)
        told = vertical(gap=0)
        told.addWidget(self._about)
        told.addWidget(self._state)
        told.addStretch(1)
        self.competitor = Field(lambda: _("Competitor"), TextField())
        self.potential = Field(lambda: _("Potential a year, yuan"), TextField())
        self.note = Field(lambda: _("Note"), TextField())
        row.addLayout(told, 3)
        for field, share in ((self.competitor, 2), (self.potential, 2), (self.note, 2)):
            field.control.left.connect(lambda _text: self.save_cell())
            row.addWidget(field, share)
        self.row_button = Button(lambda: _("Clear the row"), Kind.PLAIN, small=True)
        self.row_button.clicked.connect(self._remove_row)
        self.column_button = Button(lambda: _("Clear the column"), Kind.PLAIN, small=True)
        self.column_button.clicked.connect(self._remove_column)
        clearing = vertical(gap=0)
        for button in (self.row_button, self.column_button):
            clearing.addWidget(button)
        clearing.addStretch(1)
        row.addLayout(clearing)
        return foot

    def _remove_row(self) -> None:
        cell = self.table.current_cell()
        if cell is not None:
            self.remove(unit=cell.unit)

    def _remove_column(self) -> None:
        cell = self.table.current_cell()
        if cell is not None:
            self.remove(product=cell.product)

    def _show(self, grid: Grid) -> None:
        self._grid = grid
        self.table.show_grid(grid)
        self._stack.setCurrentWidget(self.table if grid.cells else self.nothing)
        self._foot.setVisible(bool(grid.cells))
        waiting = len(grid.suggested)
        words = ngettext("Confirm {count} suggestion", "Confirm {count} suggestions", waiting)
        self.confirm_button.say(words.format(count=waiting))
        self.confirm_button.setVisible(bool(waiting))
        self.counted.emit(WHITESPACE, _totals(grid))
        self._show_cell(self.table.current_cell())

    def _show_cell(self, cell: GridCell | None) -> None:
        for field in (self.competitor, self.potential, self.note):
            field.setEnabled(cell is not None)
            field.set_error("")
        for button in (self.row_button, self.column_button):
            button.setEnabled(cell is not None)
        if cell is None:
            self._about.say(lambda: _("Choose a cell"))
            self._state.say(
                lambda: _(
                    "Click again for the next state, or press U us, C competitor, I in-house, N not used"
                )
            )
            return
        self._about.say(cell.unit)
        bought = _("bought {amount}").format(amount=format_money(cell.bought_fen, short=True))
        self._state.say(
            " · ".join([cell.product, cell_look(cell).text, *([bought] if cell.bought_fen else [])])
        )
        for field, text in (
            (self.competitor, cell.competitor),
            (self.potential, _potential(cell)),
            (self.note, cell.note),
        ):
            if not (field.control.hasFocus() and field.control.isModified()):
                field.control.setText(text)

    def _set_state(self, cell: GridCell, state: CellState) -> None:
        self._change(lambda workspace, account: set_state(workspace, account, cell.unit, cell.product, state))

    def _change(
        self,
        work: Callable[[Workspace, Id], ChangeSummary],
        after: Callable[[], object] | None = None,
        *,
        said: str = "",
    ) -> None:
        account = self._account
        self._error.hide()
        if account is not None:
            self._context.save(
                lambda workspace: work(workspace, account),
                said=said,
                on_done=(lambda _summary: after()) if after is not None else None,
                on_error=self._fail,
            )

    def _fail(self, error: Exception) -> None:
        if show_beside(error, {"potential_fen": self.potential}):
            return
        if isinstance(error, BadInput):
            self._error.say(error.message)
            self._error.show()
        else:
            self._context.show_error(error)


def _totals(grid: Grid) -> str:
    totals = grid.totals
    if not totals.cells:
        return ""
    parts = [
        _("We supply {us} of {cells} cells").format(us=totals.by_state[CellState.US], cells=totals.cells),
        _("{count} unknown").format(count=totals.by_state[CellState.UNKNOWN]),
    ]
    if totals.potential_fen:
        parts.append(_("potential {amount}").format(amount=format_money(totals.potential_fen, short=True)))
    return " · ".join(parts)


def _potential(cell: GridCell) -> str:
    return "" if cell.potential_fen is None else format_number(Decimal(cell.potential_fen) / 100)
