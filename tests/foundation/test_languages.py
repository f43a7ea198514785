"""Texts, dates, numbers and money in both languages."""

import ast
import importlib.util
import re
from datetime import date
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from workbench.foundation import i18n

ROOT = Path(__file__).resolve().parents[2]
PLACEHOLDER = re.compile(r"{[^}]*}")
_FAULTS = {
    "a space at an end": r"^ | $",
    "two spaces": r"[\u4e00-\u9fff]  +[\u4e00-\u9fff]",
    "a mnemonic": r"&[A-Za-z]",
    "half-width punctuation in Chinese": r"[\u4e00-\u9fff][,;:?!](?=[\u4e00-\u9fff]|$)",
    "half-width brackets round Chinese": r"\([\u4e00-\u9fff]+\)",
    "three dots": r"\.\.\.|…\.|。。",
    "a full stop after a half-width one": r"[\u4e00-\u9fff]\.$",
}
# What mainland and Taiwanese readers would take for another program's words, or another language's.
_NEVER_SAID = {
    "zh_CN": ("你", "帐号", "帐款", "登陆", "其它", "缺省", "撤消", "点击点击", "彻底删除", "单击", "回车"),
    "zh_TW": (
        *(
            "軟件",
            "打印",
            "默認",
            "鼠標",
            "屏幕",
            "網絡",
            "信息",
            "質量",
            "合同",
            "文檔",
            "數據",
            "程序",
            "字節",
        ),
        *(
            "視圖",
            "保存",
            "導入",
            "導出",
            "粘貼",
            "搜索",
            "賬",
            "鏈接",
            "型別",
            "程式碼",
            "稽核",
            "隻存",
            "U 盤",
        ),
        *("“", "”", "字節", "U 盤", "计", "个", "户"),
    ),
}


@pytest.fixture(scope="module")
def translations() -> ModuleType:
    spec = importlib.util.spec_from_file_location("translations", ROOT / "scripts" / "translations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    # Reading all the program takes seconds, and it stays as it is.
    module.__dict__["extract"] = cache(module.__dict__["extract"])
    return module


def test_every_text_of_the_program_is_translated(translations: ModuleType) -> None:
    assert translations.problems("zh_CN") == []


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
def test_a_translation_keeps_the_placeholders_of_its_text(translations: ModuleType, code: str) -> None:
    for message in translations.read(code):
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(PLACEHOLDER.findall(ids[-1]))
        for string in strings:
            assert set(PLACEHOLDER.findall(string)) == wanted, message.id


@pytest.mark.parametrize("code", ["zh_CN", "zh_TW"])
def test_a_translation_begins_ends_and_is_typeset_as_chinese_is(translations: ModuleType, code: str) -> None:
    found = [
        (message.id, fault)
        for message in translations.read(code)
        if message.id and message.string
        for string in (message.string if isinstance(message.string, tuple) else (message.string,))
        for fault, pattern in _FAULTS.items()
        if string and re.search(pattern, string)
    ]
    assert found == []


@pytest.mark.parametrize("code", list(_NEVER_SAID))
def test_words_that_the_field_does_not_use_occur_nowhere(translations: ModuleType, code: str) -> None:
    found = [
        (word, message.id)
        for message in translations.read(code)
        if message.id
        for word in _NEVER_SAID[code]
        if word in "".join(message.string)
    ]
    assert found == []


def test_no_text_to_translate_hides_inside_a_formatted_one(translations: ModuleType) -> None:
    """Python 3.11 gives what stands in an f-string to nobody who reads its tokens."""
    known = {message.id for message in translations.extract()}
    hidden = [
        (path.name, call.args[0].value)
        for path in (ROOT / "workbench").rglob("*.py")
        for text in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "_"
        if isinstance(call.args[0], ast.Constant) and call.args[0].value not in known
    ]
    assert hidden == []


def test_the_compiled_catalogue_is_made_from_the_readable_one(translations: ModuleType) -> None:
    stored = ROOT / "resources" / "i18n" / "zh_CN" / "LC_MESSAGES" / "workbench.mo"
    assert stored.read_bytes() == translations.compiled(translations.read("zh_CN"))


def test_a_language_can_be_spoken_for_a_while() -> None:
    with i18n.use_language("zh_CN"):
        assert i18n.is_chinese()
    assert not i18n.is_chinese()


@pytest.mark.parametrize(
    ("system", "spoken"),
    [
        ("zh_CN.UTF-8", "zh_CN"),
        ("zh_SG", "zh_CN"),
        ("zh_Hans_HK", "zh_CN"),
        ("Chinese (Simplified)_China.936", "zh_CN"),
        ("zh_TW.UTF-8", "zh_TW"),
        ("zh_HK", "zh_TW"),
        ("zh-Hant", "zh_TW"),
        ("Chinese (Traditional)_Taiwan.950", "zh_TW"),
        ("de_DE.UTF-8", "en"),
        ("C", "en"),
    ],
)
def test_the_language_of_the_system_is_spoken_where_we_have_it(
    monkeypatch: pytest.MonkeyPatch, system: str, spoken: str
) -> None:
    monkeypatch.setenv("LC_ALL", system)
    assert i18n.system_language() == spoken


def test_an_unknown_language_falls_back_to_english() -> None:
    i18n.set_language("xx")
    assert i18n.language() == "en"


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", ("25 Nov 2026", "25 Nov", "November 2026", "Wed")),
        ("zh_CN", ("2026年11月25日", "11-25", "2026年11月", "周三")),
        ("zh_TW", ("2026年11月25日", "11-25", "2026年11月", "週三")),
    ],
)
def test_dates_read_as_people_write_them(language: str, expected: tuple[str, str, str, str]) -> None:
    day = date(2026, 11, 25)
    with i18n.use_language(language):
        assert (
            i18n.format_date(day),
            i18n.format_short_date(day),
            i18n.format_month(day),
            i18n.weekday_name(day),
        ) == expected


@pytest.mark.parametrize(
    ("language", "fen", "expected"),
    [
        ("zh_CN", 2_846_000_000, "2,846 万"),
        ("zh_CN", 12_345_600, "12.3 万"),
        ("zh_CN", 1_500_000_000_00, "15 亿"),
        ("zh_CN", -2_846_000_000, "-2,846 万"),
        ("zh_CN", 99_900, "999"),
        ("zh_TW", 2_846_000_000, "2,846 萬"),
        ("zh_TW", 1_500_000_000_00, "15 億"),
        ("en", 2_846_000_000, "28.5 M"),
        ("en", 400_000_000, "4 M"),
        ("en", 0, "0"),
    ],
)
def test_long_money_is_shortened_in_the_units_of_the_language(language: str, fen: int, expected: str) -> None:
    with i18n.use_language(language):
        assert i18n.format_money(fen, short=True) == expected


def test_exact_money_keeps_every_fen() -> None:
    assert i18n.format_money(123_456_789_01) == "CNY 123,456,789.01"
    with i18n.use_language("zh_CN"):
        assert i18n.format_money(123_456_789_01) == "¥123,456,789.01"


def test_percentages_come_from_basis_points() -> None:
    assert i18n.format_percent_bp(5800) == "58%"
    assert i18n.format_percent_bp(5825, digits=1) == "58.2%"


def test_commas_colons_and_brackets_are_those_of_the_language() -> None:
    assert i18n.clauses("call", "", "4 days late") == "call, 4 days late"
    assert i18n.labelled("Sales", "5") == "Sales: 5"
    assert i18n.bracketed("Lin", "CTO") == "Lin (CTO)"
    with i18n.use_language("zh_CN"):
        assert i18n.clauses("电话", "逾期 4 天") == "电话，逾期 4 天"
        assert i18n.labelled("销售", "5") == "销售：5"
        assert i18n.bracketed("林致远", "技术总监") == "林致远（技术总监）"
        assert i18n.bracketed("林致远", "") == "林致远"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (0, "0 KB"),
        (1, "1 KB"),
        (120_400, "121 KB"),
        (999_999, "1,000 KB"),
        (1_240_000, "1.2 MB"),
        (120_400_000, "120 MB"),
    ],
)
def test_sizes_of_files_are_written_in_one_way(size: int, text: str) -> None:
    assert i18n.format_size(size) == text
