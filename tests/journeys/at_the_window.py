"""Somebody at the real window: looks, clicks, types, and answers what is asked."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.app import Program
from workbench.foundation.clock import Clock
from workbench.services.records import list_records
from workbench.services.workspaces import Workspace
from workbench.ui.page import Page
from workbench.ui.shell.actions import run_action

P = TypeVar("P", bound=Page)


class Rep:
    """Somebody at the window: looks, clicks, types, and answers what is asked."""

    def __init__(self, program: Program, prompts: ScriptedPrompts, qtbot: QtBot) -> None:
        self.program, self.prompts, self._qtbot = program, prompts, qtbot

    @property
    def workspace(self) -> Workspace:
        """The open file, to see what has really been written."""
        assert self.program.context is not None
        return self.program.context.workspace

    @property
    def said(self) -> str:
        """What the toast says."""
        return self.program.window.toast.text()

    def page(self, kind: type[P]) -> P:
        """The page shown, which must be of that kind."""
        page = self.program.window.page()
        assert isinstance(page, kind)
        return page

    def click(self, widget: QWidget) -> None:
        """Press a button that can be pressed, and wait until all it caused is done."""
        assert widget.isVisible()
        assert widget.isEnabled()
        self._qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
        settle(self.program)

    def press(self, key: Qt.Key, *, control: bool = False) -> None:
        """Press a key wherever the focus is."""
        modifier = Qt.KeyboardModifier.ControlModifier if control else Qt.KeyboardModifier.NoModifier
        self._qtbot.keyClick(QApplication.focusWidget() or self.program.window, key, modifier)
        settle(self.program)

    def type_in(self, field: QWidget, text: str) -> None:
        """Type ASCII text into a field."""
        field.setFocus()
        self._qtbot.keyClicks(field, text)
        settle(self.program)

    def return_to_the_window(self) -> None:
        """Make the window the active one, as a window manager does when a dialog closes."""
        self.program.window.activateWindow()
        self._qtbot.waitUntil(self.program.window.isActiveWindow)

    def choose(self, key: str) -> None:
        """Run an action as from the menu or the palette."""
        run_action(next(one for one in self.program.window.actions_table if one.key == key))
        settle(self.program)

    def count(self, kind: str) -> int:
        """How many records of a kind there are in the file."""
        return list_records(self.workspace, kind, limit=0).total


@contextmanager
def somebody(
    app: QApplication, clock: Clock, prompts: ScriptedPrompts, qtbot: QtBot, path: Path | None
) -> Iterator[Rep]:
    """At the window with the file at ``path``, or at a first start."""
    with running(app, clock, prompts, path) as program:
        rep = Rep(program, prompts, qtbot)
        rep.return_to_the_window()
        yield rep
