"""The files of an account: added, dropped, opened as copies, saved, renamed and deleted."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import settle
from tests.ui.screens_accounts.conftest import account_id, account_page, workspace_of
from workbench.app import Program
from workbench.services.attachments import get_files
from workbench.ui.screens.accounts.files_section import FilesSection
from workbench.ui.screens.accounts.sections import Section

LEFT = Qt.MouseButton.LeftButton
A = account_id("A")


def files_of(program: Program) -> FilesSection:
    page = account_page(program)
    page.sections.go_to(Section.FILES)
    settle(program)
    section = page.sections.section(Section.FILES)
    assert isinstance(section, FilesSection)
    return section


def paper(folder: Path, name: str, content: bytes = b"content") -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def test_files_are_chosen_kept_renamed_saved_and_deleted(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path, qtbot: QtBot
) -> None:
    section = files_of(program)
    assert section.nothing.isVisible()
    prompts.answers = [(paper(tmp_path, "报价.pdf"), paper(tmp_path, "图纸.dwg"))]
    qtbot.keyClick(program.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    settle(program)
    assert {item.title for item in section.list.items_model.items} == {"报价.pdf", "图纸.dwg"}
    assert section.intake.progress.isHidden()
    offer = next(one for one in get_files(workspace_of(program), A).files if one.name == "报价.pdf")
    section._open_pane(offer.id)
    pane = section.pane
    pane.name.control.setText("")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    assert pane.name.has_error()
    pane.name.control.setText("报价二")
    pane.note.control.setText("口头确认")
    qtbot.mouseClick(pane.save_button, LEFT)
    settle(program)
    titles = {item.title: item.second for item in section.list.items_model.items}
    assert titles["报价二.pdf"].endswith("口头确认")
    prompts.answers = [tmp_path / "copy.pdf"]
    section._open_pane(offer.id)
    qtbot.mouseClick(pane.save_as_button, LEFT)
    settle(program)
    assert (tmp_path / "copy.pdf").read_bytes() == b"content"
    qtbot.mouseClick(pane.delete_button, LEFT)
    settle(program)
    assert [item.title for item in section.list.items_model.items] == ["图纸.dwg"]
    program.undo()
    settle(program)
    assert len(section.list.items_model.items) == 2


def test_files_are_dropped_and_what_is_refused_is_told(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path
) -> None:
    section = files_of(program)
    folder = tmp_path / "folder"
    folder.mkdir()
    data = QMimeData()
    paths = (folder, paper(tmp_path, "a.txt"), tmp_path / "gone.txt", paper(tmp_path, "b.txt"))
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    copy, keys = Qt.DropAction.CopyAction, Qt.KeyboardModifier.NoModifier
    entered = QDragEnterEvent(QPoint(5, 5), copy, data, LEFT, keys)
    section.dragEnterEvent(entered)
    assert entered.isAccepted()
    section.dropEvent(QDropEvent(QPointF(5, 5), copy, data, LEFT, keys))
    settle(program)
    assert {one.name for one in get_files(workspace_of(program), A).files} == {"a.txt", "b.txt"}
    assert len(prompts.errors) == 2


def test_a_file_is_opened_as_a_copy_and_a_program_is_not(
    program: Program, prompts: ScriptedPrompts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(Path(url.toLocalFile())))
    section = files_of(program)
    section.add_paths([paper(tmp_path, "a.pdf"), paper(tmp_path, "setup.exe", b"MZ")])
    settle(program)
    files = {one.name: one.id for one in get_files(workspace_of(program), A).files}
    section.list.opened.emit(files["a.pdf"])
    settle(program)
    assert [path.name for path in opened] == ["a.pdf"]
    assert opened[0].read_bytes() == b"content"
    section._open_pane(files["setup.exe"])
    assert not section.pane.open_button.isEnabled()
    assert ".exe" in section.pane._warning.text()
    section.list.opened.emit(files["setup.exe"])
    settle(program)
    assert len(prompts.errors) == 1
    program.window.close()
    assert not opened[0].exists()
