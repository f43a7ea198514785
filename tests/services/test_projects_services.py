"""Projects, services and closed days of accounts as one notes them (2-rules §7.1, §7.2)."""

from datetime import date, timedelta

import pytest

from workbench.domain.visits import VisitKind
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id
from workbench.services.account_view import get_account_view
from workbench.services.accounts import create_account, edit_account
from workbench.services.closures import delete_closure, get_closures, save_closure
from workbench.services.history import undo
from workbench.services.projects import delete_project, get_work, record_follow_up, save_project
from workbench.services.records import get_record, list_records
from workbench.services.service_edits import call_owed, delete_service, save_service
from workbench.services.visits import schedule_visit
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
WEDNESDAY = date(2026, 7, 1)


@pytest.fixture
def filled(workspace: Workspace) -> Workspace:
    """One account."""
    create_account(workspace, {"code": "A", "name": "A 公司"})
    return workspace


def test_a_project_is_noted_changed_deleted_and_brought_back(filled: Workspace) -> None:
    save_project(filled, A, {"title": " 高压柜 ", "delivered_on": date(2026, 5, 20), "note": "二期"})
    (project,) = get_work(filled, A).projects
    assert (project.title, project.delivered_on, project.note) == ("高压柜", date(2026, 5, 20), "二期")
    save_project(filled, A, {"delivered_on": None}, project.id)
    assert get_work(filled, A).projects[0].delivered_on is None
    done = delete_project(filled, project.id)
    assert get_work(filled, A).projects == ()
    undo(filled, done.transaction_id)
    assert get_work(filled, A).projects[0].title == "高压柜"
    assert get_record(filled, "projects", "高压柜")["note"] == "二期"


def test_the_account_page_expects_the_calls_that_a_project_asks_for(filled: Workspace) -> None:
    save_project(filled, A, {"title": "高压柜", "delivered_on": date(2026, 5, 20)})
    (expected,) = get_account_view(filled, A).expected
    assert (expected.kind, expected.duty is not None) == (VisitKind.TELEPHONE, True)
    assert "高压柜" in expected.required.rule


def test_a_completed_service_owes_a_call_until_it_is_made(filled: Workspace) -> None:
    save_service(filled, A, {"text": "维修", "requested_on": WEDNESDAY - timedelta(days=5)})
    (line,) = get_work(filled, A).services
    assert line.call is None
    save_service(filled, A, {"completed_on": WEDNESDAY}, line.request.id)
    call = call_owed(filled, A, line.request.id)
    assert call is not None
    assert call.due_on == date(2026, 7, 6)
    assert [one.kind for one in get_account_view(filled, A).expected] == [VisitKind.FOLLOW_UP]
    record_follow_up(filled, A)
    assert call_owed(filled, A, line.request.id) is None
    (line,) = get_work(filled, A).services
    assert line.made is not None
    assert get_account_view(filled, A).expected == ()


def test_a_call_that_was_never_made_stands_on_the_account_page(filled: Workspace, clock: FixedClock) -> None:
    schedule_visit(filled, A, WEDNESDAY - timedelta(days=9))
    save_service(filled, A, {"text": "维修", "completed_on": date(2026, 6, 24)})
    (expected,) = get_account_view(filled, A).expected
    assert expected.late is not None
    assert expected.late.slot.due_on == date(2026, 6, 29)
    save_service(filled, A, {"text": "检修", "completed_on": WEDNESDAY})
    late, coming = get_account_view(filled, A).expected
    assert (late.required.reason(), coming.required.reason()) == ("After: 维修", "After: 检修")


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"text": ""}, "text"),
        ({"text": "维修", "completed_on": date(2026, 7, 2)}, "completed_on"),
        ({"text": "维修", "requested_on": WEDNESDAY, "completed_on": date(2026, 6, 1)}, "completed_on"),
    ],
)
def test_a_service_that_cannot_be_is_refused_at_its_field(
    filled: Workspace, values: dict[str, object], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        save_service(filled, A, values)
    assert refused.value.where == where


def test_a_deleted_service_owes_no_call(filled: Workspace) -> None:
    save_service(filled, A, {"text": "维修", "completed_on": WEDNESDAY})
    (line,) = get_work(filled, A).services
    delete_service(filled, line.request.id)
    assert get_account_view(filled, A).expected == ()
    assert list_records(filled, "services").total == 0


def test_closed_days_tell_the_visits_planned_on_them(filled: Workspace) -> None:
    schedule_visit(filled, A, date(2026, 8, 3))
    start, end = date(2026, 8, 1), date(2026, 8, 5)
    save_closure(filled, A, start, end, "检修")
    found = get_closures(filled, A)
    assert [(one.span.start, one.reason) for one in found.ahead] == [(start, "检修")]
    assert [one.on for one in found.hit] == [date(2026, 8, 3)]
    save_closure(filled, A, date(2026, 8, 4), end, "检修", found.ahead[0].id)
    assert get_closures(filled, A).hit == ()
    delete_closure(filled, found.ahead[0].id)
    assert get_closures(filled, A).ahead == ()
    with pytest.raises(BadInput):
        save_closure(filled, A, end, start)
    # A leap year from end to end, and not a day more.
    save_closure(filled, A, date(2028, 1, 1), date(2028, 12, 31))
    with pytest.raises(BadInput):
        save_closure(filled, A, date(2028, 1, 1), date(2029, 1, 1))


def test_visiting_hours_are_kept_in_one_form_or_refused_at_their_field(filled: Workspace) -> None:
    edit_account(filled, A, {"visiting_hours": "9:00~11:30、14：00-17：00"})
    assert get_account_view(filled, A).account.visiting_hours == "09:00-11:30, 14:00-17:00"
    with pytest.raises(BadInput) as refused:
        edit_account(filled, A, {"visiting_hours": "morning"})
    assert refused.value.where == "visiting_hours"
