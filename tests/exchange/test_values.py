"""Cells into values: exact, and refused where they could mean two things."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.imports import ProblemCode
from workbench.exchange.spreadsheet_write import safe_text
from workbench.exchange.table import Cell, CellFault
from workbench.exchange.values import (
    BadValue,
    code_of,
    date_of,
    decimal_of,
    fen_of,
    integer_of,
    milli_of,
    ratio_of,
    text_of,
)

FIFTH_OF_MARCH = date(2026, 3, 5)


@pytest.mark.parametrize(
    "cell",
    [
        FIFTH_OF_MARCH,
        datetime(2026, 3, 5, 8, 26),  # noqa: DTZ001  # cells know no zone
        "2026-03-05",
        "2026-3-5",
        "2026/3/5",
        "2026.3.5",
        "2026年3月5日",
        "2026 年 3 月 5 日",
        "2026-03-05 00:00:00.000",
        "2026-03-05T10:00:00Z",
        "2026/3/5 8:26",
        "20260305",
        20260305,
        20260305.0,
        "46086",
        46086,
        46086.75,
        "２０２６－０３－０５",
        "  2026-03-05　",
    ],
)
def test_a_day_is_read_in_all_its_writings(cell: Cell) -> None:
    assert date_of(cell) == FIFTH_OF_MARCH


def test_the_day_may_stand_first_where_it_cannot_be_the_month() -> None:
    assert date_of("31/12/2026") == date(2026, 12, 31)
    assert date_of("12/31/2026") == date(2026, 12, 31)
    assert date_of("13.05.2026") == date(2026, 5, 13)
    assert date_of("5/5/2026") == date(2026, 5, 5)


def test_a_day_that_could_be_two_is_refused_with_both() -> None:
    with pytest.raises(BadValue, match=r"2026-05-06 or 2026-06-05. Write the year first") as caught:
        date_of("05/06/2026")
    assert caught.value.code is ProblemCode.BAD_DATE


def test_serial_numbers_of_old_macs_count_from_1904() -> None:
    assert date_of(44624, uses_1904=True) == FIFTH_OF_MARCH


@pytest.mark.parametrize(
    "cell",
    [
        "26-03-05",
        "2026-02-30",
        "1999",
        1999,
        0,
        -5,
        "soon",
        "13/13/2026",
        True,
        time(8),
        timedelta(1),
        "2026",
    ],
)
def test_what_is_no_day_is_refused(cell: Cell) -> None:
    with pytest.raises(BadValue) as caught:
        date_of(cell)
    assert caught.value.code is ProblemCode.BAD_DATE


@pytest.mark.parametrize(
    ("cell", "fen"),
    [
        ("12.34", 1234),
        (12.34, 1234),
        (0.1 + 0.2, 30),
        (17850, 1785000),
        ("¥1,234.50", 123450),
        ("￥ 1,234.50 元", 123450),
        ("RMB 5", 500),
        ("１２３．４５", 12345),
        ("1.2万", 1_200_000),
        ("3 亿元", 30_000_000_000),
        ("5 万元", 5_000_000),
        ("(1,234.00)", -123400),
        ("（12）", -1200),
        ("-5", -500),
        ("−5", -500),
        ("-¥5", -500),
        ("¥-5", -500),
        ("+3", 300),
        ("1.5e3", 150_000),
        ("0.005", 1),
        ("-0.005", -1),
        ("'-5", -500),
        ("", None),
        ("  ", None),
    ],
)
def test_an_amount_is_read_exactly(cell: Cell, fen: int | None) -> None:
    assert fen_of(cell) == fen


@pytest.mark.parametrize(
    "cell",
    [
        "12,5",
        "1.234,56",
        "1,23",
        "12 5",
        "--5",
        "(-5)",
        "abc",
        "Infinity",
        "nan",
        "1_000",
        "٣",
        True,
        "$5",
        float("nan"),
        float("inf"),
        1e300,
        "1e30",
        FIFTH_OF_MARCH,
    ],
)
def test_what_is_no_amount_is_refused(cell: Cell) -> None:
    with pytest.raises(BadValue) as caught:
        fen_of(cell)
    assert caught.value.code is ProblemCode.BAD_NUMBER


def test_a_unit_in_the_heading_multiplies() -> None:
    assert fen_of("1.5", 10_000) == 1_500_000


def test_quantities_are_thousandths() -> None:
    assert milli_of("2.5") == 2500
    assert milli_of(-12) == -12000


def test_shares_are_written_with_or_without_a_percent_sign() -> None:
    assert ratio_of("15%") == ratio_of("0.15") == ratio_of(0.15) == Decimal("0.15")
    for cell in ("15", "-0.1", "1.01"):
        with pytest.raises(BadValue, match="between 0 and 1"):
            ratio_of(cell)


def test_whole_numbers_keep_within_their_bounds() -> None:
    assert integer_of("3", 1, 5) == 3
    assert integer_of(4.0, 1, 5) == 4
    for cell in ("0", "6", "2.5"):
        with pytest.raises(BadValue, match="from 1 to 5"):
            integer_of(cell, 1, 5)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("17850.0", "17850"),
        (17850.0, "17850"),
        (17850, "17850"),
        ("00123", "00123"),
        (" Val2 ", "Val2"),
        ("Ａ０１", "A01"),
        ("1.50", "1.50"),
        ("C536379", "C536379"),
        ("1E5", "1E5"),
    ],
)
def test_a_code_is_text_without_the_zeros_of_a_number(cell: Cell, code: str) -> None:
    assert code_of(cell) == code


@pytest.mark.parametrize("cell", ["9.14403E+17", 914403001922038216.0, 1e15])
def test_a_code_whose_digits_were_lost_is_refused(cell: Cell) -> None:
    with pytest.raises(BadValue, match="has lost digits"):
        code_of(cell)


def test_text_is_trimmed_and_nothing_else() -> None:
    assert text_of(" \u3000 a  b\n c \u00a0") == "a  b\n c"
    assert text_of("e\u0301") == "e\u0301"
    assert text_of("\u200f👩‍👩‍👧") == "\u200f👩‍👩‍👧"


def test_what_is_no_text_or_too_long_is_refused() -> None:
    for cell in ("a\0b", "\ud800"):
        with pytest.raises(BadValue) as caught:
            text_of(cell)
        assert caught.value.code is ProblemCode.NOT_TEXT
    with pytest.raises(BadValue, match="501 characters; 500 fit"):
        text_of("x" * 501)
    assert text_of("x" * 501, 600)


def test_a_formula_without_a_value_says_so() -> None:
    for reader in (text_of, code_of, date_of, decimal_of):
        with pytest.raises(BadValue, match="no stored result"):
            reader(CellFault.NO_VALUE)
        with pytest.raises(BadValue, match="shows an error"):
            reader(CellFault.ERROR)


@given(st.integers(-(10**13), 10**13))
def test_every_amount_in_fen_survives_being_written(fen: int) -> None:
    exact = Decimal(fen) / 100
    assert fen_of(f"{exact:.2f}") == fen
    assert fen_of(f"¥{exact:,.2f}") == fen
    assert fen_of(float(exact)) == fen


@given(st.dates(date(1927, 6, 1), date(2173, 1, 1)))
def test_every_day_survives_being_written(day: date) -> None:
    for text in (day.isoformat(), f"{day:%Y%m%d}", f"{day.year}年{day.month}月{day.day}日"):
        assert date_of(text) == day
    assert date_of((day - date(1899, 12, 30)).days) == day


@given(st.text())
def test_any_text_is_read_or_refused(text: str) -> None:
    for reader in (text_of, code_of, date_of, fen_of, milli_of, ratio_of):
        try:
            reader(text)
        except BadValue as refused:
            assert refused.message  # noqa: PT017


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=50))
def test_text_made_safe_is_read_back_as_it_was(text: str) -> None:
    plain = text_of(text)
    if not plain.startswith("'"):
        assert text_of(safe_text(plain)) == plain


@pytest.mark.parametrize("cell", [float("inf"), float("-inf"), float("nan")])
def test_numbers_beyond_all_bounds_are_neither_a_day_nor_a_price(cell: float) -> None:
    with pytest.raises(BadValue) as refused:
        date_of(cell)
    assert refused.value.code is ProblemCode.BAD_DATE
    with pytest.raises(BadValue) as refused:
        decimal_of(cell)
    assert refused.value.code is ProblemCode.BAD_NUMBER
