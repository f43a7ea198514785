"""One account in the handover book: who they are, whom to know there, and all that is open (2-rules §16)."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.layout import Together
from workbench.documents.marks import TIER_MARKS, SupportMark
from workbench.documents.outline import Entry, Heading
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.promise_ledger import PromiseRow, ledger_table
from workbench.documents.styles import BODY, CELL, COLUMN, DANGER, FACTS, SECOND, SUBSECTION
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import clipped, joined, paper_date, remarks
from workbench.domain.accounts import Account
from workbench.domain.alarms import MajorEvent, MajorEventKind
from workbench.domain.influence import support_label
from workbench.domain.needs import Need
from workbench.domain.person_coverage import PersonCoverage
from workbench.domain.risks import Risk
from workbench.domain.visits import Side, Visit
from workbench.foundation.i18n import _, format_money, ngettext, pgettext

_HEAD = replace(SUBSECTION, before=10, after=1)
_LABEL_WIDTH = 92.0
_KNOW_CHARS, _VISIT_CHARS, _TEXT_CHARS = 180, 420, 300


@dataclass(frozen=True)
class BookCase:
    """A complaint or a service request that is open: where it stands, who acts, and by when."""

    number: str
    text: str
    state: str
    person: str = ""
    due_on: date | None = None
    is_late: bool = False
    received_on: date | None = None


@dataclass(frozen=True)
class BookContract:
    """A contract that runs or is drafted. ``duties`` are the open ones in words, ``alert`` what presses."""

    number: str
    title: str
    state: str
    amount_fen: int | None = None
    currency: str = "CNY"
    ends_on: date | None = None
    alert: str = ""
    duties: tuple[str, ...] = ()


@dataclass(frozen=True)
class BookAccount:
    """All that the book says of one account.

    ``people`` are those who work there, ``last`` the last visits made, the latest first, ``ahead`` those to
    come; ``receivables`` what is owed, in words.
    """

    account: Account
    second_manager: str = ""
    receivables: str = ""
    people: tuple[PersonCoverage, ...] = ()
    promises: tuple[PromiseRow, ...] = ()
    complaints: tuple[BookCase, ...] = ()
    services: tuple[BookCase, ...] = ()
    contracts: tuple[BookContract, ...] = ()
    last: tuple[Visit, ...] = ()
    ahead: tuple[Visit, ...] = ()
    unreported: tuple[Visit, ...] = ()
    needs: tuple[Need, ...] = ()
    risks: tuple[Risk, ...] = ()
    events: tuple[MajorEvent, ...] = ()
    question: str = ""


def account_blocks(entry: Entry, one: BookAccount) -> list[Block]:
    """The section of one account, its heading in the outline."""
    account = one.account
    blocks: list[Block] = [
        Heading(entry, account.code),
        Text(_about(one), replace(FACTS, after=4)),
        DataTable(
            [Column("", points=_LABEL_WIDTH), Column("")],
            [(Text(name, COLUMN), text) for name, text in _facts(one) if text],
            pad=2,
            after=2,
        ),
    ]
    sections: list[Block] = []
    none: list[str] = []
    for title, tables in (
        (_("People"), _people(one)),
        (_("Open promises"), [ledger_table(one.promises)] if one.promises else []),
        (_("Open complaints"), _cases(one.complaints, with_day=True)),
        (_("Service requests"), _cases(one.services, with_day=False)),
        (_("Contracts"), _contracts(one.contracts)),
        (_("Visits"), _visits(one)),
        (_("Needs and risks"), _needs_and_risks(one)),
    ):
        if tables:
            sections.append(Together([Text(title, _HEAD), tables[0]]))
            sections += tables[1:]
        else:
            none.append(title)
    if none:
        told = _("Nothing open or recorded under: {sections}.").format(sections=joined(none))
        # Before the sections: behind them it may stand on a page of its own.
        blocks.append(Text(told, replace(CELL, colour=SECOND, before=4)))
    return blocks + sections


def _about(one: BookAccount) -> str:
    account = one.account
    tier = f"{TIER_MARKS[account.tier]} {account.tier.label}" if account.tier else ""
    stage = _("Stage: {stage}").format(stage=account.stage.label) if account.stage else ""
    kind = account.kind.label if account.kind else ""
    return "   ".join(part for part in (tier, stage, kind, account.industry, account.segment) if part)


def _facts(one: BookAccount) -> list[tuple[str, str]]:
    account = one.account
    address = account.address if account.city in account.address else f"{account.city} {account.address}"
    limit = account.credit_limit_fen
    credit = [
        _("Grade {grade}").format(grade=account.credit_grade.label) if account.credit_grade else "",
        _("limit {money}").format(money=format_money(limit)) if limit is not None else "",
        _("blocked since {date}").format(date=paper_date(account.credit_blocked_on))
        if account.credit_blocked_on
        else "",
        one.receivables,
    ]
    return [
        (_("Address"), address.strip()),
        (_("Telephone"), joined([account.phone, account.other_phones])),
        (_("Credit"), joined(credit)),
        (_("Visiting hours"), account.visiting_hours),
        (_("Second manager"), one.second_manager),
        (_("Open problems"), clipped(account.open_problems, _TEXT_CHARS)),
        (_("Note"), clipped(account.note, _TEXT_CHARS)),
        (_("Still asked"), clipped(one.question, _TEXT_CHARS)),
    ]


def _people(one: BookAccount) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for found in one.people:
        contact = found.contact
        name = [Run(contact.name, bold=True)]
        work = joined([contact.title, contact.department])
        if work:
            name.append(Run(f"\n{work}", colour=SECOND))
        met = paper_date(found.last_met_on) or pgettext("contact", "never")
        if found.last_contact_on is not None and found.last_contact_on > (found.last_met_on or date.min):
            met += "\n" + _("call {date}").format(date=paper_date(found.last_contact_on))
        know = remarks([contact.communication, contact.worries, contact.motivation, contact.note])
        rows.append(
            (
                Text(name, CELL),
                "\n".join(filter(None, (contact.mobile, contact.phone, contact.wechat))),
                joined([*(role.label for role in contact.roles), str(contact.influence or "")]),
                SupportMark(contact.support, support_label(contact.support))
                if contact.support is not None
                else "–",
                met,
                clipped(know, _KNOW_CHARS),
            )
        )
    columns = [
        Column(pgettext("person", "Name"), share=1.25),
        Column(_("Telephone"), points=74),
        Column(_("Role, influence"), points=66),
        Column(_("Support"), points=60),
        Column(_("Last met"), points=60),
        Column(_("What to know"), share=1.2),
    ]
    return [DataTable(columns, rows, gap=7, pad=3)] if rows else []


def _cases(cases: Sequence[BookCase], *, with_day: bool) -> list[Block]:
    columns = [
        Column(pgettext("paper", "Number"), points=84),
        Column(pgettext("case", "What"), share=1.0),
        Column(pgettext("case", "Where it stands"), points=100),
        Column(_("Responsible"), points=62),
        Column(_("Due"), points=66),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            "\n".join(filter(None, (case.number, paper_date(case.received_on) if with_day else ""))),
            clipped(case.text, _TEXT_CHARS),
            case.state,
            case.person,
            _due(case.due_on, is_late=case.is_late),
        )
        for case in cases
    ]
    return [DataTable(columns, rows, gap=8, pad=3)] if rows else []


def _due(due_on: date | None, *, is_late: bool) -> Cell:
    if not is_late:
        return paper_date(due_on)
    runs = [
        Run(paper_date(due_on), bold=True, colour=DANGER),
        Run("\n" + _("late"), bold=True, colour=DANGER),
    ]
    return Text(runs, CELL)


def _contracts(contracts: Sequence[BookContract]) -> list[Block]:
    columns = [
        Column(pgettext("paper", "Number"), points=84),
        Column(pgettext("contract", "Contract"), share=1.0),
        Column(pgettext("contract", "State"), points=58),
        Column(_("Amount"), points=76, right=True),
        Column(_("Until"), points=62),
        Column(_("Open duties"), share=1.4),
    ]
    rows: list[tuple[Cell, ...]] = [
        (
            one.number,
            one.title,
            one.state,
            format_money(one.amount_fen, one.currency) if one.amount_fen is not None else "–",
            "\n".join(filter(None, (paper_date(one.ends_on), one.alert))),
            "\n".join(one.duties) or "–",
        )
        for one in contracts
    ]
    return [DataTable(columns, rows, gap=8, pad=3)] if rows else []


def _visits(one: BookAccount) -> list[Block]:
    rows = [
        *(_visit(visit, _("To come"), visit.purpose or visit.talking_points) for visit in one.ahead),
        *(_visit(visit, _("No report yet"), visit.purpose) for visit in one.unreported),
        *(_visit(visit, visit.state.label, _result(visit)) for visit in one.last),
    ]
    columns = [
        Column(_("Day"), points=66),
        Column(pgettext("visit", "Kind"), points=70),
        Column(pgettext("visit", "State"), points=64),
        Column(_("What came of it, what is planned")),
    ]
    return [DataTable(columns, rows, gap=8, pad=3)] if rows else []


def _visit(visit: Visit, state: str, text: str) -> tuple[Cell, ...]:
    when = "\n".join(filter(None, (paper_date(visit.on), visit.at)))
    return when, visit.kind.label, state, clipped(text, _VISIT_CHARS) or "–"


def _result(visit: Visit) -> str:
    found = visit.findings or visit.talking_points or visit.purpose
    following = _("Next: {what}").format(what=visit.next_step) if visit.next_step.strip() else ""
    return remarks([found, following])


def _needs_and_risks(one: BookAccount) -> list[Block]:
    rows: list[tuple[Cell, ...]] = []
    for need in one.needs:
        said = _("Unsaid: {text}").format(text=need.text) if need.is_hidden else need.text
        rows.append(
            (
                joined([_("Need"), "!" * (need.urgency or 0)]),
                clipped(said, _TEXT_CHARS),
                remarks([need.answer.label, clipped(need.answer_text, _KNOW_CHARS)]),
            )
        )
    for event in one.events:
        kind = (event.kind or MajorEventKind.OTHER).label
        what = joined([clipped(event.text, _TEXT_CHARS), paper_date(event.happened_on)])
        rows.append((kind, what, clipped(event.answer, _KNOW_CHARS) or _("no answer yet")))
    for risk in one.risks:
        levels = [level.label for level in (risk.probability, risk.impact) if level is not None]
        weight = _("Risk ({levels})").format(levels=" × ".join(levels)) if levels else _("Risk")
        answer = joined([clipped(risk.answer, _KNOW_CHARS), risk.owner, paper_date(risk.due_on)])
        rows.append((weight, clipped(risk.text, _TEXT_CHARS), answer or _("no answer yet")))
    columns = [
        Column(pgettext("paper", "Kind"), points=92),
        Column(pgettext("need", "What"), share=1.2),
        Column(_("Our answer"), share=1.0),
    ]
    return [DataTable(columns, rows, gap=8, pad=3)] if rows else []


def open_words(one: BookAccount) -> tuple[int, int, int, int, int, int]:
    """Open promises of ours and theirs, complaints, services, contracts and visits to come."""
    ours = sum(row.side is Side.OURS for row in one.promises)
    return (
        ours,
        len(one.promises) - ours,
        len(one.complaints),
        len(one.services),
        len(one.contracts),
        len(one.ahead),
    )


def said(text: str) -> list[Block]:
    """A text as it was written, paragraph by paragraph."""
    return [Text(part, BODY) for part in text.split("\n") if part.strip()]


def late_words(count: int) -> str:
    """How many promises are late; empty for none."""
    return ngettext("{count} late", "{count} late", count).format(count=count) if count else ""
