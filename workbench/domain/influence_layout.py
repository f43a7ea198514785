"""Where every card of the influence map lies, in each of its three views (2-rules §6)."""

from workbench.domain.influence import BuyingPhase
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
    around,
    card_size,
    union,
)

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

_COLUMNS = 6


def layout_of(map: InfluenceMap, view: MapView, phase: BuyingPhase | None = None) -> MapLayout:
    """The layout of everybody who is there. ``phase`` changes support and involvement.

    The same map gives the same layout; the chart puts whoever has a place of their own
    (``map.places``) there.
    """
    boxes = {}
    for index, one in enumerate(map.contacts):
        middle = 100.0 + index % _COLUMNS * 200, 50.0 + index // _COLUMNS * 100
        place = map.places.get(one.id) if view is MapView.CHART else None
        boxes[one.id] = around((place.x, place.y) if place else middle, card_size(one))
    return MapLayout(view, boxes, union(boxes.values()))
