"""Calendar periods."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.periods import (
    PeriodKind,
    next_period,
    period_of,
    twelve_months,
)

KINDS = st.sampled_from(PeriodKind)
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@given(KINDS, DAYS)
def test_periods_follow_each_other_without_a_gap(kind: PeriodKind, day: date) -> None:
    period = period_of(kind, day)
    assert day in period
    assert next_period(period).start == period.end + timedelta(days=1)
    assert period.day_count == (next_period(period).start - period.start).days


@given(KINDS, DAYS, DAYS)
def test_a_key_names_one_period_alone(kind: PeriodKind, one: date, other: date) -> None:
    first, second = period_of(kind, one), period_of(kind, other)
    assert (first.key == second.key) == (first == second)


@pytest.mark.parametrize(
    ("kind", "key", "label", "end"),
    [
        (PeriodKind.MONTH, "2024-02", "February 2024", date(2024, 2, 29)),
        (PeriodKind.QUARTER, "2024-Q1", "Q1 2024", date(2024, 3, 31)),
        (PeriodKind.HALF_YEAR, "2024-H1", "H1 2024", date(2024, 6, 30)),
        (PeriodKind.YEAR, "2024", "2024", date(2024, 12, 31)),
    ],
)
def test_periods_end_where_the_calendar_says(kind: PeriodKind, key: str, label: str, end: date) -> None:
    period = period_of(kind, date(2024, 2, 10))
    assert (period.key, period.label, period.end) == (key, label, end)


def test_twelve_months_end_today_and_begin_the_day_after_the_same_day_a_year_ago() -> None:
    assert twelve_months(date(2026, 11, 17)) == (date(2025, 11, 18), date(2026, 11, 17))
    assert twelve_months(date(2024, 2, 29)) == (date(2023, 3, 1), date(2024, 2, 29))
