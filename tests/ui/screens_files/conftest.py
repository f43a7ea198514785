"""The whole program on a real file, with scripted answers to its questions."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.colleagues import colleague as colleague
from tests.ready_made import put_ready_made
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.settings import Settings, save_settings
from workbench.services.workspaces import Workspace, new_workspace
from workbench.ui.navigation import Destination, PageId
from workbench.ui.page import Page

TODAY = date(2026, 9, 15)
P = TypeVar("P", bound=Page)


class Driven:
    """The program under test: its window, its file, and the answers it will get."""

    def __init__(self, program: Program, prompts: ScriptedPrompts) -> None:
        self.program, self.prompts = program, prompts

    @property
    def workspace(self) -> Workspace:
        assert self.program.context is not None
        return self.program.context.workspace

    @property
    def said(self) -> str:
        """What the toast says."""
        return self.program.window.toast.text()

    def settle(self) -> None:
        """Let the window paint, and finish everything under way."""
        settle(self.program)

    def go(self, page: PageId, kind: type[P]) -> P:
        """Show a page."""
        self.program.window.go(Destination(page))
        self.settle()
        return self.page(kind)

    def page(self, kind: type[P]) -> P:
        """The page shown, which must be of that kind."""
        page = self.program.window.page()
        assert isinstance(page, kind)
        return page


@pytest.fixture
def clock() -> FixedClock:
    """Tuesday, 15 September 2026."""
    return FixedClock(TODAY)


@pytest.fixture
def driven(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts, clock: FixedClock, qtbot: QtBot
) -> Iterator[Driven]:
    """The program on a new file of 张蔚."""
    save_settings(Settings(author="张蔚", language="en"))
    path = tmp_path / "mine.workbench"
    put_ready_made(path, "files", lambda new: new_workspace(new, clock=clock).close())
    with running(app, clock, prompts, path) as program:
        program.window.activateWindow()
        qtbot.waitUntil(program.window.isActiveWindow)
        yield Driven(program, prompts)


class WindowWatch(QObject):
    """Notes every widget that is shown as a window of its own: a page that is made must make none."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(repr(watched))
        return False
