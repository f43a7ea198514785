"""Lines of a canvas: paths, heads and badges, and how they follow a card without being worked out anew."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from workbench.ui.kit.canvas.parts import CanvasBox, CanvasEdge, EdgeRoute, Point

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


def carried(line: Line, right: float, down: float) -> Line:
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


def line_of(edge: CanvasEdge, route: EdgeRoute) -> Line:
    """A line ready to be painted, from where it goes."""
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
    # Around the curve itself: its control points lie far out and would make room for nothing.
    around = path.boundingRect()
    box = CanvasBox(around.x(), around.y(), around.width(), around.height()).grown(_BADGE + edge.width)
    square = not route.curved and all(
        one[0] == other[0] or one[1] == other[1] for one, other in pairwise(points)
    )
    if route.badge_at is not None:
        badge = route.badge_at
    else:
        badge = _half_way(route) if edge.badge or edge.label or not points else points[len(points) // 2]
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


def samples(route: EdgeRoute) -> list[Point]:
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
    points = samples(route)
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


def distance_to(points: Sequence[Point], x: float, y: float) -> float:
    """How far a point lies from the pieces between ``points``."""
    best = math.inf
    for one, other in pairwise(points):
        along_x, along_y = other[0] - one[0], other[1] - one[1]
        length = along_x * along_x + along_y * along_y
        t = ((x - one[0]) * along_x + (y - one[1]) * along_y) / length if length else 0.0
        t = min(1.0, max(0.0, t))
        best = min(best, math.hypot(x - one[0] - along_x * t, y - one[1] - along_y * t))
    return best


def stretched(edge: CanvasEdge, line: Line, start: Point, end: Point) -> Line:
    """The line with its first point moved by ``start``, its last by ``end``, what is between in proportion.

    Right angles stay right angles where the line has a corner to give.
    """
    right, down = line.shift
    points = [(x + right, y + down) for x, y in line.route.points]
    if line.square and len(points) > 2:
        moved = _with_corner(points, start)
        moved = _with_corner(moved[::-1], end)[::-1]
    else:
        last = max(1, len(points) - 1)
        moved = [
            (
                x + start[0] + (end[0] - start[0]) * at / last,
                y + start[1] + (end[1] - start[1]) * at / last,
            )
            for at, (x, y) in enumerate(points)
        ]
    x, y = line.badge_at
    badge = (x + (start[0] + end[0]) / 2, y + (start[1] + end[1]) / 2)
    return line_of(edge, EdgeRoute(tuple(moved), line.route.curved, badge))


def _with_corner(points: list[Point], step: Point) -> list[Point]:
    """The first point moved, and the corner after it along so that the piece between keeps its direction."""
    (x, y), (corner_x, corner_y), *rest = points
    if x == corner_x:
        corner_x += step[0]
    else:
        corner_y += step[1]
    return [(x + step[0], y + step[1]), (corner_x, corner_y), *rest]
