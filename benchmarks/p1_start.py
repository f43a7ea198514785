"""P1: process start → main window with Today painted, against the smallest window that shows a table."""

from benchmarks.figures import Figure, figure
from benchmarks.starts import SIZES, starts


def figures() -> list[Figure]:
    """Start time at two sizes of workspace (accounts, three years of sales and visits)."""
    found: list[Figure] = []
    for size in SIZES:
        ours, floor = starts(size)
        found.append(
            figure(
                "P1",
                "start to Today painted (accounts)",
                size,
                ours.seconds,
                floor.seconds,
                1.8,
                smaller=found[-1] if found else None,
            )
        )
    return found
