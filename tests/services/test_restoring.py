"""Backups put back: what is told before, what is kept, and that a file goes on from there."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Damaged, NotAllowed, NotAWorkspace, WrongPassphrase
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account
from workbench.services.backups import BackupKind, backup_workspace, list_backups
from workbench.services.checks import check_workspace
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.person_erasure import erase_person
from workbench.services.records import list_records
from workbench.services.restoring import preview_restore, restore_backup
from workbench.services.workspaces import change_passphrase, new_workspace, open_workspace
from workbench.storage.workspace import Workspace


def names(workspace: Workspace) -> set[str]:
    return {str(row["name"]) for row in list_records(workspace, "accounts").rows}


@pytest.fixture
def opened() -> Iterator[list[Workspace]]:
    """Workspaces to be closed in the end."""
    found: list[Workspace] = []
    yield found
    for one in found:
        one.close()


def test_a_preview_says_what_would_be_kept_aside_and_what_would_come_back(
    workspace: Workspace, clock: FixedClock
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    backup = backup_workspace(workspace)
    clock.advance(timedelta(days=1))
    workspace.author = "韩梅梅"
    create_account(workspace, {"code": "K2", "name": "later"})
    found = preview_restore(workspace, backup)
    assert found.since is not None
    assert found.back is not None
    assert (found.author, found.older_format, found.is_missing) == ("Li Lei", False, False)
    assert (found.since.changes, dict(found.since.by_author)) == (1, {"韩梅梅": 1})
    assert dict(found.since.by_kind) == {"accounts": 1}
    assert found.since.first == found.since.last
    assert found.back.changes == 0
    assert names(workspace) == {"华为技术", "later"}


def test_restoring_keeps_the_present_file_and_the_backup_can_be_taken_back(
    workspace: Workspace, clock: FixedClock, opened: list[Workspace]
) -> None:
    create_account(workspace, {"code": "K1", "name": "before"})
    backup = backup_workspace(workspace)
    create_account(workspace, {"code": "K2", "name": "after"})
    done = restore_backup(workspace, backup, clock=clock, author="Li Lei")
    opened.append(done.workspace)
    assert (names(done.workspace), done.error) == ({"before"}, None)
    assert done.kept is not None
    assert {one.kind for one in list_backups(done.workspace)} == {BackupKind.ASKED, BackupKind.RESTORE}
    again = restore_backup(done.workspace, done.kept, clock=clock)
    opened.append(again.workspace)
    assert names(again.workspace) == {"before", "after"}
    assert again.workspace.replica_id == workspace.replica_id


def test_what_was_lost_comes_back_from_the_head_and_the_device_writes_on(
    workspace: Workspace, clock: FixedClock, tmp_path: Path, opened: list[Workspace]
) -> None:
    create_account(workspace, {"code": "K1", "name": "before"})
    backup = backup_workspace(workspace)
    create_account(workspace, {"code": "K2", "name": "handed in"})
    head = new_workspace(tmp_path / "head.workbench", clock=clock, author="Head")
    opened.append(head)
    export_workspace(workspace, tmp_path / "week.workbench")
    assert merge_files(head, [tmp_path / "week.workbench"]).files[0].error is None
    restored = restore_backup(workspace, backup, clock=clock, author="Li Lei").workspace
    opened.append(restored)
    create_account(restored, {"code": "K3", "name": "after the restore"})
    export_workspace(head, tmp_path / "head-out.workbench")
    assert merge_files(restored, [tmp_path / "head-out.workbench"]).files[0].error is None
    assert names(restored) == {"before", "handed in", "after the restore"}
    export_workspace(restored, tmp_path / "week2.workbench")
    assert merge_files(head, [tmp_path / "week2.workbench"]).files[0].error is None
    assert names(head) == names(restored)
    assert check_workspace(restored).ok
    assert check_workspace(head).ok


@pytest.mark.parametrize("harm", ["bit", "half", "zeros", "picture", "gone"])
def test_a_file_that_cannot_be_read_is_kept_byte_for_byte_and_replaced(
    harm: str, workspace: Workspace, clock: FixedClock, opened: list[Workspace]
) -> None:
    create_account(workspace, {"code": "K1", "name": "before"})
    path, backup = workspace.path, backup_workspace(workspace)
    workspace.close()
    content = bytearray(path.read_bytes())
    if harm == "bit":
        content[100] ^= 1
    spoilt = {
        "bit": bytes(content),
        "half": bytes(content[: len(content) // 2 + 100]),
        "zeros": bytes(len(content)),
        "picture": b"\x89PNG\r\n\x1a\n" + bytes(9000),
    }.get(harm)
    if spoilt is None:
        path.unlink()
    else:
        path.write_bytes(spoilt)
    found = preview_restore(path, backup)
    assert found.since is None
    assert found.is_missing is (spoilt is None)
    assert isinstance(found.present_error, Damaged | NotAWorkspace) is (spoilt is not None)
    done = restore_backup(path, backup, clock=clock)
    opened.append(done.workspace)
    assert names(done.workspace) == {"before"}
    if spoilt is None:
        assert done.kept is None
    else:
        assert done.kept is not None
        assert done.kept.read_bytes() == spoilt
        kinds = [one.kind for one in list_backups(done.workspace)]
        assert BackupKind.DAMAGED in kinds


def test_a_forgotten_passphrase_gives_way_to_a_backup_from_before_it(
    workspace: Workspace, clock: FixedClock, opened: list[Workspace]
) -> None:
    path = workspace.path
    create_account(workspace, {"code": "K1", "name": "before"})
    changed = change_passphrase(workspace, None, "forgotten").workspace
    changed.close()
    (backup,) = list_backups(path)
    assert backup.kind is BackupKind.PASSPHRASE
    assert isinstance(preview_restore(path, backup.path).present_error, WrongPassphrase)
    done = restore_backup(path, backup.path, clock=clock)
    opened.append(done.workspace)
    assert names(done.workspace) == {"before"}
    assert not done.workspace.encrypted
    kept = done.kept
    assert kept is not None
    back = restore_backup(done.workspace, kept, ["forgotten"], clock=clock)
    opened.append(back.workspace)
    assert not back.workspace.encrypted


def test_a_restored_file_keeps_the_passphrase_of_the_open_one(
    workspace: Workspace, clock: FixedClock, opened: list[Workspace]
) -> None:
    secret = change_passphrase(workspace, None, "first").workspace
    backup = backup_workspace(secret)
    other = change_passphrase(secret, "first", "second").workspace
    with pytest.raises(WrongPassphrase) as refused:
        preview_restore(other, backup)
    assert "recovery code is not" not in refused.value.message
    with pytest.raises(WrongPassphrase):
        restore_backup(other, backup, ["guessed"], clock=clock)
    assert preview_restore(other, backup, ["guessed", "first"]).back is not None
    restored = restore_backup(other, backup, ["first"], clock=clock).workspace
    path = restored.path
    restored.close()
    opened.append(open_workspace(path, passphrase="second", clock=clock))


def test_what_is_no_backup_of_this_file_is_refused_and_nothing_happens(
    workspace: Workspace, clock: FixedClock, tmp_path: Path, opened: list[Workspace]
) -> None:
    before = workspace.path.read_bytes()
    other = new_workspace(tmp_path / "other.workbench", clock=clock)
    opened.append(other)
    foreign = backup_workspace(other, tmp_path / "theirs.workbench")
    spoilt = tmp_path / "spoilt.workbench"
    content = bytearray(foreign.read_bytes())
    content[-100] ^= 1
    spoilt.write_bytes(content)
    for file, error in ((foreign, NotAllowed), (spoilt, Damaged)):
        with pytest.raises(error):
            preview_restore(workspace, file)
        with pytest.raises(error):
            restore_backup(workspace, file, clock=clock)
    assert workspace.path.read_bytes() == before
    assert list_backups(workspace) == ()
    create_account(workspace, {"code": "K1", "name": "still open"})


def test_who_was_erased_since_does_not_come_back_with_a_backup(
    workspace: Workspace, clock: FixedClock, opened: list[Workspace]
) -> None:
    create_account(workspace, {"code": "K1", "name": "before"})
    save_contact(workspace, derived_id("account", "K1"), {"name": "赵敏敏"})
    backup = backup_workspace(workspace)
    (person,) = list_records(workspace, "contacts").rows
    erase_person(workspace, Id(bytes.fromhex(str(person["id"]))))
    assert preview_restore(workspace, backup).erased == 1
    done = restore_backup(workspace, backup, clock=clock)
    opened.append(done.workspace)
    assert list_records(done.workspace, "contacts").total == 0
    assert check_workspace(done.workspace).ok
