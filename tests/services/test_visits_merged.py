"""Two laptops at the same gathering, missed visit and weekly report: merged in either order, they agree."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from workbench.domain.gatherings import GatheringState, InvitationState
from workbench.domain.visit_debts import VisitDebt
from workbench.domain.visits import Cause, VisitKind, VisitState
from workbench.domain.weekly_reports import Section
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.checks import check_workspace
from workbench.services.conflicts import count_conflicts
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.gathering_guests import Guest, invite, uninvite
from workbench.services.gatherings import (
    GatheringInput,
    GatheringView,
    add_gathering,
    cancel_gathering,
    edit_gathering,
    get_gathering_view,
    hold_gathering,
    list_gatherings,
)
from workbench.services.history import undo
from workbench.services.visit_debts import catch_up_debts, list_visit_debts, waive_debts
from workbench.services.visit_life import reschedule_visit, take_back
from workbench.services.visit_reports import VisitReportInput, amend_report, report_visit, unlock_report
from workbench.services.visit_sheet import get_visit_sheet
from workbench.services.visits import PromiseInput, get_visit_view
from workbench.services.weekly_reports import edit_week, submit_week, week_view
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
A, B, C = (derived_id("account", code) for code in "ABC")
ME = derived_id("manager", "me")
ROUND_TABLE = GatheringInput("冬季座谈会", TODAY, at="14:00")


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    yield opened
    opened.close()


@pytest.fixture
def gathering_id(workspace: Workspace, other: Workspace, tmp_path: Path) -> Id:
    """Both know three accounts, visited in May and not in June, and a round table that A is invited to."""
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Li Lei"}, ME)
        for code, account in zip("ABC", (A, B, C), strict=True):
            change.create("account", {"name": code, "code": code, "tier": "focus", "manager_id": ME}, account)
            done = {"kind": "field", "state": "done", "on_day": date(2026, 5, 5), "manager_id": ME}
            change.create("visit", {**done, "account_id": account})
    add_gathering(workspace, ROUND_TABLE)
    found = list_gatherings(workspace)[0].gathering.id
    invite(workspace, found, [Guest(A)])
    share(workspace, other, tmp_path)
    return found


def share(workspace: Workspace, other: Workspace, folder: Path) -> None:
    """Each takes in what the other knows, and both come to the same, without a finding."""
    for number, (giver, taker) in enumerate(((workspace, other), (other, workspace))):
        path = folder / f"{number}-{len(list(folder.iterdir()))}.workbench"
        export_workspace(giver, path)
        merge_files(taker, [path])
    with workspace.read() as mine, other.read() as theirs:
        assert list_visits(mine) == list_visits(theirs)
    for one in (workspace, other):
        assert not check_workspace(one).findings


def guests_of(view: GatheringView) -> dict[Id, Id]:
    return {one.account_id: one.id for one in view.invitations}


def table_visits(workspace: Workspace) -> list[tuple[Id, VisitState, date]]:
    with workspace.read() as session:
        found = [one for one in list_visits(session) if one.kind is VisitKind.ROUND_TABLE]
    return sorted((one.account_id, one.state, one.on) for one in found)


def test_the_same_guest_invited_on_both_is_invited_once(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    for one in (workspace, other):
        invite(one, gathering_id, [Guest(B, name="王总")])
    share(workspace, other, tmp_path)
    view = get_gathering_view(workspace, gathering_id)
    assert sorted(one.account_id for one in view.invitations) == sorted([A, B])
    assert table_visits(workspace) == sorted((one, VisitState.PLANNED, TODAY) for one in (A, B))


def test_who_was_invited_while_the_day_was_moved_elsewhere_follows_with_the_next_step(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    later = TODAY + timedelta(days=2)
    edit_gathering(workspace, gathering_id, replace(ROUND_TABLE, on=later))
    invite(other, gathering_id, [Guest(B)])
    share(workspace, other, tmp_path)
    invite(workspace, gathering_id, [Guest(C)])
    assert {on for _account, _state, on in table_visits(workspace)} == {later}


def test_a_guest_taken_back_here_and_another_of_the_account_invited_there_still_counts(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    mine = get_gathering_view(workspace, gathering_id)
    uninvite(workspace, gathering_id, list(guests_of(mine).values()))
    invite(other, gathering_id, [Guest(A, name="李工")])
    share(workspace, other, tmp_path)
    came = guests_of(get_gathering_view(workspace, gathering_id))
    assert list(came) == [A]
    hold_gathering(workspace, gathering_id, list(came.values()))
    assert table_visits(workspace) == [(A, VisitState.DONE, TODAY)]


@pytest.mark.parametrize("held_first", [True, False])
def test_held_here_and_called_off_there_comes_to_one_of_the_two_as_a_whole(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path, held_first: bool
) -> None:
    guests = list(guests_of(get_gathering_view(workspace, gathering_id)).values())
    steps: list[Callable[[], object]] = [
        lambda: hold_gathering(workspace, gathering_id, guests),
        lambda: cancel_gathering(other, gathering_id, "台风"),
    ]
    for step in steps if held_first else steps[::-1]:
        step()
    share(workspace, other, tmp_path)
    view = get_gathering_view(workspace, gathering_id)
    assert view == get_gathering_view(other, gathering_id)
    state = VisitState.DONE if view.gathering.state is GatheringState.HELD else VisitState.CANCELLED
    assert table_visits(workspace) == [(A, state, TODAY)]


def test_held_on_both_is_held_once_and_whoever_came_to_either_came(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    for one in (workspace, other):
        hold_gathering(one, gathering_id, list(guests_of(get_gathering_view(one, gathering_id)).values()))
    share(workspace, other, tmp_path)
    assert table_visits(workspace) == [(A, VisitState.DONE, TODAY)]
    (guest,) = get_gathering_view(workspace, gathering_id).invitations
    assert guest.state is InvitationState.CAME


def test_every_step_goes_back_to_the_very_rows_of_before(workspace: Workspace, gathering_id: Id) -> None:
    def rows() -> object:
        with workspace.read() as session:
            visits = list_visits(session)
        return visits, get_gathering_view(workspace, gathering_id), list_visit_debts(workspace).debts

    def june(workspace: Workspace) -> list[VisitDebt]:
        return [one for one in list_visit_debts(workspace).debts if one.slot.period.key == "2026-06"]

    guests = list(guests_of(get_gathering_view(workspace, gathering_id)).values())
    steps: list[Callable[[], object]] = [
        lambda: edit_gathering(workspace, gathering_id, replace(ROUND_TABLE, title="改名", at="15:30")),
        lambda: invite(workspace, gathering_id, [Guest(B), Guest(C, name="王总")]),
        lambda: uninvite(workspace, gathering_id, guests),
        lambda: hold_gathering(workspace, gathering_id, guests, result="好"),
        lambda: cancel_gathering(workspace, gathering_id, "台风"),
        lambda: waive_debts(workspace, june(workspace), Cause.NOT_NEEDED),
        lambda: catch_up_debts(workspace, [(one, TODAY) for one in june(workspace)]),
    ]
    before = rows()
    for step in steps:
        step()
        assert rows() != before
        undo(workspace)
        assert rows() == before


def test_a_missed_visit_made_good_on_both_has_one_visit_and_one_word(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    for one, days in ((workspace, 1), (other, 2)):
        debts = [debt for debt in list_visit_debts(one).debts if debt.slot.account_id == A]
        catch_up_debts(one, [(debts[0], TODAY + timedelta(days=days))])
    share(workspace, other, tmp_path)
    with workspace.read() as session:
        assert len([one for one in list_visits(session) if one.catch_up]) == 1
    assert sum(debt.note is not None for debt in list_visit_debts(workspace).debts) == 1


def test_a_report_written_on_both_is_one_report_with_the_words_of_each(
    workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path
) -> None:
    edit_week(workspace, ME, TODAY, {Section.REMARKS: "休假"})
    edit_week(other, ME, TODAY, {Section.FEEDBACK: "要新样本"})
    for one in (workspace, other):
        submit_week(one, ME, TODAY)
    share(workspace, other, tmp_path)
    mine, theirs = (week_view(one, TODAY, ME) for one in (workspace, other))
    assert mine.report == theirs.report
    assert (mine.text(Section.REMARKS), mine.report.submitted_on) == ("休假", TODAY)


@pytest.fixture
def visit_id(workspace: Workspace, other: Workspace, gathering_id: Id, tmp_path: Path) -> Id:
    """A visit that both know, planned for today."""
    with workspace.change("test", "Test") as change:
        planned = {"account_id": A, "kind": "field", "state": "planned", "on_day": TODAY, "manager_id": ME}
        found = change.create("visit", planned)
    share(workspace, other, tmp_path)
    return found


def following(workspace: Workspace) -> list[date]:
    with workspace.read() as session:
        return [one.on for one in list_visits(session, account_id=A) if one.on > TODAY]


def test_a_visit_reported_on_both_is_done_once_and_has_one_next_visit(
    workspace: Workspace, other: Workspace, visit_id: Id, tmp_path: Path
) -> None:
    for number, one in enumerate((workspace, other)):
        report = VisitReportInput(
            TODAY,
            findings=f"word {number}",
            next_on=TODAY + timedelta(days=14),
            promises=(PromiseInput(f"promise {number}"),),
        )
        report_visit(one, visit_id, report)
    share(workspace, other, tmp_path)
    assert following(workspace) == following(other) == [TODAY + timedelta(days=14)]
    mine, theirs = (get_visit_view(one, visit_id) for one in (workspace, other))
    assert mine.visit == theirs.visit
    assert mine.visit.state is VisitState.DONE
    assert {one.text for one in mine.promises} == {"promise 0", "promise 1"}
    assert count_conflicts(workspace) == count_conflicts(other) > 0


def test_a_visit_given_another_day_on_both_has_one_in_its_place(
    workspace: Workspace, other: Workspace, visit_id: Id, tmp_path: Path
) -> None:
    for days, one in ((3, workspace), (4, other)):
        reschedule_visit(one, visit_id, TODAY + timedelta(days=days), cause=Cause.CUSTOMER_AWAY)
    share(workspace, other, tmp_path)
    (day,) = following(workspace)
    assert day in {TODAY + timedelta(days=3), TODAY + timedelta(days=4)}
    take_back(workspace, visit_id)
    assert following(workspace) == []
    reschedule_visit(workspace, visit_id, TODAY + timedelta(days=9), cause=Cause.CUSTOMER_AWAY)
    assert following(workspace) == [TODAY + timedelta(days=9)]


def test_a_next_visit_that_was_made_is_never_planned_again(workspace: Workspace, visit_id: Id) -> None:
    report = VisitReportInput(TODAY, findings="x", next_on=TODAY + timedelta(days=1))
    report_visit(workspace, visit_id, report)
    with workspace.change("test", "Test") as change:
        (first,) = [one for one in list_visits(change.session, account_id=A) if one.on > TODAY]
        change.set("visit", first.id, {"state": "done"})
        # As a merge may leave it.
        change.set("visit", visit_id, {"state": "planned"})
    report_visit(workspace, visit_id, replace(report, next_on=TODAY + timedelta(days=2)))
    with workspace.read() as session:
        found = {one.on: one.state for one in list_visits(session, account_id=A) if one.on > TODAY}
    assert found == {
        TODAY + timedelta(days=1): VisitState.DONE,
        TODAY + timedelta(days=2): VisitState.PLANNED,
    }


def test_unlocked_here_and_amended_there_comes_to_the_same_on_both_and_no_word_is_lost(
    workspace: Workspace, other: Workspace, visit_id: Id, tmp_path: Path
) -> None:
    report_visit(workspace, visit_id, VisitReportInput(TODAY, findings="first"))
    share(workspace, other, tmp_path)
    unlock_report(workspace, visit_id, "mine")
    unlock_report(other, visit_id, "theirs")
    amend_report(other, visit_id, VisitReportInput(TODAY, findings="second"))
    share(workspace, other, tmp_path)
    for one in (workspace, other):
        found = get_visit_view(one, visit_id).visit
        assert (found.state, found.findings) == (VisitState.DONE, "second")
        told = {line.reason for line in get_visit_sheet(one, visit_id).unlockings}
        assert told == {"mine", "theirs"}
