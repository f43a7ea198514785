"""A chart as a description: what is drawn on paper and on screen alike."""

from dataclasses import dataclass
from enum import StrEnum


class Look(StrEnum):
    """How a series is told apart, in colour and in black and white."""

    SOLID = "solid"
    PALE = "pale"
    HATCHED = "hatched"


@dataclass(frozen=True)
class Series:
    """Values in fen, one for each label; ``None`` leaves the place empty.

    ``partial_index`` is the value that is not complete yet and is drawn as an outline.
    """

    name: str
    look: Look
    values: tuple[int | None, ...]
    partial_index: int | None = None


@dataclass(frozen=True)
class BarChart:
    """Bars by label: series side by side, or on top of each other if ``stacked``."""

    labels: tuple[str, ...]
    series: tuple[Series, ...]
    stacked: bool = False

    @property
    def low(self) -> int:
        """The lowest value to be shown, never above zero."""
        return min(0, *self._extremes())

    @property
    def high(self) -> int:
        """The highest value to be shown, never below zero."""
        return max(0, *self._extremes())

    def totals(self) -> tuple[int | None, ...]:
        """The sum at each label; ``None`` where no series has a value."""
        columns = zip(*(series.values for series in self.series), strict=True)
        known = ([value for value in column if value is not None] for column in columns)
        return tuple(sum(values) if values else None for values in known)

    def _extremes(self) -> tuple[int, ...]:
        single = [value for series in self.series for value in series.values if value is not None]
        both = [*single, *(total for total in self.totals() if total is not None)] if self.stacked else single
        return (min(both, default=0), max(both, default=0))


def axis_ticks(low: int, high: int, most: int = 4) -> tuple[int, ...]:
    """Round values from at most ``low`` to at least ``high``, in steps of 1, 2 or 5 times a power of ten."""
    span = max(high - low, 1)
    power = 1
    while True:
        for factor in (1, 2, 5):
            step = factor * power
            if span <= step * most:
                first = -(-low // step) if low >= 0 else low // step
                last = -(-high // step)
                if last - first <= most:
                    return tuple(number * step for number in range(first, max(last, first + 1) + 1))
        power *= 10
