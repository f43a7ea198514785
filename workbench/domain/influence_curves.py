"""Smooth lines from the edge of one card to the edge of another (2-rules §6).

Every pair of sides gives one cubic; what is short, bends little and crosses no card is taken.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from workbench.domain.influence_shapes import Box, Point
from workbench.domain.influence_space import Space

Cubic = tuple[Point, Point, Point, Point]

_CROSSING = 300.0
_SHARED = 90.0
_BEND = 130.0
_SHORTEST, _SHORT = 76.0, 20.0
_SAMPLES = tuple(number / 12 for number in range(1, 12))


class Port(Enum):
    """A place at a card's edge where a line begins or ends: share of the width, of the height, way out."""

    UP = (0.5, 0.0, 0, -1)
    DOWN = (0.5, 1.0, 0, 1)
    LEFT = (0.0, 0.5, -1, 0)
    RIGHT = (1.0, 0.5, 1, 0)
    UP_LEFT = (0.2, 0.0, 0, -1)
    UP_RIGHT = (0.8, 0.0, 0, -1)
    DOWN_LEFT = (0.2, 1.0, 0, 1)
    DOWN_RIGHT = (0.8, 1.0, 0, 1)
    LEFT_LOW = (0.0, 0.78, -1, 0)
    RIGHT_LOW = (1.0, 0.78, 1, 0)


# The middles of the upper and the lower edge are where reporting lines begin and end.
_FREE = tuple(port for port in Port if port not in (Port.UP, Port.DOWN))


@dataclass(frozen=True)
class Curve:
    """A cubic with the ports at its ends."""

    points: Cubic
    leaves: Port
    enters: Port


def place_of(box: Box, port: Port) -> Point:
    """Where a port of the card lies."""
    across, down, _dx, _dy = port.value
    return box.x + across * box.width, box.y + down * box.height


def curve_between(start: Box, leaves: Port, end: Box, enters: Port) -> Curve:
    """The cubic from one port to the other; it leaves and enters at right angles to the edges."""
    (x1, y1), (x2, y2) = place_of(start, leaves), place_of(end, enters)
    reach = min(max(0.42 * math.hypot(x2 - x1, y2 - y1), 24.0), 160.0)
    out, into = leaves.value, enters.value
    points = (
        (x1, y1),
        (x1 + out[2] * reach, y1 + out[3] * reach),
        (x2 + into[2] * reach, y2 + into[3] * reach),
        (x2, y2),
    )
    return Curve(points, leaves, enters)


def cubic_at(points: Cubic, share: float) -> Point:
    """The point of the cubic at that share of its parameter, 0–1."""
    rest = 1 - share
    a, b, c, d = rest**3, 3 * rest * rest * share, 3 * rest * share * share, share**3
    (x1, y1), (x2, y2), (x3, y3), (x4, y4) = points
    return a * x1 + b * x2 + c * x3 + d * x4, a * y1 + b * y2 + c * y3 + d * y4


def best_curve(
    start: Box, end: Box, space: Space, used: tuple[Mapping[Port, int], Mapping[Port, int]], tries: int
) -> Curve:
    """The best cubic from one card to the other.

    ``space`` holds all cards, ``used`` says how many lines each port of the two has already. So many as
    ``tries`` are looked at for cards in their way.
    """
    ranked = []
    for leaves in _FREE:
        for enters in _FREE:
            curve = curve_between(start, leaves, end, enters)
            cost = _length(curve) + _bend(curve) + _SHARED * (used[0][leaves] + used[1][enters])
            ranked.append((cost, leaves.name, enters.name, curve))
    ranked.sort(key=lambda one: one[:3])
    # Looking for cards in the way is what costs; the cheapest that crosses none is nearly always early.
    best: tuple[float, Curve] | None = None
    for cost, _leaves, _enters, curve in ranked[:tries]:
        if best is not None and cost >= best[0]:
            break
        cost += _CROSSING * _crossed(curve, start, end, space)
        if best is None or cost < best[0]:
            best = cost, curve
    assert best is not None
    return best[1]


def _length(curve: Curve) -> float:
    """About how long the line is; one with no room for sign and arrow counts for much longer."""
    a, b, c, d = curve.points
    straight = math.dist(a, d)
    return (math.dist(a, b) + math.dist(b, c) + math.dist(c, d) + straight) / 2 + _SHORT * max(
        0.0, _SHORTEST - straight
    )


def _bend(curve: Curve) -> float:
    """More, the more the line sets out, or arrives, away from where it goes."""
    (x1, y1), (x4, y4) = curve.points[0], curve.points[3]
    far = math.hypot(x4 - x1, y4 - y1) or 1.0
    out, into = curve.leaves.value, curve.enters.value
    ahead = (out[2] * (x4 - x1) + out[3] * (y4 - y1)) / far
    home = (into[2] * (x1 - x4) + into[3] * (y1 - y4)) / far
    return _BEND * ((1 - ahead) ** 2 + (1 - home) ** 2)


def _crossed(curve: Curve, start: Box, end: Box, space: Space) -> int:
    """How many of some points of the line lie on cards."""
    found = 0
    for share in _SAMPLES:
        x, y = cubic_at(curve.points, share)
        for other in space.near(Box(x, y, 0, 0)):
            room = -1 if other in (start, end) else 2
            if -room <= x - other.x <= other.width + room and -room <= y - other.y <= other.height + room:
                found += 1
                break
    return found


def arrow_head(curve: Curve, length: float) -> tuple[Point, Point, Point]:
    """The triangle at the end of the line, tip first."""
    _across, _down, out_x, out_y = curve.enters.value
    x, y = curve.points[3]
    half = 0.4 * length
    base_x, base_y = x + out_x * length, y + out_y * length
    return (
        (x, y),
        (base_x - out_y * half, base_y + out_x * half),
        (base_x + out_y * half, base_y - out_x * half),
    )
