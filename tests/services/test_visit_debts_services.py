"""Missed visits: explained, let go, made good on days the planner finds (features C10)."""

from datetime import date, timedelta

import pytest

from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.domain.visits import Cause, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, find_account
from workbench.services.history import undo
from workbench.services.visit_debts import (
    catch_up_debts,
    explain_debts,
    list_visit_debts,
    propose_catch_up,
    waive_debts,
)
from workbench.services.visits import schedule_visit
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture
def account_id(workspace: Workspace) -> Id:
    """A focus account, field visits once a month, visited in February and never since."""
    create_account(workspace, {"name": "澜川", "code": "A1", "tier": "focus"})
    account = find_account(workspace, "A1").id
    with workspace.change("test", "Test") as change:
        values = {"account_id": account, "kind": "field", "state": "done", "on_day": date(2026, 2, 10)}
        change.create("visit", values)
    return account


def field_debts(workspace: Workspace) -> list[VisitDebt]:
    return [one for one in list_visit_debts(workspace).debts if one.slot.kind.value == "field"]


def test_months_without_a_visit_are_listed_latest_first(workspace: Workspace, account_id: Id) -> None:
    found = field_debts(workspace)
    assert [debt.slot.period.key for debt in found] == ["2026-03", "2026-04", "2026-05", "2026-06"]
    assert {debt.state for debt in found} == {DebtState.OPEN}


def test_a_reason_is_kept_and_letting_go_can_be_undone(workspace: Workspace, account_id: Id) -> None:
    explain_debts(workspace, field_debts(workspace)[:2], Cause.CUSTOMER_AWAY, " 停产检修 ")
    first, second, third, _last = field_debts(workspace)
    assert first.cause is second.cause is Cause.CUSTOMER_AWAY
    assert first.note is not None and first.note.note == "停产检修"
    assert third.cause is None
    waive_debts(workspace, [first, third], Cause.NOT_NEEDED)
    assert [debt.state for debt in field_debts(workspace)] == [
        DebtState.WAIVED,
        DebtState.OPEN,
        DebtState.WAIVED,
        DebtState.OPEN,
    ]
    undo(workspace)
    assert {debt.state for debt in field_debts(workspace)} == {DebtState.OPEN}


def test_one_visit_is_proposed_for_many_missed_ones_on_a_working_day(
    workspace: Workspace, account_id: Id
) -> None:
    proposals = propose_catch_up(workspace, field_debts(workspace))
    placed = [one for one in proposals if one.on is not None]
    assert [one.debt.slot.period.key for one in placed] == ["2026-06"]
    assert placed[0].on == TODAY
    assert all(one.reason for one in proposals if one.on is None)


def test_a_visit_that_comes_soon_covers_what_was_missed(workspace: Workspace, account_id: Id) -> None:
    soon = TODAY + timedelta(days=6)
    schedule_visit(workspace, account_id, soon)
    proposals = propose_catch_up(workspace, field_debts(workspace))
    assert {one.covered_by.on for one in proposals if one.covered_by} == {soon}
    assert len(proposals) == 4


def test_the_catch_up_pays_the_debt_once_it_is_made(workspace: Workspace, account_id: Id) -> None:
    debt = field_debts(workspace)[-1]
    with pytest.raises(BadInput):
        catch_up_debts(workspace, [(debt, TODAY - timedelta(days=1))])
    catch_up_debts(workspace, [(debt, TODAY)])
    assert field_debts(workspace)[-1].state is DebtState.PLANNED
    with workspace.read() as session:
        visit = list_visits(session, states=[VisitState.PLANNED])[0]
    assert (visit.pinned, visit.catch_up) == (True, "2026-06#1")
    with workspace.change("test", "Test") as change:
        change.set("visit", visit.id, {"state": "done"})
    assert field_debts(workspace)[-1].state is DebtState.CAUGHT_UP
