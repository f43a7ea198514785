"""The handover book 移交册: all accounts that change hands, what is open, and lines to sign (2-rules §16).

It is for our own people only: it judges people and names what we owe and are owed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from reportlab.platypus.doctemplate import PageBreak

from workbench.documents.base import Furniture, build
from workbench.documents.handover_account import BookAccount, account_blocks, late_words, open_words, said
from workbench.documents.layout import Together
from workbench.documents.marks import TIER_MARKS, TickBox
from workbench.documents.outline import Entry, Heading, Outline, PageNumbers
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import (
    BODY,
    CELL,
    COLUMN,
    FACTS,
    INTENT,
    KICKER,
    NOTE,
    SUBSECTION,
    TITLE,
    TextStyle,
)
from workbench.documents.tables import Cell, Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.promises import PromiseState
from workbench.domain.visits import Side
from workbench.foundation.i18n import _, labelled, ngettext, pgettext, use_language

_LONG_TITLE = TextStyle(20, 29, bold=True)
_HEAD = replace(SUBSECTION, before=14)
_LONGEST_TITLE = 32


@dataclass(frozen=True)
class HandoverBook:
    """What the book is made from.

    ``receiver`` and ``handed_on`` are empty where the accounts are only prepared to be handed over.
    """

    company: str
    author: str
    printed_on: date
    giver: str
    receiver: str = ""
    handed_on: date | None = None
    due_on: date | None = None
    reason: str = ""
    note: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""
    answer: str = ""
    accounts: tuple[BookAccount, ...] = ()


def handover_book_pdf(data: HandoverBook, *, language: str, paper_size: PaperSize) -> Paper:
    """The book as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        title = _("Handover of accounts")
        furniture = Furniture(
            title=labelled(title, _from_to(data)),
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal"),
            foot_left=_("{title} · printed {date}").format(
                title=labelled(title, _from_to(data)), date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
            has_cover=True,
        )
        outline = Outline()
        entries = [outline.add(one.account.name, 0) for one in data.accounts]
        signing = outline.add(_("Signatures"), 0)
        blocks = [*_cover(data, title), *_overview(data, [*entries, signing], PageNumbers(outline))]
        for entry, one in zip(entries, data.accounts, strict=True):
            blocks += [PageBreak(), *account_blocks(entry, one)]
        blocks += [PageBreak(), *_signatures(signing_heading=Heading(signing), data=data)]
        return build(blocks, furniture, outline)


def _from_to(data: HandoverBook) -> str:
    return f"{data.giver} → {data.receiver}" if data.receiver else data.giver


def _cover(data: HandoverBook, title: str) -> list[Block]:
    count = len(data.accounts)
    name = _from_to(data)
    facts = [
        (_("Handed over by"), data.giver),
        (_("Received by"), data.receiver),
        (_("Handed over on"), paper_date(data.handed_on) or _("not yet")),
        (_("To be confirmed by"), paper_date(data.due_on)),
        (_("Reason"), data.reason),
        (_("Confirmed"), joined([paper_date(data.confirmed_on), data.confirmed_by, data.answer])),
    ]
    blocks: list[Block] = [
        Text(data.company, TextStyle(11, 16, bold=True)),
        Text(pgettext("paper", "Internal"), replace(FACTS, bold=True, after=26)),
        Text(title, KICKER),
        Text(name, TITLE if len(name) <= _LONGEST_TITLE else _LONG_TITLE),
        Text(
            ngettext("{count} account", "{count} accounts", count).format(count=count),
            replace(INTENT, after=8),
        ),
        DataTable(
            [Column("", points=110), Column("")],
            [(Text(label, COLUMN), text) for label, text in facts if text],
            pad=4,
        ),
    ]
    if data.note.strip():
        blocks += [Text(_("What the one who hands over wants to say"), _HEAD), *said(data.note)]
    return blocks


def _overview(data: HandoverBook, entries: Sequence[Entry], pages: PageNumbers) -> list[Block]:
    """What is open, account by account, with the sums and the page of each."""
    if not data.accounts:
        return []
    columns = [
        Column(pgettext("paper", "No."), points=20, right=True),
        Column(_("Account")),
        *(
            Column(name, points=width, right=True)
            for name, width in (
                (Side.OURS.label, 32),
                (Side.THEIRS.label, 34),
                (_("Complaints"), 52),
                (_("Services"), 44),
                (_("Contracts"), 46),
                (_("Visits"), 32),
                (pgettext("paper", "Page"), 26),
            )
        ),
    ]
    counts = [open_words(one) for one in data.accounts]
    rows: list[list[Cell]] = [
        [entry.number, _short(one), *(str(count or "–") for count in counted), pages.cell(entry)]
        for entry, one, counted in zip(entries, data.accounts, counts, strict=False)
    ]
    signing = entries[-1]
    rows.append([signing.number, signing.title, *[""] * len(counts[0]), pages.cell(signing)])
    total = ["", _("Together"), *(str(sum(column) or "–") for column in zip(*counts, strict=True)), ""]
    late = sum(row.state is PromiseState.LATE for one in data.accounts for row in one.promises)
    told = joined([_("Open promises, ours and theirs; what else is open"), late_words(late)])
    table = DataTable(columns, rows, total=total if len(data.accounts) > 1 else None, pad=2.5, gap=4)
    return [Together([Text(_("Contents, and what is open"), _HEAD), Text(told, NOTE), table])]


def _short(one: BookAccount) -> str:
    mark = TIER_MARKS[one.account.tier] if one.account.tier else ""
    return " ".join(part for part in (mark, one.account.name) if part)


def _signatures(*, signing_heading: Heading, data: HandoverBook) -> list[Block]:
    words = Text(
        _(
            "The accounts below were handed over with all that is open, and gone through together. "
            "Each is ticked by both sides."
        ),
        BODY,
    )
    boxes: Sequence[Sequence[Cell]] = [
        (str(number), one.account.name, one.account.code, TickBox(), TickBox(), "")
        for number, one in enumerate(data.accounts, 1)
    ]
    columns = [
        Column(pgettext("paper", "No."), points=24, right=True),
        Column(_("Account")),
        Column(_("Code"), points=70),
        Column(pgettext("handover", "Handed over"), points=66),
        Column(pgettext("handover", "Received"), points=56),
        Column(pgettext("handover", "Remark"), points=110),
    ]
    people = [
        (pgettext("handover", "Handed over by"), data.giver),
        (pgettext("handover", "Received by"), data.receiver),
        (pgettext("handover", "Supervised by"), ""),
    ]
    signing = DataTable(
        [
            Column("", points=100),
            Column(pgettext("person", "Name")),
            Column(_("Date"), points=90),
            Column(_("Signature"), points=150),
        ],
        [(Text(role, CELL.strong()), name, "", "") for role, name in people],
        pad=10,
        after=0,
    )
    blocks: list[Block] = [signing_heading, words]
    if boxes:
        blocks.append(DataTable(columns, boxes, pad=4))
    blocks.append(Together([Text(_("Signed"), _HEAD), signing]))
    return blocks
