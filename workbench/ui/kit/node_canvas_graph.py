"""The cards and lines of a canvas as they lie now: what lies where, and which lines follow."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from workbench.ui.kit.node_canvas_align import around_all
from workbench.ui.kit.node_canvas_parts import (
    CanvasBox,
    CanvasEdge,
    CanvasNode,
    EdgeRoute,
    Key,
    Point,
    Route,
)

_SAMPLES = 12
_HEAD = 9.0
_BADGE = 12.0
"""Room around the points of a line for its head and badge."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line ready to be painted. ``box`` is around it and what stands on it; ``square``: no slants."""

    route: EdgeRoute
    path: QPainterPath
    head: QPolygonF | None
    badge_at: Point
    box: CanvasBox
    square: bool
    shift: Point = (0.0, 0.0)
    """How far the line was carried since its route was worked out."""


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
        self._edges_of: dict[Key, list[Key]] = {}

    def show(self, nodes: Iterable[CanvasNode], edges: Iterable[CanvasEdge], route: Route | None) -> None:
        """Other cards and lines. A line one of whose cards is not there is left out."""
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
        self.route_all()

    def route_all(self) -> None:
        """Ask for the way of every line."""
        self._ask(self.edges)

    def edges_of(self, key: Key) -> Sequence[Key]:
        """The lines of a card, in the order given."""
        return self._edges_of.get(key, ())

    def place(self, boxes: Mapping[Key, CanvasBox]) -> CanvasBox | None:
        """Put cards elsewhere and let their lines follow; answers the box around all that changed."""
        changed = [*boxes.values(), *(self.boxes[key] for key in boxes)]
        asked: list[Key] = []
        along: dict[Key, None] = {name: None for key in boxes for name in self.edges_of(key)}
        for name in along:
            line, step = self.lines.get(name), self._common_step(self.edges[name], boxes)
            if line is None or step is None:
                asked.append(name)
            elif step != (0.0, 0.0):
                self.lines[name] = carried = _carried(line, *step)
                changed += (line.box, carried.box)
        self.put(boxes)
        changed += self._ask(asked)
        return around_all(changed) if changed else None

    def _common_step(self, edge: CanvasEdge, boxes: Mapping[Key, CanvasBox]) -> Point | None:
        """How far both ends of a line move, if they move alike."""
        one, other = boxes.get(edge.from_key), boxes.get(edge.to_key)
        if one is None or other is None:
            return None
        was, were = self.boxes[edge.from_key], self.boxes[edge.to_key]
        step = (one[0] - was[0], one[1] - was[1])
        return step if step == (other[0] - were[0], other[1] - were[1]) else None

    def _ask(self, names: Collection[Key]) -> list[CanvasBox]:
        """Ask for the way of these lines; answers the boxes of those that changed, before and after."""
        changed: list[CanvasBox] = []
        if self._route is None or not names:
            return changed
        for key, route in self._route(self.boxes, names).items():
            edge, line = self.edges.get(key), self.lines.get(key)
            if edge is None or (line is not None and line.route == route and line.shift == (0.0, 0.0)):
                continue
            self.lines[key] = made = _line(edge, route)
            changed += (made.box,) if line is None else (line.box, made.box)
        self._content = None
        return changed

    def put(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Put cards elsewhere, their lines left behind."""
        self.boxes.update(boxes)
        self._content = None

    def keep_places(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Cards stay where they were put: their nodes say so too, and every line is asked for anew."""
        self.put(boxes)
        for key, box in boxes.items():
            self.nodes[key] = replace(self.nodes[key], x=box.x, y=box.y)
        self.route_all()

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
                distance = _distance(_samples(line.route), x - line.shift[0], y - line.shift[1])
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
        return [(self.edges[key], line) for key, line in self.lines.items() if line.box.touches(box)]


def _carried(line: Line, right: float, down: float) -> Line:
    """The same line elsewhere, without working it out anew."""
    return Line(
        line.route,
        line.path.translated(right, down),
        line.head.translated(right, down) if line.head is not None else None,
        (line.badge_at[0] + right, line.badge_at[1] + down),
        line.box.moved(right, down),
        line.square,
        (line.shift[0] + right, line.shift[1] + down),
    )


def _line(edge: CanvasEdge, route: EdgeRoute) -> Line:
    points = route.points
    path = QPainterPath()
    if points:
        path.moveTo(*points[0])
        if route.curved:
            for at in range(1, len(points) - 2, 3):
                path.cubicTo(*points[at], *points[at + 1], *points[at + 2])
        else:
            for x, y in points[1:]:
                path.lineTo(x, y)
    xs, ys = [x for x, _y in points] or [0.0], [y for _x, y in points] or [0.0]
    box = CanvasBox(min(xs), min(ys), max(xs) - min(xs), max(ys) - min(ys)).grown(_BADGE + edge.width)
    square = not route.curved and all(
        one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points)
    )
    badge = route.badge_at if route.badge_at is not None else _half_way(route)
    if edge.label:
        box = box.united(CanvasBox(badge[0] - 60, badge[1] - 12, 120, 24))
    return Line(route, path, _head(points, edge.width) if edge.arrow else None, badge, box, square)


def _head(points: tuple[Point, ...], width: float) -> QPolygonF | None:
    """The arrow head at the end, in the direction of the last piece that has a length."""
    if not points:
        return None
    x, y = points[-1]
    for from_x, from_y in reversed(points[:-1]):
        length = math.hypot(x - from_x, y - from_y)
        if length > 0.01:
            along_x, along_y = (x - from_x) / length, (y - from_y) / length
            long = _HEAD + width
            half = long * 0.36
            back_x, back_y = x - along_x * long, y - along_y * long
            return QPolygonF(
                [
                    QPointF(x, y),
                    QPointF(back_x - along_y * half, back_y + along_x * half),
                    QPointF(back_x + along_y * half, back_y - along_x * half),
                ]
            )
    return None


def _samples(route: EdgeRoute) -> list[Point]:
    """The corners of the line, of a curve enough points on it."""
    points = route.points
    if not route.curved:
        return list(points)
    result = list(points[:1])
    for at in range(1, len(points) - 2, 3):
        start, one, two, end = points[at - 1 : at + 3]
        for step in range(1, _SAMPLES + 1):
            t = step / _SAMPLES
            a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
            result.append(
                (
                    a * start[0] + b * one[0] + c * two[0] + d * end[0],
                    a * start[1] + b * one[1] + c * two[1] + d * end[1],
                )
            )
    return result


def _half_way(route: EdgeRoute) -> Point:
    points = _samples(route)
    if len(points) < 2:
        return points[0] if points else (0.0, 0.0)
    lengths = [math.dist(one, other) for one, other in pairwise(points)]
    left = sum(lengths) / 2
    for length, one, other in zip(lengths, points, points[1:], strict=False):
        if left <= length and length > 0:
            share = left / length
            return one[0] + (other[0] - one[0]) * share, one[1] + (other[1] - one[1]) * share
        left -= length
    return points[-1]


def _distance(points: Sequence[Point], x: float, y: float) -> float:
    best = math.inf
    for one, other in pairwise(points):
        along_x, along_y = other[0] - one[0], other[1] - one[1]
        length = along_x * along_x + along_y * along_y
        t = ((x - one[0]) * along_x + (y - one[1]) * along_y) / length if length else 0.0
        t = min(1.0, max(0.0, t))
        best = min(best, math.hypot(x - one[0] - along_x * t, y - one[1] - along_y * t))
    return best
