"""What an account owes, as its ledger says, or else as far as its sales records do (2-rules §4)."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Receivables:
    """What is owed in one currency, in hundredths of it.

    Of sales only those that say what was settled count; ``unknown`` counts the others. ``oldest_due_on`` is
    the due day of the oldest that is overdue.
    """

    currency: str
    owed_fen: int
    overdue_fen: int
    oldest_due_on: date | None
    unknown: int = 0

    def days_overdue(self, today: date) -> int:
        """Days since the oldest overdue amount was due; 0 without one."""
        return (today - self.oldest_due_on).days if self.oldest_due_on else 0
