"""Recurrence rules, by the examples of RFC 5545 and against another implementation of it."""

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr, weekday
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from workbench.domain.recurrence import Frequency, Rule, Steps, TooManySteps, occurrences


def minutes_after(minutes: int) -> datetime:
    return datetime.fromisoformat("2023-01-01T00:00") + timedelta(minutes=minutes)


def days(rule: Rule, start: str, last: str, steps: int = 100_000) -> list[str]:
    begun, over = datetime.fromisoformat(start), date.fromisoformat(last)
    return [
        one.isoformat(timespec="minutes")
        for one in occurrences(rule, begun, begun.date(), over, Steps(steps))
    ]


def test_the_31st_is_left_out_in_shorter_months() -> None:
    rule = Rule(Frequency.MONTHLY)
    assert days(rule, "2026-01-31T09:00", "2026-06-30") == [
        "2026-01-31T09:00",
        "2026-03-31T09:00",
        "2026-05-31T09:00",
    ]


def test_the_last_day_of_each_month_is_said_backwards() -> None:
    rule = Rule(Frequency.MONTHLY, month_days=frozenset({-1}))
    assert days(rule, "2028-01-31T09:00", "2028-04-30") == [
        "2028-01-31T09:00",
        "2028-02-29T09:00",
        "2028-03-31T09:00",
        "2028-04-30T09:00",
    ]


def test_29_february_comes_in_leap_years_only() -> None:
    assert days(Rule(Frequency.YEARLY), "2024-02-29T09:00", "2033-12-31") == [
        "2024-02-29T09:00",
        "2028-02-29T09:00",
        "2032-02-29T09:00",
    ]


def test_the_last_weekday_of_a_month_is_a_position() -> None:
    rule = Rule(Frequency.MONTHLY, weekdays=frozenset((0, one) for one in range(5)), positions=(-1,))
    assert days(rule, "2026-01-30T17:00", "2026-03-31") == [
        "2026-01-30T17:00",
        "2026-02-27T17:00",
        "2026-03-31T17:00",
    ]


def test_every_week_of_some_months_stays_on_its_weekday() -> None:
    rule = Rule(Frequency.WEEKLY, months=frozenset({3}))
    assert days(rule, "2026-03-04T09:00", "2026-04-30") == [
        f"2026-03-{day:02}T09:00" for day in (4, 11, 18, 25)
    ]


def test_a_count_counts_from_the_start() -> None:
    rule = Rule(Frequency.DAILY, count=3)
    found = list(
        occurrences(
            rule, minutes_after(3 * 525_600 + 1_440), date(2026, 6, 1), date(2026, 12, 31), Steps(1000)
        )
    )
    assert [one.day for one in found] == [1, 2, 3]


def test_what_never_comes_ends_with_the_window() -> None:
    rule = Rule(Frequency.DAILY, months=frozenset({2}), month_days=frozenset({30}))
    assert days(rule, "1970-01-01T09:00", "2028-12-31") == []


def test_what_would_take_too_long_is_given_up() -> None:
    rule = Rule(Frequency.HOURLY, count=10**12)
    with pytest.raises(TooManySteps):
        days(rule, "1601-01-01T00:00", "2028-12-31")


def test_years_ago_is_no_more_work_than_yesterday() -> None:
    start = datetime.fromisoformat("1601-01-01T09:00")
    first, last = date(2026, 11, 1), date(2026, 11, 3)
    for frequency in Frequency:
        steps = Steps(2_000)
        list(occurrences(Rule(frequency), start, first, last, steps))


FEW = st.frozensets
RULES = st.builds(
    Rule,
    frequency=st.sampled_from(Frequency),
    interval=st.integers(1, 3),
    count=st.none() | st.integers(1, 30),
    months=FEW(st.integers(1, 12), max_size=2),
    month_days=FEW(st.integers(1, 28) | st.integers(-28, -1), max_size=3),
    weekdays=FEW(st.tuples(st.just(0), st.integers(0, 6)), max_size=3),
    hours=st.lists(st.integers(0, 23), max_size=2, unique=True).map(sorted).map(tuple),
    minutes=st.lists(st.integers(0, 59), max_size=2, unique=True).map(sorted).map(tuple),
    positions=st.lists(st.sampled_from([1, -1]), max_size=2, unique=True).map(tuple),
    week_start=st.integers(0, 6),
)
ORDINALS = st.builds(
    Rule,
    frequency=st.sampled_from([Frequency.MONTHLY, Frequency.YEARLY]),
    months=FEW(st.integers(1, 12), max_size=2),
    weekdays=FEW(st.tuples(st.sampled_from([1, 2, 4, 5, -1, -5]), st.integers(0, 6)), min_size=1, max_size=3),
)
YEARLY = st.builds(
    Rule,
    frequency=st.just(Frequency.YEARLY),
    weeks=FEW(st.integers(1, 53) | st.integers(-53, -1), min_size=1, max_size=3),
    weekdays=FEW(st.tuples(st.just(0), st.integers(0, 6)), min_size=1, max_size=3),
    week_start=st.integers(0, 6),
) | st.builds(
    Rule,
    frequency=st.just(Frequency.YEARLY),
    year_days=FEW(st.integers(1, 366) | st.integers(-366, -1), min_size=1, max_size=4),
)


def text_of(rule: Rule) -> str:
    names = [str(weekday(one)) for one in range(7)]
    parts = {
        "FREQ": [rule.frequency],
        "INTERVAL": [rule.interval],
        "COUNT": [rule.count] if rule.count else [],
        "BYMONTH": sorted(rule.months),
        "BYWEEKNO": sorted(rule.weeks),
        "BYYEARDAY": sorted(rule.year_days),
        "BYMONTHDAY": sorted(rule.month_days),
        "BYDAY": [f"{which or ''}{names[one]}" for which, one in sorted(rule.weekdays)],
        "BYHOUR": rule.hours,
        "BYMINUTE": rule.minutes,
        "BYSETPOS": rule.positions,
        "WKST": [names[rule.week_start]],
    }
    return ";".join(f"{name}={','.join(map(str, values))}" for name, values in parts.items() if values)


@settings(deadline=None, max_examples=30)
@given(RULES | ORDINALS | YEARLY, st.integers(0, 2_000_000).map(minutes_after), st.integers(0, 300))
def test_all_is_as_another_implementation_has_it(rule: Rule, start: datetime, later: int) -> None:
    # The other goes on to the year 9999 where nothing fits, so rules that never come are left out.
    first = start.date() + timedelta(days=later)
    last = first + timedelta(days=500)
    end = datetime.combine(last, time(23, 59))
    assume(rule.frequency is not Frequency.HOURLY or not (rule.hours or rule.positions))
    theirs = list(rrulestr(text_of(rule), dtstart=start).between(start, end, inc=True))
    ours = list(occurrences(rule, start, first, last, Steps(10**7)))
    opening = datetime.combine(first, time())
    assert [one for one in ours if one >= opening] == [one for one in theirs if one >= opening]
