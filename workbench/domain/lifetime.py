"""Lifetime value of an account, and what losing it would cost (2-rules §3).

CLV = Σ margin_t · r^t / (1+d)^t over t = 0 … N−1, exact in whole numbers and rounded to a fen once.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

WHOLE_BP = 10_000
RETENTION_STEP_BP = 500
"""The change of retention that is shown beside the value: five points."""
MOST_YEARS = 30


@dataclass(frozen=True)
class LifetimeTerms:
    """The house's terms: discount and usual retention in basis points, and over how many years."""

    discount_bp: int = 1_000
    years: int = 5
    retention_bp: int = 8_000

    def __post_init__(self) -> None:
        for where, value, least, most in (
            ("discount_bp", self.discount_bp, 0, WHOLE_BP),
            ("retention_bp", self.retention_bp, 0, WHOLE_BP),
        ):
            if not least <= value <= most:
                raise BadInput(_("This must lie between 0 and 100%."), where=where)
        if not 1 <= self.years <= MOST_YEARS:
            raise BadInput(
                _("This must be a whole number from {least} to {most}.").format(least=1, most=MOST_YEARS),
                where="years",
            )


@dataclass(frozen=True)
class LifetimeTerm:
    """One year of the sum. ``value_fen`` and the weight, in basis points of the margin, are rounded alone."""

    year: int
    margin_fen: int
    weight_bp: int
    value_fen: int


@dataclass(frozen=True)
class LifetimeValue:
    """The value of the coming years. ``lower_fen`` and ``higher_fen``: with retention five points off.

    Retention cannot leave 0 … 100 %: near an end the change is smaller.
    """

    value_fen: int
    terms: tuple[LifetimeTerm, ...]
    retention_bp: int
    discount_bp: int
    lower_fen: int
    higher_fen: int

    @property
    def lower_bp(self) -> int:
        """The lower retention."""
        return max(0, self.retention_bp - RETENTION_STEP_BP)

    @property
    def higher_bp(self) -> int:
        """The higher retention."""
        return min(WHOLE_BP, self.retention_bp + RETENTION_STEP_BP)


def discounted_sum(margins: Sequence[int], retention_bp: int, discount_bp: int) -> int:
    """Σ margin_t · r^t / (1+d)^t in fen, halves upwards; exact until then."""
    base = WHOLE_BP + discount_bp
    last = max(len(margins) - 1, 0)
    exact = sum(margin * _power(retention_bp, t) * _power(base, last - t) for t, margin in enumerate(margins))
    return _rounded(exact, _power(base, last))


def lifetime_value(
    margins: Sequence[int], first_year: int, *, retention_bp: int, discount_bp: int
) -> LifetimeValue:
    """The value of ``margins``, one for each year from ``first_year`` on, in fen."""
    base = WHOLE_BP + discount_bp
    terms = tuple(
        LifetimeTerm(
            year=first_year + t,
            margin_fen=margin,
            weight_bp=_rounded(WHOLE_BP * _power(retention_bp, t), _power(base, t)),
            value_fen=_rounded(margin * _power(retention_bp, t), _power(base, t)),
        )
        for t, margin in enumerate(margins)
    )
    return LifetimeValue(
        value_fen=discounted_sum(margins, retention_bp, discount_bp),
        terms=terms,
        retention_bp=retention_bp,
        discount_bp=discount_bp,
        lower_fen=discounted_sum(margins, max(0, retention_bp - RETENTION_STEP_BP), discount_bp),
        higher_fen=discounted_sum(margins, min(WHOLE_BP, retention_bp + RETENTION_STEP_BP), discount_bp),
    )


def _power(base: int, exponent: int) -> int:
    return int(base**exponent)


def _rounded(part: int, whole: int) -> int:
    return (2 * part + whole) // (2 * whole)


def margins_ahead(known: Sequence[int | None], years: int) -> tuple[int, ...] | None:
    """The margins of ``years`` years from the present one on; ``None`` if that of the present is unknown.

    ``known`` are those of the portfolio table, this year first. A year that is unknown, and every year
    beyond the table, is as the last one known: no growth is assumed where nobody forecast it.
    """
    if not known or known[0] is None:
        return None
    found = [known[0]]
    for t in range(1, years):
        margin = known[t] if t < len(known) else None
        found.append(found[-1] if margin is None else margin)
    return tuple(found)


@dataclass(frozen=True)
class ReferredValue:
    """An account that this one brought, itself or through one that it brought, with its lifetime value."""

    account_id: Id
    name: str
    value_fen: int | None


@dataclass(frozen=True)
class LossCost:
    """What losing an account costs: its lifetime value, what winning it cost, and what it brought.

    ``lifetime_fen`` is ``None`` where no margin is known, ``acquisition_fen`` where nobody typed it.
    """

    lifetime_fen: int | None
    acquisition_fen: int | None
    referred: tuple[ReferredValue, ...] = ()

    @property
    def referred_fen(self) -> int:
        """The lifetime value of the accounts it brought, as far as it is known."""
        return sum(one.value_fen or 0 for one in self.referred)

    @property
    def total_fen(self) -> int | None:
        """The sum; ``None`` without a lifetime value of its own."""
        if self.lifetime_fen is None:
            return None
        return self.lifetime_fen + (self.acquisition_fen or 0) + self.referred_fen


def brought_by(account_id: Id, brought: Mapping[Id, Iterable[Id]]) -> tuple[Id, ...]:
    """All accounts that came through ``account_id``, also through one another, each once, itself never.

    ``brought`` names for each account those it brought itself; circles end where they began.
    """
    seen, waiting = {account_id}, [account_id]
    found: list[Id] = []
    while waiting:
        for other in sorted(brought.get(waiting.pop(0), ())):
            if other not in seen:
                seen.add(other)
                found.append(other)
                waiting.append(other)
    return tuple(found)
