"""Backups in the window: listed, looked into, put back, copied to a second place."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from tests.ui.screens_files.conftest import TODAY, Driven
from workbench.foundation.clock import FixedClock
from workbench.services.accounts import create_account
from workbench.services.backups import BackupKind, backup_workspace, list_backups
from workbench.services.records import list_records
from workbench.services.workspaces import change_passphrase, new_workspace
from workbench.ui.navigation import PageId
from workbench.ui.screens.merge.page import MergePage
from workbench.ui.screens.settings.page import SettingsPage


def click(qtbot: QtBot, widget: QWidget) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)


def section(driven: Driven) -> SettingsPage:
    page = driven.go(PageId.SETTINGS, SettingsPage)
    page.choose("backups")
    driven.settle()
    return page


def codes(driven: Driven) -> set[str]:
    return {str(row["code"]) for row in list_records(driven.workspace, "accounts").rows}


def test_a_backup_is_looked_into_and_put_back(driven: Driven, qtbot: QtBot) -> None:
    before = codes(driven)
    backup = backup_workspace(driven.workspace)
    create_account(driven.workspace, {"code": "LATER", "name": "later"})
    page = section(driven)
    pane = page.restore_pane
    page.backups.backups.opened.emit(backup)
    driven.settle()
    assert pane.isVisible()
    assert pane.since_title.text().startswith("1 change since this backup")
    assert pane.back_title.isHidden()
    assert pane.merge_button.isHidden()
    driven.prompts.answers = [False]
    click(qtbot, pane.restore_button)
    driven.settle()
    assert codes(driven) == before | {"LATER"}
    driven.prompts.answers = [True]
    click(qtbot, pane.restore_button)
    driven.settle()
    assert codes(driven) == before
    assert driven.said.startswith("Restored. What was there before is kept as ")
    kept = next(one for one in list_backups(driven.workspace) if one.kind is BackupKind.RESTORE)
    page = section(driven)
    page.restore_pane.look_into(kept.path)
    driven.settle()
    assert page.restore_pane.back_title.text().startswith("1 change that only the backup has")
    assert page.restore_pane.merge_button.isVisible()
    assert page.close_innermost()
    assert page.restore_pane.isHidden()


def test_a_backup_under_another_passphrase_is_asked_for_it(driven: Driven, qtbot: QtBot) -> None:
    secret = Path(driven.workspace.path.parent / "secret.workbench")
    own = new_workspace(secret, passphrase="other", clock=FixedClock(TODAY))
    own.close()
    page = section(driven)
    driven.prompts.answers = [secret]
    click(qtbot, page.backups.other_button)
    driven.settle()
    pane = page.restore_pane
    assert pane.passphrase_button.isVisible()
    assert pane.restore_button.isHidden()
    driven.prompts.answers = ["other"]
    click(qtbot, pane.passphrase_button)
    driven.settle()
    assert pane.state.text().startswith("This is a backup of another file.")


def test_backups_are_copied_to_a_second_place(driven: Driven, qtbot: QtBot, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    page = section(driven)
    driven.prompts.answers = [stick]
    click(qtbot, page.backups.place_button)
    driven.settle()
    click(qtbot, page.backups.backup_button)
    driven.settle()
    copies = {file.name for folder in stick.iterdir() for file in folder.iterdir()}
    assert copies == {one.path.name for one in list_backups(driven.workspace)}
    stick.rename(tmp_path / "pulled")
    click(qtbot, page.backups.backup_button)
    driven.settle()
    assert page.backups.place.text().endswith("is not there at the moment.")
    click(qtbot, page.backups.forget_button)
    driven.settle()
    assert page.backups.place.text() == "None is chosen."


@pytest.mark.parametrize("accepts", [True, False])
def test_where_the_file_is_damaged_its_latest_whole_backup_is_offered(
    accepts: bool, qapp: QApplication, tmp_path: Path
) -> None:
    path, clock = tmp_path / "mine.workbench", FixedClock(TODAY)
    workspace = new_workspace(path, clock=clock)
    create_account(workspace, {"code": "K1", "name": "kept"})
    backup_workspace(workspace)
    workspace = change_passphrase(workspace, None, "secret").workspace
    os.utime(backup_workspace(workspace), (2e9, 2e9))
    workspace.close()
    spoilt = path.read_bytes()[:-100]
    path.write_bytes(spoilt)
    prompts = ScriptedPrompts()
    prompts.answers = ["secret", accepts, None]
    with running(qapp, clock, prompts, path) as program:
        settle(program)
        if accepts:
            assert program.context is not None
            rows = list_records(program.context.workspace, "accounts").rows
            assert [row["code"] for row in rows] == ["K1"]
            kept = [one for one in list_backups(path) if one.kind is BackupKind.DAMAGED]
            assert kept[0].path.read_bytes() == spoilt
        else:
            assert program.context is None
            assert path.read_bytes() == spoilt


@pytest.mark.parametrize("accepts", [True, False])
def test_without_a_backup_one_goes_on_with_what_can_be_read_of_a_damaged_file(
    accepts: bool, qapp: QApplication, tmp_path: Path
) -> None:
    path, clock = tmp_path / "mine.workbench", FixedClock(TODAY)
    workspace = new_workspace(path, clock=clock)
    create_account(workspace, {"code": "K1", "name": "kept"})
    workspace.close()
    spoilt = path.read_bytes()[:-100]
    path.write_bytes(spoilt)
    prompts = ScriptedPrompts()
    prompts.answers = [accepts, None]
    with running(qapp, clock, prompts, path) as program:
        settle(program)
        assert path.read_bytes() == spoilt
        if accepts:
            assert program.context is not None
            assert program.context.workspace.path.name == "mine.readable.workbench"
            rows = list_records(program.context.workspace, "accounts").rows
            assert [row["code"] for row in rows] == ["K1"]
        else:
            assert program.context is None


def test_what_can_be_read_of_a_damaged_file_is_offered_to_merge(driven: Driven, qtbot: QtBot) -> None:
    spoilt = backup_workspace(driven.workspace)
    content = bytearray(spoilt.read_bytes())
    content[-100] ^= 1
    spoilt.write_bytes(content)
    page = section(driven)
    pane = page.restore_pane
    pane.look_into(spoilt)
    driven.settle()
    assert pane.state.text().startswith("The file is damaged")
    assert pane.restore_button.isHidden()
    click(qtbot, pane.salvage_button)
    driven.settle()
    assert "can be read" in driven.said
    driven.page(MergePage)


def test_a_daily_backup_that_cannot_be_made_is_told_without_stopping_work(
    qapp: QApplication, tmp_path: Path
) -> None:
    path, clock = tmp_path / "mine.workbench", FixedClock(TODAY)
    new_workspace(path, clock=clock).close()
    (tmp_path / "backups").write_text("a file in the way")
    prompts = ScriptedPrompts()
    with running(qapp, clock, prompts, path) as program:
        settle(program)
        assert program.window.toast.text().startswith("No backup could be made today: ")
        assert program.window.status.backup.text() == "No backup today"
        assert prompts.errors == []


def test_the_window_tells_the_latest_backup_whatever_it_was_made_for(
    qapp: QApplication, tmp_path: Path, qtbot: QtBot
) -> None:
    path, clock = tmp_path / "mine.workbench", FixedClock(TODAY)
    new_workspace(path, clock=clock).close()
    with running(qapp, clock, ScriptedPrompts(), path) as program:
        assert program.context is not None
        (daily,) = list_backups(program.context.workspace)
        os.utime(daily.path, (0, 0))
        told = program.window.status.backup
        program.upkeep._tell_latest()
        settle(program)
        before = told.text()
        backup_workspace(program.context.workspace)
        qtbot.waitUntil(lambda: told.text() != before)
        assert told.text().startswith("Backed up")
