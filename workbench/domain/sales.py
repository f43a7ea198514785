"""Sales as facts: one record per line of a sales document (2-rules §3)."""

from datetime import date
from hashlib import blake2b
from typing import NamedTuple


class SaleRecord(NamedTuple):
    """One line sold. ``quantity_milli`` in thousandths, amounts in fen; returns are negative.

    ``line`` is the line within the document; where there is no document number, the occurrence among
    equal lines, so that two equal sales of one day stay two.
    """

    sold_on: date
    amount_fen: int
    number: str = ""
    line: str = ""
    product: str = ""
    specification: str = ""
    quantity_milli: int | None = None
    cost_fen: int | None = None
    currency: str = "CNY"
    settled_fen: int | None = None
    due_on: date | None = None

    @property
    def key(self) -> str:
        """What tells this record from others of its account, the same on every laptop."""
        if self.number:
            return f"{self.number}\x1f{self.line}"
        return sale_key(
            self.number,
            self.line,
            self.sold_on.isoformat(),
            self.product,
            self.quantity_milli,
            self.amount_fen,
        )


def sale_key(
    number: str, line: str, sold_on: str, product: str, quantity_milli: int | None, amount_fen: int
) -> str:
    """The natural key of a sale: document and line, or else a digest of its content and occurrence."""
    if number:
        return f"{number}\x1f{line}"
    content = "\x1f".join((sold_on, product, str(quantity_milli), str(amount_fen), line))
    return "=" + blake2b(content.encode(), digest_size=12).hexdigest()
