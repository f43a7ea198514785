"""Who changed what, and the way back."""

from dataclasses import replace

import pytest

from tests.saved_changes import list_transactions
from workbench.domain.accounts import Tier
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import Id, new_id
from workbench.services.accounts import create_account, edit_account
from workbench.services.complaints import record_complaint
from workbench.services.history import known_as, record_history, redo, undo
from workbench.services.nominations import confirm_tier
from workbench.services.records import find_record_id, list_records
from workbench.storage.workspace import Workspace


@pytest.fixture
def account_id(workspace: Workspace) -> Id:
    """One account that got a tier."""
    with workspace.change("test", "Test") as change:
        manager_id = change.create("manager", {"name": "王芳"})
    create_account(workspace, {"code": "K1", "name": "华为技术", "manager_id": manager_id})
    row_id = Id(bytes.fromhex(find_record_id(workspace, "accounts", "K1")))
    confirm_tier(workspace, row_id, Tier.FOCUS, "They lead")
    return row_id


def test_the_history_of_a_field_says_who_changed_it_and_from_what(
    workspace: Workspace, account_id: Id
) -> None:
    confirm_tier(workspace, account_id, Tier.MAJOR, "Smaller now")
    latest = record_history(workspace, "accounts", "K1", "tier")[0]
    assert (latest.before, latest.after, latest.author) == ("focus", "major", "Li Lei")


def test_what_was_written_before_one_gave_a_name_stands_under_that_name(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("workbench.services.history.getpass.getuser", lambda: "lixm")
    workspace.author = "lixm"
    create_account(workspace, {"code": "K2", "name": "澜川精密"})
    workspace.author = "林小满"
    assert {line.author for line in record_history(workspace, "accounts", "K2")} == {"林小满"}
    written = list_transactions(workspace, 1)[0]
    assert written.author == "lixm", "the journal keeps what was written"
    elsewhere = replace(written, replica_id=new_id(0))
    assert known_as(workspace, elsewhere) == "lixm", "a colleague of that login is somebody else"


def test_a_reference_in_the_history_is_told_by_its_name(workspace: Workspace, account_id: Id) -> None:
    (line,) = record_history(workspace, "accounts", account_id.hex(), "manager_id")
    assert line.after == "王芳"


def test_an_unknown_field_has_no_history(workspace: Workspace, account_id: Id) -> None:
    with pytest.raises(BadInput):
        record_history(workspace, "accounts", account_id.hex(), "colour")


def test_undo_takes_the_latest_change_back_and_redo_does_it_again(
    workspace: Workspace, account_id: Id
) -> None:
    assert undo(workspace).summary.label == "Tier Focus"
    assert list_records(workspace, "accounts").rows[0]["tier"] is None
    assert redo(workspace).summary.label
    assert list_records(workspace, "accounts").rows[0]["tier"] == "focus"


def test_undo_leaves_what_was_changed_since_and_says_so(workspace: Workspace, account_id: Id) -> None:
    tiering = list_transactions(workspace)[0].id
    confirm_tier(workspace, account_id, Tier.MAJOR, "shrinks")
    result = undo(workspace, tiering)
    assert result.undone == tiering
    assert len(result.kept) == 1
    assert list_records(workspace, "accounts").rows[0]["tier"] == "major"


def test_the_making_of_the_file_is_never_undone(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        undo(workspace)
    with pytest.raises(NotAllowed):
        undo(workspace, list_transactions(workspace)[-1].id)


def test_a_change_that_is_not_in_the_file_cannot_be_undone(workspace: Workspace) -> None:
    with pytest.raises(NotFound):
        undo(workspace, Id(bytes(16)))


def test_a_kind_without_history_says_so(workspace: Workspace, account_id: Id) -> None:
    transaction = list_transactions(workspace)[0]
    with pytest.raises(BadInput) as refused:
        record_history(workspace, "transactions", transaction.id.hex())
    assert refused.value.message == "transactions keep no history."


def test_what_was_done_about_a_complaint_is_told_with_its_history(
    workspace: Workspace, account_id: Id
) -> None:
    record_complaint(workspace, {"account_id": account_id, "text": "刻度偏差", "reply": "马上去看"})
    (row,) = list_records(workspace, "complaints").rows
    lines = record_history(workspace, "complaints", str(row["id"]))
    assert {line.operation for line in lines} == {"create", "step"}
    steps = [line.operation_text for line in lines if line.operation == "step"]
    assert any("马上去看" in text for text in steps)
    assert all(line.came == "" for line in lines)


def test_whom_a_field_named_and_who_is_gone_is_never_told_by_an_id(
    workspace: Workspace, account_id: Id
) -> None:
    (manager,) = list_records(workspace, "managers").rows
    edit_account(workspace, account_id, {"manager_id": None})
    with workspace.change("test", "Test") as change:
        change.delete("manager", Id(bytes.fromhex(manager["id"])))
    lines = record_history(workspace, "accounts", "K1", "manager_id")
    assert [(line.shown(line.before), line.shown(line.after)) for line in lines] == [
        ("(no longer there)", None),
        (None, "(no longer there)"),
    ]
