"""When the events of another calendar take place: a month back and 18 months ahead (3-features)."""

from datetime import UTC, date, datetime, time, timedelta, timezone

from workbench.domain.calendar_events import (
    MOST_OCCURRENCES,
    CalendarEvent,
    Expanded,
    expand,
    key_of,
    newest,
)
from workbench.domain.recurrence import Frequency, Rule

TODAY = date(2026, 3, 2)
HOUR = timedelta(hours=1)
CHINA = timezone(timedelta(hours=8))


def _at(day: int, hour: int = 9) -> datetime:
    return datetime.combine(date(2026, 3, day), time(hour))


def _days(expanded: Expanded) -> list[str]:
    return [f"{one.starts:%m-%d %H:%M}" for one in expanded.found]


def test_a_time_without_a_zone_is_one_where_the_user_is() -> None:
    (found,) = expand([CalendarEvent(1, "a", _at(3), HOUR)], TODAY, CHINA).found
    assert (found.starts, found.key) == (datetime(2026, 3, 3, 1, tzinfo=UTC), "")


def test_cancelled_free_and_empty_events_take_no_time() -> None:
    events = [
        CalendarEvent(1, "a", _at(3), HOUR, is_cancelled=True),
        CalendarEvent(2, "b", _at(3), HOUR, is_free=True),
        CalendarEvent(3, "c", _at(3), timedelta()),
        CalendarEvent(4, "d", date(2020, 1, 1), timedelta(days=1)),
    ]
    assert expand(events, TODAY, UTC).found == []


def test_one_of_a_series_that_moved_stands_where_it_moved_to() -> None:
    series = CalendarEvent(1, "a", _at(3), HOUR, rules=(Rule(Frequency.DAILY, count=3),))
    moved = CalendarEvent(2, "a", _at(4, 15), HOUR, replaces=_at(4))
    assert _days(expand([series, moved], TODAY, UTC)) == ["03-03 09:00", "03-04 15:00", "03-05 09:00"]


def test_all_from_one_on_move_by_as_much_as_it_did() -> None:
    series = CalendarEvent(1, "a", _at(3), HOUR, rules=(Rule(Frequency.DAILY, count=3),))
    later = CalendarEvent(2, "a", _at(4, 11), HOUR, replaces=_at(4), and_later=True)
    assert _days(expand([series, later], TODAY, UTC)) == ["03-03 09:00", "03-04 11:00", "03-05 11:00"]


def test_whole_days_that_become_hours_and_hours_that_become_whole_days() -> None:
    days = CalendarEvent(1, "a", date(2026, 3, 3), timedelta(days=1), rules=(Rule(Frequency.DAILY, count=2),))
    hours = CalendarEvent(2, "a", _at(4, 11), HOUR, replaces=date(2026, 3, 4), and_later=True)
    assert _days(expand([days, hours], TODAY, UTC)) == ["03-03 00:00", "03-04 11:00"]
    timed = CalendarEvent(1, "b", _at(3), HOUR, rules=(Rule(Frequency.DAILY, count=2),))
    whole = CalendarEvent(2, "b", date(2026, 3, 5), timedelta(days=1), replaces=_at(4), and_later=True)
    assert _days(expand([timed, whole], TODAY, UTC)) == ["03-03 09:00", "03-05 00:00"]


def test_no_more_than_so_many_are_kept() -> None:
    often = Rule(Frequency.DAILY, hours=tuple(range(24)))
    found = expand([CalendarEvent(1, "a", _at(3, 0), HOUR, rules=(often,))], TODAY, UTC)
    assert (len(found.found), found.is_cut) == (MOST_OCCURRENCES, True)


def test_times_beyond_the_calendar_are_a_problem_of_their_own() -> None:
    event = CalendarEvent(3, "a", datetime.combine(date.max, time(23)), timedelta(days=400))
    found = expand([event, CalendarEvent(4, "b", _at(4), HOUR)], TODAY, CHINA)
    assert [(one.row, one.code) for one in found.problems] == [(3, "bad_time")]
    assert [one.uid for one in found.found] == ["b"]


def test_the_last_version_of_an_event_counts_and_its_name_is_its_instant() -> None:
    first, second = CalendarEvent(1, "a", _at(3), HOUR), CalendarEvent(2, "a", _at(4), HOUR, sequence=1)
    assert newest([second, first]) is second
    assert (key_of(_at(3), CHINA), key_of(date(2026, 3, 3), CHINA)) == ("20260303T010000Z", "2026-03-03")
