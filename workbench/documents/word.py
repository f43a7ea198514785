"""Word documents: styles with a Chinese face, tables whose head repeats, numbers of pages as fields.

python-docx is loaded when the first document is made. Texts are put in as text, so no markup in them counts;
the same content makes the same bytes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from workbench.documents.word_parts import add_field, narrow_cells, paragraph_of, shape_row
from workbench.domain.contract_paper import PaperTable
from workbench.domain.papers import PaperSize
from workbench.foundation.i18n import _, is_chinese

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph

# Faces every office has; where one is missing, Word and LibreOffice take another one of its kind.
LATIN, BODY_FACE, HEAD_FACE = "Times New Roman", "SimSun", "SimHei"
_SIZES = {PaperSize.A4: (210.0, 297.0), PaperSize.LETTER: (215.9, 279.4)}
_MARGIN_MM = 25.0
# The style of what stands in tables.
_CELL = "No Spacing"
_RED = "B4173A"
_GREY = "4E5865"
# What no XML file can hold.
# What no XML file can hold, and what would turn the order of signs round.
_UNWRITABLE = re.compile(r"[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_LINE_END = re.compile(r"\r\n|[\r\v\f\x85\u2028\u2029]")


@dataclass(frozen=True)
class Words:
    """A stretch of text; ``is_gap`` stands out as something to fill in."""

    text: str
    bold: bool = False
    is_gap: bool = False


class WordFile:
    """One document. Paragraphs and tables are added from top to bottom; ``content`` is the finished file."""

    def __init__(
        self, *, title: str, author: str, subject: str, language: str, made_on: date, size: PaperSize
    ) -> None:
        from docx import Document

        self._file = Document()
        # By name: python-docx looks through all styles for each paragraph.
        self._ids: dict[str, str] = {}
        self._drop_thumbnail()
        self._say_facts(title, author, subject, language, made_on)
        section = self._file.sections[0]
        from docx.shared import Mm

        section.page_width, section.page_height = (Mm(side) for side in _SIZES[size])
        section.left_margin = section.right_margin = Mm(_MARGIN_MM)
        section.top_margin = section.bottom_margin = Mm(_MARGIN_MM)
        self._width_mm = _SIZES[size][0] - 2 * _MARGIN_MM
        self._set_styles(language)

    def _drop_thumbnail(self) -> None:
        # The one that comes with the library shows another document.
        relations = self._file.part.package.rels
        for key in [key for key, one in relations.items() if one.reltype.endswith("/thumbnail")]:
            del relations[key]

    def _say_facts(self, title: str, author: str, subject: str, language: str, made_on: date) -> None:
        facts = self._file.core_properties
        facts.title, facts.author, facts.subject = (
            clean(title)[:255],
            clean(author)[:255],
            clean(subject)[:255],
        )
        facts.last_modified_by = facts.author
        facts.language = language.replace("_", "-")
        facts.comments, facts.revision = "", 1
        facts.created = facts.modified = datetime.combine(made_on, time(), UTC)

    def _set_styles(self, language: str) -> None:
        from docx.oxml.ns import qn

        defaults = self._file.styles.element.find(qn("w:docDefaults"))
        for spoken in defaults.iter(qn("w:lang")):
            spoken.set(qn("w:val"), "en-US")
            spoken.set(qn("w:eastAsia"), "zh-TW" if language == "zh_TW" else "zh-CN")
        indent = 2 if is_chinese() else 0
        self._style("Normal", 10.5, after=3, line=1.4)
        self._style("Body Text", 10.5, after=3, line=1.4, first_line_chars=indent)
        self._style("List", 10.5, after=3, line=1.4, hanging=22.0)
        self._style(_CELL, 9, line=1.15)
        self._style("Title", 18, face=HEAD_FACE, bold=True, before=6, after=12, centred=True)
        self._style("Heading 1", 12, face=HEAD_FACE, bold=True, before=12, after=3, keeps=True)
        self._style("Heading 2", 10.5, face=HEAD_FACE, bold=True, before=10, after=3, keeps=True)
        self._style("Header", 8, colour=_GREY)
        self._style("Footer", 8, colour=_GREY)

    def _style(
        self,
        name: str,
        size: float,
        *,
        face: str = BODY_FACE,
        bold: bool = False,
        before: float = 0,
        after: float = 0,
        line: float = 1.0,
        centred: bool = False,
        keeps: bool = False,
        first_line_chars: int = 0,
        hanging: float = 0,
        colour: str = "000000",
    ) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.oxml.ns import qn
        from docx.shared import Pt, RGBColor

        style: Any = self._file.styles[name]
        self._ids[name] = style.style_id
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        # Faces of the theme would go before those named here.
        fonts.attrib.clear()
        for kind, shown in (("ascii", LATIN), ("hAnsi", LATIN), ("cs", LATIN), ("eastAsia", face)):
            fonts.set(qn(f"w:{kind}"), shown)
        if is_chinese():
            # Quotation marks and dashes belong to both scripts; Word would take the Latin ones.
            fonts.set(qn("w:hint"), "eastAsia")
        style.font.size, style.font.bold = Pt(size), bold
        style.font.color.rgb = RGBColor.from_string(colour)
        shape = style.paragraph_format
        shape.space_before, shape.space_after, shape.line_spacing = Pt(before), Pt(after), line
        shape.widow_control, shape.keep_with_next = True, keeps
        if centred:
            shape.alignment = WD_ALIGN_PARAGRAPH.CENTER
        if hanging:
            shape.left_indent, shape.first_line_indent = Pt(hanging), Pt(-hanging)
        if first_line_chars:
            shape.first_line_indent = Pt(size * first_line_chars)
            shape.element.get_or_add_pPr().ind.set(qn("w:firstLineChars"), str(first_line_chars * 100))
        # Lines below titles, and tab stops made for a sheet of another width.
        for found in [one for kind in ("w:pBdr", "w:tabs") for one in style.element.iter(qn(kind))]:
            found.getparent().remove(found)

    def head(self, left: str, right: str, mark: str) -> None:
        """What stands on top of every page; ``mark`` above it, in red."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import RGBColor

        header = self._file.sections[0].header
        first = header.paragraphs[0]
        if mark:
            run = first.add_run(clean(mark))
            run.bold, run.font.color.rgb = True, RGBColor.from_string(_RED)
            first.alignment = WD_ALIGN_PARAGRAPH.CENTER
            first = header.add_paragraph(style="Header")
        self._ends(first, left)
        first.add_run("\t" + clean(right))

    def foot(self, left: str) -> None:
        """What stands below every page: ``left``, and the page of the pages as fields."""
        first = self._file.sections[0].footer.paragraphs[0]
        self._ends(first, left)
        first.add_run("\t")
        for piece in re.split(r"(\{pages?\})", _("Page {page} of {pages}")):
            if piece in ("{page}", "{pages}"):
                add_field(first, "PAGE" if piece == "{page}" else "NUMPAGES")
            elif piece:
                first.add_run(piece)

    def _ends(self, paragraph: "Paragraph", left: str) -> None:
        from docx.enum.text import WD_TAB_ALIGNMENT
        from docx.shared import Mm

        paragraph.paragraph_format.tab_stops.add_tab_stop(Mm(self._width_mm), WD_TAB_ALIGNMENT.RIGHT)
        paragraph.add_run(clean(left))

    def paragraph(
        self, words: Sequence[Words] | str, style: str, *, keeps: bool = False, whole: bool = False
    ) -> None:
        """A paragraph in one of the document's styles; ``keeps`` it on the page of the next one, ``whole`` on
        one page and apart from the one before."""
        from docx.shared import Pt

        paragraph = self._file.add_paragraph()
        paragraph._p.style = self._ids[style]
        if keeps:
            paragraph.paragraph_format.keep_with_next = True
        if whole:
            paragraph.paragraph_format.keep_together = True
            paragraph.paragraph_format.space_before = Pt(6)
        _write(paragraph, [Words(words)] if isinstance(words, str) else words)

    def keep_last(self) -> None:
        """Keep the end of the last paragraph on the page of what follows."""
        self._file.paragraphs[-1].paragraph_format.keep_with_next = True

    def page_break(self) -> None:
        """What follows begins a page."""
        from docx.enum.text import WD_BREAK

        self._file.add_paragraph().add_run().add_break(WD_BREAK.PAGE)

    def table(
        self, table: PaperTable, *, tall: bool = False, together: bool = False, plain: bool = False
    ) -> None:
        """A table with a head that repeats on each page and rows that stay whole; its total in bold.

        ``tall`` rows leave room to write, ``together`` keeps all on one page, ``plain`` has no lines.
        """
        from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Mm, Pt

        has_head = any(column.title for column in table.columns)
        texts: list[Sequence[str]] = [[one.title for one in table.columns]] if has_head else []
        texts += table.rows
        texts += [table.total] if table.total else []
        shares = sum(column.share for column in table.columns)
        widths = [Mm(self._width_mm * column.share / shares) for column in table.columns]
        made = self._file.add_table(len(texts), len(widths), style=None if plain else "Table Grid")
        made.autofit = False
        narrow_cells(made)
        for column, width in zip(made._tbl.tblGrid.gridCol_lst, widths, strict=True):
            column.w = width
        for at, (row, cells) in enumerate(zip(made._tbl.tr_lst, texts, strict=True)):
            is_head, is_total = has_head and not at, bool(table.total) and at == len(texts) - 1
            shape_row(row, is_head=is_head, tall=tall and not is_head)
            for cell, column, text, width in zip(row.tc_lst, table.columns, cells, widths, strict=True):
                cell.width = width
                if tall:
                    cell.get_or_add_tcPr().vAlign_val = WD_CELL_VERTICAL_ALIGNMENT.CENTER
                paragraph = paragraph_of(cell, made)
                paragraph._p.style = self._ids[_CELL]
                if together and at < len(texts) - 1:
                    paragraph.paragraph_format.keep_with_next = True
                if column.right:
                    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
                is_label = plain and cell is row.tc_lst[0]
                _write(paragraph, [Words(text, bold=is_head or is_total)], grey=is_label)
        # Word needs a paragraph behind a table; a low one begins no page of its own.
        behind = self._file.add_paragraph()
        behind._p.style = self._ids[_CELL]
        behind.paragraph_format.line_spacing = Pt(4)

    def content(self) -> bytes:
        """The file. Times of its parts are not those of the machine."""
        written = BytesIO()
        self._file.save(written)
        packed = BytesIO()
        with ZipFile(written) as source, ZipFile(packed, "w", ZIP_DEFLATED) as target:
            for name in source.namelist():
                target.writestr(ZipInfo(name), source.read(name), ZIP_DEFLATED)
        return packed.getvalue()


def clean(text: str) -> str:
    """``text`` as it may stand in a file: the signs of our PDFs, with line feeds as the only line ends."""
    return _UNWRITABLE.sub("", _LINE_END.sub("\n", text))


def _write(paragraph: "Paragraph", words: Sequence[Words], *, grey: bool = False) -> None:
    from docx.enum.text import WD_COLOR_INDEX
    from docx.shared import RGBColor

    for one in words:
        run = paragraph.add_run(clean(one.text))
        if one.bold or one.is_gap:
            run.bold = True
        if one.is_gap:
            run.font.highlight_color = WD_COLOR_INDEX.YELLOW
        if grey:
            run.font.color.rgb = RGBColor.from_string(_GREY)
