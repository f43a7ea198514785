"""A month of visits on one landscape sheet: load, holidays and visits of each day (3-features C3).

What finds no room in its day is counted there and listed in full behind the sheet: nothing is dropped.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.base import Furniture, build, sheet_size
from workbench.documents.layout import Together
from workbench.documents.marks import VISIT_MARKS
from workbench.documents.month_grid import MonthGrid, kind_mark, place_month
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import FACTS, MARGIN_BOTTOM, MARGIN_TOP, MARGIN_X, NOTE, SECTION, SUBSECTION
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import paper_date
from workbench.domain.month_sheet import MonthSheet, SheetVisit
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.visits import VisitKind, VisitState
from workbench.foundation.i18n import _, format_date, format_month, ngettext, pgettext, use_language

_TITLE = replace(SECTION, leading=24)
_FACTS = replace(FACTS, size=9, leading=14, after=4)
_LEGEND = replace(NOTE, before=5)
_LEGEND_HEIGHT = 5 + 2 * NOTE.leading


@dataclass(frozen=True)
class MonthSheetPaper:
    """What a month sheet is made from."""

    company: str
    author: str
    printed_on: date
    sheet: MonthSheet


def month_sheet_pdf(data: MonthSheetPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """The sheet as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        sheet = data.sheet
        whose = sheet.whose or _("Everybody")
        title = f"{format_month(sheet.month)} · {whose}"
        furniture = Furniture(
            title=title,
            author=data.author,
            subject=_("Visits of a month"),
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(title=title, date=paper_date(data.printed_on)),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            landscape=True,
        )
        return build(_blocks(data, whose, paper_size), furniture)


def _blocks(data: MonthSheetPaper, whose: str, paper_size: PaperSize) -> list[Block]:
    sheet = data.sheet
    short, long = sheet_size(paper_size)
    above = _TITLE.leading + _FACTS.leading + _FACTS.after
    # A hair less than there is: rounding must not move the grid to a page of its own.
    height = short - MARGIN_TOP - MARGIN_BOTTOM - above - _LEGEND_HEIGHT - 1
    weeks = place_month(sheet, long - 2 * MARGIN_X, height)
    title = [Run(format_month(sheet.month)), Run(f"   {whose}", bold=False)]
    elsewhere = [
        (placed.day.on, visit) for week in weeks for placed in week.days for visit in placed.elsewhere
    ]
    blocks: list[Block] = [
        Text(title, _TITLE),
        Text(_facts(sheet), _FACTS),
        MonthGrid(sheet, weeks, data.printed_on),
        Text(_legend(sheet), _LEGEND),
    ]
    if elsewhere:
        blocks.append(Together([Text(_("What found no room on the sheet"), SUBSECTION), _list(elsewhere)]))
    return blocks


def _facts(sheet: MonthSheet) -> str:
    inside = [visit for day in sheet.days if sheet.is_inside(day.on) for visit in day.visits]
    counts = [(state, sum(visit.state is state for visit in inside)) for state in VisitState]
    told = [f"{VISIT_MARKS[state]} {state.label} {count}" for state, count in counts if count]
    on_site = sum(day.load for day in sheet.days if sheet.is_inside(day.on))
    room = sum(day.capacity for day in sheet.days if sheet.is_inside(day.on))
    if not inside:
        return _("No visit is in the calendar this month; there is room for {room}.").format(room=room)
    total = ngettext("{count} visit", "{count} visits", len(inside)).format(count=len(inside))
    load = _("on site {count} of {room} possible").format(count=on_site, room=room)
    return "   ".join((total, *told, load))


def _legend(sheet: MonthSheet) -> str:
    used = {visit.kind for day in sheet.days for visit in day.visits}
    kinds = [f"{mark} {kind.label}" for kind in VisitKind if kind in used and (mark := kind_mark(kind))]
    states = [
        f"{VISIT_MARKS[state]} {state.label}" for state in VisitState if state is not VisitState.CANCELLED
    ]
    off = _("missed or cancelled")
    states[-1] = f"{VISIT_MARKS[VisitState.MISSED]} {off}"
    parts = (*states, *kinds, _("3/4 visits on site of those possible"), _("grey: no working day"))
    return "   ".join(part.replace(" ", "\u00a0") for part in parts)


def _list(elsewhere: Sequence[tuple[date, SheetVisit]]) -> DataTable:
    columns = [
        Column(_("Day"), points=84),
        Column(_("Time"), points=34),
        Column(_("Account"), share=2),
        Column(_("City"), share=0.8),
        Column(_("Kind"), share=0.9),
        Column(pgettext("visit", "State"), share=0.7),
        Column(_("Manager"), share=0.7),
    ]
    rows = [
        (
            format_date(on, weekday=True),
            visit.at,
            visit.account,
            visit.city,
            visit.kind.label,
            visit.state.label,
            visit.person,
        )
        for on, visit in elsewhere
    ]
    return DataTable(columns, rows, pad=3)
