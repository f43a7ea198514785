"""What both forms of a contract say beside its clauses: heads, marks, signatures, amendments."""

import re
from collections.abc import Sequence

from workbench.domain.contract_paper import (
    ContractPaper,
    PaperAmendment,
    PaperColumn,
    PaperTable,
    chinese_number,
)
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_values import GOODS_MARK
from workbench.foundation.i18n import (
    _,
    format_date,
    in_a_row,
    in_this_writing,
    is_chinese,
    labelled,
    pgettext,
)

Line = Sequence[TextPart | NamePart]

# What numbers a paragraph inside a clause: (a), （一）, 1.
_MARKER = re.compile(r"(\([a-z0-9]{1,3}\)|（[一二三四五六七八九十百]{1,4}）|\d{1,2}[.)])\s*")


def clause_heading(number: int, title: str) -> str:
    """第三条　交货 in Chinese, 3. Delivery in English."""
    if not is_chinese():
        return f"{number}. {title}".rstrip()
    return f"第{chinese_number(number)}{in_this_writing('条')}\u3000{title}".rstrip()


def marker_of(line: Line) -> int:
    """How many signs of the line are its number and the space behind it."""
    found = _MARKER.match(line[0].source) if line and isinstance(line[0], TextPart) else None
    return found.end() if found else 0


def has_goods(line: Line) -> bool:
    """Whether the table of goods stands in place of this line."""
    return any(GOODS_MARK in part.source for part in line)


def gap_words(paper: ContractPaper, name: str) -> str:
    """What stands where the value of ``name`` is missing."""
    label = paper.label(name)
    return f"【{label}】" if is_chinese() else f"[{label}]"


def head_lines(paper: ContractPaper) -> list[tuple[str, str]]:
    """Number and parties, as label and value."""
    lines = [(pgettext("contract", "Contract number"), paper.number or pgettext("contract", "not numbered"))]
    lines += [(party.role, party.name) for party in paper.parties]
    return lines


def sample_note(paper: ContractPaper) -> str:
    """What a text made from a template of ours says of itself."""
    return _("Sample, needs legal review") if paper.is_sample else ""


def marks(paper: ContractPaper) -> str:
    """What every page says above its head; empty for a final text from a template of the company's own."""
    return " · ".join(filter(None, (paper.mark, sample_note(paper))))


def no_text_note() -> str:
    """What stands in place of a text that is not ours to print: there is nothing to sign here."""
    return in_a_row(
        _("This contract has no text of its own here."), _("Print the file that is attached to it.")
    )


def signature_table(paper: ContractPaper) -> PaperTable:
    """Who signs where: a column for each party."""
    labels = [
        _("Seal"),
        _("Name of the signatory"),
        _("Signature"),
        pgettext("signature", "Date"),
    ]
    rows = [(labels[0], *("" for _one in paper.parties))]
    rows.append((labels[1], *(party.signer for party in paper.parties)))
    rows += [(label, *("" for _one in paper.parties)) for label in labels[2:]]
    titles = [labelled(party.role, party.name) for party in paper.parties]
    columns = (PaperColumn("", 0.5), *(PaperColumn(title) for title in titles))
    return PaperTable(_("Signatures of the parties"), columns, tuple(rows))


def amendment_table(amendment: PaperAmendment) -> PaperTable:
    """What one amendment changed, each text before and after."""
    title = pgettext("contract", "Amendment {number}").format(number=amendment.number)
    if amendment.signed_on is not None:
        signed = _("signed {date}").format(date=format_date(amendment.signed_on))
    else:
        signed = pgettext("amendment", "draft, not signed")
    columns = (
        PaperColumn(pgettext("amendment", "What"), 0.5),
        PaperColumn(pgettext("amendment", "Before")),
        PaperColumn(pgettext("amendment", "After")),
    )
    rows = tuple((one.title, one.before or "—", one.after or "—") for one in amendment.changes)
    return PaperTable(" · ".join(filter(None, (title, signed, amendment.reason))), columns, rows)


def amendments_note(paper: ContractPaper) -> str:
    """That the text is the one with its amendments, where it is."""
    signed = [one for one in paper.amendments if one.signed_on is not None]
    if not signed:
        return ""
    return _(
        "The clauses above read as amended. An amount, a day or goods that an amendment changes go before "
        "those that a clause names. The changes were:"
    )


def annex_title(paper: ContractPaper) -> str:
    """The head of what is for us alone."""
    return _("Internal annex, not part of the contract") if paper.annex else ""
