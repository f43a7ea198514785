"""P1: process start → main window with Today painted, against the smallest window that shows a table.

Two figures: until the window stands there, painted, and until Today in it is filled from the workspace.
"""

from benchmarks.figures import Figure, figure
from benchmarks.starts import PROGRAM, RUNS, SIZES, least, starter

_GOAL = 1.8


def figures() -> list[Figure]:
    """Start times at two sizes of workspace (accounts, three years of sales and visits)."""
    window: list[Figure] = []
    today: list[Figure] = []
    for size in SIZES:
        with starter(size) as made:
            # In turns, so that a busy machine disturbs all alike.
            shown, filled, floor = least(
                *(
                    (
                        made.seconds(PROGRAM, "window"),
                        made.seconds(PROGRAM, "today"),
                        made.seconds(made.floor),
                    )
                    for _run in range(RUNS)
                )
            )
        for found, work, ours in (
            (window, "start to the window painted (accounts)", shown),
            (today, "start to Today filled (accounts)", filled),
        ):
            smaller = found[-1] if found else None
            found.append(figure("P1", work, size, ours, floor, _GOAL, smaller=smaller))
    return [*window, *today]
