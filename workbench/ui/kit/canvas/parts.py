"""What a canvas of cards and lines is given and tells. Lengths are pixels at 100 %, from the top left."""

from collections.abc import Callable, Collection, Hashable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple, Protocol

from PySide6.QtGui import QPainter

from workbench.ui.kit.tokens import Tone

Key = Hashable
Point = tuple[float, float]


class Side(StrEnum):
    """The edge of a card from whose handle a connection was drawn."""

    TOP = "top"
    RIGHT = "right"
    BOTTOM = "bottom"
    LEFT = "left"


class CanvasBox(NamedTuple):
    """A rectangle: its top left corner and its size."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of the right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of the bottom edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """The point in the middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def moved(self, right: float, down: float) -> "CanvasBox":
        """The same box elsewhere."""
        return CanvasBox(self.x + right, self.y + down, self.width, self.height)

    def grown(self, by: float) -> "CanvasBox":
        """The box with ``by`` more room on each side."""
        return CanvasBox(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def united(self, other: "CanvasBox") -> "CanvasBox":
        """The smallest box around both."""
        x, y = min(self.x, other.x), min(self.y, other.y)
        return CanvasBox(x, y, max(self.right, other.right) - x, max(self.bottom, other.bottom) - y)

    def touches(self, other: "CanvasBox") -> bool:
        """Whether the two have a point in common."""
        return (
            self.x <= other.right
            and other.x <= self.right
            and self.y <= other.bottom
            and other.y <= self.bottom
        )

    def contains(self, x: float, y: float) -> bool:
        """Whether the point lies inside or on the edge."""
        return self.x <= x <= self.right and self.y <= y <= self.bottom

    def side(self, side: Side) -> Point:
        """The middle of an edge: where its handle lies."""
        x, y = self.middle
        if side in (Side.TOP, Side.BOTTOM):
            return x, self.y if side is Side.TOP else self.bottom
        return self.x if side is Side.LEFT else self.right, y


@dataclass(frozen=True, slots=True)
class CanvasNode:
    """A card. It is painted anew when ``look`` differs from before: whatever its painter shows belongs there.

    ``tone`` is its colour in the minimap; of cards on one another the one with the larger ``z`` is above.
    """

    key: Key
    x: float
    y: float
    width: float
    height: float
    z: int = 0
    look: object = None
    tone: Tone = Tone.TEXT3
    movable: bool = True

    @property
    def box(self) -> CanvasBox:
        """Where the card lies."""
        return CanvasBox(self.x, self.y, self.width, self.height)


@dataclass(frozen=True, slots=True)
class NodeState:
    """How a card stands just now. Rings, handles and paleness are the canvas's."""

    hovered: bool = False
    selected: bool = False
    highlighted: bool = False
    focused: bool = False


class NodePainter(Protocol):
    """Paints the inside of a card. The result is kept until look, state, zoom or theme change."""

    def paint(self, painter: QPainter, node: CanvasNode, state: NodeState) -> None:
        """Paint with (0, 0) at the card's top left corner; up to ``OVERHANG`` beyond its edges shows too."""


OVERHANG = 12.0
"""How far a painter may paint beyond the edges of a card."""


@dataclass(frozen=True, slots=True)
class CanvasEdge:
    """A line between two cards. ``badge`` (``+``, ``−``, a letter) stands in a disc, ``label`` in a chip.

    ``arrow`` puts a head at its end.
    """

    key: Key
    from_key: Key
    to_key: Key
    tone: Tone = Tone.TEXT2
    width: float = 1.0
    dashed: bool = False
    arrow: bool = False
    badge: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class EdgeRoute:
    """The way of a line: corners, or if ``curved`` the start and then two control points and an end a piece.

    ``badge_at`` is where the badge or label stands; without one, half way.
    """

    points: tuple[Point, ...]
    curved: bool = False
    badge_at: Point | None = None


Route = Callable[[Mapping[Key, CanvasBox], Collection[Key]], Mapping[Key, EdgeRoute]]
"""Where lines go: given all boxes as they lie now and the keys of the lines wanted; more may be answered.

Called for all lines when they are set and, while cards are dragged, for those of the moved cards at each
frame; a line both of whose cards move goes with them and is asked for again at the end.
"""

Furniture = Callable[[QPainter], None]
"""Paints what lies beneath everything (rings, axes and their words), in pixels at 100 % of the canvas."""

Words = Callable[[Key], str]
"""A text about a card: its accessible name, description or tooltip."""


@dataclass(frozen=True, slots=True)
class CanvasTie:
    """A line from a card of the canvas down to a card of the band, with a word on it."""

    from_key: Key
    band_key: Key
    tone: Tone = Tone.ACCENT
    width: float = 1.4
    dashed: bool = False
    label: str = ""
