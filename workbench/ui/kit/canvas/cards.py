"""What a canvas shows: cards and lines, which of them are chosen or pointed out, and movements between."""

from collections.abc import Collection, Iterable, Mapping

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QWidget

from workbench.ui.kit.canvas.lines import Line
from workbench.ui.kit.canvas.motion import LENGTH, Glide
from workbench.ui.kit.canvas.parts import (
    CanvasBox,
    CanvasEdge,
    CanvasNode,
    EdgeRoute,
    Furniture,
    Key,
    NodePainter,
    Route,
)
from workbench.ui.kit.canvas.pictures import CardPictures
from workbench.ui.kit.canvas.view import CanvasView
from workbench.ui.kit.texts import Text

_FOLLOWING = 60
"""So many lines follow moving cards; more of them fade in at the end."""


class CanvasCards(CanvasView):
    """The canvas with its content."""

    def __init__(self, name: Text, painter: NodePainter, parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self.node_painter = painter
        self.pictures = CardPictures(painter)
        self._places = Glide(self, self._glide_places)
        self._from: dict[Key, CanvasBox] = {}
        self._lines: dict[Key, Line] = {}
        """The lines as they will be, while cards are on their way."""
        self.fading: frozenset[Key] = frozenset()
        self.faded = 1.0
        self.furniture: Furniture | None = None
        self.selected: frozenset[Key] = frozenset()
        self.chosen_edge: Key | None = None
        self.focused: Key | None = None
        self.hovered: Key | None = None
        self.highlighted: frozenset[Key] = frozenset()
        self.focus_shown = False

    # --- what is shown

    def set_nodes(
        self,
        nodes: Iterable[CanvasNode],
        edges: Iterable[CanvasEdge] = (),
        route: Route | None = None,
        *,
        furniture: Furniture | None = None,
        extent: CanvasBox | None = None,
        ready: Mapping[Key, EdgeRoute] | None = None,
        animate: bool = True,
    ) -> None:
        """Show these cards and lines instead; cards that were elsewhere go there in a short movement.

        ``ready`` is what ``route`` would answer for all lines: worked out in a worker, it costs no frame.
        ``extent`` is room that belongs to the content besides the cards, for instance that of ``furniture``.
        """
        self.leave_all()
        self._places.stop()
        was = dict(self.graph.boxes)
        self.graph.extent, self.furniture = extent, furniture
        self.graph.show(nodes, edges, route, ready)
        known = self.graph.nodes.keys()
        self.pictures.keep_only(set(known))
        self.focused = self.focused if self.focused in known else None
        self.hovered = self.hovered if self.hovered in known else None
        self.highlighted &= known
        if self.chosen_edge not in self.graph.edges:
            self.choose_edge(None)
        if not self.selected <= known:
            self.select(self.selected & known)
        if animate:
            self._glide_from(was)
        self._fit_first()
        self.update()
        self.places_changed.emit()

    def leave_all(self) -> None:
        """Leave what is under way: other cards are about to be shown."""

    def select(self, keys: Collection[Key]) -> None:
        """Choose these cards and no others."""
        wanted = frozenset(keys) & self.graph.nodes.keys()
        if wanted != self.selected:
            self.touch_cards(wanted ^ self.selected)
            self.selected = wanted
            self.selection_changed.emit(self.selection())

    def selection(self) -> tuple[Key, ...]:
        """The keys chosen, in the order of the cards."""
        return tuple(key for key in self.graph.nodes if key in self.selected)

    def choose_edge(self, key: Key | None) -> None:
        """Choose that line, or none."""
        if key != self.chosen_edge:
            self.chosen_edge = key
            self.update()
            self.edge_chosen.emit(key)

    def highlight(self, keys: Collection[Key], *, show: bool = True) -> None:
        """Point these cards out, everything else pale; none ends it. ``show`` brings them into sight."""
        self.highlighted = frozenset(keys) & self.graph.nodes.keys()
        if show and self.highlighted:
            self.show_keys(self.highlighted)
        self.update()

    def repaint_cards(self) -> None:
        """Paint every card anew: something changed that no ``look`` tells."""
        self.pictures.clear()
        self.update()

    def holds_still(self) -> bool:
        # What opens beside the canvas for a card must not push that card from under the pointer.
        return bool(self.selected) or self.chosen_edge is not None

    # --- movements

    def set_animated(self, animated: bool) -> None:
        """Whether cards and view move to where they go, or are there at once."""
        self._places.length = self._view.length = LENGTH if animated else 0

    def settle(self) -> None:
        """Bring movements under way to their ends."""
        self._places.finish()
        self._view.finish()

    def _glide_from(self, was: Mapping[Key, CanvasBox]) -> None:
        boxes = self.graph.boxes
        moving = {key: box for key, box in was.items() if key in boxes and boxes[key] != box}
        self._from, self.fading, self.faded = {}, frozenset(), 1.0
        if not moving:
            return
        self._from, self._lines = moving, dict(self.graph.lines)
        along = {name for key in moving for name in self.graph.edges_of(key)}
        # A few lines follow; many would cost more than a frame has.
        self.fading = frozenset(along) if len(along) > _FOLLOWING else frozenset()
        self._places.start()

    def _glide_places(self, share: float) -> None:
        ends = {key: self.graph.nodes[key].box for key in self._from}
        now = {
            key: CanvasBox(
                start.x + (ends[key].x - start.x) * share,
                start.y + (ends[key].y - start.y) * share,
                ends[key].width,
                ends[key].height,
            )
            for key, start in self._from.items()
        }
        self.faded = max(0.0, (share - 0.6) / 0.4)
        if self.fading and share < 1.0:
            self.graph.put(now)
        elif share < 1.0:
            self.graph.place(now)
        else:
            self.graph.put(ends)
            self.graph.restore(self._lines)
            self._from, self._lines, self.fading = {}, {}, frozenset()
        self.update()
        self.places_changed.emit()

    def changeEvent(self, event: QEvent) -> None:
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.repaint_cards()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """Another language: what painters say is said anew."""
        self.repaint_cards()
