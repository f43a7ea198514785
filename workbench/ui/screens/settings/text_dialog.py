"""A long text to be read: a licence, a part of a diagnosis."""

from PySide6.QtWidgets import QPlainTextEdit, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.surfaces import name_widget

WIDTH, HEIGHT = 760, 480


def show_text(parent: QWidget, title: str, text: str, *, remark: str = "") -> Dialog:
    """Show ``text`` in a dialog over ``parent``'s window; it can be selected and copied, not changed."""
    dialog = Dialog(title, remark, reject=lambda: _("Close"), width=WIDTH, parent=parent.window())
    body = QPlainTextEdit(text)
    body.setReadOnly(True)
    body.setTabChangesFocus(True)
    body.setMinimumHeight(min(HEIGHT, max(160, parent.window().height() - 240)))
    name_widget(body, title)
    dialog.column.addWidget(body)
    dialog.reject_button.setDefault(True)
    dialog.open()
    body.setFocus()
    return dialog
