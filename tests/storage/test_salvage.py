"""What is read of damaged files: whole changes alone, closed in themselves, ready to be merged."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.ready_made import put_ready_made
from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Damaged, NoSpace, WrongPassphrase
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.checks import check_workspace
from workbench.services.contacts import save_contact
from workbench.services.records import list_records
from workbench.services.workspaces import new_workspace
from workbench.storage import salvage
from workbench.storage.cipher import PAGE_SIZE
from workbench.storage.files import open_workspace
from workbench.storage.merge import merge_files
from workbench.storage.salvage import Salvage, salvage_file

CLOCK = FixedClock(date(2026, 7, 1))
ACCOUNTS = 60


def _make(path: Path) -> None:
    clock = FixedClock(date(2026, 7, 1))
    workspace = new_workspace(path, clock=clock, author="Li Lei")
    for number in range(ACCOUNTS):
        clock.advance(timedelta(minutes=7))
        create_account(workspace, {"code": f"K{number}", "name": f"客户 {number}", "note": "长" * 800})
        save_contact(workspace, derived_id("account", f"K{number}"), {"name": f"联系人 {number}"})
    workspace.close()


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    """A file that is still whole."""
    path = tmp_path / "mine.workbench"
    put_ready_made(path, "salvage", _make)
    return path


def flip(path: Path, page: int) -> None:
    content = bytearray(path.read_bytes())
    content[(page - 1) * PAGE_SIZE + 2000] ^= 1
    path.write_bytes(content)


def looked_at(path: Path, into: Path) -> tuple[Salvage, int]:
    found = salvage_file(path, None, into, clock=CLOCK)
    workspace = open_workspace(into, clock=CLOCK, author="")
    try:
        assert check_workspace(workspace).ok
        return found, list_records(workspace, "accounts").total
    finally:
        workspace.close()


def test_of_a_whole_file_everything_is_saved(spoilt: Path, tmp_path: Path) -> None:
    before = spoilt.read_bytes()
    found, accounts = looked_at(spoilt, tmp_path / "saved.workbench")
    assert (accounts, found.lost) == (ACCOUNTS, 0)
    assert found.changes == 1 + 2 * ACCOUNTS
    assert spoilt.read_bytes() == before


def test_with_any_page_damaged_only_what_it_held_is_lost(spoilt: Path, tmp_path: Path) -> None:
    whole = spoilt.read_bytes()
    pages = len(whole) // PAGE_SIZE
    saved = []
    for page in range(2, pages + 1, max(pages // 9, 1)):
        spoilt.write_bytes(whole)
        flip(spoilt, page)
        into = tmp_path / f"saved-{page}.workbench"
        try:
            saved.append(looked_at(spoilt, into)[0].changes)
        except Damaged:
            saved.append(0)
    whole_count = 1 + 2 * ACCOUNTS
    # Pages of tables, indexes and search hold nothing that the journal does not know.
    assert sum(count == whole_count for count in saved) >= len(saved) // 2
    assert sorted(saved)[1] > whole_count // 2


@pytest.mark.parametrize(
    "harm",
    [lambda b: b[: len(b) * 9 // 10 + 77], lambda b: b[:-1], lambda b: b + b"rubbish"],
    ids=["a tenth short", "a byte short", "longer"],
)
def test_files_of_another_length_are_read_as_far_as_they_go(
    harm: Callable[[bytes], bytes], spoilt: Path, tmp_path: Path
) -> None:
    spoilt.write_bytes(harm(spoilt.read_bytes()))
    found, _accounts = looked_at(spoilt, tmp_path / "saved.workbench")
    assert found.changes >= 1


def test_what_was_saved_is_merged_into_a_backup(spoilt: Path, tmp_path: Path) -> None:
    whole = spoilt.read_bytes()
    flip(spoilt, len(whole) // PAGE_SIZE // 2)
    _found, accounts = looked_at(spoilt, tmp_path / "saved.workbench")
    backup = new_workspace(tmp_path / "backup.workbench", clock=CLOCK, author="Li Lei")
    (receipt,) = merge_files(backup, [(tmp_path / "saved.workbench", None)])
    assert not isinstance(receipt, Exception)
    assert list_records(backup, "accounts").total == accounts
    backup.close()


def test_a_secret_file_is_saved_under_its_own_key(tmp_path: Path) -> None:
    path, into = tmp_path / "secret.workbench", tmp_path / "saved.workbench"
    workspace = new_workspace(path, passphrase="word", clock=CLOCK)
    code = " ".join(write_code(workspace.key.raw))
    workspace.close()
    with pytest.raises(WrongPassphrase):
        salvage_file(path, "guessed", into, clock=CLOCK)
    assert not into.exists()
    salvage_file(path, "word", into, clock=CLOCK)
    for way in ("word", code):
        open_workspace(into, passphrase=way, clock=CLOCK, author="").close()


def test_without_its_first_page_nothing_can_be_read(spoilt: Path, tmp_path: Path) -> None:
    flip(spoilt, 1)
    with pytest.raises(Damaged):
        salvage_file(spoilt, None, tmp_path / "saved.workbench", clock=CLOCK)
    assert not (tmp_path / "saved.workbench").exists()


def test_no_room_is_told_of_the_place_that_is_full(
    spoilt: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_anything: object) -> None:
        raise NoSpace("full")

    monkeypatch.setattr(salvage, "_fill", full)
    into = tmp_path / "saved.workbench"
    with pytest.raises(NoSpace) as refused:
        salvage_file(spoilt, None, into, clock=CLOCK)
    assert refused.value.where == str(into)
    assert not into.exists()
