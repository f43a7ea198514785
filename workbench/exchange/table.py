"""A sheet of somebody else's as plain rows: typed cells, the heading, and where each row stood."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import Enum
from itertools import islice
from pathlib import Path

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _

# The heading stands within the first rows that hold anything: titles and remarks may precede it.
HEADING_WITHIN = 30


class CellFault(Enum):
    """A cell that shows nothing usable although something stands in it."""

    NO_VALUE = "no_value"  # a formula whose result was never stored
    ERROR = "error"  # #DIV/0! and its like


Cell = str | int | float | bool | date | datetime | time | timedelta | CellFault
Record = tuple[int, Sequence[Cell]]
# First and last row (from 1), first and last column (from 0) of a merged range.
MergedRange = tuple[int, int, int, int]


@dataclass(frozen=True)
class Table:
    """One sheet. Row numbers are those the office sees (1-based); ``rows`` can be walked again and again.

    ``row_count`` bounds the rows still to come from above (for progress). ``uses_1904`` tells which day
    serial number 0 means. ``is_cards``: a row is an address card, and rows are counted by cards.
    """

    path: Path
    headers: tuple[str, ...]
    header_row: int
    row_count: int
    records: Callable[[], Iterator[Record]] = field(repr=False)
    sheet: str = ""
    sheets: tuple[str, ...] = ()
    encoding: str = ""
    delimiter: str = ""
    uses_1904: bool = False
    is_cards: bool = False

    def rows(self) -> Iterator[Record]:
        """The rows below the heading that hold anything, each at least as wide as the heading."""
        width = len(self.headers)
        for number, cells in self.records():
            if number <= self.header_row or is_blank(cells):
                continue
            if len(cells) < width:
                cells = [*cells, *[""] * (width - len(cells))]
            yield number, cells


def is_blank(cells: Sequence[Cell]) -> bool:
    """Whether nothing stands in the row; white space is nothing."""
    for cell in cells:  # noqa: SIM110  # a generator costs more than the first cell does
        if cell != "" and not (isinstance(cell, str) and cell.isspace()):
            return False
    return True


def header_text(cell: Cell) -> str:
    """A heading on one line."""
    if isinstance(cell, CellFault):
        return ""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return " ".join(str(cell).split())


def find_heading(
    records: Iterator[Record], merged: Sequence[MergedRange] = (), *, path: Path
) -> tuple[tuple[str, ...], int]:
    """The column names and the number of the last heading row.

    The heading is the first row that names at least half as many different things as the fullest of the
    first rows: titles above it name fewer. Merged cells make a heading of two rows; the lower names win.
    Raises ``BadInput`` for a sheet without content.
    """
    first = list(islice(((n, cells) for n, cells in records if not is_blank(cells)), HEADING_WITHIN))
    if not first:
        raise BadInput(
            _("The sheet is empty."),
            hint=_("Choose the sheet that holds the rows, or check that the file was saved completely."),
            where=path.name,
        )
    texts = {number: [header_text(cell) for cell in cells] for number, cells in first}
    named = {number: len(set(row) - {""}) for number, row in texts.items()}
    enough = max(min(2, max(named.values())), max(named.values()) / 2)
    top = next(number for number in texts if named[number] >= enough)
    bottom = _last_heading_row(top, texts, merged)
    headings = texts[top]
    if bottom > top and bottom in texts:
        headings = _two_row_headings(top, headings, texts[bottom], merged)
    return tuple(headings), bottom


def _last_heading_row(top: int, texts: dict[int, list[str]], merged: Sequence[MergedRange]) -> int:
    here = [area for area in merged if area[0] == top]
    bottom = max((area[1] for area in here), default=top)
    wide = {column for area in here if area[3] > area[2] for column in range(area[2], area[3] + 1)}
    below = texts.get(top + 1)
    if bottom > top or not wide or below is None:
        return bottom
    # Only groups are merged: a second heading row names their columns and nothing else.
    filled = {column for column, text in enumerate(below) if text}
    return top + 1 if filled and filled <= wide else top


def _two_row_headings(
    top: int, upper: list[str], lower: list[str], merged: Sequence[MergedRange]
) -> list[str]:
    groups = list(upper)
    for first_row, _last_row, first, last in merged:
        if first_row == top and first < len(upper):
            for column in range(first, min(last + 1, len(groups))):
                groups[column] = upper[first]
    names = [below or above for above, below in zip(groups, lower, strict=False)]
    # A group is told only where it tells columns of one name apart.
    owners: dict[str, set[str]] = {}
    for group, name in zip(groups, names, strict=False):
        owners.setdefault(name, set()).add(group)
    repeated = {name for name, over in owners.items() if name and len(over) > 1}
    return [
        f"{group} {name}" if name in repeated and name != group else name
        for group, name in zip(groups, names, strict=False)
    ]


def column_letter(index: int) -> str:
    """The letter of a column counted from 0: A, B, … Z, AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
