"""Accounts handed over in one change: what goes along, what is refused, and what comes back."""

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.services.handover_world import (
    ME,
    NA,
    TODAY,
    ZHOU,
    A,
    B,
    C,
    add_account,
    fill,
    laptop,
    send,
)
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_merging import merge_accounts
from workbench.services.conflicts import count_conflicts
from workbench.services.handover_papers import print_accounts_to_hand_over, print_handover
from workbench.services.handover_reading import HandoverTotals
from workbench.services.handover_receiving import (
    HandoverState,
    ask_about,
    confirm_handover,
    get_handover_view,
    go_through,
    handovers_waiting,
    list_handover_views,
)
from workbench.services.handovers import hand_over, kept_by, preview_handover
from workbench.services.history import undo
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.queries.contracts import list_contracts
from workbench.storage.queries.visits import list_actions, list_visits
from workbench.storage.workspace import Workspace


@pytest.fixture(autouse=True)
def _world(workspace: Workspace) -> None:
    fill(workspace)


def keepers(workspace: Workspace) -> dict[str, Id | None]:
    with workspace.read() as session:
        return {one.code: one.manager_id for one in list_accounts(session)}


def test_before_anything_is_done_one_sees_what_goes_along(workspace: Workspace) -> None:
    found = preview_handover(workspace, [A, B], NA)
    one = HandoverTotals(
        accounts=1,
        ours=1,
        theirs=1,
        late=1,
        complaints=1,
        services=1,
        contracts=1,
        ending=1,
        visits=1,
        needs=1,
        people=1,
    )
    assert [line.totals for line in found.lines] == [one, one]
    assert found.totals == replace(
        one,
        **{name: 2 * getattr(one, name) for name in HandoverTotals.__dataclass_fields__},
    )
    assert (found.giver.name, found.due_on) == ("Li Lei", date(2026, 7, 2))
    # Neither the one who gives nor who has left can take them.
    assert [one.name for one in found.people] == ["Han Mei"]
    assert list_handover_views(workspace) == ()


def test_in_one_change_accounts_visits_promises_and_contracts_go_and_come_back(workspace: Workspace) -> None:
    handover_id, summary = hand_over(
        workspace, [A, B], NA, reason=" 调岗 ", note="盯紧付款", day=date(2026, 6, 30)
    )
    assert keepers(workspace) == {"A": NA, "B": NA, "C": ME}
    with workspace.read() as session:
        planned = {one.account_id: one.manager_id for one in list_visits(session) if one.state.is_open}
        done = {one.manager_id for one in list_visits(session) if not one.state.is_open}
        owners = {one.text: one.owner for one in list_actions(session)}
        contracts = {one.account_id: one.manager_id for one in list_contracts(session)}
        reasons = {one.code: one.manager_reason for one in list_accounts(session)}
    assert planned == contracts == {A: NA, B: NA, C: ME}
    # Who made a visit made it.
    assert done == {ME}
    assert (owners["A 样品"], owners["C 样品"], owners["A 付款"]) == ("Han Mei", "Li Lei", "")
    assert reasons == {"A": "调岗", "B": "调岗", "C": ""}
    view = get_handover_view(workspace, handover_id)
    assert (view.giver, view.receiver) == ("Li Lei", "Han Mei")
    assert view.handover.due_on == date(2026, 7, 1)
    assert [one.account.code for one in view.accounts] == ["A", "B"]
    assert summary.undoable
    undo(workspace, summary.transaction_id)
    assert keepers(workspace) == dict.fromkeys("ABC", ME)
    assert list_handover_views(workspace) == ()


def test_all_of_a_leaver_are_those_that_are_not_being_handed_over_already(workspace: Workspace) -> None:
    assert kept_by(workspace, ME) == (A, B, C)
    hand_over(workspace, [A], NA)
    assert kept_by(workspace, ME) == (B, C)
    assert kept_by(workspace, NA) == ()


def test_no_account_is_no_handover(workspace: Workspace) -> None:
    for call in (lambda: preview_handover(workspace, []), lambda: hand_over(workspace, [], NA)):
        with pytest.raises(BadInput) as caught:
            call()
        assert caught.value.where == "accounts"


def test_who_keeps_them_already_or_has_left_takes_none_over(workspace: Workspace) -> None:
    for person in (ME, ZHOU, derived_id("manager", "nobody")):
        with pytest.raises(BadInput) as caught:
            hand_over(workspace, [A], person)
        assert caught.value.where == "to"


def test_accounts_of_several_people_are_handed_over_one_person_at_a_time(workspace: Workspace) -> None:
    hand_over(workspace, [A], NA)
    with pytest.raises(BadInput, match="Han Mei, Li Lei"):
        preview_handover(workspace, [A, B])


def test_an_account_in_an_open_handover_waits_for_it(workspace: Workspace, tmp_path: Path) -> None:
    first, _summary = hand_over(workspace, [A, B], NA)
    with pytest.raises(BadInput, match="A 公司"):
        hand_over(workspace, [A], ME)
    with laptop(tmp_path, "Han Mei") as hers:
        send(workspace, hers, tmp_path)
        go_through(hers, first, [A, B])
        confirm_handover(hers, first)
        hand_over(hers, [A], ME, reason="zurück")
        assert len(list_handover_views(hers)) == 2


def test_two_that_became_one_account_are_one_line_and_seen_when_both_were(workspace: Workspace) -> None:
    handover_id, _summary = hand_over(workspace, [A, B], NA)
    ask_about(workspace, handover_id, B, "谁签字？")
    summary = merge_accounts(workspace, A, B)
    (line,) = get_handover_view(workspace, handover_id).accounts
    assert (line.is_seen, line.question) == (False, "谁签字？")
    workspace.author = "Han Mei"
    go_through(workspace, handover_id, [line.account.id])
    (line,) = get_handover_view(workspace, handover_id).accounts
    assert line.is_seen
    confirm_handover(workspace, handover_id)
    assert summary.undoable
    gone = ({A, B} - {line.account.id}).pop()
    with pytest.raises(NotFound):
        preview_handover(workspace, [gone, C])


def test_a_move_across_segments_and_visits_without_a_report_are_pointed_out(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.set("manager", NA, {"segment": "华南"})
        change.set("account", A, {"segment": "华东"})
        late = {"account_id": A, "manager_id": ME, "kind": "field", "state": "planned"}
        change.create("visit", {**late, "on_day": date(2026, 6, 28)})
    unreported, across = preview_handover(workspace, [A], NA).remarks
    assert "1 visit has no report yet" in unreported
    assert "needs head office" in across
    assert len(preview_handover(workspace, [A]).remarks) == 1
    hand_over(workspace, [A], NA)
    with workspace.read() as session:
        kept = [one.manager_id for one in list_visits(session, account_id=A) if one.on == date(2026, 6, 28)]
    assert kept == [ME]


def test_accounts_that_were_deleted_are_refused_and_leave_no_trace(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.delete("account", B)
    with pytest.raises(NotFound):
        preview_handover(workspace, [A, B])
    with pytest.raises(NotFound):
        hand_over(workspace, [A, B], NA)
    assert keepers(workspace) == {"A": ME, "C": ME}
    assert list_handover_views(workspace) == ()


def test_a_day_to_come_or_beyond_all_calendars_is_refused(workspace: Workspace) -> None:
    for day in (date(2026, 7, 2), date(9999, 12, 31), date(1, 1, 1)):
        with pytest.raises(BadInput):
            hand_over(workspace, [A], NA, day=day)


def test_an_account_deleted_meanwhile_stops_nobody_from_confirming(
    workspace: Workspace, tmp_path: Path
) -> None:
    handover_id, _summary = hand_over(workspace, [A, B], NA)
    with workspace.change("test", "Test") as change:
        change.delete("account", B)
    with laptop(tmp_path, "Han Mei") as hers:
        send(workspace, hers, tmp_path)
        (view,) = list_handover_views(hers)
        assert [one.account.code for one in view.accounts] == ["A"]
        go_through(hers, handover_id, [A])
        confirm_handover(hers, handover_id)
        assert print_handover(hers, handover_id).pages > 1


def test_the_receiver_ticks_asks_and_confirms_and_the_giver_reads_it(
    workspace: Workspace, tmp_path: Path
) -> None:
    handover_id, _summary = hand_over(workspace, [A, B], NA)
    with pytest.raises(NotAllowed):
        go_through(workspace, handover_id, [A])
    with pytest.raises(NotAllowed):
        confirm_handover(workspace, handover_id)
    assert handovers_waiting(workspace) == ()
    with laptop(tmp_path, "Han Mei") as hers:
        send(workspace, hers, tmp_path)
        (view,) = list_handover_views(hers)
        assert view.is_mine
        assert view.may_confirm
        assert [one.is_question for one in handovers_waiting(hers)] == [False]
        go_through(hers, handover_id, [A])
        ask_about(hers, handover_id, B, " 谁签字？ ")
        with pytest.raises(BadInput, match="1 account is not"):
            confirm_handover(hers, handover_id)
        send(hers, workspace, tmp_path)
        (asked,) = handovers_waiting(workspace)
        assert asked.is_question
        assert (asked.view.state, asked.view.seen, asked.view.accounts[1].question) == (
            HandoverState.ASKED,
            1,
            "谁签字？",
        )
        go_through(hers, handover_id, [B])
        ask_about(hers, handover_id, B, "")
        confirm_handover(hers, handover_id, " 都清楚了 ")
        assert handovers_waiting(hers) == ()
        with pytest.raises(NotAllowed):
            confirm_handover(hers, handover_id)
        send(hers, workspace, tmp_path)
    done = get_handover_view(workspace, handover_id)
    assert (done.state, done.handover.confirmed_by, done.handover.answer) == (
        HandoverState.CONFIRMED,
        "Han Mei",
        "都清楚了",
    )
    assert handovers_waiting(workspace) == ()
    assert count_conflicts(workspace) == 0


@pytest.mark.parametrize("order", ["giver first", "receiver first", "by the third"])
def test_in_any_order_three_laptops_come_to_the_same(
    workspace: Workspace, tmp_path: Path, order: str
) -> None:
    handover_id, _summary = hand_over(workspace, [A, B], NA)
    with laptop(tmp_path, "Han Mei") as hers, laptop(tmp_path, "Head") as head:
        for one in (hers, head):
            send(workspace, one, tmp_path)
        # Both tick the same on the same day; each asks of another account.
        go_through(hers, handover_id, [A, B])
        go_through(head, handover_id, [A])
        ask_about(hers, handover_id, A, "账期？")
        ask_about(workspace, handover_id, B, "已答复")
        ways = {
            "giver first": [(workspace, head), (hers, head), (head, hers), (head, workspace)],
            "receiver first": [(hers, workspace), (workspace, head), (head, workspace), (head, hers)],
            "by the third": [(head, hers), (hers, workspace), (workspace, hers), (workspace, head)],
        }
        for source, target in ways[order]:
            send(source, target, tmp_path)
        told = []
        for one in (workspace, hers, head):
            view = get_handover_view(one, handover_id)
            told.append([(line.account.code, line.seen_on, line.question) for line in view.accounts])
            assert count_conflicts(one) == 0
        assert told == [[("A", TODAY, "账期？"), ("B", TODAY, "已答复")]] * 3


def test_the_head_sees_all_and_is_told_of_the_late_ones(workspace: Workspace, tmp_path: Path) -> None:
    hand_over(workspace, [A], NA, day=date(2026, 6, 29))
    hand_over(workspace, [B], NA)
    with laptop(tmp_path, "Head") as head:
        send(workspace, head, tmp_path)
        assert len(list_handover_views(head)) == 2
        (waiting,) = handovers_waiting(head)
        assert [one.account.code for one in waiting.view.accounts] == ["A"]
        assert waiting.view.days_late == 1


def test_where_somebody_else_keeps_an_account_by_now_it_is_said(workspace: Workspace) -> None:
    handover_id, _summary = hand_over(workspace, [A], NA)
    with workspace.change("test", "Test") as change:
        change.set("account", A, {"manager_id": ZHOU})
    (line,) = get_handover_view(workspace, handover_id).accounts
    assert line.keeper == "Zhou"


def test_what_a_handover_names_may_be_gone(workspace: Workspace) -> None:
    handover_id, _summary = hand_over(workspace, [A], NA)
    with workspace.change("test", "Test") as change:
        change.delete("manager", ZHOU)
        change.delete("account", A)
    assert get_handover_view(workspace, handover_id).accounts == ()
    with pytest.raises(NotFound):
        print_handover(workspace, handover_id)
    with pytest.raises(NotFound):
        go_through(workspace, derived_id("handover", "none"), [A])


def test_a_book_is_also_made_before_anything_is_handed_over(workspace: Workspace) -> None:
    assert print_accounts_to_hand_over(workspace, [A, B, C]).pages == 5
    with pytest.raises(BadInput):
        print_accounts_to_hand_over(workspace, [])


def test_reading_asks_the_same_number_of_queries_for_three_accounts_and_for_thirty(
    workspace: Workspace,
) -> None:
    few = [A, B, C]
    handover_id, summary = hand_over(workspace, few, NA)
    before = [
        _queries(workspace, lambda: print_handover(workspace, handover_id)),
        _queries(workspace, lambda: list_handover_views(workspace)),
    ]
    undo(workspace, summary.transaction_id)
    seen = _queries(workspace, lambda: preview_handover(workspace, few))
    many = [*few]
    with workspace.change("test", "Test") as change:
        for number in range(27):
            many.append(derived_id("account", str(number)))
            add_account(change, f"N{number}", many[-1])
    assert _queries(workspace, lambda: preview_handover(workspace, many)) == seen
    handover_id, _summary = hand_over(workspace, many, NA)
    assert [
        _queries(workspace, lambda: print_handover(workspace, handover_id)),
        _queries(workspace, lambda: list_handover_views(workspace)),
    ] == before


def _queries(workspace: Workspace, call: Any) -> int:
    counted: list[str] = []

    def count(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        counted.append(statement)

    event.listen(workspace.engine, "before_cursor_execute", count)
    try:
        call()
    finally:
        event.remove(workspace.engine, "before_cursor_execute", count)
    return len(counted)
