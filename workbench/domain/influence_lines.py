"""The lines of the influence map: reporting lines, influence, ties to our people (2-rules §6).

Pure geometry in the plane of ``MapLayout``, the same for screen and paper.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from workbench.domain.contact_links import STRONGEST, ContactLink
from workbench.domain.influence_bosses import boss_links
from workbench.domain.influence_curves import Curve, Port, arrow_head, best_curve, cubic_at
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import Box, MapLayout, MapView, Point
from workbench.domain.influence_space import Space
from workbench.domain.influence_wheel import HUB, STRETCH
from workbench.foundation.ids import Id

WIDTHS = {1: 1.25, 2: 1.75, 3: 2.5}
"""Pixels at 100 % of a line of that strength; not known is as weak."""
REPORTS_WIDTH = 1.0
_BUS = 20.0
_TURN = 12.0
_FEW = 40
_TRIES, _QUICK_TRIES = 32, 10


class LineKind(Enum):
    """What a line says."""

    REPORTS = "reports"
    INFLUENCE = "influence"
    TIE = "tie"


class Sign(Enum):
    """Which way an influence goes: names of colours, not colours. Neutral: not known."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class MapLine:
    """One line. ``path`` is a polyline, or where ``is_curve`` the four points of a cubic.

    ``id`` is that of the link or the tie. A line of influence ends in the triangle ``arrow``, whose first
    point is the tip at the card, and carries its sign in a disc at ``badge``; a tie has room for a word
    there. ``width`` is in pixels at 100 %. ``is_dashed`` marks a boss beside the one in the chart.
    """

    id: Id
    kind: LineKind
    from_id: Id
    to_id: Id
    path: tuple[Point, ...]
    is_curve: bool = False
    width: float = 1.0
    sign: Sign = Sign.NEUTRAL
    arrow: tuple[Point, Point, Point] | None = None
    badge: Point | None = None
    is_dashed: bool = False


def lines_of(
    map: InfluenceMap,
    layout: MapLayout,
    *,
    reports: bool = True,
    influence: bool = True,
    only: Collection[Id] | None = None,
) -> tuple[MapLine, ...]:
    """The lines between people: reporting lines (chart only) first, then influence.

    ``only`` leaves out lines that touch none of these people: what has to be drawn anew while they are
    dragged.
    """
    found: list[MapLine] = []
    if reports and layout.view is MapView.CHART:
        in_chart = {link.id for link in boss_links(map).values()}
        found += [
            _reporting(link, layout.boxes, is_dashed=link.id not in in_chart)
            for link in map.reporting
            if _is_drawn(link, layout, only)
        ]
    if influence:
        space = Space()
        for box in layout.boxes.values():
            space.take(box)
        if layout.view is MapView.WHEEL:
            space.take(Box(-HUB * STRETCH, -HUB, 2 * HUB * STRETCH, 2 * HUB))
        taken: Counter[tuple[Id, Port]] = Counter()
        tries = _TRIES if len(map.influencing) <= _FEW else _QUICK_TRIES
        found += [
            _influence(link, layout.boxes, space, taken, tries)
            for link in sorted(map.influencing, key=lambda one: one.id)
            if _is_drawn(link, layout, only)
        ]
    return tuple(found)


def _is_drawn(link: ContactLink, layout: MapLayout, only: Collection[Id] | None) -> bool:
    start, end = link.from_contact_id, link.to_contact_id
    if start == end or start not in layout.boxes or end not in layout.boxes:
        return False
    return only is None or start in only or end in only


def _reporting(link: ContactLink, boxes: Mapping[Id, Box], *, is_dashed: bool) -> MapLine:
    """From the boss down to the report, with a trunk that all reports share."""
    boss, report = boxes[link.to_contact_id], boxes[link.from_contact_id]
    (boss_x, _), (report_x, _) = boss.middle, report.middle
    below = report.y - boss.bottom
    if is_dashed:
        # Beside the trunk, not in it.
        boss_x, report_x = boss_x + _TURN, report_x + _TURN
    if below >= 2 * _TURN:
        bus = report.y - min(_BUS, below / 2) + (_TURN / 2 if is_dashed else 0)
        way = [(boss_x, boss.bottom), (boss_x, bus), (report_x, bus), (report_x, report.y)]
        if boss_x == report_x:
            way = [way[0], way[-1]]
    else:
        down, up = boss.bottom + _TURN, report.y - _TURN
        beside = report_x + (report.width / 2 + _TURN) * (-1 if boss_x < report_x else 1)
        if report.x - boss.right >= 2 * _TURN or boss.x - report.right >= 2 * _TURN:
            beside = (boss.right + report.x) / 2 if report.x > boss.right else (report.right + boss.x) / 2
        way = [(boss_x, boss.bottom), (boss_x, down), (beside, down)]
        way += [(beside, up), (report_x, up), (report_x, report.y)]
    return MapLine(
        link.id,
        LineKind.REPORTS,
        link.from_contact_id,
        link.to_contact_id,
        tuple(way),
        width=REPORTS_WIDTH,
        is_dashed=is_dashed,
    )


def _influence(
    link: ContactLink, boxes: Mapping[Id, Box], space: Space, taken: Counter[tuple[Id, Port]], tries: int
) -> MapLine:
    start, end = link.from_contact_id, link.to_contact_id
    strength = link.strength or 0
    width = WIDTHS[min(max(abs(strength), 1), STRONGEST)]
    used = {port: taken[start, port] for port in Port}, {port: taken[end, port] for port in Port}
    curve = best_curve(boxes[start], boxes[end], space, used, tries)
    taken[start, curve.leaves] += 1
    taken[end, curve.enters] += 1
    head = arrow_head(curve, 7 + 1.5 * width)
    return MapLine(
        link.id,
        LineKind.INFLUENCE,
        start,
        end,
        curve.points,
        is_curve=True,
        width=width,
        sign=Sign.POSITIVE if strength > 0 else Sign.NEGATIVE if strength < 0 else Sign.NEUTRAL,
        arrow=head,
        badge=_badge(curve, space),
    )


def _badge(curve: Curve, space: Space) -> Point:
    """The middle of the line, or a place near it where no card is."""
    for share in (0.5, 0.4, 0.6, 0.3, 0.7):
        point = cubic_at(curve.points, share)
        if space.is_free(Box(point[0] - 8, point[1] - 8, 16, 16), 0):
            return point
    return cubic_at(curve.points, 0.5)
