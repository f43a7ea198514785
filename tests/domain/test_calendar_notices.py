"""Official notices of days off: each year's stands in place of what was known of it (2-rules §7)."""

from datetime import date

from workbench.domain.calendar_notices import CalendarNotice, month_changes, with_notices
from workbench.domain.workdays import NoticeDay, WorkdayCalendar


def off(*days: date) -> tuple[NoticeDay, ...]:
    return tuple(NoticeDay(day, True, "Holiday", "假期") for day in days)


def test_a_notice_replaces_its_own_year_and_leaves_the_others() -> None:
    friday, monday, next_year = date(2026, 5, 1), date(2026, 5, 4), date(2027, 5, 3)
    before = with_notices(WorkdayCalendar(), [CalendarNotice("CN", 2026, off(friday))])
    both = with_notices(before, [CalendarNotice("CN", 2027, off(next_year))])
    assert set(both.days) == {friday, next_year}
    assert both.years == frozenset({2026, 2027})
    after = with_notices(both, [CalendarNotice("CN", 2026, off(friday, monday))])
    assert set(after.days) == {friday, monday, next_year}
    changed = [one for one in month_changes(both, after, 2026) if one.before != one.after]
    assert [(one.month, one.before, one.after) for one in changed] == [(5, 20, 19)]
