"""Value charts as descriptions: points on a plane cut in four, and the grid of risks (2-rules §3).

What is drawn on paper and on screen alike: where a value lies on an axis, how large a bubble is and where
its label finds room are worked out here.
"""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

_TICKS = 5
# From this many times the middle value on, an even axis would press most points into one corner.
_SPREAD = 12
_SQUARE = 32.0


class PointMark(StrEnum):
    """How a point is told apart, in colour and in black and white."""

    FILLED = "filled"
    PALE = "pale"
    OUTLINED = "outlined"


@dataclass(frozen=True)
class ChartPoint:
    """A point with its values on both axes; ``key`` is what a click selects, ``area`` the bubble's value."""

    key: bytes
    label: str
    x: float
    y: float
    area: float = 0.0
    mark: PointMark = PointMark.PALE


@dataclass(frozen=True)
class Tick:
    """A value written at an axis."""

    value: float
    text: str


@dataclass(frozen=True)
class Axis:
    """Values from ``low`` to ``high``, cut at ``split`` if there is one.

    With an ``even_until`` above zero the axis is even only up to there, either side of zero, and goes in
    tenfold steps beyond, so that the large do not press the small into a corner.
    """

    name: str
    low: float
    high: float
    split: float | None = None
    split_text: str = ""
    ticks: tuple[Tick, ...] = ()
    even_until: float = 0.0

    def place(self, value: float) -> float:
        """Where ``value`` lies: 0 at ``low``, 1 at ``high``; what is beyond lies at the end."""
        low, high = self._stretched(self.low), self._stretched(self.high)
        if high <= low:
            return 0.5
        return min(max((self._stretched(value) - low) / (high - low), 0.0), 1.0)

    def _stretched(self, value: float) -> float:
        if not self.even_until:
            return value
        return math.copysign(math.log1p(abs(value) / self.even_until), value)


@dataclass(frozen=True)
class PointChart:
    """Points on two axes. ``cells`` names the four fields: upper left and right, lower left and right.

    ``area_name`` says what the size of a bubble means; empty where all points are alike.
    """

    x: Axis
    y: Axis
    points: tuple[ChartPoint, ...]
    cells: tuple[str, str, str, str] | None = None
    area_name: str = ""

    def radius(self, point: ChartPoint, least: float, most: float) -> float:
        """The radius of a point's bubble: its area, not its width, follows its value."""
        if not self.area_name or self._largest <= 0:
            return least
        return max(most * math.sqrt(max(point.area, 0.0) / self._largest), least)

    @cached_property
    def _largest(self) -> float:
        return max((one.area for one in self.points), default=0.0)


@dataclass(frozen=True)
class GridCell:
    """A field of a grid chart: its name, how heavy it weighs (0–3), and the marks that stand in it."""

    name: str
    weight: int = 0
    marks: tuple[str, ...] = ()
    keys: tuple[bytes, ...] = ()


@dataclass(frozen=True)
class GridChart:
    """A grid of named fields; ``rows`` of cells from the top, ``x_words`` below, ``y_words`` at the left."""

    x_name: str
    y_name: str
    x_words: tuple[str, ...]
    y_words: tuple[str, ...]
    rows: tuple[tuple[GridCell, ...], ...]


def value_axis(
    name: str,
    values: Iterable[float],
    text: Callable[[float], str],
    *,
    split: float | None = None,
    split_text: str = "",
) -> Axis:
    """An axis with round ticks that holds all ``values`` and the split.

    Where the largest value is many times the middle one the axis goes in tenfold steps.
    """
    known = sorted([*values, *([] if split is None else [split])])
    low, high = min([*known, 0.0]), max([*known, 0.0])
    if high <= low:
        high = low + 1.0
    sizes = sorted(abs(value) for value in known if value)
    middle = sizes[len(sizes) // 2] if sizes else 0.0
    if middle and max(-low, high) > _SPREAD * middle:
        step = 10.0 ** math.floor(math.log10(middle))
        return _tenfold(Axis(name, low, high, split, split_text, (), step), text)
    step = _round_step((high - low) / (_TICKS - 1))
    first, last = math.floor(low / step), math.ceil(high / step)
    ticks = _told_once(Tick(number * step, text(number * step)) for number in range(first, last + 1))
    return Axis(name, first * step, last * step, split, split_text, ticks)


def _told_once(ticks: Iterable[Tick]) -> tuple[Tick, ...]:
    """Without those that read like the one before: steps can be smaller than what is written."""
    found: list[Tick] = []
    for tick in ticks:
        if not found or tick.text != found[-1].text:
            found.append(tick)
    return tuple(found)


def _tenfold(axis: Axis, text: Callable[[float], str]) -> Axis:
    values = [0.0]
    size = axis.even_until
    while size <= max(-axis.low, axis.high):
        values += [value for value in (-size, size) if axis.low <= value <= axis.high]
        size *= 10
    ticks = _told_once(Tick(value, text(value)) for value in sorted(values))
    return Axis(axis.name, axis.low, axis.high * 1.1, axis.split, axis.split_text, ticks, axis.even_until)


def split_axis(
    name: str, values: Iterable[float], split: float, split_text: str, text: Callable[[float], str]
) -> Axis:
    """An axis in tenfold steps on which the ``split`` (above zero) lies near the middle."""
    known = [*values, 10 * split]
    low, high = min(*known, 0.0) * 1.5, max(known) * 1.2
    even_until = split / 10
    power = 10.0 ** math.floor(math.log10(split))
    steps = [power * 10.0**number for number in range(-1, 3)]
    shown = [0.0, *(value for step in steps for value in (-step, step) if low <= value <= high)]
    ticks = tuple(Tick(value, text(value)) for value in sorted(shown))
    return Axis(name, low, high, split, split_text, ticks, even_until)


def _round_step(least: float) -> float:
    power = 10.0 ** math.floor(math.log10(least))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= least * 0.999)


def score_axis(name: str, low_word: str, high_word: str) -> Axis:
    """An axis of scores 0–100, cut at 50, with a word for either half."""
    return Axis(name, 0, 100, 50, "", (Tick(25, low_word), Tick(75, high_word)))


@dataclass(frozen=True)
class Spot:
    """A disc on the drawing with the size of its label; lengths in the drawing's own unit."""

    x: float
    y: float
    radius: float
    width: float
    height: float


Box = tuple[float, float, float, float]
"""Left, low, right and high edge."""


def place_labels(
    spots: Sequence[Spot], width: float, height: float, obstacles: Sequence[Box] = ()
) -> tuple[tuple[float, float] | None, ...]:
    """For each spot the corner of its label nearest the origin, ``None`` where there is no room.

    Labels stay inside the drawing, off the obstacles, off the other discs and off each other; the first
    spots choose first.
    """
    taken = _Taken()
    for box in obstacles:
        taken.add(box, None)
    for number, spot in enumerate(spots):
        disc = (spot.x - spot.radius, spot.y - spot.radius, spot.x + spot.radius, spot.y + spot.radius)
        taken.add(disc, number)
    found: list[tuple[float, float] | None] = []
    for number, spot in enumerate(spots):
        free = next(
            (
                (x, y)
                for x, y in _corners(spot)
                if 0 <= x <= width - spot.width
                and 0 <= y <= height - spot.height
                and not taken.meets((x, y, x + spot.width, y + spot.height), number)
            ),
            None,
        )
        if free:
            taken.add((*free, free[0] + spot.width, free[1] + spot.height), None)
        found.append(free)
    return tuple(found)


def _corners(spot: Spot) -> tuple[tuple[float, float], ...]:
    gap = spot.radius + 3
    level, left = spot.y - spot.height / 2, spot.x - spot.width / 2
    return (
        (spot.x + gap, level),
        (spot.x - gap - spot.width, level),
        (left, spot.y + gap),
        (left, spot.y - gap - spot.height),
        (spot.x + gap * 0.7, spot.y + gap * 0.7),
        (spot.x + gap * 0.7, spot.y - gap * 0.7 - spot.height),
        (spot.x - gap * 0.7 - spot.width, spot.y + gap * 0.7),
        (spot.x - gap * 0.7 - spot.width, spot.y - gap * 0.7 - spot.height),
    )


class _Taken:
    """Boxes by the squares of the drawing they touch: thousands of discs are not asked one by one."""

    def __init__(self) -> None:
        self._squares: dict[tuple[int, int], list[tuple[Box, int | None]]] = defaultdict(list)

    def add(self, box: Box, owner: int | None) -> None:
        for square in _squares(box):
            self._squares[square].append((box, owner))

    def meets(self, box: Box, owner: int) -> bool:
        """Whether ``box`` overlaps one that is not the owner's own disc."""
        left, low, right, high = box
        return any(
            left < other[2] and other[0] < right and low < other[3] and other[1] < high
            for square in _squares(box)
            for other, whose in self._squares.get(square, ())
            if whose != owner
        )


def _squares(box: Box) -> Iterator[tuple[int, int]]:
    left, low, right, high = (math.floor(edge / _SQUARE) for edge in box)
    return ((across, up) for across in range(left, right + 1) for up in range(low, high + 1))
