"""Locking the open file: what is typed is kept, nothing is shown or read, and everything stands as it was."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import FileLocked
from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.drafts import find_draft, keep_draft
from workbench.services.workspaces import Workspace, new_workspace, open_workspace
from workbench.ui.kit.leaving import DraftTimer
from workbench.ui.navigation import Destination, PageId

CLOCK = FixedClock(date(2026, 9, 15))
PASSPHRASE = "correct horse 电池"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with a passphrase and one account."""
    path = tmp_path / "secret.workbench"
    made = new_workspace(path, passphrase=PASSPHRASE, clock=CLOCK, author="张蔚")
    create_account(made, {"name": "华为技术"})
    made.close()
    return path


@pytest.fixture
def program(app: QApplication, path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The program on that file."""
    prompts.answers.append(PASSPHRASE)
    with running(app, CLOCK, prompts, path) as program:
        yield program


def _workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def _unlock(program: Program, typed: str) -> None:
    page = program.window.cover.page
    page.passphrase.control.setText(typed)
    page.button.click()
    settle(program)


def test_a_locked_window_shows_the_lock_page_alone_and_comes_back_as_it_was(
    program: Program, qapp: QApplication
) -> None:
    window = program.window
    window.go(Destination(PageId.ACCOUNTS))
    settle(program)
    page = page_of(program)
    field = next(one for one in page.findChildren(QLineEdit) if one.isVisible())
    field.setFocus()
    field.setText("华为 2026")
    field.setSelection(1, 2)
    dialog = QDialog(window)
    dialog.setWindowTitle("About 华为技术")
    dialog.open()
    kept: list[str] = []
    DraftTimer(dialog, 60_000, lambda: kept.append("typed")).start()

    program.lock()
    assert kept == ["typed"]
    settle(program)
    assert _workspace(program).locked
    shown = [one for one in qapp.topLevelWidgets() if one.isVisible()]
    assert shown == [window]
    assert not page.isVisible()
    assert window.cover.page.isVisible()
    # No shortcut reaches the page but the one that leaves the program.
    assert [one.objectName() for one in window.actions() if one.isEnabled()] == ["quit"]
    program.context.notifier.show_message("华为技术 saved")  # type: ignore[union-attr]
    assert window.toast.text() == ""

    _unlock(program, "wrong")
    assert _workspace(program).locked
    assert "does not open" in window.cover.page.passphrase._below.text()
    assert window.cover.page.passphrase.control.text() == ""
    _unlock(program, PASSPHRASE)
    qapp.processEvents()
    assert not _workspace(program).locked
    assert (page_of(program), page.isVisible(), dialog.isVisible()) == (page, True, True)
    assert (field.text(), field.selectionStart(), field.selectedText()) == ("华为 2026", 1, "为 ")
    assert window.toast.text() == "华为技术 saved"
    assert all(one.isEnabled() for one in window.actions())
    dialog.close()


def test_what_is_asked_for_while_locked_waits_and_is_done_afterwards(program: Program) -> None:
    context = program.context
    assert context is not None
    program.lock()
    settle(program)
    names: list[object] = []
    context.save(lambda workspace: create_account(workspace, {"name": "中兴"}), on_done=names.append)
    context.read(lambda workspace: workspace.locked, names.append, key="looked")
    settle(program)
    assert names == []
    with pytest.raises(FileLocked), context.workspace.read():
        pass
    _unlock(program, PASSPHRASE)
    assert len(names) == 2
    assert False in names


def test_what_was_typed_is_in_the_file_before_it_is_locked(program: Program, path: Path) -> None:
    """What lies on the disk now is what a killed program leaves."""
    context, row = program.context, derived_id("visit", "one")
    assert context is not None
    workspace = context.workspace
    typed = {"findings": "他们觉得价格太高"}
    timer = DraftTimer(
        program.window,
        60_000,
        lambda: context.tasks.run_write(
            lambda _job: keep_draft(workspace, row, typed), lambda _nothing: None
        ),
    )
    timer.start()
    program.lock()
    settle(program)
    assert workspace.locked
    killed = path.with_name("killed.workbench")
    killed.write_bytes(path.read_bytes())
    found = open_workspace(killed, passphrase=PASSPHRASE, clock=CLOCK, author="x")
    assert find_draft(found, row) == typed
    found.close()


def test_running_work_ends_before_the_file_is_locked(program: Program) -> None:
    context = program.context
    assert context is not None
    saved: list[object] = []
    context.save(lambda workspace: create_account(workspace, {"name": "中兴"}), on_done=saved.append)
    program.lock()
    assert not program.window.cover.page.button.isEnabled()
    settle(program)
    assert len(saved) == 1
    assert context.workspace.locked
    assert program.window.cover.page.button.isEnabled()


def test_the_program_locks_itself_after_the_minutes_chosen_and_any_key_puts_it_off(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = [0.0]
    idle = program.locking.idle
    monkeypatch.setattr(idle, "_now", lambda: now[0])
    idle.touch()
    assert program.lock_after() == 10
    now[0] = 599
    idle.tick()
    assert not program.locking.is_locked
    handle = program.window.windowHandle()
    idle._watch(handle)
    QTest.keyClick(handle, Qt.Key.Key_F12)
    now[0] = 1000
    idle.tick()
    assert not program.locking.is_locked
    program.lock_after(0)
    now[0] = 100_000
    idle.tick()
    assert not program.locking.is_locked
    program.lock_after(5)
    idle.tick()
    settle(program)
    assert program.locking.is_locked
    # Nobody counts while it is locked, and unlocking begins anew.
    idle.tick()
    _unlock(program, PASSPHRASE)
    idle.tick()
    assert not program.locking.is_locked


def test_whoever_unlocks_by_the_code_is_asked_for_a_new_passphrase(
    program: Program, prompts: ScriptedPrompts, path: Path
) -> None:
    code = " ".join(write_code(_workspace(program).key.raw))
    prompts.answers.append("a new one")
    program.lock()
    settle(program)
    _unlock(program, code)
    settle(program)
    assert prompts.asked[-1] == "New passphrase"
    assert not _workspace(program).locked
    program.lock()
    settle(program)
    _unlock(program, code)
    assert "not of this file" in program.window.cover.page.passphrase._below.text()
    _unlock(program, "a new one")
    assert not _workspace(program).locked


def test_closing_the_locked_window_leaves_a_whole_file(program: Program, path: Path) -> None:
    program.lock()
    settle(program)
    program.window.close()
    assert program.context is None


def test_a_file_without_a_passphrase_is_not_locked(
    app: QApplication, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    plain = tmp_path / "plain.workbench"
    new_workspace(plain, clock=CLOCK, author="x").close()
    with running(app, CLOCK, prompts, plain) as program:
        program.lock()
        assert "no passphrase" in program.window.toast.text()
        assert not program.locking.is_locked
        assert program.locking._limit() is None
