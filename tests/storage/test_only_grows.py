"""Rows that only grow: added, and neither changed, deleted nor undone (what is done about a complaint)."""

from datetime import date

import pytest

from tests.storage.laptops import Laptop
from workbench.domain.journal import LASTING
from workbench.foundation.errors import NotAllowed
from workbench.foundation.ids import Id, new_id
from workbench.storage.queries.complaints import list_complaint_events
from workbench.storage.queries.contracts import get_contract
from workbench.storage.undo import undo, undo_stacks
from workbench.storage.workspace import Workspace


@pytest.fixture
def workspace() -> Workspace:
    return Laptop("mine").workspace


@pytest.fixture
def rows(workspace: Workspace) -> dict[str, Id]:
    """A complaint with one step that names a visit, written in a change of its own."""
    with workspace.change("test", "Test") as change:
        account = change.create("account", {"name": "One"})
        visit = change.create("visit", {"account_id": account, "on_day": date(2026, 7, 1)})
        complaint = change.create("complaint", {"account_id": account, "text": "Late"})
    with workspace.change("step", "Step") as change:
        values = {"complaint_id": complaint, "kind": "noted", "text": "Asked", "visit_id": visit}
        event = change.create("complaint_event", values)
    return {"account": account, "visit": visit, "complaint": complaint, "complaint_event": event}


def text_of(workspace: Workspace, rows: dict[str, Id]) -> list[str]:
    with workspace.read() as session:
        events = list_complaint_events(session, rows["complaint"])[rows["complaint"]]
    return [one.text for one in events]


def test_a_step_is_never_changed(workspace: Workspace, rows: dict[str, Id]) -> None:
    event = rows["complaint_event"]
    with pytest.raises(NotAllowed), workspace.change("test", "Test") as change:
        change.set("complaint_event", event, {"text": "Otherwise"})
    with pytest.raises(NotAllowed), workspace.change("test", "Test") as change:
        change.create("complaint_event", {"complaint_id": rows["complaint"], "text": "Otherwise"}, event)
    assert text_of(workspace, rows) == ["Asked"]


@pytest.mark.parametrize("entity", ["complaint_event", "complaint", "account"])
def test_nothing_that_a_step_stands_on_is_deleted(
    workspace: Workspace, rows: dict[str, Id], entity: str
) -> None:
    with pytest.raises(NotAllowed), workspace.change("test", "Test") as change:
        change.delete(entity, rows[entity])
    assert text_of(workspace, rows) == ["Asked"]


def test_a_visit_that_a_step_names_can_go_and_the_step_stays(
    workspace: Workspace, rows: dict[str, Id]
) -> None:
    with workspace.change("test", "Test") as change:
        change.delete("visit", rows["visit"])
    assert change.summary.undoable
    assert text_of(workspace, rows) == ["Asked"]


@pytest.mark.parametrize("is_many", [False, True])
def test_what_adds_a_step_is_never_undone_and_passed_over(
    workspace: Workspace, rows: dict[str, Id], is_many: bool
) -> None:
    values = {"complaint_id": rows["complaint"], "text": "Told"}
    with workspace.change("step", "Step") as change:
        if is_many:
            change.create_many("complaint_event", [(new_id(change.now_ms), values)])
        else:
            change.create("complaint_event", values)
    summary = change.summary
    assert (summary.kind, summary.undoable) == (LASTING + "step", False)
    with pytest.raises(NotAllowed):
        undo(workspace, summary.transaction_id)
    with workspace.read() as session:
        assert summary.transaction_id not in undo_stacks(session, workspace.replica_id).undo
    undo(workspace)
    assert sorted(text_of(workspace, rows)) == ["Asked", "Told"]


def test_undoing_an_older_change_leaves_what_was_held_since(
    workspace: Workspace, rows: dict[str, Id]
) -> None:
    with workspace.change("test", "Test") as change:
        contract = change.create("contract", {"account_id": rows["account"], "title": "A", "number": "1"})
    with workspace.change("test", "Test") as edit:
        edit.set("contract", contract, {"title": "B", "number": "2"})
    with workspace.change("test", "Test") as change:
        change.hold("contract", contract, "title")
    result = undo(workspace, edit.summary.transaction_id)
    assert [one.field for one in result.kept] == ["title"]
    with workspace.read() as session:
        found = get_contract(session, contract)
    assert (found.title, found.number) == ("B", "1")
