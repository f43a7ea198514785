"""Events of other calendars, and when they take place (features C6)."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Final

from workbench.domain.recurrence import Rule, Steps, TooManySteps, occurrences
from workbench.foundation.i18n import _

Moment = datetime | date
"""An instant with a zone, a time on the wall's clock without one, or a whole day."""

DAYS_BACK: Final = 31
DAYS_AHEAD: Final = 548
MOST_OCCURRENCES: Final = 5_000
_STEPS_OF_ONE: Final = 100_000
_STEPS_OF_ALL: Final = 1_000_000
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class EventProblem:
    """What could not be taken as it stands: the line where its part of the file begins, a code, and words."""

    row: int
    code: str
    message: str
    is_refused: bool = True


@dataclass(frozen=True)
class CalendarEvent:
    """One event as its file tells it; ``row`` is the line where it begins.

    ``extra`` are further beginnings with a length of their own or none, ``left_out`` those that are not to
    be. ``replaces`` names the one of a series that this event stands for, with all later ones where
    ``and_later``.
    """

    row: int
    uid: str
    starts: Moment
    length: timedelta
    title: str = ""
    rules: tuple[Rule, ...] = ()
    but_rules: tuple[Rule, ...] = ()
    extra: tuple[tuple[Moment, timedelta | None], ...] = ()
    left_out: tuple[Moment, ...] = ()
    replaces: Moment | None = None
    and_later: bool = False
    is_cancelled: bool = False
    is_free: bool = False
    is_private: bool = False
    sequence: int = 0
    modified: str = ""
    exported_as: str = ""


@dataclass(frozen=True)
class Occurrence:
    """A time that an event takes: UTC instants or days, end not included; ``key`` names one of a series."""

    uid: str
    key: str
    starts: Moment
    ends: Moment
    title: str
    is_private: bool
    row: int


@dataclass
class Expanded:
    """When events take place in a window, and what could not be worked out."""

    found: list[Occurrence] = field(default_factory=list)
    problems: list[EventProblem] = field(default_factory=list)
    is_cut: bool = False


def expand(events: Iterable[CalendarEvent], today: date, zone: tzinfo) -> Expanded:
    """All times that are taken from a month before ``today`` to 18 months after, in order; at most 5,000.

    Times without a zone are read in ``zone``. Cancelled and free events take none. The work is bounded: what
    repeats too often is a problem of its own.
    """
    first, last = today - timedelta(days=DAYS_BACK), today + timedelta(days=DAYS_AHEAD)
    series: defaultdict[str, list[CalendarEvent]] = defaultdict(list)
    for event in events:
        series[event.uid].append(event)
    result, left = Expanded(), _STEPS_OF_ALL
    for of_one in series.values():
        steps = Steps(min(_STEPS_OF_ONE, max(left, 0)))
        before = steps.left
        try:
            found = list(_series(of_one, first, last, zone, steps))
        except TooManySteps:
            problem = EventProblem(of_one[0].row, "too_often", _("It repeats too often to be worked out."))
            result.problems.append(problem)
        except (OverflowError, ValueError):
            problem = EventProblem(of_one[0].row, "bad_time", _("Its times cannot be worked out."))
            result.problems.append(problem)
        else:
            result.found += found
        left -= before - max(steps.left, 0)
    result.found.sort(key=lambda one: (str(one.starts), one.uid, one.key))
    if len(result.found) > MOST_OCCURRENCES:
        del result.found[MOST_OCCURRENCES:]
        result.is_cut = True
    return result


def newest(events: Sequence[CalendarEvent]) -> CalendarEvent:
    """Of several versions of one event the last."""
    return max(enumerate(events), key=lambda one: (one[1].sequence, one[1].modified, one[0]))[1]


def key_of(moment: Moment, zone: tzinfo) -> str:
    """The name of one of a series: its UTC instant, or its day."""
    if not isinstance(moment, datetime):
        return moment.isoformat()
    return instant(moment, zone).strftime("%Y%m%dT%H%M%SZ")


def instant(moment: datetime, zone: tzinfo) -> datetime:
    """The UTC instant; a time without a zone is one in ``zone``."""
    return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).astimezone(UTC)


def _series(
    events: Sequence[CalendarEvent], first: date, last: date, zone: tzinfo, steps: Steps
) -> Iterator[Occurrence]:
    masters = [event for event in events if event.replaces is None]
    one_off: dict[str, CalendarEvent] = {}
    for event in sorted(events, key=lambda one: (one.sequence, one.modified)):
        if event.replaces is not None and not event.and_later:
            one_off[key_of(event.replaces, zone)] = event
    later = sorted(
        (event for event in events if event.and_later and event.replaces is not None),
        key=lambda one: key_of(one.replaces or one.starts, zone),
    )
    if masters:
        master = newest(masters)
        repeats = bool(master.rules or master.extra)
        for moment, length in _beginnings(master, first, last, zone, steps):
            key = key_of(moment, zone)
            if key in one_off:
                continue
            event = master
            for change in later:
                if change.replaces is not None and key_of(change.replaces, zone) <= key:
                    event, length = change, change.length
            if event is not master and event.replaces is not None:
                moment = _shifted(moment, event.replaces, event.starts, zone)
            yield from _taken(event, key if repeats else "", moment, length, first, last, zone)
    for key, event in one_off.items():
        yield from _taken(event, key, event.starts, event.length, first, last, zone)


def _shifted(moment: Moment, planned: Moment, actual: Moment, zone: tzinfo) -> Moment:
    """``moment`` moved by as much as ``actual`` lies after ``planned``."""
    if isinstance(actual, datetime):
        before = (
            planned if isinstance(planned, datetime) else datetime.combine(planned, time(), actual.tzinfo)
        )
        at = moment if isinstance(moment, datetime) else datetime.combine(moment, time(), actual.tzinfo)
        return instant(at, zone) + (instant(actual, zone) - instant(before, zone))
    before_day = planned.date() if isinstance(planned, datetime) else planned
    return (moment.date() if isinstance(moment, datetime) else moment) + (actual - before_day)


def _taken(
    event: CalendarEvent, key: str, moment: Moment, length: timedelta, first: date, last: date, zone: tzinfo
) -> Iterator[Occurrence]:
    if event.is_cancelled or event.is_free or length <= timedelta():
        return
    starts: Moment
    ends: Moment
    if isinstance(moment, datetime):
        starts = instant(moment, zone)
        ends = starts + length
        day, over = starts.date(), (ends - timedelta(seconds=1)).date()
    else:
        starts, ends = moment, moment + max(length, _DAY)
        day, over = starts, ends - _DAY
    if over >= first and day <= last:
        yield Occurrence(event.uid, key, starts, ends, event.title, event.is_private, event.row)


def _beginnings(
    event: CalendarEvent, first: date, last: date, zone: tzinfo, steps: Steps
) -> Iterator[tuple[Moment, timedelta]]:
    # What began before the window may reach into it.
    since = first - min(event.length, timedelta(days=366)) - 2 * _DAY
    left_out = {key_of(one, zone) for one in event.left_out}
    walls = {one for one in event.left_out if isinstance(one, datetime)}
    days = {one for one in event.left_out if not isinstance(one, datetime)}
    is_floating = isinstance(event.starts, datetime) and event.starts.tzinfo is None
    seen: set[str] = set()
    for rule in event.but_rules:
        left_out |= {key_of(one, zone) for one in _of_rule(event.starts, rule, since, last, zone, steps)}
    extra: list[tuple[Moment, timedelta | None]] = [(event.starts, None), *event.extra]
    repeated = (
        (one, None) for rule in event.rules for one in _of_rule(event.starts, rule, since, last, zone, steps)
    )
    for moment, length in (*extra, *repeated):
        key = key_of(moment, zone)
        day = moment.date() if isinstance(moment, datetime) else moment
        if key in seen or key in left_out or day in days:
            continue
        # Written as UTC against a time without a zone: what the clock shows is what is meant.
        if is_floating and isinstance(moment, datetime) and moment.replace(tzinfo=UTC) in walls:
            continue
        seen.add(key)
        yield moment, event.length if length is None else length


def _of_rule(
    starts: Moment, rule: Rule, since: date, last: date, zone: tzinfo, steps: Steps
) -> Iterator[Moment]:
    own_zone = starts.tzinfo if isinstance(starts, datetime) else None
    wall = starts.replace(tzinfo=None) if isinstance(starts, datetime) else datetime.combine(starts, time())
    until = _until(rule.until, own_zone or zone, is_day=not isinstance(starts, datetime))
    over = last if until is None else min(last, until.date())
    for moment in occurrences(rule, wall, since, over, steps):
        if until is not None and moment > until:
            return
        yield moment.replace(tzinfo=own_zone) if isinstance(starts, datetime) else moment.date()


def _until(until: Moment | None, zone: tzinfo, *, is_day: bool) -> datetime | None:
    if until is None:
        return None
    if not isinstance(until, datetime):
        return datetime.combine(until, time.max)
    # A day that is named by an instant in UTC is that day.
    if until.tzinfo is not None and not is_day:
        until = until.astimezone(zone)
    until = until.replace(tzinfo=None)
    return datetime.combine(until.date(), time.max) if is_day else until
