"""Parts of Word documents that python-docx has no name for."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from docx.text.paragraph import Paragraph


def add_field(paragraph: "Paragraph", name: str) -> None:
    """A field that Word works out, such as ``PAGE``."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "separate", "shown", "end"):
        run = paragraph.add_run("1" if kind == "shown" else "")
        if kind == "":
            code = OxmlElement("w:instrText")
            code.set(qn("xml:space"), "preserve")
            code.text = f" {name} "
            run._r.append(code)
        elif kind != "shown":
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
            run._r.append(mark)


def narrow_cells(table: Any) -> None:
    """Leave a millimetre beside the text of each cell."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "70")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    # The order of these is fixed: Word takes a file for damaged where it is not kept.
    look = table._tbl.tblPr.find(qn("w:tblLook"))
    look.addprevious(margins)


def shape_row(row: Any, *, is_head: bool, tall: bool) -> None:
    """Keep a row on one page; ``tall`` leaves room to write, a head stands again on each page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shape = row.get_or_add_trPr()
    shape.append(OxmlElement("w:cantSplit"))
    if tall:
        height = OxmlElement("w:trHeight")
        height.set(qn("w:val"), "680")
        height.set(qn("w:hRule"), "atLeast")
        shape.append(height)
    if is_head:
        shape.append(OxmlElement("w:tblHeader"))


def paragraph_of(cell: Any, table: Any) -> "Paragraph":
    """The paragraph that an empty cell has."""
    from docx.text.paragraph import Paragraph

    return Paragraph(cell.p_lst[0], table)
