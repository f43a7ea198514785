"""The parts of a brief on paper, each at most so many lines; what is left out is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.documents.layout import SideBySide
from workbench.documents.marks import TIER_MARKS
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import DANGER, FACTS, KICKER, NOTE, SECOND, TextStyle
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date, person
from workbench.domain.accounts import Account, Contact
from workbench.domain.complaints import Complaint
from workbench.domain.papers import Profile
from workbench.domain.person_coverage import suggested_people
from workbench.domain.visit_brief import VisitBrief
from workbench.domain.visits import Action, Side
from workbench.foundation.i18n import (
    _,
    format_date,
    format_money,
    format_short_date,
    is_chinese,
    ngettext,
    weekday_name,
)

_HEAD = TextStyle(10, 15, bold=True, before=7)
_LINE = TextStyle(8.5, 12)
_EDGE = _LINE.tinted(SECOND)
_TITLE = TextStyle(16, 22, bold=True)
_LABEL = TextStyle(8.5, 12, colour=SECOND)
_LABEL_WIDTH = 76.0
_EDGE_WIDTH = 92.0
_YEAR_TOLD = 300
_NAME_CHARS, _FACT_CHARS = 60, 150

Row = tuple[str | Sequence[Run], str | Sequence[Run]]


@dataclass(frozen=True)
class Cut:
    """How much a page takes: lines of each section, and characters of each text."""

    lines: Mapping[str, int]
    chars: int


def page_blocks(brief: VisitBrief, profile: Profile, cut: Cut) -> list[Block]:
    """The brief from top to bottom."""
    blocks = _top(brief, cut)
    if profile is Profile.INTERNAL:
        blocks += _section(_("Whom to meet"), _people(brief), cut, "people", edge=250)
        left = [
            *_section(_("Promises"), _promises(brief, cut), cut, "promises", edge=112),
            *_section(_("Complaints"), _complaints(brief, cut), cut, "complaints"),
            *_section(_("Open needs"), _needs(brief, cut), cut, "needs"),
        ]
        right = [
            *_section(_("Receivables"), _receivables(brief), cut, "receivables", wide=True),
            *_section(_("Contracts ending"), _contracts(brief, cut), cut, "contracts"),
            *_section(_("Gaps of the influencer map"), _lines(brief.gaps, cut), cut, "gaps", wide=True),
            *_section(_("Competitors, last heard"), _news(brief, cut), cut, "news", edge=60),
        ]
        blocks.append(SideBySide(left, right, before=_HEAD.before))
        blocks += _section(_("Last visits"), _earlier(brief, cut), cut, "earlier", lead=66)
    else:
        blocks += _section(_("Promises"), _promises(brief, cut), cut, "promises", edge=112)
        blocks += _section(_("Complaints"), _complaints(brief, cut), cut, "complaints")
        blocks += _section(_("Needs you told us"), _needs(brief, cut), cut, "needs")
    return blocks


def section_names() -> tuple[str, ...]:
    """The sections that can be cut."""
    return (
        "people",
        "promises",
        "complaints",
        "needs",
        "receivables",
        "contracts",
        "gaps",
        "news",
        "earlier",
        "closures",
    )


def _top(brief: VisitBrief, cut: Cut) -> list[Block]:
    account, visit = brief.account, brief.visit
    kind = visit.kind.label if visit else _("No visit planned")
    tier = f"{TIER_MARKS[account.tier]} {account.tier.label}" if account.tier else ""
    stage = account.stage.label if account.stage else ""
    facts = [
        (_("When"), _when(brief)),
        (_("Where"), _where(account, visit.place if visit else "")),
        (_("Phone"), joined([account.phone, account.other_phones])),
        (_("Visiting hours"), _hours(account)),
        (_("Closed days"), _closures(brief, cut)),
        (_("From our side"), _our_side(brief)),
        (_("Attendees"), joined([_told(one) for one in brief.attendees])),
        (_("Purpose"), visit.purpose if visit else ""),
    ]
    label = [
        (Text(name, _LABEL), Text(clipped(text, min(_FACT_CHARS, max(cut.chars, 60))), _LINE))
        for name, text in facts
        if text
    ]
    return [
        Text(_("Visit brief"), KICKER),
        Text(clipped(account.name, _NAME_CHARS), _TITLE),
        Text(" · ".join(part for part in (kind, tier, stage) if part), FACTS),
        DataTable([Column("", points=_LABEL_WIDTH), Column("")], label, pad=1.5, after=2)
        if label
        else Text("", NOTE),
    ]


def _when(brief: VisitBrief) -> str:
    visit = brief.visit
    if visit is None:
        return _("Not planned; as of {date}").format(date=format_date(brief.today))
    minutes = (
        ngettext("{count} minute", "{count} minutes", visit.minutes).format(count=visit.minutes)
        if visit.minutes
        else ""
    )
    return joined([format_date(visit.on, weekday=True), visit.at, minutes, visit.state.label])


def _where(account: Account, place: str) -> str:
    address = account.address if account.city in account.address else f"{account.city} {account.address}"
    return joined([place if place != account.address else "", address.strip()])


def _hours(account: Account) -> str:
    days = [weekday_name(date(2024, 1, 1 + day)) for day in account.excluded_weekdays]
    never = _("not on {days}").format(days=joined(days)) if days else ""
    return joined([account.visiting_hours, never])


def _closures(brief: VisitBrief, cut: Cut) -> str:
    shown = brief.closures[: max(1, cut.lines["closures"])]
    told = []
    for one in shown:
        span = paper_date(one.span.start)
        if one.span.end != one.span.start:
            span += f" – {paper_date(one.span.end)}"
        told.append(f"{span} {one.reason}".strip())
    return joined([*told, _more(len(brief.closures) - len(shown))])


def _our_side(brief: VisitBrief) -> str:
    named = [one.name for one in (brief.manager, *brief.our_people) if one is not None]
    phone = brief.manager.phone if brief.manager else ""
    come = [
        _("{name} should come: {why}").format(name=one.manager.name, why=one.reason.label)
        for one in brief.our_suggestions
        if one.manager not in brief.our_people
    ]
    return joined([*named, phone, *come])


def _told(contact: Contact) -> str:
    return clipped(person(contact.name, contact.title), 40)


def _people(brief: VisitBrief) -> list[Row]:
    due = suggested_people(brief.coverage, most=6)
    there = {one.id for one in brief.attendees}
    named = [one for one in brief.coverage if one.contact.id in there and one not in due]
    return [
        (
            [Run(clipped(one.contact.name, 40), bold=True), Run("  " + clipped(one.contact.title, 40))],
            joined([one.reason, clipped(one.contact.mobile or one.contact.phone, 20)]),
        )
        for one in (*due, *named)
    ]


def _promises(brief: VisitBrief, cut: Cut) -> list[Row]:
    ordered = sorted(
        brief.promises, key=lambda one: (one.due_on or date.max, one.side is Side.THEIRS, one.text)
    )
    return [(_promise(one, cut), _promise_edge(one, brief.today)) for one in ordered]


def _promise(action: Action, cut: Cut) -> list[Run]:
    who = clipped(f"{action.side.label} {action.owner}".strip(), 18)
    return [Run(f"{who}  ", colour=SECOND), Run(clipped(action.text, cut.chars))]


def _promise_edge(action: Action, today: date) -> list[Run]:
    """By when, or how late; and how old it is."""
    runs = []
    if action.due_on is not None:
        late = (today - action.due_on).days
        if late > 0:
            told = ngettext("{days} day late", "{days} days late", late).format(days=late)
            runs.append(Run(told, bold=True, colour=DANGER))
        else:
            runs.append(Run(format_short_date(action.due_on, year=-late > _YEAR_TOLD)))
    if action.promised_on is not None and (age := (today - action.promised_on).days) > 0:
        old = ngettext("{days} day old", "{days} days old", age).format(days=age)
        runs.append(Run(f" · {old}" if runs else old))
    return runs or [Run("")]


def _complaints(brief: VisitBrief, cut: Cut) -> list[Row]:
    asked: list[Row] = [
        (clipped(_("Ask whether the solution works: {what}").format(what=_what(one)), cut.chars), "")
        for one in brief.effect_checks
    ]
    return asked + [
        (
            clipped(joined([one.kind.label, _what(one)]), cut.chars),
            paper_date(one.received_on),
        )
        for one in brief.complaints
    ]


def _what(complaint: Complaint) -> str:
    return joined([complaint.number, complaint.text or complaint.against])


def _needs(brief: VisitBrief, cut: Cut) -> list[Row]:
    return [
        (
            clipped(_("Unsaid: {text}").format(text=one.text) if one.is_hidden else one.text, cut.chars),
            joined([one.answer.label, "!" * (one.urgency or 0)]),
        )
        for one in brief.needs
    ]


def _receivables(brief: VisitBrief) -> list[Row]:
    if not brief.receivables:
        return [(_("No data: the sales records do not say what was settled."), "")]
    rows: list[Row] = []
    for one in brief.receivables:
        owed = _("{money} owed").format(money=_money(one.owed_fen, one.currency))
        runs = [Run(owed)]
        if one.overdue_fen > 0:
            days = one.days_overdue(brief.today)
            late = ngettext(
                "{money} overdue, the oldest {days} day", "{money} overdue, the oldest {days} days", days
            )
            money = _money(one.overdue_fen, one.currency)
            runs.append(Run(" · " + late.format(money=money, days=days), bold=True, colour=DANGER))
        else:
            runs.append(Run(" · " + _("nothing overdue")))
        if one.unknown:
            told = ngettext(
                "{count} sale without a payment state", "{count} sales without a payment state", one.unknown
            )
            runs.append(Run(" · " + told.format(count=one.unknown)))
        rows.append((runs, ""))
    return rows


def _money(amount_fen: int, currency: str) -> str:
    text = format_money(amount_fen, currency, short=True)
    return text if is_chinese() and currency == "CNY" else f"{text} {currency}"


def _contracts(brief: VisitBrief, cut: Cut) -> list[Row]:
    rows: list[Row] = []
    for one in brief.contracts:
        left = one.days_left(brief.today) or 0
        told = ngettext("{days} day left", "{days} days left", left).format(days=left)
        rows.append(
            (
                clipped(one.title or one.number, min(cut.chars, 80)),
                joined([format_short_date(one.ends_on) if one.ends_on else "", told]),
            )
        )
    return rows


def _lines(texts: Sequence[str], cut: Cut) -> list[Row]:
    return [(clipped(text, cut.chars), "") for text in texts]


def _news(brief: VisitBrief, cut: Cut) -> list[Row]:
    return [(clipped(one.text, cut.chars), paper_date(one.on)) for one in brief.competitor_news]


def _earlier(brief: VisitBrief, cut: Cut) -> list[Row]:
    return [
        (
            paper_date(one.on),
            clipped(one.findings or one.talking_points or one.purpose or one.kind.label, cut.chars),
        )
        for one in brief.earlier
    ]


def _section(
    title: str,
    rows: Sequence[Row],
    cut: Cut,
    name: str,
    *,
    edge: float = _EDGE_WIDTH,
    lead: float = 0.0,
    wide: bool = False,
) -> list[Block]:
    """A heading and its rows, the ones beyond the cut counted; nothing without rows."""
    if not rows:
        return []
    shown = rows[: cut.lines[name]]
    hidden = len(rows) - len(shown)
    heading = [Run(title)]
    if hidden:
        heading.append(Run("  " + _more(hidden), bold=False, colour=SECOND))
    blocks: list[Block] = [Text(heading, _HEAD)]
    if not shown:
        return blocks
    cells: list[tuple[Block, ...]]
    if wide:
        columns = [Column("")]
        cells = [(Text(first, _LINE),) for first, _nothing in shown]
    elif lead:
        columns = [Column("", points=lead), Column("")]
        cells = [(Text(first, _EDGE), Text(second, _LINE)) for first, second in shown]
    else:
        columns = [Column(""), Column("", points=edge)]
        cells = [(Text(first, _LINE), Text(second, _EDGE.right())) for first, second in shown]
    blocks.append(DataTable(columns, cells, pad=1.5, after=0))
    return blocks


def _more(count: int) -> str:
    return ngettext("{count} more", "{count} more", count).format(count=count) if count > 0 else ""
