"""Working days by the official calendar of mainland China."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import china
from workbench.domain.workdays import DateSpan, WorkdayCalendar

DAYS = st.dates(date(2004, 1, 1), date(2030, 12, 31))


def test_every_day_agrees_with_the_official_notices(shared_data: Path) -> None:
    notices = {
        day["date"]: day["isOffDay"]
        for path in sorted((shared_data / "holiday_cn").glob("20*.json"))
        for day in json.loads(path.read_text("utf-8"))["days"]
    }
    worked: dict[int, int] = {}
    day = date(2019, 1, 1)
    while day.year < 2025:
        off = notices.get(day.isoformat(), day.weekday() >= 5)
        assert china().is_workday(day) is not off, day
        worked[day.year] = worked.get(day.year, 0) + (not off)
        day += timedelta(days=1)
    assert list(worked.values()) == [250, 249, 250, 249, 249, 251]


def test_a_make_up_weekend_is_worked_and_named() -> None:
    sunday = date(2024, 2, 4)
    assert sunday.weekday() == 6
    assert china().is_workday(sunday)
    assert china().is_make_up(sunday)
    assert not china().is_holiday(sunday)
    assert china().day_name(sunday, "zh_CN") == "春节"
    assert china().day_name(sunday, "en") == "Spring Festival"


def test_a_holiday_on_a_weekday_is_off_and_named() -> None:
    assert not china().is_workday(date(2024, 10, 1))
    assert china().is_holiday(date(2024, 10, 1))
    assert china().day_name(date(2024, 10, 1), "zh_CN") == "国庆节"
    assert china().day_name(date(2024, 10, 8), "en") == ""


def test_a_year_without_notice_follows_the_weekend_rule_and_says_so() -> None:
    assert china().has_notice(2026)
    assert not china().has_notice(2027)
    assert china().years_without_notice(date(2026, 12, 1), date(2028, 1, 1)) == (2027, 2028)
    assert china().is_workday(date(2027, 10, 1))
    assert not china().is_workday(date(2027, 10, 2))


def test_the_empty_calendar_is_the_weekend_rule() -> None:
    week = WorkdayCalendar().workdays(date(2024, 2, 26), date(2024, 3, 3))
    assert [day.day for day in week] == [26, 27, 28, 29, 1]


def test_twenty_ninth_of_february_is_counted() -> None:
    assert china().add_workdays(date(2024, 2, 28), 1) == date(2024, 2, 29)
    assert china().add_workdays(date(2024, 2, 29), 1) == date(2024, 3, 1)


@pytest.mark.parametrize(("count", "expected"), [(1, date(2024, 2, 18)), (-1, date(2024, 2, 9))])
def test_adding_workdays_jumps_over_the_holiday(count: int, expected: date) -> None:
    assert china().add_workdays(date(2024, 2, 12), count) == expected


@given(DAYS, st.integers(-60, 60))
def test_adding_workdays_and_counting_them_agree(day: date, count: int) -> None:
    there = china().add_workdays(day, count)
    assert count == 0 or china().is_workday(there)
    if china().is_workday(day) or count > 0:
        assert china().workdays_between(day, there) == count


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_workdays_between_add_up(day: date, first: int, second: int) -> None:
    middle = day + timedelta(days=first)
    end = middle + timedelta(days=second)
    total = china().workdays_between(day, middle) + china().workdays_between(middle, end)
    assert china().workdays_between(day, end) == total
    assert china().workdays_between(end, day) == -total


def test_a_span_holds_both_its_ends() -> None:
    span = DateSpan(date(2026, 1, 31), date(2026, 2, 1))
    assert date(2026, 1, 31) in span
    assert date(2026, 2, 1) in span
    assert date(2026, 2, 2) not in span


@given(DAYS, st.integers(1, 60))
def test_going_forth_and_back_over_workdays_comes_home(day: date, count: int) -> None:
    there = china().add_workdays(day, count)
    back = china().add_workdays(there, -count)
    # From a day off one comes back to the working day before it.
    assert back == (day if china().is_workday(day) else china().add_workdays(day, -1))


@given(DAYS, st.integers(0, 400))
def test_every_day_is_either_worked_or_off(day: date, days: int) -> None:
    end = day + timedelta(days=days)
    worked = set(china().workdays(day, end))
    for offset in range(days + 1):
        one = day + timedelta(days=offset)
        assert (one in worked) is china().is_workday(one)
        assert not (china().is_holiday(one) and china().is_make_up(one))
        assert not china().is_make_up(one) or one in worked


@pytest.mark.parametrize("year", [2020, 2023, 2024, 2027])
def test_ends_of_months_and_years_are_no_obstacle(year: int) -> None:
    for month in range(1, 13):
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        following = china().add_workdays(last, 1)
        assert following > last
        assert china().workdays_between(last, following) == 1
        assert len(china().workdays(last, following)) == 1 + china().is_workday(last)


def test_every_day_agrees_with_the_library_the_table_was_made_from() -> None:
    chinese_calendar = pytest.importorskip("chinese_calendar")
    day = date(2019, 1, 1)
    while day.year < 2026:
        assert china().is_workday(day) is chinese_calendar.is_workday(day), day
        day += timedelta(days=1)


@given(st.dates(date(1, 1, 1), date(2200, 1, 1)), st.integers(-3, 900), st.sampled_from([True, False]))
def test_counting_workdays_agrees_with_naming_them(day: date, days: int, official: bool) -> None:
    calendar = china() if official else WorkdayCalendar()
    end = day + timedelta(days=days) if day > date(1, 2, 1) else day
    assert calendar.count_workdays(day, end) == len(calendar.workdays(day, end))


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(0, 400))
def test_counting_workdays_knows_the_official_notices(day: date, days: int) -> None:
    end = day + timedelta(days=days)
    assert china().count_workdays(day, end) == len(china().workdays(day, end))
