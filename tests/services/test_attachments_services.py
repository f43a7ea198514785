"""Files kept with accounts: what is taken in, what is refused, and handing out (A1, 5-quality)."""

import os
import stat
from pathlib import Path

import pytest

from workbench.domain.policies import ATTACHMENT_MB
from workbench.foundation.errors import BadInput, NotAllowed, NotFound
from workbench.foundation.ids import derived_id
from workbench.services import attachments as services
from workbench.services.accounts import create_account
from workbench.services.attachments import (
    add_file,
    clear_opened,
    copy_for_opening,
    delete_file,
    edit_file,
    get_files,
    save_file_as,
)
from workbench.services.history import undo
from workbench.storage.workspace import Workspace

A = derived_id("account", "A")


@pytest.fixture
def kept(workspace: Workspace, tmp_path: Path) -> Path:
    """A file on disk; the account is there."""
    create_account(workspace, {"code": "A", "name": "A 公司"})
    path = tmp_path / "报价.pdf"
    path.write_bytes(b"%PDF-1.7 content")
    return path


def count_contents(workspace: Workspace) -> int:
    with workspace.read() as session:
        return int(
            session.connection().exec_driver_sql("select count(*) from attachment_content").scalar() or 0
        )


def test_a_file_is_kept_renamed_and_given_out_again(workspace: Workspace, kept: Path, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    add_file(workspace, A, kept, progress=lambda done, total: steps.append((done, total)))
    (file,) = get_files(workspace, A).files
    assert (file.name, file.size, file.media_type) == ("报价.pdf", 16, "application/pdf")
    assert steps == [(16, 16)]
    edit_file(workspace, file.id, {"name": "../终稿.exe", "note": "已签"})
    (file,) = get_files(workspace, A).files
    assert (file.shown_name, file.note) == ("终稿.exe.pdf", "已签")
    out = tmp_path / "out.pdf"
    save_file_as(workspace, file.id, out)
    assert out.read_bytes() == kept.read_bytes()
    delete_file(workspace, file.id)
    assert get_files(workspace, A).files == ()
    undo(workspace)
    save_file_as(workspace, get_files(workspace, A).files[0].id, out)


def test_the_same_content_is_kept_once(workspace: Workspace, kept: Path) -> None:
    add_file(workspace, A, kept)
    add_file(workspace, A, kept)
    assert {one.name for one in get_files(workspace, A).files} == {"报价.pdf", "报价 (2).pdf"}
    assert count_contents(workspace) == 1


def test_folders_links_and_devices_are_refused(workspace: Workspace, kept: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.pdf"
    link.symlink_to(kept)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    for wrong, said in ((tmp_path, "folder"), (link, "link"), (pipe, "ordinary")):
        with pytest.raises(BadInput, match=said):
            add_file(workspace, A, wrong)
    with pytest.raises(NotFound):
        add_file(workspace, A, tmp_path / "gone.pdf")
    assert get_files(workspace, A).files == ()


def test_a_file_above_the_limit_is_refused_before_it_is_read(workspace: Workspace, kept: Path) -> None:
    with kept.open("r+b") as stream:
        stream.truncate(ATTACHMENT_MB.default * services.MB + 1)
    with pytest.raises(BadInput, match="larger than 25 MB"):
        add_file(workspace, A, kept, progress=lambda _done, _total: pytest.fail("it was read"))


def test_a_file_that_changes_while_it_is_read_is_refused(workspace: Workspace, kept: Path) -> None:
    def meddle(_done: int, _total: int) -> None:
        with kept.open("ab") as stream:
            stream.write(b"more")

    with pytest.raises(BadInput, match="changed while it was read"):
        add_file(workspace, A, kept, progress=meddle)
    assert count_contents(workspace) == 0


def test_an_empty_file_is_told(workspace: Workspace, kept: Path) -> None:
    kept.write_bytes(b"")
    with pytest.raises(BadInput, match="empty"):
        add_file(workspace, A, kept)


def test_opening_gives_a_private_copy_that_cannot_be_written_and_is_cleared(
    workspace: Workspace, kept: Path
) -> None:
    add_file(workspace, A, kept)
    copy = copy_for_opening(workspace, get_files(workspace, A).files[0].id)
    assert copy.read_bytes() == kept.read_bytes()
    assert not stat.S_IMODE(copy.stat().st_mode) & 0o222
    assert stat.S_IMODE(copy.parent.stat().st_mode) == 0o700
    clear_opened(workspace)
    assert not copy.exists()
    clear_opened(workspace)


@pytest.mark.parametrize(
    ("name", "content"), [("x.js", b"alert(1)"), ("x.pdf", b"MZ\x90\x00"), ("y.pdf", b"#!/bin/sh")]
)
def test_what_could_run_is_not_opened_but_can_be_saved(
    workspace: Workspace, kept: Path, name: str, content: bytes
) -> None:
    path = kept.with_name(name)
    path.write_bytes(content)
    add_file(workspace, A, path)
    file = get_files(workspace, A).files[0]
    with pytest.raises(NotAllowed, match="could run"):
        copy_for_opening(workspace, file.id)
    save_file_as(workspace, file.id, kept.with_name("saved"))


def test_a_name_from_a_merge_is_made_safe_and_missing_content_told(workspace: Workspace, kept: Path) -> None:
    with workspace.change("test", "Test") as change:
        values = {"account_id": A, "name": "..\\..\\CON", "size": -4, "sha256": "ab" * 32}
        change.create("attachment", values)
    (file,) = get_files(workspace, A).files
    assert (file.shown_name, file.size, file.has_content) == ("_CON", 0, False)
    with pytest.raises(NotFound, match="_CON"):
        copy_for_opening(workspace, file.id)


def test_nothing_is_written_over_a_workspace(workspace: Workspace, kept: Path) -> None:
    add_file(workspace, A, kept)
    with pytest.raises(NotAllowed):
        save_file_as(workspace, get_files(workspace, A).files[0].id, workspace.path)
