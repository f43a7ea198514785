"""The call list on paper: urgency, whom to ring, why, and room to note what came of it."""

from dataclasses import dataclass
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.marks import TIER_MARKS, TickBox
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import BODY, CELL, DANGER, FACTS, KICKER, PAPER_TITLE, SECOND
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import paper_date
from workbench.domain.call_list import CallLine
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.i18n import _, format_date, labelled, ngettext, pgettext, use_language


@dataclass(frozen=True)
class CallListPaper:
    """What a call list is made from: ``until`` is the last day it looks ahead to."""

    company: str
    author: str
    printed_on: date
    until: date
    manager: str
    lines: tuple[CallLine, ...]


def call_list_pdf(data: CallListPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """The list as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        title = _("Call list")
        furniture = Furniture(
            title=labelled(title, data.manager) if data.manager else title,
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(
                title=f"{title} · {data.manager}" if data.manager else title,
                date=paper_date(data.printed_on),
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            landscape=True,
        )
        return build(_blocks(data, title), furniture)


def _blocks(data: CallListPaper, title: str) -> list[Block]:
    late = sum(1 for line in data.lines if line.days_late)
    calls = sum(1 for line in data.lines if not line.kind.is_on_site)
    facts = [
        _("{first} to {last}").format(
            first=format_date(data.printed_on, weekday=True), last=format_date(data.until, weekday=True)
        ),
        ngettext("{count} call", "{count} calls", calls).format(count=calls),
        ngettext("{count} visit", "{count} visits", len(data.lines) - calls).format(
            count=len(data.lines) - calls
        ),
        ngettext("{count} overdue", "{count} overdue", late).format(count=late),
    ]
    blocks: list[Block] = [
        Text(data.manager or _("Everybody"), KICKER),
        Text(title, PAPER_TITLE),
        Text(" · ".join(facts), FACTS),
    ]
    if not data.lines:
        return [*blocks, Text(_("Nothing is due by then, and nothing is overdue."), BODY)]
    columns = [
        Column("", points=16),
        Column(_("When"), points=74),
        Column(_("Account"), share=1.2),
        Column(_("Kind"), points=66),
        Column(_("Whom to ring"), share=1.0),
        Column(_("Last contact"), points=64),
        Column(_("Why"), share=1.5),
        Column(_("Result"), share=1.5),
    ]
    rows = [(TickBox(), *_cells(line)) for line in data.lines]
    return [*blocks, DataTable(columns, rows, pad=5, gap=9)]


def _cells(line: CallLine) -> tuple[Cell, ...]:
    name = " ".join(part for part in (TIER_MARKS[line.tier] if line.tier else "", line.account) if part)
    account = [Run(name, bold=True), Run(f"\n{line.city}" if line.city else "", colour=SECOND)]
    who = " ".join(part for part in (line.person, line.title) if part)
    ring = [Run(who), Run("\n" if who and line.phone else ""), Run(line.phone, bold=True)]
    return (
        _when(line),
        Text(account, CELL),
        line.kind.label,
        Text(ring, CELL) if who or line.phone else Text(_("no number"), CELL.tinted(SECOND)),
        paper_date(line.last_contact_on) or pgettext("contact", "never"),
        line.why,
        "",
    )


def _when(line: CallLine) -> Cell:
    if line.days_late:
        late = ngettext("{days} day late", "{days} days late", line.days_late).format(days=line.days_late)
        return Text(late, CELL.strong().tinted(DANGER))
    if line.planned_on is not None:
        return " ".join(part for part in (paper_date(line.planned_on), line.at) if part)
    return _("by {date}").format(date=paper_date(line.due_on))
