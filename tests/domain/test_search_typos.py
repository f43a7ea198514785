"""Slips of the hand are forgiven: one in words of four letters, two from eight on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.search_typos import one_slip_away, similar_words, slips_allowed


@pytest.mark.parametrize(
    ("word", "allowed"),
    [("abb", 0), ("bosh", 1), ("siemens", 1), ("nordwind", 2), ("kh0042", 0), ("华为技术", 0)],
)
def test_longer_words_may_have_more_slips(word: str, allowed: int) -> None:
    assert slips_allowed(word) == allowed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("bosh", "bosch"),
        ("seimens", "siemens"),
        ("siemans", "siemens"),
        ("siemmens", "siemens"),
        ("hydrualick", "hydraulik"),
        ("nordwnid", "nordwind"),
        ("castelani", "castellani"),
        ("hydruali", "hydraulik"),
    ],
)
def test_a_misspelt_word_is_understood(typed: str, meant: str) -> None:
    assert similar_words(typed, ["zeiss", meant, "aeon"], 5) == [meant]


def test_the_nearest_word_stands_first_and_there_are_not_too_many() -> None:
    known = ["siemensstadt", "siemens", "siemons", "simens"]
    assert similar_words("siemens", known, 3)[0] == "siemens"
    assert len(similar_words("siemens", known, 3)) == 3


@given(st.text("abcdefgh", min_size=4, max_size=12), st.data())
def test_every_single_slip_is_undone(word: str, data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(word) - 1))
    letter = data.draw(st.sampled_from("abcxyz"))
    slips = {
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
        word[:place] + word[place : place + 2][::-1] + word[place + 2 :],
    }
    for slip in slips - {word}:
        assert word in set(one_slip_away(slip))
