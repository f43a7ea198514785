"""The program around its one open file: opening, switching, and the Undo of a toast."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from threading import Event, current_thread, main_thread

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.foundation import settings
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import Locked, NoSpace, NotFound
from workbench.foundation.files import replace_file
from workbench.foundation.settings import Settings
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import create_account, edit_account, find_account
from workbench.services.workspaces import Workspace, new_workspace, open_workspace
from workbench.ui.navigation import Destination, PageId

CLOCK = FixedClock(date(2026, 9, 15))


def _make(path: Path, name: str) -> Path:
    made = new_workspace(path, clock=CLOCK, author="张蔚")
    create_account(made, {"name": name})
    made.close()
    return path


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path, Path]:
    """Three workspaces with an account each."""
    names = ("one", "two", "three")
    return tuple(_make(tmp_path / f"{name}.workbench", name) for name in names)  # type: ignore[return-value]


@pytest.fixture
def program(app: QApplication, files: tuple[Path, Path, Path], prompts: ScriptedPrompts) -> Iterator[Program]:
    """The program on the first of the files."""
    with running(app, CLOCK, prompts, files[0]) as program:
        yield program


def _workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def _names(program: Program) -> list[str]:
    return [row.name for row in list_account_lines(_workspace(program)).lines]


def test_of_several_files_asked_for_the_last_one_is_open_and_the_others_are_free(
    program: Program, files: tuple[Path, Path, Path]
) -> None:
    program.open_file(files[1])
    program.open_file(files[2])
    settle(program)
    assert _workspace(program).path == files[2]
    for path in files[:2]:
        open_workspace(path, clock=CLOCK, author="x").close()
    with pytest.raises(Locked):
        open_workspace(files[2], clock=CLOCK, author="x")


def test_a_file_that_cannot_be_opened_leaves_the_open_one(
    program: Program, files: tuple[Path, Path, Path], prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    picture = tmp_path / "picture.workbench"
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    program.open_file(picture)
    settle(program)
    assert [error.__class__.__name__ for error in prompts.errors] == ["NotAWorkspace"]
    assert _workspace(program).path == files[0]


def test_a_file_is_open_and_shown_also_where_it_cannot_be_remembered(
    program: Program,
    files: tuple[Path, Path, Path],
    prompts: ScriptedPrompts,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def full(_settings: Settings) -> None:
        raise NoSpace("There is no room left on the disk.", hint="Free some space.")

    program.window.go(Destination(PageId.MERGE))
    with monkeypatch.context() as disk:
        disk.setattr(settings, "save_settings", full)
        program.open_file(files[1])
        settle(program)
    assert page_of(program).page_id == PageId.TODAY
    assert _names(program) == ["two"]
    assert [type(error) for error in prompts.errors] == [NoSpace]


def test_a_file_opens_while_a_worker_keeps_how_a_table_was_left(
    program: Program, files: tuple[Path, Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = Event()
    in_worker: list[bool] = []

    def write_slowly(path: Path, content: bytes) -> None:
        def fill(part: Path) -> None:
            part.write_bytes(content)
            in_worker.append(current_thread() is not main_thread())
            if not in_worker[-1]:
                # The window has begun to write: time for the worker to write all of its own.
                kept.wait(0.2)

        replace_file(path, fill)
        if current_thread() is not main_thread():
            kept.set()

    program.window.go(Destination(PageId.MERGE))
    settle(program)
    monkeypatch.setattr(settings, "write_bytes", write_slowly)
    program.open_file(files[1])
    program.window.remember_table("people", "by name")
    program.window.tables.write_now()
    settle(program)
    assert sorted(in_worker) == [False, True]
    assert page_of(program).page_id == PageId.TODAY
    stored = settings.load_settings()
    assert (stored.recent[0], stored.tables["people"]) == (str(files[1]), "by name")


def test_what_was_asked_of_a_file_is_nothing_to_tell_once_another_one_is_open(
    program: Program, files: tuple[Path, Path, Path], prompts: ScriptedPrompts, qtbot: QtBot
) -> None:
    go, told = Event(), []
    old = _workspace(program)

    def look(workspace: Workspace) -> object:
        assert go.wait(10)
        return list_account_lines(workspace)

    assert program.context is not None
    program.context.read(look, told.append, key="look")
    program.open_file(files[1])
    qtbot.waitUntil(lambda: _is_closed(old))
    go.set()
    settle(program)
    assert _names(program) == ["two"]
    assert (told, prompts.errors) == ([], [])


def _is_closed(workspace: Workspace) -> bool:
    try:
        workspace.check_open()
    except NotFound:
        return True
    return False


def test_the_undo_of_a_toast_takes_back_what_the_toast_speaks_of(program: Program) -> None:
    assert program.context is not None
    program.context.save(lambda ws: create_account(ws, {"name": "first"}), said="first saved")
    settle(program)
    undo_first = program.window.toast._run
    program.context.save(lambda ws: create_account(ws, {"name": "second"}), said="second saved")
    settle(program)
    assert undo_first is not None
    undo_first()
    settle(program)
    assert sorted(_names(program)) == ["one", "second"]


def test_an_undo_tells_what_stays_because_it_was_changed_since(
    program: Program, prompts: ScriptedPrompts
) -> None:
    context = program.context
    assert context is not None
    context.save(lambda ws: create_account(ws, {"name": "first", "code": "F"}), said="first saved")
    settle(program)
    first = find_account(context.workspace, "F").id
    context.save(lambda ws: edit_account(ws, first, {"phone": "010", "city": "苏州"}), said="saved")
    settle(program)
    undo_edit = program.window.toast._run
    context.save(lambda ws: edit_account(ws, first, {"phone": "020"}), said="saved again")
    settle(program)
    assert undo_edit is not None
    undo_edit()
    settle(program)
    found = find_account(context.workspace, "F")
    assert (found.phone, found.city) == ("020", "")
    assert program.window.toast.text() == "Undone: Edit account. 1 thing stays as it was changed since."
    program.window.toast.action_button.click()
    assert prompts.asked == ["Undone: Edit account"]
    assert prompts.told == ["first: Phone – edited since"]
    program.redo()
    settle(program)
    assert program.window.toast.text().startswith("Done again: Edit account")
    assert find_account(context.workspace, "F").city == "苏州"


def test_a_toast_of_another_file_is_gone_when_a_file_is_opened(
    program: Program, files: tuple[Path, Path, Path]
) -> None:
    assert program.context is not None
    program.context.save(lambda ws: create_account(ws, {"name": "first"}), said="first saved")
    program.open_file(files[1])
    settle(program)
    assert program.window.toast.text() == ""
    program.undo()
    settle(program)
    reopened = open_workspace(files[0], clock=CLOCK, author="x")
    assert sorted(row.name for row in list_account_lines(reopened).lines) == ["first", "one"]
    reopened.close()
