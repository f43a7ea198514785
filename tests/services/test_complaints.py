"""Taking complaints down and the steps taken about them: nothing is lost, nothing skipped (2-rules §8)."""

import threading
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.services.complaint_world import (
    ALL_THE_WAY,
    ME,
    WANG,
    A,
    K,
    another_account,
    carry_on,
    people,
    progress,
    recorded,
)
from workbench.domain.complaint_workflow import ComplaintState
from workbench.domain.complaints import (
    ComplaintDays,
    ComplaintEvent,
    ComplaintKind,
    ComplaintSeverity,
    Outcome,
)
from workbench.domain.policies import COMPLAINT_DAYS
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.accounts import delete_account
from workbench.services.attachments import add_file, edit_file
from workbench.services.complaint_view import get_complaint_view
from workbench.services.complaints import (
    edit_complaint,
    find_complaint,
    open_need,
    record_complaint,
    take_step,
    take_steps,
)
from workbench.services.drafts import NEW_COMPLAINT, find_draft, keep_draft, step_draft_id
from workbench.services.history import record_history, undo
from workbench.services.needs import get_needs
from workbench.services.policies import save_policy
from workbench.services.records import get_record
from workbench.storage.queries.complaints import get_complaint, list_complaint_events, list_complaints
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture(autouse=True)
def _people(workspace: Workspace) -> None:
    people(workspace)


def events(workspace: Workspace, complaint_id: Id) -> list[ComplaintEvent]:
    with workspace.read() as session:
        return list_complaint_events(session, complaint_id).get(complaint_id, [])


def test_account_and_a_sentence_are_enough(workspace: Workspace) -> None:
    complaint_id = recorded(workspace, "到货型号不符")
    with workspace.read() as session:
        complaint = get_complaint(session, complaint_id)
    assert (complaint.account_id, complaint.text) == (A, "到货型号不符")
    assert (complaint.received_on, complaint.received_time) == (TODAY, "12:00")
    assert (complaint.number, complaint.taken_by, complaint.taken_by_id) == ("2026-0001", "Li Lei", ME)
    assert (complaint.kind, complaint.severity) == (ComplaintKind.OTHER, ComplaintSeverity.NORMAL)
    (event,) = events(workspace, complaint_id)
    assert (event.kind, event.sequence, event.on, event.at) == (K.RECORDED, 1, TODAY, "12:00")
    assert (event.author, event.person) == ("Li Lei", "Li Lei")


def test_the_first_reply_and_whom_one_told_are_recorded_with_it(workspace: Workspace) -> None:
    complaint_id = recorded(
        workspace,
        severity="major",
        contact_id=WANG,
        reply="周五前补发",
        reply_channel="telephone",
        told="陆总",
    )
    found = progress(workspace, complaint_id)
    assert [(one.text, one.channel) for one in found.replies] == [("周五前补发", "telephone")]
    assert [one.person for one in found.told_superiors] == ["陆总"]
    view = get_complaint_view(workspace, complaint_id)
    assert view.complainant == "王工"
    assert not view.must_tell


def test_a_major_one_of_which_nobody_was_told_shows_as_a_duty(workspace: Workspace) -> None:
    complaint_id = recorded(workspace, severity="major")
    assert get_complaint_view(workspace, complaint_id).must_tell
    take_step(workspace, complaint_id, K.TOLD, {"person": "陆总"})
    assert not get_complaint_view(workspace, complaint_id).must_tell


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({}, "account_id"),
        ({"account_id": A}, "text"),
        ({"account_id": A, "text": "  \n "}, "text"),
        ({"account_id": A, "text": "x", "received_on": TODAY + timedelta(days=1)}, "received_on"),
        ({"account_id": A, "text": "x", "received_time": "25:00"}, "received_time"),
        ({"account_id": A, "text": "x", "kind": "noise"}, "kind"),
        ({"account_id": A, "text": "x", "severity": "hopeless"}, "severity"),
        ({"account_id": A, "text": "x", "days": []}, "days"),
        ({"account_id": A, "text": "x" * 100_001}, "text"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_written(
    workspace: Workspace, values: dict[str, object], where: str
) -> None:
    with pytest.raises(BadInput) as refused:
        record_complaint(workspace, values)
    assert refused.value.where == where
    with workspace.read() as session:
        assert not list_complaints(session)


def test_people_and_visits_of_another_account_are_refused(workspace: Workspace) -> None:
    other = another_account(workspace)
    with pytest.raises(BadInput) as refused:
        record_complaint(workspace, {"account_id": other, "text": "x", "contact_id": WANG})
    assert refused.value.where == "contact_id"
    with pytest.raises(NotFound):
        record_complaint(workspace, {"account_id": derived_id("account", "?"), "text": "x"})


def test_the_same_sent_twice_is_recorded_once(workspace: Workspace) -> None:
    recorded(workspace, "到货型号不符")
    with pytest.raises(NotAllowed):
        recorded(workspace, "到货型号不符")
    recorded(workspace, "到货型号不符，第二批")


def test_limits_are_stamped_and_a_later_policy_does_not_change_them(workspace: Workspace) -> None:
    early = recorded(workspace)
    save_policy(workspace, COMPLAINT_DAYS, ComplaintDays(judge=9))
    late = recorded(workspace, "包装破损")
    with workspace.read() as session:
        assert [get_complaint(session, one).days.judge for one in (early, late)] == [2, 9]


def test_a_complaint_goes_all_the_way_and_is_closed(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    carry_on(workspace, complaint_id)
    found = progress(workspace, complaint_id)
    assert found.state is ComplaintState.CLOSED
    assert not found.out_of_turn
    stored = events(workspace, complaint_id)
    assert [one.sequence for one in stored] == list(range(1, len(ALL_THE_WAY) + 2))
    by_kind = {one.kind: one for one in stored}
    assert (by_kind[K.TAKEN_OVER].person, by_kind[K.TAKEN_OVER].department) == ("冯一舟", "质量部")
    assert by_kind[K.ANALYSED].person == "冯一舟"
    assert by_kind[K.JUDGED].person == "Li Lei"


def test_no_step_is_skipped_and_none_closed_unanswered(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    with pytest.raises(NotAllowed):
        take_step(workspace, complaint_id, K.PROPOSED, {"text": "换货"})
    carry_on(workspace, complaint_id, K.EVALUATED)
    with pytest.raises(NotAllowed):
        take_step(workspace, complaint_id, K.CLOSED, {})


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"on": TODAY + timedelta(days=1)}, "on"),
        ({"on": "today"}, "on"),
        ({"at": "noon"}, "at"),
        ({"outcome": "perhaps"}, "outcome"),
        ({"outcome": None}, "outcome"),
        ({"of_id": derived_id("event", "?")}, "of_id"),
        ({"cost_fen": -1}, "cost_fen"),
        ({"whys": "because"}, "whys"),
        ({"sequence": 7}, "sequence"),
    ],
)
def test_what_a_step_cannot_say_is_refused_at_its_field(
    workspace: Workspace, values: dict[str, object], where: str
) -> None:
    complaint_id = recorded(workspace)
    with pytest.raises(BadInput) as refused:
        take_step(workspace, complaint_id, K.JUDGED, {"outcome": Outcome.VALID, **values})
    assert refused.value.where == where
    assert len(events(workspace, complaint_id)) == 1


def test_a_double_click_writes_a_step_once(workspace: Workspace, clock: FixedClock) -> None:
    complaint_id = recorded(workspace)
    judged = {"outcome": Outcome.VALID}
    assert take_step(workspace, complaint_id, K.JUDGED, judged).transaction_id
    assert take_step(workspace, complaint_id, K.JUDGED, judged).transaction_id is None
    for _click in range(2):
        take_step(workspace, complaint_id, K.NOTED, {"text": "无人接听"})
    assert [one.kind for one in events(workspace, complaint_id)] == [K.RECORDED, K.JUDGED, K.NOTED]
    clock.advance(timedelta(hours=1))
    take_step(workspace, complaint_id, K.NOTED, {"text": "无人接听"})
    assert len(events(workspace, complaint_id)) == 4


def test_several_steps_are_written_together_or_not_at_all(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    carry_on(workspace, complaint_id, K.TAKEN_OVER)
    before = events(workspace, complaint_id)
    contained = (K.CONTAINED, {"text": "隔离 14 台"})
    analysed = {"cause": "labelling", "whys": ["拿错"], "post": "包装组"}
    with pytest.raises(BadInput):
        take_steps(workspace, complaint_id, [contained, (K.ANALYSED, {**analysed, "post": ""})])
    assert events(workspace, complaint_id) == before
    for _click in range(2):
        take_steps(workspace, complaint_id, [contained, (K.ANALYSED, analysed)])
    written = [one.kind for one in events(workspace, complaint_id)]
    assert written == [one.kind for one in before] + [K.CONTAINED, K.ANALYSED]


def test_nothing_is_recorded_a_second_time(workspace: Workspace, clock: FixedClock) -> None:
    complaint_id = recorded(workspace)
    clock.advance(timedelta(hours=1))
    with pytest.raises(NotAllowed):
        take_step(workspace, complaint_id, K.RECORDED, {})


def test_two_threads_that_judge_differently_take_one_step(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    refused: list[NotAllowed] = []

    def judge(outcome: Outcome) -> None:
        try:
            take_step(workspace, complaint_id, K.JUDGED, {"outcome": outcome, "text": "看过"})
        except NotAllowed as error:
            refused.append(error)

    threads = [threading.Thread(target=judge, args=(Outcome.VALID,)) for _number in range(3)]
    threads += [threading.Thread(target=judge, args=(Outcome.NOT_VALID,)) for _number in range(3)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    found = progress(workspace, complaint_id)
    assert not found.out_of_turn
    assert [one.sequence for one in events(workspace, complaint_id)] in ([1, 2], [1, 2, 3])


def test_a_step_is_never_undone_but_taken_back(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    summary = take_step(workspace, complaint_id, K.JUDGED, {"outcome": Outcome.VALID})
    assert not summary.undoable
    with pytest.raises(NotAllowed):
        undo(workspace, summary.transaction_id)
    judged = events(workspace, complaint_id)[-1]
    take_step(workspace, complaint_id, K.TAKEN_BACK, {"of_id": judged.id, "text": "看错型号"})
    assert progress(workspace, complaint_id).state is ComplaintState.TO_JUDGE
    assert len(events(workspace, complaint_id)) == 3


def test_a_complaint_and_its_account_cannot_be_lost(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    with pytest.raises(NotAllowed), workspace.change("test", "Test") as change:
        change.delete("complaint", complaint_id)
    with pytest.raises(NotAllowed) as refused:
        delete_account(workspace, A)
    assert "complaint" in refused.value.message
    assert progress(workspace, complaint_id).is_open


def test_what_was_taken_down_is_corrected_until_it_is_closed_and_the_history_keeps_it(
    workspace: Workspace,
) -> None:
    complaint_id = recorded(workspace)
    summary = edit_complaint(workspace, complaint_id, {"kind": "specification", "product": "RV-40E-121"})
    assert summary.undoable
    told = [
        (one.field, one.before, one.after)
        for one in record_history(workspace, "complaints", "2026-0001", "product")
    ]
    assert told[0] == ("product", "", "RV-40E-121")
    undo(workspace)
    assert progress(workspace, complaint_id).complaint.product == ""
    edit_complaint(workspace, complaint_id, {"product": "RV-20E"})
    carry_on(workspace, complaint_id)
    with pytest.raises(NotAllowed):
        edit_complaint(workspace, complaint_id, {"text": "其实没事"})
    assert undo(workspace).kept
    assert progress(workspace, complaint_id).complaint.product == "RV-20E"


def test_the_day_of_receipt_cannot_come_after_what_was_done(workspace: Workspace, clock: FixedClock) -> None:
    complaint_id = recorded(workspace)
    take_step(workspace, complaint_id, K.JUDGED, {"outcome": Outcome.VALID})
    clock.advance(timedelta(days=3))
    edit_complaint(workspace, complaint_id, {"received_on": TODAY - timedelta(days=2)})
    with pytest.raises(BadInput) as refused:
        edit_complaint(workspace, complaint_id, {"received_on": TODAY + timedelta(days=1)})
    assert refused.value.where == "received_on"


def test_numbers_go_on_and_are_given_once(workspace: Workspace) -> None:
    first = recorded(workspace, "一", received_on=date(2025, 12, 31))
    recorded(workspace, "二", number="2026-0116")
    third = recorded(workspace, "三")
    with workspace.read() as session:
        numbers = {one.text: one.number for one in list_complaints(session)}
    assert numbers == {"一": "2025-0001", "二": "2026-0116", "三": "2026-0117"}
    with pytest.raises(BadInput):
        recorded(workspace, "四", number="2026-0116")
    with pytest.raises(BadInput):
        edit_complaint(workspace, third, {"number": "2026-0116"})
    edit_complaint(workspace, third, {"number": "2026-0117", "text": "三"})
    edit_complaint(workspace, first, {"number": "T1"})
    edit_complaint(workspace, first, {"number": ""})
    assert find_complaint(workspace, "2025-0001").id == first
    assert find_complaint(workspace, "0117").id == third
    assert find_complaint(workspace, id_text(third)).id == third
    with pytest.raises(NotFound):
        find_complaint(workspace, "17")
    with pytest.raises(NotFound):
        find_complaint(workspace, " ")


def test_show_and_history_of_the_command_line_know_complaints_by_number(workspace: Workspace) -> None:
    complaint_id = recorded(workspace)
    take_step(workspace, complaint_id, K.JUDGED, {"outcome": Outcome.VALID})
    record = get_record(workspace, "complaints", "2026-0001")
    assert record["text"] == "到货型号不符"
    assert [one["kind"] for one in record["complaint-events"]] == ["recorded", "judged"]
    assert record_history(workspace, "complaints", id_text(complaint_id))


def test_drafts_of_steps_survive_and_go_when_the_step_is_taken(workspace: Workspace) -> None:
    keep_draft(workspace, NEW_COMPLAINT, {"text": "半句"})
    complaint_id = recorded(workspace)
    assert find_draft(workspace, NEW_COMPLAINT) is None
    keep_draft(workspace, step_draft_id(complaint_id, K.JUDGED.value), {"text": "半"})
    keep_draft(workspace, step_draft_id(complaint_id, K.REPLIED.value), {"text": "两"})
    assert get_complaint_view(workspace, complaint_id).drafts == {
        K.JUDGED: {"text": "半"},
        K.REPLIED: {"text": "两"},
    }
    with pytest.raises(BadInput):
        take_step(workspace, complaint_id, K.JUDGED, {})
    assert K.JUDGED in get_complaint_view(workspace, complaint_id).drafts
    take_step(workspace, complaint_id, K.JUDGED, {"outcome": Outcome.VALID})
    assert get_complaint_view(workspace, complaint_id).drafts == {K.REPLIED: {"text": "两"}}


def test_a_complaint_opens_a_need_and_says_so(workspace: Workspace) -> None:
    complaint_id = recorded(workspace, contact_id=WANG)
    open_need(workspace, complaint_id, "带防错的标签")
    (line,) = get_needs(workspace, A).lines
    assert (line.need.text, line.need.contact_id) == ("带防错的标签", WANG)
    assert "带防错的标签" in progress(workspace, complaint_id).notes[0].text
    with pytest.raises(BadInput):
        open_need(workspace, complaint_id, "  ")


def test_files_belong_to_a_step_of_the_complaint_of_their_account(
    workspace: Workspace, tmp_path: Path
) -> None:
    complaint_id, other = recorded(workspace), another_account(workspace)
    path = tmp_path / "铭牌.jpg"
    path.write_bytes(b"jpg")
    add_file(workspace, A, path, complaint_id=complaint_id, complaint_step="analyse")
    (file,) = get_complaint_view(workspace, complaint_id).files
    assert (file.name, file.complaint_step) == ("铭牌.jpg", "analyse")
    with pytest.raises(BadInput) as refused:
        add_file(workspace, other, path, complaint_id=complaint_id)
    assert refused.value.where == "complaint_id"
    edit_file(workspace, file.id, {"complaint_step": "propose"})
    assert get_complaint_view(workspace, complaint_id).files[0].complaint_step == "propose"
