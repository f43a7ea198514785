"""A contract as it goes on paper: its lines, its tables, its numerals, and what the other side may read."""

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.contract_paper import (
    ContractPaper,
    PaperClause,
    PaperColumn,
    PaperTable,
    chinese_number,
    for_customer,
)
from workbench.domain.contract_placeholders import NamePart, TextPart
from workbench.domain.contract_values import GOODS_MARK
from workbench.domain.contracts import ClauseGroup

GAP = NamePart("{{ x }}", "x")


def clause(*parts: TextPart | NamePart) -> PaperClause:
    """A clause of these pieces."""
    return PaperClause(ClauseGroup.SUBJECT, 1, "Subject", parts)


def test_a_clause_is_read_line_by_line_and_in_stretches() -> None:
    made = clause(TextPart("a "), GAP, TextPart(" b\n\nc\r\n\n"))
    assert made.lines() == [(TextPart("a "), GAP, TextPart(" b")), (), (TextPart("c"),)]
    assert made.stretches() == [((TextPart("a "), GAP, TextPart(" b")),), ((TextPart("c"),),)]
    assert made.missing == ("x",)
    assert clause().lines() == []


def test_the_table_of_goods_stands_in_a_line_of_its_own() -> None:
    def told(*parts: TextPart | NamePart) -> list[str]:
        return ["".join(part.source for part in line) for line in clause(*parts).lines()]

    assert told(TextPart(f"{GOODS_MARK} below")) == [GOODS_MARK, "below"]
    assert told(TextPart(f"a {GOODS_MARK}")) == ["a", GOODS_MARK]
    assert told(TextPart("a"), TextPart(GOODS_MARK)) == ["a", GOODS_MARK]
    assert told(GAP, TextPart(f"\n{GOODS_MARK}\n"), GAP) == [GAP.source, GOODS_MARK, GAP.source]


@given(st.lists(st.text(st.sampled_from("ab\n 价"), max_size=8).map(TextPart), max_size=4))
def test_lines_lose_nothing_but_empty_ones_at_the_end(parts: list[TextPart]) -> None:
    lines = clause(*parts).lines()
    text = "\n".join("".join(part.source for part in line) for line in lines)
    assert text == "".join(part.source for part in parts).rstrip("\n")


def test_columns_in_which_nothing_stands_are_left_out() -> None:
    table = PaperTable(
        "", tuple(PaperColumn(one) for one in "abc"), (("1", " ", ""), ("2", "", "")), ("", "9", "3")
    )
    kept = table.without_empty_columns(2)
    assert [one.title for one in kept.columns] == ["a", "c"]
    assert kept.rows == (("1", ""), ("2", ""))
    assert kept.total == ("", "3")


def test_the_customers_copy_keeps_what_both_sides_agreed_only() -> None:
    # A field that is added later has to be put here, on one side or the other.
    ours_alone = {"annex"}
    shared = {"language", "title", "number", "company", "author", "printed_on", "parties", "clauses", "goods"}
    shared |= {"goods_note", "amendments", "mark", "is_sample", "labels"}
    assert {one.name for one in fields(ContractPaper)} == ours_alone | shared
    table = PaperTable("<annex>", (), ())
    paper = ContractPaper("en", "t", "n", "c", "a", date(2026, 7, 1), (), (), annex=(table,))
    assert for_customer(paper) == replace(paper, annex=())


@pytest.mark.parametrize(
    ("number", "words"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (21, "二十一"), (101, "一百零一"), (110, "一百一十")],
)
def test_clauses_are_numbered_in_chinese_numerals(number: int, words: str) -> None:
    assert chinese_number(number) == words


@given(st.integers(1, 999))
def test_no_two_clauses_have_one_numeral(number: int) -> None:
    assert chinese_number(number) != chinese_number(number + 1)
