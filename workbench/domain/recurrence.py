"""When something repeats: the recurrence rules of RFC 5545, worked out within a bounded number of steps."""

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import product
from typing import Final

_DAY: Final = timedelta(days=1)
_HOUR: Final = timedelta(hours=1)
_THURSDAY: Final = 3


class Frequency(StrEnum):
    """How often; what repeats by minutes or seconds is no appointment."""

    YEARLY = "YEARLY"
    MONTHLY = "MONTHLY"
    WEEKLY = "WEEKLY"
    DAILY = "DAILY"
    HOURLY = "HOURLY"


@dataclass(frozen=True)
class Rule:
    """One rule. Weekdays: which in its month or year (0 for each, below 0 from behind), and 0 Monday to 6."""

    frequency: Frequency
    interval: int = 1
    count: int | None = None
    until: datetime | date | None = None
    months: frozenset[int] = frozenset()
    weeks: frozenset[int] = frozenset()
    year_days: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int, int]] = frozenset()
    hours: tuple[int, ...] = ()
    minutes: tuple[int, ...] = ()
    seconds: tuple[int, ...] = ()
    positions: tuple[int, ...] = ()
    week_start: int = 0


class TooManySteps(Exception):
    """The rule cannot be worked out within the steps that were allowed."""


@dataclass
class Steps:
    """How much work may still be done."""

    left: int

    def spend(self, count: int = 1) -> None:
        """Raises ``TooManySteps`` when none are left."""
        self.left -= count
        if self.left < 0:
            raise TooManySteps


def occurrences(rule: Rule, start: datetime, first: date, last: date, steps: Steps) -> Iterator[datetime]:
    """The moments of the rule on the wall's clock from ``start`` on, in order, none after the day ``last``.

    With a count all are given from ``start`` on, else those before ``first`` may be left out. ``start``
    itself is among them only if the rule says so. Raises ``TooManySteps``.
    """
    given = 0
    for period in _periods(rule, start, start.date() if rule.count is not None else first, last):
        found = _moments(rule, start, period, steps)
        for moment in _at_positions(found, rule.positions):
            if moment < start:
                continue
            if moment.date() > last or given == rule.count:
                return
            given += 1
            yield moment


def _periods(rule: Rule, start: datetime, first: date, last: date) -> Iterator[datetime]:
    """The beginning of each year, month, week, day or hour that the rule looks at."""
    by = max(rule.interval, 1)
    first = max(first, start.date())
    if rule.frequency is Frequency.YEARLY:
        skipped = max(first.year - 1 - start.year, 0) // by * by
        for year in range(start.year + skipped, last.year + 1, by):
            yield datetime.combine(date(year, 1, 1), time())
    elif rule.frequency is Frequency.MONTHLY:
        begun, over = start.year * 12 + start.month - 1, last.year * 12 + last.month
        skipped = max(first.year * 12 + first.month - 2 - begun, 0) // by * by
        for month in range(begun + skipped, over, by):
            yield datetime.combine(date(month // 12, month % 12 + 1, 1), time())
    else:
        length = {Frequency.WEEKLY: 7 * _DAY, Frequency.DAILY: _DAY, Frequency.HOURLY: _HOUR}[rule.frequency]
        moment = start.replace(minute=0, second=0, microsecond=0)
        if rule.frequency is not Frequency.HOURLY:
            moment = moment.replace(hour=0)
        if rule.frequency is Frequency.WEEKLY:
            moment -= _DAY * ((moment.weekday() - rule.week_start) % 7)
        gap = datetime.combine(first, time()) - length - moment
        end = datetime.combine(last, time(23, 59))
        number = max(gap // length, 0) // by * by
        while number * length <= end - moment:
            yield moment + number * length
            number += by


def _moments(rule: Rule, start: datetime, period: datetime, steps: Steps) -> list[datetime]:
    if rule.frequency is Frequency.HOURLY:
        steps.spend()
        hours: tuple[int, ...] = (period.hour,)
        if (rule.hours and period.hour not in rule.hours) or not _fits(rule, start, period.date()):
            return []
        days = [period.date()]
    else:
        hours = rule.hours or (start.hour,)
        days = list(_days(rule, start, period.date(), steps))
    minutes, seconds = rule.minutes or (start.minute,), rule.seconds or (start.second,)
    steps.spend(len(days) * len(hours) * len(minutes) * len(seconds))
    return [
        datetime.combine(day, time(hour, minute, second))
        for day, hour, minute, second in product(days, hours, minutes, seconds)
    ]


def _at_positions(found: list[datetime], positions: tuple[int, ...]) -> list[datetime]:
    if not positions:
        return found
    size = len(found)
    return [found[at] for at in sorted({(p - 1 if p > 0 else size + p) for p in positions}) if 0 <= at < size]


def _days(rule: Rule, start: datetime, begun: date, steps: Steps) -> Iterator[date]:
    length = {
        Frequency.YEARLY: 366 if calendar.isleap(begun.year) else 365,
        Frequency.MONTHLY: calendar.monthrange(begun.year, begun.month)[1],
        Frequency.WEEKLY: 7,
        Frequency.DAILY: 1,
    }[rule.frequency]
    steps.spend(length)
    for number in range(length):
        day = begun + number * _DAY
        if _fits(rule, start, day):
            yield day


def _fits(rule: Rule, start: datetime, day: date) -> bool:
    """Whether all that the rule says of days holds; what it does not say is as in ``start``."""
    if rule.months and day.month not in rule.months:
        return False
    if rule.month_days and not rule.month_days & _both_ways(day.day, _days_in_month(day)):
        return False
    if rule.year_days and not rule.year_days & _both_ways(day.timetuple().tm_yday, _days_in_year(day)):
        return False
    if rule.weeks and not rule.weeks & _week_of(day, rule.week_start):
        return False
    if rule.weekdays:
        return _is_one_of(rule, day)
    if rule.month_days or rule.year_days:
        return True
    if rule.frequency is Frequency.WEEKLY or rule.weeks:
        return day.weekday() == start.weekday()
    if rule.frequency is Frequency.MONTHLY:
        return day.day == start.day
    if rule.frequency is Frequency.YEARLY:
        return day.day == start.day and (bool(rule.months) or day.month == start.month)
    return True


def _is_one_of(rule: Rule, day: date) -> bool:
    weekday = day.weekday()
    if (0, weekday) in rule.weekdays:
        return True
    if rule.frequency is Frequency.MONTHLY or (rule.frequency is Frequency.YEARLY and rule.months):
        number, length = day.day, _days_in_month(day)
    elif rule.frequency is Frequency.YEARLY:
        number, length = day.timetuple().tm_yday, _days_in_year(day)
    else:
        # Which one means nothing here: the weekday counts.
        return any(one == weekday for _which, one in rule.weekdays)
    from_start, from_end = (number - 1) // 7 + 1, -((length - number) // 7 + 1)
    return (from_start, weekday) in rule.weekdays or (from_end, weekday) in rule.weekdays


def _both_ways(number: int, length: int) -> frozenset[int]:
    return frozenset((number, number - length - 1))


def _days_in_month(day: date) -> int:
    return calendar.monthrange(day.year, day.month)[1]


def _days_in_year(day: date) -> int:
    return 366 if calendar.isleap(day.year) else 365


def _week_of(day: date, week_start: int) -> frozenset[int]:
    """The number of the day's week from the beginning and from the end of the year it belongs to."""
    middle = day - _DAY * ((day.weekday() - week_start) % 7) + _DAY * _THURSDAY
    number = (middle.timetuple().tm_yday - 1) // 7 + 1
    return _both_ways(number, (_days_in_year(middle) - middle.timetuple().tm_yday) // 7 + number)
