"""The columns of a table in a list: ticked ones are shown, dragging or Alt+Up and Alt+Down reorders."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QListWidget, QListWidgetItem

from workbench.foundation.i18n import _
from workbench.ui.kit.buttons import Button, Kind
from workbench.ui.kit.labels import Label
from workbench.ui.kit.surfaces import horizontal, vertical
from workbench.ui.kit.texts import words
from workbench.ui.kit.tokens import LINE_HEIGHT, S2, S3, SMALL, Tone

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


class _List(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("lines", True)

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
