"""A look into a file of others: by name, since when, from whom, and what should be known of it."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account, delete_account, edit_account
from workbench.services.conflicts import count_conflicts
from workbench.services.contacts import save_contact
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.merge_folders import find_files
from workbench.services.merges import FileLook, Warn, list_merges, look_into
from workbench.services.person_erasure import erase_person
from workbench.services.records import get_record, list_records
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

K1, K2 = derived_id("account", "K1"), derived_id("account", "K2")


@pytest.fixture
def head(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "head.workbench", clock=clock, author="Han Mei")
    yield opened
    opened.close()


@pytest.fixture
def shared(workspace: Workspace, head: Workspace, tmp_path: Path) -> None:
    """Both know two accounts."""
    create_account(workspace, {"code": "K1", "name": "华为技术", "city": "深圳"})
    create_account(workspace, {"code": "K2", "name": "澜川精密"})
    export_workspace(workspace, tmp_path / "first.workbench")
    merge_files(head, [tmp_path / "first.workbench"])


def look(workspace: Workspace, head: Workspace, path: Path) -> FileLook:
    export_workspace(workspace, path)
    return look_into(head, path)


@pytest.mark.usefixtures("shared")
def test_what_is_new_changed_deleted_and_set_apart_is_told_by_name(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    create_account(workspace, {"name": "蓝亭文具"})
    save_contact(workspace, K1, {"name": "王芳"})
    edit_account(workspace, K1, {"city": "东莞"})
    edit_account(head, K1, {"city": "广州"})
    delete_account(workspace, K2)
    found = look(workspace, head, tmp_path / "second.workbench")
    accounts, contacts = (
        next(one for one in found.kinds if one.kind == kind) for kind in ("accounts", "contacts")
    )
    assert (accounts.created, accounts.changed, accounts.deleted) == (
        ("蓝亭文具",),
        ("华为技术",),
        ("澜川精密",),
    )
    assert contacts.created == ("王芳",)
    (conflict,) = accounts.conflicts
    (field,) = conflict.fields
    assert (field.mine.values, field.theirs.values) == ({"city": "广州"}, {"city": "东莞"})
    # All of it was only looked at.
    assert count_conflicts(head) == 0
    assert list_records(head, "accounts").total == 2
    assert len(list_merges(head)) == 1


@pytest.mark.usefixtures("shared")
def test_a_look_says_from_whom_since_when_and_what_was_known_before(
    workspace: Workspace, head: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    before = clock.now()
    clock.advance(timedelta(days=3))
    edit_account(workspace, K1, {"city": "东莞"})
    clock.advance(timedelta(days=2))
    edit_account(workspace, K1, {"city": "惠州"})
    found = look(workspace, head, tmp_path / "second.workbench")
    assert found.receipt is not None
    (share,) = found.receipt.shares
    assert (share.author, share.changes) == ("Li Lei", 2)
    assert found.since is not None
    assert found.until is not None
    assert found.before is not None
    assert (found.until - found.since).days == 2
    assert found.before.date() == before.date()
    assert found.warnings == {}


@pytest.mark.usefixtures("shared")
def test_rows_that_stay_as_they_are_are_counted_as_the_same(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    edit_account(workspace, K1, {"city": "东莞"})
    found = look(workspace, head, tmp_path / "second.workbench")
    (accounts,) = (one.counts for one in found.kinds if one.kind == "accounts")
    assert (accounts.created, accounts.changed, accounts.same) == (0, 1, 1)


def test_a_clock_that_is_a_year_ahead_is_told_and_stands_in_no_ones_way(
    head: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    later = FixedClock(clock.today() + timedelta(days=365))
    other = new_workspace(tmp_path / "other.workbench", clock=later, author="方淮")
    create_account(other, {"name": "澜川精密"})
    found = look(other, head, tmp_path / "future.workbench")
    other.close()
    assert found.error is None
    assert found.warnings[Warn.FUTURE] == 365


def test_a_clock_that_is_behind_what_its_owner_had_seen_is_told(
    workspace: Workspace, head: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    create_account(workspace, {"name": "华为技术"})
    export_workspace(workspace, tmp_path / "first.workbench")
    earlier = FixedClock(clock.today() - timedelta(days=365))
    other = new_workspace(tmp_path / "other.workbench", clock=earlier, author="方淮")
    merge_files(other, [tmp_path / "first.workbench"])
    create_account(other, {"name": "澜川精密"})
    found = look(other, head, tmp_path / "behind.workbench")
    other.close()
    assert found.warnings[Warn.BEHIND] == 365


@pytest.mark.usefixtures("shared")
def test_a_file_older_than_what_is_here_of_the_same_person_is_told(
    workspace: Workspace, head: Workspace, tmp_path: Path, clock: FixedClock
) -> None:
    old = tmp_path / "old.workbench"
    export_workspace(workspace, old)
    clock.advance(timedelta(days=5))
    edit_account(workspace, K1, {"city": "东莞"})
    export_workspace(workspace, tmp_path / "new.workbench")
    merge_files(head, [tmp_path / "new.workbench"])
    found = look_into(head, old)
    assert found.warnings == {Warn.OLDER: 5, Warn.MERGED: 1}


@pytest.mark.usefixtures("shared")
def test_records_about_somebody_erased_here_are_announced(
    workspace: Workspace, head: Workspace, tmp_path: Path
) -> None:
    save_contact(workspace, K1, {"name": "王芳"})
    export_workspace(workspace, tmp_path / "with.workbench")
    merge_files(head, [tmp_path / "with.workbench"])
    row = get_record(head, "contacts", "王芳")
    person = bytes.fromhex(row["id"])
    with workspace.change("test", "Test") as change:
        change.create("personal_basis", {"contact_id": person, "field": "birthday", "basis": "consent"})
    erase_person(head, Id(person))
    found = look(workspace, head, tmp_path / "again.workbench")
    assert found.warnings[Warn.ERASED] == 1


def test_a_folder_gives_its_workspace_files_and_tells_the_others(tmp_path: Path) -> None:
    folder = tmp_path / "friday"
    (folder / "east").mkdir(parents=True)
    (folder / "backups").mkdir()
    for name in ("b.workbench", "a.WORKBENCH", "east/c.workbench", "notes.txt", ".hidden.workbench"):
        (folder / name).write_bytes(b"x")
    (folder / "backups" / "own.workbench").write_bytes(b"x")
    single = tmp_path / "named.dat"
    found = find_files([folder, single, folder / "b.workbench"])
    assert [path.name for path in found.files] == ["a.WORKBENCH", "b.workbench", "c.workbench", "named.dat"]
    assert [path.name for path in found.left] == ["notes.txt"]
    assert not found.more
