"""Stepping through the views: ends of months and years, leap days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.foundation.i18n import use_language
from workbench.ui.screens.calendar.stepping import Mode, days_shown, due_period, span_title, stepped

DAYS = st.dates(date(1950, 1, 1), date(2150, 12, 31))


@pytest.mark.parametrize(
    ("mode", "day", "by", "found"),
    [
        (Mode.DAY, date(2026, 12, 31), 1, date(2027, 1, 1)),
        (Mode.DAY, date(2028, 2, 28), 1, date(2028, 2, 29)),
        (Mode.DAY, date(2027, 3, 1), -1, date(2027, 2, 28)),
        (Mode.WEEK, date(2026, 12, 28), 1, date(2027, 1, 4)),
        (Mode.MONTH, date(2026, 1, 31), 1, date(2026, 2, 28)),
        (Mode.MONTH, date(2028, 1, 31), 1, date(2028, 2, 29)),
        (Mode.MONTH, date(2028, 2, 29), 12, date(2029, 2, 28)),
        (Mode.MONTH, date(2026, 1, 15), -1, date(2025, 12, 15)),
        (Mode.QUARTER, date(2026, 11, 30), 1, date(2027, 2, 28)),
        (Mode.QUARTER, date(2026, 2, 1), -1, date(2025, 11, 1)),
        (Mode.AGENDA, date(2026, 12, 20), 1, date(2027, 1, 17)),
        (Mode.MONTH, date(1900, 1, 1), -1, date(1900, 1, 1)),
        (Mode.DAY, date(2199, 12, 31), 1, date(2199, 12, 31)),
    ],
)
def test_a_step_leads_to_the_same_day_of_the_next_unit(mode: Mode, day: date, by: int, found: date) -> None:
    assert stepped(mode, day, by) == found


@given(st.sampled_from(Mode), DAYS)
def test_the_view_shows_its_day_and_the_next_view_begins_where_it_ends(mode: Mode, day: date) -> None:
    first, last = days_shown(mode, day)
    assert first <= day <= last
    assert due_period(mode, day)[0] <= day <= due_period(mode, day)[1]
    start, end = days_shown(mode, stepped(mode, day, 1))
    assert start <= last + timedelta(days=1) <= end
    assert days_shown(mode, stepped(mode, stepped(mode, day, 1), -1)) == (first, last)


def test_the_title_says_the_span_and_what_is_shared_once() -> None:
    with use_language("en"):
        assert span_title(Mode.DAY, date(2026, 11, 17)) == "Tue 17 Nov 2026"
        assert span_title(Mode.WEEK, date(2026, 11, 17)) == "16–22 Nov 2026"
        assert span_title(Mode.WEEK, date(2026, 12, 1)) == "30 Nov – 6 Dec 2026"
        assert span_title(Mode.WEEK, date(2026, 12, 31)) == "28 Dec – 3 Jan 2027"
    with use_language("zh_CN"):
        assert span_title(Mode.WEEK, date(2026, 11, 17)) == "2026年11月16–22日"
        assert span_title(Mode.WEEK, date(2026, 12, 31)) == "2026年12月28日–2027年1月3日"
