"""The cards and lines of a canvas as they lie now: what lies where, and which lines follow."""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from workbench.ui.kit.node_canvas_align import around
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


class CanvasGraph:
    """Cards by key, boxes as they lie now, and lines between them."""

    def __init__(self) -> None:
        self.nodes: dict[Key, CanvasNode] = {}
        self.boxes: dict[Key, CanvasBox] = {}
        self.edges: dict[Key, CanvasEdge] = {}
        self.lines: dict[Key, Line] = {}
        self.extent: CanvasBox | None = None
        """Room that belongs to the content besides its cards: that of the furniture."""
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
        self.lines = {}
        self.route_all()

    def route_all(self) -> None:
        """Ask for the way of every line."""
        self._ask(self.edges)

    def edges_of(self, key: Key) -> Sequence[Key]:
        """The lines of a card, in the order given."""
        return self._edges_of.get(key, ())

    def place(self, boxes: Mapping[Key, CanvasBox]) -> CanvasBox | None:
        """Put cards elsewhere and let their lines follow; answers the box around all that changed."""
        changed: CanvasBox | None = None
        asked: list[Key] = []
        carried: dict[Key, Point] = {}
        seen: set[Key] = set()
        for key, box in boxes.items():
            changed = _with(changed, self.boxes[key])
            changed = _with(changed, box)
            for name in self.edges_of(key):
                if name not in seen:
                    seen.add(name)
                    step = self._common_step(self.edges[name], boxes)
                    if step is None or name not in self.lines:
                        asked.append(name)
                    else:
                        carried[name] = step
        self.boxes.update(boxes)
        for name, (right, down) in carried.items():
            changed = _with(changed, self.lines[name].box)
            self.lines[name] = _line(self.edges[name], _carried(self.lines[name].route, right, down))
            changed = _with(changed, self.lines[name].box)
        return _with(changed, self._ask(asked)) if asked else changed

    def _common_step(self, edge: CanvasEdge, boxes: Mapping[Key, CanvasBox]) -> Point | None:
        """How far both ends of a line move, if they move alike."""
        if edge.from_key not in boxes or edge.to_key not in boxes:
            return None
        one, other = boxes[edge.from_key], boxes[edge.to_key]
        was, were = self.boxes[edge.from_key], self.boxes[edge.to_key]
        step = (one.x - was.x, one.y - was.y)
        return step if step == (other.x - were.x, other.y - were.y) else None

    def _ask(self, names: Collection[Key]) -> CanvasBox | None:
        if self._route is None or not names:
            return None
        changed: CanvasBox | None = None
        for key, route in self._route(self.boxes, names).items():
            if key not in self.edges:
                continue
            if key in self.lines:
                if self.lines[key].route == route:
                    continue
                changed = _with(changed, self.lines[key].box)
            self.lines[key] = _line(self.edges[key], route)
            changed = _with(changed, self.lines[key].box)
        return changed

    def keep_places(self, boxes: Mapping[Key, CanvasBox]) -> None:
        """Cards stay where they were put: their nodes say so too, and every line is asked for anew."""
        for key, box in boxes.items():
            self.boxes[key] = box
            self.nodes[key] = replace(self.nodes[key], x=box.x, y=box.y)
        self.route_all()

    def content(self) -> CanvasBox:
        """The box around everything; a small one where there is nothing."""
        found = around(self.boxes) if self.boxes else None
        for line in self.lines.values():
            found = _with(found, line.box)
        return _with(found, self.extent) or CanvasBox(0, 0, 1, 1)

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
            if line.box.grown(reach).contains(x, y):
                distance = _distance(_samples(line.route), x, y)
                if distance <= best:
                    best, found = distance, key
        return found

    def cards_in(self, box: CanvasBox) -> list[Key]:
        """The cards that a box touches, the lowest first."""
        return [key for key in self.nodes if self.boxes[key].touches(box)]


def _with(box: CanvasBox | None, other: CanvasBox | None) -> CanvasBox | None:
    if box is None or other is None:
        return other if box is None else box
    return box.united(other)


def _carried(route: EdgeRoute, right: float, down: float) -> EdgeRoute:
    badge = route.badge_at
    return EdgeRoute(
        tuple((x + right, y + down) for x, y in route.points),
        route.curved,
        (badge[0] + right, badge[1] + down) if badge is not None else None,
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
