"""The cards and lines of a canvas as they lie now: what lies where, and which lines follow."""

import math
import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from workbench.ui.kit.canvas.align import around_all
from workbench.ui.kit.canvas.lines import Line, carried, distance_to, line_of, samples, stretched
from workbench.ui.kit.canvas.parts import (
    CanvasBox,
    CanvasEdge,
    CanvasNode,
    EdgeRoute,
    Key,
    Point,
    Route,
)

_ALIKE = 0.01
BUDGET = 0.006
"""Seconds of a frame in which the owner may say where lines go; what would take longer is stretched."""


class CanvasGraph:
    """Cards by key, boxes as they lie now, and lines between them."""

    def __init__(self) -> None:
        self.nodes: dict[Key, CanvasNode] = {}
        self.boxes: dict[Key, CanvasBox] = {}
        self.edges: dict[Key, CanvasEdge] = {}
        self.lines: dict[Key, Line] = {}
        self.extent: CanvasBox | None = None
        """Room that belongs to the content besides its cards: that of the furniture."""
        self._content: CanvasBox | None = None
        self._route: Route | None = None
        self._cost = 0.0003
        """Seconds it took last to say where one line goes, before that a guess."""
        self._edges_of: dict[Key, list[Key]] = {}

    def show(
        self,
        nodes: Iterable[CanvasNode],
        edges: Iterable[CanvasEdge],
        route: Route | None,
        ready: Mapping[Key, EdgeRoute] | None = None,
    ) -> None:
        """Other cards and lines. A line one of whose cards is not there is left out.

        ``ready`` is what ``route`` would answer for all lines, where somebody knows it already.
        """
        self.nodes = {node.key: node for node in sorted(nodes, key=lambda node: node.z)}
        self.boxes = {key: node.box for key, node in self.nodes.items()}
        self._route = route
        self.edges = {
            edge.key: edge for edge in edges if edge.from_key in self.nodes and edge.to_key in self.nodes
        }
        self._edges_of = {}
        for edge in self.edges.values():
            for end in {edge.from_key, edge.to_key}:
                self._edges_of.setdefault(end, []).append(edge.key)
        self.lines, self._content = {}, None
        if ready is None:
            self._ask(self.edges)
        else:
            self._take(ready)

    def edges_of(self, key: Key) -> Sequence[Key]:
        """The lines of a card, in the order given."""
        return self._edges_of.get(key, ())

    def place(self, boxes: Mapping[Key, CanvasBox]) -> CanvasBox | None:
        """Put cards elsewhere and let their lines follow; answers the box around all that changed.

        A line both of whose cards move alike is carried along. Where the others go is asked, unless that
        would take longer than a frame has: then they are stretched until ``keep_places``.
        """
        changed = [*boxes.values(), *(self.boxes[key] for key in boxes)]
        left: dict[Key, tuple[Point, Point]] = {}
        along: dict[Key, None] = {name: None for key in boxes for name in self.edges_of(key)}
        for name in along:
            start, end = self._steps(self.edges[name], boxes)
            line = self.lines.get(name)
            if line is None or math.dist(start, end) > _ALIKE:
                left[name] = (start, end)
            elif start != (0.0, 0.0):
                self.lines[name] = gone = carried(line, *start)
                changed += (line.box, gone.box)
        if len(left) * self._cost > BUDGET:
            changed += self._stretch(left)
            left = {}
        self.put(boxes)
        changed += self._ask(left)
        return around_all(changed) if changed else None

    def _steps(self, edge: CanvasEdge, boxes: Mapping[Key, CanvasBox]) -> tuple[Point, Point]:
        """How far the two ends of a line move."""
        steps = []
        for key in (edge.from_key, edge.to_key):
            was, now = self.boxes[key], boxes.get(key)
            steps.append((now[0] - was[0], now[1] - was[1]) if now is not None else (0.0, 0.0))
        return steps[0], steps[1]

    def _stretch(self, names: Mapping[Key, tuple[Point, Point]]) -> list[CanvasBox]:
        changed: list[CanvasBox] = []
        for name, (start, end) in names.items():
            edge, line = self.edges[name], self.lines.get(name)
            if line is not None and len(line.route.points) > 1:
                x, y = line.route.points[0]
                first = (x + line.shift[0], y + line.shift[1])
                # A line may be given from either of its cards.
                one, other = self.boxes[edge.from_key].middle, self.boxes[edge.to_key].middle
                ends = (start, end) if math.dist(first, one) <= math.dist(first, other) else (end, start)
                self.lines[name] = gone = stretched(edge, line, *ends)
                changed += (line.box, gone.box)
        return changed

    def _ask(self, names: Collection[Key]) -> list[CanvasBox]:
        """Ask for the way of these lines; answers the boxes of those that changed, before and after."""
        if self._route is None or not names:
            return []
        began = time.perf_counter()
        routes = self._route(self.boxes, names)
        self._cost = (time.perf_counter() - began) / len(names)
        return self._take(routes)

    def _take(self, routes: Mapping[Key, EdgeRoute]) -> list[CanvasBox]:
        changed: list[CanvasBox] = []
        for key, route in routes.items():
            edge, line = self.edges.get(key), self.lines.get(key)
            if edge is None or (line is not None and line.route == route and line.shift == (0.0, 0.0)):
                continue
            self.lines[key] = made = line_of(edge, route)
            changed += (made.box,) if line is None else (line.box, made.box)
        self._content = None
        return changed

    def put(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Put cards elsewhere, their lines left behind."""
        self.boxes.update(boxes)
        self._content = None

    def restore(self, lines: Mapping[Key, Line]) -> None:
        """Lines are where they were."""
        self.lines.update(lines)
        self._content = None

    def keep_places(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Cards stay where they were put: their nodes say so too, and their lines are asked for anew."""
        self.put(boxes)
        for key, box in boxes.items():
            self.nodes[key] = replace(self.nodes[key], x=box.x, y=box.y)
        self._ask({name: None for key in boxes for name in self.edges_of(key)})

    def content(self) -> CanvasBox:
        """The box around everything; a small one where there is nothing."""
        if self._content is None:
            boxes = [*self.boxes.values(), *(line.box for line in self.lines.values())]
            if self.extent is not None:
                boxes.append(self.extent)
            self._content = around_all(boxes) if boxes else CanvasBox(0, 0, 1, 1)
        return self._content

    def card_at(self, x: float, y: float, *, but: Key | None = None) -> Key | None:
        """The uppermost card at a point."""
        for key in reversed(self.nodes):
            if key != but and self.boxes[key].contains(x, y):
                return key
        return None

    def edge_at(self, x: float, y: float, reach: float) -> Key | None:
        """The nearest line not farther than ``reach`` from a point."""
        best, found = reach, None
        for key, line in self.lines.items():
            if line.box.contains(x, y):
                distance = distance_to(samples(line.route), x - line.shift[0], y - line.shift[1])
                if distance <= best:
                    best, found = distance, key
        return found

    def cards_in(self, box: CanvasBox) -> list[Key]:
        """The cards that a box touches, the lowest first."""
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        return [
            key
            for key, (x, y, width, height) in self.boxes.items()
            if x <= right and y <= bottom and left <= x + width and top <= y + height
        ]

    def lines_in(self, box: CanvasBox) -> list[tuple[CanvasEdge, Line]]:
        """The lines that have something in a box."""
        left, top, right, bottom = box.x, box.y, box.right, box.bottom
        found = []
        for key, line in self.lines.items():
            x, y, width, height = line.box
            if x <= right and y <= bottom and left <= x + width and top <= y + height:
                found.append((self.edges[key], line))
        return found
