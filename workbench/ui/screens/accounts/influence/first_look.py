"""From where a map is looked at when it is first shown."""

from workbench.domain.influence_shapes import MapView
from workbench.ui.kit.canvas.camera import FIT_MARGIN, Camera, fitting
from workbench.ui.kit.canvas.parts import CanvasBox
from workbench.ui.screens.accounts.influence.scene import MapContents

READABLE = {MapView.CHART: 0.7, MapView.WHEEL: 0.42, MapView.GRID: 0.42}
"""A map that would be shown smaller than this is shown in part at first."""


def first_camera(contents: MapContents, width: float, height: float) -> Camera:
    """All of it where that can be read, else the most influential in the middle of the top; in pixels."""
    bounds, least = contents.layout.bounds, READABLE[contents.view]
    # Where the cards are going, not where a movement under way has them.
    whole = CanvasBox(bounds.x, bounds.y, bounds.width, bounds.height)
    camera = fitting(whole, width, height)
    if camera.zoom >= least:
        return camera
    x, y = whole.middle
    top = height / 2 - y * least
    if contents.view is MapView.CHART:
        first = next(iter(contents.map.contacts)).id
        x = contents.layout.boxes[first].middle[0]
        top = FIT_MARGIN - whole.y * least
    return Camera(least, round(width / 2 - x * least), round(top))
