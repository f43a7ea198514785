"""Visits arranged together, duties placed, the load of a quarter: on a real workspace file."""

from datetime import date, timedelta

import pytest

from workbench.domain.periods import PeriodKind
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.calendar_view import calendar_view
from workbench.services.due_view import due_view
from workbench.services.duty_placing import DutyPlace, place_duties, place_near_ideal
from workbench.services.history import undo
from workbench.services.month import month_view
from workbench.services.quarter_load import quarter_load
from workbench.services.visit_moves import (
    agree_visits,
    cancel_visits,
    move_visits,
    pin_visits,
    remove_visits,
    resize_visit,
)
from workbench.services.visits import list_visits_between, schedule_visit
from workbench.storage.workspace import Workspace

ACCOUNT, CALLED = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def day(workspace: Workspace) -> date:
    """A Tuesday from today on, with two accounts of one manager."""
    with workspace.change("test", "test") as change:
        manager = change.create("manager", {"name": "张蔚"}, derived_id("manager", "M"))
        for key, name in ((ACCOUNT, "澜川精密"), (CALLED, "谷屿电子")):
            values = {"code": name, "name": name, "tier": "focus", "manager_id": manager}
            change.create("account", values, key)
    today = workspace.clock.today()
    return today + timedelta(days=(1 - today.weekday()) % 7)


def scheduled(workspace: Workspace, on: date, at: str = "", account: Id = ACCOUNT) -> Id:
    before = {one.id for one in list_visits_between(workspace, on, on)}
    schedule_visit(workspace, account, on, at=at)
    return next(one.id for one in list_visits_between(workspace, on, on) if one.id not in before)


def visits(workspace: Workspace) -> dict[Id, Visit]:
    found = list_visits_between(workspace, date(2000, 1, 1), date(2100, 1, 1))
    return {one.id: one for one in found}


def test_several_visits_move_in_one_step_that_can_be_undone(workspace: Workspace, day: date) -> None:
    one, other = scheduled(workspace, day, "09:30"), scheduled(workspace, day)
    to = day + timedelta(days=1)
    summary = move_visits(workspace, {one: (to, "10:15"), other: (to, "")})
    moved = visits(workspace)
    assert [(moved[key].on, moved[key].at, moved[key].pinned) for key in (one, other)] == [
        (to, "10:15", True),
        (to, "", True),
    ]
    assert summary.transaction_id is not None
    undo(workspace, summary.transaction_id)
    assert {visit.on for visit in visits(workspace).values()} == {day}


def test_none_moves_if_one_of_them_is_over_or_a_time_is_none(workspace: Workspace, day: date) -> None:
    one, other = scheduled(workspace, day), scheduled(workspace, day)
    cancel_visits(workspace, [other], "停电")
    to = day + timedelta(days=1)
    with pytest.raises(NotAllowed):
        move_visits(workspace, {one: (to, ""), other: (to, "")})
    with pytest.raises(BadInput):
        move_visits(workspace, {one: (to, "25:00")})
    assert visits(workspace)[one].on == day


def test_a_visit_takes_as_long_as_one_says_and_the_usual_time_again(workspace: Workspace, day: date) -> None:
    visit = scheduled(workspace, day, "09:30")
    resize_visit(workspace, visit, 45)
    view = calendar_view(workspace, day, day)
    assert view.minutes_of(view.visits[0]) == 45
    resize_visit(workspace, visit, 0)
    view = calendar_view(workspace, day, day)
    assert view.minutes_of(view.visits[0]) == view.lengths.field
    with pytest.raises(BadInput):
        resize_visit(workspace, visit, 24 * 60 + 1)


def test_visits_are_agreed_unpinned_and_cancelled_together(workspace: Workspace, day: date) -> None:
    keys = [scheduled(workspace, day), scheduled(workspace, day)]
    pin_visits(workspace, keys, pinned=False)
    assert not any(one.pinned for one in visits(workspace).values())
    agree_visits(workspace, keys)
    assert {one.state for one in visits(workspace).values()} == {VisitState.AGREED}
    with pytest.raises(BadInput):
        cancel_visits(workspace, keys, "  ")
    cancel_visits(workspace, keys, "停电")
    assert {(one.state, one.reason) for one in visits(workspace).values()} == {(VisitState.CANCELLED, "停电")}


def test_a_planned_visit_is_removed_an_agreed_one_is_not(workspace: Workspace, day: date) -> None:
    planned, agreed = scheduled(workspace, day), scheduled(workspace, day)
    agree_visits(workspace, [agreed])
    with pytest.raises(NotAllowed):
        remove_visits(workspace, [planned, agreed])
    remove_visits(workspace, [planned])
    assert list(visits(workspace)) == [agreed]


def test_a_duty_placed_by_hand_is_pinned_and_due_no_more(workspace: Workspace, day: date) -> None:
    start, end = day, day + timedelta(days=90)
    duty = next(one for one in due_view(workspace, start, end).due if one.kind is VisitKind.FIELD)
    place_duties(workspace, [DutyPlace(duty.slot, duty.slot.due_on, "14:00")])
    (visit,) = visits(workspace).values()
    assert (visit.on, visit.at, visit.pinned) == (duty.slot.due_on, "14:00", True)
    assert (visit.rule, visit.period) == (duty.rule_code, duty.period.key)
    assert duty.key not in {one.key for one in due_view(workspace, start, end).due}


def test_duties_near_their_ideal_dates_keep_working_days_capacity_and_closures(
    workspace: Workspace, day: date
) -> None:
    end = day + timedelta(days=90)
    duties = due_view(workspace, day, end).due
    wanted = [(one.slot, one.ideal_on) for one in duties]
    closed = [one for one in duties if one.account_id == ACCOUNT]
    with workspace.change("test", "test") as change:
        for duty in closed:
            span = {"starts_on": duty.ideal_on, "ends_on": duty.ideal_on}
            change.create("closure", {"account_id": ACCOUNT, **span})
    placed = place_near_ideal(workspace, wanted)
    assert (placed.placed, placed.left) == (len(wanted), 0)
    view = calendar_view(workspace, day, end + timedelta(days=31))
    for visit in view.visits:
        assert view.calendar.is_workday(visit.on)
        assert view.closure_on(visit.account_id, visit.on) is None
        assert not visit.pinned
    assert not any(load.is_over for load in view.loads.values())


def test_the_calendar_names_who_is_away_and_takes_their_places(workspace: Workspace, day: date) -> None:
    manager = derived_id("manager", "M")
    before = calendar_view(workspace, day, day).loads[day].capacity
    with workspace.change("test", "test") as change:
        span = {"starts_on": day, "ends_on": day, "reason": "培训"}
        change.create("absence", {"manager_id": manager, **span})
    view = calendar_view(workspace, day, day, manager)
    assert [one.reason for one in view.away[day]] == ["培训"]
    assert (before, view.loads[day].capacity) == (4, 0)


def test_time_taken_elsewhere_is_told_of_one_person_on_their_own_clock(
    workspace: Workspace, day: date
) -> None:
    manager = derived_id("manager", "M")
    with workspace.change("test", "test") as change:
        for start, end, title in (
            (f"{day}T09:00:00+00:00", f"{day}T10:30:00+00:00", "牙医"),
            (f"{day}", f"{day + timedelta(days=1)}", "出差"),
        ):
            values = {"manager_id": manager, "starts_at": start, "ends_at": end, "title": title}
            change.create("busy_time", values)
    assert calendar_view(workspace, day, day).taken == {}
    taken = calendar_view(workspace, day, day, manager).taken[day]
    assert [(one.title, one.is_whole_day) for one in taken] in (
        [("牙医", False), ("出差", True)],
        [("出差", True), ("牙医", False)],
    )
    assert {one.end - one.start for one in taken} == {90, 24 * 60}


def test_the_load_of_a_quarter_counts_visits_and_calls_by_week(workspace: Workspace, day: date) -> None:
    scheduled(workspace, day)
    cancelled = scheduled(workspace, day)
    cancel_visits(workspace, [cancelled], "停电")
    schedule_visit(workspace, CALLED, day, kind=VisitKind.TELEPHONE)
    load = quarter_load(workspace, day)
    monday = day - timedelta(days=day.weekday())
    at = [week.start for week in load.weeks].index(monday)
    (person,) = load.people
    assert (person.weeks[at].visits, person.weeks[at].calls) == (1, 1)
    assert person.weeks[at].capacity == 4 * load.weeks[at].workdays
    assert (person.total.visits, load.quarter.kind) == (1, PeriodKind.QUARTER)


def test_a_week_with_holidays_has_fewer_places(workspace: Workspace, day: date) -> None:
    load = quarter_load(workspace, date(2026, 10, 1))
    (person,) = load.people
    national_day = next(
        place for week, place in zip(load.weeks, person.weeks, strict=True) if week.start == date(2026, 9, 28)
    )
    assert national_day.capacity < 20


def test_the_month_is_its_weeks_and_what_is_due_in_it(workspace: Workspace, day: date) -> None:
    scheduled(workspace, day)
    view = month_view(workspace, day)
    assert view.first <= day <= view.last
    assert view.planned == 1
    assert view.loads[day].visits == 1
