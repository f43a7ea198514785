"""P8: memory with Today shown, against the smallest window that shows a table."""

from benchmarks.figures import Figure, figure
from benchmarks.starts import SIZES, starts


def figures() -> list[Figure]:
    """Largest resident size in bytes at two sizes of workspace (accounts)."""
    found: list[Figure] = []
    for size in SIZES:
        ours, floor = starts(size)
        found.append(
            figure(
                "P8",
                "memory with Today shown (accounts)",
                size,
                ours.peak_bytes,
                floor.peak_bytes,
                1.6,
                smaller=found[-1] if found else None,
            )
        )
    return found
