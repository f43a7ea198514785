"""What room is taken on the influence map, and the nearest that is free."""

from collections import defaultdict
from collections.abc import Iterator

from workbench.domain.influence_shapes import Box

_CELL = 192.0
_STEP = 24.0
_GAP = 8.0


class Space:
    """Boxes on a plane, found by where they lie."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[Box]] = defaultdict(list)

    def take(self, box: Box) -> None:
        """Mark the box as taken."""
        for cell in _cells(box):
            self._cells[cell].append(box)

    def near(self, box: Box) -> Iterator[Box]:
        """The boxes taken that may meet this one; some of them several times."""
        for cell in _cells(box):
            yield from self._cells.get(cell, ())

    def is_free(self, box: Box, gap: float = _GAP) -> bool:
        """Whether nothing taken is closer than ``gap``."""
        return not any(box.meets(other, gap) for other in self.near(box.grown(gap)))

    def nearest(self, box: Box) -> Box:
        """The box where it is if it is free there, else at the nearest free place of a grid."""
        if self.is_free(box):
            return box
        ring = 1
        while True:
            for dx, dy in _around(ring):
                moved = box.moved(dx * _STEP, dy * _STEP)
                if self.is_free(moved):
                    return moved
            ring += 1


def _cells(box: Box) -> Iterator[tuple[int, int]]:
    for column in range(int(box.x // _CELL), int(box.right // _CELL) + 1):
        for row in range(int(box.y // _CELL), int(box.bottom // _CELL) + 1):
            yield column, row


def _around(ring: int) -> list[tuple[int, int]]:
    """The places at that distance, those straight beside first, the right and the lower before the others."""
    edge = [
        (dx, dy)
        for dx in range(-ring, ring + 1)
        for dy in range(-ring, ring + 1)
        if max(abs(dx), abs(dy)) == ring
    ]
    return sorted(edge, key=lambda one: (abs(one[0]) + abs(one[1]), -one[0], -one[1]))
