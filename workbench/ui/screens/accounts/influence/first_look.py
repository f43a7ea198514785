"""From where a map is looked at when it is first shown."""

from workbench.domain.influence_shapes import MapView
from workbench.ui.kit.canvas.camera import FIT_MARGIN, Camera, fitting
from workbench.ui.kit.canvas.parts import CanvasBox
from workbench.ui.screens.accounts.influence.scene import MapContents

READABLE = {MapView.CHART: 0.62, MapView.WHEEL: 0.42, MapView.GRID: 0.42}
"""A map that would be shown smaller than this is shown in part at first."""


def first_camera(contents: MapContents, width: float, height: float) -> Camera:
    """All of it where that can be read, else the most influential at the top; in pixels."""
    bounds, least = contents.layout.bounds, READABLE[contents.view]
    # Where the cards are going, not where a movement under way has them.
    whole = CanvasBox(bounds.x, bounds.y, bounds.width, bounds.height)
    camera = fitting(whole, width, height)
    if camera.zoom >= least:
        return camera
    x, y = whole.middle
    if contents.view is MapView.CHART:
        x = contents.layout.boxes[next(iter(contents.map.contacts)).id].middle[0]
        y = whole.y
    return Camera(
        least,
        _offset(whole.x * least, whole.right * least, x * least, width),
        _offset(whole.y * least, whole.bottom * least, y * least, height),
    )


def _offset(low: float, high: float, wanted: float, size: float) -> int:
    """How far to move what lies from ``low`` to ``high``: all of it in the middle where there is room,
    else ``wanted`` as near to the middle as leaves no part of the view empty."""
    if high - low + 2 * FIT_MARGIN <= size:
        return round(size / 2 - (low + high) / 2)
    return round(min(max(size / 2 - wanted, size - FIT_MARGIN - high), FIT_MARGIN - low))
