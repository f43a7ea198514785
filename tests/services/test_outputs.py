"""Where output may go: never over a workspace or over what it is made from."""

import os
from pathlib import Path

import pytest

from tests.services.sheets import ACCOUNTS, accounts, sheet
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.services.demo import EXPORT_FILE, PLAN_FILE, REP_FILE, run_demo
from workbench.services.imports import ImportOptions, run_import
from workbench.services.outputs import check_output
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace


@pytest.mark.parametrize("passphrase", [None, "secret"])
def test_nothing_is_written_over_a_workspace(
    tmp_path: Path, clock: FixedClock, passphrase: str | None
) -> None:
    path = tmp_path / "plan.pdf"
    new_workspace(path, passphrase=passphrase, clock=clock).close()
    with pytest.raises(NotAllowed) as refused:
        check_output(path)
    assert refused.value.hint
    assert refused.value.where == str(path)


def test_nothing_is_written_over_what_it_is_made_from(tmp_path: Path) -> None:
    path = sheet(tmp_path, "code,name\nA1,One")
    os.link(path, tmp_path / "other.csv")
    for other in (path, tmp_path / "x" / ".." / path.name, tmp_path / "other.csv"):
        (tmp_path / "x").mkdir(exist_ok=True)
        with pytest.raises(NotAllowed):
            check_output(other, inputs=[path])


def test_other_files_and_free_names_may_be_written(tmp_path: Path) -> None:
    path = sheet(tmp_path, "code,name\nA1,One")
    check_output(path, inputs=[tmp_path / "other.csv"])
    check_output(tmp_path / "new.pdf", inputs=[path])


def test_rejected_rows_never_take_the_place_of_the_sheet_or_a_workspace(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name,tier\nA1,One,\nA2,Two,gold")
    heads = sheet(tmp_path, "number,date\n1,2026-01-01", "heads.csv")
    kept = [file.read_bytes() for file in (path, heads, workspace.path)]
    for target in (path, heads, workspace.path):
        with pytest.raises(NotAllowed):
            run_import(workspace, ACCOUNTS, path, ImportOptions(join=heads), rejects=target)
    assert [file.read_bytes() for file in (path, heads, workspace.path)] == kept


def test_an_import_whose_rejected_rows_cannot_be_written_changes_nothing(
    workspace: Workspace, tmp_path: Path
) -> None:
    path = sheet(tmp_path, "code,name,tier\nA1,One,\nA2,Two,gold")
    with pytest.raises(WorkbenchError):
        run_import(workspace, ACCOUNTS, path, rejects=tmp_path / "missing" / "rejects.csv")
    assert accounts(workspace) == {}


@pytest.mark.parametrize("name", [REP_FILE, EXPORT_FILE, PLAN_FILE])
def test_a_demo_removes_no_workspace_that_no_demo_made(tmp_path: Path, clock: FixedClock, name: str) -> None:
    new_workspace(tmp_path / name, clock=clock).close()
    kept = (tmp_path / name).read_bytes()
    with pytest.raises(NotAllowed):
        run_demo(tmp_path, clock=clock)
    assert (tmp_path / name).read_bytes() == kept
