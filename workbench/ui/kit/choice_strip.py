"""Choices where there is not always room for all: those left out are offered by a button behind them."""

from PySide6.QtCore import QPoint
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QWidget

from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.choices import Choices
from workbench.ui.kit.surfaces import horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2


class ChoiceStrip(QWidget):
    """As many choices as there is room for, always with the one that holds.

    With ``more``, the name of a button for the rest, the strip offers them itself when some are left out.
    """

    def __init__(self, choices: Choices, more: Text = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row = horizontal(self, gap=S2)
        row.addWidget(choices)
        self.more: Button | None = None
        if more:
            self.more = Button("", Kind.PLAIN, icon="ellipsis", small=True, name=more)
            self.more.clicked.connect(self._offer)
            self.more.hide()
            row.addWidget(self.more)
        row.addStretch(1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.refit()

    def refit(self) -> None:
        """Choose again which are in sight, after words, counts or the choice changed."""
        is_whole = self._choices.fit(self.width())
        if self.more is not None:
            if not is_whole:
                self._choices.fit(self.width() - self.more.sizeHint().width() - S2)
            self.more.setVisible(not is_whole)

    def menu(self) -> QMenu:
        """The choices that are out of sight."""
        menu = QMenu(self)
        menu.aboutToHide.connect(menu.deleteLater)
        for key, said in self._choices.left_out():
            entry = menu.addAction(said.replace("&", "&&"))
            entry.triggered.connect(lambda _on, key=key: self._pick(key))
        return menu

    def _pick(self, key: object) -> None:
        self._choices.choose(key)
        self.refit()
        self._choices.chosen.emit(key)

    def _offer(self) -> None:
        if self.more is not None:
            self.menu().popup(self.more.mapToGlobal(QPoint(0, self.more.height())))
