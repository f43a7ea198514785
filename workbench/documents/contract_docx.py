"""A contract 合同 as a Word document, with the same content as its PDF (2-rules §10)."""

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
from workbench.documents.word import WordFile, Words
from workbench.documents.wording import clipped
from workbench.domain.contract_paper import (
    ContractPaper,
    Line,
    PaperClause,
    PaperColumn,
    PaperTable,
    for_customer,
)
from workbench.domain.contract_placeholders import NamePart
from workbench.domain.contracts import ClauseGroup
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.i18n import is_chinese, pgettext, use_language

_SHORT = 40


def contract_docx(
    data: ContractPaper, *, paper_size: PaperSize = PaperSize.A4, profile: Profile = Profile.INTERNAL
) -> bytes:
    """The contract as DOCX in its own language. A missing value is named and highlighted."""
    with use_language(data.language):
        internal = profile is Profile.INTERNAL
        paper = data if internal else for_customer(data)
        file = WordFile(
            title=paper.title,
            author=paper.company or paper.author,
            subject=pgettext("contract", "Contract {number}").format(number=paper.number),
            language=paper.language,
            made_on=paper.printed_on,
            size=paper_size,
        )
        file.head(clipped(paper.title, _SHORT), clipped(paper.number, _SHORT), marks(paper))
        file.foot(pgettext("paper", "Internal") if internal and paper.annex else paper.company)
        _write(file, paper)
        return file.content()


def _write(file: WordFile, paper: ContractPaper) -> None:
    file.paragraph(paper.title, "Title")
    columns = (PaperColumn("", 0.28), PaperColumn(""))
    file.table(PaperTable("", columns, tuple(head_lines(paper))), plain=True)
    for clause in paper.clauses:
        _write_clause(file, paper, clause)
    if not paper.places_goods:
        _write_goods(file, paper)
    if paper.clauses:
        # Nobody is to sign a page without a word of the text on it.
        file.keep_last()
        signatures = signature_table(paper)
        file.paragraph(signatures.title, "Heading 2")
        file.table(signatures, tall=True, together=True)
    else:
        file.paragraph(no_text_note(), "Normal")
    if paper.amendments:
        file.paragraph(pgettext("contract", "Amendments"), "Heading 1")
        if note := amendments_note(paper):
            file.paragraph(note, "Normal", keeps=True)
        for amendment in paper.amendments:
            _write_table(file, amendment_table(amendment))
    if paper.annex:
        file.page_break()
        file.paragraph(annex_title(paper), "Heading 1")
        for table in paper.annex:
            _write_table(file, table)


def _write_clause(file: WordFile, paper: ContractPaper, clause: PaperClause) -> None:
    file.paragraph(clause_heading(clause.number, clause.title), "Heading 1")
    if clause.group is ClauseGroup.PARTIES:
        for lines in clause.stretches():
            words = [word for line in lines for word in (Words("\n"), *_words(paper, line))]
            file.paragraph(words[1:], "Normal", whole=True)
        return
    for line in clause.lines():
        if has_goods(line):
            _write_goods(file, paper)
        elif line:
            _write_line(file, paper, line)


def _write_line(file: WordFile, paper: ContractPaper, line: Line) -> None:
    words = _words(paper, line)
    marker = 0 if is_chinese() else marker_of(line)
    if not marker:
        file.paragraph(words, "Body Text")
        return
    first = words[0].text
    file.paragraph([Words(f"{first[:marker].strip()}\t{first[marker:]}"), *words[1:]], "List")


def _words(paper: ContractPaper, line: Line) -> list[Words]:
    return [
        Words(gap_words(paper, part.name), is_gap=True) if isinstance(part, NamePart) else Words(part.source)
        for part in line
    ]


def _write_goods(file: WordFile, paper: ContractPaper) -> None:
    if paper.goods is None:
        return
    _write_table(file, paper.goods)
    if paper.goods_note:
        file.paragraph(paper.goods_note, "Normal")


def _write_table(file: WordFile, table: PaperTable) -> None:
    if table.title:
        file.paragraph(table.title, "Heading 2")
    if table.rows:
        file.table(table)
    elif table.empty:
        file.paragraph(table.empty, "Normal")
