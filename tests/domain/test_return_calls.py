"""Calls after delivered projects and completed services (2-rules §7.1)."""

import itertools
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from tests.domain.planning_worlds import account, china, rule, visit
from workbench.domain.attainment import attainment
from workbench.domain.duties import Duty, duties
from workbench.domain.follow_ups import follow_ups
from workbench.domain.frequency import (
    CONDITION_VALUES,
    Condition,
    Frequency,
    FrequencyOverride,
    Rulebook,
    required_frequencies,
    rule_text,
)
from workbench.domain.periods import PeriodKind, year_before
from workbench.domain.projects import Project, ProjectAge
from workbench.domain.service_requests import ServiceRequest
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.ids import derived_id

ONE = account("A")
DAYS = st.dates(date(2024, 1, 1), date(2026, 12, 31))


def project(delivered_on: date | None, title: str = "Switchgear") -> Project:
    return Project(derived_id("project", title, str(delivered_on)), ONE.id, title, delivered_on)


def service(completed_on: date | None, text: str = "Repair") -> ServiceRequest:
    return ServiceRequest(derived_id("service", text, str(completed_on)), ONE.id, text, None, completed_on)


def book(*projects: Project, services: tuple[ServiceRequest, ...] = (), days: int = 3) -> Rulebook:
    found = Rulebook.of(DEFAULT_RULES, projects=projects, services=services)
    return found.with_follow_ups(days, china())


def calls(
    of: Rulebook, start: date, end: date, *visits: Visit, today: date | None = None
) -> tuple[Duty, ...]:
    return duties([ONE], of, visits, start, end, today or start)


def test_a_delivered_project_asks_for_a_call_a_month_and_after_a_year_for_one_a_quarter() -> None:
    year = calls(book(project(date(2025, 3, 20))), date(2025, 3, 1), date(2026, 12, 31))
    assert [duty.period.key for duty in year] == [
        *(f"2025-{month:02}" for month in range(4, 13)),
        *(f"2026-{month:02}" for month in range(1, 4)),
        "2026-Q2",
        "2026-Q3",
        "2026-Q4",
    ]
    assert {duty.kind for duty in year} == {VisitKind.TELEPHONE}


def test_a_project_delivered_on_the_20th_makes_no_call_overdue_before_the_next_month_is_over() -> None:
    found = book(project(date(2026, 3, 20)))
    assert attainment([ONE], found, (), date(2026, 3, 1), date(2026, 4, 1), date(2026, 4, 1)).overdue == ()
    april = attainment([ONE], found, (), date(2026, 3, 1), date(2026, 4, 30), date(2026, 5, 3))
    assert [one.days_late for one in april.overdue] == [3]


def test_a_project_delivered_on_the_first_day_asks_for_its_first_call_in_that_month() -> None:
    found = calls(book(project(date(2026, 3, 1))), date(2026, 3, 1), date(2026, 3, 31))
    assert [duty.period.key for duty in found] == ["2026-03"]


def test_of_projects_of_one_age_the_reason_names_the_one_delivered_last() -> None:
    # Whatever their ids: one of these has the smaller one.
    for titles in (("Hall 1", "Hall 2"), ("Hall 2", "Hall 1"), ("Hall 3", "Hall 4"), ("Hall 4", "Hall 3")):
        first, last = (
            Project(derived_id("project", title), ONE.id, title, date(2026, month, 3))
            for month, title in enumerate(titles, 1)
        )
        (required,) = required_frequencies(ONE, book(first, last), date(2026, 3, 5))
        assert required.project == last


def test_the_calls_of_several_projects_are_one_series_and_the_reason_names_the_newest() -> None:
    found = book(project(date(2020, 5, 1), "Old hall"), project(date(2026, 2, 3), "New hall"))
    (required,) = required_frequencies(ONE, found, date(2026, 3, 5))
    assert required.frequency == Frequency(1, PeriodKind.MONTH)
    assert required.reason() == (
        "Project delivered up to a year ago: Telephone call, 1 a month (New hall). "
        "Goes before: Project delivered over a year ago: Telephone call, 1 a quarter"
    )


def test_monthly_calls_that_begin_within_a_quarter_take_the_place_of_its_call() -> None:
    found = book(project(date(2020, 5, 1), "Old hall"), project(date(2026, 4, 9), "New hall"))
    keys = [duty.period.key for duty in calls(found, date(2026, 1, 1), date(2026, 9, 30))]
    assert keys == ["2026-Q1", "2026-05", "2026-06", "2026-07", "2026-08", "2026-09"]


def test_an_accounts_own_frequency_goes_before_its_projects() -> None:
    own = FrequencyOverride(
        derived_id("own"), ONE.id, VisitKind.TELEPHONE, Frequency(1, PeriodKind.YEAR), "they write"
    )
    found = Rulebook.of(DEFAULT_RULES, [own], [project(date(2026, 1, 3))])
    assert [one.period.key for one in calls(found, date(2026, 2, 1), date(2026, 6, 30))] == ["2026"]


def test_what_is_not_delivered_or_not_completed_asks_for_nothing() -> None:
    found = book(project(None), services=(service(None),))
    assert calls(found, date(2026, 1, 1), date(2026, 12, 31)) == ()


def test_every_condition_but_that_of_every_account_says_what_it_may_ask_for() -> None:
    for condition in Condition:
        words = tuple(CONDITION_VALUES.get(condition, ()))
        assert bool(words) == (condition is not Condition.EVERY)


@given(DAYS, DAYS, st.integers(0, 500))
def test_return_calls_lie_inside_their_period_and_never_before_the_delivery(
    delivered: date, start: date, length: int
) -> None:
    end = start + timedelta(days=length)
    found = calls(book(project(delivered)), start, end)
    assert len({duty.key for duty in found}) == len(found)
    for duty in found:
        assert duty.ideal_on in duty.period
        assert duty.due_on in duty.period
        assert duty.period.start >= delivered
        is_new = delivered >= year_before(duty.period.start)
        assert duty.period.kind is (PeriodKind.MONTH if is_new else PeriodKind.QUARTER)


@given(DAYS, DAYS, DAYS)
def test_what_a_period_asks_for_does_not_depend_on_where_one_begins_to_look(
    delivered: date, other: date, inside: date
) -> None:
    found = book(project(delivered, "One"), project(other, "Two"))
    whole = {duty.key for duty in calls(found, date(2024, 1, 1), date(2026, 12, 31))}
    later = calls(found, inside, date(2026, 12, 31), today=date(2024, 1, 1))
    assert {duty.key for duty in later} <= whole


# Friday 20 March 2026; the third working day after it is Wednesday the 25th.
FRIDAY, WEDNESDAY = date(2026, 3, 20), date(2026, 3, 25)


def test_a_completed_service_asks_for_a_call_within_three_working_days() -> None:
    (duty,) = calls(book(services=(service(FRIDAY),)), FRIDAY, WEDNESDAY)
    assert (duty.kind, duty.due_on, duty.period.start) == (VisitKind.FOLLOW_UP, WEDNESDAY, FRIDAY)
    assert not duty.kind.is_on_site
    assert duty.reason() == "After: Repair"
    assert rule_text(duty.rule_code) == "After a service, until 25 Mar 2026"


def test_holidays_are_no_working_days_for_the_call() -> None:
    (call,) = follow_ups([service(date(2026, 9, 30))], 3, china())
    assert call.due_on == china().add_workdays(date(2026, 9, 30), 3) > date(2026, 10, 8)


def test_a_call_that_was_made_in_time_takes_the_duty_off() -> None:
    found = book(services=(service(FRIDAY),))
    made = visit(ONE, date(2026, 3, 23), kind=VisitKind.FOLLOW_UP)
    assert calls(found, FRIDAY, date(2026, 4, 30), made) == ()
    score = attainment([ONE], found, [made], FRIDAY, WEDNESDAY, date(2026, 4, 1))
    assert (score.total.required, score.total.attained, score.overdue) == (1, 1, ())


def test_a_call_that_was_not_made_is_overdue_from_the_next_day() -> None:
    found = book(services=(service(FRIDAY),))
    assert attainment([ONE], found, (), FRIDAY, WEDNESDAY, WEDNESDAY).overdue == ()
    (late,) = attainment([ONE], found, (), FRIDAY, WEDNESDAY, date(2026, 3, 26)).overdue
    assert late.days_late == 1


def test_services_completed_before_a_call_is_due_are_asked_about_in_the_same_call() -> None:
    both = (
        service(FRIDAY, "Repair"),
        service(date(2026, 3, 24), "Exchange"),
        service(date(2026, 3, 26), "Test"),
    )
    first, second = follow_ups(both, 3, china())
    assert [one.text for one in first.services] == ["Repair", "Exchange"]
    assert (first.start, first.due_on) == (date(2026, 3, 24), WEDNESDAY)
    assert [one.text for one in second.services] == ["Test"]


def test_a_service_completed_on_the_last_day_of_a_call_is_asked_about_in_it() -> None:
    (one,) = follow_ups((service(FRIDAY), service(WEDNESDAY, "Exchange")), 3, china())
    assert (one.start, one.due_on, len(one.services)) == (WEDNESDAY, WEDNESDAY, 2)


def test_a_call_belongs_to_a_range_that_begins_on_its_last_day() -> None:
    found = book(services=(service(FRIDAY),))
    assert attainment([ONE], found, (), WEDNESDAY, WEDNESDAY, WEDNESDAY).total.required == 1
    after = date(2026, 3, 26)
    assert attainment([ONE], found, (), after, after, after).total.required == 0


def test_a_project_is_new_to_the_very_day_of_a_year_also_in_leap_years() -> None:
    for delivered, new, old in (
        (date(2025, 3, 1), date(2026, 3, 1), date(2026, 3, 2)),
        (date(2028, 2, 29), date(2029, 2, 28), date(2029, 3, 1)),
        (date(2027, 2, 28), date(2028, 2, 29), date(2028, 3, 1)),
    ):
        one = project(delivered)
        assert (one.age_on(new), one.age_on(old)) == (ProjectAge.NEW, ProjectAge.OLD)
        assert one.age_on(delivered - timedelta(days=1)) is None


def test_a_policy_of_no_days_asks_for_no_call() -> None:
    assert calls(book(services=(service(FRIDAY),), days=0), FRIDAY, WEDNESDAY) == ()


@given(st.lists(DAYS, max_size=8), st.integers(1, 6), DAYS, st.integers(0, 60))
def test_every_service_is_asked_about_exactly_once_and_in_time(
    completed: list[date], days: int, start: date, length: int
) -> None:
    done = [service(day, f"Repair {number}") for number, day in enumerate(completed)]
    found = follow_ups(done, days, china())
    assert sorted(one.text for call in found for one in call.services) == sorted(one.text for one in done)
    for call in found:
        for one in call.services:
            assert one.completed_on is not None
            assert one.completed_on <= call.start <= call.due_on
            assert call.due_on <= china().add_workdays(one.completed_on, days)
    for before, after in itertools.pairwise(found):
        assert before.due_on < after.start
    end = start + timedelta(days=length)
    owed = calls(book(services=tuple(done), days=days), start, end, today=date(2023, 1, 1))
    assert len({duty.key for duty in owed}) == len(owed)
    assert all(duty.ideal_on in duty.period and duty.slot.count == 1 for duty in owed)
    made = [
        visit(ONE, duty.due_on, kind=VisitKind.FOLLOW_UP, state=VisitState.DONE)
        for duty in calls(book(services=tuple(done), days=days), date(2023, 1, 1), date(2027, 12, 31))
    ]
    assert calls(book(services=tuple(done), days=days), start, end, *made, today=date(2028, 1, 1)) == ()


def test_a_rule_for_every_account_and_the_call_after_a_service_stand_beside_each_other() -> None:
    monthly = rule(1, PeriodKind.MONTH, VisitKind.FOLLOW_UP)
    found = Rulebook.of([monthly], services=[service(FRIDAY)]).with_follow_ups(3, china())
    keys = {duty.period.key for duty in calls(found, date(2026, 3, 1), date(2026, 3, 31))}
    assert keys == {"2026-03", "2026-03-25"}


def test_the_age_of_a_project_is_asked_on_the_day() -> None:
    one = project(date(2024, 2, 29))
    ages = [one.age_on(day) for day in (date(2024, 2, 28), date(2024, 2, 29), date(2025, 2, 28))]
    assert ages == [None, ProjectAge.NEW, ProjectAge.NEW]
    assert one.age_on(date(2025, 3, 1)) is ProjectAge.OLD
