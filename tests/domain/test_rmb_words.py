"""人民币大写: amounts in words, read back, and against another program."""

import cn2an
import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.amount_words import amount_words
from workbench.domain.rmb_words import LARGEST_FEN, amounts_in_words, rmb_fen, rmb_words

EXAMPLES = {
    0: "零元整",
    5: "伍分",
    50: "伍角整",
    100: "壹元整",
    1_005: "壹拾元零伍分",
    32_504: "叁佰贰拾伍元零肆分",
    123_456_789: "壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分",
    1_234_567_890: "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌元玖角整",
    1_640_902: "壹万陆仟肆佰零玖元零贰分",
    10_000_000_100: "壹亿零壹元整",
    100_000_000: "壹佰万元整",
    120_000_000_000_000: "壹万贰仟亿元整",
    LARGEST_FEN: "壹佰万亿元整",
    -12_345: "负壹佰贰拾叁元肆角伍分",
}
# Sums of amounts of every size, many zeros among their digits.
amounts = st.builds(
    lambda number, size, tail: number * 10**size + tail,
    st.integers(0, 9_999),
    st.integers(0, 12),
    st.integers(0, 999),
).filter(lambda fen: fen <= LARGEST_FEN) | st.integers(-LARGEST_FEN, LARGEST_FEN)


@pytest.mark.parametrize(("fen", "words"), EXAMPLES.items())
def test_amounts_are_written_as_banks_write_them(fen: int, words: str) -> None:
    assert rmb_words(fen) == words
    assert rmb_fen(words) == fen


@given(amounts)
def test_words_are_read_back_as_the_same_amount(fen: int) -> None:
    assert rmb_fen(rmb_words(fen)) == fen
    assert [one[0] for one in amounts_in_words(rmb_words(abs(fen)))] in ([], [rmb_words(abs(fen))])


@given(amounts.filter(lambda fen: 0 < fen < 10**13))
def test_another_program_writes_the_same(fen: int) -> None:
    # It writes no 整 behind jiao, where it may stand or not.
    other = cn2an.an2cn(f"{fen // 100}.{fen % 100:02}", "rmb")
    assert rmb_words(fen).removesuffix("整") == other.removesuffix("整")


@pytest.mark.parametrize(
    ("words", "fen"),
    {
        "人民币 壹拾万元正": 10_000_000,
        "人民幣貳拾參萬陸仟億圓整": 23_6000_0000_0000_00,
        "拾万圆整": 10_000_000,
        "壹拾万柒仟元零伍角叁分": 10_700_053,
        "壹拾万零柒仟元伍角叁分": 10_700_053,
        "一百二十三元": 12_300,
        "貳佰叁拾元": 23_000,
        "壹佰零伍元零角伍分": 10_505,
    }.items(),
)
def test_what_people_write_otherwise_is_understood(words: str, fen: int) -> None:
    assert rmb_fen(words) == fen


@pytest.mark.parametrize(
    "words",
    ["", "元整", "壹", "壹贰元", "佰万元壹", "壹拾佰元", "one", "整", "壹元贰元", "万亿", "贰佰叁佰元"],
)
def test_what_is_no_amount_says_none(words: str) -> None:
    assert rmb_fen(words) is None


@given(st.text("零壹贰玖拾佰仟万亿元角分整负", max_size=12))
def test_reading_never_fails(words: str) -> None:
    fen = rmb_fen(words)
    assert fen is None or rmb_fen(rmb_words(fen)) == fen


@given(amounts)
def test_traditional_words_say_the_same_amount(fen: int) -> None:
    words = rmb_words(fen, traditional=True)
    assert rmb_fen(words) == fen
    assert not set(words) & set("贰叁陆万亿负")


def test_beyond_the_largest_amount_there_are_no_words() -> None:
    assert rmb_fen("仟万亿元") is None
    with pytest.raises(ValueError, match=str(LARGEST_FEN + 1)):
        rmb_words(LARGEST_FEN + 1)


@pytest.mark.parametrize(
    ("fen", "words"),
    {
        0: "Renminbi zero yuan only",
        123_400: "Renminbi one thousand two hundred and thirty-four yuan only",
        -705: "Renminbi minus seven yuan and five fen only",
        LARGEST_FEN: "Renminbi one hundred trillion yuan only",
    }.items(),
)
def test_an_english_contract_has_english_words(fen: int, words: str) -> None:
    assert amount_words(fen, "CNY", "en") == words


def test_other_currencies_have_no_words() -> None:
    assert amount_words(100, "USD", "zh_CN") == ""
