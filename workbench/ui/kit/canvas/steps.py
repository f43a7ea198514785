"""Which card an arrow key leads to. Plain arithmetic."""

from collections.abc import Mapping

from workbench.ui.kit.canvas.parts import CanvasBox, Key, Side

_ASIDE = 2.0
"""How much farther a step aside counts than one straight ahead."""


def nearest_towards(boxes: Mapping[Key, CanvasBox], start: Key, towards: Side) -> Key | None:
    """The nearest card whose middle lies in that direction from the middle of ``start``; none if none does.

    Cards within a quarter turn of straight ahead go before all others, so that rows and columns are followed.
    """
    x, y = boxes[start].middle
    best: tuple[bool, float, float, float] | None = None
    found: Key | None = None
    for key, box in boxes.items():
        if key == start:
            continue
        right, down = box.middle[0] - x, box.middle[1] - y
        ahead, aside = {
            Side.LEFT: (-right, abs(down)),
            Side.RIGHT: (right, abs(down)),
            Side.TOP: (-down, abs(right)),
            Side.BOTTOM: (down, abs(right)),
        }[towards]
        if ahead <= 0:
            continue
        rank = (aside > ahead, ahead + _ASIDE * aside, box.middle[1], box.middle[0])
        if best is None or rank < best:
            best, found = rank, key
    return found


def first_card(boxes: Mapping[Key, CanvasBox]) -> Key | None:
    """The card where reading begins: the topmost, of those the leftmost."""
    return min(boxes, key=lambda key: (boxes[key].y, boxes[key].x), default=None)
