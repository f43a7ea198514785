"""What is in attachments comes along with the records that name it, and is never taken on trust."""

import contextlib
import hashlib
from pathlib import Path

import pytest

from tests.storage.laptops import DAY, Laptop
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Damaged
from workbench.foundation.ids import Id
from workbench.storage import contents, merge
from workbench.storage.attachments import find_content, keep_content
from workbench.storage.backup import export_file
from workbench.storage.check import check_journal
from workbench.storage.contents import content_notes
from workbench.storage.files import create_workspace
from workbench.storage.merge import merge_file
from workbench.storage.merge_undo import undo_merge

ACCOUNT = Id(bytes(15) + b"a")


@pytest.fixture
def laptop() -> Laptop:
    """With one account and one file of it."""
    laptop = Laptop("one")
    laptop.create("account", ACCOUNT, name="Alpha")
    attach(laptop, b"offer")
    return laptop


def attach(laptop: Laptop, data: bytes) -> str:
    with laptop.workspace.change("attach", "Attach") as change:
        sha256 = keep_content(change.connection, data)
        change.create("attachment", {"account_id": ACCOUNT, "name": "a.pdf", "sha256": sha256})
    return sha256


def held(laptop: Laptop, data: bytes) -> bool:
    with laptop.workspace.read() as session:
        return find_content(session.connection(), hashlib.sha256(data).hexdigest()) == data


def findings(laptop: Laptop) -> list[str]:
    with laptop.workspace.read() as session:
        return [finding.message for finding in check_journal(session)]


def notes(laptop: Laptop) -> list[str]:
    with laptop.workspace.read() as session:
        return content_notes(session)


def test_a_merge_brings_the_contents_that_its_attachments_name(laptop: Laptop) -> None:
    with laptop.workspace.writing() as session:
        keep_content(session.connection(), b"nobody names this")
    other = Laptop("two")
    other.merge(laptop)
    assert held(other, b"offer")
    assert not held(other, b"nobody names this")
    assert findings(other) == []
    attach(other, b"answer")
    laptop.merge(other)
    assert held(laptop, b"answer")


def test_a_dry_run_brings_nothing(laptop: Laptop) -> None:
    other = Laptop("two")
    other.merge(laptop, dry_run=True)
    assert not held(other, b"offer")


@pytest.mark.parametrize("data", [b"another", b""])
def test_a_content_that_is_not_what_its_hash_says_refuses_the_file(laptop: Laptop, data: bytes) -> None:
    laptop.connection.execute("UPDATE attachment_content SET data = ?", (data,))
    other = Laptop("two")
    before = other.content()
    with pytest.raises(Damaged):
        other.merge(laptop)
    assert other.content() == before


def test_a_content_larger_than_any_that_can_be_kept_refuses_the_file(
    laptop: Laptop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(contents, "_LARGEST_BYTES", 4)
    with pytest.raises(Damaged):
        Laptop("two").merge(laptop)


def test_a_missing_content_is_told_and_comes_with_the_next_file_that_has_it(laptop: Laptop) -> None:
    poor = laptop.copied_by_hand()
    poor.connection.execute("DELETE FROM attachment_content")
    other = Laptop("two")
    other.merge(poor)
    assert ["a.pdf" in message for message in findings(other)] == [True]
    assert other.merge(laptop).new == 0
    assert findings(other) == []
    assert held(other, b"offer")


def test_a_spoilt_content_is_found(laptop: Laptop) -> None:
    laptop.connection.execute("UPDATE attachment_content SET data = x'00'")
    assert len(findings(laptop)) == 1


def test_taking_a_merge_back_leaves_its_contents_and_check_tells_of_them(laptop: Laptop) -> None:
    other = Laptop("two")
    receipt = other.merge(laptop)
    assert receipt.transaction_id
    assert notes(other) == []
    undo_merge(other.workspace, receipt.transaction_id)
    assert held(other, b"offer")
    assert findings(other) == []
    assert ["1 attachment content" in note for note in notes(other)] == [True]


def test_an_export_carries_contents(tmp_path: Path) -> None:
    clock = FixedClock(DAY)
    one, other = (
        create_workspace(tmp_path / name, clock=clock, author="Rep")
        for name in ("one.workbench", "two.workbench")
    )
    with contextlib.closing(one), contextlib.closing(other):
        with one.change("attach", "Attach") as change:
            account = change.create("account", {"name": "Alpha"})
            sha256 = keep_content(change.connection, b"offer")
            change.create("attachment", {"account_id": account, "sha256": sha256})
        export_file(one, tmp_path / "export.workbench")
        merge_file(other, tmp_path / "export.workbench")
        with other.read() as session:
            assert find_content(session.connection(), sha256) == b"offer"


def test_large_files_are_saved_by_fewer_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    files: list[tuple[Path, str | None]] = [(tmp_path / str(number), None) for number in range(45)]
    assert [len(group) for group in merge.groups_saved_together(files)] == [20, 20, 5]
    for (path, _passphrase), size in zip(files, (30, 30, 50, 120), strict=False):
        path.write_bytes(bytes(size))
    monkeypatch.setattr(merge, "_BYTES_A_SAVE", 100)
    assert [len(group) for group in merge.groups_saved_together(files[:5])] == [2, 1, 1, 1]
