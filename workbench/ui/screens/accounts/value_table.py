"""Five years of an account, typed in place; forecasts lie on hatched ground and say what they are."""

from decimal import Decimal

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFocusEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from workbench.domain.portfolio import (
    PortfolioCell,
    PortfolioColumn,
    PortfolioRow,
    PortfolioTable,
    Reason,
    Source,
    When,
)
from workbench.foundation.i18n import (
    _,
    clauses,
    format_money,
    format_number,
    format_percent_bp,
    format_short_date,
    in_a_row,
    pgettext,
)
from workbench.ui.kit.in_place import InPlaceField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import S1, S2, SMALL, Tone, tokens

_LABEL_WIDTH = 104
_MARGIN_ROW = len(PortfolioRow) + 1
# Where the text of a field ends, from its right.
_EDGE = 13


class FigureField(InPlaceField):
    """An amount that reads short and edits in full; nothing is saved that was not changed."""

    def __init__(self, name: Text) -> None:
        super().__init__(name, hint="–")
        self._short = self._full = ""
        self._waits = False
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.saved.connect(lambda _text: self._wait())

    def show_amount(self, amount_fen: int | None, *, guessed: bool) -> None:
        """Show an amount, in italics where it is a guess; not while it is being edited."""
        self._waits = False
        self._short = "" if amount_fen is None else format_money(amount_fen, short=True)
        self._full = "" if amount_fen is None else format_number(Decimal(amount_fen) / 100)
        font = self.font()
        font.setItalic(guessed)
        self.setFont(font)
        if not self.hasFocus():
            self.set_value(self._short)

    def focusInEvent(self, event: QFocusEvent) -> None:
        if not self.isReadOnly() and not self.property("invalid"):
            self.setText(self._full)
        super().focusInEvent(event)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if not self._waits and not self.property("invalid"):
            self.setText(self._short)

    def _wait(self) -> None:
        self._waits = True


class FigureCell(QWidget):
    """A figure, where it comes from beneath it, and there what is wrong with what was typed."""

    def __init__(self, name: Text) -> None:
        super().__init__()
        column = vertical(self, gap=0)
        self.field = FigureField(name)
        self.below = Label(size=SMALL, tone=Tone.TEXT2, wrap=True)
        self.below.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.below.setContentsMargins(0, 0, _EDGE, 0)
        column.addWidget(self.field)
        column.addWidget(self.below)
        column.addStretch(1)
        self._told = ""
        self.field.given_back.connect(lambda: self.set_error(""))

    def name(self, row: PortfolioRow, year: int) -> None:
        """Say to a screen reader what is typed here."""
        say(self.field, self.field.setAccessibleName, lambda: f"{row.label} {year}")

    def show_cell(self, cell: PortfolioCell, when: When, said: str) -> None:
        """Show a figure; what the records hold of a past year is not typed over."""
        self.field.setReadOnly(cell.source is Source.RECORDED and when is When.PAST)
        self.set_error("")
        self.field.show_amount(cell.amount_fen, guessed=cell.source.is_guess)
        self._told = said
        self.below.say(said)
        amount = "" if cell.amount_fen is None else format_money(cell.amount_fen)
        self.field.setToolTip("\n".join(part for part in (amount, cell.explanation) if part))
        self.field.setAccessibleDescription(in_a_row(said, cell.explanation))

    def set_error(self, sentence: str) -> None:
        """Say what is wrong, or with an empty text what was said before."""
        self.below.say(sentence or self._told)
        self.below.set_tone(Tone.DANGER if sentence else Tone.TEXT2)
        if bool(self.field.property("invalid")) != bool(sentence):
            self.field.setProperty("invalid", bool(sentence))
            self.field.style().unpolish(self.field)
            self.field.style().polish(self.field)


class PortfolioGrid(QWidget):
    """``typed`` gives the year, the field of ``PortfolioYear`` and the text that was typed."""

    typed = Signal(int, str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, S1, 0, S2)
        self._grid.setHorizontalSpacing(S2)
        self._grid.setVerticalSpacing(S1)
        self._grid.setColumnMinimumWidth(0, _LABEL_WIDTH)
        self._years: tuple[int, ...] = ()
        self._first_forecast = 0
        self.heads = [(Label(bold=True), Label(size=SMALL, tone=Tone.TEXT2)) for _place in range(5)]
        self.cells: dict[tuple[int, PortfolioRow], FigureCell] = {}
        self.nets = [(Label(bold=True), Label(size=SMALL, tone=Tone.TEXT2, wrap=True)) for _place in range(5)]
        self.margins = [Label() for _place in range(5)]
        for place in range(5):
            self._grid.setColumnStretch(place + 1, 1)
            self._put(self.heads[place], 0, place)
        for at, row in enumerate(PortfolioRow, 1):
            self._name_row(at, _label(row), bold=row is PortfolioRow.NET_INCOME)
            for place in range(5):
                if row is PortfolioRow.NET_INCOME:
                    self._put(self.nets[place], at, place)
                else:
                    self._put_cell(at, place, row)
        self._name_row(_MARGIN_ROW, lambda: pgettext("portfolio", "Margin"))
        for place, label in enumerate(self.margins):
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            label.setContentsMargins(0, 0, _EDGE, 0)
            self._grid.addWidget(label, _MARGIN_ROW, place + 1)

    def show_table(self, table: PortfolioTable) -> None:
        """Show another account, or the same one changed."""
        self._years = tuple(column.year for column in table.columns)
        self._first_forecast = next(
            (place for place, column in enumerate(table.columns) if column.is_forecast), len(table.columns)
        )
        for place, column in enumerate(table.columns):
            year, about = self.heads[place]
            year.say(str(column.year))
            about.say(_about(column))
            for row in PortfolioRow:
                if row is not PortfolioRow.NET_INCOME:
                    cell, shown = column.cell(row), self.cells[place, row]
                    shown.name(row, column.year)
                    shown.show_cell(cell, column.when, _said(column, row, cell))
            self._show_net(place, column)
        self.update()

    def cell_of(self, year: int, field: str) -> FigureCell | None:
        """The cell into which ``field`` of ``year`` is typed."""
        return next(
            (
                cell
                for (place, row), cell in self.cells.items()
                if self._years[place : place + 1] == (year,) and row.field == field
            ),
            None,
        )

    def _show_net(self, place: int, column: PortfolioColumn) -> None:
        net, (amount, said) = column.net_income, self.nets[place]
        amount.say("–" if net.amount_fen is None else format_money(net.amount_fen, short=True))
        amount.set_tone(Tone.DANGER if (net.amount_fen or 0) < 0 else Tone.TEXT)
        font = amount.font()
        font.setItalic(net.source.is_guess)
        amount.setFont(font)
        full = "" if net.amount_fen is None else format_money(net.amount_fen)
        amount.setToolTip("\n".join(part for part in (full, net.explanation) if part))
        said.say(_("before indirect cost") if column.without_indirect else "")
        margin = column.margin_bp
        self.margins[place].say("–" if margin is None else format_percent_bp(margin, digits=1))

    def _put(self, labels: tuple[Label, Label], row: int, place: int) -> None:
        holder = QWidget()
        column = vertical(holder, margins=(0, S2, _EDGE, 0))
        for label in labels:
            label.setAlignment(Qt.AlignmentFlag.AlignRight)
            column.addWidget(label)
        column.addStretch(1)
        self._grid.addWidget(holder, row, place + 1)

    def _put_cell(self, at: int, place: int, row: PortfolioRow) -> None:
        cell = FigureCell(_label(row))
        field = row.field or ""
        cell.field.saved.connect(lambda text: self.typed.emit(self._years[place], field, text))
        self.cells[place, row] = cell
        self._grid.addWidget(cell, at, place + 1)

    def _name_row(self, at: int, name: Text, *, bold: bool = False) -> None:
        label = Label(name, bold=bold)
        label.setContentsMargins(0, 0 if at == _MARGIN_ROW else S2, 0, 0)
        self._grid.addWidget(label, at, 0, Qt.AlignmentFlag.AlignTop)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hatch the ground of the forecasts, and a line over what is worked out."""
        super().paintEvent(event)
        look, painter = tokens(), QPainter(self)
        if self._first_forecast < len(self._years):
            left = self.cells[self._first_forecast, PortfolioRow.REVENUE].x() - S1
            ground = QRect(left, 0, self.width() - left, self.height())
            painter.fillRect(ground, QColor(look.pane))
            painter.fillRect(ground, QBrush(QColor(look.line), Qt.BrushStyle.BDiagPattern))
        # Asked of what lies there: the grid itself tells places before wrapped words took their lines.
        top = self.nets[0][0].mapTo(self, QPoint(0, -S2)).y()
        painter.fillRect(0, top, self.width(), 1, QColor(look.line_strong))


def _label(row: PortfolioRow) -> Text:
    return lambda: row.label


def _about(column: PortfolioColumn) -> str:
    return {
        When.PAST: "",
        When.PRESENT: _("this year"),
        When.FUTURE: pgettext("portfolio", "forecast"),
    }[column.when]


def _said(column: PortfolioColumn, row: PortfolioRow, cell: PortfolioCell) -> str:
    """A word on where a figure comes from, with the parts of this year and what else is known."""
    if row is PortfolioRow.REVENUE and column.so_far_fen is not None and column.until is not None:
        so_far = _("{amount} until {date}").format(
            amount=format_money(column.so_far_fen, short=True), date=format_short_date(column.until)
        )
        if cell.source is Source.ESTIMATED and column.rest_fen is not None:
            rest = _("+ {amount} estimated").format(amount=format_money(column.rest_fen, short=True))
            return clauses(so_far, rest)
        return so_far if cell.source is Source.MISSING else f"{cell.source.label} · {so_far}"
    if cell.source is Source.MISSING:
        return ""
    if cell.reason is Reason.SALES_IN_PART:
        return _("recorded in part")
    other = cell.typed_fen if cell.source is Source.RECORDED else cell.recorded_fen
    if other is None or other == cell.amount_fen or column.when is not When.PAST:
        return cell.source.label
    source = Source.TYPED if cell.source is Source.RECORDED else Source.RECORDED
    return f"{cell.source.label} · {source.label} {format_money(other, short=True)}"
