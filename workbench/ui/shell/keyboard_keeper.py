"""Keeps the keyboard in the page when what had it goes away: a form filed, a pane closed, a line done."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from workbench.ui.kit.keyboard_place import put_keyboard_into
from workbench.ui.page import Page
from workbench.ui.tasks import Tasks


def give_keyboard(page: Page) -> None:
    """Put the focus where the page wants it, else into its first list, table, board or control."""
    if not page.take_keyboard():
        put_keyboard_into(page)


class KeyboardKeeper(QObject):
    """Qt hands the focus of what is hidden to the next in order, which at the end of a page is the rail."""

    def __init__(
        self, app: QApplication, tasks: Tasks, page: Callable[[], Page | None], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._window, self._page = parent, page
        self._lost: QWidget | None = None
        self._timer = QTimer(self, singleShot=True, interval=0)
        self._timer.timeout.connect(self._bring_back)
        app.focusChanged.connect(self._moved)
        tasks.busy_changed.connect(self._look_soon)

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        page = self._page()
        if page is not None and old is not None and page.isAncestorOf(old):
            self._lost = None if new is not None and page.isAncestorOf(new) else old
            self._timer.start()

    def _look_soon(self, _busy: bool) -> None:
        self._timer.start()

    def _bring_back(self) -> None:
        lost, self._lost = self._lost, None
        page, focus = self._page(), self._window.focusWidget()
        gone = lost is not None and not (isValid(lost) and lost.isVisible())
        outside = focus is None or (page is not None and not page.isAncestorOf(focus))
        # The page has it itself as long as there is nothing in it that could.
        if page is not None and (focus is page or (gone and outside)) and self._window.isActiveWindow():
            give_keyboard(page)
