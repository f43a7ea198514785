"""The lines of the influence map: reporting lines, influence, ties to our people (2-rules §6).

Pure geometry in the plane of ``MapLayout``, the same for screen and paper.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import Enum

from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import Box, MapLayout, Point
from workbench.foundation.ids import Id


class LineKind(Enum):
    """What a line says."""

    REPORTS = "reports"
    INFLUENCE = "influence"
    TIE = "tie"


class Sign(Enum):
    """Which way an influence goes: names of colours, not colours."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    NEUTRAL = "neutral"


@dataclass(frozen=True)
class MapLine:
    """One line. ``path`` is a polyline, or where ``is_curve`` the four points of a cubic.

    ``id`` is that of the link or the tie. A line of influence ends in the triangle ``arrow`` and carries
    its sign in a disc at ``badge``; a tie carries a word there. ``width`` is in pixels at 100 %.
    ``is_dashed`` marks a further boss beside the one in the chart.
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
    return ()


def tie_lines(
    map: InfluenceMap, layout: MapLayout, band: Mapping[Id, Box], people: Collection[Id]
) -> tuple[MapLine, ...]:
    """The lines from the chosen people, theirs or ours, to those on the other side.

    ``band`` says where our people stand, in the same plane.
    """
    return ()
