"""What the account screens show: what is late, what comes next and why."""

from datetime import date

import pytest

from workbench.domain.accounts import Tier
from workbench.domain.sales import SaleRecord
from workbench.domain.value import AbcClass
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.errors import NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_list import list_account_lines, with_overdue
from workbench.services.account_view import get_account_view
from workbench.services.visits import schedule_visit
from workbench.storage.workspace import Workspace

FOCUS = derived_id("account", "F")


@pytest.fixture
def focus(workspace: Workspace) -> Workspace:
    """A focus account that was never visited (today is 1 July 2026), and one without any rule."""
    with workspace.change("test", "Test") as change:
        change.create("account", {"code": "F", "name": "Focus Ltd", "tier": Tier.FOCUS.value}, FOCUS)
        change.create("account", {"code": "N", "name": "No tier Ltd"}, derived_id("account", "N"))
    return workspace


def put(workspace: Workspace, on: date, state: VisitState) -> Id:
    with workspace.change("test", "Test") as change:
        return change.create(
            "visit",
            {"account_id": FOCUS, "kind": VisitKind.FIELD.value, "state": state.value, "on_day": on},
        )


def test_a_line_tells_the_next_visit_from_one_that_was_never_reported(focus: Workspace) -> None:
    put(focus, date(2026, 6, 20), VisitState.PLANNED)
    put(focus, date(2026, 7, 9), VisitState.AGREED)
    line = list_account_lines(focus).lines[0]
    assert (line.unreported_on, line.coming_on) == (date(2026, 6, 20), date(2026, 7, 9))
    assert line.is_late


def test_accounts_without_sales_have_no_class_while_nobody_bought(focus: Workspace) -> None:
    assert [line.abc for line in list_account_lines(focus).lines] == [None, None]
    with focus.change("test", "Test") as change:
        change.add_sales(FOCUS, [SaleRecord(date(2026, 6, 1), 1_000, "N", "1")])
    seen = list_account_lines(focus)
    assert [line.abc for line in seen.lines] == [AbcClass.A, AbcClass.C]
    assert seen.data_until == date(2026, 6, 1)


def test_the_longest_overdue_visit_of_each_account_is_known(focus: Workspace) -> None:
    assert not any(line.is_late for line in with_overdue(focus, list_account_lines(focus)).lines)
    # Once begun, what is missing since is overdue.
    put(focus, date(2026, 3, 10), VisitState.DONE)
    (late,) = [line for line in with_overdue(focus, list_account_lines(focus)).lines if line.is_late]
    assert late.id == FOCUS
    # One field visit a month: that of April is the first missing one of the quarter before.
    assert (late.late_on, late.late_days) == (date(2026, 4, 30), 62)
    assert "1 a month" in late.late_why


def test_a_view_says_for_each_kind_of_visit_what_is_late_and_what_comes(focus: Workspace) -> None:
    put(focus, date(2026, 3, 10), VisitState.DONE)
    view = get_account_view(focus, FOCUS)
    field = next(one for one in view.expected if one.kind is VisitKind.FIELD)
    assert field.late is not None
    assert field.placed is None
    assert field.duty is not None
    assert field.duty.due_on == date(2026, 7, 31)
    assert "Tier Focus: Field visit, 1 a month" in field.duty.reason()
    assert view.late is not None
    assert view.late.days_late == 62
    assert view.duty is not None


def test_a_visit_in_the_calendar_takes_the_duty_of_its_period(focus: Workspace) -> None:
    schedule_visit(focus, FOCUS, date(2026, 7, 20))
    view = get_account_view(focus, FOCUS)
    field = next(one for one in view.expected if one.kind is VisitKind.FIELD)
    assert field.placed is not None
    assert field.placed.on == date(2026, 7, 20)
    assert field.late is None
    assert field.duty is not None
    assert field.duty.due_on == date(2026, 8, 31)
    assert view.next_visit == field.placed


def test_an_account_under_no_rule_expects_nothing(focus: Workspace) -> None:
    view = get_account_view(focus, derived_id("account", "N"))
    assert view.expected == ()
    assert (view.late, view.duty, view.next_visit) == (None, None, None)


def test_an_account_that_is_gone_is_said_so(focus: Workspace) -> None:
    with pytest.raises(NotFound):
        get_account_view(focus, derived_id("account", "gone"))


def test_the_sales_of_twelve_months_are_those_of_the_list(focus: Workspace) -> None:
    with focus.change("test", "Test") as change:
        # The last days of the month a year ago belong to them, and to none of the months shown.
        sales = [SaleRecord(date(2025, 7, 2), 500, "N", "1"), SaleRecord(date(2026, 6, 1), 1_000, "N", "2")]
        # A month that has begun counts on both sides up to the same day, as in the account plan.
        sales += [
            SaleRecord(date(2025, 6, 20), 750, "N", "3"),
            SaleRecord(date(2024, 6, 20), 9_000, "N", "4"),
        ]
        change.add_sales(FOCUS, sales)
    (line,) = [one for one in list_account_lines(focus).lines if one.id == FOCUS]
    assert get_account_view(focus, FOCUS).overview.sales_12m_fen == line.sales_12m_fen == 1_500
    assert get_account_view(focus, FOCUS).overview.growth_bp == 10_000
