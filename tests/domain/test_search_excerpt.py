"""The piece of a text that shows what was found, with the words marked."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.search_excerpt import EXCERPT_CHARS, excerpt
from workbench.domain.search_text import runs


def marked(text: str, *words: str, inside: bool = False) -> list[str]:
    found = excerpt(text, words, inside=inside)
    return [found.text[start:end] for start, end in found.marks]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("厂区在改造，访客走东门。", ("东门",), ["东门"]),
        ("厂区在改造，访客走东门。", ("改造访客",), ["改造，访客"]),
        ("廠區在改造", ("厂区",), ["廠區"]),
        ("Gate closes at NOON", ("noo", "gate"), ["Gate", "NOO"]),
        ("Afternoon", ("noon",), []),
        ("Müller & Söhne", ("muller",), ["Müller"]),
        ("ﬁne ﬁbres", ("fibres",), ["ﬁbres"]),
        ("Ｗｉｄｅ", ("wide",), ["Ｗｉｄｅ"]),
        ("王王", ("王",), ["王王"]),
        ("nothing", ("else",), []),
    ],
)
def test_words_are_marked_as_they_are_written(text: str, words: tuple[str, ...], expected: list[str]) -> None:
    assert marked(text, *words) == expected


def test_latin_words_are_marked_from_their_beginning_unless_anywhere_is_asked_for() -> None:
    assert excerpt("Afternoon", ("noon",)).marks == ()
    assert excerpt("Afternoon", ("noon",), inside=True).marks == ((5, 9),)


def test_numbers_are_marked_wherever_they_stand() -> None:
    assert marked("0512-6258 1234", "25812", inside=True) == ["258 12"]


def test_a_long_text_is_cut_around_the_first_word() -> None:
    found = excerpt("甲" * 300 + "东门" + "乙" * 300, ("东门",))
    assert (found.text[0], found.text[-1]) == ("…", "…")
    assert len(found.text) == EXCERPT_CHARS + 2
    assert [found.text[start:end] for start, end in found.marks] == ["东门"]


def test_lines_are_joined_and_the_words_counted() -> None:
    found = excerpt("东门\n  关闭", ("东门", "关闭", "西门"))
    assert (found.text, found.words) == ("东门   关闭", 2)


@given(st.text(max_size=200), st.text(min_size=1, max_size=5))
def test_marks_stand_in_order_inside_the_excerpt(text: str, typed: str) -> None:
    found = excerpt(text, runs(typed))
    ends = [0, *(place for mark in found.marks for place in mark), len(found.text)]
    assert ends == sorted(ends)
    assert all(start < end for start, end in found.marks)
