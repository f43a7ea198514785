"""The visit report 拜访报告: usually one page, to read, file and sign (2-rules §7.2).

Fields without content are left out. The customer's copy is set from a visit that holds only what a
customer may read: competitor news, the operating state, problems and tasks of our own are not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import BODY, CELL, COLUMN, FACTS, KICKER, PAPER_TITLE, SUBSECTION, TextStyle
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import joined, paper_date, person
from workbench.domain.accounts import Account, Contact
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.promises import given_promises
from workbench.domain.visits import Action, Side, Visit
from workbench.foundation.i18n import _, format_date, pgettext, use_language

_PROSE = TextStyle(10, 15.5)
_HEADLINE = replace(SUBSECTION, before=8)
_LABEL_WIDTH = 84.0


@dataclass(frozen=True)
class VisitReportPaper:
    """What a visit report is made from.

    ``company`` is our own name, ``manager`` the name of whose visit it is; ``met`` are the contacts met,
    ``our_people`` who else came from our side; ``promises`` the actions that the visit brought; ``problems``
    what we found ourselves able to solve; ``next_visit`` the next one in the calendar.
    """

    company: str
    author: str
    printed_on: date
    visit: Visit
    account: Account
    manager: str = ""
    met: tuple[Contact, ...] = ()
    our_people: tuple[str, ...] = ()
    promises: tuple[Action, ...] = ()
    problems: tuple[str, ...] = ()
    next_visit: Visit | None = None


def visit_report_pdf(
    data: VisitReportPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The report as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        data = data if profile is Profile.INTERNAL else _for_customer(data)
        visit = data.visit
        title = _("Visit report: {account}").format(account=data.account.name)
        furniture = Furniture(
            title=title,
            author=data.author,
            subject=_("Visit on {date}").format(date=format_date(visit.on)),
            head_left=data.company,
            head_right=pgettext("paper", "Internal") if profile is Profile.INTERNAL else "",
            foot_left=_("Visit report · {account} · printed {date}").format(
                account=data.account.short, date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(data, profile), furniture)


def _for_customer(data: VisitReportPaper) -> VisitReportPaper:
    # Named one by one: a fact added to reports or visits later stays out until somebody puts it here.
    return VisitReportPaper(
        company=data.company,
        author=data.author,
        printed_on=data.printed_on,
        visit=_reported(data.visit),
        account=data.account,
        manager=data.manager,
        met=data.met,
        our_people=data.our_people,
        promises=given_promises(data.promises),
        next_visit=data.next_visit,
    )


def _reported(visit: Visit) -> Visit:
    return Visit(
        id=visit.id,
        account_id=visit.account_id,
        manager_id=visit.manager_id,
        kind=visit.kind,
        state=visit.state,
        on=visit.on,
        at=visit.at,
        place=visit.place,
        met=visit.met,
        purpose=visit.purpose,
        talking_points=visit.talking_points,
        findings=visit.findings,
        needs=visit.needs,
        demand_forecast=visit.demand_forecast,
        next_step=visit.next_step,
        next_on=visit.next_on,
    )


def _blocks(data: VisitReportPaper, profile: Profile) -> list[Block]:
    visit = data.visit
    blocks: list[Block] = [
        Text(_("Visit report"), KICKER),
        Text(data.account.name, PAPER_TITLE),
        Text(f"{visit.kind.label} · {visit.state.label}", FACTS),
        _pairs(_facts(data, visit), CELL, before=8),
    ]
    prose = _prose(visit)
    if data.problems:
        prose.append((_("Problems we can solve"), "\n".join(data.problems)))
    if prose:
        blocks.append(_pairs(prose, _PROSE, before=6))
    else:
        blocks.append(Text(_("Nothing has been reported about this visit yet."), BODY))
    if data.promises:
        blocks.append(Together([_headline(_("Promises")), _promises(data.promises)]))
    if visit.next_step or visit.next_on:
        when = format_date(visit.next_on, weekday=True) + "  " if visit.next_on else ""
        step = [Run(when, bold=True), Run(visit.next_step or _("Next contact"))]
        blocks.append(Together([_headline(_("Next step")), Text(step, _PROSE)]))
    if data.next_visit is not None:
        blocks.append(Together([_headline(_("Next visit")), Text(_appointment(data.next_visit), _PROSE)]))
    blocks.append(_signatures(data, profile))
    return blocks


def _facts(data: VisitReportPaper, visit: Visit) -> list[tuple[str, str]]:
    account = data.account
    where = account.address if account.city in account.address else joined([account.city, account.address])
    people = [person(contact.name, contact.title) for contact in data.met]
    when = format_date(visit.on, weekday=True)
    return [
        (_("Date"), f"{when}  {visit.at}" if visit.at else when),
        (_("Place"), visit.place or where),
        (_("Address"), where if visit.place and visit.place != where else ""),
        (_("Met"), joined(people)),
        (_("From our side"), joined([data.manager, *data.our_people])),
    ]


def _appointment(visit: Visit) -> list[Run]:
    when = format_date(visit.on, weekday=True) + (f"  {visit.at}" if visit.at else "")
    return [Run(f"{when}  ", bold=True), Run(f"{visit.kind.label} · {visit.state.label}")]


def _prose(visit: Visit) -> list[tuple[str, str]]:
    fields = [
        (_("Purpose"), visit.purpose),
        (_("Talking points"), visit.talking_points),
        (_("Findings"), visit.findings),
        (_("Needs"), visit.needs),
        (_("Competitor news"), visit.competitor_news),
        (_("Operating state"), visit.operating_state),
        (_("Demand forecast"), visit.demand_forecast),
    ]
    return [(label, text.strip()) for label, text in fields if text.strip()]


def _pairs(pairs: Sequence[tuple[str, str]], style: TextStyle, *, before: float) -> Block:
    label = TextStyle(style.size - 0.5, style.leading, colour=COLUMN.colour)
    rows = [(Text(name, label), Text(text, style)) for name, text in pairs if text]
    table = DataTable([Column("", points=_LABEL_WIDTH), Column("")], rows, pad=3)
    table.spaceBefore = before
    return table


def _headline(title: str) -> Text:
    return Text(title, _HEADLINE)


def _promises(promises: Sequence[Action]) -> DataTable:
    ordered = sorted(promises, key=lambda action: (action.side is Side.THEIRS, action.due_on or date.max))
    rows = [
        (action.side.label, action.text, action.owner, paper_date(action.due_on) or _("No date"))
        for action in ordered
    ]
    columns = [
        Column(pgettext("promise", "Side"), points=42),
        Column(_("Promise")),
        Column(_("Responsible"), points=82),
        Column(_("Due"), points=66),
    ]
    return DataTable(columns, rows)


def _signatures(data: VisitReportPaper, profile: Profile) -> Block:
    rows = [(_("Reported by"), data.manager or data.author, "", "")]
    rows.append((_("Read by") if profile is Profile.INTERNAL else _("Read by the customer"), "", "", ""))
    columns = [
        Column("", points=_LABEL_WIDTH),
        Column(pgettext("person", "Name")),
        Column(_("Date"), points=90),
        Column(_("Signature"), points=140),
    ]
    table = DataTable(columns, rows, pad=7)
    table.spaceBefore = 14
    return table
