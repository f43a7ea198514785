"""The weekly report 周报 on paper: what the person wrote, and beneath it the week's data (2-rules §7.2).

A section nobody wrote shows what the data would fill in, so that a report printed on Friday is never empty.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text, place
from workbench.documents.styles import (
    FACTS,
    FIGURE,
    KICKER,
    NOTE,
    PAPER_TITLE,
    SUBSECTION,
    TextStyle,
)
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date, person
from workbench.domain.accounts import Manager
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.promises import PromiseState
from workbench.domain.week_texts import section_text, short_day, told_of, visit_cause, visit_result
from workbench.domain.weekly_reports import Section, WeekFacts, WeekPromise, WeekVisit, week_label
from workbench.foundation.i18n import (
    LANGUAGES,
    _,
    format_date,
    format_percent_bp,
    ngettext,
    pgettext,
    use_language,
)

_PROSE = TextStyle(10, 16, after=2)
_HEAD = replace(SUBSECTION, before=12, after=2)
_LONGEST = 220


@dataclass(frozen=True)
class WeeklyReportPaper:
    """What a weekly report is made from: the person, the facts, and the texts by section."""

    company: str
    author: str
    printed_on: date
    manager: Manager
    facts: WeekFacts
    texts: Mapping[Section, str]
    due_on: date
    submitted_on: date | None = None


def weekly_report_pdf(data: WeeklyReportPaper, *, language: str, paper_size: PaperSize) -> Paper:
    """The report as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        week = week_label(data.facts.monday)
        title = _("Weekly report: {name}, {week}").format(name=data.manager.name, week=week)
        furniture = Furniture(
            title=title,
            author=data.author,
            subject=week,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(title=title, date=paper_date(data.printed_on)),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(data), furniture)


def _blocks(data: WeeklyReportPaper) -> list[Block]:
    facts = data.facts
    span = f"{format_date(facts.monday, weekday=True)} – {format_date(facts.sunday, weekday=True)}"
    if data.submitted_on:
        handed = _("handed in on {date}").format(date=format_date(data.submitted_on, weekday=True))
    else:
        handed = _("not handed in yet, due on {date}").format(date=format_date(data.due_on, weekday=True))
    who = person(data.manager.name, data.manager.title)
    blocks: list[Block] = [
        Text(f"{_('Weekly report')} · {week_label(facts.monday)}", KICKER),
        Text(who, PAPER_TITLE),
        Text(f"{span} · {handed}", FACTS),
        _figures(facts),
    ]
    for section in Section:
        blocks += _section(section, data)
    return blocks


def _section(section: Section, data: WeeklyReportPaper) -> list[Block]:
    """What was written, then the rows of the week that belong to it; what only repeats them is left out."""
    written = data.texts.get(section, "").strip()
    tables = _tables(section, data.facts)
    if tables and written in _filled(section, data.facts):
        written = ""
    told = written or (section_text(data.facts, section) if not tables else "")
    if not told and not tables:
        if section is Section.REMARKS:
            return []
        told = _nothing(section)
    parts: list[Block] = [Text(told, _PROSE)] if told else []
    parts += tables
    return [Together([Text(section.label, _HEAD), parts[0]]), *parts[1:]]


def _filled(section: Section, facts: WeekFacts) -> frozenset[str]:
    """What filling from the data would write now, in each language."""
    found = set()
    for code in LANGUAGES:
        with use_language(code):
            found.add(section_text(facts, section))
    return frozenset(found)


def _nothing(section: Section) -> str:
    return {
        Section.VISITS: _("No visit, call or message this week."),
        Section.FEEDBACK: _("No feedback and no complaint this week."),
        Section.PROMISES: _("No promise was made, kept or is open."),
        Section.NEXT_WEEK: _("Nothing is planned, and nothing falls due."),
    }.get(section, "")


def _figures(facts: WeekFacts) -> Block:
    week, month = facts.week_score, facts.month_score
    pairs = [
        (str(len(facts.done)), _("visits made")),
        (str(len(facts.dropped) + len(facts.unreported)), _("not made")),
        (str(len(facts.contacts)), _("calls, messages")),
        (str(len(facts.complaints)), _("complaints")),
        (f"{len(facts.made)} / {len(facts.kept)}", _("promises made / kept")),
        (
            format_percent_bp(month.attainment_bp) if month.required else "–",
            _("this month, {attained} of {required} due").format(
                attained=month.attained, required=month.required
            ),
        ),
        (
            format_percent_bp(week.attainment_bp) if week.required else "–",
            _("this week, {attained} of {required} due").format(
                attained=week.attained, required=week.required
            ),
        ),
    ]
    figures = tuple(Text(value, replace(FIGURE, size=16, leading=22)) for value, _name in pairs)
    names = tuple(Text(name, NOTE) for _value, name in pairs)
    cells = [_Stack(value, name) for value, name in zip(figures, names, strict=True)]
    table = DataTable([Column("") for _pair in pairs], [cells], pad=5, gap=8, after=4)
    table.spaceBefore = 4
    return table


class _Stack(Block):
    """A figure over its name."""

    def __init__(self, figure: Text, name: Text) -> None:
        super().__init__()
        self._figure, self._name = figure, name

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        parts = (self._figure, self._name)
        self.width = available_width
        self.height = sum(part.wrap(available_width, available_height)[1] for part in parts)
        # Names of one line and of two begin side by side.
        self.height = max(self.height, self._figure.height + 2 * NOTE.leading)
        return self.width, self.height

    def draw(self) -> None:
        place(self._figure, self.canv, 0, self.height - self._figure.height)
        place(self._name, self.canv, 0, self.height - self._figure.height - self._name.height)


def _tables(section: Section, facts: WeekFacts) -> list[Block]:
    visits = sorted(
        (*facts.done, *facts.dropped, *facts.unreported, *facts.ahead),
        key=lambda one: (one.visit.on, one.visit.at),
    )
    tables: dict[Section, list[tuple[list[Column], list[Sequence[Cell]]]]] = {
        Section.VISITS: [
            (_visit_columns(_("Result or reason")), [_visit_row(one, facts.today) for one in visits]),
            (_contact_columns(), _contact_rows(facts)),
        ],
        Section.FEEDBACK: [],
        Section.PROMISES: [(_promise_columns(), _promise_rows(facts))],
        Section.NEXT_WEEK: [
            (_visit_columns(_("Purpose")), [_visit_row(one, facts.today) for one in facts.next_visits]),
            (_duty_columns(), _duty_rows(facts)),
        ],
        Section.REMARKS: [],
    }
    return [DataTable(columns, rows, pad=3, gap=8) for columns, rows in tables[section] if rows]


def _visit_columns(told: str) -> list[Column]:
    return [
        Column(_("Day"), points=82),
        Column(_("Account"), share=1.0),
        Column(_("Kind"), points=72),
        Column(pgettext("visit", "State"), points=56),
        Column(told, share=2.0),
    ]


def _visit_row(one: WeekVisit, today: date) -> Sequence[Cell]:
    visit = one.visit
    told = clipped(visit_cause(one) or visit_result(one), _LONGEST)
    return (
        f"{short_day(visit.on)} {visit.at}".strip(),
        one.account,
        visit.kind.label,
        _("No report") if visit.state.is_open and visit.on < today else visit.state.label,
        told_of(people, told) if (people := joined(list(one.people))) else told,
    )


def _contact_columns() -> list[Column]:
    return [
        Column(_("Day"), points=82),
        Column(_("Account"), share=1.1),
        Column(_("Person"), share=0.7),
        Column(_("How"), points=60),
        Column(pgettext("contact", "What"), share=2.2),
    ]


def _contact_rows(facts: WeekFacts) -> list[Sequence[Cell]]:
    return [
        (
            f"{short_day(one.entry.on)} {one.entry.at}".strip(),
            one.account,
            one.person,
            one.entry.channel.label,
            clipped(one.entry.text, _LONGEST),
        )
        for one in facts.contacts
    ]


def _promise_columns() -> list[Column]:
    return [
        Column(_("Account"), share=1.1),
        Column(_("Promise"), share=2.2),
        Column(pgettext("promise", "Side"), points=44),
        Column(_("Responsible"), points=62),
        Column(_("Due"), points=64),
        Column(pgettext("promise", "State"), points=70),
    ]


def _promise_rows(facts: WeekFacts) -> list[Sequence[Cell]]:
    ordered = {one.action.id: one for one in (*facts.late, *facts.due, *facts.made, *facts.kept)}
    made = {one.action.id for one in facts.made}
    return [
        (
            one.account,
            one.action.text,
            one.action.side.label,
            one.action.owner,
            paper_date(one.action.due_on),
            joined([_promise_state(one), pgettext("promise", "new") if one.action.id in made else ""]),
        )
        for one in ordered.values()
    ]


def _promise_state(one: WeekPromise) -> str:
    if one.state is PromiseState.LATE:
        return ngettext("{days} day late", "{days} days late", one.late_days).format(days=one.late_days)
    return one.state.label


def _duty_columns() -> list[Column]:
    return [Column(_("Account"), share=2), Column(_("Kind")), Column(_("Due"), points=80), Column(_("Late"))]


def _duty_rows(facts: WeekFacts) -> list[Sequence[Cell]]:
    return [
        (
            one.account,
            one.kind.label,
            paper_date(one.due_on),
            ngettext("{days} day late", "{days} days late", one.days_late).format(days=one.days_late)
            if one.days_late
            else "",
        )
        for one in facts.next_duties
    ]
