"""What stands over the whole window while the file is locked: a field for the passphrase, and no name."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.empty_state import IconTile
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Surface, horizontal, vertical
from workbench.ui.kit.tokens import S2, S3, S4, TITLE, Tone

WIDTH = 360


class LockPage(Surface):
    """Asks for the passphrase; ``unlock_requested`` tells what was typed, the field forgets it at once."""

    unlock_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent, look="page")
        middle = Qt.AlignmentFlag.AlignHCenter
        outer = vertical(self, margins=(S4, S4, S4, S4))
        outer.addStretch(2)
        inner = QWidget()
        inner.setFixedWidth(WIDTH)
        column = vertical(inner, gap=S2)
        column.addWidget(IconTile("lock"), 0, middle)
        column.addSpacing(S2)
        title = Label(lambda: _("Locked"), size=TITLE, bold=True)
        title.setAlignment(middle)
        column.addWidget(title)
        said = Label(
            lambda: _("Nothing is lost: everything stands as you left it."), tone=Tone.TEXT2, wrap=True
        )
        said.setAlignment(middle)
        column.addWidget(said)
        column.addSpacing(S3)
        self.passphrase = Field(lambda: _("Passphrase or recovery code"), TextField())
        self.passphrase.control.setEchoMode(QLineEdit.EchoMode.Password)
        self.passphrase.control.returnPressed.connect(self._ask)
        column.addWidget(self.passphrase)
        row = horizontal(gap=S2)
        self.button = Button(lambda: _("Unlock"), Kind.PRIMARY)
        self.button.clicked.connect(self._ask)
        row.addStretch(1)
        row.addWidget(self.button)
        column.addLayout(row)
        outer.addWidget(inner, 0, middle)
        outer.addStretch(3)

    def begin(self) -> None:
        """Nothing typed yet; what is still under way is waited for."""
        self.passphrase.control.clear()
        self.passphrase.set_error("")
        self._let(False)

    def ready(self) -> None:
        """The file is locked: it can be unlocked from here on."""
        self._let(True)
        self.passphrase.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, message: str) -> None:
        """Say why the file stays locked."""
        self._let(True)
        self.passphrase.set_error(message)
        self.passphrase.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask(self) -> None:
        typed = self.passphrase.control.text()
        if typed and self.button.isEnabled():
            self.passphrase.control.clear()
            self.passphrase.set_error("")
            self._let(False)
            self.unlock_requested.emit(typed)

    def _let(self, can_unlock: bool) -> None:
        # The field stays enabled: keys that are typed early are not lost.
        self.button.setEnabled(can_unlock)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.passphrase.control.setFocus(Qt.FocusReason.OtherFocusReason)
