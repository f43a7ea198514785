"""Contracts as they are kept on file (2-rules §10)."""

from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id

# Days before the end at which a contract asks for attention (2-rules §10: alerts 90/60/30).
EXPIRY_ALERT_DAYS = 90


@dataclass(frozen=True)
class Contract:
    """One contract. The amount is fen of ``currency``; ``ends_on`` is its last day."""

    id: Id
    account_id: Id
    number: str = ""
    title: str = ""
    amount_fen: int | None = None
    currency: str = "CNY"
    signed_on: date | None = None
    starts_on: date | None = None
    ends_on: date | None = None

    def days_left(self, today: date) -> int | None:
        """Days until the last day; negative when it is past, ``None`` without an end."""
        return None if self.ends_on is None else (self.ends_on - today).days

    def is_ending(self, today: date) -> bool:
        """Whether the end lies within the alert window."""
        left = self.days_left(today)
        return left is not None and 0 <= left <= EXPIRY_ALERT_DAYS
