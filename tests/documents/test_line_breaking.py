"""Lines of Chinese, Latin and mixed text end where they may (quality: Paper)."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.documents.fonts import REGULAR, char_widths, load_fonts, printable, text_width
from workbench.documents.line_breaking import break_lines

NO_START = "，。；：？！”》）」、%,.)"
NO_END = "（“《「‘([￥"

load_fonts()


def lines_of(text: str, width: float) -> list[str]:
    widths = char_widths(text, REGULAR, 10)
    return [text[line.start : line.end] for line in break_lines(text, widths, width)]


_words = st.one_of(
    st.text("客户计划销售拜访承诺的产品线二期", min_size=1, max_size=12),
    st.sampled_from(["RV-40E", "key", "account", "48", "3,600", "plan", "ERP", "a", "II", "½"]),
)
_closing = st.sampled_from(
    ["，", "。", "；", "：", "？", "！", "”", "》", "）", "」", "、", "%", ",", ".", ")", ""]
)
_opening = st.sampled_from(["（", "“", "《", "「", "‘", "(", "[", "￥", ""])


@st.composite
def prose(draw: st.DrawFn) -> str:
    """Believable mixed text: words in brackets and quotes, each followed by at most two closing marks."""
    pieces = [
        draw(_opening) + draw(_words) + draw(_closing) + draw(_closing) + draw(st.sampled_from(["", " "]))
        for _ in range(draw(st.integers(1, 40)))
    ]
    return "".join(pieces)


@given(prose(), st.floats(180, 500))
def test_no_line_starts_with_a_closing_mark_or_ends_with_an_opening_one(text: str, width: float) -> None:
    lines = lines_of(text, width)
    assert not [line for line in lines[1:] if line and line[0] in NO_START]
    assert not [line for line in lines[:-1] if line and line[-1] in NO_END]


@given(st.text(max_size=300), st.floats(1, 400))
def test_no_text_is_lost_or_added_whatever_it_holds(text: str, width: float) -> None:
    text = printable(text)
    assert re.sub(r"\s", "", "".join(lines_of(text, width))) == re.sub(r"\s", "", text)


@given(prose(), st.floats(40, 400))
def test_no_line_is_wider_than_the_column(text: str, width: float) -> None:
    for line in lines_of(text, width):
        assert text_width(line, REGULAR, 10) <= width + 0.01


@given(
    st.lists(st.sampled_from(["workbench", "RV-40E", "36", "¥1,280.50", "GB/T"]), min_size=1),
    st.floats(90, 300),
)
def test_a_latin_word_that_fits_a_line_is_never_broken_inside(words: list[str], width: float) -> None:
    text = "的".join(words)
    for word in words:
        assert "".join(lines_of(text, width)).count(word) >= 1
    glued = "\n".join(lines_of(text, width))
    assert sum(glued.count(word) for word in set(words)) >= len(words)


@pytest.mark.parametrize("mark", "，：；？！”》、。）%")
def test_a_mark_that_just_does_not_fit_takes_the_character_before_it_along(mark: str) -> None:
    text = "一二三四五" + mark + "六"
    assert lines_of(text, 50.0)[0] == "一二三四"
    assert lines_of(text, 50.0)[1] == "五" + mark + "六"


def test_a_word_wider_than_the_line_is_broken_rather_than_cut_off() -> None:
    assert (
        "".join(lines_of("https://example.invalid/" + "x" * 200, 100))
        == "https://example.invalid/" + "x" * 200
    )


def test_line_feeds_are_kept_also_empty_lines() -> None:
    assert lines_of("一\n\n二", 100) == ["一", "", "二"]


def test_a_dash_of_two_signs_is_not_torn_apart() -> None:
    for width in range(30, 120, 5):
        assert not [
            line
            for line in lines_of("结论——先做联合测试——再谈价格", width)
            if line.endswith("—") and not line.endswith("——")
        ]
