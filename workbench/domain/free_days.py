"""The nearest day with a place left, for visits that are placed near their ideal dates (2-rules §7.2)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

K = TypeVar("K")

REACH_DAYS = 31
"""How far from its ideal date a visit is placed by itself."""


@dataclass(frozen=True)
class Wish(Generic[K]):
    """Something to be placed near ``ideal_on``; of ``who`` and ``calls`` the places are counted apart.

    ``is_open`` tells the days on which it can take place at all.
    """

    key: K
    ideal_on: date
    who: object
    calls: bool
    is_open: Callable[[date], bool]


def nearest_free_days(
    wishes: Iterable[Wish[K]], places: Mapping[tuple[object, bool, date], int], today: date
) -> dict[K, date]:
    """The day of each wish: the nearest to its ideal date from ``today`` on with a place left.

    ``places`` are those left by person, calls or visits, and day. Earlier wishes come first; of two days as
    near the later one is taken. What finds no place within ``REACH_DAYS`` is left out.
    """
    left = dict(places)
    found: dict[K, date] = {}
    for wish in wishes:
        ideal = max(wish.ideal_on, today)
        for day in _around(ideal):
            place = (wish.who, wish.calls, day)
            if day >= today and left.get(place, 0) > 0 and wish.is_open(day):
                left[place] -= 1
                found[wish.key] = day
                break
    return found


def _around(day: date) -> Iterable[date]:
    yield day
    for distance in range(1, REACH_DAYS + 1):
        yield day + timedelta(days=distance)
        yield day - timedelta(days=distance)
