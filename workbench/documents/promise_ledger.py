"""The promise ledger 承诺台账 on paper: what each side owes the other, for acknowledgement (3-features C8).

The customer's copy speaks of one account and of promises only: tasks of our plans and playbooks, and how
late we count the customer to be, are not in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus.flowables import PageBreak

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import (
    BODY,
    CELL,
    DANGER,
    FACTS,
    KICKER,
    PAPER_TITLE,
    SUBSECTION,
)
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.promises import KeptRate, PromiseState
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, format_percent_bp, labelled, ngettext, pgettext, use_language

_ACCOUNT = replace(SUBSECTION, before=10)
_AGREED = replace(BODY, before=14)
_SIDE = replace(SUBSECTION, size=13, leading=20, before=16, after=2)


@dataclass(frozen=True)
class PromiseRow:
    """One line of the ledger; ``task`` names what else it is if it is no promise."""

    text: str
    side: Side
    who: str
    made_on: date | None
    due_on: date | None
    done_on: date | None
    state: PromiseState
    days_late: int = 0
    task: str = ""


@dataclass(frozen=True)
class AccountPromises:
    """The ledger of one account. ``name`` is the full name, ``manager`` our person."""

    name: str
    code: str
    city: str
    manager: str
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True)
class PromiseLedgerPaper:
    """What the paper is made from. ``whose`` says of whom: an account, a manager, or everybody."""

    company: str
    author: str
    printed_on: date
    whose: str
    accounts: tuple[AccountPromises, ...]
    ours: KeptRate
    theirs: KeptRate


def promise_ledger_pdf(
    data: PromiseLedgerPaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The ledger as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        is_internal = profile is Profile.INTERNAL
        title = _("Promise ledger") if is_internal else _("Mutual promises")
        furniture = Furniture(
            title=labelled(title, data.whose) if data.whose else title,
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal") if is_internal else "",
            foot_left=_("{title} · printed {date}").format(
                title=joined([title, data.whose]), date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_internal(data, title) if is_internal else _for_customers(data, title), furniture)


def _internal(data: PromiseLedgerPaper, title: str) -> list[Block]:
    rows = [row for account in data.accounts for row in account.rows]
    late = sum(row.state is PromiseState.LATE for row in rows)
    count = sum(row.state.is_open for row in rows)
    facts = [
        _("As of {date}").format(date=paper_date(data.printed_on)),
        ngettext("{count} open", "{count} open", count).format(count=count),
        ngettext("{count} late", "{count} late", late).format(count=late),
    ]
    blocks: list[Block] = [Text(data.whose or _("Everybody"), KICKER), Text(title, PAPER_TITLE)]
    blocks.append(Text(" · ".join(facts), FACTS))
    rates = [
        told
        for word, rate in ((_("By us"), data.ours), (_("By customers"), data.theirs))
        if (told := _rate(word, rate))
    ]
    if rates:
        blocks.append(Text(" · ".join(rates), FACTS))
    if not rows:
        blocks.append(Text(_("Nothing is promised, neither by us nor to us."), BODY))
    for account in data.accounts:
        remark = joined([account.code, account.city, account.manager])
        head = [Run(account.name, bold=True), Run(f"   {remark}", bold=False)]
        ordered = sorted(account.rows, key=lambda row: (not row.state.is_open, row.due_on or date.max))
        blocks.append(Together([Text(head, _ACCOUNT), ledger_table(ordered)]))
    return blocks


def ledger_table(rows: Sequence[PromiseRow]) -> DataTable:
    """What was promised, line by line, with who keeps it and how it stands."""
    columns = [
        Column(pgettext("promise", "Side"), points=40),
        Column(pgettext("promise", "What")),
        Column(_("Responsible"), points=60),
        Column(_("Promised on"), points=57),
        Column(_("Due"), points=57),
        Column(pgettext("promise", "State"), points=68),
    ]
    return DataTable(
        columns,
        [
            (
                row.side.label if not row.task else pgettext("promise", "Task"),
                row.text,
                row.who,
                paper_date(row.made_on),
                paper_date(row.due_on),
                _state(row),
            )
            for row in rows
        ],
        gap=8,
    )


def _state(row: PromiseRow) -> Cell:
    if row.state is PromiseState.LATE:
        late = ngettext("{days} day late", "{days} days late", row.days_late).format(days=row.days_late)
        return Text(late, CELL.strong().tinted(DANGER))
    if row.done_on is None:
        return row.state.label
    return f"{row.state.label} {paper_date(row.done_on)}"


def _rate(word: str, rate: KeptRate) -> str:
    if rate.share_bp is None:
        return ""
    return _("{whose}: {share} kept in time, {kept} of {total} in 12 months").format(
        whose=word, share=format_percent_bp(rate.share_bp), kept=rate.kept, total=rate.total
    )


def _for_customers(data: PromiseLedgerPaper, title: str) -> list[Block]:
    blocks: list[Block] = []
    for number, account in enumerate(data.accounts):
        blocks += _for_customer(data, account, title, first=number == 0)
    return blocks or [Text(title, PAPER_TITLE), Text(_("Nothing is promised on either side."), BODY)]


def _for_customer(
    data: PromiseLedgerPaper, account: AccountPromises, title: str, *, first: bool
) -> list[Block]:
    """A sheet of its own for each account: nobody may read what another was promised."""
    us = data.company or _("our company")
    blocks: list[Block] = [] if first else [PageBreak()]
    blocks += [
        Text(title, KICKER),
        Text(account.name, PAPER_TITLE),
        Text(_("As of {date}").format(date=paper_date(data.printed_on)), FACTS),
    ]
    kept = [row for row in account.rows if not row.task]
    for side, company in ((Side.OURS, us), (Side.THEIRS, account.name)):
        head = _("Promised by {company}").format(company=company)
        rows = sorted((row for row in kept if row.side is side), key=lambda row: row.due_on or date.max)
        body: Block = _acknowledged(rows) if rows else Text(_("Nothing is open."), BODY)
        blocks.append(Together([Text(head, _SIDE), body]))
    agreed = Text(_("Both sides have read this list and agree with it."), _AGREED)
    blocks.append(Together([agreed, _signatures(us, account)]))
    return blocks


def _acknowledged(rows: Sequence[PromiseRow]) -> DataTable:
    columns = [
        Column(pgettext("paper", "No."), points=24, right=True),
        Column(pgettext("promise", "What")),
        Column(_("Responsible"), points=80),
        Column(_("Promised on"), points=64),
        Column(_("Due"), points=64),
        Column(_("Done on"), points=64),
    ]
    return DataTable(
        columns,
        [
            (
                str(number),
                row.text,
                row.who,
                paper_date(row.made_on),
                paper_date(row.due_on),
                paper_date(row.done_on),
            )
            for number, row in enumerate(rows, 1)
        ],
        gap=8,
    )


def _signatures(us: str, account: AccountPromises) -> Block:
    columns = [
        Column(""),
        Column(pgettext("person", "Name"), points=90),
        Column(_("Date"), points=74),
        Column(_("Signature"), points=140),
    ]
    return DataTable(columns, [(us, account.manager, "", ""), (account.name, "", "", "")], pad=9)
