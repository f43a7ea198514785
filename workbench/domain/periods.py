"""Calendar periods: months, quarters, half-years and years (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from workbench.foundation.i18n import _, format_date, format_month, pgettext


class PeriodKind(StrEnum):
    """How long a calendar period is."""

    MONTH = "month"
    QUARTER = "quarter"
    HALF_YEAR = "half_year"
    YEAR = "year"

    @property
    def months(self) -> int:
        return _MONTHS[self]

    @property
    def label(self) -> str:
        return {
            PeriodKind.MONTH: pgettext("period", "Month"),
            PeriodKind.QUARTER: pgettext("period", "Quarter"),
            PeriodKind.HALF_YEAR: pgettext("period", "Half-year"),
            PeriodKind.YEAR: pgettext("period", "Year"),
        }[self]


_MONTHS = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.HALF_YEAR: 6, PeriodKind.YEAR: 12}


@dataclass(frozen=True, order=True)
class Period:
    """One calendar period; ``start`` and ``end`` are both included.

    Without a ``kind`` it is a span of days of its own, for what is required once.
    """

    start: date
    end: date
    kind: PeriodKind | None

    @property
    def key(self) -> str:
        """How it is written in data: ``2026-07``, ``2026-Q3``, ``2026-H2``, ``2026``; a span by its end."""
        if self.kind is None:
            return self.end.isoformat()
        number = (self.start.month - 1) // self.kind.months + 1
        tail = {
            PeriodKind.MONTH: f"-{number:02}",
            PeriodKind.QUARTER: f"-Q{number}",
            PeriodKind.HALF_YEAR: f"-H{number}",
            PeriodKind.YEAR: "",
        }[self.kind]
        return f"{self.start.year:04}{tail}"

    @property
    def label(self) -> str:
        """The period as people name it."""
        if self.kind is None:
            return _("{start} to {end}").format(start=format_date(self.start), end=format_date(self.end))
        year = self.start.year
        number = (self.start.month - 1) // self.kind.months + 1
        if self.kind is PeriodKind.MONTH:
            return format_month(self.start)
        if self.kind is PeriodKind.QUARTER:
            return _("Q{number} {year}").format(number=number, year=year)
        if self.kind is PeriodKind.HALF_YEAR:
            return (_("H1 {year}") if number == 1 else _("H2 {year}")).format(year=year)
        return pgettext("period", "{year}").format(year=year)

    @property
    def day_count(self) -> int:
        """How many days it has."""
        return (self.end - self.start).days + 1

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@lru_cache(maxsize=4096)
def period_of(kind: PeriodKind, day: date) -> Period:
    """The calendar period of that length in which ``day`` lies."""
    first = (day.month - 1) // kind.months * kind.months + 1
    after = first + kind.months
    next_start = date(day.year + 1, 1, 1) if after > 12 else date(day.year, after, 1)
    return Period(date(day.year, first, 1), next_start - timedelta(days=1), kind)


def next_period(period: Period) -> Period:
    """The calendar period of the same length that follows; raises ``ValueError`` for a span."""
    if period.kind is None:
        raise ValueError(period.key)
    return period_of(period.kind, period.end + timedelta(days=1))


def month_starts_back(day: date, count: int) -> tuple[date, ...]:
    """The first days of the ``count`` months that end with that of ``day``, the oldest first."""
    last = day.year * 12 + day.month - 1
    return tuple(date(number // 12, number % 12 + 1, 1) for number in range(last - count + 1, last + 1))


def year_before(day: date) -> date:
    """The same day a year earlier; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def twelve_months(today: date) -> tuple[date, date]:
    """The first and last day of the year that ends today, both included."""
    return year_before(today) + timedelta(days=1), today
