"""What the mouse does on a canvas: dragging cards, drawing lines and boxes, pushing the view."""

from abc import ABC, abstractmethod
from collections.abc import Collection

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter

from workbench.ui.kit.canvas.hands import CanvasHands
from workbench.ui.kit.canvas.paint import paint_band_box, paint_guides, paint_reaching, reaching_curve
from workbench.ui.kit.canvas.parts import CanvasBox, Key, Side
from workbench.ui.kit.canvas.snap import REACH, Guide, Snapped, snapped

Held = Qt.KeyboardModifier
NEIGHBOURS = 60
"""Cards that snapping looks at: the nearest, in sight."""


class Gesture(ABC):
    """Something under way from press to release, in pixels of the widget."""

    pushes = False
    """Whether the view goes along when the pointer is held at its edge."""
    cursor = Qt.CursorShape.ArrowCursor

    def __init__(self, canvas: CanvasHands, at: QPointF) -> None:
        self.canvas = canvas
        self.began = canvas.to_canvas(at)

    @abstractmethod
    def move(self, at: QPointF, held: Held) -> None:
        """The pointer is there now."""

    @abstractmethod
    def finish(self, at: QPointF, held: Held) -> None:
        """The button is let go there."""

    @abstractmethod
    def cancel(self) -> None:
        """Put everything back as it was."""

    def paint(self, painter: QPainter) -> None:  # noqa: B027
        """Paint what shows the gesture above the cards: nothing, for most."""

    def paint_below(self, painter: QPainter) -> None:  # noqa: B027
        """Paint what shows the gesture below the cards."""


class DragCards(Gesture):
    """Cards follow the pointer, snapping to neighbours and grid unless Alt is held."""

    pushes = True
    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: CanvasHands, at: QPointF, grabbed: Key, keys: Collection[Key]) -> None:
        super().__init__(canvas, at)
        self._boxes = {key: canvas.graph.boxes[key] for key in keys}
        self._grabbed = self._boxes[grabbed]
        self._guides: tuple[Guide, ...] = ()
        canvas.raised = frozenset(keys)

    def move(self, at: QPointF, held: Held) -> None:
        step = self.canvas.to_canvas(at) - self.began
        found = Snapped(step.x(), step.y())
        if not held & Held.AltModifier:
            reach = REACH / self.canvas.camera.zoom
            neighbours = self._neighbours(found.right, found.down)
            found = snapped(self._grabbed, found.right, found.down, neighbours, reach)
        self._show_guides(found.guides)
        self.canvas.place_cards({key: box.moved(found.right, found.down) for key, box in self._boxes.items()})

    def _neighbours(self, right: float, down: float) -> list[CanvasBox]:
        canvas = self.canvas
        sight = canvas.camera.box_to_canvas(CanvasBox(0, 0, canvas.width(), canvas.height()))
        boxes = [canvas.graph.boxes[key] for key in canvas.graph.cards_in(sight) if key not in self._boxes]
        x, y = self._grabbed.moved(right, down).middle
        boxes.sort(key=lambda box: abs(box.middle[0] - x) + abs(box.middle[1] - y))
        return boxes[:NEIGHBOURS]

    def _show_guides(self, guides: tuple[Guide, ...]) -> None:
        for guide in {*self._guides, *guides} if guides != self._guides else ():
            size = guide.end - guide.start
            box = (
                CanvasBox(guide.at, guide.start, 0, size)
                if guide.upright
                else CanvasBox(guide.start, guide.at, size, 0)
            )
            self.canvas.touch(box)
        self._guides = guides

    def finish(self, at: QPointF, held: Held) -> None:
        self.move(at, held)
        self._show_guides(())
        self.canvas.raised = frozenset()
        self.canvas.tell_moved(self._boxes)

    def cancel(self) -> None:
        self._show_guides(())
        self.canvas.raised = frozenset()
        self.canvas.put_back(self._boxes)

    def paint_below(self, painter: QPainter) -> None:
        paint_guides(painter, self._guides, self.canvas.camera)


class DrawLine(Gesture):
    """A line from a handle to another card, or to an empty place."""

    pushes = True
    cursor = Qt.CursorShape.CrossCursor

    def __init__(self, canvas: CanvasHands, at: QPointF, key: Key, side: Side) -> None:
        super().__init__(canvas, at)
        self.key, self.side = key, side
        self._at = at

    def move(self, at: QPointF, held: Held) -> None:
        self._at = at
        self.canvas.reach_for(self.key, self.side, at)

    def finish(self, at: QPointF, held: Held) -> None:
        self.move(at, held)
        self.canvas.land(self.key, self.side, at)

    def cancel(self) -> None:
        self.canvas.reach_for(self.key, self.side, None)

    def paint(self, painter: QPainter) -> None:
        reached = self.canvas.reached
        start = self.canvas.handle_of(self.key, self.side)
        end = self._at.toTuple() if reached is None else self.canvas.landing_of(reached, start)
        path = reaching_curve(start, self.side, end)
        word = self.canvas.line_word(self.key, self.side)
        paint_reaching(painter, path, word, lands=reached is not None)


class DrawBox(Gesture):
    """A box that chooses what it touches; with Shift besides what was chosen."""

    pushes = True

    def __init__(self, canvas: CanvasHands, at: QPointF, kept: frozenset[Key]) -> None:
        super().__init__(canvas, at)
        self._kept, self._before = kept, canvas.selected
        self._at = at

    def _box(self) -> QRectF:
        start = self.canvas.to_view(self.began.x(), self.began.y())
        return QRectF(start, self._at).normalized()

    def move(self, at: QPointF, held: Held) -> None:
        self._at = at
        box = self._box()
        inside = self.canvas.camera.box_to_canvas(CanvasBox(box.x(), box.y(), box.width(), box.height()))
        self.canvas.show_selected(self._kept | frozenset(self.canvas.graph.cards_in(inside)))
        self.canvas.update()

    def finish(self, at: QPointF, held: Held) -> None:
        self.move(at, held)
        chosen = self.canvas.selected
        self.canvas.show_selected(self._before)
        self.canvas.select(chosen)
        self.canvas.update()

    def cancel(self) -> None:
        self.canvas.show_selected(self._before)
        self.canvas.update()

    def paint(self, painter: QPainter) -> None:
        paint_band_box(painter, self._box())


class PushView(Gesture):
    """The view follows the pointer."""

    cursor = Qt.CursorShape.ClosedHandCursor

    def __init__(self, canvas: CanvasHands, at: QPointF) -> None:
        super().__init__(canvas, at)
        self._at, self._camera = at, canvas.camera

    def move(self, at: QPointF, held: Held) -> None:
        step = at - self._at
        self.canvas.set_camera(self._camera.panned(step.x(), step.y()))

    def finish(self, at: QPointF, held: Held) -> None:
        self.move(at, held)

    def cancel(self) -> None:
        self.canvas.set_camera(self._camera)
