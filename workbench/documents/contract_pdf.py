"""A contract 合同 as a PDF: text, goods, signatures, amendments; an annex for us alone (2-rules §10)."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from reportlab.platypus.doctemplate import PageBreak

from workbench.documents.base import Furniture, build, frame_size
from workbench.documents.contract_wording import (
    amendment_table,
    amendments_note,
    annex_title,
    clause_heading,
    gap_words,
    has_goods,
    head_lines,
    marker_of,
    marks,
    no_text_note,
    signature_table,
)
from workbench.documents.layout import Together
from workbench.documents.paragraph import Block, Run, Text, place
from workbench.documents.styles import (
    CELL,
    DANGER,
    FACTS,
    NOTE,
    PAPER_TITLE,
    SECTION,
    SUBSECTION,
    Align,
    TextStyle,
)
from workbench.documents.tables import Column, DataTable
from workbench.documents.wording import clipped
from workbench.domain.contract_paper import ContractPaper, PaperClause, PaperTable, for_customer
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contracts import ClauseGroup
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.i18n import is_chinese, pgettext, use_language

_BODY = TextStyle(10.5, 17, justify=True, after=3)
_LIST = TextStyle(10.5, 16, after=7)
_EMPTY = TextStyle(10.5, 8)
_HEADING = replace(SUBSECTION, before=11, after=2)
_TITLE = replace(PAPER_TITLE, align=Align.CENTER, before=2, after=8)
_INDENT = 22.0
_SHORT = 40
# Every sheet has room for this much.
_TALLEST_WHOLE = 600.0


def contract_pdf(
    data: ContractPaper, *, paper_size: PaperSize = PaperSize.A4, profile: Profile = Profile.INTERNAL
) -> Paper:
    """The contract as a PDF in its own language. Any text prints literally; missing values stand in red."""
    with use_language(data.language):
        internal = profile is Profile.INTERNAL
        paper = data if internal else for_customer(data)
        furniture = Furniture(
            title=paper.title,
            author=paper.company or paper.author,
            subject=pgettext("contract", "Contract {number}").format(number=paper.number),
            head_left=clipped(paper.title, _SHORT),
            head_right=clipped(paper.number, _SHORT),
            foot_left=pgettext("paper", "Internal") if internal and paper.annex else paper.company,
            made_on=paper.printed_on,
            language=paper.language,
            size=paper_size,
            mark=marks(paper),
        )
        return build(_blocks(paper, paper_size), furniture)


def _blocks(paper: ContractPaper, size: PaperSize) -> list[Any]:
    blocks: list[Any] = [Text(paper.title, _TITLE), _pairs(head_lines(paper))]
    for clause in paper.clauses:
        blocks += _clause(paper, clause)
    if paper.goods is not None and not paper.places_goods:
        blocks += _goods(paper)
    if paper.clauses:
        # Nobody is to sign a page without a word of the text on it.
        signing = _Whole([blocks[-1], *_signatures(paper)])
        is_short = signing.wrap(*frame_size(size))[1] <= _TALLEST_WHOLE
        blocks[-1:] = [signing] if is_short else [blocks[-1], _Whole(_signatures(paper))]
    else:
        blocks.append(Text(no_text_note(), replace(FACTS, before=8)))
    if paper.amendments:
        note = amendments_note(paper)
        heads = [Text(pgettext("contract", "Amendments"), replace(SECTION, before=18))]
        heads += [Text(note, FACTS)] if note else []
        first, *others = [block for one in paper.amendments for block in _table(amendment_table(one))]
        blocks += [Together([*heads, first]), *others]
    if paper.annex:
        blocks += [PageBreak(), Text(annex_title(paper), SECTION)]
        for one in paper.annex:
            blocks += _table(one)
    return blocks


def _clause(paper: ContractPaper, clause: PaperClause) -> list[Block]:
    heading = _ClauseHeading(clause)
    if clause.group is ClauseGroup.PARTIES:
        body = [_Whole([_address(paper, lines)]) for lines in clause.stretches()]
    else:
        body = []
        for line in clause.lines():
            if has_goods(line):
                body += _goods(paper)
            elif line:
                body.append(_paragraph(_runs(paper, line), marker_of(line)))
            else:
                body.append(Text("", _EMPTY))
    return [Together([heading, body[0]]), *body[1:]] if body else [heading]


def _runs(paper: ContractPaper, line: Sequence[TextPart | NamePart]) -> list[Run]:
    return [
        Run(gap_words(paper, part.name), bold=True, colour=DANGER)
        if isinstance(part, NamePart)
        else Run(part.source)
        for part in line
    ]


def _address(paper: ContractPaper, lines: Sequence[Sequence[TextPart | NamePart]]) -> Block:
    runs: list[Run] = []
    for line in lines:
        runs += [*([Run("\n")] if runs else []), *_runs(paper, line)]
    return Text(runs, _LIST)


def _paragraph(runs: list[Run], marker: int) -> Block:
    if is_chinese():
        return Text([Run("\u3000\u3000"), *runs], _BODY)
    if not marker:
        return Text(runs, _BODY)
    first = runs[0].text
    return _Numbered(first[:marker].strip(), Text([Run(first[marker:]), *runs[1:]], _BODY))


def _goods(paper: ContractPaper) -> list[Block]:
    if paper.goods is None:
        return []
    found = _table(paper.goods)
    if paper.goods_note:
        found.append(Text(paper.goods_note, replace(_LIST, after=6)))
    return found


def _table(table: PaperTable) -> list[Block]:
    columns = [Column(one.title, share=one.share, right=one.right) for one in table.columns]
    body: Block = Text(table.empty, FACTS)
    if table.rows:
        body = DataTable(columns, table.rows, total=table.total or None, gap=8)
    if not table.title:
        return [body]
    return [Together([Text(table.title, replace(SUBSECTION, before=10, after=2)), body])]


def _pairs(pairs: Sequence[tuple[str, str]]) -> Block:
    rows = [(Text(label, NOTE), Text(value, CELL.strong())) for label, value in pairs]
    table = DataTable([Column("", points=96), Column("")], rows, pad=3)
    table.spaceAfter = 4
    return table


def _signatures(paper: ContractPaper) -> list[Block]:
    table = signature_table(paper)
    columns = [Column(one.title, share=one.share) for one in table.columns]
    rows = [[Text(row[0], NOTE), *(Text(cell, CELL) for cell in row[1:])] for row in table.rows]
    body = DataTable(columns, rows, pad=11)
    return [Text(table.title, replace(_HEADING, before=16)), body]


class _Whole(Together):
    """Blocks that stand on one page, unless no page is tall enough."""

    def split(self, available_width: float, available_height: float) -> list[Block]:
        is_too_tall = self.wrap(available_width, available_height)[1] > _TALLEST_WHOLE
        return super().split(available_width, available_height) if is_too_tall else []


class _ClauseHeading(Text):
    """The head of a clause; makes the bookmark where it stands."""

    def __init__(self, clause: PaperClause) -> None:
        super().__init__(clause_heading(clause.number, clause.title), _HEADING)
        self._key = f"clause-{clause.number}"

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        super().draw_at(canvas, left, bottom)
        canvas.bookmarkHorizontal(self._key, left, bottom + self.height + 8)
        canvas.addOutlineEntry(" ".join(self.text.split()), self._key, 0, closed=False)


class _Numbered(Block):
    """A paragraph behind its number, its lines flush beside it."""

    def __init__(self, marker: str, text: Text) -> None:
        super().__init__(before=text.spaceBefore, after=text.spaceAfter)
        self._marker = Text(marker, text.text_style)
        self._text = text

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width = available_width
        self._marker.wrap(_INDENT, available_height)
        self.height = self._text.wrap(available_width - _INDENT, available_height)[1]
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Block]:
        parts = self._text.split(available_width - _INDENT, available_height)
        if len(parts) < 2:
            return [self] if parts else []
        texts = [part for part in parts if isinstance(part, Text)]
        return [_Numbered(self._marker.text if not at else "", text) for at, text in enumerate(texts)]

    def draw(self) -> None:
        self.draw_at(self.canv, 0, 0)

    def draw_at(self, canvas: Any, left: float, bottom: float) -> None:
        place(self._marker, canvas, left, bottom + self.height - self._marker.height)
        place(self._text, canvas, left + _INDENT, bottom)
