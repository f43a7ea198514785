"""Traditional Chinese is made from the simplified, and everything it says can be drawn and read."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from reportlab.pdfbase import pdfmetrics

from workbench.documents.fonts import BOLD, REGULAR, load_fonts
from workbench.domain.import_columns import COLUMNS
from workbench.domain.import_words import choice_of, roles_of, support_of, yes_no_of
from workbench.domain.imports import ImportKind, header_factor, header_key
from workbench.exchange.column_mapping import map_columns
from workbench.exchange.values import fen_of
from workbench.foundation import i18n
from workbench.foundation.han import simplified

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def making() -> ModuleType:
    spec = importlib.util.spec_from_file_location(
        "make_traditional", ROOT / "scripts" / "make_traditional.py"
    )
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_catalogue_is_what_the_script_makes_of_the_simplified_one(making: ModuleType) -> None:
    made = {(one.context, one.id): one.string for one in making.catalogue() if one.id}
    stored = {(one.context, one.id): one.string for one in making.read("zh_TW") if one.id}
    assert stored == made
    compiled = ROOT / "resources" / "i18n" / "zh_TW" / "LC_MESSAGES" / "workbench.mo"
    assert compiled.read_bytes() == making.compiled(making.read("zh_TW"))


def test_the_help_is_what_the_script_makes_of_the_simplified_one(making: ModuleType) -> None:
    pages = making.help_pages()
    assert {path: path.read_text("utf-8") for path in pages} == pages
    assert set((making.HELP / "zh_TW").glob("*.md")) == set(pages)


def test_our_own_words_win_over_the_converter(making: ModuleType) -> None:
    assert making.traditional("合同和投诉：“文件”的类型") == "合約和客訴：「檔案」的類型"


def test_no_simplified_character_is_left(making: ModuleType) -> None:
    # Characters that are simplified and nothing else: each has a traditional one that is another.
    pairs = (ROOT / "resources" / "characters" / "simplified.txt").read_text("utf-8").split()
    both = set("里后只面干系制复发丑了仆价伙伯余佣借克党冬几划划千卜占卷厂厘厨叶台吁合吊同向吨周咸哄回困准游")
    only = {pair[1] for pair in pairs} - {pair[0] for pair in pairs} - both
    said = {
        sign
        for one in making.read("zh_TW")
        if one.id
        for text in (one.string if isinstance(one.string, tuple) else (one.string,))
        for sign in text
    }
    assert {sign for sign in said & only if making.traditional(sign) != sign} - set("简体") == set()


def test_both_printed_faces_have_every_character(making: ModuleType) -> None:
    load_fonts()
    said = {sign for one in making.read("zh_TW") if one.id for text in one.string for sign in text}
    rows = ((high, low) for high in range(0xA4, 0xFA) for low in (*range(0x40, 0x7F), *range(0xA1, 0xFF)))
    big5 = {bytes(row).decode("big5", "ignore") for row in rows} - {""}
    for face in (REGULAR, BOLD):
        glyphs = pdfmetrics.getFont(face).face.charToGlyph
        assert {sign for sign in (said | big5) if sign.isprintable() and ord(sign[0]) not in glyphs} == set()


@pytest.mark.parametrize("kind", ImportKind)
def test_a_sheet_with_traditional_headings_is_read(kind: ImportKind) -> None:
    if kind not in COLUMNS:
        return
    with i18n.use_language("zh_TW"):
        headings = [i18n.in_this_writing(column.chinese) for column in COLUMNS[kind]]
    mapping = map_columns(kind, headings)
    assert mapping.unknown == ()
    assert set(mapping.columns) == {column.field for column in COLUMNS[kind]}


@pytest.mark.parametrize("code", list(i18n.LANGUAGES))
def test_what_a_fixed_value_is_called_is_read_as_that_value(code: str) -> None:
    choices = {column.choices for columns in COLUMNS.values() for column in columns if column.choices}
    with i18n.use_language(code):
        called = {(one, member): str(getattr(member, "label", member)) for one in choices for member in one}
    assert {key: choice_of(key[0], label) for key, label in called.items()} == {key: key[1] for key in called}


def test_traditional_values_are_read() -> None:
    assert fen_of("人民幣 1.5 億元") == 15_000_000_000
    assert header_factor("金額（萬元）") == 10_000
    assert header_key("客戶名稱") == header_key("客户名称")
    assert support_of("擁護者") == 2
    assert yes_no_of("無") is False
    assert [role.value for role in roles_of("經濟型、內線") or ()] == ["economic", "coach"]


def test_data_that_comes_with_the_program_is_written_as_the_language_is() -> None:
    assert i18n.in_this_writing("国庆节") == "国庆节"
    with i18n.use_language("zh_TW"):
        assert i18n.in_this_writing("国庆节") == "國慶節"
        assert i18n.in_this_writing("张蔚") == "张蔚"
    assert simplified(i18n.in_traditional("客户名称")) == "客户名称"
