"""The complaint record 投诉处理单: what was complained of, all that was done, lines to sign (2-rules §8).

The customer's copy is set from what concerns them: the complaint, what they were told, the solution and its
implementation. Causes, responsibility, decisions, costs and notes of ours are not in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import CELL, COLUMN, FACTS, KICKER, PAPER_TITLE, SECOND, SUBSECTION, TextStyle
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date, person
from workbench.domain.accounts import Account, Contact
from workbench.domain.complaint_deadlines import StepDeadline, limit_of
from workbench.domain.complaint_progress import ComplaintProgress, StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind, ComplaintSeverity
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, format_money, labelled, ngettext, pgettext, use_language

_PROSE = TextStyle(10, 15.5)
_HEADLINE = replace(SUBSECTION, before=8)
_SIGNATURE = replace(CELL, size=10, leading=16)
_LABEL_WIDTH = 84.0
_Kind = ComplaintEventKind


@dataclass(frozen=True)
class ComplaintPaper:
    """What the record is made from.

    ``used_days`` are counted working days by step, ``deadline`` the limit that runs now; ``taken_by`` who was
    asked first, ``files`` the names of what is attached.
    """

    company: str
    author: str
    printed_on: date
    progress: ComplaintProgress
    account: Account
    contact: Contact | None = None
    taken_by: str = ""
    deadline: StepDeadline | None = None
    used_days: Mapping[ComplaintStep, int] = field(default_factory=dict)
    files: tuple[str, ...] = ()


def complaint_record_pdf(
    data: ComplaintPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The record as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        is_internal = profile is Profile.INTERNAL
        complaint = data.progress.complaint
        title = joined([_("Complaint record"), complaint.number])
        furniture = Furniture(
            title=labelled(title, data.account.name),
            author=data.author,
            subject=_("Complaint of {date}").format(date=paper_date(complaint.received_on)),
            head_left=data.company,
            head_right=pgettext("paper", "Internal") if is_internal else "",
            foot_left=_("{title} · printed {date}").format(title=title, date=paper_date(data.printed_on)),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_internal(data) if is_internal else _for_customer(data), furniture)


# --- the internal record


def _internal(data: ComplaintPaper) -> list[Block]:
    progress, complaint = data.progress, data.progress.complaint
    facts = [complaint.kind.label]
    if complaint.severity is not ComplaintSeverity.NORMAL:
        facts.append(complaint.severity.label)
    facts.append(progress.state.label)
    if data.deadline is not None:
        facts.append(_("due {date}").format(date=paper_date(data.deadline.due_on)))
    blocks = [*_head(data, " · ".join(facts)), _pairs(_internal_facts(data), _PROSE, before=8)]
    blocks += [_step(data, stand) for stand in progress.steps if stand.step is not ComplaintStep.RECORD]
    beside = (
        (_("Replies to the customer"), [one for one in progress.replies if one.kind is _Kind.REPLIED]),
        (_("Containment"), list(progress.containments)),
        (_("Told to superiors"), list(progress.told_superiors)),
        (_("Solved first"), list(progress.slips)),
        (_("Waiting for the customer"), list(progress.waits)),
        (_("Effect"), list(progress.effects)),
        (_("Notes"), list(progress.notes)),
        (
            _("Without effect"),
            [*progress.also, *progress.out_of_turn, *progress.taken_back, *progress.take_backs],
        ),
    )
    for title, events in beside:
        if events:
            blocks.append(Together([Text(title, _HEADLINE), _events(events)]))
    blocks.append(
        _signatures(
            (_("Handled by"), progress.answerable.person),
            (_("Manager's decision"), ""),
            (_("Confirmed by the customer"), ""),
        )
    )
    return blocks


def _head(data: ComplaintPaper, facts: str) -> list[Block]:
    return [
        Text(_("Complaint record"), KICKER),
        Text(joined([data.progress.complaint.number, data.account.name]), PAPER_TITLE),
        Text(facts, FACTS),
    ]


def _internal_facts(data: ComplaintPaper) -> list[tuple[str, str]]:
    progress, complaint = data.progress, data.progress.complaint
    cost = progress.cost_fen
    return [
        *_stated(data, complaint),
        (_("First asked"), data.taken_by),
        (_("Answerable now"), _answerable(data)),
        (pgettext("complaints", "Cost"), format_money(cost) if cost is not None else ""),
        (_("Files"), joined(list(data.files))),
    ]


def _answerable(data: ComplaintPaper) -> str:
    progress = data.progress
    if not progress.is_open:
        return ""
    answerable = progress.answerable
    who = data.taken_by if answerable.is_first_asked else answerable.person
    return joined([answerable.department, who])


def _step(data: ComplaintPaper, stand: StepStand) -> Block:
    used = data.used_days.get(stand.step)
    told = _limit(data, stand)
    if used is not None:
        took = ngettext("took {count} working day", "took {count} working days", used).format(count=used)
        going = ngettext("{count} working day so far", "{count} working days so far", used).format(count=used)
        told = joined([told, took if stand.is_done else going])
    head = Text([Run(f"{stand.step.number}  {stand.step.label}"), Run(f"   {told}", bold=False)], _HEADLINE)
    if stand.events:
        return Together([head, _events(stand.events)])
    state = _("Under way") if stand.is_current else _("Not reached yet")
    return Together([head, Text(state, replace(CELL, colour=SECOND, after=4))])


def _limit(data: ComplaintPaper, stand: StepStand) -> str:
    state = next(one for one in ComplaintState if one.step is stand.step)
    days = limit_of(data.progress.complaint.days, state)
    return ngettext("limit {count} working day", "limit {count} working days", days).format(count=days)


def _events(events: Sequence[ComplaintEvent]) -> DataTable:
    columns = [
        Column(_("Date"), points=74),
        Column(pgettext("complaint", "What"), points=104),
        Column(pgettext("complaint", "Who"), points=78),
        Column(""),
    ]
    return DataTable(columns, [_event_row(one) for one in events], gap=8)


def _event_row(event: ComplaintEvent) -> tuple[Cell, ...]:
    what = event.outcome.label if event.outcome else event.kind.label
    if event.is_conclusive:
        what = joined([what, pgettext("complaint reply", "conclusive")])
    when = paper_date(event.on) if event.on > date.min else ""
    return (
        f"{when} {event.at}".strip(),
        what,
        joined([event.department, event.person or event.author]),
        _told(event),
    )


def _told(event: ComplaintEvent) -> str:
    lines = [
        event.text,
        labelled(pgettext("complaint", "Channel"), event.channel) if event.channel else "",
        labelled(_("Kind of cause"), event.cause.label) if event.cause else "",
        labelled(_("Responsible post"), event.post) if event.post else "",
        *(labelled(_("Why {number}").format(number=n), why) for n, why in enumerate(event.whys, 1) if why),
        labelled(_("Prevention"), event.prevention) if event.prevention else "",
        labelled(_("Those responsible"), event.handling) if event.handling else "",
        labelled(pgettext("complaints", "Cost"), format_money(event.cost_fen)) if event.cost_fen else "",
    ]
    return "\n".join(line for line in lines if line)


# --- the customer's copy


def _for_customer(data: ComplaintPaper) -> list[Block]:
    """Named one by one: a field added to complaints or events later stays out until somebody puts it here."""
    progress = data.progress
    blocks = [
        *_head(data, _state_for_customer(progress)),
        _pairs(_stated(data, progress.complaint), _PROSE, before=8),
    ]
    replies = [one for one in progress.replies if one.kind is _Kind.REPLIED]
    offered = [one for one in progress.stand(ComplaintStep.PROPOSE).events if one.kind is _Kind.OFFERED]
    answered = [one for one in progress.stand(ComplaintStep.PROPOSE).events if one.kind is _Kind.ANSWERED]
    done = [one for one in progress.stand(ComplaintStep.IMPLEMENT).events if one.kind is _Kind.IMPLEMENTED]
    parts = (
        (_("Our replies"), [(one, joined([one.channel, one.text])) for one in replies]),
        (_("Solution"), [(one, one.text or _("The solution was told.")) for one in offered]),
        (_("Your answer"), [(one, one.outcome.label if one.outcome else "") for one in answered]),
        (_("Implementation"), [(one, one.text) for one in done]),
    )
    for title, rows in parts:
        if rows:
            columns = [Column(_("Date"), points=74), Column("")]
            table = DataTable(columns, [(paper_date(one.on), text) for one, text in rows])
            blocks.append(Together([Text(title, _HEADLINE), table]))
    if not any(rows for _title, rows in parts):
        blocks.append(Text(_("We have received your complaint and are looking into it."), _PROSE))
    blocks.append(_signatures((_("For us"), data.author), (_("Confirmed by the customer"), "")))
    return blocks


def _state_for_customer(progress: ComplaintProgress) -> str:
    if not progress.is_open:
        return pgettext("complaint for customer", "Closed")
    return pgettext("complaint for customer", "Being handled")


def _stated(data: ComplaintPaper, complaint: Complaint) -> list[tuple[str, str]]:
    """The complaint as the customer stated it."""
    contact = data.contact
    who = person(contact.name, contact.title) if contact is not None else complaint.complainant
    when = paper_date(complaint.received_on) if complaint.received_on > date.min else ""
    return [
        (_("Number"), complaint.number),
        (_("Received"), f"{when}  {complaint.received_time}".strip()),
        (_("Complainant"), who),
        (pgettext("complaint", "Channel"), complaint.channel),
        (_("Kind"), complaint.kind.label),
        (_("Product"), complaint.product),
        (_("Against"), complaint.against),
        (_("Complaint"), complaint.text),
        (_("Demand"), complaint.demand),
    ]


# --- parts of both


def _pairs(pairs: Sequence[tuple[str, str]], style: TextStyle, *, before: float) -> Block:
    label = TextStyle(style.size - 0.5, style.leading, colour=COLUMN.colour)
    rows = [(Text(name, label), Text(text, style)) for name, text in pairs if text.strip()]
    table = DataTable([Column("", points=_LABEL_WIDTH), Column("")], rows, pad=3)
    table.spaceBefore = before
    return table


def _signatures(*lines: tuple[str, str]) -> Block:
    columns = [
        Column("", points=126),
        Column(pgettext("person", "Name")),
        Column(_("Date"), points=90),
        Column(_("Signature"), points=140),
    ]
    rows = [(Text(name, _SIGNATURE), Text(who, _SIGNATURE), "", "") for name, who in lines]
    table = DataTable(columns, rows, pad=7)
    table.spaceBefore = 14
    return table
