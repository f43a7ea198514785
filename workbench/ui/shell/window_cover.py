"""Covering the window: the page below stays as it is, unseen and out of reach, until it is uncovered."""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMainWindow, QStackedWidget, QToolTip, QWidget
from shiboken6 import isValid

from workbench.ui.kit.leaving import leave_field

if TYPE_CHECKING:
    from workbench.ui.shell.lock_page import LockPage

_STILL_RUN = frozenset({"quit"})
"""The actions that a covered window still knows."""


class WindowCover:
    """Puts ``LockPage`` over ``window``. Dialogs are hidden as they are; questions count as cancelled.

    ``unlock`` is called with what is typed there.
    """

    def __init__(self, window: QMainWindow) -> None:
        self._window = window
        self._stack = QStackedWidget()
        self._dialogs: list[QWidget] = []
        self._actions: list[QAction] = []
        self._focus: QWidget | None = None
        self._selection = (0, 0)
        self.is_on = False
        self.unlock: Callable[[str], object] = lambda _typed: None

    @cached_property
    def page(self) -> "LockPage":
        """What the cover shows; made when it is first put on."""
        from workbench.ui.shell.lock_page import LockPage

        page = LockPage()
        page.unlock_requested.connect(lambda typed: self.unlock(typed))
        self._stack.addWidget(page)
        return page

    def over(self, body: QWidget) -> QWidget:
        """What shows ``body``, or the cover in its place."""
        self._stack.addWidget(body)
        return self._stack

    def put_on(self) -> None:
        """Let the field with the cursor tell what was typed; cover the window and all that stands over it."""
        if self.is_on:
            return
        self.is_on = True
        self._remember_focus()
        leave_field(self._window)
        self._actions = [
            one for one in self._window.actions() if one.isEnabled() and one.objectName() not in _STILL_RUN
        ]
        for action in self._actions:
            action.setEnabled(False)
        QToolTip.hideText()
        self._hide_others()
        self.page.begin()
        self._stack.setCurrentWidget(self.page)

    def take_off(self) -> None:
        """Show everything as it was, with the cursor where it was."""
        if not self.is_on:
            return
        self.is_on = False
        for action in self._actions:
            action.setEnabled(True)
        self._stack.setCurrentIndex(0)
        for dialog in self._dialogs:
            if isValid(dialog):
                dialog.show()
        self._dialogs = []
        # The page's own parts come to show themselves first.
        QTimer.singleShot(0, self._window, self._give_focus_back)

    def _hide_others(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None and popup.close():
            pass
        for other in QApplication.topLevelWidgets():
            if other is self._window or not other.isVisible():
                continue
            if isinstance(other, QDialog) and other.windowModality() is Qt.WindowModality.ApplicationModal:
                # A question that the program waits for: hidden it would end all the same.
                other.reject()
            else:
                other.hide()
                self._dialogs.append(other)

    def _remember_focus(self) -> None:
        self._focus = self._window.focusWidget()
        if isinstance(self._focus, QLineEdit):
            start = self._focus.selectionStart()
            length = len(self._focus.selectedText())
            self._selection = (start, length) if length else (self._focus.cursorPosition(), 0)

    def _give_focus_back(self) -> None:
        focus, self._focus = self._focus, None
        if focus is None or not isValid(focus):
            return
        focus.setFocus(Qt.FocusReason.OtherFocusReason)
        if isinstance(focus, QLineEdit):
            start, length = self._selection
            if length:
                focus.setSelection(start, length)
            else:
                focus.setCursorPosition(start)
