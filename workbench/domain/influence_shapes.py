"""What the influence map consists of on a plane: cards, and what is drawn behind them (2-rules §6).

Lengths are pixels at 100 %, x to the right, y down. The origin is wherever the automatic layout begins;
a card that somebody put elsewhere may lie left of it or above it.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import Enum, StrEnum
from functools import lru_cache
from unicodedata import east_asian_width

from workbench.domain.accounts import Contact
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id

Point = tuple[float, float]

_SIZES = {5: (178, 72), 4: (162, 64), 3: (146, 56), 2: (136, 52), 1: (128, 48)}
_BESIDE = {5: 70, 4: 66}
"""Of a card's width what is no text: the face and the edges; 58 on a small card."""
_NAME, _LARGE_NAME, _TITLE, _LETTER, _DAY = 13, 15, 12, 18, 60
_WIDEST, _WIDEST_FOR_TITLE, _STEP = 208, 184, 8
LARGEST_CARD = (_WIDEST, _SIZES[5][1])
SMALLEST_CARD = _SIZES[1]
_NARROW = frozenset(" .,:;'|!-()[]ijlItfr·")
_BROAD = frozenset("mwMW@%")


class MapView(StrEnum):
    """How the people are arranged."""

    CHART = "chart"
    WHEEL = "wheel"
    GRID = "grid"

    @property
    def label(self) -> str:
        return {
            MapView.CHART: pgettext("influence map", "Organisation chart"),
            MapView.WHEEL: pgettext("influence map", "Wheel"),
            MapView.GRID: pgettext("influence map", "Power and support"),
        }[self]


@dataclass(frozen=True)
class Box:
    """A rectangle by its top left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> Point:
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, dx: float, dy: float) -> "Box":
        """The same size elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)

    def grown(self, by: float) -> "Box":
        """With ``by`` more on each side."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two are closer than ``gap``; touching edges do not meet."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def holds(self, point: Point) -> bool:
        """Whether the point lies inside or on an edge."""
        return self.x <= point[0] <= self.right and self.y <= point[1] <= self.bottom


def around(middle: Point, size: tuple[float, float]) -> Box:
    """The box of that size with its middle there."""
    return Box(middle[0] - size[0] / 2, middle[1] - size[1] / 2, *size)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box that holds all; nothing at the origin for none."""
    found = list(boxes)
    if not found:
        return Box(0, 0, 0, 0)
    left, top = min(one.x for one in found), min(one.y for one in found)
    return Box(left, top, max(one.right for one in found) - left, max(one.bottom for one in found) - top)


class Anchor(Enum):
    """Which end of a caption its point is; the point is in the middle of its height."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True)
class Caption:
    """A word behind the cards. ``size`` is its type size; ``is_strong`` words are names of areas."""

    text: str
    x: float
    y: float
    anchor: Anchor = Anchor.MIDDLE
    size: int = 12
    is_strong: bool = False


@dataclass(frozen=True)
class Ring:
    """An ellipse of the wheel around its middle."""

    x: float
    y: float
    radius_x: float
    radius_y: float


@dataclass(frozen=True)
class Ruling:
    """A straight line behind the cards; a strong one is an axis or a boundary."""

    start: Point
    end: Point
    is_strong: bool = False


class Tint(Enum):
    """How an area is shaded: names of colours, not colours."""

    PLAIN = "plain"
    FOR_US = "for_us"
    AGAINST_US = "against_us"


@dataclass(frozen=True)
class Area:
    """A shaded rectangle behind the cards: a quadrant, or the strip of what is not known."""

    box: Box
    tint: Tint = Tint.PLAIN


@dataclass(frozen=True)
class MapLayout:
    """Where every person's card lies, and what is drawn behind: areas first, rings, rulings, captions.

    ``bounds`` holds everything.
    """

    view: MapView
    boxes: Mapping[Id, Box]
    bounds: Box
    areas: tuple[Area, ...] = ()
    rings: tuple[Ring, ...] = ()
    rulings: tuple[Ruling, ...] = ()
    captions: tuple[Caption, ...] = ()

    @property
    def width(self) -> float:
        return self.bounds.width

    @property
    def height(self) -> float:
        return self.bounds.height

    def with_boxes(self, moved: Mapping[Id, Box]) -> "MapLayout":
        """The same with some cards elsewhere, as while dragging."""
        boxes = {**self.boxes, **moved}
        return replace(self, boxes=boxes, bounds=union([self.bounds, *moved.values()]))


def card_size(contact: Contact) -> tuple[int, int]:
    """Width and height of a person's card: the more influence, the larger; not known is small.

    A name or title in Latin letters makes the card wider, up to an end; the height says the influence alone.
    """
    influence = contact.influence if contact.influence in _SIZES else 1
    width, height = _SIZES[influence]
    letters = len(contact.roles) * _LETTER
    name = _length(contact.name, _LARGE_NAME if influence == 5 else _NAME)
    needed = max(name, letters + _DAY if letters else 0) if influence >= 4 else name + letters
    beside = _BESIDE.get(influence, 58)
    # As the card says it: what they do, and of whom from outside for which house.
    second = " · ".join(filter(None, (contact.title, contact.organisation)))
    title = min(_length(second, _TITLE) + beside, _WIDEST_FOR_TITLE)
    wanted = min(math.ceil(max(needed + beside, title) / _STEP) * _STEP, _WIDEST)
    return max(width, wanted), height


@lru_cache(maxsize=4096)
def _length(text: str, size: int) -> float:
    """About how long a line of text is in a font of ``size``: the same on every machine."""
    return size * sum(
        1.0
        if east_asian_width(one) in "WF"
        else 0.36
        if one in _NARROW
        else 0.88
        if one in _BROAD
        else 0.64
        if one.isupper() or one >= "\u0370"
        else 0.56
        for one in text
    )
