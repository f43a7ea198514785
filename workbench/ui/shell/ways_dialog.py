"""A question with several answers: each a button with its meaning under it, the safe one first."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.dialog import Dialog
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import vertical
from workbench.ui.kit.tokens import S1, SMALL, Tone
from workbench.ui.prompts import Way

_WIDTH = 480


class WaysDialog(Dialog):
    """Enter takes the first way, the arrows move between them, Esc takes none."""

    def __init__(
        self, title: str, message: str, ways: tuple[Way, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(title, message, reject=_("Cancel"), width=_WIDTH, parent=parent)
        self.chosen: str | None = None
        self.buttons: list[Button] = []
        for place, way in enumerate(ways):
            button = Button(way.text, Kind.SECONDARY if place else Kind.PRIMARY)
            button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
            button.setAccessibleDescription(way.note)
            button.clicked.connect(lambda _checked, key=way.key: self._take(key))
            part = vertical(gap=S1)
            part.addWidget(button)
            part.addWidget(Label(way.note, size=SMALL, tone=Tone.TEXT2, wrap=True))
            self.column.addLayout(part)
            self.buttons.append(button)
        if self.buttons:
            self.accept_button.setDefault(False)
            self.buttons[0].setDefault(True)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.buttons:
            self.activateWindow()
            self.buttons[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def _take(self, key: str) -> None:
        self.chosen = key
        self.accept()
