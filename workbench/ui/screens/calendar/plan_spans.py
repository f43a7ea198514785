"""Periods that are usually planned."""

from datetime import date
from enum import Enum

from workbench.domain.periods import PeriodKind, next_period, period_of
from workbench.foundation.i18n import _


class Span(Enum):
    """Periods that are usually planned."""

    NEXT_QUARTER = "next_quarter"
    THIS_QUARTER = "this_quarter"
    NEXT_MONTH = "next_month"
    THIS_MONTH = "this_month"
    NEXT_YEAR = "next_year"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            Span.NEXT_QUARTER: _("Next quarter"),
            Span.THIS_QUARTER: _("Rest of this quarter"),
            Span.NEXT_MONTH: _("Next month"),
            Span.THIS_MONTH: _("Rest of this month"),
            Span.NEXT_YEAR: _("Next year"),
            Span.OWN: _("Own dates"),
        }[self]

    def days(self, today: date) -> tuple[date, date] | None:
        """First and last day; ``None`` for dates of one's own."""
        if self is Span.OWN:
            return None
        kind = {
            Span.NEXT_QUARTER: PeriodKind.QUARTER,
            Span.THIS_QUARTER: PeriodKind.QUARTER,
            Span.NEXT_MONTH: PeriodKind.MONTH,
            Span.THIS_MONTH: PeriodKind.MONTH,
            Span.NEXT_YEAR: PeriodKind.YEAR,
        }[self]
        now = period_of(kind, today)
        if self in (Span.THIS_QUARTER, Span.THIS_MONTH):
            return today, now.end
        following = next_period(now)
        return following.start, following.end
