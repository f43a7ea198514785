"""Drafts are as safe as the file they belong to, and never leave it."""

from pathlib import Path

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.drafts import drop_draft, find_draft, keep_draft
from workbench.services.exchange import export_workspace
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace

VISIT = derived_id("visit", "1")


def test_a_draft_comes_back_as_it_was_typed(workspace: Workspace) -> None:
    keep_draft(workspace, VISIT, {"findings": "二期节拍", "met": ["a"]})
    keep_draft(workspace, VISIT, {"findings": "二期节拍 38 秒", "met": []})
    assert find_draft(workspace, VISIT) == {"findings": "二期节拍 38 秒", "met": []}
    drop_draft(workspace, VISIT)
    assert find_draft(workspace, VISIT) is None


def test_a_draft_lies_nowhere_outside_the_file(workspace: Workspace) -> None:
    keep_draft(workspace, VISIT, {"findings": "half a sentence"})
    folder = workspace.path.parent
    assert not any(b"half a sentence" in path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_export_holds_no_draft(workspace: Workspace, tmp_path: Path, clock: FixedClock) -> None:
    keep_draft(workspace, VISIT, {"findings": "half a sentence"})
    target = tmp_path / "export.workbench"
    export_workspace(workspace, target)
    exported = open_workspace(target, clock=clock, author="x")
    assert find_draft(exported, VISIT) is None
    exported.close()
