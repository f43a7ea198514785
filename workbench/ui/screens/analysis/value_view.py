"""Sales over profit, attractiveness over strength, risks; one choice marks all of them (2-rules §3)."""

from collections import Counter
from collections.abc import Collection, Hashable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workbench.domain.attractiveness import AxisCell
from workbench.foundation.i18n import _, format_money, format_number, listed, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services.portfolio import ValueBoard
from workbench.ui.kit.choices import Choice, Choices, Look
from workbench.ui.kit.grid_chart import GridChartView
from workbench.ui.kit.labels import Label, Line
from workbench.ui.kit.point_chart import PointChartView
from workbench.ui.kit.point_plane import Dot
from workbench.ui.kit.surfaces import Banner, Toolbar, horizontal, vertical
from workbench.ui.kit.table import MOST_PIECES, Table
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S1, S3, S4, S6
from workbench.ui.screens.analysis.abc_view import account_count
from workbench.ui.screens.analysis.value_columns import PreparedValue, ValueRow, tip, value_columns

CHARTS_HEIGHT, BUBBLE, LEAST = 304, 22.0, 4.0
ALL, NOT_PLACED = "all", "not_placed"


class ValueView(QWidget):
    """Three charts over the accounts. What is chosen in one is marked in all; Esc chooses nothing."""

    account_opened = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: Mapping[Id, ValueRow] = {}
        self._chosen: tuple[Id, ...] = ()
        column = vertical(self)
        self.banner = Banner()
        column.addWidget(self.banner)
        charts = QWidget()
        charts.setFixedHeight(CHARTS_HEIGHT)
        row = horizontal(charts, margins=(S6, S3, S6, S3), gap=S6)
        self.quadrant = PointChartView(lambda: _("Sales and profit"))
        self.axes = PointChartView(lambda: _("Attractiveness and strength"), largest=BUBBLE)
        self.risks = GridChartView(lambda: _("Open risks"))
        for title, chart in (
            (lambda: _("Sales and profit"), self.quadrant),
            (lambda: _("Attractiveness and strength"), self.axes),
            (lambda: _("Open risks"), self.risks),
        ):
            row.addLayout(_titled(title, chart), 1)
            chart.chosen.connect(self.choose)
        for points in (self.quadrant, self.axes):
            points.activated.connect(self.account_opened)
        column.addWidget(charts)
        column.addWidget(Line())
        column.addWidget(self._make_filter())
        self.table: Table[ValueRow] = Table(
            value_columns(),
            lambda row: row.account_id,
            name=lambda: _("Accounts by value"),
            memory="value-board",
            count_text=account_count,
        )
        self.table.row_activated.connect(lambda row: self.account_opened.emit(row.account_id))
        self.table.selection_changed.connect(self._rows_chosen)
        column.addWidget(self.table, 1)

    def _make_filter(self) -> Toolbar:
        bar = Toolbar()
        self.cells = Choices(
            Look.PILLS,
            [
                Choice(ALL, lambda: _("All"), "0"),
                *(Choice(cell, _label_of(cell), "0") for cell in AxisCell),
                Choice(NOT_PLACED, lambda: pgettext("portfolio cell", "Not judged"), "0"),
            ],
            name=lambda: _("Which accounts"),
        )
        self.cells.chosen.connect(self.show_cell)
        bar.row.addWidget(self.cells)
        bar.row.addStretch(1)
        bar.row.setContentsMargins(S4, 0, S4, 0)
        return bar

    # --- showing

    def show_board(self, prepared: PreparedValue) -> None:
        """Show other accounts; what was chosen stays chosen where it is still there."""
        self._rows, axes = prepared.rows, prepared.axes
        radii: Mapping[Hashable, float] = {one.key: axes.radius(one, LEAST, BUBBLE) for one in axes.points}
        self._tell_left_out(prepared.board)
        self.quadrant.show_chart(
            prepared.quadrant,
            tip=self._tip,
            nothing=_("No profit is known: import sales with their cost."),
        )
        self.axes.show_chart(
            axes,
            tip=self._tip,
            radius=lambda dot: radii[dot.key],
            nothing=_("No account is judged on both axes yet."),
        )
        self.risks.show_grid(prepared.risks)
        counts = Counter(row.line.cell or NOT_PLACED for row in self._rows.values())
        self.cells.set_count(ALL, format_number(len(self._rows)))
        for cell in (*AxisCell, NOT_PLACED):
            self.cells.set_count(cell, format_number(counts[cell]))
        chosen = [one for one in self._chosen if one in self._rows]
        self.table.set_rows(tuple(self._rows.values()))
        self.show_cell(self.cells.current())
        self._mark(chosen)

    def _tell_left_out(self, board: ValueBoard) -> None:
        parts = []
        unknown = len(board.quadrant.without_profit)
        if unknown:
            parts.append(
                ngettext(
                    "The profit of {count} account is not known: its sales have no cost.",
                    "The profit of {count} accounts is not known: their sales have no cost.",
                    unknown,
                ).format(count=format_number(unknown))
            )
        if board.others:
            amounts = listed(format_money(amount, currency) for currency, amount in board.others.items())
            parts.append(_("Only sales in CNY count. Left out: {amounts}.").format(amounts=amounts))
        self.banner.show_text(" ".join(parts))

    def _tip(self, dot: Dot) -> str:
        row = self._rows.get(Id(dot.key)) if isinstance(dot.key, bytes) else None
        return tip(row) if row else ""

    # --- choosing

    def chosen(self) -> tuple[Id, ...]:
        """The accounts marked in all charts."""
        return self._chosen

    def choose(self, accounts: Sequence[Id]) -> None:
        """Mark these accounts everywhere and bring them into sight in the table."""
        wanted: set[Hashable] = set(accounts)
        places = self.table.model.places_of(wanted)
        if len(places) < len(wanted) and self.cells.current() != ALL:
            self.show_cell(ALL)
            places = self.table.model.places_of(wanted)
        self._mark(accounts)
        self.table.blockSignals(True)
        spans = _spans(sorted(places))
        self.table.view.select_spans(spans if len(spans) <= MOST_PIECES else (), min(places, default=-1))
        self.table.blockSignals(False)
        if places:
            self.table.view.scrollTo(self.table.model.index(min(places), 0))

    def choose_nothing(self) -> bool:
        """Take every mark, and the filter, away; False if there is none."""
        if not self._chosen and self.cells.current() == ALL:
            return False
        self.cells.choose(ALL)
        self.table.set_filter(None)
        self.choose(())
        return True

    def show_cell(self, cell: object, _checked: bool = False) -> None:
        """Show only the accounts of this kind in the table, and mark them in the charts."""
        self.cells.choose(cell)
        if cell == ALL:
            self.table.set_filter(None)
            return
        wanted = cell if isinstance(cell, AxisCell) else None
        self.table.set_filter(lambda row: row.line.cell is wanted)
        self._mark([one for one, row in self._rows.items() if row.line.cell is wanted])

    def _rows_chosen(self) -> None:
        self._mark([row.account_id for row in self.table.selected_rows()])

    def _mark(self, accounts: Collection[Hashable]) -> None:
        wanted = set(accounts)
        self._chosen = tuple(one for one in self._rows if one in wanted)
        for chart in (self.quadrant, self.axes, self.risks):
            chart.mark(self._chosen)


def _spans(places: Sequence[int]) -> list[tuple[int, int]]:
    """The runs of neighbours among ``places``, which rise: the first and the last of each."""
    found: list[tuple[int, int]] = []
    for place in places:
        if found and found[-1][1] == place - 1:
            found[-1] = (found[-1][0], place)
        else:
            found.append((place, place))
    return found


def _titled(title: Text, chart: QWidget) -> QVBoxLayout:
    column = vertical(gap=S1)
    column.addWidget(Label(title, bold=True))
    column.addWidget(chart, 1)
    return column


def _label_of(cell: AxisCell) -> Text:
    return lambda: cell.label
