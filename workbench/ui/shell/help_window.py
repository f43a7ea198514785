"""The help beside a dialog: a window of its own, since a dialog lets nothing else of the program be used."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog

from workbench.foundation.i18n import _
from workbench.ui.kit.surfaces import vertical
from workbench.ui.shell.help_pane import WIDTH, HelpPane


class HelpWindow(QDialog):
    """Stands at the right of ``dialog`` as far as there is room, and goes with it. Esc and F1 close it."""

    def __init__(self, pane: HelpPane, dialog: QDialog) -> None:
        super().__init__(dialog)
        self.setWindowTitle(_("Help"))
        self.setAccessibleName(_("Help"))
        self.pane, self._dialog = pane, dialog
        # The manual would be one more dialog over this one.
        pane.manual.hide()
        vertical(self).addWidget(pane)
        pane.closed.connect(self.close)
        dialog.finished.connect(self.close)

    def open_at(self, topic: str) -> None:
        """Show the help of ``topic`` beside the dialog."""
        room, beside = self._dialog.screen().availableGeometry(), self._dialog.frameGeometry()
        self.resize(WIDTH, min(max(beside.height(), 480), room.height() - 40))
        left = min(beside.right() + 1, room.right() - WIDTH)
        top = max(min(beside.top(), room.bottom() - self.height()), room.top())
        self.move(QPoint(left, top))
        self.show()
        self.activateWindow()
        self.pane.open_at(topic)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F1:
            self.close()
        else:
            super().keyPressEvent(event)
