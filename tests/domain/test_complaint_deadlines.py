"""Limits of complaints in working days: official calendar, pauses, escalation (2-rules §8)."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.complaint_walks import COMPLAINT, Kind, Story, choices, story, walk
from tests.domain.planning_worlds import china
from workbench.domain.complaint_deadlines import (
    DayReason,
    StepDeadline,
    acknowledgement_of,
    days_used,
    deadline_of,
)
from workbench.domain.complaint_workflow import ComplaintState, ComplaintStep, Span, progress_of
from workbench.domain.complaints import ComplaintDays, Outcome
from workbench.domain.workdays import WorkdayCalendar

ONE = timedelta(days=1)


def november(day: int) -> date:
    return date(2026, 11, day)


def limit(told: Story, today: date, calendar: WorkdayCalendar | None = None) -> StepDeadline:
    found = deadline_of(told.complaint, told.progress(), calendar or china(), today)
    assert found is not None
    return found


def taken_over(received: date, days: ComplaintDays | None = None) -> Story:
    """A complaint that a department has taken over on the day of its receipt."""
    told = Story(replace(COMPLAINT, received_on=received, days=days or ComplaintDays()))
    told.force(Kind.RECORDED)
    return told.go("judged:valid", "assigned", "taken_over")


@pytest.fixture
def mockup() -> Story:
    """The complaint of the specification's picture: taken over on Thursday 12, waiting from 13 to 16."""
    told = story()
    told.add(Kind.JUDGED, Outcome.VALID, november(11))
    told.add(Kind.ASSIGNED, on=november(11))
    told.add(Kind.TAKEN_OVER, on=november(12))
    told.add(Kind.WAITING, on=november(13))
    told.add(Kind.RESUMED, on=november(16))
    return told


def test_the_strip_of_the_specification(mockup: Story) -> None:
    found = limit(mockup, november(17))
    assert (found.step, found.days, found.due_on, found.left) == (ComplaintStep.ANALYSE, 3, november(18), 1)
    assert [(day.on.day, day.number, day.why) for day in found.strip] == [
        (12, None, DayReason.OPENED),
        (13, None, DayReason.WAITING),
        (14, None, DayReason.WEEKEND),
        (15, None, DayReason.WEEKEND),
        (16, 1, DayReason.COUNTED),
        (17, 2, DayReason.COUNTED),
        (18, 3, DayReason.COUNTED),
    ]
    assert not found.is_overdue
    assert found.escalates_on == november(20)
    assert days_used(mockup.progress(), ComplaintStep.JUDGE, china(), november(17)) == 1
    assert days_used(mockup.progress(), ComplaintStep.ASSIGN, china(), november(17)) == 1
    assert days_used(mockup.progress(), ComplaintStep.ANALYSE, china(), november(17)) == 2
    assert days_used(mockup.progress(), ComplaintStep.PROPOSE, china(), november(17)) is None


@pytest.mark.parametrize(
    ("day", "left", "overdue", "escalated"),
    [(18, 0, False, False), (19, -1, True, False), (20, -2, True, True), (23, -3, True, True)],
)
def test_a_step_is_overdue_after_its_last_day_and_escalates_two_days_later(
    mockup: Story, day: int, left: int, overdue: bool, escalated: bool
) -> None:
    found = limit(mockup, november(day))
    assert (found.left, found.is_overdue, found.is_escalated) == (left, overdue, escalated)
    assert found.days_late == max(0, -left)
    assert found.strip[-1].on == min(max(november(18), november(day)), november(20))


def test_a_pause_that_still_lasts_moves_the_last_day_with_it(mockup: Story) -> None:
    mockup.add(Kind.WAITING, on=november(17))
    assert limit(mockup, november(17)).due_on == november(19)
    later = limit(mockup, november(20))
    assert (later.due_on, later.left, later.is_waiting, later.is_overdue) == (november(24), 2, True, False)


def test_what_was_overdue_before_it_waited_stays_overdue(mockup: Story) -> None:
    mockup.add(Kind.WAITING, on=november(20))
    found = limit(mockup, november(27))
    assert (found.due_on, found.is_overdue, found.left) == (november(18), True, -1)
    assert not found.is_escalated


def test_a_day_on_which_it_waited_twice_is_left_out_once() -> None:
    told = taken_over(november(9))
    for kind, day in ((Kind.WAITING, 10), (Kind.RESUMED, 13), (Kind.WAITING, 11), (Kind.RESUMED, 13)):
        told.force(kind, on=november(day))
    assert limit(told, november(13)).left == 2
    assert days_used(told.progress(), ComplaintStep.ANALYSE, china(), november(13)) == 1


def test_waiting_and_going_on_on_one_day_costs_nothing(mockup: Story) -> None:
    before = limit(mockup, november(17))
    mockup.add(Kind.WAITING, on=november(17))
    mockup.add(Kind.RESUMED, on=november(17))
    assert limit(mockup, november(17)) == before


def test_each_step_has_its_own_limit_and_a_further_round_begins_anew() -> None:
    told = story("judged:valid", "assigned", "taken_over", "analysed")
    assert limit(told, november(11)).due_on == november(12)
    told.add(Kind.PROPOSED, on=november(11))
    told.add(Kind.DECIDED, Outcome.REFUSED, november(12))
    assert limit(told, november(12)).due_on == november(12)
    told.go("proposed", "decided:approved", "offered")
    assert limit(told, november(16)).is_waiting
    told.add(Kind.ANSWERED, Outcome.NEGOTIATE, november(17))
    assert limit(told, november(17)).due_on == november(19)
    told.go("proposed", "decided:approved", "offered", "answered:accepted")
    assert (limit(told, november(17)).days, limit(told, november(17)).due_on) == (10, date(2026, 12, 1))
    told.go("implemented")
    assert limit(told, november(17)).due_on == november(24)
    told.go("evaluated")
    assert limit(told, november(17)).due_on == november(24)


def test_telling_why_it_is_not_valid_has_the_limit_of_a_reply() -> None:
    told = story()
    told.add(Kind.JUDGED, Outcome.NOT_VALID, november(12))
    assert (limit(told, november(12)).step, limit(told, november(12)).due_on) == (
        ComplaintStep.JUDGE,
        november(13),
    )


def test_the_first_reply_is_due_a_working_day_after_the_receipt() -> None:
    told = story()
    found = acknowledgement_of(COMPLAINT, told.progress(), china(), november(12))
    assert found is not None
    assert (found.due_on, found.is_overdue) == (november(11), True)
    told.go("replied")
    assert acknowledgement_of(COMPLAINT, told.progress(), china(), november(12)) is None


def test_what_came_from_a_sheet_has_no_clock_until_somebody_judges_it() -> None:
    assert deadline_of(COMPLAINT, progress_of(COMPLAINT, ()), china(), november(20)) is None
    assert acknowledgement_of(COMPLAINT, progress_of(COMPLAINT, ()), china(), november(20)) is None
    told = Story()
    told.add(Kind.JUDGED, Outcome.VALID, november(18))
    assert limit(told, november(18)).due_on == november(19)


def test_what_is_closed_has_no_limit() -> None:
    told = story("judged:not_valid")
    told.add(Kind.REPLIED, is_conclusive=True)
    told.go("closed")
    assert told.progress().state is ComplaintState.CLOSED_NOT_VALID
    assert deadline_of(COMPLAINT, told.progress(), china(), november(20)) is None


@pytest.mark.parametrize(
    ("received", "due_on"),
    [
        # National Day 2024: off 1–7 October, worked on Sunday 29 September and Saturday 12 October.
        (date(2024, 9, 27), date(2024, 10, 8)),
        (date(2024, 10, 10), date(2024, 10, 14)),
        # New Year 2024: 1 January is a Monday off.
        (date(2023, 12, 28), date(2024, 1, 3)),
        # Spring Festival 2024: off 10–17 February, worked on 4 and 18 February.
        (date(2024, 2, 8), date(2024, 2, 19)),
    ],
)
def test_make_up_weekends_holidays_and_year_ends(received: date, due_on: date) -> None:
    told = taken_over(received)
    assert limit(told, received).due_on == due_on


def test_make_up_days_and_holidays_are_named_in_the_strip() -> None:
    found = limit(taken_over(date(2024, 9, 27)), date(2024, 9, 27))
    reasons = {day.on: day.why for day in found.strip}
    assert reasons[date(2024, 9, 29)] is DayReason.MAKE_UP
    assert reasons[date(2024, 10, 3)] is DayReason.HOLIDAY
    assert reasons[date(2024, 9, 28)] is DayReason.WEEKEND
    assert all(reason.label for reason in DayReason)


def test_years_without_a_notice_are_said() -> None:
    found = limit(taken_over(date(2031, 12, 30)), date(2031, 12, 30))
    assert found.years_without_notice == (2031, 2032)


def test_a_change_of_policy_does_not_rewrite_the_past() -> None:
    mild = taken_over(november(12), ComplaintDays(analyse=9))
    assert limit(mild, november(12)).days == 9


def test_a_clock_that_is_behind_gives_no_more_days_than_the_limit() -> None:
    assert limit(taken_over(november(20)), november(2)).left == 3


def test_a_limit_of_no_days_ends_on_the_day_it_begins() -> None:
    found = limit(taken_over(november(12), ComplaintDays(analyse=0, escalate=0)), november(13))
    assert (found.due_on, found.is_overdue, found.is_escalated) == (november(12), True, True)


# --- against a slow count of days


def slow(told: Story, today: date, is_workday: dict[date, bool]) -> tuple[date, int, date]:
    """Day by day, as one would count on a paper calendar."""
    progress = told.progress()
    start = progress.stand(progress.step).spans[-1].start
    days = told.complaint.days

    def waited(day: date, pause: Span) -> bool:
        if pause.end is not None:
            return pause.start <= day and day < pause.end
        return pause.start <= day <= today

    counted: list[date] = []
    day = start
    while day < date(2026, 1, 1):
        day += ONE
        if is_workday[day] and not any(waited(day, pause) for pause in progress.pauses):
            counted.append(day)
    due_on = counted[days.analyse - 1] if days.analyse else start
    left = sum(today < one <= due_on for one in counted) - sum(due_on < one <= today for one in counted)
    left = min(left, -1) if today > due_on else left
    further = [one for one in counted if one > due_on]
    return due_on, left, further[days.escalate - 1] if days.escalate else due_on


@pytest.fixture(scope="module")
def official() -> dict[date, bool]:
    """Which days are worked, by the library that the bundled calendar was made from."""
    chinese_calendar = pytest.importorskip("chinese_calendar")
    found = {}
    for place in range((date(2026, 1, 31) - date(2019, 1, 1)).days):
        day = date(2019, 1, 1) + place * ONE
        try:
            found[day] = chinese_calendar.is_workday(day)
        except NotImplementedError:
            found[day] = day.weekday() < 5
    return found


@given(
    received=st.dates(date(2019, 1, 1), date(2025, 6, 30)),
    waits=st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=3),
    is_waiting=st.booleans(),
    later=st.integers(0, 40),
    days=st.builds(ComplaintDays, analyse=st.integers(0, 15), escalate=st.integers(0, 4)),
)
def test_limits_agree_with_a_slow_count_by_the_official_calendar(
    official: dict[date, bool],
    received: date,
    waits: list[tuple[int, int]],
    is_waiting: bool,
    later: int,
    days: ComplaintDays,
) -> None:
    told = taken_over(received, days)
    day = received
    for before, long in waits:
        told.force(Kind.WAITING, on=day + before * ONE)
        day += (before + long) * ONE
        told.force(Kind.RESUMED, on=day)
    if is_waiting:
        told.force(Kind.WAITING, on=day)
    today = day + later * ONE
    due_on, left, escalates_on = slow(told, today, official)
    found = limit(told, today)
    assert (found.due_on, found.left, found.escalates_on) == (due_on, left, escalates_on)
    assert found.is_overdue == (today > due_on)
    numbers = [one.number for one in found.strip if one.number is not None]
    assert numbers == list(range(1, len(numbers) + 1))
    assert [one.on for one in found.strip] == [received + n * ONE for n in range(len(found.strip))]
    assert all(official[one.on] for one in found.strip if one.number is not None)


@given(choices(), st.integers(0, 90))
def test_working_days_used_never_exceed_working_days_gone_by(chosen: list[int], later: int) -> None:
    told = walk(story(), chosen)
    today = told.events[-1].on + later * ONE
    gone = china().workdays_between(COMPLAINT.received_on, today)
    used = [days_used(told.progress(), step, china(), today) for step in ComplaintStep]
    assert 0 <= sum(one or 0 for one in used) <= gone


@pytest.mark.parametrize("received", [date.min, date.max, date(2149, 12, 31)])
def test_days_beyond_any_sense_do_no_harm(received: date) -> None:
    told = Story(replace(COMPLAINT, received_on=received, days=ComplaintDays(judge=3_650)))
    told.force(Kind.RECORDED)
    found = limit(told, november(20), WorkdayCalendar())
    assert found.strip[0].on.year in (1990, 2149, 2150)
    acknowledgement_of(told.complaint, told.progress(), WorkdayCalendar(), november(20))
