"""How much of a product a customer had at the start and at the end of some days (2-rules §3 and §11)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Final

from workbench.domain.product_mix import ProductSold

# Counts are made at month start and end: what was counted longer ago says nothing of the first day.
_LONGEST_BEFORE: Final = timedelta(days=31)


@dataclass(frozen=True)
class StockCount:
    """One product counted at a customer; thousandths of a unit and fen, ``None`` where nobody said."""

    product: str
    counted_on: date
    quantity_milli: int | None = None
    value_fen: int | None = None
    specification: str = ""


# The counts of a product by specification and day.
_Counted = Mapping[str, Mapping[date, list[StockCount]]]


def with_stock(
    products: Iterable[ProductSold], counts: Iterable[StockCount], first: date, last: date
) -> list[ProductSold]:
    """The products with their stock at the start and the end of these days, where two counts tell it.

    Of each specification that was counted, opening is the last count of the month before ``first``, else the
    earliest after it; closing the last one until ``last``. One that was counted once leaves the product
    unknown. What was counted in units only is worth the average price of what was sold.
    """
    by_product: defaultdict[str, defaultdict[str, defaultdict[date, list[StockCount]]]] = defaultdict(
        lambda: defaultdict(lambda: defaultdict(list))
    )
    for count in counts:
        if first - _LONGEST_BEFORE <= count.counted_on <= last:
            by_product[count.product][count.specification][count.counted_on].append(count)
    return [_stocked(one, by_product.get(one.product, {}), first) for one in products]


def _stocked(sold: ProductSold, counted: _Counted, first: date) -> ProductSold:
    opening: list[StockCount] = []
    closing: list[StockCount] = []
    for days in counted.values():
        start, end = max((day for day in days if day <= first), default=min(days)), max(days)
        if start == end:
            return sold
        opening += days[start]
        closing += days[end]
    if not closing:
        return sold
    return replace(sold, opening_stock_fen=_worth(opening, sold), closing_stock_fen=_worth(closing, sold))


def _worth(counts: Iterable[StockCount], sold: ProductSold) -> int | None:
    """What all these counts come to in fen; ``None`` where one of them has no value and no price."""
    total = 0
    for count in counts:
        if count.value_fen is not None:
            total += count.value_fen
        elif count.quantity_milli is not None and sold.sold_milli:
            total += (2 * count.quantity_milli * sold.sales_fen + sold.sold_milli) // (2 * sold.sold_milli)
        else:
            return None
    return total
