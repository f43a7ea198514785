"""Twelve months in three rows with the visits of each: a calendar for paper."""

from collections.abc import Sequence
from datetime import date

from workbench.documents.fonts import REGULAR, printable, text_width
from workbench.documents.marks import VISIT_MARKS
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, write_line
from workbench.documents.styles import LINE, PALE_EDGE, SECOND, STRONG_LINE, TEXT
from workbench.domain.visits import Visit, VisitState
from workbench.foundation.i18n import _, month_name

_SIZE = 7.5
_LEADING = 11.0
_HEAD = 15.0
_COLUMNS = 4
_GAP = 6.0
_MOST_LINES = 6


def month_away(day: date, months: int) -> date:
    """The first day of the month that lies ``months`` after that of ``day``."""
    number = day.year * 12 + day.month - 1 + months
    return date(number // 12, number % 12 + 1, 1)


class MonthStrip(Block):
    """Each visit is a line of its month: mark of the state, day, kind. ``today`` marks its month."""

    def __init__(self, first: date, visits: Sequence[Visit], today: date) -> None:
        super().__init__(before=4, after=6)
        self._today = today
        self._months = [month_away(first, number) for number in range(12)]
        self._lines = [self._lines_of(month, visits) for month in self._months]

    def _lines_of(self, month: date, visits: Sequence[Visit]) -> list[str]:
        own = sorted(
            (one for one in visits if (one.on.year, one.on.month) == (month.year, month.month)),
            key=lambda one: (one.on, one.at),
        )
        own = [one for one in own if one.state not in (VisitState.CANCELLED, VisitState.MISSED)]
        lines = [printable(f"{VISIT_MARKS[one.state]} {one.on.day}  {one.kind.label}") for one in own]
        if len(lines) > _MOST_LINES:
            more = len(lines) - _MOST_LINES + 1
            lines[_MOST_LINES - 1 :] = [_("and {count} more").format(count=more)]
        return lines

    def _row_heights(self) -> list[float]:
        rows = [self._lines[start : start + _COLUMNS] for start in range(0, len(self._lines), _COLUMNS)]
        return [_HEAD + max(max(len(lines) for lines in row), 1) * _LEADING + 6 for row in rows]

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = sum(self._row_heights()) + 2 * _GAP
        return self.width, self.height

    def draw(self) -> None:
        width = (self.width - _GAP * (_COLUMNS - 1)) / _COLUMNS
        top = self.height
        for row, height in enumerate(self._row_heights()):
            for column in range(_COLUMNS):
                index = row * _COLUMNS + column
                self._draw_month(index, column * (width + _GAP), top, width, height)
            top -= height + _GAP

    def _draw_month(self, index: int, left: float, top: float, width: float, height: float) -> None:
        canvas, month = self.canv, self._months[index]
        is_now = (month.year, month.month) == (self._today.year, self._today.month)
        canvas.setLineWidth(1.0 if is_now else 0.5)
        canvas.setStrokeColor(TEXT if is_now else STRONG_LINE)
        canvas.rect(left, top - height, width, height, stroke=1, fill=0)
        canvas.setLineWidth(0.5)
        canvas.setStrokeColor(LINE)
        canvas.line(left, top - _HEAD, left + width, top - _HEAD)
        dip(canvas, SECOND)
        write_line(canvas, left + 5, top - 11, month_name(month.month), REGULAR, _SIZE)
        dip(canvas, PALE_EDGE)
        write_line(canvas, left + width - 5, top - 11, str(month.year), REGULAR, _SIZE, share_left=1)
        dip(canvas, TEXT)
        for number, line in enumerate(self._lines[index]):
            y = top - _HEAD - 9 - number * _LEADING
            write_line(canvas, left + 5, y, _fitted(line, width - 8), REGULAR, _SIZE)


def _fitted(text: str, width: float) -> str:
    while text_width(text, REGULAR, _SIZE) > width and len(text) > 2:
        text = text[:-2].rstrip() + "…"
    return text
