"""Pages as they leave the press: heads, feet, headers that repeat, whole rows, facts of the PDF."""

import subprocess
from datetime import date
from pathlib import Path

import pytest

from tests.documents.reading import metadata, outline_titles, page_sizes, pages_text, squeezed
from workbench.documents.base import Furniture, build
from workbench.documents.layout import Together
from workbench.documents.outline import Contents, Heading, Outline
from workbench.documents.paragraph import Text
from workbench.documents.styles import BODY
from workbench.documents.tables import Column, DataTable
from workbench.domain.papers import PaperSize


def furniture(size: PaperSize = PaperSize.A4) -> Furniture:
    return Furniture(
        title="澜川精密 <plan>",
        author="张蔚",
        subject="Account plan",
        head_left="head",
        head_right="Internal",
        foot_left="foot",
        made_on=date(2026, 11, 17),
        language="zh_CN",
        size=size,
    )


def long_table(rows: int, text: str = "cell {row}") -> DataTable:
    return DataTable(
        [Column("Header one"), Column("Header two", right=True)],
        [(text.format(row=row), f"value {row}") for row in range(rows)],
        total=("Sum", "value sum"),
    )


def test_every_page_says_which_of_how_many_it_is() -> None:
    paper = build([long_table(60)], furniture())
    texts = pages_text(paper.content)
    assert paper.pages == len(texts) == 2
    for number, text in enumerate(texts, 1):
        assert f"Page {number} of 2" in text
        assert "head" in text
        assert "Internal" in text
        assert "foot" in text


@pytest.mark.parametrize("size", list(PaperSize))
def test_the_header_of_a_long_table_repeats_and_no_row_is_lost(size: PaperSize) -> None:
    texts = pages_text(build([long_table(60)], furniture(size)).content)
    assert all(text.count("Header one") == 1 for text in texts)
    rows = [line for text in texts for line in text.splitlines() if line.startswith("cell ")]
    assert [line.split()[1] for line in rows] == [str(row) for row in range(60)]


@pytest.mark.parametrize("rows", range(27, 38))
def test_neither_a_header_nor_a_total_stands_alone(rows: int) -> None:
    texts = pages_text(build([long_table(rows)], furniture()).content)
    for text in texts:
        assert not ("Header one" in text and "cell" not in text)
        assert not ("Sum" in text and "cell" not in text)


def test_a_row_that_fits_a_page_stays_whole_and_a_taller_one_goes_on() -> None:
    part = "十二个字的一行文字共四页，" * 40
    table = DataTable([Column("a"), Column("b")], [(f"begin{n}{part}end{n}", "x") for n in range(9)])
    for text in pages_text(build([table], furniture()).content):
        for row in range(9):
            assert (f"begin{row}" in text) == (f"end{row}" in text)
    tall = DataTable([Column("a"), Column("b")], [("一二三四五六七八九十" * 900 + "end", "x")])
    paper = build([tall], furniture())
    assert paper.pages > 2
    assert "end" in pages_text(paper.content)[-1]
    assert squeezed("".join(pages_text(paper.content))).count("一二三四五六七八九十") >= 890


def test_a_heading_stays_with_what_follows_it() -> None:
    for rows in range(20, 36):
        outline = Outline()
        heading = Heading(outline.add("Lonely heading", 0))
        blocks = [long_table(rows), Together([heading, Text("lead", BODY), long_table(5, "after {row}")])]
        for text in pages_text(build(blocks, furniture(), outline).content):
            if "Lonely heading" in text:
                assert "after 0" in text


def test_the_outline_and_the_contents_name_the_pages_of_the_headings() -> None:
    outline = Outline()
    contents = Contents(outline)
    blocks = [contents]
    for number in range(3):
        section = Heading(outline.add(f"部分 {number}", 0))
        part = Heading(outline.add(f"小节 {number}", 1))
        blocks += [Together([section, long_table(40)]), Together([part, Text("text", BODY)])]
    paper = build(blocks, furniture(), outline)
    texts = pages_text(paper.content)
    assert outline_titles(paper.content) == [
        (level, f"{number}{'' if level == 0 else '.1'}  {name} {number - 1}")
        for number in (1, 2, 3)
        for level, name in enumerate(("部分", "小节"))
    ]
    assert [entry.number for entry in outline.entries] == ["1", "1.1", "2", "2.1", "3", "3.1"]
    for entry in outline.entries:
        assert f"{entry.number} {entry.title} {entry.page} " in " ".join(texts[0].split())
        assert entry.title in texts[entry.page - 1]


def test_the_pdf_knows_its_title_author_subject_and_day() -> None:
    facts = metadata(build([Text("x", BODY)], furniture()).content)
    assert facts["Title"] == "澜川精密 <plan>"
    assert facts["Author"] == "张蔚"
    assert facts["Subject"] == "Account plan"
    assert facts["CreationDate"].startswith("D:20261117")


def test_the_same_blocks_make_the_same_bytes() -> None:
    assert build([long_table(9)], furniture()).content == build([long_table(9)], furniture()).content


def test_the_sheet_is_the_one_asked_for() -> None:
    assert page_sizes(build([Text("x", BODY)], furniture(PaperSize.A4)).content) == [(595, 842)]
    assert page_sizes(build([Text("x", BODY)], furniture(PaperSize.LETTER)).content) == [(612, 792)]


def test_only_the_bundled_faces_are_used_and_both_are_embedded(tmp_path: Path) -> None:
    file = tmp_path / "paper.pdf"
    file.write_bytes(build([long_table(4)], furniture()).content)
    try:
        listing = subprocess.run(["pdffonts", file], capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        pytest.skip("pdffonts is not installed")
    fonts = listing.splitlines()[2:]
    assert {line.split()[0].split("+")[1] for line in fonts} == {"NotoSansSC-Regular", "NotoSansSC-Bold"}
    assert all(line.split()[-5:-2] == ["yes", "yes", "yes"] for line in fonts)
