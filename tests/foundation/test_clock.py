"""Clocks are handed in; the machine's own knows the zone it is set to."""

import time
from collections.abc import Iterator
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from workbench.foundation.clock import MACHINE_ZONE, DayClock, FixedClock, SystemClock


@pytest.fixture
def berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    if not hasattr(time, "tzset"):
        pytest.skip("the machine's zone cannot be set here")
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("berlin")
def test_the_machines_zone_changes_its_clock_with_the_seasons() -> None:
    named = ZoneInfo("Europe/Berlin")
    for moment in (
        datetime(2026, 1, 15, 12, tzinfo=UTC),
        datetime(2026, 7, 15, 12, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
    ):
        ours, theirs = moment.astimezone(MACHINE_ZONE), moment.astimezone(named)
        assert (ours.replace(tzinfo=None), ours.utcoffset()) == (
            theirs.replace(tzinfo=None),
            theirs.utcoffset(),
        )
        assert ours.astimezone(UTC) == moment


def test_every_clock_knows_where_it_is() -> None:
    assert SystemClock().zone() is DayClock(date(2026, 1, 1)).zone() is MACHINE_ZONE
    assert FixedClock(date(2026, 1, 1)).zone() is UTC


def test_a_fixed_clock_can_stand_elsewhere() -> None:
    clock = FixedClock(date(2026, 1, 1), place=ZoneInfo("Pacific/Kiritimati"))
    assert clock.today() == date(2026, 1, 2)
