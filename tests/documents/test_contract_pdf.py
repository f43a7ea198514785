"""A contract as a PDF: every word of every clause, goods over pages, signatures, and what is for us alone."""

import re
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn

from tests.documents.contracts import LONG_EN, LONG_ZH, SAMPLES, TODAY, amended, goods, paper_of
from tests.documents.reading import metadata, outline_titles, page_sizes, pages_text, squeezed, whole_text
from workbench.documents.contract_docx import contract_docx
from workbench.documents.contract_pdf import contract_pdf
from workbench.domain.contract_paper import PaperChange, PaperClause, PaperColumn, PaperParty, PaperTable
from workbench.domain.contract_placeholders import TextPart
from workbench.domain.contract_values import GOODS_MARK
from workbench.domain.contracts import ClauseGroup
from workbench.domain.papers import PaperSize, Profile
from workbench.foundation.i18n import _, use_language

SPICY = '<b>bold</b> & <img src="x"> {{ x }} {% if y %} "quoted" \\n'


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("size", PaperSize)
def test_every_clause_stands_there_word_for_word(name: str, size: PaperSize) -> None:
    paper = paper_of(name)
    made = contract_pdf(paper, paper_size=size)
    text = re.sub(r"第\d+页，共\d+页|Page\d+of\d+", "", whole_text(made.content))
    for clause in paper.clauses:
        assert squeezed(clause.title) in text
        for line in clause.text.replace(GOODS_MARK, "").split("\n"):
            # A line may go on on the next page, behind the foot of this one.
            for piece in re.split(r"[，。；：,.;:]", line):
                assert squeezed(piece) in text
    assert len(set(page_sizes(made.content))) == 1


def test_a_value_prints_literally_and_a_missing_one_is_named() -> None:
    values = {"quality_standard": SPICY}
    labels = (("warranty_months", "质保月数"),)
    text = whole_text(contract_pdf(paper_of(values=values, labels=labels)).content)
    assert squeezed(SPICY) in text
    assert "【质保月数】" in text


def test_forty_lines_of_goods_have_their_head_on_every_page_and_no_row_in_two() -> None:
    pages = pages_text(contract_pdf(paper_of(lines=40)).content)
    with_rows = [page for page in pages if "Bearing" in page]
    assert len(with_rows) > 1
    assert all("Specification" in page for page in with_rows)
    for page in with_rows:
        assert page.count("Bearing") == page.count("×47×14")
    assert "170,400.00" in with_rows[-1]


@pytest.mark.parametrize("name", SAMPLES)
def test_no_page_ends_with_the_head_of_a_clause(name: str) -> None:
    for lines in (0, 5, 9, 14, 23):
        paper = paper_of(name, lines=lines)
        titles = {squeezed(clause.title) for clause in paper.clauses}
        for page in pages_text(contract_pdf(paper).content)[:-1]:
            last = squeezed(page.strip().split("\n")[-1])
            assert not any(last.endswith(title) for title in titles)


def test_pages_are_numbered_bookmarked_and_told_in_the_files_own_facts() -> None:
    made = contract_pdf(paper_of())
    assert f"第1页，共{made.pages}页" in squeezed(pages_text(made.content)[0])
    titles = [title for _level, title in outline_titles(made.content)]
    assert titles[0] == "第一条 合同标的"
    assert len(titles) == len(paper_of().clauses)
    facts = metadata(made.content)
    assert (facts["Title"], facts["Author"]) == ("产品购销合同", "本公司")
    assert contract_pdf(paper_of()).content == made.content


def test_what_is_no_final_text_says_so_on_every_page() -> None:
    pages = pages_text(contract_pdf(paper_of(mark="DRAFT-NOT-APPROVED")).content)
    assert all("DRAFT-NOT-APPROVED" in page for page in pages)
    assert "DRAFT" not in whole_text(contract_pdf(paper_of()).content)


def test_names_of_sixty_characters_stand_whole_beside_their_parts() -> None:
    for long, name in ((LONG_ZH, "zh_dealer"), (LONG_EN, "en_supply")):
        parties = (PaperParty("A", long, long), PaperParty("B", long, "李四"))
        pages = pages_text(contract_pdf(paper_of(name, title=long, parties=parties)).content)
        assert squeezed("".join(pages)).count(squeezed(long)) >= 5
        # Both sides sign on one page.
        signing = squeezed(pages[-1])
        assert signing.count(squeezed(long)) == 3
        assert "李四" in signing


def test_amendments_are_told_with_the_text_before_and_our_reason_stays_here() -> None:
    change = PaperChange("付款期限", "三十日内付清", "四十五日内付清 <b>")
    annex = (PaperTable("Checklist", (PaperColumn("What"),), (("Deliver",),)),)
    paper = paper_of(amendments=(amended([change]),), annex=annex)
    ours = whole_text(contract_pdf(paper, profile=Profile.INTERNAL).content)
    theirs = whole_text(contract_pdf(paper, profile=Profile.CUSTOMER).content)
    for text in (ours, theirs):
        assert "三十日内付清" in text
        assert "四十五日内付清<b>" in text
        assert str(TODAY.year) in text
    assert "<reason>" in ours
    assert "Deliver" in ours
    assert "<reason>" not in theirs
    assert "Deliver" not in theirs


def test_goods_without_a_place_in_the_text_follow_the_clauses() -> None:
    values = {"goods": "see below"}
    paper = paper_of(values=values, goods=goods(2))
    pages = pages_text(contract_pdf(paper).content)
    assert "Bearing 001" not in pages[0]
    assert "Bearing 001" in pages[-1] + pages[-2]


def test_what_stands_beside_the_table_of_goods_in_its_line_is_not_lost() -> None:
    text = f"商品如下：{GOODS_MARK}（以下简称商品）\n\n{GOODS_MARK}\n完"
    clause = PaperClause(ClauseGroup.SUBJECT, 1, "标的", (TextPart(text),))
    assert [len(line) for line in clause.lines()] == [1, 1, 1, 0, 1, 1]
    paper = paper_of(clauses=(clause,), lines=1)
    for told in (whole_text(contract_pdf(paper).content), squeezed(_word_text(contract_docx(paper)))):
        assert told.index("商品如下：") < told.index("Bearing001") < told.index("（以下简称商品）")


def test_a_contract_whose_text_is_elsewhere_says_so_and_has_nothing_to_sign() -> None:
    paper = paper_of(clauses=(), lines=0)
    for told in (whole_text(contract_pdf(paper).content), squeezed(_word_text(contract_docx(paper)))):
        with use_language("zh_CN"):
            assert squeezed(_("This contract has no text of its own here.")) in told
            assert squeezed(_("Signatures of the parties")) not in told


@pytest.mark.parametrize("size", PaperSize)
def test_no_page_to_be_signed_is_without_a_word_of_the_text(size: PaperSize) -> None:
    body = "".join(f"第{n}款。\n" for n in range(60))
    for length in range(24, 60, 3):
        text = body[: body.index(f"第{length}款")] + "末款。"
        clause = PaperClause(ClauseGroup.SIGNATURE, 1, "签订", (TextPart(text),))
        pages = pages_text(contract_pdf(paper_of(clauses=(clause,), lines=0), paper_size=size).content)
        assert "末款。" in squeezed(pages[-1])
        assert "张三" in pages[-1]
    long = PaperClause(ClauseGroup.SIGNATURE, 1, "签订", (TextPart("很长的条款。" * 2000),))
    assert len(pages_text(contract_pdf(paper_of(clauses=(long,), lines=0), paper_size=size).content)) > 5


def _word_text(content: bytes) -> str:
    body = docx.Document(BytesIO(content)).element
    return "".join(part.text or "" for part in body.iter(qn("w:t")))
