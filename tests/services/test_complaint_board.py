"""Lines, view and figures of complaints: what they say, and that their number costs no queries."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from tests.services.complaint_world import (
    A,
    K,
    another_account,
    carry_on,
    people,
    recorded,
)
from workbench.domain.complaint_workflow import ComplaintState
from workbench.domain.complaints import Outcome
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_view import get_account_view
from workbench.services.complaint_board import (
    count_open_complaints,
    in_order_of_urgency,
    list_complaint_lines,
)
from workbench.services.complaint_statistics import get_complaint_statistics
from workbench.services.complaint_view import get_complaint_view
from workbench.services.complaints import record_complaint, take_step
from workbench.services.visit_brief import account_brief
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _people(workspace: Workspace) -> None:
    people(workspace)


def waiting(workspace: Workspace) -> list[str]:
    found = in_order_of_urgency(list_complaint_lines(workspace, open_only=True))
    return [one.complaint.text for one in found]


def test_lines_tell_state_limit_and_who_answers(workspace: Workspace, clock: FixedClock) -> None:
    complaint_id = recorded(workspace)
    carry_on(workspace, complaint_id, K.TAKEN_OVER)
    clock.advance(timedelta(days=1))
    (line,) = list_complaint_lines(workspace, account_id=A)
    assert (line.account.name, line.state) == ("澜川精密", ComplaintState.TO_ANALYSE)
    assert (line.answerable.person, line.answerable.department) == ("冯一舟", "质量部")
    assert line.deadline is not None
    assert (line.deadline.due_on, line.deadline.left) == (date(2026, 7, 6), 2)
    assert line.acknowledgement is not None
    assert line.due_on == line.acknowledgement.due_on == date(2026, 7, 2)
    assert not line.is_overdue
    clock.advance(timedelta(days=10))
    (line,) = list_complaint_lines(workspace)
    assert line.is_overdue
    assert line.is_escalated


def test_the_most_urgent_come_first_and_what_waits_for_the_customer_last(
    workspace: Workspace, clock: FixedClock
) -> None:
    said = {"reply": "已受理"}
    late = recorded(workspace, "久拖", **said)
    waits = recorded(workspace, "等客户", **said)
    take_step(workspace, waits, K.WAITING, {"text": "等铭牌照片"})
    clock.advance(timedelta(days=1))
    recorded(workspace, "普通", **said)
    recorded(workspace, "严重", severity="severe", **said)
    closed = recorded(workspace, "已结", **said)
    carry_on(workspace, closed)
    assert waiting(workspace) == ["久拖", "严重", "普通", "等客户"]
    assert count_open_complaints(workspace) == 4
    assert {one.complaint.id for one in list_complaint_lines(workspace, open_only=True)} >= {late, waits}
    assert len(list_complaint_lines(workspace)) == 5


def test_repeats_are_counted_and_shown_with_what_they_have_in_common(workspace: Workspace) -> None:
    first = recorded(workspace, "一", kind="quality", received_on=TODAY - timedelta(days=100))
    second = recorded(workspace, "二", kind="quality")
    other = another_account(workspace)
    record_complaint(workspace, {"account_id": other, "text": "三", "kind": "quality"})
    repeats = {one.complaint.text: one.repeats for one in list_complaint_lines(workspace)}
    assert repeats == {"一": 1, "二": 1, "三": 0}
    view = get_complaint_view(workspace, second)
    assert (view.repeats[0].complaint.id, view.repeats[0].account) == (first, "澜川精密")
    assert "same account" in view.repeats[0].reason
    assert {one.account for one in view.repeats} == {"澜川精密", "祁衡动力"}


def test_the_view_tells_what_may_be_done_and_suggests_words_written_before(workspace: Workspace) -> None:
    done = recorded(workspace, "一")
    carry_on(workspace, done)
    view = get_complaint_view(workspace, recorded(workspace, "二"))
    assert {one.outcome for one in view.moves if one.kind is K.JUDGED} == {Outcome.VALID, Outcome.NOT_VALID}
    assert (view.departments, view.posts) == (("质量部",), ("包装组",))
    assert {"冯一舟", "陆启明", "Li Lei", "Han Mei"} <= set(view.people)
    assert (view.manager and view.manager.name, view.second_manager and view.second_manager.name) == (
        "Li Lei",
        "Han Mei",
    )
    with pytest.raises(NotFound):
        get_complaint_view(workspace, derived_id("complaint", "?"))


def test_figures_count_what_came_in_and_what_was_closed(workspace: Workspace) -> None:
    closed, _open = recorded(workspace, "一", kind="quality"), recorded(workspace, "二", kind="quality")
    carry_on(workspace, closed)
    other = another_account(workspace)
    found = get_complaint_statistics(workspace, date(2026, 1, 1), date(2026, 12, 31))
    assert (len(found.received), found.closed, found.accounts) == (2, (closed,), 2)
    assert [bar.label for bar in found.by_department.bars] == ["质量部"]
    assert not get_complaint_statistics(workspace, TODAY, TODAY, account_id=other).received
    with pytest.raises(BadInput):
        get_complaint_statistics(workspace, TODAY, TODAY - timedelta(days=1))


def test_an_account_page_and_its_brief_tell_open_complaints_only(workspace: Workspace) -> None:
    old = recorded(workspace, "久拖", received_on=TODAY - timedelta(days=300))
    done = recorded(workspace, "已结")
    carry_on(workspace, done)
    told = [one.text for one in get_account_view(workspace, A).notices]
    assert {"Complaint, other: 久拖", "Ask whether the solution works: 已结"} <= set(told)
    assert "Complaint, other: 已结" not in told
    brief = account_brief(workspace, A)
    assert [one.id for one in brief.complaints] == [old, done]
    assert [one.id for one in brief.effect_checks] == [done]
    take_step(workspace, done, K.EFFECT, {"outcome": Outcome.EFFECTIVE, "text": "再没发生"})
    assert not account_brief(workspace, A).effect_checks


def test_the_number_of_complaints_costs_no_queries(workspace: Workspace) -> None:
    first = recorded(workspace, "一", severity="major")

    def read() -> None:
        list_complaint_lines(workspace)
        list_complaint_lines(workspace, account_id=A)
        get_complaint_view(workspace, first)
        get_complaint_statistics(workspace, TODAY, TODAY)
        waiting(workspace)
        get_account_view(workspace, A)
        account_brief(workspace, A)

    before = queries(workspace, read)
    for number in range(5):
        carry_on(workspace, recorded(workspace, f"{number}", severity="major"), K.DECIDED)
        another = another_account(workspace, f"C{number}", f"{number} 公司")
        record_complaint(workspace, {"account_id": another, "text": "x", "number": f"2026-00{number}9"})
    assert queries(workspace, read) == before


def queries(workspace: Workspace, read: Callable[[], object]) -> int:
    count = 0

    def note(*_args: object) -> None:
        nonlocal count
        count += 1

    event.listen(workspace.engine, "before_cursor_execute", note)
    try:
        read()
    finally:
        event.remove(workspace.engine, "before_cursor_execute", note)
    return count


def test_a_twin_of_the_number_is_told(workspace: Workspace) -> None:
    one = recorded(workspace, "一")
    with workspace.change("test", "Test") as change:
        values = {"account_id": A, "number": "2026-0001", "received_on": TODAY, "text": "同号"}
        twin: Id = change.create("complaint", values)
    assert [found.complaint.id for found in get_complaint_view(workspace, one).twins] == [twin]
    assert all(line.has_twin for line in list_complaint_lines(workspace))
