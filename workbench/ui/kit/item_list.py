"""Lists of one- and two-line items: agendas, due lists, findings, people. Painted, so thousands are cheap."""

from collections.abc import Callable, Hashable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QSizePolicy,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from workbench.ui.kit.item_paint import Item, ItemPainter, Places
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import S4, tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_NOWHERE = Places()


class ItemModel(QAbstractListModel):
    """The items of a list."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.items: Sequence[Item] = ()
        self.mime = ""
        self.payload: Callable[[Hashable], bytes] = lambda key: b""

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items."""
        self.beginResetModel()
        self.items = items
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.items)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        item = self.items[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return item.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return item.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal_tip(item.tooltip) or None
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid() or self.items[index.row()].heading:
            return Qt.ItemFlag.NoItemFlags
        usual = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return usual | Qt.ItemFlag.ItemIsDragEnabled if self.mime else usual

    def mimeTypes(self) -> list[str]:
        return [self.mime] if self.mime else []

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        data = QMimeData()
        if indexes:
            data.setData(self.mime, self.payload(self.items[indexes[0].row()].key))
        return data


class _Lines(QStyledItemDelegate):
    """Paints items and remembers where their links came to lie."""

    def __init__(self, view: "ItemList", padding: int) -> None:
        super().__init__(view)
        self._view, self._padding = view, padding
        self.places: dict[int, Places] = {}
        self.refresh_fonts()

    def refresh_fonts(self) -> None:
        self._painter = ItemPainter(self._padding)
        self.align_leads()

    def align_leads(self) -> None:
        self._painter.align_leads(self._view.items_model.items)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, self._view.items_model.items[index.row()].height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, view, box = tokens(), self._view, option.rect
        item = view.items_model.items[index.row()]
        if view.selectable and view.selectionModel().isSelected(index):
            painter.fillRect(box, QColor(look.selected))
            painter.fillRect(box.left(), box.top(), 2, box.height(), QColor(look.accent))
        elif index.row() == view.hovered and not item.heading:
            painter.fillRect(box, QColor(look.hover))
        painter.save()
        self.places[index.row()] = self._painter.paint(painter, QRectF(box), item)
        painter.restore()
        if (
            view.hasFocus()
            and index.row() == view.currentIndex().row()
            and (view.by_keyboard or not view.selectable)
        ):
            painter.setPen(QColor(look.accent))
            painter.drawRect(box.adjusted(0, 0, -1, -1))


class ItemList(QListView):
    """A list of items. Enter or a double click opens, Space ticks, Ctrl+Enter does the item's action.

    ``selectable`` keeps one item chosen (a list that steers a preview); otherwise one click opens.
    ``fit`` makes the list as high as its items, for a list inside a page that scrolls as a whole.
    """

    opened = Signal(object)
    chosen = Signal(object)
    ticked = Signal(object, bool)
    action_requested = Signal(object)
    why_requested = Signal(object)

    def __init__(
        self,
        name: Text,
        *,
        selectable: bool = False,
        fit: bool = False,
        padding: int = S4,
        pane: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.selectable, self._fit, self.hovered = selectable, fit, -1
        self.by_keyboard = False
        self._use_own_viewport()
        self.items_model = ItemModel(self)
        self._lines = _Lines(self, padding)
        self.setModel(self.items_model)
        self.setItemDelegate(self._lines)
        say(self, self.setAccessibleName, name)
        if pane:
            self.setProperty("surface", "pane")
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        if fit:
            self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
            self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.set_items(())

    def _use_own_viewport(self) -> None:
        # Asked for a widget that Qt made itself, PySide6 first sets up every widget class there is: 10 ms.
        port = QWidget()
        port.setBackgroundRole(QPalette.ColorRole.Base)
        port.setAutoFillBackground(True)
        self.setViewport(port)

    def set_items(self, items: Sequence[Item]) -> None:
        """Show other items; the current one stays so if it is still there."""
        current = self.current_key()
        self._lines.places.clear()
        # The same item chosen again is no news to those who listen.
        was = self.selectionModel().blockSignals(True)
        self.items_model.set_items(items)
        if self.focusPolicy() != Qt.FocusPolicy.NoFocus:
            # Tab would stop where nothing is to be seen.
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if items else Qt.FocusPolicy.ClickFocus)
        self._lines.align_leads()
        found = current is not None and self.choose(current)
        if self.hasFocus() and not self.selectable and not self.currentIndex().isValid():
            # Qt chooses where the keyboard stands only as it comes; it came while nothing was here yet.
            self.setCurrentIndex(self.items_model.index(0, 0))
        self.selectionModel().blockSignals(was)
        self.viewport().update()
        if current is not None and not found:
            self.chosen.emit(None)
        if self._fit:
            self.setFixedHeight(sum(item.height() for item in items))

    def enable_drag(self, mime: str, payload: Callable[[Hashable], bytes]) -> None:
        """Let items be dragged out as ``mime``; ``payload`` writes an item's key."""
        self.items_model.mime, self.items_model.payload = mime, payload
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)

    def current_key(self) -> Hashable | None:
        """The key of the current item."""
        at = self.currentIndex().row()
        return self.items_model.items[at].key if 0 <= at < len(self.items_model.items) else None

    def choose(self, key: Hashable) -> bool:
        """Make the item of that key current; False if it is not there."""
        for at, item in enumerate(self.items_model.items):
            if item.key == key and not item.heading:
                self.setCurrentIndex(self.items_model.index(at, 0))
                return True
        return False

    def places_of(self, at: int) -> Places:
        """Where the clickable parts of the item at place ``at`` were painted last."""
        return self._lines.places.get(at, _NOWHERE)

    def _tell_current(self, index: QModelIndex, _old: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(self.items_model.items[index.row()].key)

    def _part_at(self, where: QPoint) -> tuple[Item | None, str]:
        index = self.indexAt(where)
        if not index.isValid():
            return None, ""
        item, places = self.items_model.items[index.row()], self.places_of(index.row())
        for part, box in (("check", places.check), ("action", places.action), ("why", places.why)):
            if box.contains(where.toPointF()):
                return item, part
        return item, "heading" if item.heading else "line"

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.by_keyboard = event.reason() != Qt.FocusReason.MouseFocusReason
        super().focusInEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.by_keyboard = False
        item, part = self._part_at(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and item is not None:
            if part == "check":
                self.ticked.emit(item.key, not item.checked)
                return
            if part in ("action", "why"):
                (self.action_requested if part == "action" else self.why_requested).emit(item.key)
                return
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item, part = self._part_at(event.position().toPoint())
        plain = event.button() == Qt.MouseButton.LeftButton and not self.selectable
        if plain and item is not None and part == "line":
            self.opened.emit(item.key)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item, part = self._part_at(event.position().toPoint())
        if self.selectable and item is not None and part == "line":
            self.opened.emit(item.key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        where = event.position().toPoint()
        item, part = self._part_at(where)
        pointing = part in ("action", "why", "check") or (part == "line" and not self.selectable)
        self.viewport().setCursor(
            Qt.CursorShape.PointingHandCursor if pointing else Qt.CursorShape.ArrowCursor
        )
        self._hover(self.indexAt(where).row() if item else -1)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, at: int) -> None:
        if at != self.hovered:
            self.hovered = at
            self.viewport().update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_keyboard = True
        at = self.currentIndex().row()
        item = self.items_model.items[at] if 0 <= at < len(self.items_model.items) else None
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if item is None:
            super().keyPressEvent(event)
        elif enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.action_requested.emit(item.key)
        elif enter:
            self.opened.emit(item.key)
        elif event.key() == Qt.Key.Key_Space and item.checked is not None:
            self.ticked.emit(item.key, not item.checked)
        elif event.key() == Qt.Key.Key_F1 and item.why:
            self.why_requested.emit(item.key)
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._lines.refresh_fonts()
        super().changeEvent(event)
