"""The agenda: the coming weeks as a list by day, worked with the keys of the grids."""

from collections.abc import Hashable

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from workbench.foundation.i18n import _
from workbench.ui.kit.empty_state import EmptyState
from workbench.ui.kit.item_list import ItemList
from workbench.ui.kit.item_paint import Item
from workbench.ui.kit.texts import say


class _Lines(ItemList):
    """One click opens; Ctrl with ← → moves the visit by a day, Del calls it off."""

    nudged = Signal(object, int, int)
    delete_requested = Signal(object)
    menu_requested = Signal(object, object, QPoint)
    letter_typed = Signal(str)
    paged = Signal(int)

    letters = ""

    def visit_key(self) -> Hashable | None:
        """The visit of the current line, if it is one."""
        key = self.current_key()
        return key if isinstance(key, bytes) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, visit, letter = event.key(), self.visit_key(), event.text().upper()
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if control and visit is not None and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.nudged.emit((visit,), -1 if key == Qt.Key.Key_Left else 1, 0)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and visit is not None:
            self.delete_requested.emit((visit,))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not control:
            self.paged.emit(-1 if key == Qt.Key.Key_Left else 1)
        elif letter and letter in self.letters and not control:
            self.letter_typed.emit(letter)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.indexAt(event.pos())
        if index.isValid():
            self.setCurrentIndex(index)
        visit = self.visit_key()
        if visit is not None:
            self.menu_requested.emit((visit,), None, event.globalPos())


class Agenda(QStackedWidget):
    """The lines, or what to do where there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say(self, self.setAccessibleName, lambda: _("Agenda"))
        self.list = _Lines(lambda: _("Agenda"))
        self.addWidget(self.list)
        self.addWidget(
            EmptyState(
                "calendar-days",
                lambda: _("Nothing in these four weeks"),
                lambda: _(
                    "Plan a period, drag something from the list of what is to be placed, or press Ctrl N."
                ),
            )
        )

    def show_items(self, items: list[Item]) -> None:
        """Show other lines."""
        self.list.set_items(items)
        self.setCurrentIndex(0 if items else 1)

    def take_focus(self) -> None:
        """Give the keys to the lines, or keep them where there are none."""
        (self.list if self.currentWidget() is self.list else self).setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # Without lines the keys that switch and step go on working.
        self.list.keyPressEvent(event)
