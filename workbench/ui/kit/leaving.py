"""Leaving the field that is being written in, before what it is stored in goes away."""

from PySide6.QtCore import QEvent, Qt
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
