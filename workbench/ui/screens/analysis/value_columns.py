"""The accounts of the value charts as rows: columns, one account in a tooltip, all of it made in a worker."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.accounts import Tier
from workbench.domain.attractiveness import AxisScore
from workbench.domain.risks import Risk
from workbench.domain.value_charts import GridChart, PointChart
from workbench.domain.value_points import axes_chart, quadrant_chart, risk_chart
from workbench.domain.value_quadrant import QuadrantCell
from workbench.foundation.i18n import _, format_money, format_number, format_percent_bp, labelled, pgettext
from workbench.foundation.ids import Id
from workbench.services.portfolio import ValueBoard, ValueLine, axis_entries
from workbench.ui.kit.cells import Cell
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import Tone
from workbench.ui.tier_marks import TIER_MARKS

_TIERS = list(Tier)
_UNKNOWN = Cell("–", tone=Tone.TEXT3)


@dataclass(frozen=True)
class ValueRow:
    """One account, and in which of the four cells of sales and profit it stands."""

    line: ValueLine
    quadrant: QuadrantCell | None

    @property
    def account_id(self) -> Id:
        """Which account it is."""
        return self.line.account_id


@dataclass(frozen=True)
class PreparedValue:
    """The charts and rows of a board, made where it may take its time."""

    board: ValueBoard
    rows: Mapping[Id, ValueRow]
    quadrant: PointChart
    axes: PointChart
    risks: GridChart


def prepare_value(board: ValueBoard, risks: Sequence[Risk]) -> PreparedValue:
    """Lay out the charts of ``board``."""
    cells = {place.point.account_id: place.cell for place in board.quadrant.places}
    return PreparedValue(
        board,
        {line.account_id: ValueRow(line, cells.get(line.account_id)) for line in board.lines},
        quadrant_chart(board.quadrant),
        axes_chart(axis_entries(board.lines)),
        risk_chart(risks, {line.account_id: line.name for line in board.lines}),
    )


def value_columns() -> tuple[Column[ValueRow], ...]:
    """What the table can show."""
    return (
        Column("name", lambda: _("Account"), lambda row: row.line.name, width=140, stretch=True),
        Column("code", lambda: _("Code"), lambda row: row.line.code, width=96, shown=False),
        Column(
            "tier",
            lambda: _("Tier"),
            _tier,
            sort=lambda row: _TIERS.index(row.line.tier) if row.line.tier else None,
            width=92,
            kind=Kind.CHOICE,
        ),
        Column("manager", lambda: _("Manager"), lambda row: row.line.manager, width=88, kind=Kind.CHOICE),
        _money("sales", lambda: _("Sales"), lambda line: line.sales_fen, 84),
        _money("profit", lambda: _("Profit"), lambda line: line.profit_fen, 80),
        Column(
            "margin",
            lambda: _("Margin"),
            lambda row: (
                _UNKNOWN if row.line.margin_bp is None else format_percent_bp(row.line.margin_bp, digits=1)
            ),
            raw=lambda row: row.line.margin_bp,
            width=76,
            right=True,
            falling_first=True,
            kind=Kind.PERCENT,
        ),
        Column(
            "quadrant",
            lambda: _("Sales and profit"),
            lambda row: row.quadrant.label if row.quadrant else _UNKNOWN,
            width=176,
            shown=False,
            kind=Kind.CHOICE,
        ),
        _points("attractiveness", lambda: _("Attractive"), lambda line: line.attractiveness),
        _points("strength", lambda: pgettext("value", "Strength"), lambda line: line.strength),
        Column(
            "cell",
            lambda: pgettext("value", "Portfolio"),
            lambda row: row.line.cell.label if row.line.cell else _UNKNOWN,
            width=188,
            kind=Kind.CHOICE,
        ),
        _money("lifetime", lambda: _("Lifetime value"), lambda line: line.lifetime_fen, 104),
        _money("loss", lambda: _("Cost of loss"), lambda line: line.loss_fen),
        Column(
            "risks",
            lambda: _("Open risks"),
            _risks,
            raw=lambda row: row.line.open_risks,
            sort=_risk_order,
            width=172,
            falling_first=True,
            kind=Kind.NUMBER,
        ),
    )


def tip(row: ValueRow) -> str:
    """One account, for the tooltip over its point."""
    line = row.line
    profit = (
        _("profit not known")
        if line.profit_fen is None
        else _("profit {amount}").format(amount=format_money(line.profit_fen, short=True))
    )
    sales = _("sales {amount}").format(amount=format_money(line.sales_fen, short=True))
    parts = [line.name, f"{sales} · {profit}"]
    parts += [labelled(cell.label, cell.advice) for cell in (line.cell, row.quadrant) if cell is not None]
    return "\n".join(parts)


def _money(
    key: str, header: Text, amount: Callable[[ValueLine], int | None], width: int = 96
) -> Column[ValueRow]:
    def value(row: ValueRow) -> Cell | str:
        fen = amount(row.line)
        return _UNKNOWN if fen is None else format_money(fen, short=True)

    def total(rows: Sequence[ValueRow]) -> str:
        sum_fen = sum(amount(row.line) or 0 for row in rows)
        name = header if isinstance(header, str) else header()
        return _("{column} {total}").format(column=name, total=format_money(sum_fen, short=True))

    return Column(
        key,
        header,
        value,
        raw=lambda row: amount(row.line),
        width=width,
        right=True,
        falling_first=True,
        total=total,
        kind=Kind.MONEY,
    )


def _points(key: str, header: Text, score: Callable[[ValueLine], AxisScore]) -> Column[ValueRow]:
    def value(row: ValueRow) -> Cell:
        axis = score(row.line)
        if axis.points is None:
            return _UNKNOWN
        tone = Tone.TEXT if axis.typed else Tone.TEXT2
        return Cell(format_number(axis.points), tone=tone, tooltip=axis.counted)

    return Column(
        key,
        header,
        value,
        raw=lambda row: score(row.line).points,
        width=84,
        right=True,
        falling_first=True,
        kind=Kind.NUMBER,
    )


def _tier(row: ValueRow) -> Cell:
    if row.line.tier is None:
        return _UNKNOWN
    return Cell(row.line.tier.label, mark=TIER_MARKS[row.line.tier])


def _risks(row: ValueRow) -> Cell:
    line = row.line
    if not line.open_risks:
        return _UNKNOWN
    worst = line.worst_risk.label if line.worst_risk else _("not judged")
    return Cell(_("{count}, {worst}").format(count=format_number(line.open_risks), worst=worst))


def _risk_order(row: ValueRow) -> tuple[int, int] | None:
    if not row.line.open_risks:
        return None
    return (row.line.worst_risk.weight if row.line.worst_risk else -1, row.line.open_risks)
