"""A table of figures whose shade says how much: lines by columns, each cell with its numbers in words."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QScrollBar, QSizePolicy, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.icons import paint_icon
from workbench.ui.kit.texts import Text, say
from workbench.ui.kit.tokens import CHIP_ICON_SIZE, SMALL, tokens

LABEL, HEAD, ROW, _BAR = 148, 48, 60, 12
_SUM_SHARE = 1.3
"""How much wider than the others the last column is."""
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine


@dataclass(frozen=True, slots=True)
class HeatCell:
    """``share`` is how full, 1 for just full; ``remark`` is a word for what the shade cannot say."""

    text: str = ""
    second: str = ""
    share: float = 0.0
    over: bool = False
    remark: str = ""
    tooltip: str = ""


@dataclass(frozen=True, slots=True)
class HeatColumn:
    """The heading of a column in two lines; ``marked`` is the present one."""

    key: Hashable
    title: str
    second: str = ""
    marked: bool = False


@dataclass(frozen=True, slots=True)
class HeatRow:
    """A line: its name, a remark beneath, and a cell for each column."""

    key: Hashable
    title: str
    second: str
    cells: tuple[HeatCell, ...]


class HeatMap(QWidget):
    """Arrows move the cell, Enter or a click opens it. ``cell_opened`` has the keys of line and column."""

    cell_opened = Signal(object, object)
    paged = Signal(int)
    letter_typed = Signal(str)

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        say(self, self.setAccessibleName, name)
        self.letters = ""
        self.rows: Sequence[HeatRow] = ()
        self.columns: Sequence[HeatColumn] = ()
        self.current = (0, 0)
        self._bar = QScrollBar(Qt.Orientation.Vertical, self)
        self._bar.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bar.valueChanged.connect(lambda _value: self.update())

    def show_map(self, rows: Sequence[HeatRow], columns: Sequence[HeatColumn]) -> None:
        """Show other figures; the present column is where the keys begin."""
        again = [one.key for one in columns] == [one.key for one in self.columns]
        self.rows, self.columns = rows, columns
        if not again:
            self.current = (0, next((at for at, one in enumerate(columns) if one.marked), 0))
        self.current = (min(self.current[0], max(0, len(rows) - 1)), self.current[1])
        self._set_range()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(900, 640)

    def box_of(self, row: int, column: int) -> QRectF:
        """Where a cell lies now."""
        # The last one sums the others up and has the longest figures.
        wide = (self.width() - LABEL - _BAR) / max(1.0, len(self.columns) - 1 + _SUM_SHARE)
        last = column == len(self.columns) - 1
        left = round(LABEL + wide * column)
        right = round(LABEL + wide * (column + (_SUM_SHARE if last else 1)))
        return QRectF(left, HEAD + row * ROW - self._bar.value(), right - left, ROW)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.fillRect(self.rect(), QColor(look.page))
        painter.save()
        painter.setClipRect(QRectF(0, HEAD, self.width(), self.height()))
        first = self._bar.value() // ROW
        for at in range(first, min(len(self.rows), first + self.height() // ROW + 2)):
            self._paint_row(painter, at)
        if self.hasFocus() and self.rows:
            painter.setPen(QPen(QColor(look.accent), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(self.box_of(*self.current).adjusted(1, 1, -2, -2), 4, 4)
        painter.restore()
        for at, column in enumerate(self.columns):
            self._paint_heading(painter, self.box_of(0, at), column)
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.drawLine(QPointF(0, HEAD - 0.5), QPointF(self.width(), HEAD - 0.5))

    def _paint_heading(self, painter: QPainter, below: QRectF, column: HeatColumn) -> None:
        look = tokens()
        box = QRectF(below.left(), 4, below.width(), 20)
        painter.setFont(interface_font(SMALL, bold=column.marked))
        painter.setPen(QColor(look.accent if column.marked else look.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, column.title)
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.accent if column.marked else look.text2))
        # Half a date beside half another reads as a wrong one; the tooltips of the cells have it whole.
        if painter.fontMetrics().horizontalAdvance(column.second) <= box.width() - 4:
            painter.drawText(box.translated(0, 19), Qt.AlignmentFlag.AlignCenter, column.second)

    def _paint_row(self, painter: QPainter, at: int) -> None:
        look, row = tokens(), self.rows[at]
        top = self.box_of(at, 0).top()
        painter.setFont(interface_font())
        painter.setPen(QColor(look.text))
        metrics = painter.fontMetrics()
        title = metrics.elidedText(row.title, Qt.TextElideMode.ElideRight, LABEL - 24)
        painter.drawText(QRectF(16, top + 10, LABEL - 20, 20), _V, title)
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        second = painter.fontMetrics().elidedText(row.second, Qt.TextElideMode.ElideRight, LABEL - 24)
        painter.drawText(QRectF(16, top + 30, LABEL - 20, 18), _V, second)
        for place, cell in enumerate(row.cells):
            self._paint_cell(painter, self.box_of(at, place), cell)
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(QPointF(0, top + ROW - 0.5), QPointF(self.width(), top + ROW - 0.5))

    def _paint_cell(self, painter: QPainter, box: QRectF, cell: HeatCell) -> None:
        look = tokens()
        inner = box.adjusted(1, 1, -2, -2)
        if cell.over:
            painter.fillRect(inner, QColor(look.warn_tint))
            painter.fillRect(QRectF(inner.left(), inner.top(), inner.width(), 2), QColor(look.warn))
        elif cell.share > 0:
            shade = QColor(look.accent)
            shade.setAlpha(int(20 + 70 * min(1.0, cell.share)))
            painter.fillRect(inner, shade)
        elif cell.remark:
            painter.fillRect(inner, QColor(look.pane))
        painter.setFont(interface_font(bold=cell.over))
        painter.setPen(QColor(look.warn if cell.over else look.text))
        first = QRectF(box.left(), box.top() + 4, box.width(), 18)
        text = self.figure_of(cell, box.width())
        width = painter.fontMetrics().horizontalAdvance(text)
        if cell.over and width + CHIP_ICON_SIZE + 4 <= box.width():
            x = box.center().x() - (width + CHIP_ICON_SIZE + 4) / 2
            paint_icon(painter, x, first.top() + 3, "triangle-alert", look.warn, CHIP_ICON_SIZE)
            painter.drawText(QRectF(x + CHIP_ICON_SIZE + 4, first.top(), width + 2, 18), _V, text)
        else:
            painter.drawText(first, Qt.AlignmentFlag.AlignCenter, text)
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        if painter.fontMetrics().horizontalAdvance(cell.second) <= box.width():
            painter.drawText(first.translated(0, 17), Qt.AlignmentFlag.AlignCenter, cell.second)
        painter.setPen(QColor(look.warn if cell.over else look.text2))
        room = QRectF(box.left() + 1, box.top() + 38, box.width() - 2, 18)
        shown = painter.fontMetrics().elidedText(cell.remark, Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignCenter, shown)

    def figure_of(self, cell: HeatCell, width: float) -> str:
        """The text of ``cell`` in ``width`` pixels; without room for the whole, what is before its stroke."""
        metrics = QFontMetricsF(interface_font(bold=cell.over))
        return cell.text if metrics.horizontalAdvance(cell.text) <= width - 2 else cell.text.partition("/")[0]

    def _cell_at(self, at: QPointF) -> tuple[int, int] | None:
        if at.y() < HEAD:
            return None
        row = int(at.y() - HEAD + self._bar.value()) // ROW
        if row >= len(self.rows):
            return None
        found = (place for place in range(len(self.columns)) if self.box_of(row, place).contains(at))
        column = next(found, None)
        return (row, column) if column is not None else None

    def mousePressEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        if found is not None and event.button() == Qt.MouseButton.LeftButton:
            self._go(*found)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        if found is not None and found == self.current and event.button() == Qt.MouseButton.LeftButton:
            self._open()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        found = self._cell_at(event.position())
        self.setToolTip(self.rows[found[0]].cells[found[1]].tooltip if found else "")
        self.setCursor(Qt.CursorShape.PointingHandCursor) if found else self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {
            Qt.Key.Key_Left: (0, -1),
            Qt.Key.Key_Right: (0, 1),
            Qt.Key.Key_Up: (-1, 0),
            Qt.Key.Key_Down: (1, 0),
        }
        key, text = Qt.Key(event.key()), event.text().upper()
        if key in steps and self.rows:
            down, right = steps[key]
            self._go(self.current[0] + down, self.current[1] + right)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.rows:
            self._open()
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(-1 if key == Qt.Key.Key_PageUp else 1)
        elif text and text in self.letters and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.letter_typed.emit(text)
        else:
            super().keyPressEvent(event)

    def _go(self, row: int, column: int) -> None:
        if column < 0 or column >= len(self.columns):
            self.paged.emit(-1 if column < 0 else 1)
            return
        self.current = (max(0, min(len(self.rows) - 1, row)), column)
        top, seen = self.current[0] * ROW, self.height() - HEAD
        if top < self._bar.value():
            self._bar.setValue(top)
        elif top + ROW > self._bar.value() + seen:
            self._bar.setValue(top + ROW - seen)
        cell = self.rows[self.current[0]].cells[column]
        self.setAccessibleDescription(cell.tooltip)
        self.update()

    def _open(self) -> None:
        self.cell_opened.emit(self.rows[self.current[0]].key, self.columns[self.current[1]].key)

    def _set_range(self) -> None:
        seen = max(1, self.height() - HEAD)
        self._bar.setRange(0, max(0, len(self.rows) * ROW - seen))
        self._bar.setPageStep(seen)
        self._bar.setSingleStep(ROW)
        self._bar.setGeometry(self.width() - _BAR, HEAD, _BAR, seen)
        self._bar.setVisible(self._bar.maximum() > 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._set_range()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self._bar.setValue(self._bar.value() - event.angleDelta().y() // 2)
        event.accept()
