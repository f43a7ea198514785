"""P8: memory with Today shown, against the smallest window that shows a table."""

from benchmarks.figures import Figure, figure
from benchmarks.starts import PROGRAM, SIZES, least, starter

_GOAL = 1.6
_RUNS = 3


def figures() -> list[Figure]:
    """Largest resident size in bytes at two sizes of workspace (accounts)."""
    found: list[Figure] = []
    for size in SIZES:
        with starter(size) as made:
            ours, floor = least(
                *((made.peak_bytes(PROGRAM), made.peak_bytes(made.floor)) for _run in range(_RUNS))
            )
        smaller = found[-1] if found else None
        work = "memory with Today shown (accounts)"
        found.append(figure("P8", work, size, ours, floor, _GOAL, smaller=smaller))
    return found
