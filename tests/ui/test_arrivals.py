"""A colleague's export opened by its icon or dragged in: what is to be done with it is asked."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import page_of, running, settle
from workbench.app import Program
from workbench.dropped_files import take_dropped
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, ReadOnly
from workbench.foundation.settings import load_settings
from workbench.own_files import own_file
from workbench.services.accounts import create_account
from workbench.services.exchange import export_workspace
from workbench.services.workspaces import Workspace, new_workspace, open_workspace
from workbench.ui.kit.inputs import TextArea
from workbench.ui.navigation import Destination, PageId
from workbench.ui.prompts import Way
from workbench.ui.screens.merge.page import MergePage
from workbench.ui.shell.ways_dialog import WaysDialog

CLOCK = FixedClock(date(2026, 9, 15))
SECRET = "over the hills 7"


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "mine.workbench"
    new_workspace(path, clock=CLOCK, author="张蔚").close()
    return path


def _export(folder: Path, passphrase: str | None = None) -> Path:
    theirs = new_workspace(folder / "theirs.workbench", clock=CLOCK, author="王芳")
    create_account(theirs, {"name": "华为技术"})
    export_workspace(theirs, folder / "export.workbench", passphrase)
    theirs.close()
    return folder / "export.workbench"


@pytest.fixture
def program(app: QApplication, own: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    with running(app, CLOCK, prompts, own) as program:
        yield program


def _workspace(program: Program) -> Workspace:
    assert program.context is not None
    return program.context.workspace


def test_an_export_opened_by_its_icon_is_merged_into_the_workspace_worked_in_last(
    app: QApplication, own: Path, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    with running(app, CLOCK, prompts, own):
        pass
    export = _export(tmp_path)
    prompts.answers = ["merge"]
    with running(app, CLOCK, prompts, export) as program:
        settle(program)
        assert "export.workbench" in prompts.asked[-1]
        assert "王芳" in prompts.told[-1]
        assert _workspace(program).path == own
        page = page_of(program)
        assert isinstance(page, MergePage)
        assert list(page.waiting.looks) == [export]
        assert str(export) not in load_settings().recent


def test_without_an_answer_one_comes_to_ones_own_workspace(
    app: QApplication, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    export = _export(tmp_path)
    prompts.answers = [""]
    with running(app, CLOCK, prompts, export) as program:
        settle(program)
        assert _workspace(program).path == own_file()


def test_only_looking_says_so_all_the_time_and_ends_with_a_click(
    program: Program, prompts: ScriptedPrompts, own: Path, tmp_path: Path
) -> None:
    export = _export(tmp_path, SECRET)
    prompts.answers = [SECRET, "look"]
    program.open_file(export)
    settle(program)
    assert _workspace(program).look_only
    assert not program.window.notice.isHidden()
    assert "export.workbench" in program.window.notice.label.text()
    assert load_settings().recent == (str(own),)
    status = program.window.status
    assert (status.saved.isHidden(), status.backup.isHidden()) == (True, True)
    with pytest.raises(NotAllowed):
        create_account(_workspace(program), {"name": "x"})
    program.window.notice.link.click()
    settle(program)
    assert _workspace(program).path == own
    assert program.window.notice.isHidden()
    page = page_of(program)
    assert isinstance(page, MergePage)
    # The passphrase was given once.
    look = page.waiting.looks[export]
    assert look is not None
    assert look.receipt is not None


def test_one_comes_back_from_looking_to_ones_own(
    program: Program, prompts: ScriptedPrompts, own: Path, tmp_path: Path
) -> None:
    prompts.answers = ["look"]
    program.open_file(_export(tmp_path))
    settle(program)
    program.arrivals.open_own()
    settle(program)
    assert _workspace(program).path == own
    assert program.window.notice.isHidden()


def test_whoever_only_looks_is_not_reminded_of_what_is_due_to_others(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Workspace] = []
    monkeypatch.setattr("workbench.ui.reminders.due_reminders", lambda one, _told: asked.append(one) or ())
    prompts.answers = [SECRET, "look"]
    program.open_file(_export(tmp_path, SECRET))
    settle(program)
    reminders = program.upkeep.reminders
    assert reminders is not None
    reminders.tick()
    settle(program)
    assert asked == []
    # Nor asked for a new passphrase of a copy that goes when it is closed.
    monkeypatch.setattr("workbench.services.recovery.is_recovery_code", lambda _typed: True)
    program.locking.lock()
    settle(program)
    program.locking.unlock(SECRET)
    settle(program)
    assert not program.locking.is_locked
    assert len(prompts.asked) == 2


def test_a_workspace_that_cannot_be_written_says_so_and_is_not_asked_about_again_and_again(
    app: QApplication, own: Path, prompts: ScriptedPrompts, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(app, CLOCK, prompts, own):
        pass

    def refuse(path: Path, **given: Any) -> Workspace:
        if path == own:
            raise ReadOnly("It cannot be written.")
        return open_workspace(path, **given)

    monkeypatch.setattr("workbench.services.workspaces.open_workspace", refuse)
    prompts.answers = ["open"]  # Not offered: it would only be refused again.
    with running(app, CLOCK, prompts, own) as program:
        settle(program)
        assert prompts.told[-1].startswith("It cannot be written.")
        assert _workspace(program).path == own_file()
    assert len(prompts.asked) == 1


@pytest.mark.parametrize("closed", [True, False])
def test_what_was_typed_a_moment_ago_is_kept_when_another_file_opens_or_the_window_closes(
    app: QApplication, own: Path, prompts: ScriptedPrompts, tmp_path: Path, closed: bool
) -> None:
    with running(app, CLOCK, prompts, own) as program:
        program.window.go(Destination(PageId.WEEK))
        settle(program)
        _area(program).setFocus()
        _area(program).insertPlainText("Just now")
        if not closed:
            prompts.answers = ["look"]
            program.open_file(_export(tmp_path))
            settle(program)
    with running(app, CLOCK, prompts, own) as program:
        program.window.go(Destination(PageId.WEEK))
        settle(program)
        assert _area(program).toPlainText() == "Just now"


def _area(program: Program) -> TextArea:
    return next(area for area in page_of(program).findChildren(TextArea) if area.isVisible())


def test_a_file_made_a_workspace_of_its_own_opens_without_a_question_from_then_on(
    program: Program, prompts: ScriptedPrompts, own: Path, tmp_path: Path
) -> None:
    export = _export(tmp_path)
    prompts.answers = ["open"]
    program.open_file(export)
    settle(program)
    assert _workspace(program).path == export
    program.open_recent(own)
    settle(program)
    program.open_recent(export)
    settle(program)
    assert _workspace(program).path == export
    assert len(prompts.asked) == 1


def test_a_file_dragged_in_is_asked_about_in_the_same_way(
    program: Program, prompts: ScriptedPrompts, own: Path, tmp_path: Path
) -> None:
    export = _export(tmp_path)
    prompts.answers = ["merge", ""]
    for _time in range(2):
        take_dropped(program.window, export, program.arrivals.dropped)
        settle(program)
    assert page_of(program).page_id is PageId.MERGE
    assert len(prompts.asked) == 2
    take_dropped(program.window, own, program.arrivals.dropped)
    settle(program)
    assert len(prompts.asked) == 2


def test_the_first_of_several_ways_is_taken_by_enter_and_others_are_reached_by_arrows(
    app: QApplication,
) -> None:
    ways = (Way("merge", "Merge", "Safe"), Way("look", "Look"), Way("open", "Open"))

    def answer(*keys: Qt.Key) -> str | None:
        dialog = WaysDialog("What?", "It says so.", ways)
        dialog.show()
        for key in keys:
            QTest.keyClick(dialog.focusWidget(), key)
        dialog.deleteLater()
        return dialog.chosen

    assert answer(Qt.Key.Key_Return) == "merge"
    assert answer(Qt.Key.Key_Down, Qt.Key.Key_Return) == "look"
    assert answer(Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Space) == "open"
    assert answer(Qt.Key.Key_Escape) is None
