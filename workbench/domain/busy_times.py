"""Time that other calendars have already taken (features C6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Final

from workbench.foundation.ids import Id


@dataclass(frozen=True)
class BusyTime:
    """One appointment from elsewhere: from ``starts`` until ``ends``, the end not included.

    Both are instants with a zone, or both days for what lasts whole days. ``source`` is the calendar it came
    from, ``uid`` its name there.
    """

    id: Id
    manager_id: Id
    starts: datetime | date
    ends: datetime | date
    title: str = ""
    source: str = ""
    uid: str = ""


Span = tuple[int, int]
WHOLE_DAY: Final[Span] = (0, 24 * 60)

_DAY = timedelta(days=1)
_MINUTE = timedelta(minutes=1)
# What came by a merge may claim a million days; nobody plans against more than this of one appointment.
_LONGEST = timedelta(days=731)
# Days on which every zone can be worked out.
_YEARS = range(1900, 2200)


def busy_by_day(
    times: Iterable[BusyTime], zone: tzinfo, first: date | None = None, last: date | None = None
) -> dict[date, tuple[Span, ...]]:
    """What is taken on each local day of ``zone``: minutes after midnight by the clock on the wall, merged.

    The end is not included; a whole day is (0, 1440), also where the clock is changed and the day has 23 or
    25 hours. Only days from ``first`` to ``last``, both included, where given. What has no length, and what
    lies outside 1900–2199, takes nothing.
    """
    found: defaultdict[date, list[Span]] = defaultdict(list)
    for time in times:
        if time.starts.year not in _YEARS or time.ends.year not in _YEARS:
            continue
        for day, span in _days_of(time, zone, first, last):
            found[day].append(span)
    return {day: merged(spans) for day, spans in sorted(found.items())}


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those that overlap or touch made one."""
    result: list[Span] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(result[-1][1], end))
        else:
            result.append((start, end))
    return tuple(result)


def _days_of(
    time: BusyTime, zone: tzinfo, first: date | None, last: date | None
) -> Iterator[tuple[date, Span]]:
    starts, ends = time.starts, time.ends
    if isinstance(starts, datetime) and isinstance(ends, datetime):
        starts, ends = starts.astimezone(UTC), ends.astimezone(UTC)
        if ends <= starts:
            return
        # Whole seconds: zones change on them.
        starts = starts.replace(microsecond=0)
        ends = min((ends + timedelta(microseconds=999_999)).replace(microsecond=0), starts + _LONGEST)
        last_day = (ends - timedelta(microseconds=1)).astimezone(zone).date()
        for day in _days(starts.astimezone(zone).date(), last_day, first, last):
            for span in _wall(starts, ends, day, zone):
                yield day, span
    elif not isinstance(starts, datetime) and not isinstance(ends, datetime):
        for day in _days(starts, min(ends, starts + _LONGEST) - _DAY, first, last):
            yield day, WHOLE_DAY


def _days(start: date, end: date, first: date | None, last: date | None) -> Iterator[date]:
    day = start if first is None else max(start, first)
    end = end if last is None else min(end, last)
    while day <= end:
        yield day
        day += _DAY


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone).astimezone(UTC)


def _wall(start: datetime, end: datetime, day: date, zone: tzinfo) -> Iterator[Span]:
    """The minutes of ``day`` on the wall's clock between two instants; skipped ones count."""
    midnight, next_midnight = _midnight(day, zone), _midnight(day + _DAY, zone)
    opening = datetime(day.year, day.month, day.day, tzinfo=UTC)
    start, end = max(start, midnight), min(end, next_midnight)
    before, after = _offset(start, zone), _offset(end - timedelta(microseconds=1), zone)
    # Rounded outwards to whole minutes.
    begun = WHOLE_DAY[0] if start == midnight else (start + before - opening) // _MINUTE
    over = WHOLE_DAY[1] if end == next_midnight else -((opening - end - after) // _MINUTE)
    if after >= before:
        yield begun, over
        return
    # The clock is set back in between: what lies before and after it may show the same minutes.
    change = _change(start, end, zone)
    yield begun, -((opening - change - before) // _MINUTE)
    yield (change + after - opening) // _MINUTE, over


def _offset(moment: datetime, zone: tzinfo) -> timedelta:
    return moment.astimezone(zone).utcoffset() or timedelta()


def _change(start: datetime, end: datetime, zone: tzinfo) -> datetime:
    """The second at which the offset is another than at ``start``, found by halving."""
    before = _offset(start, zone)
    step = timedelta(seconds=1)
    low, high = 0, -((start - end) // step)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(start + middle * step, zone) == before else (low, middle)
    return start + high * step
