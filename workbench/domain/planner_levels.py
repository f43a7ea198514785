"""What makes one plan better than another, in strict order, packed into one integer (9-planner "Levels").

A plan is judged by left-out weight by tier, then visits moved, days off target, a price for visits too
close, the risk of leaving the interval, even load, squared deviation, and at last a keyed hash that
leaves no two plans equal. A level's unit is larger than any total of all levels below it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import IntEnum


class Level(IntEnum):
    """What counts first has the lowest number."""

    LEFT_OUT = 0
    MOVED = 1
    DEVIATION = 2
    APART = 3
    RISK = 4
    LOAD = 5
    SQUARE = 6
    TIE = 7


@dataclass(frozen=True)
class Packing:
    """Levels in one integer: ``units[level]`` is what 1 of that level counts."""

    units: tuple[int, ...]

    @classmethod
    def for_totals(cls, largest: Mapping[Level, int]) -> "Packing":
        """Units that keep totals up to ``largest`` apart."""
        units = [1]
        for level in reversed(list(Level)[1:]):
            units.insert(0, units[0] * (largest[level] + 1))
        return cls(tuple(units))

    def amount(self, total: int, level: Level) -> int:
        """How much of ``level`` is in ``total``."""
        above = total // self.units[level]
        return above if level is Level.LEFT_OUT else above % (self.units[level - 1] // self.units[level])

    def down_to(self, total: int, level: Level) -> int:
        """``total`` without what counts less than ``level``."""
        return total // self.units[level]
