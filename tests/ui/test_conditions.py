"""What one types under a heading: numbers, days and words as people write them."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.ui.kit.conditions import day_test, number_test, text_test

TODAY = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("typed", "passing", "failing"),
    [
        (">100万", 1_000_001, 1_000_000),
        ("≥1.5亿", 150_000_000, 149_999_999),
        ("≥1.5億", 150_000_000, 149_999_999),
        ("<3k", 2_999, 3_000),
        ("<=2m", 2_000_000, 2_000_001),
        ("12", 12, 13),
        ("1,200", 1_200, 12),
        ("5..20", 20, 21),
        ("1~3万", 10_000, 30_001),
        ("5 到 7", 6, 8),
        ("-5", -5, 5),
        ("empty", None, 0),
        ("有", 0, None),
    ],
)
def test_numbers_are_compared_as_written(typed: str, passing: int | None, failing: int | None) -> None:
    test = number_test(typed)
    assert test is not None
    assert test(passing)
    assert not test(failing)


def test_money_is_typed_in_yuan_and_kept_in_fen() -> None:
    test = number_test(">100万", scale=100)
    assert test is not None
    assert test(100_000_001)
    assert not test(100_000_000)


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("today", TODAY, TODAY),
        ("昨天", date(2026, 11, 21), date(2026, 11, 21)),
        ("this week", date(2026, 11, 16), date(2026, 11, 22)),
        ("下周", date(2026, 11, 23), date(2026, 11, 29)),
        ("下週", date(2026, 11, 23), date(2026, 11, 29)),
        ("過去 30 天", date(2026, 10, 23), TODAY),
        ("This  Month", date(2026, 11, 1), date(2026, 11, 30)),
        ("上月", date(2026, 10, 1), date(2026, 10, 31)),
        ("本季度", date(2026, 10, 1), date(2026, 12, 31)),
        ("last quarter", date(2026, 7, 1), date(2026, 9, 30)),
        ("今年", date(2026, 1, 1), date(2026, 12, 31)),
        ("next year", date(2027, 1, 1), date(2027, 12, 31)),
        ("last 30 days", date(2026, 10, 23), TODAY),
        ("未来7天", TODAY, date(2026, 11, 29)),
        ("2026-03", date(2026, 3, 1), date(2026, 3, 31)),
        ("2025", date(2025, 1, 1), date(2025, 12, 31)),
        ("2026-03-05", date(2026, 3, 5), date(2026, 3, 5)),
        ("2026-03..2026-04", date(2026, 3, 1), date(2026, 4, 30)),
        ("2026-03-05 to 2026-03-07", date(2026, 3, 5), date(2026, 3, 7)),
    ],
)
def test_days_are_spans_of_whole_days(typed: str, first: date, last: date) -> None:
    test = day_test(typed, TODAY)
    assert test is not None
    assert test(first)
    assert test(last)
    assert not test(first - timedelta(days=1))
    assert not test(last + timedelta(days=1))
    assert not test(None)


@pytest.mark.parametrize(
    ("typed", "passing", "failing"),
    [
        (">2026-10", date(2026, 11, 1), date(2026, 10, 31)),
        (">=2026-10", date(2026, 10, 1), date(2026, 9, 30)),
        ("<2026-10", date(2026, 9, 30), date(2026, 10, 1)),
        ("≤2026-10", date(2026, 10, 31), date(2026, 11, 1)),
        ("past", date(2026, 11, 21), TODAY),
        ("never", None, TODAY),
    ],
)
def test_days_before_and_after(typed: str, passing: date | None, failing: date) -> None:
    test = day_test(typed, TODAY)
    assert test is not None
    assert test(passing)
    assert not test(failing)


@given(st.text(max_size=12))
def test_whatever_is_typed_reads_as_a_condition_or_as_none(typed: str) -> None:
    for test, value in ((number_test(typed), 5), (day_test(typed, TODAY), TODAY), (text_test(typed), "a")):
        if test is not None:
            assert test(value) in (True, False)
            assert test(None) in (True, False)


def test_words_must_all_occur_and_a_bar_parts_alternatives() -> None:
    both, either, exact = text_test("Zhang  WEI"), text_test("苏州|无锡"), text_test("=abc")
    assert both is not None
    assert either is not None
    assert exact is not None
    assert both("zhang san wei")
    assert not both("zhang")
    assert either("无锡市")
    assert not either("南京")
    assert exact("abc")
    assert not exact("abcd")
    assert text_test("  ") is None
