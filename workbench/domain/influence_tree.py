"""Tidy trees of cards: a boss in the middle over the reports, subtrees as close as their outlines let them.

What would be too wide in one row is wrapped into several, with room in the middle for the line that
comes down from the boss. The order of siblings is given, so one person more moves only what is beside
and above.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from workbench.domain.influence_shapes import LARGEST_CARD, SMALLEST_CARD
from workbench.foundation.ids import Id

SIBLING_GAP = 16.0
SUBTREE_GAP = 24.0
ROW_GAP = 40.0
LEVEL = LARGEST_CARD[1] + ROW_GAP
CORRIDOR = 32.0
_BAND = 8.0
# A screen is about twice as wide as high: what fills it best is what is read best.
_SHAPE = 2.0
_STEP = 320.0
_ABREAST = (4, 6, 8, 12, 16, 24)


@dataclass(frozen=True)
class Tree:
    """Cards by their top left corners, the boss's middle at x = 0 and top at y = 0.

    ``outline`` says how far it reaches to the left and to the right in each band of 8 px, from the top.
    """

    corners: Mapping[Id, tuple[float, float]]
    outline: Sequence[tuple[float, float]]

    @property
    def left(self) -> float:
        return min(left for left, _right in self.outline)

    @property
    def right(self) -> float:
        return max(right for _left, right in self.outline)

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return len(self.outline) * _BAND


def tree_of(
    root: Id,
    reports: Mapping[Id, Sequence[Id]],
    size_of: Callable[[Id], tuple[int, int]],
    widest_row: float,
) -> Tree:
    """The tree under ``root``; rows wider than ``widest_row`` are wrapped."""
    order = [root]
    for person in order:
        order.extend(reports.get(person, ()))
    done: dict[Id, Tree] = {}
    for person in reversed(order):
        below = [done.pop(one) for one in reports.get(person, ())]
        done[person] = _under(person, size_of(person), below, widest_row)
    return done[root]


def _under(boss: Id, size: tuple[int, int], below: Sequence[Tree], widest_row: float) -> Tree:
    width, height = size
    rows: list[list[tuple[Tree, float, float]]] = []
    if below:
        one_row, spread = _beside(below)
        if spread <= widest_row or len(below) < 3:
            middle = (one_row[0][1] + one_row[-1][1]) / 2
            rows = [[(tree, x - middle, LEVEL) for tree, x in one_row]]
        else:
            rows = _wrapped(below)
    corners = {boss: (-width / 2, 0.0)}
    bands = [(-width / 2, width / 2)] * math.ceil(height / _BAND)
    for row in rows:
        for tree, x, y in row:
            corners.update({one: (left + x, top + y) for one, (left, top) in tree.corners.items()})
            first = int(y / _BAND)
            # From the card down to the row, the line to it is in the way of others.
            bands.extend([(0.0, 0.0)] * (first + len(tree.outline) - len(bands)))
            for band, (left, right) in enumerate(tree.outline, first):
                old = bands[band]
                bands[band] = min(old[0], left + x), max(old[1], right + x)
    for row in rows:
        bus = int((row[0][2] - ROW_GAP / 2) / _BAND)
        reach = min(0.0, *(x for _tree, x, _y in row)), max(0.0, *(x for _tree, x, _y in row))
        bands[bus] = min(bands[bus][0], reach[0]), max(bands[bus][1], reach[1])
    return Tree(corners, bands)


def _beside(trees: Sequence[Tree]) -> tuple[list[tuple[Tree, float]], float]:
    """The trees side by side with the x of each boss, and how wide that is."""
    placed: list[tuple[Tree, float]] = []
    edge: list[float] = []
    for tree in trees:
        x = -tree.left if not placed else -math.inf
        for band, (left, _right) in enumerate(tree.outline):
            if band < len(edge):
                gap = (
                    SIBLING_GAP if len(tree.corners) == 1 and len(placed[-1][0].corners) == 1 else SUBTREE_GAP
                )
                x = max(x, edge[band] + gap - left)
        if placed:
            # Never left of a sibling, however deep the outlines leave room.
            x = max(x, placed[-1][1] + SMALLEST_CARD[0] / 2 + SIBLING_GAP)
        placed.append((tree, x))
        for band, (_left, right) in enumerate(tree.outline):
            if band < len(edge):
                edge[band] = max(edge[band], right + x)
            else:
                edge.append(right + x)
    first = min(tree.left + x for tree, x in placed)
    return placed, max(edge) - first


def _wrapped(trees: Sequence[Tree]) -> list[list[tuple[Tree, float, float]]]:
    """The trees in several rows on both sides of a corridor, the last row in the middle.

    Those without reports come first, a number in each row that changes in steps only: one more is added
    at the end. Then come teams, so that where there is one row of them it stands in the middle.
    """
    teams = [tree for tree in trees if len(tree.corners) > 1]
    single = [tree for tree in trees if len(tree.corners) == 1]
    abreast = next(count for count in _ABREAST if count * count >= len(single) or count == _ABREAST[-1])
    rows = [single[at : at + abreast] for at in range(0, len(single), abreast)]
    if teams:
        rows += [[teams[index] for index in row] for row in best_rows([_room(tree) for tree in teams])]
    found: list[list[tuple[Tree, float, float]]] = []
    y = LEVEL
    for number, row in enumerate(rows):
        height = max(tree.height for tree in row)
        if number == len(rows) - 1:
            placed, spread = _beside(row)
            first = min(tree.left + x for tree, x in placed)
            # A single one hangs straight below.
            middle = first + spread / 2 if len(row) > 1 else placed[0][1]
            found.append([(tree, x - middle, y) for tree, x in placed])
        else:
            half = len(row) // 2 + len(row) % 2
            found.append([(tree, x, y) for tree, x in _at_corridor(row[:half], row[half:])])
        y += math.ceil((height + ROW_GAP) / _BAND) * _BAND
    return found


def _room(tree: Tree) -> tuple[float, float]:
    """About how much room a tree takes: steps, so that one person more seldom breaks rows anew."""
    return math.ceil((tree.width + SUBTREE_GAP) / _STEP) * _STEP, tree.height + ROW_GAP


def _at_corridor(left: Sequence[Tree], right: Sequence[Tree]) -> list[tuple[Tree, float]]:
    found: list[tuple[Tree, float]] = []
    placed, _spread = _beside(left)
    edge = max(tree.right + x for tree, x in placed)
    found += [(tree, x - edge - CORRIDOR / 2) for tree, x in placed]
    if right:
        placed, _spread = _beside(right)
        edge = min(tree.left + x for tree, x in placed)
        found += [(tree, x - edge + CORRIDOR / 2) for tree, x in placed]
    return found


def best_rows(sizes: Sequence[tuple[float, float]]) -> list[list[int]]:
    """Which of the things of these sizes go into each row, in order, so that a screen shows all largest."""
    total = sum(width for width, _height in sizes)
    best: tuple[float, list[list[int]]] | None = None
    for count in range(1, 2 * math.isqrt(len(sizes)) + 4):
        rows = _filled(sizes, max(total / count, *(width for width, _height in sizes)))
        wide = max(sum(sizes[index][0] for index in row) for row in rows)
        high = sum(max(sizes[index][1] for index in row) for row in rows)
        extent = max(wide, _SHAPE * high)
        if best is None or extent < best[0] - 1:
            best = extent, rows
    assert best is not None
    return best[1]


def _filled(sizes: Sequence[tuple[float, float]], widest: float) -> list[list[int]]:
    rows: list[list[int]] = [[]]
    used = 0.0
    for index, (width, _height) in enumerate(sizes):
        if rows[-1] and used + width / 2 > widest + 1e-6:
            rows.append([])
            used = 0.0
        rows[-1].append(index)
        used += width
    return rows
