"""What gestures and keys do to a canvas: put cards elsewhere, reach from one card for another, choose."""

import math
from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QAccessible, QAccessibleEvent, QPainter, QPainterPath
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.canvas.align import Alignment, Axis, aligned, distributed
from workbench.ui.kit.canvas.band import CanvasBand
from workbench.ui.kit.canvas.paint import (
    HANDLE,
    paint_chip,
    paint_handles,
    paint_ring,
    paint_tie,
    tie_curve,
)
from workbench.ui.kit.canvas.parts import CanvasBox, CanvasTie, Key, NodePainter, Point, Side, Words
from workbench.ui.kit.canvas.surface import CanvasSurface
from workbench.ui.kit.texts import Text, words

MayConnect = Callable[[Key, Key, Side], bool]
LineWord = Callable[[Key, Side], str]
_WORD_AT = (0.5, 0.6, 0.4, 0.7, 0.8, 0.3, 0.2)
_SMALL = 44.0
"""A card shown narrower than this has no handles: they would cover it."""


class CanvasHands(CanvasSurface):
    """A canvas that can be changed, alone and together with the band beneath it."""

    def __init__(self, name: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(name, painter, parent)
        self._name = name
        self.editable = True
        self.busy = False
        """Whether a gesture is under way: handles would only be in its way."""
        self.band: CanvasBand | None = None
        self.ties: tuple[CanvasTie, ...] = ()
        self.reached: Key | None = None
        """The card, here or in the band, on which the line that is drawn would land."""
        self.lit_handle: Side | None = None
        self._may_connect: MayConnect | None = None
        self._name_of: Words | None = None
        self._description_of: Words | None = None
        self._tooltip_of: Words | None = None
        self._line_word: LineWord | None = None

    # --- what the owner says

    def set_editable(self, editable: bool) -> None:
        """Whether cards can be moved and connected; looking and choosing always work."""
        self.editable = editable
        self.update()

    def set_may_connect(self, may: MayConnect | None) -> None:
        """Which lines may be drawn (from, to, side); without it any between two cards."""
        self._may_connect = may

    def set_words(
        self, *, name: Words | None = None, description: Words | None = None, tooltip: Words | None = None
    ) -> None:
        """How a card is read out, and what is shown when the pointer rests on it."""
        self._name_of, self._description_of, self._tooltip_of = name, description, tooltip
        self.announce(self.focused)

    def set_line_word(self, word: LineWord | None) -> None:
        """What a line would say that is drawn from a side of a card: shown on it, and read out."""
        self._line_word = word

    def line_word(self, key: Key, side: Side) -> str:
        """What a line would say that is drawn from there."""
        return self._line_word(key, side) if self._line_word is not None else ""

    def tooltip_of(self, key: Key | None) -> str:
        """What is shown when the pointer rests on a card."""
        return self._tooltip_of(key) if self._tooltip_of is not None and key is not None else ""

    def attach_band(self, band: CanvasBand) -> None:
        """Draw lines to and from the cards of ``band``, which lies below in the same window."""
        self.band = band
        band.over = self._paint_on_band
        band.scrolled.connect(self.update)
        self.view_changed.connect(band.update)

    def set_ties(self, ties: Collection[CanvasTie]) -> None:
        """The lines down to the band."""
        self.ties = tuple(ties)
        self.update()
        if self.band is not None:
            self.band.update()

    # --- cards

    def place_cards(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Put cards elsewhere, without telling anybody: a movement under way."""
        tied = any(tie.from_key in boxes for tie in self.ties)
        self.touch(self.graph.place(boxes))
        if tied:
            self.update()
            if self.band is not None:
                self.band.update()
        self.places_changed.emit()

    def put_back(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """A movement is left: cards and lines are where they were."""
        self.graph.keep_places(boxes)
        self.update()
        self.places_changed.emit()

    def tell_moved(self, before: Mapping[Key, CanvasBox]) -> None:
        """A move is finished: tell where the cards are now that were elsewhere before."""
        moved = {key: self.graph.boxes[key] for key, box in before.items() if self.graph.boxes[key] != box}
        if moved:
            self.graph.keep_places(moved)
            self.update()
            self.nodes_moved.emit({key: box.middle for key, box in moved.items()})

    def move_cards(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Put cards elsewhere and tell."""
        movable = {key: box for key, box in boxes.items() if self.graph.nodes[key].movable}
        before = {key: self.graph.boxes[key] for key in movable}
        if self.editable and movable:
            self.place_cards(movable)
            self.tell_moved(before)

    def movable_of(self, keys: Collection[Key]) -> list[Key]:
        """Those of the cards that can be moved now."""
        nodes = self.graph.nodes
        return [key for key in keys if self.editable and key in nodes and nodes[key].movable]

    def align(self, how: Alignment) -> None:
        """Put the chosen cards on one line."""
        chosen = {key: self.graph.boxes[key] for key in self.movable_of(self.selection())}
        self.move_cards(aligned(chosen, how))

    def distribute(self, axis: Axis) -> None:
        """Give the chosen cards equal gaps."""
        chosen = {key: self.graph.boxes[key] for key in self.movable_of(self.selection())}
        self.move_cards(distributed(chosen, axis))

    def show_selected(self, keys: frozenset[Key]) -> None:
        """Show other cards as chosen without telling anybody: a box under way."""
        self.touch_cards(keys ^ self.selected)
        self.selected = keys

    def focus_card(self, key: Key | None, *, shown: bool = True) -> None:
        """Let the keys act on that card, in sight; ``shown`` marks it with a ring."""
        self.touch_cards([one for one in (self.focused, key) if one is not None])
        self.focused, self.focus_shown = key, shown
        if key is not None and shown:
            self.set_camera(self.camera.showing(self.graph.boxes[key], self.width(), self.height()))
        self.announce(self.focused)

    def announce(self, key: Key | None, before: str = "") -> None:
        """Say to screen readers which card the keys act on, and what is being done."""
        name, more = words(self._name), ""
        if key is not None and self._name_of is not None:
            name = ": ".join(filter(None, (name, before, self._name_of(key))))
        if key is not None and self._description_of is not None:
            more = self._description_of(key)
        self.setAccessibleName(name)
        self.setAccessibleDescription(more)
        for kind in (QAccessible.Event.NameChanged, QAccessible.Event.DescriptionChanged):
            QAccessible.updateAccessibility(QAccessibleEvent(self, kind))

    # --- lines

    def handle_of(self, key: Key, side: Side) -> Point:
        """Where a handle lies, in pixels of this widget; of a card of the band above its middle."""
        if key in self.graph.boxes:
            return self.shown_box(key).side(side)
        assert self.band is not None
        return self.from_band(self.band.box_of(key).side(Side.TOP))

    def landing_of(self, key: Key, start: Point) -> Point:
        """Where a line that comes from ``start`` ends on a card: the middle of its nearest edge."""
        if key not in self.graph.boxes:
            return self.handle_of(key, Side.TOP)
        return min((self.handle_of(key, side) for side in Side), key=lambda end: math.dist(start, end))

    def handle_at(self, at: QPointF) -> tuple[Key, Side] | None:
        """The handle of the hovered or the only chosen card at a point."""
        if not self.editable:
            return None
        only = next(iter(self.selected)) if len(self.selected) == 1 else None
        for key in (self.hovered, only):
            if key is not None and key in self.graph.boxes:
                shown = self.shown_box(key)
                if shown.width < _SMALL:
                    continue
                for side in Side:
                    x, y = shown.side(side)
                    if (at.x() - x) ** 2 + (at.y() - y) ** 2 <= (2 * HANDLE + 1) ** 2:
                        return key, side
        return None

    def target_at(self, at: QPointF) -> Key | None:
        """The card at a point of this widget, here or in the band."""
        if self.rect().contains(at.toPoint()):
            point = self.to_canvas(at)
            return self.graph.card_at(point.x(), point.y())
        if self.band is not None:
            return self.band.card_at(self.band.mapFromGlobal(self.mapToGlobal(at)))
        return None

    def may_land(self, key: Key, target: Key | None, side: Side) -> bool:
        """Whether a line from ``key`` may end on ``target``."""
        if target is None or target == key:
            return False
        if key not in self.graph.boxes and target not in self.graph.boxes:
            return False
        return self._may_connect is None or self._may_connect(key, target, side)

    def reach_for(self, key: Key, side: Side, at: QPointF | None) -> None:
        """A line from ``key`` is drawn to a point; ``None`` ends it."""
        target = self.target_at(at) if at is not None else None
        self.set_reached(target if self.may_land(key, target, side) else None)
        self.update()

    def set_reached(self, key: Key | None) -> None:
        """Mark the card on which a line would land."""
        self.reached = key
        self.update()
        if self.band is not None:
            self.band.set_reached(key)

    def land(self, key: Key, side: Side, at: QPointF) -> None:
        """A line from ``key`` is let go at a point."""
        target, met = self.reached, self.target_at(at)
        self.set_reached(None)
        if target is not None:
            self.connected.emit(key, target, side)
        elif met is None and self.rect().contains(at.toPoint()) and key in self.graph.boxes:
            point = self.to_canvas(at)
            self.dropped_on_empty.emit(key, side, point.x(), point.y())

    # --- the band

    def from_band(self, at: Point) -> Point:
        """A point of the band in pixels of this widget."""
        assert self.band is not None
        point = self.mapFromGlobal(self.band.mapToGlobal(QPointF(*at)))
        return point.x(), point.y()

    def _tie_paths(self) -> list[tuple[CanvasTie, QPainterPath]]:
        found = []
        for tie in self.ties if self.band is not None and self.band.isVisible() else ():
            if tie.from_key in self.graph.boxes and self.band is not None and self.band.has(tie.band_key):
                start = self.shown_box(tie.from_key).side(Side.BOTTOM)
                end = self.from_band(self.band.box_of(tie.band_key).side(Side.TOP))
                found.append((tie, tie_curve(start, end)))
        return found

    def _paint_tie_words(self, painter: QPainter) -> None:
        for tie, path in self._tie_paths():
            if tie.label:
                paint_chip(painter, self._free_point(path), tie.label, tie.tone)

    def _free_point(self, path: QPainterPath) -> Point:
        """A point on a tie, as near its middle as may be, at which a word covers no card."""
        for share in _WORD_AT:
            x, y = path.pointAtPercent(share).toTuple()
            chip = CanvasBox(x - 30, y - 12, 60, 24)
            if y < self.height() - 14 and not self.graph.cards_in(self.camera.box_to_canvas(chip)):
                return x, y
        return path.pointAtPercent(_WORD_AT[0]).toTuple()

    def _paint_on_band(self, painter: QPainter) -> None:
        """The part of ties, and of a line under way, that lies over the band."""
        assert self.band is not None
        painter.translate(self.band.mapFromGlobal(self.mapToGlobal(QPoint(0, 0))))
        self._paint_tie_lines(painter)
        self.paint_reach(painter)

    # --- painting

    def paint_between(self, painter: QPainter) -> None:
        self._paint_tie_lines(painter)

    def _paint_tie_lines(self, painter: QPainter) -> None:
        for tie, path in self._tie_paths():
            paint_tie(painter, path, tie.tone, tie.width, dashed=tie.dashed)

    def paint_over(self, painter: QPainter) -> None:
        if self.reached is not None and self.reached in self.graph.boxes:
            paint_ring(painter, self.shown_box(self.reached), 1.0)
        self._paint_tie_words(painter)
        if self.editable and not self.busy:
            for key in {self.hovered, next(iter(self.selected)) if len(self.selected) == 1 else None}:
                if key is not None and key in self.graph.boxes and self.shown_box(key).width >= _SMALL:
                    lit = self.lit_handle if key == self.hovered else None
                    paint_handles(painter, self.shown_box(key), lit)
        self.paint_gesture(painter)

    def paint_gesture(self, painter: QPainter) -> None:
        """What shows the gesture under way."""

    def paint_reach(self, painter: QPainter) -> None:
        """The line that is drawn just now, if one is."""
