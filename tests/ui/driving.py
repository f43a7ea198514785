"""Driving the whole program in tests: start it on a file, let it come to rest, take it down."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication

from workbench.app import Program
from workbench.foundation.clock import Clock
from workbench.foundation.paths import logs_dir
from workbench.ui.page import Page
from workbench.ui.prompts import Prompts


def settle(program: Program) -> None:
    """Let the window paint, open its file, and finish everything under way."""
    for _turn in range(30):
        QApplication.processEvents()
        if not program.tasks.busy() and program.window.page() is not None:
            QApplication.processEvents()
            if not program.tasks.busy():
                return
        program.tasks.wait_idle()


def page_of(program: Program) -> Page:
    """The page shown."""
    page = program.window.page()
    assert page is not None
    return page


@contextmanager
def running(app: QApplication, clock: Clock, prompts: Prompts, path: Path | None) -> Iterator[Program]:
    """The program on the file at ``path``, or as on its first start."""
    program = Program(app, clock, prompts)
    program.start(path)
    settle(program)
    yield program
    # An error that nobody caught: the window would only say that something happened.
    assert [report.read_text("utf-8") for report in logs_dir().glob("crash-*.txt")] == []
    program.window.close()
    program.window.deleteLater()
    # A window that lives on makes every later change of theme slower.
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
