"""What stands in the place of an answer that takes long: nothing at first, words after a moment."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S4, Tone

MOMENT_MS = 300
_WIDTH = 420


class Waiting(QWidget):
    """Says ``text`` once it has been in sight for a moment: an answer that comes at once does not flicker."""

    def __init__(self, text: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        middle = Qt.AlignmentFlag.AlignHCenter
        column = vertical(self, margins=(S4, S4, S4, S4))
        column.addStretch(2)
        self.label = Label(text, tone=Tone.TEXT2, wrap=True)
        self.label.setAlignment(middle)
        self.label.setFixedWidth(_WIDTH)
        self.label.hide()
        column.addWidget(self.label, 0, middle)
        column.addStretch(3)
        self.moment = QTimer(self, singleShot=True, interval=MOMENT_MS)
        self.moment.timeout.connect(self.label.show)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.moment.start()

    def hideEvent(self, event: QHideEvent) -> None:
        self.moment.stop()
        self.label.hide()
        super().hideEvent(event)
