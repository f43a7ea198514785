"""Snapping of what is dragged: to lines through the neighbours first, else to the grid. Plain arithmetic."""

from collections.abc import Collection
from dataclasses import dataclass

from workbench.ui.kit.canvas.parts import CanvasBox

GRID = 8.0
REACH = 6.0
"""Pixels of the screen within which an edge or middle is drawn to that of a neighbour."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A thin line that shows what lies on one line now: ``at`` is its x if ``upright``, else its y."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Snapped:
    """How far the dragged box goes after snapping, and the guide lines to show."""

    right: float
    down: float
    guides: tuple[Guide, ...] = ()


def snapped(
    start: CanvasBox, right: float, down: float, neighbours: Collection[CanvasBox], reach: float = REACH
) -> Snapped:
    """Where ``start`` comes to rest when dragged by (right, down).

    Each direction for itself: an edge or middle within ``reach`` of a neighbour's goes onto it, the nearest
    first; otherwise the middle goes onto the grid.
    """
    moved = start.moved(right, down)
    by_x = _nearest(_lines(moved, upright=True), neighbours, reach, upright=True)
    by_y = _nearest(_lines(moved, upright=False), neighbours, reach, upright=False)
    x, y = moved.middle
    step_x = by_x if by_x is not None else round(x / GRID) * GRID - x
    step_y = by_y if by_y is not None else round(y / GRID) * GRID - y
    rest = moved.moved(step_x, step_y)
    guides = [
        *(_guides(rest, neighbours, upright=True) if by_x is not None else ()),
        *(_guides(rest, neighbours, upright=False) if by_y is not None else ()),
    ]
    return Snapped(right + step_x, down + step_y, tuple(guides))


def _lines(box: CanvasBox, *, upright: bool) -> tuple[float, float, float]:
    if upright:
        return box.x, box.x + box.width / 2, box.right
    return box.y, box.y + box.height / 2, box.bottom


def _nearest(
    lines: tuple[float, float, float], neighbours: Collection[CanvasBox], reach: float, *, upright: bool
) -> float | None:
    best: float | None = None
    low, middle, high = lines
    for box in neighbours:
        theirs = _lines(box, upright=upright)
        # Like with like: a left edge at a right one says nothing to the eye.
        for step in (theirs[1] - middle, theirs[0] - low, theirs[2] - high):
            if abs(step) <= reach and (best is None or abs(step) < abs(best)):
                best = step
    return best


def _guides(rest: CanvasBox, neighbours: Collection[CanvasBox], *, upright: bool) -> list[Guide]:
    """One line for each edge or middle that now lies on one with some neighbour's, through all of those."""
    result = []
    ours = _lines(rest, upright=upright)
    for place, at in enumerate(ours):
        on_it = [box for box in neighbours if abs(_lines(box, upright=upright)[place] - at) < 0.01]
        if on_it:
            ends = [rest, *on_it]
            low = min(box.y if upright else box.x for box in ends)
            high = max(box.bottom if upright else box.right for box in ends)
            result.append(Guide(upright, at, low, high))
    # The middle says it all when both edges agree as well.
    middles = [one for one in result if one.at == ours[1]]
    return middles if len(result) == 3 else result
