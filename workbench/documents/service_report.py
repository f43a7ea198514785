"""The service report 服务监督报告: complaints and service requests of a month, for us (2-rules §8, §9)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, CELL, DANGER, FACTS, KICKER, NOTE, PAPER_TITLE, SUBSECTION
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import clipped, paper_date
from workbench.domain.complaint_statistics import ComplaintStatistics, Durations, Pareto
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.i18n import (
    _,
    format_money,
    format_month,
    format_number,
    format_percent_bp,
    labelled,
    listed,
    pgettext,
    use_language,
)

_HEADLINE = replace(SUBSECTION, before=10)
_LONGEST = 90


@dataclass(frozen=True)
class ComplaintEntry:
    """One complaint of the list. ``days_late``: working days over the limit of its step."""

    number: str
    account: str
    kind: str
    text: str
    received_on: date
    state: str
    answerable: str
    replied_on: date | None = None
    closed_on: date | None = None
    days_late: int = 0


@dataclass(frozen=True)
class ServiceEntry:
    """One service request of the list; ``is_late``: something promised is overdue."""

    number: str
    account: str
    type: str
    text: str
    requested_on: date | None
    completed_on: date | None
    next_due_on: date | None
    is_late: bool = False


@dataclass(frozen=True)
class ServiceReportPaper:
    """What the report is made from: the month of ``figures``; entries received in it or still open.

    ``services_open``, ``services_overdue``: how many requests are so today, whenever they were made.
    """

    company: str
    author: str
    printed_on: date
    figures: ComplaintStatistics
    complaints: tuple[ComplaintEntry, ...] = ()
    services: tuple[ServiceEntry, ...] = ()
    services_open: int = 0
    services_overdue: int = 0

    @property
    def asked(self) -> tuple[ServiceEntry, ...]:
        """The requests made in the month."""
        days = self.figures.first, self.figures.last
        return tuple(
            one for one in self.services if one.requested_on and days[0] <= one.requested_on <= days[1]
        )

    @property
    def completed(self) -> tuple[ServiceEntry, ...]:
        """The requests completed in the month."""
        days = self.figures.first, self.figures.last
        return tuple(
            one for one in self.services if one.completed_on and days[0] <= one.completed_on <= days[1]
        )


def service_report_pdf(data: ServiceReportPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """The report as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        month = format_month(data.figures.first)
        title = _("Service report")
        furniture = Furniture(
            title=labelled(title, month),
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(
                title=f"{title} {month}", date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(data, title, month), furniture)


def _blocks(data: ServiceReportPaper, title: str, month: str) -> list[Block]:
    figures = data.figures
    blocks: list[Block] = [
        Text(month, KICKER),
        Text(title, PAPER_TITLE),
        Text(_("As of {date}").format(date=paper_date(data.printed_on)), FACTS),
        Together([Text(_("Complaints"), _HEADLINE), _figures(_complaint_figures(figures))]),
    ]
    for head, word, pareto in (
        (_("Complaints by kind"), _("Kind"), figures.by_kind),
        (_("Complaints by cause"), pgettext("pareto", "Cause"), figures.by_cause),
        (_("Complaints by department"), _("Department"), figures.by_department),
    ):
        if pareto.bars:
            blocks.append(Together([Text(head, _HEADLINE), _pareto(word, pareto)]))
    if data.complaints:
        head = _("Complaints received or open")
        blocks.append(Together([Text(head, _HEADLINE), _complaints(data.complaints)]))
    else:
        blocks.append(
            Text(_("No complaint was received in this month, and none from before it is still open."), BODY)
        )
    blocks.append(Together([Text(_("Service requests"), _HEADLINE), _figures(_service_figures(data))]))
    if data.services:
        head = _("Service requests received or open")
        blocks.append(Together([Text(head, _HEADLINE), _services(data.services)]))
    else:
        told = _("No service was requested in this month, and no request from before it is still open.")
        blocks.append(Text(told, BODY))
    if figures.years_without_notice:
        years = listed(str(year) for year in figures.years_without_notice)
        told = _("No official calendar of {years} is known: there the weekend rule counts.")
        blocks.append(Text(told.format(years=years), NOTE))
    return blocks


def _complaint_figures(figures: ComplaintStatistics) -> list[tuple[str, str]]:
    number = format_number
    per_hundred = figures.per_hundred
    return [
        (pgettext("complaint figure", "Received"), number(len(figures.received))),
        (pgettext("complaint figure", "Closed"), number(len(figures.closed))),
        (_("Open today"), number(len(figures.open_now))),
        (_("Overdue today"), number(len(figures.overdue_now))),
        (_("Without a reply"), number(len(figures.unanswered))),
        (_("First reply, working days"), _duration(figures.first_reply)),
        (_("Until closed, working days"), _duration(figures.to_close)),
        (_("Judged valid"), _share(figures.valid_bp)),
        (_("Repeat complaints"), _share(figures.repeat_bp)),
        (_("Per 100 accounts"), _one_digit(per_hundred) if per_hundred is not None else "–"),
        (pgettext("complaints", "Cost"), format_money(figures.cost_fen)),
    ]


def _service_figures(data: ServiceReportPaper) -> list[tuple[str, str]]:
    return [
        (pgettext("complaint figure", "Received"), format_number(len(data.asked))),
        (pgettext("complaint figure", "Completed"), format_number(len(data.completed))),
        (_("Open today"), format_number(data.services_open)),
        (_("Overdue today"), format_number(data.services_overdue)),
    ]


def _figures(pairs: Sequence[tuple[str, str]]) -> DataTable:
    """Two pairs on a line, read down the first column, then the second."""
    half = -(-len(pairs) // 2)
    padded = [*pairs, ("", "")] if len(pairs) % 2 else list(pairs)
    rows: list[tuple[Cell, ...]] = []
    for left, right in zip(padded[:half], padded[half:], strict=True):
        told = [Text(text, CELL.right().strong()) for text in (left[1], right[1])]
        rows.append((left[0], told[0], right[0], told[1]))
    columns = [Column(""), Column("", points=98, right=True), Column(""), Column("", points=98, right=True)]
    return DataTable(columns, rows, pad=3, gap=14)


def _pareto(word: str, pareto: Pareto) -> DataTable:
    columns = [
        Column(word),
        Column(_("Complaints"), points=70, right=True),
        Column(_("Share"), points=60, right=True),
        Column(_("Cumulated"), points=70, right=True),
    ]
    rows = [
        (
            one.label,
            format_number(one.count),
            format_percent_bp(one.share_bp, digits=1),
            format_percent_bp(one.cumulative_bp, digits=1),
        )
        for one in pareto.bars
    ]
    return DataTable(columns, rows, pad=3)


def _complaints(entries: Sequence[ComplaintEntry]) -> DataTable:
    columns = [
        Column(_("Complaint")),
        Column(_("Account"), share=0.5),
        Column(_("Received"), points=54),
        Column(_("Replied"), points=54),
        Column(pgettext("complaints", "Closed"), points=54),
        Column(pgettext("complaint", "State"), points=92),
    ]
    rows = [
        (
            _headed(one.number, one.kind, one.text),
            one.account,
            paper_date(one.received_on),
            paper_date(one.replied_on),
            paper_date(one.closed_on),
            _state(one),
        )
        for one in entries
    ]
    return DataTable(columns, rows, gap=6)


def _state(entry: ComplaintEntry) -> Text:
    lines = [entry.state, entry.answerable]
    if entry.days_late:
        lines.append(_("{count} working days late").format(count=entry.days_late))
    style = CELL.tinted(DANGER) if entry.days_late else CELL
    return Text("\n".join(line for line in lines if line), style)


def _services(entries: Sequence[ServiceEntry]) -> DataTable:
    columns = [
        Column(pgettext("service", "Request")),
        Column(_("Account"), share=0.5),
        Column(_("Requested"), points=58),
        Column(_("Completed"), points=58),
        Column(_("Next due"), points=58),
    ]
    rows = [
        (
            _headed(one.number, one.type, one.text),
            one.account,
            paper_date(one.requested_on),
            paper_date(one.completed_on),
            Text(paper_date(one.next_due_on), CELL.tinted(DANGER) if one.is_late else CELL),
        )
        for one in entries
    ]
    return DataTable(columns, rows, gap=6)


def _headed(number: str, kind: str, text: str) -> str:
    """Number and kind on one line, what it is about on the next, cut where it is long."""
    return "\n".join(
        part for part in (" · ".join(filter(None, (number, kind))), clipped(text, _LONGEST)) if part
    )


def _duration(durations: Durations) -> str:
    if durations.median is None or durations.mean is None:
        return "–"
    return _("median {median}, mean {mean}").format(
        median=_one_digit(durations.median), mean=_one_digit(durations.mean)
    )


def _share(share_bp: int | None) -> str:
    return format_percent_bp(share_bp, digits=1) if share_bp is not None else "–"


def _one_digit(number: float) -> str:
    return format_number(Decimal(f"{number:.1f}"))
