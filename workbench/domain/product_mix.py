"""What an account's sales are made of, by product, and what each contributes (2-rules §3).

The source prints "× sales" in both ratios; the retail standard is used here, and the formulas are shown:
cross ratio 交叉比率 = gross margin rate × stock turnover; contribution ratio 贡献比率 = cross ratio × share.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from workbench.foundation.i18n import _

WHOLE_BP = 10_000


@dataclass(frozen=True)
class ProductSold:
    """One product's sales in fen; ``costed_fen`` is the part of them whose cost is known.

    Stock in fen at the start and at the end of the same days, ``None`` where nobody recorded it.
    ``sold_milli``: thousandths of a unit sold, ``None`` where a sale does not tell them.
    """

    product: str
    sales_fen: int
    costed_fen: int = 0
    cost_fen: int = 0
    opening_stock_fen: int | None = None
    closing_stock_fen: int | None = None
    sold_milli: int | None = None


def rate_bp(part: int, whole: int) -> int | None:
    """``part`` by ``whole`` in basis points, halves upwards; ``None`` without a whole above zero."""
    return (2 * part * WHOLE_BP + whole) // (2 * whole) if whole > 0 else None


def margin_rate(sold: ProductSold) -> int | None:
    """Gross margin rate = (sales − cost) ÷ sales, over the sales whose cost is known; basis points."""
    return rate_bp(sold.costed_fen - sold.cost_fen, sold.costed_fen)


def stock_turnover(sold: ProductSold) -> int | None:
    """Stock turnover = sales ÷ average stock, average stock = (opening + closing) ÷ 2; basis points."""
    if sold.opening_stock_fen is None or sold.closing_stock_fen is None:
        return None
    return rate_bp(2 * sold.sales_fen, sold.opening_stock_fen + sold.closing_stock_fen)


def cross_ratio(margin_bp: int | None, turnover_bp: int | None) -> int | None:
    """Cross ratio = gross margin rate × stock turnover; basis points."""
    if margin_bp is None or turnover_bp is None:
        return None
    return rate_bp(margin_bp * turnover_bp, WHOLE_BP * WHOLE_BP)


def contribution_ratio(cross_bp: int | None, share_bp: int | None) -> int | None:
    """Contribution ratio = cross ratio × share of sales; basis points."""
    if cross_bp is None or share_bp is None:
        return None
    return rate_bp(cross_bp * share_bp, WHOLE_BP * WHOLE_BP)


@dataclass(frozen=True)
class ProductLine:
    """One product of the mix; rates in basis points, ``None`` where they cannot be told."""

    product: str
    sales_fen: int
    share_bp: int | None
    margin_bp: int | None
    turnover_bp: int | None = None
    cross_bp: int | None = None
    contribution_bp: int | None = None


@dataclass(frozen=True)
class ProductMix:
    """The products of some days, the highest sales first, and the account's share of all our sales."""

    lines: tuple[ProductLine, ...] = ()
    total_fen: int = 0
    account_share_bp: int | None = None

    @property
    def has_stock(self) -> bool:
        """Whether any product's stock is on record; without it there is no cross ratio."""
        return any(line.turnover_bp is not None for line in self.lines)

    @property
    def formula(self) -> str:
        """How the ratios are worked out, in the user's language."""
        return _(
            "Cross ratio = gross margin rate × stock turnover; contribution ratio = cross ratio × share of "
            "sales. Stock turnover = sales ÷ ((opening + closing stock) ÷ 2)."
        )


def product_mix(sold: Iterable[ProductSold], all_sales_fen: int = 0) -> ProductMix:
    """The mix of an account; ``all_sales_fen`` are those of all accounts over the same days.

    Without a positive total there are no shares. Returns that outweigh make a share negative.
    """
    products = sorted(sold, key=lambda one: (-one.sales_fen, one.product))
    total = sum(one.sales_fen for one in products)
    return ProductMix(tuple(_line(one, total) for one in products), total, rate_bp(total, all_sales_fen))


def _line(sold: ProductSold, total_fen: int) -> ProductLine:
    share, margin, turnover = rate_bp(sold.sales_fen, total_fen), margin_rate(sold), stock_turnover(sold)
    cross = cross_ratio(margin, turnover)
    return ProductLine(
        sold.product, sold.sales_fen, share, margin, turnover, cross, contribution_ratio(cross, share)
    )
