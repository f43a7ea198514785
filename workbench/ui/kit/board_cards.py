"""The cards of one column of a board: a list that paints them, so that thousands are cheap."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.marks import Mark, paint_mark
from workbench.ui.kit.texts import Text, literal_tip, say
from workbench.ui.kit.tokens import CARD_RADIUS, ICON_SIZE, S1, S2, SMALL, Tone, tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_V = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
CARD_HEIGHT, CARD_GAP = 76, 8
DRAG_FROM = 6
"""Pixels the pointer moves before a card is dragged."""
PALE = 0.4


@dataclass(frozen=True, slots=True)
class BoardCard:
    """One card: a bold title with a mark before it, a grey line with small marks behind, and a foot.

    ``corner`` (a number) stands at the right of the title where the whole title has room beside it. Of the
    foot ``right`` always has its room, and stands in its tone.
    """

    key: Hashable
    title: str
    corner: str = ""
    second: str = ""
    foot: str = ""
    right: str = ""
    right_tone: Tone = Tone.TEXT2
    right_icon: str = ""
    mark: Mark | None = None
    marks: tuple[Mark, ...] = ()
    tooltip: str = ""

    def spoken(self) -> str:
        """All of it as one sentence for a screen reader."""
        parts = (self.corner, self.title, self.second, self.foot, self.right)
        return ", ".join(part for part in parts if part)


class CardModel(QAbstractListModel):
    """The cards of a column."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.cards: Sequence[BoardCard] = ()

    def set_cards(self, cards: Sequence[BoardCard]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self.cards = cards
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.cards)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        card = self.cards[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return card.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return card.spoken()
        if role == Qt.ItemDataRole.ToolTipRole:
            return literal_tip(card.tooltip) or None
        return None


class CardPainter(QStyledItemDelegate):
    """Paints cards with the fonts of one theme and language; ``pale`` greys all of them."""

    def __init__(self, view: "CardList") -> None:
        super().__init__(view)
        self._view = view
        self.pale = False
        self.refresh_fonts()

    def refresh_fonts(self) -> None:
        """After a switch of theme or language."""
        self._small, self._bold = interface_font(SMALL), interface_font(bold=True)
        self._small_metrics, self._bold_metrics = QFontMetrics(self._small), QFontMetrics(self._bold)

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, CARD_HEIGHT + CARD_GAP)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        view, box = self._view, QRectF(option.rect).adjusted(6, 0, -6, -CARD_GAP)
        current = view.hasFocus() and index.row() == view.currentIndex().row()
        painter.save()
        if self.pale:
            painter.setOpacity(PALE)
        self.paint_card(
            painter, box, view.card_model.cards[index.row()], current, index.row() == view.hovered
        )
        painter.restore()

    def paint_card(
        self, painter: QPainter, box: QRectF, card: BoardCard, current: bool = False, hovered: bool = False
    ) -> None:
        """Draw ``card`` in ``box``."""
        look = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.accent if current else look.line_strong), 2 if current else 1))
        painter.setBrush(QColor(look.selected if current else look.hover if hovered else look.page))
        inset = 1.0 if current else 0.5
        painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), CARD_RADIUS, CARD_RADIUS)
        left, right, top = box.left() + S2, box.right() - S2, box.top() + 7
        self._paint_title(painter, QRectF(left, top, right - left, 20), card)
        self._paint_second(painter, QRectF(left, top + 21, right - left, 18), card)
        self._paint_foot(painter, QRectF(left, top + 42, right - left, 18), card)

    def _paint_title(self, painter: QPainter, line: QRectF, card: BoardCard) -> None:
        left, right = line.left(), line.right()
        if card.mark is not None:
            paint_mark(painter, left, round(line.center().y()) - ICON_SIZE / 2, card.mark)
            left += ICON_SIZE + S1
        wanted = self._bold_metrics.horizontalAdvance(card.title)
        corner = self._small_metrics.horizontalAdvance(card.corner) + S2
        # What is cut to its first word tells nobody which card it is.
        if card.corner and wanted + corner <= right - left:
            right -= self._small_metrics.horizontalAdvance(card.corner)
            painter.setFont(self._small)
            painter.setPen(QColor(tokens().text2))
            painter.drawText(
                QRectF(right, line.top(), line.right() - right + 1, line.height()), _V, card.corner
            )
            right -= S2
        painter.setFont(self._bold)
        painter.setPen(QColor(tokens().text))
        room = max(int(right - left), 0)
        shown = self._bold_metrics.elidedText(card.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(QRectF(left, line.top(), room, line.height()), _V, shown)

    def _paint_second(self, painter: QPainter, line: QRectF, card: BoardCard) -> None:
        right, size = line.right(), ICON_SIZE - 2
        for mark in reversed(card.marks):
            right -= size
            paint_mark(painter, right, round(line.center().y()) - size / 2, mark, size)
            right -= S1
        painter.setFont(self._small)
        painter.setPen(QColor(tokens().text2))
        painter.drawText(line, _V, self._elided(card.second, right - line.left()))

    def _paint_foot(self, painter: QPainter, line: QRectF, card: BoardCard) -> None:
        painter.setFont(self._small)
        edge = line.right()
        if card.right:
            shown = self._elided(card.right, line.width())
            edge -= self._small_metrics.horizontalAdvance(shown)
            painter.setPen(QColor(tokens().of(card.right_tone)))
            painter.drawText(QRectF(edge, line.top(), line.right() - edge + 1, line.height()), _V, shown)
            if card.right_icon and edge - line.left() > ICON_SIZE:
                edge -= ICON_SIZE
                mark = Mark(card.right_icon, card.right_tone)
                paint_mark(painter, edge, round(line.center().y()) - 6, mark, 12)
        painter.setPen(QColor(tokens().text2))
        room = edge - S2 - line.left()
        if room > 24:
            painter.drawText(line, _V, self._elided(card.foot, room))

    def _elided(self, text: str, room: float) -> str:
        return self._small_metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(int(room), 0))


class CardList(QListView):
    """A column's cards. Whoever owns it decides what the keys and a dragged card do."""

    opened = Signal(object)
    menu_requested = Signal(object)
    key_pressed = Signal(object)
    """A ``QKeyEvent`` that is no business of one column; accepted if it was used."""
    drag_began = Signal(object)
    drag_moved = Signal(QPointF)
    drag_ended = Signal(QPointF)
    """Global places of the pointer while a card is dragged."""

    def __init__(self, name: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        port = QWidget()
        port.setBackgroundRole(QPalette.ColorRole.Base)
        port.setAutoFillBackground(True)
        self.setViewport(port)
        self.setProperty("surface", "pane")
        self.hovered = -1
        self._held: QPointF | None = None
        self.is_dragging = False
        self.card_model = CardModel(self)
        self.painter = CardPainter(self)
        self.setModel(self.card_model)
        self.setItemDelegate(self.painter)
        say(self, self.setAccessibleName, name)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    def set_cards(self, cards: Sequence[BoardCard]) -> None:
        """Show other cards; the current one stays so if it is still there."""
        current, place = self.current_card(), self.verticalScrollBar().value()
        self.card_model.set_cards(cards)
        if current is not None:
            self.choose(current.key)
        self.verticalScrollBar().setValue(place)
        self.viewport().update()

    def current_card(self) -> BoardCard | None:
        """The card with the accent border."""
        at = self.currentIndex().row()
        return self.card_model.cards[at] if 0 <= at < len(self.card_model.cards) else None

    def choose(self, key: Hashable) -> bool:
        """Make the card of that key current; False if it is not here."""
        for at, card in enumerate(self.card_model.cards):
            if card.key == key:
                self.setCurrentIndex(self.card_model.index(at, 0))
                return True
        return False

    def choose_near(self, y: int) -> None:
        """Make the card current that lies at the height ``y``, else the last before it."""
        index = self.indexAt(self.viewport().rect().topLeft() + self._at(y))
        last = self.card_model.rowCount() - 1
        self.setCurrentIndex(index if index.isValid() else self.card_model.index(last, 0))

    def _at(self, y: int) -> Any:
        return QPointF(S2 + 2, max(y, 0)).toPoint()

    def make_pale(self, on: bool) -> None:
        """Grey all cards, or no longer."""
        self.painter.pale = on
        self.viewport().update()

    # --- mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        on_card = self.indexAt(event.position().toPoint()).isValid()
        left = event.button() == Qt.MouseButton.LeftButton
        self._held = event.globalPosition() if left and on_card else None
        self.viewport().update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        where = event.globalPosition()
        if self._held is not None and event.buttons() & Qt.MouseButton.LeftButton:
            if not self.is_dragging and (where - self._held).manhattanLength() > DRAG_FROM:
                self.is_dragging = True
                self.drag_began.emit(self.current_card())
            if self.is_dragging:
                self.drag_moved.emit(where)
            return
        index = self.indexAt(event.position().toPoint())
        shape = Qt.CursorShape.PointingHandCursor if index.isValid() else Qt.CursorShape.ArrowCursor
        self.viewport().setCursor(shape)
        self._hover(index.row())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        held, self._held = self._held, None
        if self.is_dragging:
            self.is_dragging = False
            self.drag_ended.emit(event.globalPosition())
        elif held is not None and self.indexAt(event.position().toPoint()) == self.currentIndex():
            card = self.current_card()
            if card is not None:
                self.opened.emit(card.key)

    def let_go(self) -> None:
        """Drag no longer; the button may still be held."""
        self._held, self.is_dragging = None, False

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(-1)
        super().leaveEvent(event)

    def _hover(self, at: int) -> None:
        if at != self.hovered:
            self.hovered = at
            self.viewport().update()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.current_card()
        if card is not None:
            self.menu_requested.emit(card.key)

    # --- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        event.ignore()
        self.key_pressed.emit(event)
        if event.isAccepted():
            return
        card = self.current_card()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers() and card:
            self.opened.emit(card.key)
        elif event.text() and event.text().isprintable():
            # Typed letters are no search for a card here: they belong to whoever is around.
            event.ignore()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange) and hasattr(self, "painter"):
            self.painter.refresh_fonts()
        super().changeEvent(event)
