"""Where every card of the influence map lies, in each of its three views (2-rules §6)."""

from workbench.domain.influence import BuyingPhase
from workbench.domain.influence_chart import chart_of
from workbench.domain.influence_grid import grid_of
from workbench.domain.influence_map import InfluenceMap
from workbench.domain.influence_shapes import (
    Anchor,
    Area,
    Box,
    Caption,
    MapLayout,
    MapView,
    Ring,
    Ruling,
    Tint,
    card_size,
)
from workbench.domain.influence_wheel import wheel_of

__all__ = [
    "Anchor",
    "Area",
    "Box",
    "Caption",
    "MapLayout",
    "MapView",
    "Ring",
    "Ruling",
    "Tint",
    "card_size",
    "layout_of",
]


def layout_of(map: InfluenceMap, view: MapView, phase: BuyingPhase | None = None) -> MapLayout:
    """The layout of everybody who is there. ``phase`` changes support and involvement.

    The same map gives the same layout; the chart puts whoever has a place of their own
    (``map.places``) there. The coordinates of the chart are those of the places.
    """
    if view is MapView.WHEEL:
        return wheel_of(map, phase)
    if view is MapView.GRID:
        return grid_of(map, phase)
    return chart_of(map)
