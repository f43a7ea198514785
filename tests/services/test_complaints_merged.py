"""Two laptops at the same complaints: merged either way no step is lost, and both agree (2-rules §8)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from tests.services.complaint_world import (
    ALL_THE_WAY,
    WANG,
    A,
    K,
    another_account,
    carry_on,
    people,
    progress,
    recorded,
    share,
)
from workbench.domain.complaint_transitions import CONCLUSIVE_STATES
from workbench.domain.complaint_workflow import ComplaintState, moves
from workbench.domain.complaints import Complaint, ComplaintEvent, Outcome
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.checks import check_workspace
from workbench.services.complaint_board import ComplaintLine, list_complaint_lines
from workbench.services.complaint_view import get_complaint_view
from workbench.services.complaint_visits import pull_visit_forward
from workbench.services.complaints import edit_complaint, record_complaint, take_step
from workbench.services.history import redo, undo
from workbench.services.person_erasure import erase_person, preview_erasure
from workbench.services.workspaces import new_workspace
from workbench.storage.queries.complaints import list_complaint_events, list_complaints
from workbench.storage.queries.visits import list_visits
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
SAID = {
    "text": "说明",
    "person": "陆启明",
    "cause": "order",
    "post": "内勤",
    "whys": ["抄错"],
    "prevention": "复核",
    "handling": "培训",
}


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    yield opened
    opened.close()


@pytest.fixture
def both(workspace: Workspace, other: Workspace, tmp_path: Path) -> Id:
    """A complaint that both know."""
    people(workspace)
    complaint_id = recorded(workspace)
    share(workspace, other, tmp_path)
    return complaint_id


def agree(one: Workspace, other: Workspace) -> tuple[ComplaintLine, ...]:
    """What both say of all complaints: the same."""
    mine, theirs = list_complaint_lines(one), list_complaint_lines(other)
    assert mine == theirs
    assert stored(one) == stored(other)
    for workspace in (one, other):
        assert not check_workspace(workspace).findings
    return mine


def stored(workspace: Workspace) -> tuple[list[Complaint], dict[Id, list[ComplaintEvent]]]:
    with workspace.read() as session:
        return list_complaints(session), list_complaint_events(session)


@pytest.mark.parametrize("order", [False, True])
def test_steps_taken_on_both_are_all_kept_whichever_way_round(
    workspace: Workspace, other: Workspace, both: Id, tmp_path: Path, order: bool
) -> None:
    carry_on(workspace, both, K.TAKEN_OVER)
    take_step(other, both, K.JUDGED, {"outcome": Outcome.NOT_VALID, "text": "不是我们的货"})
    take_step(other, both, K.REPLIED, {"text": "请发铭牌照片"})
    share(*((other, workspace) if order else (workspace, other)), tmp_path)
    (line,) = agree(workspace, other)
    # Who found it valid keeps it alive.
    assert line.state is ComplaintState.TO_ANALYSE
    assert [one.text for one in line.progress.replies] == ["请发铭牌照片"]
    assert len(stored(workspace)[1][both]) == 6
    # What is done next knows of all of it.
    take_step(other, both, K.ANALYSED, {"cause": "order", "post": "内勤", "whys": ["抄错"]})
    share(workspace, other, tmp_path)
    assert progress(workspace, both).state is ComplaintState.TO_PROPOSE
    assert max(one.sequence for one in stored(workspace)[1][both]) == 5


def test_a_complaint_closed_here_and_carried_on_there_stays_open(
    workspace: Workspace, other: Workspace, both: Id, tmp_path: Path
) -> None:
    carry_on(workspace, both, K.EVALUATED)
    share(workspace, other, tmp_path)
    take_step(workspace, both, K.REPLIED, {"text": "已解决", "is_conclusive": True})
    take_step(workspace, both, K.CLOSED, {})
    take_step(other, both, K.EFFECT, {"outcome": Outcome.NOT_EFFECTIVE, "text": "又来了"})
    take_step(other, both, K.REOPENED, {"text": "又来了"})
    share(workspace, other, tmp_path)
    (line,) = agree(workspace, other)
    assert line.is_open
    assert len(stored(workspace)[1][both]) == len(ALL_THE_WAY) + 1 + 2


def test_new_complaints_of_both_stand_with_a_number_each(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    people(workspace)
    share(workspace, other, tmp_path)
    recorded(workspace, "一")
    recorded(other, "二")
    share(workspace, other, tmp_path)
    # Both files know that two people write, so the numbers bear their initials.
    assert {one.complaint.number for one in agree(workspace, other)} == {"2026-0001-LL", "2026-0001-HM"}
    three, four = recorded(workspace, "三"), recorded(other, "四")
    share(workspace, other, tmp_path)
    numbers = {one.complaint.id: one.complaint.number for one in agree(workspace, other)}
    assert {numbers[three][-2:], numbers[four][-2:]} == {"LL", "HM"}
    assert numbers[three][:9] == numbers[four][:9]
    assert not get_complaint_view(workspace, three).twins


def test_numbers_given_on_two_laptops_that_never_met_are_kept_and_told(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    people(workspace)
    people(other)
    one, two = recorded(workspace, "一"), recorded(other, "二")
    share(workspace, other, tmp_path)
    lines = agree(workspace, other)
    assert {line.complaint.id for line in lines} == {one, two}
    assert {line.complaint.number for line in lines} == {"2026-0001"}
    assert [twin.complaint.id for twin in get_complaint_view(other, two).twins] == [one]
    edit_complaint(other, two, {"number": "2026-0002"})
    share(workspace, other, tmp_path)
    assert not get_complaint_view(workspace, two).twins


def test_a_merge_is_undone_with_the_steps_it_brought_and_edits_around_them(
    workspace: Workspace, other: Workspace, both: Id, tmp_path: Path
) -> None:
    edited = edit_complaint(workspace, both, {"product": "RV-40E-121"})
    take_step(other, both, K.JUDGED, {"outcome": Outcome.VALID})
    edit_complaint(other, both, {"demand": "换货"})
    share(workspace, other, tmp_path)
    agree(workspace, other)
    undo(workspace)
    assert progress(workspace, both).state is ComplaintState.TO_JUDGE
    share(other, workspace, tmp_path)
    undo(workspace, edited.transaction_id)
    assert progress(workspace, both).complaint.product == ""
    redo(workspace)
    agree(workspace, other)
    found = progress(workspace, both)
    assert (found.complaint.product, found.complaint.demand) == ("RV-40E-121", "换货")
    assert found.state is ComplaintState.TO_ASSIGN


def test_a_visit_pulled_forward_on_both_is_one_visit(
    workspace: Workspace, other: Workspace, both: Id, tmp_path: Path
) -> None:
    edit_complaint(workspace, both, {"severity": "severe"})
    share(workspace, other, tmp_path)
    for one in (workspace, other):
        pull_visit_forward(one, both)
    share(workspace, other, tmp_path)
    with workspace.read() as session:
        assert len(list_visits(session, account_id=A)) == 1


def test_accounts_that_become_one_carry_their_complaints_and_undo_parts_them(workspace: Workspace) -> None:
    people(workspace)
    other = another_account(workspace)
    mine = recorded(workspace)
    (theirs,) = record_complaint(workspace, {"account_id": other, "text": "包装"}).touched["complaint"]
    take_step(workspace, theirs, K.JUDGED, {"outcome": Outcome.VALID})
    before = stored(workspace)
    summary = merge_accounts(workspace, A, other)
    kept = merged_id(A, other)
    assert {one.complaint.id for one in list_complaint_lines(workspace, account_id=kept)} == {mine, theirs}
    take_step(workspace, theirs, K.ASSIGNED, {"department": "物流部"})
    undo(workspace, summary.transaction_id)
    assert stored(workspace)[0] == before[0]
    assert progress(workspace, theirs).state is ComplaintState.TO_TAKE_OVER
    assert not check_workspace(workspace).findings


def test_erasing_a_person_takes_them_out_of_complaints_which_stay(workspace: Workspace) -> None:
    people(workspace)
    by_name = recorded(workspace, "一", complainant="王工")
    by_row = recorded(workspace, "王工说型号不符", contact_id=WANG, complainant="王工")
    more = recorded(workspace, "二", complainant="王工和李工")
    preview = preview_erasure(workspace, WANG)
    assert preview.complaints == 2
    assert sorted((one.row_id, one.field) for one in preview.elsewhere) == sorted(
        [(by_row, "text"), (more, "complainant")]
    )
    erase_person(workspace, WANG)
    found = {one.id: one for one in stored(workspace)[0]}
    assert (found[by_row].contact_id, found[by_row].complainant) == (None, "")
    assert found[by_name].complainant == ""
    assert progress(workspace, by_row).is_open
    assert not check_workspace(workspace).findings


def test_what_a_laptop_does_with_a_complaint_after_the_person_was_erased_elsewhere_counts(
    workspace: Workspace, other: Workspace, both: Id, tmp_path: Path
) -> None:
    edit_complaint(workspace, both, {"contact_id": WANG})
    share(workspace, other, tmp_path)
    erase_person(workspace, WANG)
    take_step(other, both, K.JUDGED, {"outcome": Outcome.VALID})
    share(workspace, other, tmp_path)
    (line,) = agree(workspace, other)
    assert (line.complaint.contact_id, line.state) == (None, ComplaintState.TO_ASSIGN)


@pytest.mark.slow
@settings(max_examples=8, phases=[Phase.generate])
@given(
    st.lists(
        st.tuples(st.sampled_from(("mine", "theirs", "share")), st.integers(0, 30)), min_size=4, max_size=24
    ),
    st.booleans(),
)
def test_whatever_two_laptops_do_every_step_is_kept_and_both_agree(
    tmp_path_factory: pytest.TempPathFactory, doings: list[tuple[str, int]], order: bool
) -> None:
    folder = tmp_path_factory.mktemp("laptops")
    one = new_workspace(folder / "one.workbench", clock=FixedClock(TODAY), author="Li Lei")
    other = new_workspace(folder / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    try:
        people(one)
        complaint_id = recorded(one, severity="major")
        share(one, other, folder)
        written = 1
        for who, choice in doings:
            if who == "share":
                share(one, other, folder)
            else:
                written += any_step(one if who == "mine" else other, complaint_id, choice)
        share(*((one, other) if order else (other, one)), folder)
        (line,) = agree(one, other)
        assert len(stored(one)[1][complaint_id]) == written
        assert line.is_open or (line.progress.has_conclusive_reply and line.progress.told_superiors)
    finally:
        one.close()
        other.close()


def any_step(workspace: Workspace, complaint_id: Id, choice: int) -> bool:
    """Take one of the steps that are allowed now."""
    found = moves(progress(workspace, complaint_id))
    move = found[choice % len(found)]
    values: dict[str, object] = {(first := name.partition("|")[0]): SAID[first] for name in move.asks}
    if move.outcome is not None:
        values["outcome"] = move.outcome
    if move.of_id is not None:
        values["of_id"] = move.of_id
    if move.kind is K.REPLIED and progress(workspace, complaint_id).state in CONCLUSIVE_STATES:
        values["is_conclusive"] = True
    return take_step(workspace, complaint_id, move.kind, values).transaction_id is not None
