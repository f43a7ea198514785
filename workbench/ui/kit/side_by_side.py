"""Where spans of time that overlap stand side by side, as in every calendar of a day."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Lane:
    """One of ``of`` lanes of equal width; spans of one ``group`` overlap, directly or through others."""

    lane: int
    of: int
    group: int


def side_by_side(spans: Sequence[tuple[int, int]]) -> list[Lane]:
    """The lane of each span (start, end; the end not included): two that overlap never share one.

    Each takes the leftmost free lane; all of a group are as wide.
    """
    order = sorted(range(len(spans)), key=lambda at: (spans[at][0], -spans[at][1], at))
    lanes: dict[int, int] = {}
    groups: list[list[int]] = []
    ends: list[int] = []
    for at in order:
        start, end = spans[at]
        if not ends or start >= max(ends):
            groups.append([])
            ends = []
        lane = next((number for number, taken in enumerate(ends) if taken <= start), len(ends))
        if lane == len(ends):
            ends.append(end)
        else:
            ends[lane] = end
        # What has no length takes its place all the same.
        ends[lane] = max(ends[lane], start + 1)
        lanes[at] = lane
        groups[-1].append(at)
    found: dict[int, Lane] = {}
    for number, group in enumerate(groups):
        width = 1 + max(lanes[at] for at in group)
        found.update({at: Lane(lanes[at], width, number) for at in group})
    return [found[at] for at in range(len(spans))]
