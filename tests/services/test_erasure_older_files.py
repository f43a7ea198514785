"""An erased person stays erased, whatever older file meets the one that knows of it (I8)."""

from collections.abc import Mapping
from itertools import permutations
from pathlib import Path

import pytest

from tests.services.handover_world import laptop
from tests.services.test_person_erasure import GU, SECRETS, A, everything, fill
from tests.storage.test_erase import plain_pages
from workbench.domain.scopes import Scope
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import get_account_overview
from workbench.services.backups import backup_workspace
from workbench.services.bin import list_deleted
from workbench.services.checks import check_workspace
from workbench.services.contacts import delete_contact, save_contact
from workbench.services.drafts import keep_draft
from workbench.services.exchange import list_conflicts, merge_files
from workbench.services.exporting import export_workspace
from workbench.services.history import undo
from workbench.services.person_erasure import erase_person
from workbench.services.receiving import make_receiving_key
from workbench.services.restoring import preview_restore, restore_backup
from workbench.services.search import search
from workbench.storage.workspace import Workspace

PASSPHRASE = "kettle fog abacus"
SENT = "顾承远的新手机"


@pytest.fixture
def older(workspace: Workspace, tmp_path: Path) -> Mapping[str, Path]:
    """A file in which much is kept about one person, and every kind of file that was made of it."""
    fill(workspace, tmp_path)
    # What was deleted and brought back, and what is just being typed.
    undo(workspace, delete_contact(workspace, GU).transaction_id)
    keep_draft(workspace, A, {"findings": "顾承远 说价格太高"})
    folder = tmp_path / "older"
    folder.mkdir()
    scope = Scope(account_ids=frozenset({A}))
    made = {name: folder / f"{name}.workbench" for name in ("whole", "secret", "part", "package", "returned")}
    export_workspace(workspace, made["whole"])
    export_workspace(workspace, made["secret"], PASSPHRASE)
    export_workspace(workspace, made["part"], scope=scope)
    export_workspace(workspace, made["package"], scope=scope, recipients=[make_receiving_key(workspace)])
    with laptop(tmp_path, "Han Mei") as hers:
        merge_files(hers, [made["whole"]])
        save_contact(hers, A, {"note": SENT}, GU)
        delete_contact(hers, GU)
        export_workspace(hers, made["returned"])
    # What is looked for afterwards is found before.
    pages = plain_pages(workspace.path)
    assert all(one.encode() in pages for one in SECRETS)
    made["backup"] = backup_workspace(workspace, folder / "backup.workbench")
    return made


def _is_gone(workspace: Workspace) -> None:
    """Nothing of the person is in any table, index, list or page of the file."""
    found = everything(workspace)
    assert [one for one in (*SECRETS, SENT) if one in found] == []
    pages = plain_pages(workspace.path)
    assert [one for one in (*SECRETS, SENT) if one.encode() in pages] == []
    assert search(workspace, "顾承远", 10) == ()
    assert [one.name for one in get_account_overview(workspace, A).contacts] == ["林悦"]
    assert not any("顾承远" in repr(one) for one in (*list_deleted(workspace), *list_conflicts(workspace)))
    assert check_workspace(workspace).ok


def test_no_older_file_brings_the_person_back_one_by_one_or_all_at_once(
    workspace: Workspace, older: Mapping[str, Path]
) -> None:
    erase_person(workspace, GU)
    _is_gone(workspace)
    for path in older.values():
        (merged,) = merge_files(workspace, [path], [PASSPHRASE], with_backup=False).files
        assert merged.error is None, path
        _is_gone(workspace)
    again = merge_files(workspace, list(older.values()), [PASSPHRASE], with_backup=False)
    assert [one.error for one in again.files] == [None] * len(older)
    _is_gone(workspace)


@pytest.mark.parametrize("order", list(permutations(("erased", "returned", "part"))), ids="-".join)
def test_the_erasure_reaches_a_colleague_in_any_order_of_files(
    workspace: Workspace, older: Mapping[str, Path], tmp_path: Path, order: tuple[str, ...]
) -> None:
    erase_person(workspace, GU)
    files = {**older, "erased": tmp_path / "erased.workbench"}
    export_workspace(workspace, files["erased"])
    with laptop(tmp_path, "Li Na") as theirs:
        for name in order:
            (merged,) = merge_files(theirs, [files[name]], with_backup=False).files
            assert merged.error is None, name
        _is_gone(theirs)


def test_a_part_written_after_the_erasure_erases_too(
    workspace: Workspace, older: Mapping[str, Path], tmp_path: Path
) -> None:
    erase_person(workspace, GU)
    part = tmp_path / "part.workbench"
    export_workspace(workspace, part, scope=Scope(account_ids=frozenset({A})))
    with laptop(tmp_path, "Li Na") as theirs:
        merge_files(theirs, [older["whole"]], with_backup=False)
        assert "顾承远" in everything(theirs)
        merge_files(theirs, [part], with_backup=False)
        _is_gone(theirs)


def test_a_backup_put_back_is_without_the_person_and_its_preview_says_so(
    workspace: Workspace, older: Mapping[str, Path], clock: FixedClock
) -> None:
    erase_person(workspace, GU)
    assert preview_restore(workspace, older["backup"]).erased > 0
    restored = restore_backup(workspace, older["backup"], clock=clock, author="Li Lei")
    assert restored.error is None
    try:
        _is_gone(restored.workspace)
    finally:
        restored.workspace.close()
