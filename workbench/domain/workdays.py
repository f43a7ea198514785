"""Working days by the official notices: weekends, statutory holidays and make-up workdays (2-rules §7.2).

A year without an official notice follows the plain weekend rule, and ``has_notice`` says so.
"""

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from typing import Any

from workbench.foundation.i18n import in_this_writing

ONE_DAY = timedelta(days=1)
SATURDAY = 5


@dataclass(frozen=True)
class NoticeDay:
    """One day that an official notice speaks of: a day off, or a working day that makes up for one."""

    on: date
    is_off: bool
    name_en: str
    name_zh: str


@dataclass(frozen=True)
class DateSpan:
    """Days from ``start`` to ``end``, both included."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True)
class WorkdayCalendar:
    """Which days are worked. Empty, it is the plain weekend rule."""

    days: Mapping[date, NoticeDay] = field(default_factory=dict)
    years: frozenset[int] = frozenset()

    @classmethod
    def from_notices(cls, years: Iterable[int], days: Iterable[NoticeDay]) -> "WorkdayCalendar":
        """A calendar of the official ``days`` of those ``years``."""
        return cls({day.on: day for day in days}, frozenset(years))

    def has_notice(self, year: int) -> bool:
        """Whether the official notice of ``year`` is known; if not, the weekend rule holds."""
        return year in self.years

    def years_without_notice(self, start: date, end: date) -> tuple[int, ...]:
        """The years from ``start`` to ``end`` for which the weekend rule has to do."""
        return tuple(year for year in range(start.year, end.year + 1) if not self.has_notice(year))

    def is_workday(self, day: date) -> bool:
        """Whether ``day`` is worked."""
        notice = self.days.get(day)
        return not notice.is_off if notice else day.weekday() < SATURDAY

    def is_holiday(self, day: date) -> bool:
        """Whether an official notice makes ``day`` a day off."""
        notice = self.days.get(day)
        return notice is not None and notice.is_off

    def is_make_up(self, day: date) -> bool:
        """Whether ``day`` is a weekend day that is worked to make up for a holiday."""
        notice = self.days.get(day)
        return notice is not None and not notice.is_off

    def day_name(self, day: date, language: str) -> str:
        """The holiday that ``day`` belongs to or makes up for, in ``language``; empty on other days."""
        notice = self.days.get(day)
        if notice is None:
            return ""
        if not language.startswith("zh"):
            return notice.name_en
        return "、".join(map(in_this_writing, notice.name_zh.split("、")))

    @cached_property
    def _exceptions(self) -> tuple[list[int], list[int]]:
        """The days that break the weekend rule, by ordinal, and the running sum of what they add."""
        found = {
            day.toordinal(): -1 if notice.is_off else 1
            for day, notice in self.days.items()
            if notice.is_off == (day.weekday() < SATURDAY)
        }
        ordinals = sorted(found)
        return ordinals, list(accumulate(found[one] for one in ordinals))

    def count_workdays(self, start: date, end: date) -> int:
        """How many working days there are from ``start`` to ``end``, both included, however far apart."""
        if end < start:
            return 0
        return self._until(end.toordinal()) - self._until(start.toordinal() - 1)

    def _until(self, ordinal: int) -> int:
        # Day 1 is a Monday.
        ordinals, sums = self._exceptions
        known = bisect_right(ordinals, ordinal)
        weeks, rest = divmod(ordinal, 7)
        return weeks * SATURDAY + min(rest, SATURDAY) + (sums[known - 1] if known else 0)

    def workdays(self, start: date, end: date) -> tuple[date, ...]:
        """The working days from ``start`` to ``end``, both included."""
        span = (start + timedelta(days=offset) for offset in range((end - start).days + 1))
        return tuple(day for day in span if self.is_workday(day))

    def add_workdays(self, day: date, count: int) -> date:
        """The ``count``-th working day after ``day`` (before it if negative); ``day`` itself for 0."""
        step = ONE_DAY if count > 0 else -ONE_DAY
        left = abs(count)
        while left:
            day += step
            left -= self.is_workday(day)
        return day

    def workdays_between(self, day: date, later: date) -> int:
        """Working days after ``day`` up to and including ``later``; negative if ``later`` is before."""
        if later < day:
            return -self.workdays_between(later, day)
        return self.count_workdays(day + ONE_DAY, later)


def parse_calendar(raw: Mapping[str, Any]) -> WorkdayCalendar:
    """The calendar that the content of ``resources/calendars/*.json`` writes.

    ``years`` lists the years with a notice, ``names`` the holidays by key, ``off`` and ``work`` map
    ISO dates to keys. Raises ``KeyError`` or ``ValueError`` for other shapes.
    """
    names = raw["names"]
    days = [
        NoticeDay(date.fromisoformat(day), is_off, names[key]["en"], names[key]["zh"])
        for part, is_off in (("off", True), ("work", False))
        for day, key in raw[part].items()
    ]
    return WorkdayCalendar.from_notices(raw["years"], days)
