"""Which minutes of a local day other appointments take."""

from collections import defaultdict
from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.busy_times import WHOLE_DAY, BusyTime, busy_by_day, merged
from workbench.foundation.ids import Id

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = tuple(
    ZoneInfo(name)
    for name in (
        "UTC",
        "Asia/Shanghai",
        "Europe/Berlin",
        "America/Sao_Paulo",
        "Australia/Lord_Howe",
        "America/Havana",
    )
)


def busy(starts: datetime | date, ends: datetime | date) -> BusyTime:
    return BusyTime(Id(bytes(16)), Id(bytes(16)), starts, ends)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def test_an_appointment_takes_its_minutes_in_the_local_zone() -> None:
    times = [busy(utc("2026-11-23T01:30"), utc("2026-11-23T03:00"))]
    assert busy_by_day(times, ZoneInfo("Asia/Shanghai")) == {date(2026, 11, 23): ((570, 660),)}


def test_a_whole_day_is_taken_whole_and_its_end_is_not_included() -> None:
    assert busy_by_day([busy(date(2026, 2, 28), date(2026, 3, 2))], BERLIN) == {
        date(2026, 2, 28): (WHOLE_DAY,),
        date(2026, 3, 1): (WHOLE_DAY,),
    }
    assert list(busy_by_day([busy(date(2028, 2, 28), date(2028, 3, 1))], UTC)) == [
        date(2028, 2, 28),
        date(2028, 2, 29),
    ]


def test_what_runs_past_midnight_takes_both_days() -> None:
    times = [busy(utc("2026-11-23T22:00"), utc("2026-11-24T01:15"))]
    assert busy_by_day(times, UTC) == {date(2026, 11, 23): ((1320, 1440),), date(2026, 11, 24): ((0, 75),)}


def test_what_overlaps_or_touches_is_one() -> None:
    times = [
        busy(utc("2026-11-23T09:00"), utc("2026-11-23T10:00")),
        busy(utc("2026-11-23T10:00"), utc("2026-11-23T10:30")),
        busy(utc("2026-11-23T09:15"), utc("2026-11-23T09:30")),
        busy(utc("2026-11-23T12:00"), utc("2026-11-23T12:01")),
    ]
    assert busy_by_day(times, UTC) == {date(2026, 11, 23): ((540, 630), (720, 721))}


def test_a_day_of_23_or_25_hours_is_taken_whole_from_midnight_to_midnight() -> None:
    for first in (date(2026, 3, 29), date(2026, 10, 25)):
        midnight = datetime(first.year, first.month, first.day, tzinfo=BERLIN)
        after = datetime(first.year, first.month, first.day + 1, tzinfo=BERLIN)
        found = busy_by_day([busy(midnight.astimezone(UTC), after.astimezone(UTC))], BERLIN)
        assert found == {first: (WHOLE_DAY,)}


def test_the_hour_that_comes_twice_is_taken_once_where_it_is_taken() -> None:
    # 02:45 summer time until 02:15 winter time is half an hour, and lies on two pieces of the wall's clock.
    times = [busy(utc("2026-10-25T00:45"), utc("2026-10-25T01:15"))]
    assert busy_by_day(times, BERLIN) == {date(2026, 10, 25): ((120, 135), (165, 180))}


def test_seconds_count_as_the_whole_minute() -> None:
    times = [busy(utc("2026-11-23T09:00:30"), utc("2026-11-23T09:10:00.000001"))]
    assert busy_by_day(times, UTC) == {date(2026, 11, 23): ((540, 551),)}


def test_what_has_no_length_or_no_sensible_year_takes_nothing() -> None:
    now = utc("2026-11-23T09:00")
    for one in (
        busy(now, now),
        busy(now, now - timedelta(hours=1)),
        busy(date(2026, 1, 2), date(2026, 1, 1)),
        busy(date.min, date(2026, 1, 1)),
        busy(now, datetime.max.replace(tzinfo=UTC)),
    ):
        assert busy_by_day([one], BERLIN) == {}


def test_an_endless_appointment_costs_two_years_at_most() -> None:
    assert len(busy_by_day([busy(date(1950, 1, 1), date(2150, 1, 1))], UTC)) == 731


def test_only_the_days_asked_for_are_worked_out() -> None:
    times = [
        busy(date(2026, 1, 1), date(2026, 12, 31)),
        busy(utc("2026-02-28T23:00"), utc("2026-03-02T01:00")),
    ]
    assert list(busy_by_day(times, UTC, date(2026, 2, 28), date(2026, 3, 1))) == [
        date(2026, 2, 28),
        date(2026, 3, 1),
    ]


@given(
    st.sampled_from(ZONES),
    st.lists(
        st.tuples(
            st.integers(0, 2 * 365 * 24 * 60).map(
                lambda minutes: utc("2017-01-01") + timedelta(minutes=minutes)
            ),
            st.integers(1, 3 * 24 * 60),
        ),
        max_size=3,
    ),
)
def test_every_minute_that_is_taken_is_found_on_the_walls_clock_and_no_other(
    zone: tzinfo, found: list[tuple[datetime, int]]
) -> None:
    times, expected = [], defaultdict(set)
    for start, minutes in found:
        times.append(busy(start, start + timedelta(minutes=minutes)))
        for minute in range(minutes):
            wall = (start + timedelta(minutes=minute)).astimezone(zone)
            expected[wall.date()].add(wall.hour * 60 + wall.minute)
    by_day = busy_by_day(times, zone)
    shown = {
        day: {m for span in spans for m in range(*span) if exists(day, m, zone)}
        for day, spans in by_day.items()
    }
    assert shown == expected
    assert all(spans == merged(spans) for spans in by_day.values())


def exists(day: date, minute: int, zone: tzinfo) -> bool:
    wall = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=zone)
    return wall.astimezone(UTC).astimezone(zone).replace(fold=0) == wall


@pytest.mark.parametrize("day", [date(2018, 11, 4), date(2026, 10, 25)])
def test_a_day_whose_midnight_does_not_exist_or_comes_twice_is_still_found(day: date) -> None:
    for zone in ZONES:
        noon = datetime(day.year, day.month, day.day, 12, tzinfo=zone).astimezone(UTC)
        assert busy_by_day([busy(noon, noon + timedelta(hours=1))], zone) == {day: ((720, 780),)}
