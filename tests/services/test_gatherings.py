"""Gatherings: who is invited, who came, and what counts as a visit (2-rules §7.1)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from sqlalchemy import event

from workbench.domain.gatherings import GatheringState, InvitationState
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, find_account
from workbench.services.attainment import measure_attainment
from workbench.services.contacts import save_contact
from workbench.services.gathering_guests import Guest, answer, invite, suggest_guests, uninvite
from workbench.services.gatherings import (
    GatheringInput,
    add_gathering,
    cancel_gathering,
    edit_gathering,
    get_gathering_view,
    hold_gathering,
    list_gatherings,
)
from workbench.services.history import undo
from workbench.services.visit_life import agree_visit, drop_visit, reschedule_visit
from workbench.services.visit_moves import cancel_visits, move_visits, remove_visits, resize_visit
from workbench.services.visits import move_visit
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
ROUND_TABLE = GatheringInput("冬季座谈会", TODAY, at="14:00", minutes=180, place="苏州")


@pytest.fixture
def accounts(workspace: Workspace) -> list[Id]:
    for number in (1, 2, 3):
        create_account(workspace, {"name": f"客户{number}", "code": f"K{number}", "tier": "focus"})
    return [find_account(workspace, f"K{number}").id for number in (1, 2, 3)]


@pytest.fixture
def gathering_id(workspace: Workspace) -> Id:
    add_gathering(workspace, ROUND_TABLE)
    return list_gatherings(workspace)[0].gathering.id


def visits_of(workspace: Workspace) -> list[Visit]:
    with workspace.read() as session:
        return list_visits(session)


def test_each_invited_account_has_one_visit_however_many_guests(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    guests = [Guest(accounts[0], name="王总"), Guest(accounts[0], name="李工"), Guest(accounts[1])]
    invite(workspace, gathering_id, guests)
    invite(workspace, gathering_id, guests)
    row = list_gatherings(workspace)[0]
    assert (row.accounts, row.invited, row.came) == (2, 3, 0)
    visits = visits_of(workspace)
    assert {visit.account_id for visit in visits} == set(accounts[:2])
    assert len(visits) == 2
    assert {(visit.kind, visit.at, visit.minutes, visit.pinned) for visit in visits} == {
        (VisitKind.ROUND_TABLE, "14:00", 180, True)
    }


def test_the_visits_move_with_the_gathering(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(account) for account in accounts])
    edit_gathering(workspace, gathering_id, GatheringInput("冬季座谈会", date(2026, 7, 9), at="09:00"))
    assert {(visit.on, visit.at) for visit in visits_of(workspace)} == {(date(2026, 7, 9), "09:00")}


def test_it_counts_for_those_who_came_and_is_missed_by_the_others(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    save_contact(workspace, accounts[0], {"name": "王强"})
    contact = next(iter(get_gathering_view(workspace, gathering_id).contacts))
    invite(workspace, gathering_id, [Guest(accounts[0], contact), Guest(accounts[1]), Guest(accounts[2])])
    view = get_gathering_view(workspace, gathering_id)
    by_account = {one.account_id: one.id for one in view.invitations}
    answer(workspace, gathering_id, [by_account[accounts[2]]], InvitationState.DECLINED)
    hold_gathering(workspace, gathering_id, [by_account[accounts[0]]], result="三家都要新样本")
    visits = {visit.account_id: visit for visit in visits_of(workspace)}
    assert visits[accounts[0]].state is VisitState.DONE
    assert visits[accounts[0]].met == (contact,)
    assert visits[accounts[0]].findings == "三家都要新样本"
    assert {visits[one].state for one in accounts[1:]} == {VisitState.MISSED}
    view = get_gathering_view(workspace, gathering_id)
    assert {one.account_id: one.state for one in view.invitations} == {
        accounts[0]: InvitationState.CAME,
        accounts[1]: InvitationState.STAYED_AWAY,
        accounts[2]: InvitationState.DECLINED,
    }
    year = measure_attainment(workspace, date(2026, 1, 1), date(2026, 12, 31)).result
    assert year.by_account[accounts[0]].done == 1
    with pytest.raises(NotAllowed):
        hold_gathering(workspace, gathering_id, [by_account[accounts[1]]])


def test_a_gathering_ahead_cannot_be_closed_nor_one_that_nobody_came_to(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0])])
    with pytest.raises(BadInput) as nobody:
        hold_gathering(workspace, gathering_id, [])
    assert nobody.value.where == "came"
    guest = get_gathering_view(workspace, gathering_id).invitations[0].id
    with pytest.raises(BadInput) as ahead:
        hold_gathering(workspace, gathering_id, [guest], on=date(2026, 7, 2))
    assert ahead.value.where == "on"
    assert list_gatherings(workspace)[0].gathering.state is GatheringState.PLANNED


def test_an_account_without_guests_loses_its_visit_and_undo_brings_both_back(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0]), Guest(accounts[1], name="王总")])
    guests = {one.account_id: one.id for one in get_gathering_view(workspace, gathering_id).invitations}
    uninvite(workspace, gathering_id, [guests[accounts[0]]])
    assert [visit.account_id for visit in visits_of(workspace)] == [accounts[1]]
    undo(workspace)
    assert {visit.account_id for visit in visits_of(workspace)} == set(accounts[:2])


def test_a_cancelled_gathering_cancels_its_visits_with_the_reason(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0])])
    with pytest.raises(BadInput):
        cancel_gathering(workspace, gathering_id, "  ")
    cancel_gathering(workspace, gathering_id, "台风")
    visit = visits_of(workspace)[0]
    assert (visit.state, visit.reason) == (VisitState.CANCELLED, "台风")


def test_a_gathering_needs_a_title_and_a_kind_of_its_own(workspace: Workspace) -> None:
    with pytest.raises(BadInput) as empty:
        add_gathering(workspace, GatheringInput(" ", TODAY))
    assert empty.value.where == "title"
    with pytest.raises(BadInput) as kind:
        add_gathering(workspace, GatheringInput("x", TODAY, kind=VisitKind.FIELD))
    assert kind.value.where == "kind"


def only_visit(workspace: Workspace) -> Visit:
    (visit,) = visits_of(workspace)
    return visit


def test_a_visit_of_a_planned_gathering_goes_nowhere_alone(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0])])
    before = only_visit(workspace)
    later = date(2026, 7, 3)
    alone: list[Callable[[], object]] = [
        lambda: move_visits(workspace, {before.id: (later, "")}),
        lambda: move_visit(workspace, before.id, later),
        lambda: resize_visit(workspace, before.id, 30),
        lambda: cancel_visits(workspace, [before.id], "zu"),
        lambda: remove_visits(workspace, [before.id]),
        lambda: drop_visit(workspace, before.id, VisitState.CANCELLED, "x"),
        lambda: reschedule_visit(workspace, before.id, later),
        lambda: agree_visit(workspace, before.id, on=later),
        lambda: agree_visit(workspace, before.id, "09:00"),
    ]
    for step in alone:
        with pytest.raises(NotAllowed) as refused:
            step()
        assert "冬季座谈会" in refused.value.message
    assert visits_of(workspace) == [before]
    agree_visit(workspace, before.id)
    assert only_visit(workspace).state is VisitState.AGREED


def test_a_visit_left_over_from_a_gathering_that_is_done_with_can_be_dropped(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0])])
    left = only_visit(workspace).id
    cancel_gathering(workspace, gathering_id, "台风")
    with workspace.change("test", "Test") as change:
        change.set("visit", left, {"state": "planned"})
    cancel_visits(workspace, [left], "台风")
    assert only_visit(workspace).state is VisitState.CANCELLED


def test_visits_take_over_who_holds_the_gathering(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    with workspace.change("test", "Test") as change:
        keeper = change.create("manager", {"name": "张敏"})
        host = change.create("manager", {"name": "王磊"})
        change.set("account", accounts[0], {"manager_id": keeper})
    invite(workspace, gathering_id, [Guest(accounts[0])])
    assert only_visit(workspace).manager_id == keeper
    edit_gathering(workspace, gathering_id, replace(ROUND_TABLE, manager_id=host))
    assert only_visit(workspace).manager_id == host
    edit_gathering(workspace, gathering_id, ROUND_TABLE)
    assert only_visit(workspace).manager_id == keeper


def test_times_are_read_and_nonsense_is_refused(workspace: Workspace, gathering_id: Id) -> None:
    edit_gathering(workspace, gathering_id, replace(ROUND_TABLE, at="9：30"))
    assert get_gathering_view(workspace, gathering_id).gathering.at == "09:30"
    for given, where in (
        (replace(ROUND_TABLE, at="25:00"), "at"),
        (replace(ROUND_TABLE, minutes=-5), "minutes"),
    ):
        with pytest.raises(BadInput) as refused:
            add_gathering(workspace, given)
        assert refused.value.where == where


def test_guests_are_people_of_the_account_invited(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    save_contact(workspace, accounts[0], {"name": "王强"})
    contact = next(iter(get_gathering_view(workspace, gathering_id).contacts))
    with pytest.raises(BadInput) as refused:
        invite(workspace, gathering_id, [Guest(accounts[1], contact)])
    assert refused.value.where == "contact_id"
    with pytest.raises(NotFound):
        invite(workspace, gathering_id, [Guest(gathering_id)])
    with pytest.raises(NotFound):
        uninvite(workspace, gathering_id, [accounts[0]])
    assert not get_gathering_view(workspace, gathering_id).invitations


def test_a_guest_who_has_left_the_account_keeps_the_name(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    save_contact(workspace, accounts[0], {"name": "王强"})
    contact = next(iter(get_gathering_view(workspace, gathering_id).contacts))
    invite(workspace, gathering_id, [Guest(accounts[0], contact)])
    with workspace.change("test", "Test") as change:
        change.set("contact", contact, {"left_on": TODAY})
    view = get_gathering_view(workspace, gathering_id)
    assert view.guest_name(view.invitations[0]) == "王强"


def test_a_manager_who_is_no_longer_active_still_stands_in_the_gathering(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        gone, other = (change.create("manager", {"name": name, "active": False}) for name in ("王磊", "李娜"))
    add_gathering(workspace, replace(ROUND_TABLE, manager_id=gone))
    view = get_gathering_view(workspace, list_gatherings(workspace)[0].gathering.id)
    assert [one.id for one in view.managers] == [gone]
    assert other not in {one.id for one in view.managers}


def test_of_accounts_merged_into_one_a_single_visit_is_made(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(one) for one in accounts])
    with workspace.change("test", "Test") as change:
        kept = change.alias("account", accounts[0], accounts[1])
    view = get_gathering_view(workspace, gathering_id)
    came = [one.id for one in view.invitations if one.account_id == kept]
    assert len(came) == 2
    hold_gathering(workspace, gathering_id, came[:1])
    states = sorted((visit.account_id == kept, visit.state.value) for visit in visits_of(workspace))
    assert states == [(False, "missed"), (True, "done")]
    undo(workspace)
    assert [visit.state for visit in visits_of(workspace)] == [VisitState.PLANNED] * 3


def test_who_came_counts_even_where_the_visit_was_lost_or_dropped_elsewhere(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(one) for one in accounts])
    by_account = {visit.account_id: visit.id for visit in visits_of(workspace)}
    with workspace.change("test", "Test") as change:
        change.delete("visit", by_account[accounts[0]])
        change.set("visit", by_account[accounts[1]], {"state": "cancelled", "reason": "x", "cause": "other"})
    came = [one.id for one in get_gathering_view(workspace, gathering_id).invitations]
    hold_gathering(workspace, gathering_id, came)
    visits = visits_of(workspace)
    assert [visit.state for visit in visits] == [VisitState.DONE] * 3
    assert {(visit.reason, visit.cause) for visit in visits} == {("", None)}
    assert {visit.gathering_id for visit in visits} == {gathering_id}


def test_what_somebody_reported_of_the_gathering_stays(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0]), Guest(accounts[1])])
    by_account = {visit.account_id: visit.id for visit in visits_of(workspace)}
    with workspace.change("test", "Test") as change:
        change.set("visit", by_account[accounts[0]], {"state": "done", "findings": "自己写的"})
    came = [one.id for one in get_gathering_view(workspace, gathering_id).invitations]
    hold_gathering(workspace, gathering_id, came, result="公共的")
    found = {visit.account_id: visit.findings for visit in visits_of(workspace)}
    assert found == {accounts[0]: "自己写的", accounts[1]: "公共的"}


def test_who_declined_is_missed_for_another_cause_than_who_stayed_away(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(one) for one in accounts])
    guests = {one.account_id: one.id for one in get_gathering_view(workspace, gathering_id).invitations}
    answer(workspace, gathering_id, [guests[accounts[1]]], InvitationState.DECLINED)
    hold_gathering(workspace, gathering_id, [guests[accounts[0]]])
    causes = {visit.account_id: visit.cause for visit in visits_of(workspace)}
    assert causes == {
        accounts[0]: None,
        accounts[1]: Cause.CUSTOMER_REFUSED,
        accounts[2]: Cause.CUSTOMER_AWAY,
    }
    with pytest.raises(NotAllowed):
        answer(workspace, gathering_id, [guests[accounts[2]]], InvitationState.ACCEPTED)


def test_it_is_suggested_to_those_it_is_required_of_and_not_to_those_let_off(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    save_contact(workspace, accounts[0], {"name": "王强", "influence": 2})
    save_contact(workspace, accounts[0], {"name": "李总", "influence": 5})
    invite(workspace, gathering_id, [Guest(accounts[1])])
    (boss,) = [
        one.id for one in get_gathering_view(workspace, gathering_id).contacts.values() if one.name == "李总"
    ]
    assert suggest_guests(workspace, gathering_id) == (Guest(accounts[0], boss), Guest(accounts[2]))
    with workspace.change("test", "Test") as change:
        let_go = {"account_id": accounts[2], "kind": "round_table", "period": "2026", "number": 1}
        change.create("visit_debt", {**let_go, "decision": "waive"})
    assert suggest_guests(workspace, gathering_id) == (Guest(accounts[0], boss),)


@pytest.mark.parametrize("guests", [2, 12])
def test_reading_gatherings_asks_as_often_for_many_guests(
    workspace: Workspace, gathering_id: Id, guests: int
) -> None:
    with workspace.change("test", "Test") as change:
        accounts = [change.create("account", {"name": f"K{number}"}) for number in range(guests)]
    invite(workspace, gathering_id, [Guest(one) for one in accounts])
    asked: list[str] = []
    event.listen(workspace.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    list_gatherings(workspace)
    get_gathering_view(workspace, gathering_id)
    assert len([one for one in asked if one.startswith("SELECT")]) <= 10


def test_of_two_visits_of_an_account_the_open_one_is_made(
    workspace: Workspace, gathering_id: Id, accounts: list[Id]
) -> None:
    invite(workspace, gathering_id, [Guest(accounts[0])])
    with workspace.change("test", "Test") as change:
        dropped = {"account_id": accounts[0], "kind": "round_table", "state": "cancelled", "on_day": TODAY}
        for name in ("one", "two", "three"):
            change.create("visit", {**dropped, "gathering_id": gathering_id}, derived_id("visit", name))
    came = [one.id for one in get_gathering_view(workspace, gathering_id).invitations]
    (meant,) = [visit.id for visit in visits_of(workspace) if visit.state.is_open]
    hold_gathering(workspace, gathering_id, came)
    assert [visit.id for visit in visits_of(workspace) if visit.state is VisitState.DONE] == [meant]
