"""A workspace opens by its icon, on every system in its own way."""

import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from workbench import __main__ as entry
from workbench.ui.shell.file_opening import FileOpening


@pytest.mark.parametrize("name", ["east.workbench", "中 文.WORKBENCH"])
def test_a_workspace_as_the_only_argument_opens_in_the_window(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path | None] = []
    monkeypatch.setattr(sys, "argv", ["workbench", str(tmp_path / name)])
    monkeypatch.setattr("workbench.app.run_window", lambda file: opened.append(file) or 0)
    assert entry.main() == 0
    assert opened == [tmp_path / name]


def test_the_running_program_opens_the_file_the_system_names(qapp: QApplication) -> None:
    opened: list[Path] = []
    watching = FileOpening(opened.append, qapp)
    path = Path("/files/东区 a.workbench")
    assert watching.eventFilter(qapp, QFileOpenEvent(QUrl.fromLocalFile(str(path))))
    assert opened == [path]
