"""How a canvas paints itself: ground, furniture, lines, cards and what marks them."""

from PySide6.QtCore import QRectF, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.canvas.cards import CanvasCards
from workbench.ui.kit.canvas.paint import (
    PALE,
    paint_badge,
    paint_focus,
    paint_ground,
    paint_lines,
)
from workbench.ui.kit.canvas.parts import OVERHANG, CanvasBox, CanvasEdge, Key, NodePainter, NodeState
from workbench.ui.kit.canvas.view import AROUND
from workbench.ui.kit.texts import Text

_FRAME = 0.006
"""Seconds of a frame that go into sharpening pictures of cards, beside what lies under the cards."""


_PLAIN = NodeState()


class CanvasSurface(CanvasCards):
    """The canvas as it is seen."""

    def __init__(self, name: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(name, painter, parent)
        self.raised: frozenset[Key] = frozenset()
        """The cards in the hand: above all others."""
        self._sharpen = QTimer(self, singleShot=True, interval=16)
        self._sharpen.timeout.connect(self.update)

    def state_of(self, key: Key) -> NodeState:
        """How a card stands."""
        return NodeState(
            hovered=key == self.hovered,
            selected=key in self.selected,
            highlighted=key in self.highlighted,
            focused=key == self.focused and self.focus_shown,
        )

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        area = QRectF(event.rect())
        painter.setClipRegion(event.region())
        self.pictures.begin_frame(_FRAME)
        paint_ground(painter, area, self.camera, ratio)
        seen = self.camera.box_to_canvas(CanvasBox(area.x(), area.y(), area.width(), area.height()))
        self._paint_lines(painter, seen)
        self.paint_between(painter)
        if not self.raised:
            # Nothing waits for this frame, and behind hundreds of lines none of it would be left for cards.
            self.pictures.begin_frame(_FRAME)
        self._paint_cards(painter, seen.grown(OVERHANG + AROUND / self.camera.zoom), ratio)
        self.paint_over(painter)
        painter.end()
        if self.pictures.behind:
            self._sharpen.start()

    def _paint_lines(self, painter: QPainter, seen: CanvasBox) -> None:
        painter.save()
        painter.translate(self.camera.left, self.camera.top)
        painter.scale(self.camera.zoom, self.camera.zoom)
        if self.furniture is not None:
            painter.save()
            self.furniture(painter)
            painter.restore()
        shown = self.graph.lines_in(seen)
        scale = self.camera.zoom * self.devicePixelRatioF()
        alpha = self._opacity if self.fading or self.highlighted else None
        paint_lines(painter, shown, alpha, chosen=self.chosen_edge, scale=scale)
        for edge, line in shown:
            if edge.badge or edge.label:
                painter.setOpacity(self._opacity(edge))
                paint_badge(painter, edge, line, strong=edge.key == self.chosen_edge)
        painter.restore()

    def _paint_cards(self, painter: QPainter, seen: CanvasBox, ratio: float) -> None:
        graph, camera, held = self.graph, self.camera, self.highlighted
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        keys = graph.cards_in(seen)
        if self.raised:
            keys.sort(key=self.raised.__contains__)
        special = self.selected | held | {self.hovered, self.focused}
        for key in keys:
            shown = camera.box_to_view(graph.boxes[key])
            pale = bool(held) and key not in held
            state = self.state_of(key) if key in special else _PLAIN
            self.pictures.draw(painter, graph.nodes[key], state, shown, camera.zoom, ratio, pale=pale)
        if self.focused is not None and self.focus_shown and self.hasFocus():
            paint_focus(painter, self.shown_box(self.focused), camera.zoom)

    def paint_between(self, painter: QPainter) -> None:
        """What lies above the lines and below the cards."""

    def paint_over(self, painter: QPainter) -> None:
        """What lies above the cards."""

    def _opacity(self, edge: CanvasEdge) -> float:
        held = self.highlighted
        pale = bool(held) and not (edge.from_key in held and edge.to_key in held)
        return round((self.faded if edge.key in self.fading else 1.0) * (PALE if pale else 1.0), 2)
