"""P8: memory with Today shown, and idle with what is loaded ahead, against the smallest table window."""

from benchmarks.figures import Figure, figure
from benchmarks.starts import PROGRAM, SIZES, least, starter

_GOAL = 1.6
_RUNS = 3


def figures() -> list[Figure]:
    """Largest resident size in bytes at two sizes of workspace (accounts)."""
    shown: list[Figure] = []
    idle: list[Figure] = []
    for size in SIZES:
        with starter(size) as made:
            today, later, floor = least(
                *(
                    (
                        made.peak_bytes(PROGRAM),
                        made.peak_bytes(PROGRAM, "idle"),
                        made.peak_bytes(made.floor),
                    )
                    for _run in range(_RUNS)
                )
            )
        for found, work, ours in (
            (shown, "memory with Today shown (accounts)", today),
            (idle, "memory idle, first pages loaded (accounts)", later),
        ):
            smaller = found[-1] if found else None
            found.append(figure("P8", work, size, ours, floor, _GOAL, smaller=smaller))
    return [*shown, *idle]
