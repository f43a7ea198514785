"""The one-time notice 一次性告知书: all that a request needs from the customer, and all we promise, at once.

The customer's copy says what is needed, what came in, and by when we do what. The internal one says too who
kept which commitment, and what was noted (2-rules §9).
"""

from dataclasses import dataclass, replace
from datetime import date

from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Text
from workbench.documents.styles import BODY, FACTS, KICKER, PAPER_TITLE, SUBSECTION
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import joined, paper_date
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import _, labelled, ngettext, pgettext, use_language

_PART = replace(SUBSECTION, before=16, after=2)
_AFTER = replace(BODY, before=12)


@dataclass(frozen=True)
class NoticeDocument:
    """A document that is needed, and when it came."""

    name: str
    received_on: date | None


@dataclass(frozen=True)
class NoticeCommitment:
    """What we promise: within so many working days, until which day, and done when and by whom."""

    text: str
    workdays: int
    due_on: date | None
    done_on: date | None
    done_by: str


@dataclass(frozen=True)
class NoticePaper:
    """What the notice is made from. ``answerable`` took the request, with a telephone number if known."""

    company: str
    author: str
    printed_on: date
    number: str
    type: str
    account: str
    asker: str
    requested_on: date | None
    text: str
    product: str
    answerable: str
    phone: str
    documents: tuple[NoticeDocument, ...]
    commitments: tuple[NoticeCommitment, ...]
    note: str = ""


def one_time_notice_pdf(
    data: NoticePaper, *, language: str, paper_size: PaperSize, profile: Profile
) -> Paper:
    """The notice as a PDF in ``language``. Any text prints literally; nothing in it can fail the print."""
    with use_language(language):
        is_internal = profile is Profile.INTERNAL
        title = _("One-time notice")
        furniture = Furniture(
            title=labelled(title, joined([data.number, data.type])),
            author=data.author,
            subject=title,
            head_left=data.company,
            head_right=pgettext("paper", "Internal") if is_internal else "",
            foot_left=_("{title} · printed {date}").format(
                title=joined([title, data.number]), date=paper_date(data.printed_on)
            ),
            made_on=data.printed_on,
            language=language,
            size=paper_size,
        )
        return build(_blocks(data, title, is_internal=is_internal), furniture)


def _blocks(data: NoticePaper, title: str, *, is_internal: bool) -> list[Block]:
    blocks: list[Block] = [
        Text(title, KICKER),
        Text(data.type, PAPER_TITLE),
        Text(" · ".join(filter(None, (data.account, data.asker))), FACTS),
    ]
    asked = _("Requested on {date}").format(date=paper_date(data.requested_on)) if data.requested_on else ""
    blocks.append(Text(" · ".join(filter(None, (data.number, asked))), FACTS))
    blocks.append(Text(labelled(_("Request"), joined([data.text, data.product])), _AFTER))
    blocks.append(Together([Text(_("What we need from you"), _PART), _documents(data)]))
    missing = sum(one.received_on is None for one in data.documents)
    if missing:
        told = ngettext(
            "{count} document is missing. After reading them we tell you all our questions at once.",
            "{count} documents are missing. After reading them we tell you all our questions at once.",
            missing,
        )
        blocks.append(Text(told.format(count=missing), _AFTER))
    blocks.append(Together([Text(_("What we promise"), _PART), _commitments(data, is_internal=is_internal)]))
    blocks.append(
        Text(
            _("Days are working days of the official calendar, counted from the day of the request."), _AFTER
        )
    )
    if data.answerable:
        blocks.append(
            Text(labelled(_("Your contact with us"), joined([data.answerable, data.phone])), _AFTER)
        )
    if is_internal and data.note:
        blocks.append(Text(labelled(_("Note"), data.note), _AFTER))
    if not is_internal:
        blocks.append(_signatures(data))
    return blocks


def _documents(data: NoticePaper) -> Block:
    if not data.documents:
        return Text(_("Nothing is needed."), BODY)
    columns = [
        Column(pgettext("paper", "No."), points=28, right=True),
        Column(_("Document")),
        Column(_("Received on"), points=90),
    ]
    rows = [
        (str(number), one.name, paper_date(one.received_on)) for number, one in enumerate(data.documents, 1)
    ]
    return DataTable(columns, rows, gap=8)


def _commitments(data: NoticePaper, *, is_internal: bool) -> Block:
    if not data.commitments:
        return Text(_("Nothing is promised for this type of request."), BODY)
    columns = [
        Column(pgettext("paper", "No."), points=28, right=True),
        Column(pgettext("promise", "What")),
        Column(_("Within"), points=96),
        Column(pgettext("commitment", "Until"), points=70),
        Column(_("Done on"), points=70),
    ]
    if is_internal:
        columns.append(Column(_("Done by"), points=70))
    rows = []
    for number, one in enumerate(data.commitments, 1):
        within = ngettext("{count} working day", "{count} working days", one.workdays)
        row = [
            *(str(number), one.text, within.format(count=one.workdays)),
            *(paper_date(one.due_on), paper_date(one.done_on)),
        ]
        rows.append((*row, one.done_by) if is_internal else tuple(row))
    return DataTable(columns, rows, gap=8)


def _signatures(data: NoticePaper) -> Block:
    columns = [
        Column(""),
        Column(pgettext("person", "Name"), points=90),
        Column(_("Date"), points=74),
        Column(_("Signature"), points=140),
    ]
    us = data.company or _("our company")
    return Together(
        [
            Text(_("The customer has received this notice."), _AFTER),
            DataTable(columns, [(us, data.answerable, "", ""), (data.account, data.asker, "", "")], pad=9),
        ]
    )
