"""One line a fault: how often it was tried and what came of it."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """``lost``: acknowledged work gone, or some half there. ``crashed``: no clear answer.

    ``accepted``: bad files taken for good ones.
    """

    fault: str
    tried: int
    lost: int
    crashed: int
    accepted: int

    @property
    def ok(self) -> bool:
        return self.tried > 0 and not (self.lost or self.crashed or self.accepted)

    def row(self) -> dict[str, Any]:
        return {**asdict(self), "ok": self.ok}


def as_text(faults: Sequence[Fault]) -> str:
    """The lines as a table for a terminal."""
    rows = [["fault", "tried", "lost", "crashed", "accepted", "ok"]]
    rows += [[str(value) for value in fault.row().values()] for fault in faults]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
