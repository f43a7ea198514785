"""A grave complaint pulls the next visit forward; one click, and undone like any visit (2-rules §8)."""

from datetime import date, timedelta

import pytest

from tests.services.complaint_world import DEPUTY, ME, WANG, A, K, carry_on, people, recorded, visit
from workbench.domain.complaint_visits import VisitProposal
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id
from workbench.services.complaint_view import get_complaint_view
from workbench.services.complaint_visits import pull_visit_forward
from workbench.services.history import undo
from workbench.services.visit_life import agree_visit
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)  # a Wednesday
THURSDAY, FRIDAY, MONDAY = date(2026, 7, 2), date(2026, 7, 3), date(2026, 7, 6)


@pytest.fixture(autouse=True)
def _people(workspace: Workspace) -> None:
    people(workspace)


def proposed(workspace: Workspace, complaint_id: Id) -> VisitProposal | None:
    return get_complaint_view(workspace, complaint_id).proposal


def visits(workspace: Workspace) -> list[Visit]:
    with workspace.read() as session:
        return list_visits(session, account_id=A)


def test_the_planned_visit_moves_to_the_next_day_with_room_and_says_why(workspace: Workspace) -> None:
    for _place in range(2):
        visit(workspace, THURSDAY, manager_id=ME, state="agreed", account_id=full_account(workspace))
    planned = visit(workspace, date(2026, 7, 20), purpose="季度回顾", period="2026-Q3", rule="focus")
    complaint_id = recorded(workspace, "到货型号不符", severity="severe", demand="两日内换货")
    found = proposed(workspace, complaint_id)
    assert found is not None
    assert (found.visit and found.visit.id, found.on, found.has_room) == (planned, FRIDAY, True)
    assert pull_visit_forward(workspace, complaint_id).undoable
    (moved,) = visits(workspace)
    assert (moved.on, moved.pinned) == (FRIDAY, True)
    assert moved.purpose.splitlines() == ["季度回顾", "Complaint 2026-0001: 到货型号不符"]
    assert "两日内换货" in moved.talking_points
    assert proposed(workspace, complaint_id) is None
    with pytest.raises(NotAllowed):
        pull_visit_forward(workspace, complaint_id)
    undo(workspace)
    (back,) = visits(workspace)
    assert (back.on, back.purpose) == (date(2026, 7, 20), "季度回顾")


def full_account(workspace: Workspace) -> Id:
    with workspace.change("test", "Test") as change:
        return change.create("account", {"name": "别家", "manager_id": ME})


def test_without_a_planned_visit_there_is_a_new_one_on_the_day_one_likes(workspace: Workspace) -> None:
    complaint_id = recorded(workspace, severity="major", contact_id=WANG)
    found = proposed(workspace, complaint_id)
    assert found == VisitProposal(None, THURSDAY)
    with pytest.raises(BadInput):
        pull_visit_forward(workspace, complaint_id, TODAY - timedelta(days=1))
    pull_visit_forward(workspace, complaint_id, MONDAY, "9:30")
    (made,) = visits(workspace)
    assert (made.on, made.at, made.state, made.manager_id) == (MONDAY, "09:30", VisitState.PLANNED, ME)
    assert made.met == (WANG,)


def test_what_was_agreed_or_is_owed_in_another_period_stays_where_it_is(workspace: Workspace) -> None:
    agreed = visit(workspace, date(2026, 7, 20))
    agree_visit(workspace, agreed)
    complaint_id = recorded(workspace, severity="severe")
    assert proposed(workspace, complaint_id) == VisitProposal(None, THURSDAY)
    with workspace.change("test", "Test") as change:
        change.set("visit", agreed, {"state": "planned", "on_day": date(2026, 10, 9), "period": "2026-Q4"})
    assert proposed(workspace, complaint_id) == VisitProposal(None, THURSDAY)


def test_nothing_is_proposed_where_nobody_has_to_go(workspace: Workspace, clock: FixedClock) -> None:
    assert proposed(workspace, recorded(workspace, "普通")) is None
    complaint_id = recorded(workspace, "严重", severity="severe")
    soon = visit(workspace, THURSDAY)
    assert proposed(workspace, complaint_id) is None
    with workspace.change("test", "Test") as change:
        change.delete("visit", soon)
    assert proposed(workspace, complaint_id) is not None
    carry_on(workspace, complaint_id, K.IMPLEMENTED)
    assert proposed(workspace, complaint_id) is None
    seen = recorded(workspace, "又严重", severity="severe")
    visit(workspace, TODAY, state="done")
    assert proposed(workspace, seen) is None


def test_closed_days_weekends_and_days_away_are_passed_over_and_full_ones_told(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.create(
            "closure",
            {"account_id": A, "starts_on": THURSDAY, "ends_on": THURSDAY, "reason": "盘点"},
        )
        change.create("absence", {"manager_id": ME, "starts_on": FRIDAY, "ends_on": FRIDAY})
    complaint_id = recorded(workspace, severity="severe")
    assert proposed(workspace, complaint_id) == VisitProposal(None, MONDAY)
    other = full_account(workspace)
    for day in (6, 7, 8):
        for _place in range(2):
            visit(workspace, date(2026, 7, day), account_id=other)
    assert proposed(workspace, complaint_id) == VisitProposal(None, MONDAY, has_room=False)


def test_an_account_that_nobody_keeps_is_the_file_owners(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.set("account", A, {"manager_id": None})
        change.delete("manager", ME)
        change.delete("manager", DEPUTY)
    complaint_id = recorded(workspace, severity="severe")
    pull_visit_forward(workspace, complaint_id)
    (made,) = visits(workspace)
    assert made.manager_id is None
