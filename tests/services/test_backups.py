"""Backups: one for each large act, the last few of each, and all of them in a second place."""

from datetime import timedelta
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NoSpace, NotAllowed, NotFound, WorkbenchError
from workbench.services import restoring
from workbench.services.accounts import create_account
from workbench.services.backups import (
    BackupKind,
    backup_before,
    backup_today,
    backup_workspace,
    copy_backups,
    list_backups,
    second_place,
    set_second_place,
)
from workbench.services.records import list_records
from workbench.services.restoring import restore_backup
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace


def names(folder: Path) -> set[str]:
    return {file.name for inner in folder.iterdir() for file in inner.iterdir()}


def test_of_each_kind_of_act_the_last_five_are_kept_and_nothing_else_is_touched(
    workspace: Workspace, clock: FixedClock
) -> None:
    by_hand = backup_workspace(workspace)
    stranger = by_hand.parent / "mine.before-merge.notes.txt"
    stranger.write_text("kept")
    for _round in range(7):
        clock.advance(timedelta(minutes=1))
        for kind in (BackupKind.MERGE, BackupKind.IMPORT):
            backup_before(workspace, kind)
    found = [one.kind for one in list_backups(workspace)]
    assert found.count(BackupKind.MERGE) == found.count(BackupKind.IMPORT) == 5
    assert by_hand.exists()
    assert stranger.exists()


def test_two_backups_in_one_second_stand_beside_each_other(workspace: Workspace) -> None:
    made = {backup_workspace(workspace), backup_workspace(workspace), backup_before(workspace, "merge")}
    made.add(backup_before(workspace, "merge"))
    assert len(made) == len(list_backups(workspace)) == 4


def test_the_second_place_gets_what_it_lacks_when_it_is_back(
    workspace: Workspace, clock: FixedClock, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    with pytest.raises(NotFound):
        set_second_place(workspace.path, stick)
    assert copy_backups(workspace) is None
    stick.mkdir()
    set_second_place(workspace.path, stick)
    assert second_place(workspace.path) == stick
    backup_today(workspace)
    done = copy_backups(workspace)
    assert done is not None
    assert (done.there, done.copied) == (True, 1)
    stick.rename(tmp_path / "pulled")
    for _day in range(9):
        clock.advance(timedelta(days=1))
        backup_today(workspace)
    missing = copy_backups(workspace)
    assert missing is not None
    assert (missing.there, missing.copied) == (False, 0)
    assert not stick.exists()
    (tmp_path / "pulled").rename(stick)
    back = copy_backups(workspace)
    assert back is not None
    assert back.copied == len(list_backups(workspace)) - 1 or back.copied == len(list_backups(workspace))
    assert names(stick) == {one.path.name for one in list_backups(workspace)}
    again = copy_backups(workspace)
    assert again is not None
    assert again.copied == 0
    for one in list_backups(workspace):
        (copy,) = stick.glob(f"*/{one.path.name}")
        assert copy.read_bytes() == one.path.read_bytes()
    set_second_place(workspace.path, None)
    assert copy_backups(workspace) is None


def test_a_restore_that_finds_no_room_leaves_the_file_open_as_it_was(
    workspace: Workspace, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backup = backup_workspace(workspace)
    create_account(workspace, {"code": "K1", "name": "stays"})

    def full(*_arguments: object) -> None:
        raise NoSpace("full")

    monkeypatch.setattr(restoring, "put_back", full)
    done = restore_backup(workspace, backup, clock=clock)
    assert isinstance(done.error, NoSpace)
    assert done.kept is None
    assert list_records(done.workspace, "accounts").total == 1
    done.workspace.close()


def test_a_file_in_the_way_of_the_folder_refuses_the_backup_alone(workspace: Workspace) -> None:
    (workspace.path.parent / "backups").write_text("a file, no folder")
    with pytest.raises(WorkbenchError):
        backup_today(workspace)
    create_account(workspace, {"code": "K1", "name": "work goes on"})


def test_a_clock_set_back_neither_takes_the_new_backup_nor_those_of_before(
    workspace: Workspace, clock: FixedClock
) -> None:
    for _day in range(10):
        clock.advance(timedelta(days=1))
        backup_today(workspace)
        backup_before(workspace, BackupKind.MERGE)
    later = {one.path for one in list_backups(workspace)}
    clock.advance(timedelta(days=-3 * 365))
    for _day in range(10):
        clock.advance(timedelta(days=1))
        assert backup_today(workspace).exists()
        assert backup_before(workspace, BackupKind.MERGE).exists()
    assert later <= {one.path for one in list_backups(workspace)}


def test_a_backup_that_is_worked_in_keeps_its_own_backups(workspace: Workspace, clock: FixedClock) -> None:
    kept = backup_before(workspace, BackupKind.MERGE)
    moved = workspace.path.with_name(kept.name)
    moved.write_bytes(kept.read_bytes())
    other = open_workspace(moved, clock=clock)
    own = [backup_today(other), backup_workspace(other)]
    other.close()
    for _round in range(7):
        clock.advance(timedelta(minutes=1))
        backup_before(workspace, BackupKind.MERGE)
    assert all(one.exists() for one in own)


def test_the_file_itself_is_no_backup_of_it(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        restore_backup(workspace, workspace.path, clock=workspace.clock)
    workspace.check_open()
