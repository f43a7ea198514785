"""A contract as a Word document: real styles, a table whose head repeats, fields, nothing from outside."""

import shutil
import subprocess
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.oxml.ns import qn

from tests.documents.contracts import SAMPLES, TODAY, amended, paper_of
from tests.documents.reading import squeezed, whole_text
from workbench.documents.contract_docx import contract_docx
from workbench.domain.contract_paper import ContractPaper, PaperChange, PaperColumn, PaperTable
from workbench.domain.contract_values import GOODS_MARK
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.i18n import _, use_language
from workbench.foundation.paths import resources_dir

SPICY = '<b>bold</b> & <img src="x"> {{ x }} {% if y %} ]]>'


def opened(paper: ContractPaper, **how: Any) -> Any:
    """The document, read back."""
    return docx.Document(BytesIO(contract_docx(paper, **how)))


def text_of(file: Any) -> str:
    """All its text, squeezed."""
    return squeezed("".join(part.text or "" for part in file.element.iter(qn("w:t"))))


@pytest.mark.parametrize("name", SAMPLES)
def test_every_clause_stands_there_word_for_word_in_its_style(name: str) -> None:
    paper = paper_of(name)
    file = opened(paper)
    text = text_of(file)
    for clause in paper.clauses:
        for line in clause.text.replace(GOODS_MARK, "").split("\n"):
            assert squeezed(line) in text
    heads = [one.text for one in file.paragraphs if one.style.name == "Heading 1"]
    assert len(heads) == len(paper.clauses)
    assert heads[1].endswith(paper.clauses[1].title)
    assert [one.text for one in file.paragraphs if one.style.name == "Title"] == [paper.title]


def test_goods_are_a_table_whose_head_repeats_and_whose_rows_stay_whole() -> None:
    table = opened(paper_of(lines=40)).tables[1]
    assert len(table.rows) == 42
    marks = [[one.tag for one in row._tr.trPr] for row in table.rows]
    assert qn("w:tblHeader") in marks[0]
    assert all(qn("w:cantSplit") in one for one in marks)
    assert not any(qn("w:tblHeader") in one for one in marks[1:])


def test_both_sides_sign_on_one_page() -> None:
    table = opened(paper_of()).tables[-1]
    assert len(list(table._tbl.iter(qn("w:vAlign")))) == len(table.rows) * len(table.columns)
    keeps = [cell.paragraphs[0].paragraph_format.keep_with_next for row in table.rows for cell in row.cells]
    assert all(keeps[:-3])
    assert not any(keeps[-3:])


def test_head_and_foot_bear_number_mark_and_pages_as_fields() -> None:
    section = opened(paper_of(mark="DRAFT", is_sample=True)).sections[0]
    head = [one.text for one in section.header.paragraphs]
    with use_language("zh_CN"):
        assert head == ["DRAFT · " + _("Sample, needs legal review"), "产品购销合同\tHT-2026-0117"]
    foot = section.footer.paragraphs[0]
    codes = [one.text.strip() for one in foot._p.iter(qn("w:instrText"))]
    assert codes == ["PAGE", "NUMPAGES"]
    assert "第 1 页，共 1 页" in foot.text


def test_faces_language_sheet_and_facts_are_set() -> None:
    file = opened(paper_of(), paper_size=PaperSize.LETTER)
    faces = file.styles["Body Text"].element.rPr.rFonts
    assert faces.get(qn("w:eastAsia")) == "SimSun"
    assert faces.get(qn("w:eastAsiaTheme")) is None
    spoken = next(file.styles.element.iter(qn("w:lang")))
    assert spoken.get(qn("w:eastAsia")) == "zh-CN"
    assert round(file.sections[0].page_width.mm) == 216
    facts = file.core_properties
    assert (facts.title, facts.author, facts.language) == ("产品购销合同", "本公司", "zh-CN")
    assert facts.created.date() == TODAY


def test_nothing_outside_is_referred_to_and_the_same_paper_makes_the_same_bytes() -> None:
    content = contract_docx(paper_of())
    assert content == contract_docx(paper_of())
    with ZipFile(BytesIO(content)) as parts:
        for name in parts.namelist():
            assert b'TargetMode="External"' not in parts.read(name)
            assert "thumbnail" not in name


def test_a_missing_value_is_named_and_highlighted() -> None:
    file = opened(paper_of(values={}, labels=(("warranty_months", "质保月数"),)))
    runs = [run for one in file.paragraphs for run in one.runs if run.font.highlight_color]
    assert "【质保月数】" in [run.text for run in runs]


def test_markup_prints_literally_and_what_no_file_can_hold_is_left_out() -> None:
    values = {"quality_standard": SPICY, "warranty_months": "a\x00b\x0bc\ud800d\ufffee"}
    file = opened(paper_of(values=values, title="x" * 300, number="\x01"))
    text = text_of(file)
    assert squeezed(SPICY) in text
    assert "abcde" in text


def test_what_is_for_us_alone_is_not_in_the_customers_copy() -> None:
    annex = (PaperTable("Checklist", (PaperColumn("What"),), (("Deliver",),)),)
    amendment = amended([PaperChange("付款期限", "三十日", "四十五日")])
    paper = paper_of(amendments=(amendment,), annex=annex)
    ours = text_of(opened(paper))
    theirs = text_of(opened(paper, profile=Profile.CUSTOMER))
    assert "四十五日" in theirs
    for told in ("Deliver", "<reason>"):
        assert told in ours
        assert told not in theirs


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", SAMPLES)
def test_libreoffice_opens_it_and_loses_nothing(name: str, tmp_path: Path) -> None:
    paper = paper_of(name, lines=40, amendments=(amended([PaperChange("付款期限", "三十日", "四十五日")]),))
    (tmp_path / "paper.docx").write_bytes(contract_docx(paper))
    fonts = tmp_path / "fonts.conf"
    fonts.write_text(
        f"<fontconfig><dir>{resources_dir() / 'fonts'}</dir><dir>/usr/share/fonts</dir>"
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    for kind, source in (
        ("pdf", "paper.docx"),
        ("odt", "paper.docx"),
        ("txt:Text (encoded):UTF8", "paper.odt"),
    ):
        subprocess.run(
            ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", ".", source],
            cwd=tmp_path,
            env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "FONTCONFIG_FILE": str(fonts)},
            check=True,
            capture_output=True,
            timeout=120,
        )
    printed = whole_text((tmp_path / "paper.pdf").read_bytes())
    kept = squeezed((tmp_path / "paper.txt").read_text(encoding="utf-8"))
    for clause in paper.clauses:
        for line in clause.text.replace(GOODS_MARK, "").split("\n"):
            assert squeezed(line) in kept
            for piece in line.split():
                assert all(part in printed for part in piece.split("，"))
    for at in range(1, 41):
        assert f"Bearing{at:03}" in printed
        assert f"Bearing{at:03}" in kept
    assert "四十五日" in printed


@pytest.mark.parametrize(("name", "hint"), [("zh_sale", "eastAsia"), ("en_supply", None)])
def test_quotation_marks_are_those_of_the_language(name: str, hint: str | None) -> None:
    fonts = opened(paper_of(name)).styles["Body Text"].element.rPr.rFonts
    assert fonts.get(qn("w:hint")) == hint


def test_line_ends_break_a_line_once_and_nothing_turns_the_order_of_signs_round() -> None:
    table = PaperTable("", (PaperColumn("A"),), (("one\r\ntwo\rthree\vfour\x00\u202e5\n6",),))
    cell = opened(paper_of(annex=(table,))).tables[-1].cell(1, 0)
    assert cell.text == "one\ntwo\nthree\nfour5\n6"
