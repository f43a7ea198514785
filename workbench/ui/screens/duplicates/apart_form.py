"""Two accounts are two: a strip that takes the reason, which may be left out."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.inputs import TextField
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import Surface, horizontal, name_widget
from workbench.ui.kit.tokens import S2, S6


class ApartForm(Surface):
    """Hidden until asked for; Enter says it, Esc leaves it."""

    said = Signal(str)
    closed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("pane", parent)
        row = horizontal(self, margins=(S6, S2, S6, S2), gap=S2)
        row.addWidget(Label(lambda: _("These are two accounts.")))
        self.reason = TextField(hint=lambda: _("Why, if you like: two plants, a franchise …"))
        name_widget(self.reason, lambda: _("Why these are two accounts"))
        self.reason.returnPressed.connect(self._say)
        row.addWidget(self.reason, 1)
        self.cancel_button = Button(lambda: _("Cancel"), Kind.PLAIN)
        self.cancel_button.clicked.connect(self.leave)
        self.say_button = Button(lambda: _("Not the same"))
        self.say_button.clicked.connect(self._say)
        row.addWidget(self.cancel_button)
        row.addWidget(self.say_button)
        self.hide()

    def begin(self) -> None:
        """Ask."""
        self.reason.clear()
        self.show()
        self.reason.setFocus()

    def leave(self) -> None:
        """Say nothing."""
        self.hide()
        self.closed.emit()

    def _say(self) -> None:
        self.hide()
        self.said.emit(self.reason.text().strip())
