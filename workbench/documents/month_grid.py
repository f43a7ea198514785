"""The grid of a month sheet: seven columns, a row for each week, as high as its fullest day asks for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from reportlab.lib.colors import HexColor

from workbench.documents.fonts import BOLD, REGULAR, load_fonts, printable, text_width
from workbench.documents.marks import VISIT_MARKS
from workbench.documents.paragraph import Block
from workbench.documents.pen import dip, rule, write_line
from workbench.documents.styles import DANGER, LINE, SECOND, STRONG_LINE, TEXT, THIRD
from workbench.domain.month_sheet import MonthSheet, SheetDay, SheetVisit
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.i18n import _, format_short_date, pgettext, weekday_name

_SIZE, _LEADING = 7.5, 10.5
_WEEKDAYS, _HEAD, _PAD = 15.0, 14.0, 4.0
_FREE = HexColor("#F1F3F6")


@dataclass(frozen=True)
class PlacedDay:
    """A day with the lines that stand in it, and the visits that are told elsewhere because they do not."""

    day: SheetDay
    lines: tuple[tuple[str, SheetVisit], ...]
    more: int
    elsewhere: tuple[SheetVisit, ...]


@dataclass(frozen=True)
class PlacedWeek:
    """A row of the grid, ``height`` points high."""

    height: float
    days: tuple[PlacedDay, ...]


def kind_mark(kind: VisitKind) -> str:
    """One letter for a kind; nothing for the usual field visit."""
    return {
        VisitKind.FIELD: "",
        VisitKind.TELEPHONE: pgettext("visit kind mark", "T"),
        VisitKind.EXECUTIVE: pgettext("visit kind mark", "E"),
        VisitKind.ROUND_TABLE: pgettext("visit kind mark", "R"),
        VisitKind.BUSINESS_MEETING: pgettext("visit kind mark", "B"),
        VisitKind.SERVICE_MEETING: pgettext("visit kind mark", "S"),
        VisitKind.VISITS_US: pgettext("visit kind mark", "V"),
        VisitKind.TRAINING: pgettext("visit kind mark", "C"),
        VisitKind.FOLLOW_UP: pgettext("visit kind mark", "F"),
    }[kind]


def place_month(sheet: MonthSheet, width: float, height: float) -> tuple[PlacedWeek, ...]:
    """The rows of a grid of that size in points. Weeks with fuller days get more of the height."""
    load_fonts()
    room = height - _WEEKDAYS
    weeks = sheet.weeks
    asked = [max(len(day.visits) for day in week) for week in weeks]
    fixed = _HEAD + _PAD
    most = max(1, *asked)
    while most > 1 and sum(fixed + min(one, most) * _LEADING for one in asked) > room:
        most -= 1
    heights = [fixed + min(one, most) * _LEADING for one in asked]
    spare = max(0.0, room - sum(heights)) / len(weeks)
    column = width / 7 - 2 * _PAD
    return tuple(
        PlacedWeek(
            tall + spare,
            tuple(_place_day(day, int((tall + spare - fixed) / _LEADING), column) for day in week),
        )
        for week, tall in zip(weeks, heights, strict=True)
    )


def _place_day(day: SheetDay, lines: int, width: float) -> PlacedDay:
    shown = day.visits if len(day.visits) <= lines else day.visits[: max(lines - 1, 0)]
    fitted = [(_fitted(one, width), one) for one in shown]
    cut = tuple(one for text, one in fitted if text.endswith("…"))
    over = day.visits[len(shown) :]
    return PlacedDay(day, tuple(fitted), len(over), (*cut, *over))


def _fitted(visit: SheetVisit, width: float) -> str:
    """The visit on one line: what is least needed goes first, then the name is cut."""
    head = [VISIT_MARKS[visit.state], visit.at, kind_mark(visit.kind)]
    tail = visit.person or visit.city
    for parts in ((*head, visit.account, tail), (*head, visit.account)):
        text = printable(" ".join(part for part in parts if part))
        if text_width(text, REGULAR, _SIZE) <= width:
            return text
    while text and text_width(text + "…", REGULAR, _SIZE) > width:
        text = text[:-1].rstrip()
    return text + "…"


class MonthGrid(Block):
    """Draws the placed weeks; ``today`` has a thicker frame."""

    def __init__(self, sheet: MonthSheet, weeks: Sequence[PlacedWeek], today: date) -> None:
        super().__init__()
        self._sheet, self._weeks, self._today = sheet, weeks, today

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self.height = _WEEKDAYS + sum(week.height for week in self._weeks)
        return self.width, self.height

    def draw(self) -> None:
        canvas, column = self.canv, self.width / 7
        dip(canvas, SECOND)
        for place, placed in enumerate(self._weeks[0].days):
            write_line(
                canvas, place * column + _PAD, self.height - 10, weekday_name(placed.day.on), BOLD, _SIZE
            )
        top = self.height - _WEEKDAYS
        for week in self._weeks:
            for place, placed in enumerate(week.days):
                self._draw_day(placed, place * column, top, column, week.height)
            top -= week.height

    def _draw_day(self, placed: PlacedDay, left: float, top: float, width: float, height: float) -> None:
        canvas, day = self.canv, placed.day
        canvas.setStrokeColor(STRONG_LINE)
        canvas.setLineWidth(0.5)
        canvas.setFillColor(_FREE)
        canvas.rect(left, top - height, width, height, stroke=1, fill=int(day.is_free))
        if day.on == self._today:
            canvas.setStrokeColor(TEXT)
            canvas.setLineWidth(1.2)
            canvas.rect(left + 0.6, top - height + 0.6, width - 1.2, height - 1.2, stroke=1, fill=0)
        inside = self._sheet.is_inside(day.on)
        dip(canvas, TEXT if inside else THIRD)
        number = str(day.on.day) if inside else format_short_date(day.on)
        write_line(canvas, left + _PAD, top - 10, number, BOLD if inside else REGULAR, 8.5)
        taken = text_width(number, BOLD, 8.5) + 2 * _PAD
        right = left + width - _PAD
        if day.load or day.capacity:
            load = f"{day.load}/{day.capacity}"
            dip(canvas, DANGER if day.load > day.capacity else THIRD)
            write_line(
                canvas, right, top - 10, load, BOLD if day.load > day.capacity else REGULAR, 7, share_left=1
            )
            right -= text_width(load, BOLD, 7) + _PAD
        if day.name:
            dip(canvas, SECOND)
            name = _clipped(printable(day.name), right - left - taken)
            write_line(canvas, left + taken, top - 10, name, REGULAR, 7)
        y = top - _HEAD - _SIZE - 0.5
        for text, visit in placed.lines:
            is_off = visit.state in (VisitState.MISSED, VisitState.CANCELLED)
            dip(canvas, THIRD if is_off or not inside else TEXT)
            write_line(canvas, left + _PAD, y, text, REGULAR, _SIZE)
            y -= _LEADING
        if placed.more:
            dip(canvas, SECOND)
            more = _("+{count} more").format(count=placed.more)
            write_line(canvas, left + _PAD, y, more, BOLD, _SIZE)
        canvas.setStrokeColor(LINE)
        rule(canvas, left + _PAD, left + width - _PAD, top - _HEAD + 0.5)


def _clipped(text: str, width: float) -> str:
    while text and text_width(text, REGULAR, 7) > width:
        text = text[:-2].rstrip() + "…" if len(text) > 2 else ""
    return text
