"""Account plans handed in, approved or returned, reviewed; what changed between versions (2-rules §17)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from tests.services.handed_in import plan_versions
from workbench.domain.plan_differences import Became
from workbench.domain.plan_records import PlanDecision, PlanPart, Verdict
from workbench.domain.plan_snapshot import ItemKind
from workbench.domain.plan_stand import PlanState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_plans import get_plan
from workbench.services.checks import check_workspace
from workbench.services.conflicts import count_conflicts
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.plan_actions import edit_action, plan_action
from workbench.services.plan_list import list_plans
from workbench.services.plan_objectives import save_measure, save_objective
from workbench.services.plan_texts import LONGEST_TEXT, write_part
from workbench.services.plan_versions import (
    decide_plan,
    delete_review,
    review_plan,
    submit_plan,
    version_differences,
    withdraw_plan,
)
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")
GU = derived_id("contact", "GU")
YEAR = 2026


@pytest.fixture
def written(workspace: Workspace) -> Workspace:
    """A plan with a vision, an objective, its measure and its action."""
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "澜川精密机械", "code": "A", "tier": "strategic"}, A)
        change.create("contact", {"account_id": A, "name": "顾承远"}, GU)
    write_part(workspace, A, YEAR, PlanPart.VISION, "First choice. Two plants.")
    save_objective(workspace, A, YEAR, {"text": "Win line 2", "contact_id": GU})
    aim = get_plan(workspace, A, YEAR).objectives[0].objective.id
    save_measure(workspace, aim, {"figure": "meetings", "target_value": 4})
    plan_action(workspace, A, {"text": "Offer line 2", "due_on": TODAY}, aim)
    return workspace


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Workspace]:
    """Another laptop."""
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(TODAY), author="Han Mei")
    yield opened
    opened.close()


def newest(workspace: Workspace) -> Id:
    return plan_versions(workspace, A, YEAR)[0].version.id


def state(workspace: Workspace) -> PlanState:
    return get_plan(workspace, A, YEAR).state


def test_a_plan_goes_from_draft_over_handed_in_to_approved(written: Workspace) -> None:
    assert state(written) is PlanState.DRAFT
    assert get_plan(written, A, YEAR).changed_since is None
    submit_plan(written, A, YEAR, "For the board")
    assert state(written) is PlanState.SUBMITTED
    decide_plan(written, newest(written), PlanDecision.APPROVED, decided_by="王总")
    (line,) = plan_versions(written, A, YEAR)
    assert (line.version.made_by, line.version.note, line.version.made_on) == (
        "Li Lei",
        "For the board",
        TODAY,
    )
    assert (line.version.decided_by, line.version.decided_on) == ("王总", TODAY)
    assert state(written) is PlanState.APPROVED
    assert get_plan(written, A, YEAR).changed_since == 0


def test_what_was_handed_in_holds_everything_that_can_change(written: Workspace) -> None:
    submit_plan(written, A, YEAR)
    (line,) = plan_versions(written, A, YEAR)
    assert line.snapshot is not None
    assert line.snapshot.texts[PlanPart.VISION] == "First choice. Two plants."
    kinds = [one.kind for one in line.snapshot.items]
    assert kinds == [ItemKind.OBJECTIVE, ItemKind.MEASURE, ItemKind.ACTION]
    assert line.snapshot.items[1].values["actual"] == 0
    assert line.snapshot.missing
    assert line.snapshot.completeness_bp == get_plan(written, A, YEAR).completeness_bp


def test_a_plan_in_which_nothing_is_written_cannot_be_handed_in(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "澜川", "code": "A"}, A)
    with pytest.raises(BadInput):
        submit_plan(workspace, A, YEAR)


def test_the_same_plan_is_not_handed_in_twice_but_again_after_a_return(written: Workspace) -> None:
    submit_plan(written, A, YEAR)
    with pytest.raises(NotAllowed):
        submit_plan(written, A, YEAR)
    decide_plan(written, newest(written), PlanDecision.RETURNED, "No costs")
    assert state(written) is PlanState.RETURNED
    submit_plan(written, A, YEAR)
    assert state(written) is PlanState.SUBMITTED
    assert len(plan_versions(written, A, YEAR)) == 2


def test_a_return_needs_a_reason_and_nothing_is_decided_twice(written: Workspace) -> None:
    submit_plan(written, A, YEAR)
    with pytest.raises(BadInput) as refused:
        decide_plan(written, newest(written), PlanDecision.RETURNED, " ")
    assert refused.value.where == "decision_note"
    decide_plan(written, newest(written), PlanDecision.APPROVED)
    with pytest.raises(NotAllowed):
        decide_plan(written, newest(written), PlanDecision.RETURNED, "Changed my mind")
    with pytest.raises(NotAllowed):
        withdraw_plan(written, newest(written))


def test_only_the_newest_version_is_decided_and_one_can_be_taken_back(written: Workspace) -> None:
    submit_plan(written, A, YEAR)
    first = newest(written)
    write_part(written, A, YEAR, PlanPart.VISION, "First choice. Three plants.")
    submit_plan(written, A, YEAR)
    with pytest.raises(NotAllowed):
        decide_plan(written, first, PlanDecision.APPROVED)
    withdraw_plan(written, newest(written))
    assert newest(written) == first
    decide_plan(written, first, PlanDecision.APPROVED)


def test_what_was_changed_since_approval_is_told_sentence_by_sentence_and_field_by_field(
    written: Workspace,
) -> None:
    submit_plan(written, A, YEAR)
    decide_plan(written, newest(written), PlanDecision.APPROVED)
    assert version_differences(written, newest(written)) == ()
    write_part(written, A, YEAR, PlanPart.VISION, "First choice. Three plants.")
    aim = get_plan(written, A, YEAR).objectives[0]
    save_objective(written, A, YEAR, {"text": "Win lines 2 and 3"}, aim.objective.id)
    edit_action(written, aim.actions[0].id, {"due_on": TODAY + timedelta(30), "cost_fen": 100_000})
    found = version_differences(written, newest(written))
    assert [(one.part, one.became) for one in found] == [
        (PlanPart.VISION, Became.CHANGED),
        (PlanPart.OBJECTIVES, Became.CHANGED),
        (PlanPart.OBJECTIVES, Became.CHANGED),
    ]
    assert [(one.before, one.after) for one in found[0].fields] == [("Two plants.", "Three plants.")]
    assert [(one.label, one.before, one.after) for one in found[2].fields] == [
        ("Due", "1 Jul 2026", "31 Jul 2026"),
        ("Cost", "", "CNY 1,000"),
    ]
    paper = get_plan(written, A, YEAR)
    assert (paper.state, paper.changed_since) == (PlanState.APPROVED, 3)


def test_an_action_that_was_done_is_no_removed_one(written: Workspace) -> None:
    plan_action(written, A, {"text": "Call them"})
    submit_plan(written, A, YEAR)
    call = get_plan(written, A, YEAR).loose_actions[0]
    edit_action(written, call.id, {"done_on": TODAY})
    (found,) = version_differences(written, newest(written))
    assert (found.became, found.name, [one.label for one in found.fields]) == (
        Became.CHANGED,
        "Call them",
        ["Done"],
    )


def test_two_versions_are_compared_and_the_old_one_stays_as_it_was(written: Workspace) -> None:
    submit_plan(written, A, YEAR)
    first = newest(written)
    content = plan_versions(written, A, YEAR)[0].version.content
    write_part(written, A, YEAR, PlanPart.STRATEGY, "Joint work")
    submit_plan(written, A, YEAR)
    (found,) = version_differences(written, first, newest(written))
    assert (found.part, found.became) == (PlanPart.STRATEGY, Became.ADDED)
    assert plan_versions(written, A, YEAR)[1].version.content == content


def test_two_laptops_that_hand_in_apart_keep_both_versions_and_the_newest_decides(
    written: Workspace, other: Workspace, tmp_path: Path
) -> None:
    _give(written, other, tmp_path)
    submit_plan(written, A, YEAR, "Mine")
    write_part(other, A, YEAR, PlanPart.STRATEGY, "Joint work")
    submit_plan(other, A, YEAR, "Theirs")
    _give(written, other, tmp_path)
    _give(other, written, tmp_path)
    for one in (written, other):
        assert {line.version.note for line in plan_versions(one, A, YEAR)} == {"Mine", "Theirs"}
        assert count_conflicts(one) == 0
        assert not check_workspace(one).findings
    assert newest(written) == newest(other)
    decide_plan(written, newest(written), PlanDecision.APPROVED)
    assert state(written) is PlanState.APPROVED


def test_two_laptops_that_begin_a_plan_apart_have_one_after_a_merge(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "澜川", "code": "A"}, A)
    _give(workspace, other, tmp_path)
    write_part(workspace, A, YEAR, PlanPart.VISION, "Mine")
    write_part(other, A, YEAR, PlanPart.STRATEGY, "Theirs")
    _give(other, workspace, tmp_path)
    assert get_plan(workspace, A, YEAR).texts == {PlanPart.VISION: "Mine", PlanPart.STRATEGY: "Theirs"}
    assert not check_workspace(workspace).findings


def test_a_review_says_why_and_proposes_the_next_one(written: Workspace) -> None:
    with pytest.raises(BadInput) as refused:
        review_plan(written, A, YEAR, Verdict.MISSED)
    assert refused.value.where == "cause"
    with pytest.raises(BadInput):
        review_plan(written, A, YEAR, Verdict.MISSED, "x", reviewed_on=TODAY + timedelta(1))
    review_plan(written, A, YEAR, Verdict.PARTLY, "Line 2 came late", "Start earlier", reviewed_by="王总")
    paper = get_plan(written, A, YEAR)
    (review,) = paper.reviews
    assert (review.verdict, review.reviewed_by, review.reviewed_on) == (Verdict.PARTLY, "王总", TODAY)
    assert paper.review_on == date(2026, 12, 31)
    delete_review(written, review.id)
    assert get_plan(written, A, YEAR).reviews == ()


def test_handing_in_is_undone_like_anything_else(written: Workspace) -> None:
    summary = submit_plan(written, A, YEAR)
    assert summary.transaction_id is not None
    undo(written, summary.transaction_id)
    assert state(written) is PlanState.DRAFT


@pytest.mark.parametrize("content", ["", "{", "[]", '{"items": [{"kind": "objective", "key": 5}]}', "7"])
def test_a_version_whose_content_cannot_be_read_stops_nothing(written: Workspace, content: str) -> None:
    submit_plan(written, A, YEAR)
    with written.change("test", "Bad") as change:
        change.set("plan_version", newest(written), {"content": content})
    assert get_plan(written, A, YEAR).state is PlanState.SUBMITTED
    (line,) = list_plans(written, YEAR).lines
    assert (line.state, line.completeness_bp) == (PlanState.SUBMITTED, None)
    assert version_differences(written, newest(written))
    submit_plan(written, A, YEAR)


def test_a_version_of_a_clock_that_ran_ahead_is_not_the_newest_for_years(
    written: Workspace, tmp_path: Path
) -> None:
    ahead = new_workspace(tmp_path / "ahead.workbench", clock=FixedClock(date(2029, 1, 1)), author="Han Mei")
    _give(written, ahead, tmp_path)
    submit_plan(ahead, A, YEAR, "By a clock of 2029")
    _give(ahead, written, tmp_path)
    ahead.close()
    write_part(written, A, YEAR, PlanPart.STRATEGY, "Joint work")
    submit_plan(written, A, YEAR, "Written knowing that")
    assert plan_versions(written, A, YEAR)[0].version.note == "Written knowing that"
    assert list_plans(written, YEAR).lines[0].newest == replace(
        plan_versions(written, A, YEAR)[0].version, content=""
    )
    decide_plan(written, newest(written), PlanDecision.APPROVED)
    assert state(written) is PlanState.APPROVED


def test_an_action_that_was_done_long_ago_is_not_told_as_taken_away(written: Workspace) -> None:
    clock = written.clock
    assert isinstance(clock, FixedClock)
    with written.change("test", "Done") as change:
        change.create("action", {"account_id": A, "text": "Sample", "done_on": date(2025, 7, 3)})
    submit_plan(written, A, YEAR)
    clock.day = date(2026, 12, 30)
    assert get_plan(written, A, YEAR).changed_since == 0


def _give(giver: Workspace, taker: Workspace, folder: Path) -> None:
    path = folder / f"{len(list(folder.iterdir()))}.workbench"
    export_workspace(giver, path)
    merge_files(taker, [path])


def test_a_plan_with_hundreds_of_actions_and_long_texts_can_be_handed_in(written: Workspace) -> None:
    for part in (PlanPart.SUMMARY, PlanPart.STRATEGY, PlanPart.WHO, PlanPart.WANT, PlanPart.KEPT):
        write_part(written, A, YEAR, part, "澜" * LONGEST_TEXT)
    with written.change("test", "Promises of a year") as change:
        for number in range(300):
            change.create("action", {"account_id": A, "text": f"Offer {number}", "due_on": TODAY})
    submit_plan(written, A, YEAR)
    (line,) = plan_versions(written, A, YEAR)
    assert line.snapshot is not None
    assert len(line.version.content) > 100_000
    assert len([one for one in line.snapshot.items if one.kind is ItemKind.ACTION]) == 301
    assert not check_workspace(written).findings
