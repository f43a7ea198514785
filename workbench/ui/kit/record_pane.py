"""A pane in which one record is typed: Save keeps it, Delete takes it away."""

from abc import abstractmethod

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.surfaces import SidePane, horizontal
from workbench.ui.kit.texts import Text
from workbench.ui.kit.tokens import S2


class RecordPane(SidePane):
    """Its two buttons stand in the row of ``make_buttons``; a new record has nothing to delete yet."""

    def __init__(self, title: Text = "", *, width: int = 340, parent: QWidget | None = None) -> None:
        super().__init__(title, width=width, parent=parent)
        self.save_button = Button(lambda: _("Save"), Kind.PRIMARY)
        self.save_button.clicked.connect(self.save)
        self.delete_button = Button(lambda: _("Delete"), Kind.PLAIN, icon="trash-2")
        self.delete_button.clicked.connect(self.delete)

    def make_buttons(self, *others: QWidget) -> QHBoxLayout:
        """Save with ``others`` beside it, and Delete at the far end."""
        row = horizontal(gap=S2)
        for button in (self.save_button, *others):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.delete_button)
        return row

    @abstractmethod
    def save(self) -> None:
        """Keep what was typed, or say beside its field what is wrong."""

    @abstractmethod
    def delete(self) -> None:
        """Take the record away; Undo brings it back."""
