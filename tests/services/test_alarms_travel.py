"""Major events and what was said to alarms, as they travel: merged accounts, files in scope, two laptops, the
bin, erased people (2-rules §12)."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from tests.services.conftest import TODAY
from tests.services.test_alarms import account, raised, sell, sold
from workbench.domain.alarms import Alarm, AlarmKind, AlarmState
from workbench.domain.record_words import field_label, records_label, value_text
from workbench.domain.scopes import Scope
from workbench.foundation.i18n import use_language
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_merging import merge_accounts, merged_id
from workbench.services.alarms import (
    acknowledge_alarms,
    add_major_event,
    delete_major_event,
    edit_major_event,
    list_alarms,
    list_major_events,
)
from workbench.services.bin import list_deleted, restore_deleted
from workbench.services.checks import check_workspace
from workbench.services.exchange import list_conflicts, merge_files
from workbench.services.exporting import export_workspace
from workbench.services.history import record_history, undo
from workbench.services.person_erasure import preview_erasure
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

K = AlarmKind


def owing(workspace: Workspace, code: str) -> Id:
    """An account that owes too much, which somebody has seen, and where something happened."""
    one = account(workspace, code, credit_limit_fen="1000")
    sell(workspace, one, sold(TODAY - timedelta(20), 1_500_00, ord(code), settled_fen=0))
    acknowledge_alarms(workspace, [_receivable(workspace, one)], f"Known of {code}")
    add_major_event(workspace, one, {"kind": "illness", "text": f"The owner of {code} is ill"})
    return one


def _receivable(workspace: Workspace, one: Id) -> Alarm:
    return next(line.alarm for line in raised(workspace, K.RECEIVABLE) if line.alarm.account_id == one)


@contextmanager
def laptop(workspace: Workspace, folder: Path, name: str) -> Iterator[Workspace]:
    """Another laptop that holds the same by now."""
    export_workspace(workspace, folder / f"to {name}.workbench")
    with closing(new_workspace(folder / f"{name}.workbench", clock=workspace.clock, author=name)) as other:
        merge_files(other, [folder / f"to {name}.workbench"])
        yield other


def test_two_accounts_that_become_one_share_their_events_and_what_was_said(workspace: Workspace) -> None:
    one, other = owing(workspace, "A"), owing(workspace, "B")
    before = list_alarms(workspace)
    merge_accounts(workspace, one, other)
    stays = merged_id(one, other)
    events = list_major_events(workspace, stays)
    assert {event.text for event in events} == {"The owner of A is ill", "The owner of B is ill"}
    board = list_alarms(workspace)
    assert {line.alarm.account_id for line in board.alarms} == {stays}
    # One debt of 3,000 now: three times what either had reached when it was seen, so it is new again.
    (line,) = raised(workspace, K.RECEIVABLE)
    assert (line.state, line.alarm.measure) == (AlarmState.NEW, 200)
    assert line.alarm.acknowledgement is not None
    assert check_workspace(workspace).findings == ()
    undo(workspace)
    assert list_alarms(workspace) == before


def test_a_file_in_scope_brings_events_and_answers_of_its_accounts_alone(
    workspace: Workspace, tmp_path: Path
) -> None:
    one, other = owing(workspace, "A"), owing(workspace, "B")
    export_workspace(workspace, tmp_path / "a.workbench", scope=Scope(account_ids=frozenset((one,))))
    with closing(new_workspace(tmp_path / "rep.workbench", clock=workspace.clock, author="Rep")) as rep:
        merge_files(rep, [tmp_path / "a.workbench"])
        assert [event.text for event in list_major_events(rep)] == ["The owner of A is ill"]
        (line,) = raised(rep, K.RECEIVABLE)
        assert line.state is AlarmState.ACKNOWLEDGED
        assert line.alarm.acknowledgement is not None
        assert line.alarm.acknowledgement.reason == "Known of A"
        assert list_major_events(rep, other) == ()


def test_two_laptops_that_answer_one_event_differently_leave_it_to_a_person_to_decide(
    workspace: Workspace, tmp_path: Path
) -> None:
    one = owing(workspace, "A")
    (event,) = list_major_events(workspace, one)
    with laptop(workspace, tmp_path, "Bo") as other:
        edit_major_event(other, event.id, {"answer": "Prepaid only"})
        export_workspace(other, tmp_path / "back.workbench")
    edit_major_event(workspace, event.id, {"answer": "Visit her"})
    merge_files(workspace, [tmp_path / "back.workbench"])
    (conflict,) = list_conflicts(workspace)
    assert (conflict.kind, conflict.field) == ("major-events", "answer")
    assert {conflict.mine, conflict.theirs} == {"Prepaid only", "Visit her"}
    assert {line.field for line in record_history(workspace, "major-events", event.id.hex())} >= {"answer"}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW"])
def test_the_words_of_both_records_are_chinese_in_chinese(language: str) -> None:
    fields = {
        "major-events": ("kind", "happened_on", "answer", "noted_on", "noted_by", "ended_on", "text"),
        "alarm-acknowledgements": (
            *("alarm", "subject", "reason", "severity", "measure", "acknowledged_on", "acknowledged_by"),
        ),
    }
    values = [("major-events", "kind", "owners_split"), ("alarm-acknowledgements", "alarm", "sales_progress")]
    values.append(("alarm-acknowledgements", "severity", "severe"))
    with use_language(language):
        said = [records_label(kind) for kind in fields]
        said += [field_label(name, kind) for kind, names in fields.items() for name in names]
        said += [value_text(*value) for value in values]
    assert [one for one in said if one.isascii()] == []


def test_a_deleted_event_lies_in_the_bin_and_comes_back(workspace: Workspace) -> None:
    one = owing(workspace, "A")
    (event,) = list_major_events(workspace, one)
    delete_major_event(workspace, event.id)
    assert raised(workspace, K.MAJOR_EVENT) == []
    (line, *_older) = list_deleted(workspace)
    assert line.kind == "major-events"
    restore_deleted(workspace, line.transaction_id, line.row_id)
    assert list_major_events(workspace, one) == (event,)


def test_who_is_erased_is_looked_for_in_events_and_reasons_too(workspace: Workspace) -> None:
    one, person = owing(workspace, "A"), derived_id("person", "gu")
    with workspace.change("test", "Person") as change:
        change.create("contact", {"account_id": one, "name": "顾承远"}, person)
    add_major_event(workspace, one, {"kind": "illness", "text": "顾承远住院", "answer": "看望顾承远"})
    acknowledge_alarms(workspace, [_receivable(workspace, one)], "顾承远答应月底付款")
    found = {(told.field, told.snippet) for told in preview_erasure(workspace, person).elsewhere}
    assert found == {("text", "顾承远住院"), ("answer", "看望顾承远"), ("reason", "顾承远答应月底付款")}
