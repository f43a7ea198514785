"""The table of goods one types into: Enter or a key edits a cell, Delete takes the line away.

Alt+Shift with an arrow moves the line.
"""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from workbench.domain.contracts import ContractLine
from workbench.foundation.i18n import _
from workbench.ui.kit.surfaces import name_widget
from workbench.ui.kit.tokens import ROW_HEIGHT
from workbench.ui.screens.contracts.goods_model import FIELDS, GoodsModel

_WIDTHS = (210, 110, 170, 64, 96, 110, 130)
_TRIGGERS = (
    QAbstractItemView.EditTrigger.AnyKeyPressed
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.SelectedClicked
)


class GoodsTable(QTableView):
    """As high as its lines. ``typed`` gives line, field and text; ``dropped`` the line to delete.

    ``moved`` gives the ids of the lines in the order wanted.
    """

    typed = Signal(object, str, str)
    dropped = Signal(object)
    moved = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.goods = GoodsModel(self)
        self.goods.typed.connect(self.typed)
        self.setModel(self.goods)
        name_widget(self, lambda: _("Goods"))
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(_TRIGGERS)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        header = self.horizontalHeader()
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setHighlightSections(False)
        for one in (self, header):
            one.setProperty("plain", True)
        for at, width in enumerate(_WIDTHS):
            self.setColumnWidth(at, width)

    def show_lines(self, lines: Sequence[ContractLine], *, fixed: bool) -> None:
        """Show these."""
        self.goods.show(lines, fixed=fixed)
        head = self.horizontalHeader().sizeHint().height()
        self.setFixedHeight(head + self.goods.rowCount() * ROW_HEIGHT + 2)

    def drop_line(self) -> None:
        """Ask to delete the line the cursor is in."""
        line = self.goods.line_at(self.currentIndex().row())
        if line is not None and not self.goods.fixed:
            self.dropped.emit(line)

    def move_line(self, places: int) -> None:
        """Ask to move the line the cursor is in; the cursor goes with it."""
        at = self.currentIndex()
        ids = [one.id for one in self.goods.lines]
        to = at.row() + places
        if at.row() < len(ids) and 0 <= to < len(ids) and not self.goods.fixed:
            ids.insert(to, ids.pop(at.row()))
            self.setCurrentIndex(self.goods.index(to, at.column()))
            self.moved.emit(ids)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        both = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ShiftModifier
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is not None and event.modifiers() & both == both:
            self.move_line(step)
            return
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if event.key() == Qt.Key.Key_Delete:
            self.drop_line()
        elif enter and not event.modifiers() and self.state() is not QAbstractItemView.State.EditingState:
            self.edit(self.currentIndex())
        else:
            super().keyPressEvent(event)

    def retranslate(self) -> None:
        """Headings of the columns."""
        self.goods.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(FIELDS) - 1)
