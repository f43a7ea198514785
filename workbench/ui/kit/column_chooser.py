"""The columns of a table in a list: ticked ones are shown, dragging or Alt+Up and Alt+Down reorders."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind, paint_check
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import words
from workbench.ui.kit.tokens import ICON_SIZE, LINE_HEIGHT, S1, S2, S3, SMALL, Tone, tokens

if TYPE_CHECKING:
    from workbench.ui.kit.table import Table

WIDTH, MOST_SHOWN = 264, 16
_KEY = Qt.ItemDataRole.UserRole


class ColumnChooser(QFrame):
    """Changes hold at once; Esc or a click beside it closes."""

    def __init__(self, table: "Table[Any]") -> None:
        super().__init__(table, Qt.WindowType.Popup)
        self._table = table
        self.setProperty("surface", "card")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFixedWidth(WIDTH)
        self.setAccessibleName(_("Columns"))
        column = vertical(self, margins=(S3, S3, S3, S3), gap=S2)
        self.list = _List()
        self.list.setAccessibleName(_("Columns"))
        self.list.model().rowsMoved.connect(self._moved)
        self.list.itemChanged.connect(self._ticked)
        foot = horizontal()
        self.reset = Button(_("As at first"), Kind.LINK)
        self.reset.clicked.connect(self._reset)
        foot.addWidget(Label(_("Drag, or Alt ↑ ↓, to reorder"), size=SMALL, tone=Tone.TEXT2))
        foot.addStretch(1)
        foot.addWidget(self.reset)
        column.addWidget(self.list)
        column.addLayout(foot)
        self._fill()

    def open_at(self, where: QPoint) -> None:
        """Show the list with its corner at a point of the screen, wholly in sight."""
        self.adjustSize()
        screen = QGuiApplication.screenAt(where) or QGuiApplication.primaryScreen()
        room = screen.availableGeometry()
        x = max(min(where.x(), room.right() - self.width()), room.left())
        y = max(min(where.y(), room.bottom() - self.height()), room.top())
        self.move(x, y)
        self.show()
        self.list.setFocus()

    def _fill(self) -> None:
        table, heading = self._table, self._table.view.heading
        self.list.blockSignals(True)
        self.list.clear()
        for at in range(heading.count()):
            section = heading.logicalIndex(at)
            column = table.model.columns[section]
            if not column.header:
                continue
            item = QListWidgetItem(words(column.header))
            item.setData(_KEY, column.key)
            flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
            # The one column that takes the room left over always stays.
            item.setFlags(flags if column.stretch else flags | Qt.ItemFlag.ItemIsUserCheckable)
            shown = not heading.isSectionHidden(section)
            item.setCheckState(Qt.CheckState.Checked if shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(min(self.list.count(), MOST_SHOWN) * LINE_HEIGHT + 2)
        self.list.blockSignals(False)

    def _ticked(self, item: QListWidgetItem) -> None:
        self._table.show_column(item.data(_KEY), item.checkState() == Qt.CheckState.Checked)

    def _moved(self, *_where: QModelIndex | int) -> None:
        self._table.order_columns([self.list.item(at).data(_KEY) for at in range(self.list.count())])

    def _reset(self) -> None:
        self._table.reset_columns()
        self._fill()


class _Lines(QStyledItemDelegate):
    """A tick box and the name; a click anywhere, or Space, ticks."""

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, LINE_HEIGHT)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        look, box = tokens(), option.rect
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(box, QColor(look.selected))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(box, QColor(look.hover))
        free = bool(index.flags() & Qt.ItemFlag.ItemIsUserCheckable)
        state = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        top = box.center().y() - ICON_SIZE // 2 + 1
        paint_check(painter, box.left() + S1, top, state, enabled=free)
        painter.setFont(interface_font())
        painter.setPen(QColor(look.text if free else look.text2))
        room = box.adjusted(S1 + ICON_SIZE + S2, 0, -S2, 0)
        text = painter.fontMetrics().elidedText(
            index.data(Qt.ItemDataRole.DisplayRole), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, text)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        pressed = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space
        if event.type() != QEvent.Type.MouseButtonRelease and not pressed:
            return False
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        was = Qt.CheckState(index.data(Qt.ItemDataRole.CheckStateRole))
        state = Qt.CheckState.Unchecked if was == Qt.CheckState.Checked else Qt.CheckState.Checked
        return model.setData(index, state, Qt.ItemDataRole.CheckStateRole)


class _List(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setItemDelegate(_Lines(self))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        if step is None or not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            super().keyPressEvent(event)
            return
        at = self.currentRow()
        target = at + step
        if at >= 0 and 0 <= target < self.count():
            root = QModelIndex()
            self.model().moveRow(root, at, root, target + (1 if step > 0 else 0))
            self.setCurrentRow(target)
