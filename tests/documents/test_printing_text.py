"""Whatever a user typed prints as text (quality: Paper; Bad input: Text)."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.documents.reading import pages_text, squeezed, whole_text
from workbench.documents.base import Furniture, build
from workbench.documents.fonts import BOLD, MISSING, REGULAR, char_widths, printable, text_width
from workbench.documents.paragraph import Block, Run, Text
from workbench.documents.styles import ACCENT, BODY, CELL, SECOND, TextStyle
from workbench.documents.tables import Column, DataTable
from workbench.domain.papers import PaperSize
from workbench.foundation.i18n import use_language


def furniture(title: str = "A paper") -> Furniture:
    return Furniture(
        title=title,
        author=title,
        subject=title,
        head_left="",
        head_right="",
        foot_left="",
        made_on=date(2026, 11, 17),
        language="en",
        size=PaperSize.A4,
    )


def printed(*blocks: Block) -> bytes:
    return build(blocks, furniture()).content


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox, 3,600 units — “done”.",
        "若 2027 年 3 月底前评审仍未安排，改走分工位小批供货的备选方案（见附件），“目标”相应下调。",
        "Suzhou 苏州 RV-40E 减速机 ≤ 36 s; contact 顾承远 <gu@example.invalid> & 周敏行",
        "繁體中文：濾芯、齒輪箱，價格 ¥1,280.50／臺",
        "Ünïcödé façade Ørsted Ωμγα Привет にほんご カタカナ",
        "<img src='/etc/passwd'/> <b>bold</b> & &amp; </para> <unclosed",
    ],
)
def test_a_text_comes_back_from_the_pdf_as_it_went_in(text: str) -> None:
    page = "Page1of1" + squeezed(text * 6)
    assert whole_text(printed(Text(text * 6, BODY))) == page
    assert whole_text(printed(DataTable([Column("", points=120)], [[text * 6]]))) == page


@pytest.mark.parametrize("width", [60, 130, 400])
@pytest.mark.parametrize("style", [BODY, CELL])
def test_a_text_in_several_weights_and_colours_prints_each_part_once(width: float, style: TextStyle) -> None:
    runs = [
        Run("顾承远", bold=True),
        Run("  总经理（采购、财务），"),
        Run("Supplier since 2017; ", colour=ACCENT),
        Run("下次见面：十二月", bold=True, colour=SECOND),
    ]
    page = whole_text(printed(DataTable([Column("", points=width), Column("")], [[Text(runs, style), ""]])))
    assert page == "Page1of1" + squeezed("".join(run.text for run in runs))


def test_every_naughty_string_prints(shared_data: Path) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text("utf-8"))
    assert len(strings) == 515
    content = printed(DataTable([Column("Text")], [[text] for text in strings]))
    text = whole_text(content)
    for string in strings:
        if string.isascii() and string.isprintable():
            assert squeezed(string) in text


def test_each_naughty_string_prints_as_a_paragraph_and_as_the_pdfs_title(shared_data: Path) -> None:
    strings = json.loads((shared_data / "blns" / "blns.json").read_text("utf-8"))
    build([Text(text, BODY) for text in strings], furniture("".join(strings)))


def test_markup_is_text_and_reaches_no_file(tmp_path: Path) -> None:
    secret = tmp_path / "secret.png"
    secret.write_bytes(b"not for print")
    text = f'<img src="{secret}" width="10" height="10"/>'
    content = printed(Text(text, BODY))
    assert squeezed(text) in whole_text(content)
    assert b"/Subtype /Image" not in content


@pytest.mark.parametrize(
    ("given_text", "shown"),
    [
        ("a\x00b", "ab"),
        ("\ud800 lone", f"{MISSING} lone"),
        ("𠮷野", f"{MISSING}野"),
        ("👍 好", f"{MISSING} 好"),
        ("👩\u200d👧", MISSING * 2),
        ("\u202eevil", "evil"),
        ("e\u0301", "é"),
        ("𝐁𝐨𝐥𝐝", "Bold"),
        ("✔ done", "✓ done"),
        ("Łódź", "Lódz"),
        ("a\r\nb\u2028c", "a\nb\nc"),
        ("tab\there", "tab here"),
    ],
)
def test_what_cannot_be_set_becomes_what_can(given_text: str, shown: str) -> None:
    assert printable(given_text) == shown


@settings(max_examples=200)
@given(st.text(st.characters(), max_size=200))
def test_printable_is_stable_and_never_empty_for_a_visible_text(text: str) -> None:
    once = printable(text)
    assert printable(once) == once
    if any(char.isalnum() for char in text):
        assert once.strip()


@settings(max_examples=25)
@given(st.text(st.characters(), max_size=400))
def test_no_text_stops_the_press(text: str) -> None:
    assert pages_text(
        printed(Text(text, BODY), DataTable([Column(text), Column("")], [[text, Text(text, CELL)]]))
    )


def test_quotation_marks_are_narrow_in_english_and_as_wide_as_a_sign_in_chinese() -> None:
    for font in (REGULAR, BOLD):
        with use_language("en"):
            assert max(char_widths("‘’“”", font, 10)) < 6
            assert text_width("the “Buyer”’s", font, 10) == sum(char_widths("the “Buyer”’s", font, 10))
        with use_language("zh_CN"):
            assert char_widths("“目标”", font, 10) == [10, 10, 10, 10]


def test_the_apostrophe_in_a_latin_word_is_narrow_in_chinese_too() -> None:
    with use_language("zh_CN"):
        assert char_widths("O’Neill’", REGULAR, 10)[1] < 4
        assert char_widths("O’Neill’", REGULAR, 10)[-1] == 10
        text = "由O’Neill与“甲方”签订，’" * 6
        assert whole_text(printed(Text(text, BODY))) == "第1页，共1页" + text
