"""Files merged in one save: each on its own, what they share looked up once, the next opened meanwhile."""

import tempfile
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.factories.workspace_files import AUTHOR, CLOCK, tampered, write_workspace
from workbench.foundation.errors import Damaged, NotAWorkspace, WorkbenchError
from workbench.foundation.ids import derived_id
from workbench.storage import incoming
from workbench.storage.check import check_journal
from workbench.storage.files import create_workspace
from workbench.storage.merge import merge_files
from workbench.storage.opening_ahead import open_ahead
from workbench.storage.search import search
from workbench.storage.tables.journal import EntryRecord

SHARED = derived_id("account", "in every file")


def _with_shared(path: Path, name: str) -> None:
    workspace = create_workspace(path, clock=CLOCK, author=name)
    with closing(workspace):
        with workspace.change("test", "Shared") as change:
            change.create("account", {"name": "Shared"}, SHARED)
        with workspace.change("test", "Own") as change:
            change.set("account", SHARED, {"city": name})
        with workspace.change("test", "Contact") as change:
            change.create("contact", {"account_id": SHARED, "name": f"Contact {name}"})


@pytest.fixture
def files(tmp_path: Path) -> list[tuple[Path, str | None]]:
    """Five files that all hold one account; the second was tampered with, and is found out at its end."""
    paths = [tmp_path / f"{name}.workbench" for name in ("Ah", "Bo", "Cy", "Di", "Ed")]
    for path in paths:
        _with_shared(path, path.stem)
    with tampered(paths[1]) as connection:
        last = connection.execute("SELECT max(id) FROM journal_entry").fetchone()
        connection.execute("UPDATE journal_entry SET value = '{}' WHERE id = ?", last)
    return [(path, None) for path in paths]


@pytest.mark.parametrize("dry_run", [False, True])
@pytest.mark.parametrize("entries_at_once", [1, 50_000])
def test_files_of_one_save_share_rows_and_a_bad_one_leaves_nothing(
    tmp_path: Path,
    files: list[tuple[Path, str | None]],
    dry_run: bool,
    entries_at_once: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # One at a time, its first two changes are written when the last is found out.
    monkeypatch.setattr(incoming, "_ENTRIES_AT_ONCE", entries_at_once)
    with closing(create_workspace(tmp_path / "head.workbench", clock=CLOCK, author=AUTHOR)) as head:
        outcomes = list(merge_files(head, files, dry_run=dry_run))
        assert isinstance(outcomes.pop(1), Damaged)
        receipts = [outcome for outcome in outcomes if not isinstance(outcome, WorkbenchError)]
        assert [receipt.new for receipt in receipts] == [3, 3, 3, 3]
        created = [receipt.by_entity["account"].created for receipt in receipts]
        assert created == ([1, 1, 1, 1] if dry_run else [1, 0, 0, 0])
        with head.read() as session:
            assert check_journal(session) == []
            assert session.scalar(select(func.count()).select_from(EntryRecord)) == (0 if dry_run else 12)
            found = {hit.label for hit in search(session, "Contact")}
        assert found == (set() if dry_run else {"Contact Ah", "Contact Cy", "Contact Di", "Contact Ed"})


def test_what_was_opened_ahead_is_closed_when_nobody_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "room"))
    (tmp_path / "room").mkdir()
    paths = [tmp_path / "one.workbench", tmp_path / "picture.png", tmp_path / "two.workbench"]
    for path in paths[::2]:
        write_workspace(path, accounts=2)
    paths[1].write_bytes(b"\x89PNG" + bytes(5_000))
    opened = open_ahead([(path, None) for path in paths])
    path, first = next(opened)
    assert path == paths[0]
    assert not isinstance(first, WorkbenchError)
    _path, second = next(opened)
    assert isinstance(second, NotAWorkspace)
    opened.close()
    assert list((tmp_path / "room").iterdir()) == []
