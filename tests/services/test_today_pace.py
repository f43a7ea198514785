"""Today on days that are not like others: days off, the first of the month, a file that has just begun."""

from datetime import date, timedelta

import pytest

from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.today import TodayView, today_view
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")


@pytest.fixture
def clock() -> FixedClock:
    """Monday, 2 November 2026, noon UTC."""
    return FixedClock(date(2026, 11, 2))


def view_on(workspace: Workspace, clock: FixedClock, day: date) -> TodayView:
    clock.advance(timedelta(days=(day - clock.today()).days))
    return today_view(workspace)


@pytest.fixture(autouse=True)
def account(workspace: Workspace) -> None:
    with workspace.change("test", "test") as change:
        change.create("account", {"name": "澜川精密", "tier": "focus"}, A)


def done(workspace: Workspace, on: date) -> Id:
    row = {"account_id": A, "kind": VisitKind.FIELD.value, "on_day": on, "state": VisitState.DONE.value}
    with workspace.change("test", "test") as change:
        return change.create("visit", row)


def test_a_day_off_is_told_as_one(workspace: Workspace, clock: FixedClock) -> None:
    assert today_view(workspace).is_workday
    view = view_on(workspace, clock, date(2026, 11, 29))
    assert not view.is_workday
    assert (view.workday_number, view.workdays_in_month) == (20, 21)


def test_without_any_visit_there_is_no_month_to_compare_with(workspace: Workspace) -> None:
    view = today_view(workspace)
    assert len(view.pace.scores) == 1
    assert view.pace.before is None


def test_months_count_from_the_first_visit_on(workspace: Workspace, clock: FixedClock) -> None:
    done(workspace, date(2026, 9, 9))
    assert [one.attained for one in today_view(workspace).pace.scores] == [1, 0, 0]


def test_this_month_is_compared_with_the_same_working_day_of_the_last(
    workspace: Workspace, clock: FixedClock
) -> None:
    done(workspace, date(2026, 10, 9))
    before = today_view(workspace).pace.before
    # 2 November is the first working day; of October that is the 8th.
    assert before is not None
    assert before.attained == 0
    before = view_on(workspace, clock, date(2026, 11, 3)).pace.before
    assert before is not None
    assert before.attained == 1


def test_on_a_first_that_is_a_day_off_nothing_is_compared(workspace: Workspace, clock: FixedClock) -> None:
    done(workspace, date(2026, 7, 9))
    view = view_on(workspace, clock, date(2026, 11, 30))
    assert view.pace.before is not None
    view = view_on(workspace, clock, date(2027, 5, 1))
    assert (view.workday_number, view.pace.before) == (0, None)


def test_a_year_whose_holidays_nobody_knows_is_told_a_week_ahead(
    workspace: Workspace, clock: FixedClock
) -> None:
    assert today_view(workspace).unknown_year is None
    known = max(view_on(workspace, clock, date(2026, 12, 24)).today.year, 2026)
    assert today_view(workspace).unknown_year is None
    assert view_on(workspace, clock, date(known, 12, 28)).unknown_year == known + 1


def test_open_complaints_are_counted_as_they_stood(workspace: Workspace, clock: FixedClock) -> None:
    row = {"account_id": A, "received_on": date(2026, 10, 20), "kind": "damage", "text": "x"}
    with workspace.change("test", "test") as change:
        change.create("complaint", row)
    view = today_view(workspace)
    assert (view.open_by_month[-3:], view.open_before) == ((0, 1, 1), 1)
