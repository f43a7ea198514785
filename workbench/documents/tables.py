"""Tables on paper: thin rules, a header that repeats, rows that stay whole where they fit a page.

reportlab's own table breaks a row across pages as soon as it does not fit the rest of one.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass

from reportlab.lib.colors import Color

from workbench.documents.paragraph import Block, Text, place
from workbench.documents.pen import rule
from workbench.documents.styles import CELL, COLUMN, LINE, SECOND, TextStyle

Cell = str | Block

_GAP = 10.0
_PAD = 4.0
# Every sheet has room for a row of this height, so only a taller one is ever broken.
_TALLEST_WHOLE_ROW = 560.0
_LEAST_ROOM_TO_BREAK_IN = 150.0
# A table no taller than this moves to the next page as a whole.
_SMALL_TABLE = 150.0


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
    """Rows of cells under a header. A total row is bold and stays with the row before it."""

    def __init__(
        self,
        columns: Sequence[Column],
        rows: Sequence[Sequence[Cell]],
        *,
        total: Sequence[Cell] | None = None,
        pad: float = _PAD,
        gap: float = _GAP,
        after: float = 10.0,
    ) -> None:
        super().__init__(after=after)
        self.columns = columns
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
            row.height = max(cell.wrap(width, 1e6)[1] for cell, width in cells) + 2 * self._pad
            row.measured_at = total
        return row.height

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        widths = self._widths(available_width)
        self.height = sum(self._height(row, widths) for row in (*self._header, *self.rows))
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        widths = self._widths(available_width)
        room = available_height - sum(self._height(row, widths) for row in self._header)
        heights = [self._height(row, widths) for row in self.rows]
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
        return [self._part(self.rows[:fit]), self._part(self.rows[fit:])]

    def _keeps_company(self, heights: Sequence[float], cut: int) -> bool:
        count = len(heights)
        is_first_alone = cut == 1 and count > 2
        is_last_alone = cut == count - 1 and (self._has_total or count > 3)
        return not is_first_alone and not is_last_alone

    def _part(self, rows: list[_Row]) -> "DataTable":
        part = copy(self)
        # reportlab's mark for "was moved to a new page already" is not inherited by a part.
        part.__dict__.pop("_postponed", None)
        part.rows = rows
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
        canvas = self.canv
        widths = self._widths(self.width)
        top = self.height
        stroke: tuple[Color, float] | None = None
        for row in (*self._header, *self.rows):
            height = self._height(row, widths)
            left = 0.0
            for cell, width in zip(row.cells, widths, strict=True):
                place(cell, canvas, left, top - self._pad - cell.height)
                left += width + self._gap
            top -= height
            if stroke != (row.rule, row.rule_width):
                stroke = (row.rule, row.rule_width)
                canvas.setStrokeColor(row.rule)
                canvas.setLineWidth(row.rule_width)
            rule(canvas, 0, self.width, top)
