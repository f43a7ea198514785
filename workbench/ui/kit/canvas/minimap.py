"""The whole canvas, small, in its corner: the cards in their colours, what is in sight as a frame to drag."""

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.canvas.parts import CanvasBox
from workbench.ui.kit.canvas.view import CanvasView
from workbench.ui.kit.tokens import CARD_RADIUS, S1, S4, tokens

WIDTH, HEIGHT = 118, 62
_REST = 60
"""Milliseconds."""


class Minimap(QWidget):
    """Hidden while there is room for everything. A press goes there, dragging goes along."""

    def __init__(self, canvas: CanvasView) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self.setFixedSize(WIDTH, HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()
        self._cards: QPixmap | None = None
        self._whole = CanvasBox(0, 0, 1, 1)
        self._later = QTimer(self, singleShot=True, interval=_REST)
        self._later.timeout.connect(self._catch_up)
        self._behind = False
        canvas.view_changed.connect(self.follow)
        canvas.places_changed.connect(self._soon)

    def _soon(self) -> None:
        # While cards are dragged the small picture changes less often than the large one, which has the time.
        if self._later.isActive():
            self._behind = True
        else:
            self._refresh()
            self._later.start()

    def _catch_up(self) -> None:
        if self._behind:
            self._behind = False
            self._refresh()
            self._later.start()

    def _refresh(self) -> None:
        self._cards, self._whole = None, self._canvas.graph.content()
        self.follow()

    def follow(self) -> None:
        """The canvas shows something else."""
        canvas = self._canvas
        self.move(canvas.width() - WIDTH - S4, canvas.height() - HEIGHT - S4 // 2)
        content, seen = self._whole, canvas.seen()
        # Nor while all of it would be at this zoom: it would but lie over cards.
        inside = seen.width >= content.width and seen.height >= content.height
        large_enough = canvas.width() > 3 * WIDTH and canvas.height() > 3 * HEIGHT
        self.setVisible(not inside and bool(canvas.graph.nodes) and large_enough)
        self.update()

    def _scale(self) -> tuple[float, CanvasBox]:
        """Pixels here for one of the canvas, and the part of the canvas shown."""
        whole = self._whole
        room_x, room_y = WIDTH - 2 * S1, HEIGHT - 2 * S1
        scale = min(room_x / max(1.0, whole.width), room_y / max(1.0, whole.height))
        x, y = whole.middle
        return scale, CanvasBox(x - WIDTH / scale / 2, y - HEIGHT / scale / 2, WIDTH / scale, HEIGHT / scale)

    def _paint_cards(self) -> QPixmap:
        ratio = self.devicePixelRatioF()
        pixmap = QPixmap(round(WIDTH * ratio), round(HEIGHT * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter, look = QPainter(pixmap), tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(look.line_strong), 1))
        painter.setBrush(QColor(look.page))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), CARD_RADIUS, CARD_RADIUS)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
        painter.setClipRect(self.rect().adjusted(2, 2, -2, -2))
        scale, whole = self._scale()
        graph = self._canvas.graph
        colours = {node.tone: QColor(look.of(node.tone)) for node in graph.nodes.values()}
        for key, node in graph.nodes.items():
            x, y, width, height = graph.boxes[key]
            left, top = round((x - whole.x) * scale), round((y - whole.y) * scale)
            painter.fillRect(
                left, top, max(2, round(width * scale)), max(2, round(height * scale)), colours[node.tone]
            )
        painter.end()
        return pixmap

    def paintEvent(self, event: QPaintEvent) -> None:
        painter, look = QPainter(self), tokens()
        if self._cards is None:
            self._cards = self._paint_cards()
        painter.drawPixmap(0, 0, self._cards)
        scale, whole = self._scale()
        seen = self._canvas.seen()
        frame = QRectF(
            (seen.x - whole.x) * scale, (seen.y - whole.y) * scale, seen.width * scale, seen.height * scale
        ).intersected(QRectF(self.rect()).adjusted(2, 2, -3, -3))
        painter.setPen(QPen(QColor(look.accent), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(frame)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._refresh()
        super().changeEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self.follow()
        event.accept()

    def _go(self, at: QPointF) -> None:
        scale, whole = self._scale()
        canvas = self._canvas
        x, y = canvas.camera.to_view(whole.x + at.x() / scale, whole.y + at.y() / scale)
        canvas.set_camera(canvas.camera.panned(canvas.width() / 2 - x, canvas.height() / 2 - y))
