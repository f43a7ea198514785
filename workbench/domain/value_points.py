"""Accounts as points of the value charts, and risks in their grid (2-rules §3)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from workbench.domain.attractiveness import AxisCell
from workbench.domain.axis_criteria import Axis
from workbench.domain.risk_grid import RISK_TABLE, cells_of
from workbench.domain.risks import Level, Risk
from workbench.domain.value_charts import (
    ChartPoint,
    GridCell,
    GridChart,
    PointChart,
    PointMark,
    score_axis,
    value_axis,
)
from workbench.domain.value_quadrant import QuadrantCell, ValueQuadrant
from workbench.foundation.i18n import _, format_money, format_number, ngettext
from workbench.foundation.ids import Id

NAMES_IN_A_CELL = 3


@dataclass(frozen=True)
class AxisEntry:
    """Where an account stands on both axes, 0–100, and what it buys in fen."""

    account_id: Id
    name: str
    attractiveness: int
    strength: int
    sales_fen: int


def quadrant_chart(quadrant: ValueQuadrant, chosen: Collection[Id] = ()) -> PointChart:
    """Sales over profit, cut where the portfolio is split; ``chosen`` accounts stand out.

    Axes are in fen of CNY, written as short amounts.
    """
    points = [
        ChartPoint(
            place.point.account_id,
            place.point.name,
            float(place.point.profit_fen or 0),
            float(place.point.sales_fen),
            mark=_mark(place.point.account_id, chosen),
        )
        for place in quadrant.places
    ]
    return PointChart(
        x=value_axis(
            _("Profit"),
            [one.x for one in points],
            _money,
            split=_cut(quadrant.profit_line_fen),
            split_text=_line_text(quadrant.profit_line_fen, own=quadrant.chosen.profit_fen is not None),
        ),
        y=value_axis(
            _("Sales"),
            [one.y for one in points],
            _money,
            split=_cut(quadrant.sales_line_fen),
            split_text=_line_text(quadrant.sales_line_fen, own=quadrant.chosen.sales_fen is not None),
        ),
        points=tuple(points),
        cells=(
            QuadrantCell.HIGH_LOW.label,
            QuadrantCell.HIGH_HIGH.label,
            QuadrantCell.LOW_LOW.label,
            QuadrantCell.LOW_HIGH.label,
        ),
    )


def axes_chart(entries: Iterable[AxisEntry], chosen: Collection[Id] = ()) -> PointChart:
    """Attractiveness over relative strength; the area of a bubble is the sales."""
    return PointChart(
        x=score_axis(Axis.STRENGTH.label, Level.LOW.label, Level.HIGH.label),
        y=score_axis(Axis.ATTRACTIVENESS.label, Level.LOW.label, Level.HIGH.label),
        points=tuple(
            ChartPoint(
                one.account_id,
                one.name,
                float(one.strength),
                float(one.attractiveness),
                float(max(one.sales_fen, 0)),
                _mark(one.account_id, chosen),
            )
            for one in entries
        ),
        cells=(
            AxisCell.KEY_DEVELOPMENT.label,
            AxisCell.KEY_ACCOUNT.label,
            AxisCell.OPPORTUNISTIC.label,
            AxisCell.MAINTENANCE.label,
        ),
        area_name=_("Area: sales"),
    )


def risk_chart(risks: Iterable[Risk], names: Mapping[Id, str]) -> GridChart:
    """Open risks where they stand: how many in each field, and the accounts they are of.

    ``names`` are those of the accounts; risks nobody judged are in no field.
    """
    inside = cells_of(risks)
    levels = (Level.LOW, Level.MEDIUM, Level.HIGH)
    return GridChart(
        x_name=_("Impact"),
        y_name=_("Probability"),
        x_words=tuple(level.label for level in levels),
        y_words=tuple(level.label for level in reversed(levels)),
        rows=tuple(
            tuple(
                GridCell(
                    RISK_TABLE[probability][impact].label,
                    RISK_TABLE[probability][impact].weight,
                    _marks([risk.account_id for risk in inside[probability, impact]], names),
                    tuple(dict.fromkeys(risk.account_id for risk in inside[probability, impact])),
                )
                for impact in levels
            )
            for probability in reversed(levels)
        ),
    )


def _marks(accounts: list[Id], names: Mapping[Id, str]) -> tuple[str, ...]:
    if not accounts:
        return ()
    count = ngettext("{count} risk", "{count} risks", len(accounts)).format(
        count=format_number(len(accounts))
    )
    told = [names[one] for one in dict.fromkeys(accounts) if one in names]
    more = len(told) - NAMES_IN_A_CELL
    rest = (_("and {count} more").format(count=format_number(more)),) if more > 0 else ()
    return (count, *told[:NAMES_IN_A_CELL], *rest)


def _mark(account_id: Id, chosen: Collection[Id]) -> PointMark:
    return PointMark.FILLED if account_id in chosen else PointMark.PALE


def _money(amount_fen: float) -> str:
    return format_money(round(amount_fen), short=True)


def _line_text(line_fen: int | None, *, own: bool) -> str:
    if line_fen is None or line_fen < 0:
        return ""
    amount = format_money(line_fen, short=True)
    return amount if own else _("median {amount}").format(amount=amount)


def _cut(line_fen: int | None) -> float | None:
    """Where fields are cut apart: nothing and less are never high, so no line lies below zero."""
    return None if line_fen is None else float(max(line_fen, 0))
