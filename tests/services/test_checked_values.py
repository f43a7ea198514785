"""What is typed into a field is its value, or refused with the name of the field."""

from enum import StrEnum

import pytest

from workbench.foundation.errors import BadInput
from workbench.services.checked_values import (
    LARGEST,
    check_names,
    check_whole,
    checked_amount,
    checked_quantity,
    checked_word,
    whole_of,
)


class Colour(StrEnum):
    """Words to choose from."""

    RED = "red"
    BLUE = "blue"


def test_a_word_is_taken_as_it_is_and_another_refused_with_those_there_are() -> None:
    assert checked_word("red", Colour, "colour") == "red"
    assert checked_word(Colour.BLUE, Colour, "colour") == "blue"
    with pytest.raises(BadInput) as refused:
        checked_word("green", Colour, "colour")
    assert (refused.value.where, refused.value.hint) == ("colour", "It takes: red, blue.")


def test_a_field_that_nobody_knows_is_refused_by_its_name() -> None:
    check_names({"name": 1}, {"name", "text"}, "No such field.")
    with pytest.raises(BadInput) as refused:
        check_names({"name": 1, "aura": 2}, {"name"}, "No such field.")
    assert refused.value.where == "aura"


@pytest.mark.parametrize(
    ("typed", "fen"), [("1200万", 1_200_000_000), ("", None), (None, None), (0, 0), (LARGEST, LARGEST)]
)
def test_an_amount_is_taken_as_people_type_it(typed: object, fen: int | None) -> None:
    assert checked_amount(typed, "amount_fen") == fen


@pytest.mark.parametrize("typed", ["much", -1, LARGEST + 1, 1.5])
def test_what_is_no_amount_is_refused(typed: object) -> None:
    with pytest.raises(BadInput) as refused:
        checked_amount(typed, "amount_fen")
    assert refused.value.where == "amount_fen"


@pytest.mark.parametrize(("typed", "milli"), [("0.5", 500), (12_000, 12_000), (None, None)])
def test_a_quantity_is_taken_in_thousandths(typed: object, milli: int | None) -> None:
    assert checked_quantity(typed, "quantity_milli") == milli


@pytest.mark.parametrize("typed", ["some", 0, -5, LARGEST + 1])
def test_what_is_no_quantity_is_refused(typed: object) -> None:
    with pytest.raises(BadInput):
        checked_quantity(typed, "quantity_milli")


@pytest.mark.parametrize("number", [0, 5, None])
def test_a_whole_number_in_its_range_is_taken(number: int | None) -> None:
    check_whole(number, 0, 5, "score")


@pytest.mark.parametrize("number", [-1, 6, 2.0, True, "2"])
def test_any_other_number_is_refused_with_its_range(number: object) -> None:
    with pytest.raises(BadInput, match="from 0 to 5") as refused:
        check_whole(number, 0, 5, "score")
    assert refused.value.where == "score"


def test_a_number_is_read_as_people_type_it() -> None:
    assert [whole_of(text, 1, 30, "years") for text in (" 12 ", "１２", "", None)] == [12, 12, None, None]
    for text in ("twelve", "0", "1.5", "9" * 40):
        with pytest.raises(BadInput):
            whole_of(text, 1, 30, "years")
