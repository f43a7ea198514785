"""How a year that nobody typed is estimated or proposed from the years before (2-rules §3).

The source asks for two forecast years and names no way to them; these rules are ours, few and explainable.
Amounts are fen, rates basis points; everything is whole numbers, halves upwards.
"""

from collections.abc import Mapping
from datetime import date

WHOLE_BP = 10_000
MOST_GROWTH_BP = 3_000
"""Growth of one year is never taken for more than this, nor a decline."""
LEAST_DAYS = 30
"""Days of a year on record before the rest of it is estimated from its own pace."""


def part_of(amount_fen: int, part: int, whole: int) -> int:
    """``amount_fen`` × ``part`` / ``whole``, halves upwards; ``whole`` is above zero."""
    return (2 * amount_fen * part + whole) // (2 * whole)


def growth_a_year(revenues: Mapping[int, int]) -> int | None:
    """Mean change of a year between the first and the last known revenue, by year; ``None`` without two.

    A straight mean, not a compound one, so that it can be checked by hand. Only years that begin above
    zero can grow.
    """
    years = sorted(revenues)
    if len(years) < 2 or revenues[years[0]] <= 0:
        return None
    first, last = revenues[years[0]], revenues[years[-1]]
    return (last - first) * WHOLE_BP // (first * (years[-1] - years[0]))


def damped_growth(growth_bp: int, years_ahead: int) -> int:
    """What is taken of a growth ``years_ahead`` (1, 2, …): at most 30 % either way, halved each year."""
    capped = max(-MOST_GROWTH_BP, min(MOST_GROWTH_BP, growth_bp))
    return part_of(capped, 1, 2**years_ahead)


def on_the_way(now_fen: int, potential_fen: int, years: int, years_ahead: int) -> int:
    """Where the revenue stands ``years_ahead`` on a straight way from now to the potential.

    ``years`` is how long that takes; 0 or less is next year. Past them it stays there.
    """
    whole = max(1, years)
    return now_fen + part_of(potential_fen - now_fen, min(years_ahead, whole), whole)


def proposed_revenue(
    before_fen: int | None,
    growth_bp: int | None,
    years_ahead: int,
    *,
    now_fen: int | None,
    potential_fen: int | None,
    potential_years: int | None,
) -> int | None:
    """The revenue of a coming year; ``None`` where nothing is known to go by.

    The trend goes on from the year before (``before_fen``) with the damped growth. A potential with its
    years pulls it: half-way between the trend and the straight way from this year to the potential. Where
    nothing was ever sold, the way to the potential is all there is.
    """
    trend = None
    if before_fen is not None:
        change = part_of(max(before_fen, 0), damped_growth(growth_bp or 0, years_ahead), WHOLE_BP)
        trend = before_fen + change
    way = None
    if potential_fen is not None and potential_fen > 0 and potential_years is not None:
        way = on_the_way(now_fen or 0, potential_fen, potential_years, years_ahead)
    if trend is None or way is None:
        return trend if way is None else way
    return part_of(trend + way, 1, 2)


def rest_of_year(so_far_fen: int, until: date, rest_before_fen: int | None) -> int | None:
    """What the days after ``until`` will still bring; ``None`` if that cannot be told.

    As much as the same days of the year before (``rest_before_fen``, ``None`` where that year is not on
    record), never less than nothing; else at the pace of this year, once 30 days of it are on record.
    """
    if rest_before_fen is not None:
        return max(0, rest_before_fen)
    passed = (until - date(until.year, 1, 1)).days + 1
    if passed < LEAST_DAYS:
        return None
    left = (date(until.year, 12, 31) - until).days
    return max(0, part_of(so_far_fen, left, passed))
