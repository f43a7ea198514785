"""The whitespace grid as a table: units down, products across, a mark and a word in each cell."""

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from workbench.domain.whitespace import CellState, Grid, GridCell
from workbench.foundation.i18n import _, format_money
from workbench.ui.kit.cells import Cell, CellPainter
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import DISC, HALF, RING, SQUARE_DOWN2, Mark
from workbench.ui.kit.surfaces import name_widget
from workbench.ui.kit.tokens import BODY, S2, S4, SMALL, Tone, tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
EMPTY = Grid((), (), {})
MARKS = {
    CellState.US: Mark(DISC, Tone.OK),
    CellState.COMPETITOR: Mark(SQUARE_DOWN2, Tone.DANGER),
    CellState.IN_HOUSE: Mark(HALF, Tone.TEXT2),
    CellState.NOT_USED: Mark(RING, Tone.TEXT3),
}
_KEYS = {
    Qt.Key.Key_U: CellState.US,
    Qt.Key.Key_C: CellState.COMPETITOR,
    Qt.Key.Key_I: CellState.IN_HOUSE,
    Qt.Key.Key_N: CellState.NOT_USED,
    Qt.Key.Key_Delete: CellState.UNKNOWN,
    Qt.Key.Key_Backspace: CellState.UNKNOWN,
}
WIDTH, UNIT_WIDTH, HEIGHT, HEADER_HEIGHT = 144, 248, 36, 44


def cell_look(cell: GridCell) -> Cell:
    """The mark and the word of a cell."""
    if cell.is_suggested:
        return Cell(_("Us?"), tone=Tone.TEXT2, mark=Mark("circle-question-mark", Tone.OK))
    if cell.state is CellState.UNKNOWN:
        return Cell("–", tone=Tone.TEXT3)
    if cell.state is CellState.COMPETITOR:
        return Cell(cell.competitor or cell.state.label, mark=MARKS[cell.state])
    tone = Tone.TEXT3 if cell.state is CellState.NOT_USED else Tone.TEXT
    return Cell(cell.state.label, tone=tone, mark=MARKS[cell.state])


def cell_words(cell: GridCell) -> str:
    """All of a cell in words, for tooltips and screen readers."""
    parts = [f"{cell.unit} · {cell.product}"]
    if cell.is_suggested:
        bought = format_money(cell.bought_fen)
        parts.append(_("Bought {amount} in the last 12 months: click to confirm").format(amount=bought))
    else:
        parts.append(cell.state.label)
    if cell.competitor:
        parts.append(cell.competitor)
    if cell.potential_fen is not None:
        parts.append(_("Potential {amount} a year").format(amount=format_money(cell.potential_fen)))
    if cell.note:
        parts.append(cell.note)
    return "\n".join(parts)


class WhitespaceModel(QAbstractTableModel):
    """The cells of a grid."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.grid = EMPTY

    def set_grid(self, grid: Grid) -> None:
        """Show another grid, or the same one changed."""
        same = (grid.units, grid.products) == (self.grid.units, self.grid.products)
        if same and grid.cells:
            self.grid = grid
            last = self.index(len(grid.units) - 1, len(grid.products) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
            return
        self.beginResetModel()
        self.grid = grid
        self.endResetModel()

    def cell(self, index: Index) -> GridCell | None:
        """The cell at ``index``."""
        if not index.isValid():
            return None
        return self.grid.cells[self.grid.units[index.row()], self.grid.products[index.column()]]

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.units)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.grid.products)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        cell = self.cell(index)
        if cell is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return cell_look(cell).text
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return cell_words(cell)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        names = self.grid.products if orientation == Qt.Orientation.Horizontal else self.grid.units
        return names[section] if 0 <= section < len(names) else None


class _Cells(QStyledItemDelegate):
    def __init__(self, view: "WhitespaceTable") -> None:
        super().__init__(view)
        self._view = view
        self.refresh_fonts()

    def refresh_fonts(self) -> None:
        self._painter = CellPainter()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(WIDTH, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = self._view.grid_model.cell(index)
        if cell is None:
            return
        look, box = tokens(), QRectF(option.rect)
        painter.save()
        painter.setPen(QColor(look.line))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        if index == self._view.currentIndex():
            painter.fillRect(box, QColor(look.selected))
            painter.setPen(QColor(look.accent if self._view.hasFocus() else look.line_strong))
            painter.drawRect(box.adjusted(0.5, 0.5, -1.5, -1.5))
        self._painter.paint(painter, box.adjusted(S2, 0, -S2, 0), cell_look(cell), right=False)
        painter.restore()


class _Names(QHeaderView):
    """The names of units or products, in two lines where one is too short."""

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        look, is_row = tokens(), self.orientation() == Qt.Orientation.Vertical
        name = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        painter.save()
        painter.fillRect(rect, QColor(look.pane))
        painter.setPen(QColor(look.line))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_row:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        painter.setPen(QColor(look.text if is_row else look.text2))
        font = interface_font(BODY if is_row else SMALL)
        painter.setFont(font)
        box = rect.adjusted(S4 if is_row else S2, 2, -S2, -2)
        metrics, flags = QFontMetrics(font), Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWrapAnywhere
        if is_row or metrics.horizontalAdvance(name) > 2 * box.width() - 16:
            room = box.width() if is_row else 2 * box.width() - 24
            name = metrics.elidedText(name, Qt.TextElideMode.ElideRight, room)
        painter.drawText(box, flags, name)
        painter.restore()


class WhitespaceTable(QTableView):
    """A click or Space goes to the next state; letters set one: U, C, I, N, Delete for unknown."""

    state_wanted = Signal(object, object)
    """The cell, and its new state."""
    cell_chosen = Signal(object)
    edit_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid_model = WhitespaceModel(self)
        self.setModel(self.grid_model)
        self._cells = _Cells(self)
        self.setItemDelegate(self._cells)
        name_widget(self, lambda: _("Whitespace grid"))
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setShowGrid(False)
        across, down = _Names(Qt.Orientation.Horizontal, self), _Names(Qt.Orientation.Vertical, self)
        self.setHorizontalHeader(across)
        self.setVerticalHeader(down)
        across.setFixedHeight(HEADER_HEIGHT)
        across.setDefaultSectionSize(WIDTH)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        down.setDefaultSectionSize(HEIGHT)
        down.setFixedWidth(UNIT_WIDTH)
        down.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setCornerButtonEnabled(False)
        self._pressed = QPersistentModelIndex()
        self.selectionModel().currentChanged.connect(lambda index, _old: self._tell(index))

    def show_grid(self, grid: Grid) -> None:
        """Show another grid; the current cell stays so where it is still there."""
        cell = self.current_cell()
        self.grid_model.set_grid(grid)
        key = (cell.unit, cell.product) if cell else None
        if key in grid.cells and cell is not None:
            at = grid.units.index(cell.unit), grid.products.index(cell.product)
            self.setCurrentIndex(self.grid_model.index(*at))

    def current_cell(self) -> GridCell | None:
        """The cell with the frame."""
        return self.grid_model.cell(self.currentIndex())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        self._pressed = QPersistentModelIndex(self.indexAt(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        cell = self.grid_model.cell(index)
        if event.button() == Qt.MouseButton.LeftButton and cell is not None and index == self._pressed:
            self.state_wanted.emit(cell, cell.state.next)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        # Two quick clicks are two steps.
        self.mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        cell = self.current_cell()
        key = Qt.Key(event.key())
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        if cell is not None and plain and key == Qt.Key.Key_Space:
            self.state_wanted.emit(cell, cell.state.next)
        elif cell is not None and plain and key in _KEYS:
            self.state_wanted.emit(cell, _KEYS[key])
        elif cell is not None and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_requested.emit()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._cells.refresh_fonts()
        super().changeEvent(event)

    def _tell(self, index: QModelIndex) -> None:
        self.cell_chosen.emit(self.grid_model.cell(index))
