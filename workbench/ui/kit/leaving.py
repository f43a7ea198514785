"""Leaving what is being written in, before what it is stored in goes away."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QApplication, QWidget


def leave_field(window: QWidget) -> None:
    """Let the field with the cursor tell what was typed, as it does when one goes elsewhere."""
    field = window.focusWidget()
    if field is None:
        return
    if field.hasFocus():
        field.clearFocus()
    else:
        # Of a window in the background no field loses the focus, and none would tell.
        QApplication.sendEvent(field, QFocusEvent(QEvent.Type.FocusOut, Qt.FocusReason.OtherFocusReason))


class DraftTimer(QTimer):
    """Asks for what is being typed to be kept, some time after the first key; ``keep_now`` asks at once."""

    def __init__(self, parent: QObject, milliseconds: int, keep: Callable[[], object]) -> None:
        super().__init__(parent)
        self._keep = keep
        self.setSingleShot(True)
        self.setInterval(milliseconds)
        self.timeout.connect(keep)

    def keep_now(self) -> None:
        """Keep what waits; does nothing where nothing was typed."""
        if self.isActive():
            self.stop()
            self._keep()


def keep_drafts() -> None:
    """Let every page and dialog of the program keep what was typed and waits to be kept."""
    for window in QApplication.topLevelWidgets():
        for timer in window.findChildren(DraftTimer):
            timer.keep_now()


def leave_all(window: QWidget) -> None:
    """Before the file goes away: keep what waits to be kept, and leave the field with the cursor."""
    keep_drafts()
    leave_field(window)
