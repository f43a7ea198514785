"""The painted parts of a table: header, rows, hover, current row. ``table.Table`` puts them together."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, paint_check
from workbench.ui.kit.cells import CellPainter
from workbench.ui.kit.table_header import CHECKS, PADDING, Header
from workbench.ui.kit.table_model import TableModel
from workbench.ui.kit.tokens import ICON_SIZE, ROW_HEIGHT, S4, tokens


class Rows(QStyledItemDelegate):
    """Paints a cell: hover and selection tint, the accent edge of the current row, a hairline below."""

    def __init__(self, view: "TableView") -> None:
        super().__init__(view)
        self._view = view
        self.painter = CellPainter()

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        view, look, box = self._view, tokens(), option.rect
        row, section = index.row(), index.column()
        selected = view.selectionModel().isSelected(index)
        if selected:
            painter.fillRect(box, QColor(look.selected))
        elif row == view.hovered:
            painter.fillRect(box, QColor(look.hover))
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, QColor(look.row_line))
        first = view.horizontalHeader().visualIndex(section) == 0
        if first and row == view.currentIndex().row():
            painter.fillRect(box.left(), box.top(), 2, box.height(), QColor(look.accent))
        model = view.rows_model
        column = model.columns[section]
        if column is CHECKS:
            state = Qt.CheckState.Checked if selected else Qt.CheckState.Unchecked
            paint_check(painter, box.left() + S4, box.center().y() - ICON_SIZE // 2 + 1, state)
            return
        left = S4 if first else PADDING
        inner = QRectF(box).adjusted(left, 0, -PADDING, -1)
        self.painter.paint(painter, inner, column.cell(model.row(row)), right=column.right)


class TableView(QTableView):
    """The scrolling part: whole rows are selected, Enter opens, Ctrl+C copies, a tick adds a row."""

    row_activated = Signal(int)
    copy_requested = Signal()
    menu_requested = Signal(QPoint)
    """Where on the screen."""

    def __init__(self, model: TableModel[Any], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows_model = model
        self.hovered = -1
        self._rows = Rows(self)
        self.setItemDelegate(self._rows)
        self.heading = Header(model, self.checked, self.cell_painter, self)
        self.setHorizontalHeader(self.heading)
        self.setModel(model)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW_HEIGHT)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self.setCornerButtonEnabled(False)
        self.setWordWrap(False)
        self.clear_others: Callable[[], object] | None = None
        """Takes away what holds rows back beside the row of filters: a field to search in, a choice."""
        self.clear_button = Button(lambda: _("Clear the filters"), small=True, parent=self.viewport())
        self.clear_button.clicked.connect(self.clear_filters)
        self.clear_button.hide()
        model.modelReset.connect(self.show_nothing_left)
        self.entered.connect(lambda index: self._hover(index.row()))
        self.doubleClicked.connect(lambda index: self.row_activated.emit(index.row()))

    def cell_painter(self) -> CellPainter:
        """The painter with the fonts in force."""
        return self._rows.painter

    def clear_filters(self) -> None:
        """Show all rows."""
        if self.clear_others is not None:
            self.clear_others()
        if self.heading.filters.texts():
            self.heading.filters.show_texts({})
            self.heading.filters.changed.emit()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_nothing_left(self) -> None:
        """Offer to clear the filters where they let nothing through."""
        held_back = bool(self.rows_model.count_all()) and not self.rows_model.rowCount()
        can_clear = self.clear_others is not None or bool(self.heading.filters.texts())
        self.clear_button.setVisible(held_back and can_clear)
        self.clear_button.adjustSize()
        width = self.clear_button.width()
        self.clear_button.move((self.viewport().width() - width) // 2, 2 * S4 + S4)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.rows_model.count_all() and not self.rows_model.rowCount():
            painter = QPainter(self.viewport())
            painter.setFont(self._rows.painter.plain)
            painter.setPen(QColor(tokens().text2))
            box = self.viewport().rect().adjusted(S4, S4, -S4, -S4)
            painter.drawText(box, Qt.AlignmentFlag.AlignHCenter, _("Nothing passes the filters"))

    def selected_spans(self) -> list[tuple[int, int]]:
        """First and last place of each run of selected rows."""
        selection = self.selectionModel().selection()
        parts = (selection.at(at) for at in range(selection.count()))
        return sorted({(part.top(), part.bottom()) for part in parts})

    def select_spans(self, spans: Sequence[tuple[int, int]], current: int) -> None:
        """Select these runs of rows and nothing else; ``current`` is the row with the cursor, or −1."""
        model, flags = self.rows_model, QItemSelectionModel.SelectionFlag
        chosen, last = QItemSelection(), len(model.columns) - 1
        for first, end in spans:
            chosen.select(model.index(first, 0), model.index(end, last))
        self.selectionModel().select(chosen, flags.ClearAndSelect | flags.Rows)
        if current >= 0:
            self.selectionModel().setCurrentIndex(model.index(current, 0), flags.NoUpdate)

    def checked(self) -> Qt.CheckState:
        """Whether all, some or no rows are selected."""
        count = sum(last - first + 1 for first, last in self.selected_spans())
        if count == 0:
            return Qt.CheckState.Unchecked
        whole = count == self.rows_model.rowCount()
        return Qt.CheckState.Checked if whole else Qt.CheckState.PartiallyChecked

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._rows.painter = CellPainter()
        super().changeEvent(event)

    def _hover(self, row: int) -> None:
        for at in {self.hovered, row} - {-1}:
            self.viewport().update(0, self.rowViewportPosition(at), self.viewport().width(), ROW_HEIGHT)
        self.hovered = row

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit_stretching()
        self.show_nothing_left()

    def fit_stretching(self) -> None:
        """Let columns that stretch take the room left, but never less than their width: then one scrolls."""
        header, columns = self.horizontalHeader(), self.rows_model.columns
        shown = [at for at in range(len(columns)) if not header.isSectionHidden(at)]
        stretching = [at for at in shown if columns[at].stretch]
        fixed = sum(header.sectionSize(at) for at in shown if at not in stretching)
        wanted = sum(columns[at].width for at in stretching)
        # Not Qt's own stretching: taken up again after a time without room, it leaves the widths as they are.
        spare = max(self.viewport().width() - fixed - wanted, 0)
        for place, at in enumerate(stretching):
            share = spare // (len(stretching) - place)
            spare -= share
            header.resizeSection(at, columns[at].width + share)

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        # The accent edge stands in the first column, which Qt does not repaint for another cell.
        if current.row() != previous.row():
            self.viewport().update()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.rows_model.columns[index.column()] is CHECKS:
            self._toggle(index)
            return
        super().mousePressEvent(event)

    def _toggle(self, index: QModelIndex) -> None:
        flags = self.selectionModel().SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.Toggle | flags.Rows)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self.heading.place_filters()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        where = event.globalPos()
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            box = self.visualRect(self.currentIndex())
            where = self.viewport().mapToGlobal(box.bottomLeft() if box.isValid() else QPoint(S4, S4))
        self.menu_requested.emit(where)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        row = self.currentIndex().row()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_requested.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and row >= 0:
            self.row_activated.emit(row)
        elif event.key() == Qt.Key.Key_Space and row >= 0:
            self._toggle(self.currentIndex())
        else:
            super().keyPressEvent(event)


def copy_text(text: str) -> None:
    """Put ``text`` on the clipboard."""
    QApplication.clipboard().setText(text)
