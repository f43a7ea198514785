"""How regularly an account orders: the days of its orders and the usual gap between them (2-rules §12)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median


@dataclass(frozen=True)
class Rhythm:
    """Orders of one account, or of one product there: how many days with one, the last, the median gap.

    ``usual_days`` is ``None`` where too few orders are on record to speak of a usual gap.
    """

    orders: int
    last_on: date
    usual_days: float | None

    def days_since(self, today: date) -> int:
        """Days since the last order, never below zero."""
        return max(0, (today - self.last_on).days)

    def patience(self, percent: int, least_days: int) -> float | None:
        """Days without an order that are still usual: so many percent of the gap, ``least_days`` at least."""
        return None if self.usual_days is None else max(float(least_days), self.usual_days * percent / 100)

    def ended_on(self, patience: float) -> date:
        """The first day that is no longer usual."""
        return self.last_on + timedelta(days=int(patience) + 1)


def rhythm_of(days: Iterable[date], least_orders: int) -> Rhythm | None:
    """The rhythm of orders on these days, several on one day being one; ``None`` without any."""
    ordered = sorted(set(days))
    if not ordered:
        return None
    enough = len(ordered) >= max(2, least_orders)
    usual = float(median((later - day).days for day, later in pairwise(ordered))) if enough else None
    return Rhythm(len(ordered), ordered[-1], usual)


_BUYERS_THAT_GO_ON = 3


def judged_on(today: date, records_to: date | None, loss_days: int, buyers: int = 0) -> date | None:
    """The day as of which sales are judged; ``None`` without any.

    Sales that nobody has brought in yet are no decline, so it is the day of the newest record of any account.
    Records that end longer ago than the days of a loss are taken for the end of the trade: then it is today.
    But not where several accounts bought until then, ``buyers`` of them in its last month: they did not all
    stop on one day.
    """
    if records_to is None:
        return None
    is_known = (today - records_to).days <= loss_days or buyers >= _BUYERS_THAT_GO_ON
    return records_to if is_known and records_to <= today else today
