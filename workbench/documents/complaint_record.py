"""The complaint record 投诉处理单: what was complained of, all that was done, lines to sign (2-rules §8).

The customer's copy is set from what concerns them: the complaint, what they were told, the solution and its
implementation. Causes, responsibility, decisions, costs and notes of ours are not in it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import CELL, COLUMN, FACTS, KICKER, PAPER_TITLE, SUBSECTION, TextStyle
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date, person
from workbench.domain.accounts import Account, Contact
from workbench.domain.complaint_deadlines import StepDeadline, limit_of
from workbench.domain.complaint_progress import ComplaintProgress, StepStand
from workbench.domain.complaint_states import ComplaintState, ComplaintStep
from workbench.domain.complaints import Complaint, ComplaintEvent, ComplaintEventKind, ComplaintSeverity
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, clauses, format_money, labelled, ngettext, pgettext, use_language

_PROSE = TextStyle(10, 15.5)
_HEADLINE = replace(SUBSECTION, before=8)
_SIGNATURE = replace(CELL, size=10, leading=16)
_LABEL = TextStyle(9.5, 15.5, colour=COLUMN.colour)
_LABEL_WIDTH = 70.0
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
    facts = [complaint.number, complaint.kind.label]
    if complaint.severity is not ComplaintSeverity.NORMAL:
        facts.append(complaint.severity.label)
    facts.append(progress.state.label)
    if data.deadline is not None:
        facts.append(_("due {date}").format(date=paper_date(data.deadline.due_on)))
    blocks = [*_head(data, facts), *_stated(data, complaint, _internal_facts(data))]
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


def _head(data: ComplaintPaper, facts: Sequence[str]) -> list[Block]:
    return [
        Text(_("Complaint record"), KICKER),
        Text(data.account.name, PAPER_TITLE),
        Text(" · ".join(fact for fact in facts if fact), FACTS),
    ]


def _internal_facts(data: ComplaintPaper) -> list[tuple[str, str]]:
    cost = data.progress.cost_fen
    return [
        (_("First asked"), data.taken_by),
        (_("Responsible"), _answerable(data)),
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
        took = took if used else _("on the same day")
        going = ngettext("{count} working day so far", "{count} working days so far", used).format(count=used)
        told = clauses(told, took if stand.is_done else going)
    if not stand.events:
        told = clauses(_("under way") if stand.is_current else _("not reached yet"), told)
    head = [
        Text(f"{stand.step.number}  {stand.step.label}", _HEADLINE),
        Text(told, replace(COLUMN, after=1)),
    ]
    return Together([*head, _events(stand.events)] if stand.events else head)


def _limit(data: ComplaintPaper, stand: StepStand) -> str:
    state = next(one for one in ComplaintState if one.step is stand.step)
    days = limit_of(data.progress.complaint.days, state)
    return ngettext("limit {count} working day", "limit {count} working days", days).format(count=days)


def _events(events: Sequence[ComplaintEvent]) -> DataTable:
    """Day and time, what, who, and what was said; headings over each step would say nothing."""
    columns = [Column("", points=82), Column("", points=112), Column("", points=78), Column("")]
    return DataTable(columns, [_event_row(one) for one in events], gap=8, pad=3)


def _event_row(event: ComplaintEvent) -> tuple[Cell, ...]:
    what = event.outcome.label if event.outcome else event.kind.label
    if event.is_conclusive:
        what = joined([what, pgettext("complaint reply", "conclusive")])
    when = paper_date(event.on) if event.on > date.min else ""
    return (
        f"{when} {event.at}".strip(),
        what,
        "\n".join(filter(None, (event.department, event.person or event.author))),
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
    complaint = progress.complaint
    blocks = [
        *_head(data, [complaint.number, _state_for_customer(progress)]),
        *_stated(data, complaint, [(_("Kind"), complaint.kind.label)]),
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
            columns = [Column("", points=82), Column("")]
            table = DataTable(columns, [(paper_date(one.on), text) for one, text in rows], pad=3)
            blocks.append(Together([Text(title, _HEADLINE), table]))
    if not any(rows for _title, rows in parts):
        blocks.append(Text(_("We have received your complaint and are looking into it."), _PROSE))
    blocks.append(
        _signatures((_("For us"), data.taken_by or data.author), (_("Confirmed by the customer"), ""))
    )
    return blocks


def _state_for_customer(progress: ComplaintProgress) -> str:
    if not progress.is_open:
        return pgettext("complaint for customer", "Closed")
    return pgettext("complaint for customer", "Being handled")


def _stated(data: ComplaintPaper, complaint: Complaint, more: Sequence[tuple[str, str]]) -> list[Block]:
    """The complaint as the customer stated it; what is short two by two, with ``more`` of it."""
    contact = data.contact
    who = person(contact.name, contact.title) if contact is not None else complaint.complainant
    when = paper_date(complaint.received_on) if complaint.received_on > date.min else ""
    short = [
        (_("Complainant"), who),
        (_("Received"), f"{when}  {complaint.received_time}".strip()),
        (pgettext("complaint", "Channel"), complaint.channel),
        (_("Product"), complaint.product),
        *more,
    ]
    long = [
        (_("Complaint"), complaint.text),
        (_("Against"), complaint.against),
        (_("Demand"), complaint.demand),
    ]
    return [_two_by_two(short), _pairs(long)]


# --- parts of both


def _two_by_two(pairs: Sequence[tuple[str, str]]) -> Block:
    told = [cell for name, text in pairs if text.strip() for cell in (Text(name, _LABEL), Text(text, _PROSE))]
    told += [Text("", _PROSE), Text("", _PROSE)] if len(told) % 4 else []
    columns = [Column("", points=_LABEL_WIDTH), Column("")] * 2
    table = DataTable(columns, [told[at : at + 4] for at in range(0, len(told), 4)], pad=3, after=0)
    table.spaceBefore = 8
    return table


def _pairs(pairs: Sequence[tuple[str, str]]) -> Block:
    rows = [(Text(name, _LABEL), Text(text, _PROSE)) for name, text in pairs if text.strip()]
    return DataTable([Column("", points=_LABEL_WIDTH), Column("")], rows, pad=3)


def _signatures(*lines: tuple[str, str]) -> Block:
    columns = [
        Column("", points=150),
        Column(pgettext("person", "Name")),
        Column(_("Date"), points=90),
        Column(_("Signature"), points=124),
    ]
    rows = [(Text(name, _SIGNATURE), Text(who, _SIGNATURE), "", "") for name, who in lines]
    table = DataTable(columns, rows, pad=7)
    table.spaceBefore = 14
    return table
