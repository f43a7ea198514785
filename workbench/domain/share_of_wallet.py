"""Share of wallet 钱包份额: our part of what an account spends in the category we sell (2-rules §1, §5)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

WHOLE_BP = 10_000


class WalletSource(StrEnum):
    """Where a share of wallet comes from: counted from our sales, or typed as an estimate."""

    SALES = "sales"
    ESTIMATE = "estimate"


@dataclass(frozen=True)
class ShareOfWallet:
    """A share in basis points, where it comes from, and as of when (``None`` if nobody noted it).

    ``sales_fen`` are our sales of the last 12 months, ``spend_fen`` their yearly spend where it is known;
    ``noted_on`` is the day on which the spend, or the estimate, was typed.
    """

    bp: int
    source: WalletSource
    sales_fen: int
    spend_fen: int | None
    sales_until: date | None
    noted_on: date | None

    @property
    def exceeds_spend(self) -> bool:
        """Whether they would buy more from us than they spend: the spend on record is too small."""
        return self.bp > WHOLE_BP


def share_of_wallet(
    *,
    sales_12m_fen: int,
    spend_fen: int | None,
    estimate_bp: int | None,
    sales_until: date | None = None,
    spend_noted_on: date | None = None,
    estimate_noted_on: date | None = None,
) -> ShareOfWallet | None:
    """Our sales by their spend if both are known, else the estimate, else ``None``.

    ``sales_until`` is the last day of any sales on record, ``None`` without any. Returns that outweigh sales
    count as a share of nothing, never as a negative one.
    """
    if spend_fen is not None and spend_fen > 0 and sales_until is not None:
        bp = max(0, sales_12m_fen) * WHOLE_BP // spend_fen
        return ShareOfWallet(bp, WalletSource.SALES, sales_12m_fen, spend_fen, sales_until, spend_noted_on)
    if estimate_bp is not None:
        return ShareOfWallet(
            estimate_bp, WalletSource.ESTIMATE, sales_12m_fen, None, sales_until, estimate_noted_on
        )
    return None
