"""The list of pairs: ↑ ↓ look at them, → goes into the fields, Enter merges."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.item_list import ItemList


class PairList(ItemList):
    """The pairs, the most likely first."""

    merge_requested = Signal()
    fields_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(lambda: _("Pairs"), selectable=True, pane=True, parent=parent)
        self.opened.connect(lambda _key: self.fields_requested.emit())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.merge_requested.emit()
        elif event.key() == Qt.Key.Key_Right:
            self.fields_requested.emit()
        else:
            super().keyPressEvent(event)
