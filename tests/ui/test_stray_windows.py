"""Parts of a page never flash up as windows of their own while the page is made."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running, settle
from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import new_workspace
from workbench.ui.navigation import Destination, PageId


class Watch(QObject):
    """Remembers the windows that are shown."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(f"{type(watched).__name__} {watched.accessibleName()}")
        return False


def test_going_through_all_pages_shows_no_other_window(
    app: QApplication, tmp_path: Path, prompts: ScriptedPrompts
) -> None:
    clock = FixedClock(date(2026, 9, 15))
    path = tmp_path / "mine.workbench"
    new_workspace(path, clock=clock).close()
    with running(app, clock, prompts, path) as program:
        watch = Watch()
        app.installEventFilter(watch)
        for page in PageId:
            program.window.go(Destination(page))
            settle(program)
        app.removeEventFilter(watch)
        assert watch.shown == []
