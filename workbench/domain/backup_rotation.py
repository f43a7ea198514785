"""Which daily backups are kept: few of long ago, more of lately."""

from collections.abc import Collection
from datetime import date
from typing import Final

DAYS_KEPT: Final = 7
WEEKS_KEPT: Final = 5
MONTHS_KEPT: Final = 12
BEFORE_KEPT: Final = 5


def kept_days(days: Collection[date]) -> set[date]:
    """Of the days with a backup those that stay: the last seven, and the last one of each of the last five
    weeks and of the last twelve months in which there is any.

    Counted by backups, not by the calendar: after a long pause nothing goes that has no successor.
    """
    latest_first = sorted(set(days), reverse=True)
    kept = set(latest_first[:DAYS_KEPT])
    weeks: dict[tuple[int, int], date] = {}
    months: dict[tuple[int, int], date] = {}
    for day in latest_first:
        year, week, _weekday = day.isocalendar()
        weeks.setdefault((year, week), day)
        months.setdefault((day.year, day.month), day)
    kept.update(list(weeks.values())[:WEEKS_KEPT])
    kept.update(list(months.values())[:MONTHS_KEPT])
    return kept
