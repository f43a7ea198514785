"""The versions of one thing in a pane, and what two of them differ by."""

from abc import abstractmethod

from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.form import Field
from workbench.ui.kit.inputs import ComboBox
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.labels import Label, Line, SectionHeader
from workbench.ui.kit.surfaces import SidePane, clear_layout, vertical
from workbench.ui.kit.tokens import S1, S2, Tone


class VersionsPane(SidePane):
    """The list on top, the newest first; under it from which version to which, and the differences.

    What differs is put into ``shown`` by ``compare``.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Versions"), width=400, parent=parent)
        self.list = ItemList(lambda: _("Versions"), fit=True, padding=0, pane=True)
        self.list.opened.connect(self.open_version)
        self.column.addWidget(self.list)
        self.column.addSpacing(S2)
        self.column.addWidget(Line())
        self.before: Field[ComboBox] = Field(lambda: _("What changed from"), ComboBox())
        self.after: Field[ComboBox] = Field(lambda: _("to"), ComboBox())
        for field in (self.before, self.after):
            field.control.picked.connect(lambda _key: self.compare())
            self.column.addWidget(field)
        self.heading = SectionHeader(lambda: _("Differences"))
        self.column.addWidget(self.heading)
        self.shown = vertical(gap=S1)
        self.column.addLayout(self.shown)
        self.nothing = Label(lambda: _("Nothing differs."), tone=Tone.TEXT2, wrap=True)
        self.nothing.hide()
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)

    @abstractmethod
    def open_version(self, key: object) -> None:
        """Compare the version of the list that was opened."""

    @abstractmethod
    def compare(self) -> None:
        """Show what differs between the two that are chosen."""

    def start_differences(self, count: int) -> None:
        """Say how many there are, and make room for them."""
        clear_layout(self.shown)
        self.heading.note.say(str(count) if count else "")
        self.nothing.setVisible(not count)
