"""Tables on paper: thin rules, a header that repeats, rows that stay whole where they fit a page.

reportlab's own table breaks a row across pages as soon as it does not fit the rest of one.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from reportlab.lib.colors import Color

from workbench.documents.paragraph import Block, Text, place
from workbench.documents.pen import rule, stroke
from workbench.documents.styles import CELL, COLUMN, LINE, SECOND, TextStyle

Cell = str | Block

_GAP = 10.0
_PAD = 4.0
# Every sheet has room for a row of this height, so only a taller one is ever broken.
_TALLEST_WHOLE_ROW = 560.0
_LEAST_ROOM_TO_BREAK_IN = 150.0
# A table no taller than this moves to the next page as a whole.
_SMALL_TABLE = 150.0
# A group of fewer rows than this is not cut in two by a page.
_LARGEST_WHOLE_GROUP = 5


@dataclass(frozen=True)
class Column:
    """A column: ``points`` wide, or else a ``share`` of what is left. Numbers stand ``right``."""

    title: str
    share: float = 1.0
    points: float = 0.0
    right: bool = False


@dataclass
class _Row:
    cells: tuple[Block, ...]
    rule: Color
    rule_width: float = 0.5
    measured_at: float = -1.0
    height: float = 0.0


class DataTable(Block):
    """Rows of cells under a header. A total row is bold and stays with the row before it.

    ``grouped`` rows with an empty first cell belong to the row above: its first cell reaches down beside
    them, and stands again where they go on on the next page.
    """

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        total: Sequence[Cell] | None = None,
        pad: float = _PAD,
        gap: float = _GAP,
        after: float = 10.0,
        grouped: bool = False,
    ) -> None:
        super().__init__(after=after)
        self.columns = columns
        self._grouped = grouped
        self._moves_on = False
        self._pad = pad
        self._gap = gap
        self._has_total = total is not None
        titles = [column.title for column in columns]
        self._header = [self._row(titles, COLUMN, SECOND, 0.8)] if any(titles) else []
        self.rows = [self._row(row, CELL, LINE) for row in rows]
        if total is not None:
            self.rows[-1:] = [_Row(row.cells, SECOND) for row in self.rows[-1:]]
            self.rows.append(self._row(total, CELL.strong(), SECOND, 0.8))

    def _row(self, cells: Sequence[Cell], style: TextStyle, rule: Color, rule_width: float = 0.5) -> _Row:
        blocks = (
            cell if isinstance(cell, Block) else Text(cell, style.right() if column.right else style)
            for column, cell in zip(self.columns, cells, strict=True)
        )
        return _Row(tuple(blocks), rule, rule_width)

    def _widths(self, available: float) -> list[float]:
        """The width of each column's cells, without the gap that follows."""
        free = available - sum(column.points for column in self.columns) - self._gap * (len(self.columns) - 1)
        shares = sum(column.share for column in self.columns if not column.points) or 1.0
        return [column.points or max(free * column.share / shares, 1.0) for column in self.columns]

    def _height(self, row: _Row, widths: Sequence[float]) -> float:
        total = sum(widths)
        if row.measured_at != total:
            cells = zip(row.cells, widths, strict=True)
            heights = [cell.wrap(width, 1e6)[1] for cell, width in cells]
            row.height = max(heights[1:] if self._grouped else heights) + 2 * self._pad
            row.measured_at = total
        return row.height

    def _heights(self, widths: Sequence[float]) -> list[float]:
        """The height of each row; the last of a group makes room for what its first cell still needs."""
        heights = [self._height(row, widths) for row in self.rows]
        if self._grouped:
            for first, last in self._groups():
                needed = self.rows[first].cells[0].wrap(widths[0], 1e6)[1] + 2 * self._pad
                heights[last] += max(needed - sum(heights[first : last + 1]), 0.0)
        return heights

    def _groups(self) -> list[tuple[int, int]]:
        """First and last row of each group."""
        starts = [number for number in range(len(self.rows)) if not number or not self._continues(number)]
        ends = [*starts[1:], len(self.rows)] if starts else []
        return [(start, end - 1) for start, end in zip(starts, ends, strict=True)]

    def _continues(self, number: int) -> bool:
        cell = self.rows[number].cells[0]
        return self._grouped and isinstance(cell, Text) and not cell.text

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        widths = self._widths(available_width)
        self.height = sum(self._height(row, widths) for row in self._header) + sum(self._heights(widths))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        if self._moves_on:
            # Cut off before a group that is to stay whole: it begins the next page.
            self._moves_on = False
            return []
        widths = self._widths(available_width)
        room = available_height - sum(self._height(row, widths) for row in self._header)
        heights = self._heights(widths)
        if room < sum(heights) <= _SMALL_TABLE:
            return []
        count = len(self.rows)
        fit = 0
        while fit < count and heights[fit] <= room + 1e-6:
            room -= heights[fit]
            fit += 1
        if fit == count:
            return [self]
        if heights[fit] > _TALLEST_WHOLE_ROW and room >= _LEAST_ROOM_TO_BREAK_IN:
            first, second = self._broken(self.rows[fit], widths, room - 2 * self._pad)
            return [self._part([*self.rows[:fit], first]), self._part([second, *self.rows[fit + 1 :]])]
        # A last row, above all a total, does not stand alone on the next page, nor a first one here.
        whole = [index for index in (fit, fit - 1) if index > 0 and self._keeps_company(heights, index)]
        if not whole and (fit == 0 or sum(heights[:2]) <= _TALLEST_WHOLE_ROW):
            return []
        fit = whole[0] if whole else fit
        start = self._start_of_group(fit)
        if 0 < start < fit:
            rest = self._part(self.rows[start:])
            rest._moves_on = True
            return [self._part(self.rows[:start]), rest]
        return [self._part(self.rows[:fit]), self._part(self.rows[fit:])]

    def _keeps_company(self, heights: Sequence[float], cut: int) -> bool:
        count = len(heights)
        is_first_alone = cut == 1 and count > 2
        is_last_alone = cut == count - 1 and (self._has_total or count > 3)
        return not is_first_alone and not is_last_alone

    def _start_of_group(self, cut: int) -> int:
        """Where the group that ``cut`` goes through begins; 0 for a long one of which some rows stay here."""
        first, last = next((one for one in self._groups() if one[0] <= cut <= one[1]), (cut, cut))
        return first if last - first < _LARGEST_WHOLE_GROUP or cut == first + 1 else 0

    def _part(self, rows: list[_Row]) -> "DataTable":
        part = copy(self)
        # reportlab's mark for "was moved to a new page already" is not inherited by a part.
        part.__dict__.pop("_postponed", None)
        part.rows = rows
        if rows and part._continues(0):
            number = next(at for at, row in enumerate(self.rows) if row is rows[0])
            head = next(first for first, last in self._groups() if first <= number <= last)
            again = _Row((self.rows[head].cells[0], *rows[0].cells[1:]), rows[0].rule, rows[0].rule_width)
            part.rows = [again, *rows[1:]]
        return part

    def _broken(self, row: _Row, widths: Sequence[float], room: float) -> tuple[_Row, _Row]:
        above: list[Block] = []
        below: list[Block] = []
        for cell, width in zip(row.cells, widths, strict=True):
            parts = [cell] if cell.wrap(width, 1e6)[1] <= room else cell.split(width, room)
            above.append(parts[0] if parts else Text("", CELL))
            below.append(parts[1] if len(parts) > 1 else Text("", CELL) if parts else cell)
        return _Row(tuple(above), row.rule, row.rule_width), _Row(tuple(below), row.rule, row.rule_width)

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        widths = self._widths(self.width)
        top = bottom + self.height
        drawn: tuple[Color, float] | None = None
        heights = [*(self._height(row, widths) for row in self._header), *self._heights(widths)]
        ends = {last + len(self._header) for _first, last in self._groups()}
        for number, (row, height) in enumerate(zip((*self._header, *self.rows), heights, strict=True)):
            x = left
            for cell, width in zip(row.cells, widths, strict=True):
                place(cell, canvas, x, top - self._pad - cell.height)
                if not isinstance(cell, Text):
                    # Whatever it was, it may have changed the stroke.
                    drawn = None
                x += width + self._gap
            top -= height
            if drawn != (row.rule, row.rule_width):
                drawn = (row.rule, row.rule_width)
                stroke(canvas, *drawn)
            is_end = number < len(self._header) or number in ends
            rule(canvas, left if is_end else left + widths[0] + self._gap, left + self.width, top)
