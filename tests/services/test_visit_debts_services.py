"""Missed visits: explained, let go, made good on days the planner finds (features C10)."""

from datetime import date, timedelta

import pytest

from workbench.domain.visit_debts import DebtState, VisitDebt
from workbench.domain.visits import Cause, VisitState
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id, derived_id
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
    assert first.note is not None
    assert first.note.note == "停产检修"
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


def catch_ups(workspace: Workspace) -> list[tuple[date, str]]:
    with workspace.read() as session:
        return [(one.on, one.state.value) for one in list_visits(session) if one.catch_up]


def test_a_debt_made_good_twice_from_an_old_list_has_one_visit(workspace: Workspace, account_id: Id) -> None:
    debt = field_debts(workspace)[-1]
    catch_up_debts(workspace, [(debt, TODAY)])
    catch_up_debts(workspace, [(debt, TODAY + timedelta(days=1))])
    assert catch_ups(workspace) == [(TODAY + timedelta(days=1), "planned")]
    with workspace.change("test", "Test") as change, workspace.read() as session:
        for visit in list_visits(session):
            change.set("visit", visit.id, {"state": "done", "on_day": TODAY})
    catch_up_debts(workspace, [(debt, TODAY + timedelta(days=2))])
    assert catch_ups(workspace) == [(TODAY, "done")]


def test_a_catch_up_that_was_missed_is_followed_by_another_and_stays(
    workspace: Workspace, account_id: Id
) -> None:
    debt = field_debts(workspace)[-1]
    for state in ("missed", "cancelled", "planned"):
        catch_up_debts(workspace, [(debt, TODAY)])
        with workspace.change("test", "Test") as change, workspace.read() as session:
            for visit in list_visits(session, states=[VisitState.PLANNED]):
                change.set("visit", visit.id, {"state": state})
    assert catch_ups(workspace).count((TODAY, "planned")) == 1
    assert sorted(state for _day, state in catch_ups(workspace)) == ["cancelled", "missed", "planned"]
    undo(workspace)
    assert sorted(state for _day, state in catch_ups(workspace)) == ["cancelled", "missed"]


def test_an_account_visited_only_long_ago_owes_what_was_missed(workspace: Workspace) -> None:
    create_account(workspace, {"name": "澜川", "code": "A1", "tier": "focus"})
    account = find_account(workspace, "A1").id
    assert not field_debts(workspace)
    with workspace.change("test", "Test") as change:
        values = {"account_id": account, "kind": "field", "state": "done", "on_day": date(2019, 2, 28)}
        change.create("visit", values)
    assert len(field_debts(workspace)) == 12


def test_of_two_words_on_one_duty_the_later_decision_counts(workspace: Workspace, account_id: Id) -> None:
    create_account(workspace, {"name": "澜川二", "code": "A2", "tier": "focus"})
    other = find_account(workspace, "A2").id
    explain_debts(workspace, field_debts(workspace)[:1], Cause.NO_TIME)
    with workspace.change("test", "Test") as change:
        let_go = {"account_id": other, "kind": "field", "period": "2026-03", "number": 1}
        decided = {"decision": "waive", "decided_on": TODAY, "cause": "not_needed"}
        for number in range(4):
            row_id = derived_id("visit_debt", "other", str(number)) if number else None
            change.create("visit_debt", {**let_go, **(decided if number == 2 else {})}, row_id)
        change.alias("account", account_id, other)
    first = next(one for one in field_debts(workspace) if one.slot.period.key == "2026-03")
    assert (first.state, first.cause) == (DebtState.WAIVED, Cause.NOT_NEEDED)
