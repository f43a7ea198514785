"""Aligning and distributing boxes: where each goes, as plain arithmetic."""

from collections.abc import Collection, Mapping
from enum import StrEnum

from workbench.ui.kit.canvas.parts import CanvasBox, Key


class Alignment(StrEnum):
    """What of the boxes shall lie on one line."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"
    TOP = "top"
    MIDDLE = "middle"
    BOTTOM = "bottom"


class Axis(StrEnum):
    """In which direction boxes get equal gaps."""

    ACROSS = "across"
    DOWN = "down"


def around_all(boxes: Collection[CanvasBox]) -> CanvasBox:
    """The smallest box around all of them; at least one is needed."""
    x, y = min([box[0] for box in boxes]), min([box[1] for box in boxes])
    right, bottom = max([box[0] + box[2] for box in boxes]), max([box[1] + box[3] for box in boxes])
    return CanvasBox(x, y, right - x, bottom - y)


def around(boxes: Mapping[Key, CanvasBox]) -> CanvasBox:
    """The smallest box around all of them; at least one is needed."""
    return around_all(boxes.values())


def aligned(boxes: Mapping[Key, CanvasBox], how: Alignment) -> dict[Key, CanvasBox]:
    """The boxes on one line: an edge of, or the middle of, the smallest box around them all."""
    if not boxes:
        return {}
    whole = around(boxes)
    x, y = whole.middle
    return {
        key: {
            Alignment.LEFT: box._replace(x=whole.x),
            Alignment.CENTRE: box._replace(x=x - box.width / 2),
            Alignment.RIGHT: box._replace(x=whole.right - box.width),
            Alignment.TOP: box._replace(y=whole.y),
            Alignment.MIDDLE: box._replace(y=y - box.height / 2),
            Alignment.BOTTOM: box._replace(y=whole.bottom - box.height),
        }[how]
        for key, box in boxes.items()
    }


def distributed(boxes: Mapping[Key, CanvasBox], axis: Axis) -> dict[Key, CanvasBox]:
    """The boxes with equal gaps between them; the outermost two stay, and so does the order of the middles.

    Gaps are negative, and equal, where the boxes have no room beside one another.
    """
    if len(boxes) < 3:
        return dict(boxes)
    across = axis is Axis.ACROSS
    order = sorted(boxes, key=lambda key: boxes[key].middle[0 if across else 1])
    first, last = boxes[order[0]], boxes[order[-1]]
    sizes = sum(boxes[key].width if across else boxes[key].height for key in order)
    room = last.right - first.x if across else last.bottom - first.y
    gap = (room - sizes) / (len(order) - 1)
    result: dict[Key, CanvasBox] = {}
    at = first.x if across else first.y
    for key in order:
        box = boxes[key]
        result[key] = box._replace(x=at) if across else box._replace(y=at)
        at += (box.width if across else box.height) + gap
    return result
