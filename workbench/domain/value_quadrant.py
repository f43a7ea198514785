"""Sales against profit in four cells 客户价值四格图 (2-rules §3)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id


class QuadrantCell(StrEnum):
    """Sales first, then profit, as the source names them."""

    HIGH_HIGH = "high_high"
    HIGH_LOW = "high_low"
    LOW_HIGH = "low_high"
    LOW_LOW = "low_low"

    @property
    def label(self) -> str:
        return {
            QuadrantCell.HIGH_HIGH: pgettext("value", "High sales, high profit"),
            QuadrantCell.HIGH_LOW: pgettext("value", "High sales, low profit"),
            QuadrantCell.LOW_HIGH: pgettext("value", "Low sales, high profit"),
            QuadrantCell.LOW_LOW: pgettext("value", "Low sales, low profit"),
        }[self]

    @property
    def advice(self) -> str:
        """What to do about such an account, in the user's language."""
        return {
            QuadrantCell.HIGH_HIGH: _("Protect and deepen: the best people, the closest contact."),
            QuadrantCell.HIGH_LOW: _("Mend the margin: price, product mix, cost of serving them."),
            QuadrantCell.LOW_HIGH: _("Grow: find out what they still buy elsewhere."),
            QuadrantCell.LOW_LOW: _("Serve at low cost, or find what would move them."),
        }[self]


@dataclass(frozen=True)
class ValuePoint:
    """Sales and profit of one account in fen; ``profit_fen`` is ``None`` where no cost is known."""

    account_id: Id
    name: str
    sales_fen: int
    profit_fen: int | None


@dataclass(frozen=True)
class QuadrantLines:
    """Where the portfolio is split, in fen; ``None`` takes the median of those placed."""

    sales_fen: int | None = None
    profit_fen: int | None = None


@dataclass(frozen=True)
class QuadrantPlace:
    """Where one account stands."""

    point: ValuePoint
    cell: QuadrantCell


@dataclass(frozen=True)
class ValueQuadrant:
    """All accounts whose profit is known, the highest sales first; the others are listed apart.

    The lines are those in force, ``None`` where nothing could be placed and none was chosen.
    """

    places: tuple[QuadrantPlace, ...] = ()
    without_profit: tuple[ValuePoint, ...] = ()
    sales_line_fen: int | None = None
    profit_line_fen: int | None = None
    chosen: QuadrantLines = field(default_factory=QuadrantLines)

    def of(self, account_id: Id) -> QuadrantPlace | None:
        """Where this account stands, if it is placed."""
        return next((place for place in self.places if place.point.account_id == account_id), None)


def median(amounts: Sequence[int]) -> int | None:
    """The middle amount; of an even number the mean of the two in the middle, halves upwards."""
    if not amounts:
        return None
    ordered, half = sorted(amounts), len(amounts) // 2
    if len(ordered) % 2:
        return ordered[half]
    return (ordered[half - 1] + ordered[half] + 1) // 2


def value_quadrant(points: Iterable[ValuePoint], lines: QuadrantLines | None = None) -> ValueQuadrant:
    """Place every account whose profit is known (2-rules §3).

    Who stands on a line is high, so that equal accounts share a cell; but sales or a profit of nothing, or
    less, are never high, wherever the line lies. The medians are those of the accounts placed.
    """
    chosen = lines or QuadrantLines()
    ordered = sorted(points, key=lambda point: (-point.sales_fen, point.name, point.account_id))
    known = [(point, point.profit_fen) for point in ordered if point.profit_fen is not None]
    sales_line = chosen.sales_fen
    if sales_line is None:
        sales_line = median([point.sales_fen for point, _profit in known])
    profit_line = chosen.profit_fen
    if profit_line is None:
        profit_line = median([profit for _point, profit in known])
    return ValueQuadrant(
        places=tuple(
            QuadrantPlace(point, _cell(_is_high(point.sales_fen, sales_line), _is_high(profit, profit_line)))
            for point, profit in known
        ),
        without_profit=tuple(point for point in ordered if point.profit_fen is None),
        sales_line_fen=sales_line,
        profit_line_fen=profit_line,
        chosen=chosen,
    )


def _is_high(amount_fen: int, line_fen: int | None) -> bool:
    return line_fen is not None and amount_fen > 0 and amount_fen >= line_fen


def _cell(high_sales: bool, high_profit: bool) -> QuadrantCell:
    if high_sales:
        return QuadrantCell.HIGH_HIGH if high_profit else QuadrantCell.HIGH_LOW
    return QuadrantCell.LOW_HIGH if high_profit else QuadrantCell.LOW_LOW
