"""Pictures of the cards of a canvas: each is painted once and then copied, until it looks otherwise."""

import math
import time
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from workbench.ui.kit.canvas.paint import PALE, RING_ROOM, paint_ring
from workbench.ui.kit.canvas.parts import OVERHANG, CanvasBox, CanvasNode, Key, NodePainter, NodeState

_LIMIT = 96_000_000
"""Bytes of pictures kept; a picture out of sight is painted again when it comes back."""


@dataclass(slots=True)
class _Picture:
    pixmap: QPixmap
    look: object
    size: tuple[float, float]
    state: NodeState
    scale: float
    room: float
    """Pixels at 100 % around the card."""
    pale: QPixmap | None = None


class CardPictures:
    """The pictures of one canvas, with the rings of chosen cards unless ``rings`` is off.

    What was never painted is painted at once. What only looks otherwise by now (another zoom or state) is
    shown as it was once the time of the frame is used up; ``behind`` then says that a further frame is due.
    Every frame sharpens one at least, so that there is a last frame however slow the machine is.
    """

    def __init__(self, painter: NodePainter, *, rings: bool = True) -> None:
        self._painter, self._rings = painter, rings
        self._kept: dict[Key, _Picture] = {}
        self._bytes = 0
        self._until = math.inf
        self._sharpened = False
        self.behind = False

    def begin_frame(self, seconds: float) -> None:
        """So long may be spent in this frame on painting pictures anew."""
        self._until = time.perf_counter() + seconds
        self._sharpened = False
        self.behind = False

    def clear(self) -> None:
        """Forget all pictures: another theme, another language."""
        self._kept.clear()
        self._bytes = 0

    def keep_only(self, keys: set[Key]) -> None:
        """Forget the pictures of cards that are gone."""
        for key in self._kept.keys() - keys:
            self._forget(key)

    def draw(
        self,
        painter: QPainter,
        node: CanvasNode,
        state: NodeState,
        at: CanvasBox,
        zoom: float,
        ratio: float,
        *,
        pale: bool = False,
    ) -> None:
        """Draw the card whose box is shown at ``at``, on whole pixels of the screen."""
        picture = self._picture(node, state, zoom, ratio)
        pixmap = picture.pixmap
        if pale:
            if picture.pale is None:
                picture.pale = _paler(pixmap)
            pixmap = picture.pale
        room = picture.room * zoom
        x = round((at.x - room) * ratio) / ratio
        y = round((at.y - room) * ratio) / ratio
        if picture.scale == zoom * ratio:
            painter.drawPixmap(QPointF(x, y), pixmap)
        else:
            whole = QRectF(0, 0, pixmap.width(), pixmap.height())
            painter.drawPixmap(QRectF(x, y, at.width + 2 * room, at.height + 2 * room), pixmap, whole)

    def _picture(self, node: CanvasNode, state: NodeState, zoom: float, ratio: float) -> _Picture:
        size, scale = (node.width, node.height), zoom * ratio
        found = self._kept.get(node.key)
        if found is not None and found.look == node.look and found.size == size:
            if (found.state is state or found.state == state) and found.scale == scale:
                return found
            if self._sharpened and time.perf_counter() > self._until:
                self.behind = True
                return found
            self._sharpened = True
        if self._bytes > _LIMIT:
            self.clear()
        self._forget(node.key)
        room = max(OVERHANG, RING_ROOM / zoom)
        pixmap = QPixmap(
            math.ceil((node.width + 2 * room) * scale), math.ceil((node.height + 2 * room) * scale)
        )
        pixmap.fill(Qt.GlobalColor.transparent)
        # Not ``painter.scale``: icons take the resolution they are drawn in from the device.
        pixmap.setDevicePixelRatio(scale)
        painter = QPainter(pixmap)
        painter.translate(room, room)
        paint_card(painter, self._painter, node, state)
        if self._rings:
            box = CanvasBox(0, 0, *size)
            if state.highlighted:
                paint_ring(painter, box, zoom, soft=True)
            if state.selected:
                paint_ring(painter, box, zoom)
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        self._bytes += pixmap.width() * pixmap.height() * 4
        self._kept[node.key] = found = _Picture(pixmap, node.look, size, state, scale, room)
        return found

    def _forget(self, key: Key) -> None:
        old = self._kept.pop(key, None)
        if old is not None:
            self._bytes -= old.pixmap.width() * old.pixmap.height() * 4


def paint_card(painter: QPainter, card: NodePainter, node: CanvasNode, state: NodeState) -> None:
    """Let ``card`` paint with its top left corner at (0, 0) of ``painter``."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    card.paint(painter, node, state)
    painter.restore()


def _paler(pixmap: QPixmap) -> QPixmap:
    result = pixmap.copy()
    painter = QPainter(result)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(QRectF(0, 0, result.width(), result.height()), QColor.fromRgbF(0, 0, 0, PALE))
    painter.end()
    return result
