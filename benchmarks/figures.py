"""What a benchmark says: our time against a floor measured in the same run, and how cost grows."""

import math
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """One measured figure. ``ours`` and ``floor`` are seconds (P8: bytes), or counts of ``unit``.

    ``goal`` is a largest ratio. ``exponent`` is that of the growth from the next smaller size; ``None`` on
    the smallest.
    """

    id: str
    work: str
    size: int
    ours: float
    floor: float
    ratio: float
    goal: float
    met: bool
    exponent: float | None = None
    unit: str = "s"


def seconds(work: Callable[[], object], runs: int = 3) -> float:
    """The median of the processor's time of ``runs`` runs after one warm-up: other programs add nothing."""
    work()
    times = []
    for _run in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return statistics.median(times)


def figure(
    id: str,
    work: str,
    size: int,
    ours: float,
    floor: float,
    goal: float,
    *,
    smaller: Figure | None = None,
    also: bool = True,
) -> Figure:
    """A figure with its ratio and exponent; ``also`` is an absolute bound that must hold too."""
    exponent = (
        math.log(ours / smaller.ours) / math.log(size / smaller.size)
        if smaller is not None and smaller.ours > 0 and size != smaller.size
        else None
    )
    ratio = ours / floor
    return Figure(id, work, size, ours, floor, ratio, goal, ratio <= goal and also, exponent)
