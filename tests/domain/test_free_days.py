"""Visits placed by themselves go to the nearest day with a place."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.free_days import REACH_DAYS, Wish, nearest_free_days

TODAY = date(2026, 11, 17)


def wish(key: int, ideal: date, *, who: str = "me", calls: bool = False) -> Wish[int]:
    return Wish(key, ideal, who, calls, lambda day: day.weekday() < 5)


def places(count: int, days: int = 80) -> dict[tuple[object, bool, date], int]:
    span = (TODAY - timedelta(days=20) + timedelta(days=n) for n in range(days))
    return {("me", False, day): count for day in span}


def test_the_ideal_day_is_taken_if_it_has_a_place() -> None:
    friday = date(2026, 11, 20)
    assert nearest_free_days([wish(1, friday)], places(1), TODAY) == {1: friday}


def test_a_full_day_sends_the_next_one_to_the_nearest_and_later_first() -> None:
    wednesday = date(2026, 11, 25)
    found = nearest_free_days([wish(1, wednesday), wish(2, wednesday), wish(3, wednesday)], places(1), TODAY)
    assert found == {1: wednesday, 2: wednesday + timedelta(days=1), 3: wednesday - timedelta(days=1)}


def test_what_is_late_goes_to_today_not_into_the_past() -> None:
    assert nearest_free_days([wish(1, date(2026, 9, 1))], places(1), TODAY) == {1: TODAY}


def test_a_weekend_is_passed_over_and_without_a_place_nothing_is_placed() -> None:
    saturday = date(2026, 11, 21)
    assert nearest_free_days([wish(1, saturday)], places(1), TODAY)[1] in (
        saturday - timedelta(days=1),
        saturday + timedelta(days=2),
    )
    assert nearest_free_days([wish(1, saturday)], places(0), TODAY) == {}
    assert nearest_free_days([wish(1, saturday, calls=True)], places(9), TODAY) == {}


@given(st.lists(st.integers(-30, 40), max_size=30), st.integers(0, 3))
def test_no_day_takes_more_than_it_has_and_none_lies_in_the_past(ideals: list[int], count: int) -> None:
    wishes = [wish(at, TODAY + timedelta(days=days)) for at, days in enumerate(ideals)]
    found = nearest_free_days(wishes, places(count, 120), TODAY)
    for key, day in found.items():
        assert day >= TODAY
        assert day.weekday() < 5
        assert abs((day - max(wishes[key].ideal_on, TODAY)).days) <= REACH_DAYS
        assert list(found.values()).count(day) <= count
