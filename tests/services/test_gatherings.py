"""Gatherings: who is invited, who came, and what counts as a visit (2-rules §7.1)."""

from datetime import date

import pytest

from workbench.domain.gatherings import GatheringState, InvitationState
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id
from workbench.services.accounts import create_account, find_account
from workbench.services.attainment import measure_attainment
from workbench.services.contacts import save_contact
from workbench.services.gatherings import (
    GatheringInput,
    Guest,
    add_gathering,
    answer,
    cancel_gathering,
    edit_gathering,
    get_gathering_view,
    hold_gathering,
    invite,
    list_gatherings,
    uninvite,
)
from workbench.services.history import undo
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
    answer(workspace, [by_account[accounts[2]]], InvitationState.DECLINED)
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
