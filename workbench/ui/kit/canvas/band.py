"""A row of small cards beneath a canvas: chosen by click or keys, reached by lines drawn on the canvas."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from workbench.ui.kit.canvas.paint import HANDLE, paint_ring
from workbench.ui.kit.canvas.parts import CanvasBox, CanvasNode, Key, NodePainter, NodeState, Side, Words
from workbench.ui.kit.canvas.pictures import CardPictures
from workbench.ui.kit.fonts import interface_font
from workbench.ui.kit.texts import Text, say, words
from workbench.ui.kit.tokens import S2, S3, S4, S6, SMALL, tokens

_TITLE = 48
_PULL_FROM = 4


class CanvasBand(QWidget):
    """Cards side by side, never zoomed; their ``x`` and ``y`` do not matter. Scrolls sideways."""

    chosen = Signal(object)
    """The key of the card chosen, or ``None``."""
    activated = Signal(object)
    menu_requested = Signal(object, QPoint)
    scrolled = Signal()
    pulled = Signal(object, QPointF)
    """A line is drawn from that card: the point of the screen."""
    pulling = Signal(QPointF)
    let_go = Signal(QPointF)
    pull_left = Signal()
    """Esc: the line goes nowhere."""

    def __init__(self, name: Text, title: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        say(self, self.setAccessibleName, name)
        self._title = title
        self._painter = painter
        self._pictures = CardPictures(painter, rings=False)
        self._nodes: dict[Key, CanvasNode] = {}
        self._boxes: dict[Key, CanvasBox] = {}
        self._offset = 0.0
        self.selected: Key | None = None
        self.hovered: Key | None = None
        self.reached: Key | None = None
        self.over: Callable[[QPainter], None] | None = None
        """Paints what reaches into the band from above."""
        self._name_of: Words | None = None
        self._pressed: tuple[Key, QPointF] | None = None
        self._pulls = False
        self.editable = True
        """Whether lines can be drawn from the cards."""

    def set_cards(self, nodes: Sequence[CanvasNode]) -> None:
        """Show these cards, in this order."""
        self._nodes = {node.key: node for node in nodes}
        self._pictures.keep_only(set(self._nodes))
        self.selected = self.selected if self.selected in self._nodes else None
        self.hovered = None
        if self._pressed is not None and self._pressed[0] not in self._nodes:
            self._pressed = None
        self._arrange()
        self.updateGeometry()

    def set_words(self, name: Words) -> None:
        """How a card is read out."""
        self._name_of = name

    def set_reached(self, key: Key | None) -> None:
        """Mark the card on which a line would land."""
        self.reached = key
        self.update()

    def select(self, key: Key | None) -> None:
        """Choose that card, or none, and bring it into sight."""
        wanted = key if key in self._nodes else None
        if wanted is not None:
            self.show_card(wanted)
        if wanted != self.selected:
            self.selected = wanted
            self.setAccessibleDescription(
                self._name_of(wanted) if wanted is not None and self._name_of else ""
            )
            self.update()
            self.chosen.emit(wanted)

    def keys(self) -> tuple[Key, ...]:
        """The cards, from left to right."""
        return tuple(self._nodes)

    def has(self, key: Key) -> bool:
        """Whether that card is in the band."""
        return key in self._nodes

    def box_of(self, key: Key) -> CanvasBox:
        """Where a card is shown, in pixels of the band."""
        return self._boxes[key].moved(-self._offset, 0)

    def card_at(self, at: QPointF) -> Key | None:
        """The card at a point of the band."""
        if not self.rect().contains(at.toPoint()) or at.x() < self._start():
            return None
        return next((key for key in self._nodes if self.box_of(key).contains(at.x(), at.y())), None)

    def sizeHint(self) -> QSize:
        tallest = max((node.height for node in self._nodes.values()), default=44.0)
        return QSize(480, round(tallest + 2 * S4))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    # --- places

    def _start(self) -> float:
        """Where the cards begin: behind the title."""
        title = QFontMetricsF(interface_font(SMALL)).horizontalAdvance(words(self._title))
        return S6 + max(_TITLE, round(title) + S6)

    def _arrange(self) -> None:
        x = self._start()
        self._boxes = {}
        for key, node in self._nodes.items():
            y = (self.height() - node.height) / 2
            self._boxes[key] = CanvasBox(x, y, node.width, node.height)
            x += node.width + S3
        self._scroll_to(self._offset)

    def _scroll_to(self, offset: float) -> None:
        last = max((box.right for box in self._boxes.values()), default=0.0)
        self._offset = round(max(0.0, min(offset, last + S4 - self.width())))
        self.update()
        self.scrolled.emit()

    def show_card(self, key: Key) -> None:
        """Bring a card into sight."""
        box, start = self._boxes[key], self._start()
        if box.x - self._offset < start:
            self._scroll_to(box.x - start)
        elif box.right - self._offset > self.width() - S4:
            self._scroll_to(box.right + S4 - self.width())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._pictures.clear()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Another language: painters say their words anew, and the title takes other room."""
        self._pictures.clear()
        self._arrange()

    # --- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        painter.fillRect(event.rect(), QColor(look.page))
        painter.setPen(QPen(QColor(look.line), 1))
        painter.drawLine(QPointF(0, 0.5), QPointF(self.width(), 0.5))
        painter.setFont(interface_font(SMALL))
        painter.setPen(QColor(look.text2))
        room = QRectF(S6, 0, self._start() - S6, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, words(self._title))
        painter.save()
        # A little to the left, so that rings and handles of the first card are whole.
        painter.setClipRect(QRectF(self._start() - S2, 0, self.width(), self.height()))
        self._pictures.begin_frame(1.0)
        for key, node in self._nodes.items():
            shown = self.box_of(key)
            if shown.right > 0 and shown.x < self.width():
                self._paint_card(painter, key, node, shown)
        painter.restore()
        if self.over is not None:
            self.over(painter)

    def _paint_card(self, painter: QPainter, key: Key, node: CanvasNode, shown: CanvasBox) -> None:
        focused = key == self.selected and self.hasFocus()
        state = NodeState(hovered=key == self.hovered, selected=key == self.selected, focused=focused)
        self._pictures.draw(painter, node, state, shown, 1.0, self.devicePixelRatioF())
        if key == self.reached or focused:
            paint_ring(painter, shown, 1.0)
        if key == self.hovered and self._pressed is None and self.editable:
            painter.setPen(QPen(QColor(tokens().accent), 1.5))
            painter.setBrush(QColor(tokens().page))
            painter.drawEllipse(QPointF(*shown.side(Side.TOP)), HANDLE, HANDLE)

    # --- mouse and keys

    def mousePressEvent(self, event: QMouseEvent) -> None:
        key = self._near(event.position())
        if event.button() == Qt.MouseButton.LeftButton:
            self.select(key)
            self._pressed = (key, event.position()) if key is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            self._hover(self._near(event.position()))
            return
        key, start = self._pressed
        at = QPointF(self.mapToGlobal(event.position()))
        if self._pulls:
            self.pulling.emit(at)
        elif self.editable and (event.position() - start).manhattanLength() > _PULL_FROM:
            self._pulls = True
            self.pulled.emit(key, at)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            pulled, self._pulls, self._pressed = self._pulls, False, None
            if pulled:
                self.let_go.emit(QPointF(self.mapToGlobal(event.position())))
            self.update()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        key = self.card_at(event.position())
        if key is not None and event.button() == Qt.MouseButton.LeftButton:
            self.activated.emit(key)

    def leaveEvent(self, event: QEvent) -> None:
        self._hover(None)

    def _near(self, at: QPointF) -> Key | None:
        """The card at a point, also where only its handle is."""
        return self.card_at(at) or self.card_at(at + QPointF(0, HANDLE))

    def _hover(self, key: Key | None) -> None:
        if key != self.hovered:
            self.hovered = key
            self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        step = event.angleDelta()
        self._scroll_to(self._offset - (step.x() or step.y()) / 2)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            key = self.card_at(QPointF(event.pos()))
            self.select(key)
            self.menu_requested.emit(key, event.globalPos())
        elif self.selected is not None:
            at = QPointF(*self.box_of(self.selected).middle)
            self.menu_requested.emit(self.selected, self.mapToGlobal(at).toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys, key = self.keys(), Qt.Key(event.key())
        at = keys.index(self.selected) if self.selected in keys else -1
        steps = {Qt.Key.Key_Left: at - 1, Qt.Key.Key_Right: at + 1, Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}
        if key in steps and keys:
            wanted = len(keys) - 1 if key == Qt.Key.Key_End else steps[key]
            self.select(keys[max(0, min(len(keys) - 1, wanted))])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.selected is not None:
            self.activated.emit(self.selected)
        elif key == Qt.Key.Key_Escape and self._pulls:
            self.cancel_pull()
            self.pull_left.emit()
        elif key == Qt.Key.Key_Escape and self.selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def cancel_pull(self) -> None:
        """Forget the line that is being drawn."""
        self._pulls, self._pressed = False, None
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.selected is None and self._nodes and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.select(self.keys()[0])
