"""Which daily backups stay: a week of days, five weeks, a year of months, and never the last one."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.backup_rotation import DAYS_KEPT, MONTHS_KEPT, WEEKS_KEPT, kept_days

FIRST = date(2026, 1, 1)
days = st.sets(st.integers(0, 800).map(lambda number: FIRST + timedelta(days=number)), max_size=400)


def test_a_year_of_daily_backups_becomes_days_weeks_and_months() -> None:
    last = date(2026, 12, 30)
    every = [FIRST + timedelta(days=number) for number in range((last - FIRST).days + 1)]
    kept = sorted(kept_days(every), reverse=True)
    assert kept[:7] == [last - timedelta(days=number) for number in range(7)]
    # 30 December is a Wednesday: the Sundays of the four weeks before it, then the ends of the months.
    assert kept[7:10] == [date(2026, 12, 20), date(2026, 12, 13), date(2026, 12, 6)]
    assert kept[10:12] == [date(2026, 11, 30), date(2026, 10, 31)]
    assert kept[-1] == date(2026, 1, 31)


def test_after_a_long_pause_nothing_goes_for_want_of_newer_ones() -> None:
    old = [date(2020, 5, day) for day in (4, 5, 6)]
    assert kept_days([*old, date(2026, 5, 4)]) == {*old, date(2026, 5, 4)}
    assert kept_days([]) == set()


@given(days)
def test_what_is_kept_is_little_and_the_latest_is_always_among_it(found: set[date]) -> None:
    kept = kept_days(found)
    assert kept <= found
    assert len(kept) <= DAYS_KEPT + WEEKS_KEPT + MONTHS_KEPT
    assert set(sorted(found)[-DAYS_KEPT:]) <= kept
    # Kept day by day, as it happens, or all at once: what was kept of less is never missed later.
    assert kept_days(kept) == kept
