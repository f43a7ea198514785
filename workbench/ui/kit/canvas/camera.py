"""What part of a canvas is in sight: zoom and offset, as plain arithmetic."""

import math
from dataclasses import dataclass

from workbench.ui.kit.canvas.parts import CanvasBox, Point

SMALLEST, LARGEST = 0.25, 3.0
STEPS = (0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0)
FIT_MARGIN = 32.0
_KEPT = 64.0
"""Pixels of the content that stay in sight however far it is pushed away."""


@dataclass(frozen=True, slots=True)
class Camera:
    """A point of the canvas is shown at ``point * zoom + offset``, in device-independent pixels."""

    zoom: float = 1.0
    left: float = 0.0
    top: float = 0.0

    def to_view(self, x: float, y: float) -> Point:
        """Where a point of the canvas is shown."""
        return x * self.zoom + self.left, y * self.zoom + self.top

    def to_canvas(self, x: float, y: float) -> Point:
        """What point of the canvas is shown there."""
        return (x - self.left) / self.zoom, (y - self.top) / self.zoom

    def box_to_view(self, box: CanvasBox) -> CanvasBox:
        """Where a box of the canvas is shown."""
        x, y = self.to_view(box.x, box.y)
        return CanvasBox(x, y, box.width * self.zoom, box.height * self.zoom)

    def box_to_canvas(self, box: CanvasBox) -> CanvasBox:
        """What part of the canvas is shown in a box."""
        x, y = self.to_canvas(box.x, box.y)
        return CanvasBox(x, y, box.width / self.zoom, box.height / self.zoom)

    def panned(self, right: float, down: float) -> "Camera":
        """The content moved by so many pixels of the screen."""
        return Camera(self.zoom, self.left + right, self.top + down)

    def zoomed(self, zoom: float, x: float, y: float) -> "Camera":
        """Another zoom, within bounds, under which the point shown at (x, y) stays there."""
        zoom = min(LARGEST, max(SMALLEST, zoom))
        at_x, at_y = self.to_canvas(x, y)
        return Camera(zoom, x - at_x * zoom, y - at_y * zoom)

    def kept_near(self, content: CanvasBox, width: float, height: float) -> "Camera":
        """Moved as little as needed so that some of ``content`` stays in sight, on whole pixels."""
        shown = self.box_to_view(content)
        right = _into(shown.x, shown.right, width)
        down = _into(shown.y, shown.bottom, height)
        return Camera(self.zoom, math.floor(self.left + right + 0.5), math.floor(self.top + down + 0.5))

    def showing(self, box: CanvasBox, width: float, height: float) -> "Camera":
        """Moved as little as needed so that ``box`` is in sight; what is larger than the view is centred."""
        shown = self.box_to_view(box.grown(FIT_MARGIN / 2 / self.zoom))
        right = _whole(shown.x, shown.right, width)
        down = _whole(shown.y, shown.bottom, height)
        return self.panned(right, down)

    def mixed(self, other: "Camera", share: float) -> "Camera":
        """On the way from this to ``other``: 0 is this, 1 the other. Zoom goes in equal ratios."""
        zoom = self.zoom * (other.zoom / self.zoom) ** share
        return Camera(
            zoom, self.left + (other.left - self.left) * share, self.top + (other.top - self.top) * share
        )


def fitting(content: CanvasBox, width: float, height: float) -> Camera:
    """The camera that shows all of ``content`` in the middle, never larger than 100 %."""
    wide = max(1.0, width - 2 * FIT_MARGIN) / max(1.0, content.width)
    high = max(1.0, height - 2 * FIT_MARGIN) / max(1.0, content.height)
    zoom = min(1.0, max(SMALLEST, min(wide, high)))
    x, y = content.middle
    return Camera(zoom, math.floor(width / 2 - x * zoom + 0.5), math.floor(height / 2 - y * zoom + 0.5))


def next_step(zoom: float, *, larger: bool) -> float:
    """The next usual zoom."""
    if larger:
        return next((step for step in STEPS if step > zoom * 1.001), LARGEST)
    return next((step for step in reversed(STEPS) if step < zoom * 0.999), SMALLEST)


def _into(low: float, high: float, size: float) -> float:
    kept = min(_KEPT, high - low)
    if high < kept:
        return kept - high
    return min(0.0, size - kept - low)


def _whole(low: float, high: float, size: float) -> float:
    if high - low > size:
        return size / 2 - (low + high) / 2
    return max(0.0, -low) or min(0.0, size - high)
