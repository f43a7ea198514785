"""What accounts are worth to us: ABC analysis (2-rules §2.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.periods import twelve_months
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id


class AbcClass(StrEnum):
    """The class of an account by its share of sales."""

    A = "A"
    B = "B"
    C = "C"


class Span(StrEnum):
    """The days whose sales an analysis takes."""

    LAST_12_MONTHS = "last_12_months"
    THIS_YEAR = "this_year"
    LAST_YEAR = "last_year"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            Span.LAST_12_MONTHS: pgettext("span", "12 months"),
            Span.THIS_YEAR: pgettext("span", "This year"),
            Span.LAST_YEAR: pgettext("span", "Last year"),
            Span.OWN: pgettext("span", "Own dates"),
        }[self]

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day; own dates begin as the last 12 months."""
        if self is Span.THIS_YEAR:
            return date(today.year, 1, 1), date(today.year, 12, 31)
        if self is Span.LAST_YEAR:
            return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
        return twelve_months(today)


@dataclass(frozen=True)
class AbcBoundaries:
    """Cumulative shares in basis points up to which an account is class A, and class B."""

    a_bp: int = 7_500
    b_bp: int = 9_500

    def __post_init__(self) -> None:
        if not 0 < self.a_bp <= self.b_bp <= 10_000:
            raise BadInput(_("The ABC boundaries must rise and lie between 0 and 100%."))


@dataclass(frozen=True)
class AccountSales:
    """One account's sales of a period, in fen of one currency; returns make it smaller or negative."""

    account_id: Id
    name: str
    amount_fen: int


@dataclass(frozen=True)
class AbcRow:
    """One account's place in the analysis. Shares are of the total, rounded to basis points."""

    account_id: Id
    name: str
    amount_fen: int
    share_bp: int
    cumulative_bp: int
    abc_class: AbcClass


@dataclass(frozen=True)
class AbcAnalysis:
    """Accounts by falling sales. ``top20_share_bp`` is what the best fifth of the accounts holds."""

    rows: tuple[AbcRow, ...]
    total_fen: int
    top20_share_bp: int


def abc_classes(sales: Iterable[AccountSales], boundaries: AbcBoundaries | None = None) -> AbcAnalysis:
    """Class every account by its cumulative share of total sales (2-rules §2.2).

    The account that crosses a boundary belongs to the class in which it starts; zero and negative sales
    are class C; ties stand by name. The total counts returns, so the cumulative share may pass 100 %
    before accounts with negative sales bring it back. Without a positive total there are no shares and
    everyone is class C. A fifth of the accounts is rounded up.
    """
    limits = boundaries or AbcBoundaries()
    ordered = sorted(sales, key=lambda row: (-row.amount_fen, row.name, row.account_id))
    total = sum(row.amount_fen for row in ordered)
    rows: list[AbcRow] = []
    before = 0
    for row in ordered:
        after = before + row.amount_fen
        rows.append(
            AbcRow(
                row.account_id,
                row.name,
                row.amount_fen,
                _share_bp(row.amount_fen, total),
                _share_bp(after, total),
                _class_of(row.amount_fen, before, total, limits),
            )
        )
        before = after
    best_fifth = ordered[: -(-len(ordered) // 5)]
    return AbcAnalysis(tuple(rows), total, _share_bp(sum(row.amount_fen for row in best_fifth), total))


def _class_of(amount_fen: int, before_fen: int, total_fen: int, limits: AbcBoundaries) -> AbcClass:
    if amount_fen <= 0 or total_fen <= 0:
        return AbcClass.C
    if before_fen * 10_000 < limits.a_bp * total_fen:
        return AbcClass.A
    return AbcClass.B if before_fen * 10_000 < limits.b_bp * total_fen else AbcClass.C


def _share_bp(part_fen: int, total_fen: int) -> int:
    """Basis points of the total, halves upwards; 0 without a positive total."""
    return (part_fen * 20_000 + total_fen) // (2 * total_fen) if total_fen > 0 else 0
