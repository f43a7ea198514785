"""What the palette can do with the map that is shown."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workbench.domain.influence_shapes import MapView

if TYPE_CHECKING:
    from workbench.ui.screens.accounts.influence.map_view import InfluenceMapView


def map_commands(view: "InfluenceMapView") -> dict[str, Callable[[], object]]:
    """What can be done with the map as it is shown now, by action; nothing where it is empty."""
    contents = view.contents
    if contents is None or not contents.map.contacts:
        return {}
    doings: dict[str, Callable[[], object]] = {
        **{f"map-{one.value}": partial(view.look_as, one) for one in MapView},
        "map-fit": view.canvas.zoom_to_fit,
        "map-picture": view.output.copy_picture,
        "map-svg": view.output.save_svg,
        "map-print": view.output.print_map,
    }
    if contents.view is MapView.CHART and not contents.fixed:
        doings["map-arrange"] = view.arrange
    if not view.timeline.isHidden():
        doings["map-compare"] = view.ask_compare
    return doings
