"""One line a fault: how often it was tried and what came of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Fault:
    """``lost``: acknowledged work gone, or some half there. ``crashed``: no clear answer.

    ``accepted``: bad files taken for good ones. ``note``: why something could not be tried. ``seconds``: how
    long it took, all processors together.
    """

    fault: str
    tried: int
    lost: int
    crashed: int
    accepted: int
    note: str = ""
    seconds: float = 0.0

    @property
    def ok(self) -> bool:
        return self.tried > 0 and not (self.lost or self.crashed or self.accepted or self.note)

    def __add__(self, other: "Fault") -> "Fault":
        return Fault(
            self.fault,
            self.tried + other.tried,
            self.lost + other.lost,
            self.crashed + other.crashed,
            self.accepted + other.accepted,
            self.note or other.note,
            self.seconds + other.seconds,
        )

    def row(self) -> dict[str, Any]:
        row = {name: getattr(self, name) for name in ("fault", "tried", "lost", "crashed", "accepted", "ok")}
        row["seconds"] = round(self.seconds, 1)
        return {**row, "note": self.note} if self.note else row


def as_text(faults: Sequence[Fault]) -> str:
    """The lines as a table for a terminal."""
    rows = [["fault", "tried", "lost", "crashed", "accepted", "ok", "seconds", ""]]
    rows += [[str(value) for value in {"note": "", **fault.row()}.values()] for fault in faults]
    rows = [rows[0], *([*row[1:], row[0]] for row in rows[1:])]
    widths = [max(len(row[place]) for row in rows) for place in range(len(rows[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows
    )
