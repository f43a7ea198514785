"""Required against done visits of a workspace, and the calendar they stand on."""

from collections.abc import Callable
from datetime import date

import pytest

from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id
from workbench.services.attainment import attainment_board, measure_attainment
from workbench.services.calendars import official_calendar
from workbench.services.call_list import call_list
from workbench.services.papers_calendar import print_month
from workbench.services.weekly_reports import submit_week, week_view
from workbench.storage.workspace import Workspace


def test_what_was_required_and_not_done_is_overdue(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        seen, missed = (change.create("account", {"name": name, "tier": "focus"}) for name in "AB")
        change.create(
            "visit",
            {
                "account_id": seen,
                "kind": VisitKind.FIELD.value,
                "state": VisitState.DONE.value,
                "on_day": date(2026, 6, 10),
            },
        )
    report = measure_attainment(workspace, date(2026, 6, 1), date(2026, 6, 30))
    field = [one for one in report.result.overdue if one.slot.kind is VisitKind.FIELD]
    assert [one.slot.account_id for one in field] == [missed]
    assert report.result.by_account[seen].attained == 1
    assert report.accounts[missed].name == "B"


def test_a_range_upside_down_is_refused(workspace: Workspace) -> None:
    with pytest.raises(BadInput):
        measure_attainment(workspace, date(2026, 6, 30), date(2026, 6, 1))


def test_the_shipped_calendar_knows_holidays_and_make_up_days() -> None:
    calendar = official_calendar()
    assert calendar.has_notice(2026)
    assert not calendar.is_workday(date(2026, 10, 1))
    assert any(calendar.is_make_up(date(2026, month, day)) for month in range(1, 13) for day in range(1, 29))
    assert official_calendar() is calendar


@pytest.mark.parametrize("day", [date.min, date.max, date(9999, 12, 20), date(1, 1, 8)])
def test_days_at_the_ends_of_time_are_refused_and_crash_nothing(workspace: Workspace, day: date) -> None:
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "A", "tier": "strategic"})
    asked: tuple[Callable[[], object], ...] = (
        lambda: measure_attainment(workspace, day, day),
        lambda: attainment_board(workspace, day, day),
        lambda: week_view(workspace, day),
        lambda: submit_week(workspace, derived_id("manager", "x"), day),
        lambda: print_month(workspace, day),
    )
    for ask in asked:
        with pytest.raises(BadInput):
            ask()


@pytest.mark.parametrize("days", [-1, 401, 10**9])
def test_a_call_list_looks_ahead_a_year_at_most(workspace: Workspace, days: int) -> None:
    with pytest.raises(BadInput) as refused:
        call_list(workspace, days=days)
    assert refused.value.where == "days"
