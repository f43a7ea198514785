"""Backups, exports and new passphrases: whole copies or none."""

import contextlib
import hashlib
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from tests.factories.workspace_files import (
    AUTHOR,
    PASSPHRASE,
    flip_bit,
    page_count,
    tampered,
    write_workspace,
)
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import (
    BadInput,
    Damaged,
    Locked,
    NoSpace,
    NotAllowed,
    NotFound,
    ReadOnly,
    WrongPassphrase,
)
from workbench.storage import placing
from workbench.storage.backup import (
    backup_file,
    change_passphrase,
    ensure_daily_backup,
    export_file,
    inspect_file,
)
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.files import open_foreign, open_workspace
from workbench.storage.format import FORMAT
from workbench.storage.recognition import is_workspace
from workbench.storage.tables import Base
from workbench.storage.workspace import Workspace


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(date(2026, 11, 20))


@pytest.fixture(params=[None, PASSPHRASE], ids=["sealed", "passphrase"])
def workspace(request: pytest.FixtureRequest, tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    path = tmp_path / "desk" / "Sales 2026.workbench"
    path.parent.mkdir()
    write_workspace(path, request.param)
    workspace = open_workspace(path, passphrase=request.param, clock=clock, author=AUTHOR)
    yield workspace
    workspace.close()


@pytest.fixture
def sealed(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    path = tmp_path / "desk" / "Sales.workbench"
    path.parent.mkdir()
    write_workspace(path)
    workspace = open_workspace(path, clock=clock, author=AUTHOR)
    yield workspace
    workspace.close()


def passphrase_of(workspace: Workspace) -> str | None:
    return PASSPHRASE if workspace.encrypted else None


def rows_of(path: Path, passphrase: str | None = None) -> dict[str, list[Any]]:
    """All rows of a closed file by table."""
    with open_foreign(path, passphrase) as file, file.read() as session:
        return {
            table.name: sorted(tuple(row) for row in session.execute(table.select()))
            for table in Base.metadata.sorted_tables
        }


def rows_now(workspace: Workspace, tmp_path: Path) -> dict[str, list[Any]]:
    """All rows of the open file, seen through a copy of its bytes: nobody is writing."""
    copy = tmp_path / "bytes.workbench"
    copy.write_bytes(workspace.path.read_bytes())
    return rows_of(copy, passphrase_of(workspace))


# Backups


def test_a_backup_holds_everything_under_the_same_passphrase(workspace: Workspace, tmp_path: Path) -> None:
    target = backup_file(workspace, tmp_path / "copy.workbench")
    assert rows_of(target, passphrase_of(workspace)) == rows_now(workspace, tmp_path)
    if workspace.encrypted:
        with pytest.raises(WrongPassphrase):
            rows_of(target)


def test_a_backup_is_made_while_others_read_and_shows_one_moment(
    workspace: Workspace, tmp_path: Path
) -> None:
    with workspace.read() as session:
        session.execute(text("SELECT * FROM account")).first()
        backup_file(workspace, tmp_path / "copy.workbench")
    with workspace.change("test", "Later") as change:
        change.create("account", {"name": "Later"})
    assert len(rows_of(tmp_path / "copy.workbench", passphrase_of(workspace))["account"]) == 40


def test_a_backup_replaces_an_older_one_and_nothing_else(sealed: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    backup_file(sealed, folder / "copy.workbench")
    with sealed.change("test", "Later") as change:
        change.create("account", {"name": "Later"})
    backup_file(sealed, folder / "copy.workbench")
    assert [file.name for file in folder.iterdir()] == ["copy.workbench"]
    assert len(rows_of(folder / "copy.workbench")["account"]) == 41


def test_nothing_is_written_over_the_open_file_itself(sealed: Workspace) -> None:
    link = sealed.path.with_name("link.workbench")
    link.symlink_to(sealed.path)
    for target in (sealed.path, link):
        with pytest.raises(NotAllowed):
            backup_file(sealed, target)
        with pytest.raises(NotAllowed):
            export_file(sealed, target)


def test_nothing_is_written_over_a_file_that_is_open_elsewhere(sealed: Workspace, tmp_path: Path) -> None:
    other = tmp_path / "other.workbench"
    write_workspace(other, accounts=1)
    held = open_workspace(other, clock=sealed.clock, author=AUTHOR)
    with pytest.raises(Locked):
        export_file(sealed, other)
    held.close()


def test_nothing_is_written_over_another_workspace(workspace: Workspace, tmp_path: Path) -> None:
    for number, passphrase in enumerate((None, PASSPHRASE, "another one")):
        other = tmp_path / f"other {number}.workbench"
        write_workspace(other, passphrase, accounts=1)
        before = other.read_bytes()
        for write in (backup_file, export_file):
            with pytest.raises(NotAllowed) as refused:
                write(workspace, other)
            assert refused.value.where == str(other)
        assert other.read_bytes() == before


def test_an_export_replaces_an_earlier_one_but_none_that_somebody_works_in(
    sealed: Workspace, tmp_path: Path
) -> None:
    for passphrase in (None, PASSPHRASE):
        target = tmp_path / f"{passphrase}.workbench"
        export_file(sealed, target, passphrase)
        export_file(sealed, target, passphrase)
        colleague = open_workspace(target, passphrase=passphrase, clock=sealed.clock, author="Colleague")
        with colleague.change("test", "Work") as change:
            change.create("account", {"name": "Theirs"})
        colleague.close()
        with pytest.raises(NotAllowed):
            export_file(sealed, target, passphrase)


def test_a_copy_never_takes_the_place_of_its_original(sealed: Workspace, tmp_path: Path) -> None:
    original = sealed.path
    moved = backup_file(sealed, tmp_path / "copy.workbench")
    sealed.close()
    copy = open_workspace(moved, clock=sealed.clock, author=AUTHOR)
    with contextlib.closing(copy), pytest.raises(NotAllowed):
        backup_file(copy, original)


def test_a_workspace_is_told_by_its_first_bytes(workspace: Workspace, tmp_path: Path) -> None:
    assert is_workspace(workspace.path)
    renamed = tmp_path / "renamed.dat"
    renamed.write_bytes(workspace.path.read_bytes())
    assert is_workspace(renamed)
    (tmp_path / "picture.workbench").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert not is_workspace(tmp_path / "picture.workbench")
    assert not is_workspace(tmp_path / "none.workbench")
    assert not is_workspace(tmp_path)


def test_nothing_is_written_over_a_file_that_needs_its_journal(sealed: Workspace, tmp_path: Path) -> None:
    target = tmp_path / "copy.workbench"
    target.write_bytes(b"old")
    target.with_name("copy.workbench-journal").write_bytes(b"begun")
    with pytest.raises(Locked):
        backup_file(sealed, target)
    assert target.read_bytes() == b"old"


def test_damage_is_not_carried_into_a_backup(sealed: Workspace, tmp_path: Path) -> None:
    flip_bit(sealed.path, page_count(sealed.path) * 4096 - 200)
    target = tmp_path / "copy.workbench"
    target.write_bytes(b"the backup from before")
    fresh = connect(sealed.path, SEALED)
    with contextlib.closing(fresh), pytest.raises(Damaged):
        backup_file(sealed, target)
    assert target.read_bytes() == b"the backup from before"


# The daily backup


def test_the_first_backup_of_a_day_is_kept_as_that_days(sealed: Workspace) -> None:
    first = ensure_daily_backup(sealed)
    assert first == sealed.path.parent / "backups" / "Sales.2026-11-20.workbench"
    content = first.read_bytes()
    with sealed.change("test", "Later") as change:
        change.create("account", {"name": "Later"})
    assert ensure_daily_backup(sealed) == first
    assert first.read_bytes() == content


def test_the_backups_of_the_latest_seven_days_are_kept(sealed: Workspace, clock: FixedClock) -> None:
    folder = sealed.path.parent / "backups"
    folder.mkdir()
    strangers = {
        "Sales.workbench",
        "Sales.2026-01-01.txt",
        "Sales 2.2026-01-01.workbench",
        "Other.2026-01-01.workbench",
    }
    for name in strangers:
        (folder / name).write_bytes(b"not ours to remove")
    for _day in range(9):
        ensure_daily_backup(sealed)
        clock.advance(timedelta(days=1))
    names = {file.name for file in folder.iterdir()}
    days = [date(2026, 11, 22) + timedelta(days=number) for number in range(7)]
    assert names == strangers | {f"Sales.{day.isoformat()}.workbench" for day in days}
    assert len(rows_of(folder / "Sales.2026-11-28.workbench")["account"]) == 40


# Exports


@pytest.mark.parametrize("passphrase", [None, "for the office"], ids=["open", "secret"])
def test_an_export_says_what_it_is_and_holds_everything(
    workspace: Workspace, tmp_path: Path, passphrase: str | None
) -> None:
    target = tmp_path / "出口.workbench"
    receipt = export_file(workspace, target, passphrase)
    assert receipt.file == target
    assert (receipt.entries, receipt.transactions) == (40, 1)
    assert receipt.sha256 == hashlib.sha256(target.read_bytes()).hexdigest()
    info = inspect_file(target, passphrase)
    assert info.readable
    assert (info.format, info.exported_by, info.entries, info.transactions) == (FORMAT, AUTHOR, 40, 1)
    assert info.exported_at == datetime(2026, 11, 20, 12, tzinfo=UTC)
    mine, theirs = rows_now(workspace, tmp_path), rows_of(target, passphrase)
    for name in ("workspace_info", "journal_merge"):
        mine.pop(name), theirs.pop(name)
    assert theirs == mine


def test_an_export_keeps_to_itself_which_files_were_merged(sealed: Workspace, tmp_path: Path) -> None:
    with tampered(sealed.path) as connection:
        connection.execute("INSERT INTO journal_merge VALUES (zeroblob(16), '', '', 'Chen', x'', 0)")
    export_file(sealed, tmp_path / "out.workbench")
    assert rows_of(tmp_path / "out.workbench")["journal_merge"] == []
    assert len(rows_now(sealed, tmp_path)["journal_merge"]) == 1


def test_an_export_opens_as_a_workspace_of_its_own(sealed: Workspace, tmp_path: Path) -> None:
    export_file(sealed, tmp_path / "out.workbench", "theirs")
    other = open_workspace(tmp_path / "out.workbench", passphrase="theirs", clock=sealed.clock, author="Chen")
    assert other.replica_id != sealed.replica_id
    other.close()


def test_an_export_under_an_empty_passphrase_is_refused(sealed: Workspace, tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        export_file(sealed, tmp_path / "out.workbench", "")
    assert not (tmp_path / "out.workbench").exists()


def test_a_workspace_that_is_no_export_can_be_looked_into(sealed: Workspace) -> None:
    info = inspect_file(sealed.path)
    assert (info.exported_by, info.exported_at, info.entries) == ("", None, 40)


def test_a_newer_file_is_told_as_not_readable_with_its_number(sealed: Workspace, tmp_path: Path) -> None:
    target = backup_file(sealed, tmp_path / "newer.workbench")
    with tampered(target) as connection:
        connection.execute("PRAGMA user_version = 41")
    info = inspect_file(target)
    assert (info.format, info.readable) == (41, False)


# The machine


@pytest.mark.parametrize("old", [None, b"the copy from before"])
def test_a_full_disk_leaves_no_half_file(
    sealed: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: bytes | None
) -> None:
    def connect_without_room(*given: Any, **options: Any) -> Any:
        connection = connect(*given, **options)
        connection.execute("PRAGMA max_page_count = 20")
        return connection

    monkeypatch.setattr(placing, "connect", connect_without_room)
    folder = tmp_path / "stick"
    folder.mkdir()
    target = folder / "copy.workbench"
    if old is not None:
        target.write_bytes(old)
    writers: list[Callable[[], object]] = [
        lambda: backup_file(sealed, target),
        lambda: export_file(sealed, target, "secret"),
    ]
    for write in writers:
        with pytest.raises(NoSpace) as caught:
            write()
        assert caught.value.where == str(target)
        assert [file.name for file in folder.iterdir()] == ([] if old is None else [target.name])
        assert old is None or target.read_bytes() == old


def test_a_file_size_limit_leaves_no_half_file(sealed: Workspace, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    folder.mkdir()
    program = (
        "import resource, sys; from tests.storage.test_backup import *\n"
        "from workbench.foundation.errors import WorkbenchError\n"
        "path, target = map(Path, sys.argv[1:])\n"
        "workspace = open_workspace(path, clock=FixedClock(date(2026, 11, 20)), author=AUTHOR)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))\n"
        "try:\n    export_file(workspace, target)\n"
        "except WorkbenchError as error:\n    print(error.code)\n"
    )
    path = sealed.path
    sealed.close()
    done = subprocess.run(
        [sys.executable, "-c", program, path, folder / "out.workbench"],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout.strip() in ("no_space", "read_only")
    assert list(folder.iterdir()) == []


def test_a_missing_folder_and_a_forbidden_one_are_told(sealed: Workspace, tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        export_file(sealed, tmp_path / "no" / "out.workbench")
    with pytest.raises((ReadOnly, NotFound)):
        export_file(sealed, Path("/proc/out.workbench"))


# A new passphrase


@pytest.mark.parametrize(("old", "new"), [(None, "new"), ("old", "new"), ("old", None)])
def test_a_new_passphrase_replaces_the_old_one(
    tmp_path: Path, clock: FixedClock, old: str | None, new: str | None
) -> None:
    path = tmp_path / "file.workbench"
    write_workspace(path, old)
    before = rows_of(path, old)
    change_passphrase(path, old, new)
    assert rows_of(path, new) == before
    if new is not None:
        with pytest.raises(WrongPassphrase):
            rows_of(path, old)
    workspace = open_workspace(path, passphrase=new, clock=clock, author=AUTHOR)
    assert workspace.encrypted == (new is not None)
    workspace.close()


def test_the_passphrase_changes_only_for_who_knows_the_old_one_and_not_while_open(
    tmp_path: Path, clock: FixedClock
) -> None:
    path = tmp_path / "file.workbench"
    write_workspace(path, "old", accounts=1)
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase):
        change_passphrase(path, "wrong", "new")
    with pytest.raises(BadInput):
        change_passphrase(path, "old", "")
    workspace = open_workspace(path, passphrase="old", clock=clock, author=AUTHOR)
    with pytest.raises(Locked):
        change_passphrase(path, "old", "new")
    workspace.close()
    assert path.read_bytes() == before
