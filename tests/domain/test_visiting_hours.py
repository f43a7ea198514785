"""Visiting hours are read as people write them, and a stored text never stops anything."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.visiting_hours import (
    known_visiting_hours,
    minute_of,
    parse_visiting_hours,
    visiting_hours_text,
)
from workbench.foundation.errors import BadInput

TWO = ((540, 690), (840, 1020))


@pytest.mark.parametrize(
    "text",
    [
        "09:00-11:30, 14:00-17:00",
        "9:00-11:30,14:00-17:00",
        "14:00-17:00; 9:00-11:30",
        "０９：００－１１：３０，１４：００－１７：００",
        "9:00–11:30；14:00—17:00",
        "9:00 ~ 11:30、14:00至17:00",
        "9:00 - 11:30\n14:00 - 17:00\n",
        "9:00-10:00, 9:30-11:30, 14:00-17:00",
    ],
)
def test_visiting_hours_are_read_as_people_write_them(text: str) -> None:
    assert parse_visiting_hours(text) == TWO


@pytest.mark.parametrize("text", ["", "  ", ",", "；"])
def test_an_empty_text_is_any_time(text: str) -> None:
    assert parse_visiting_hours(text) == ()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("mornings", "mornings"),
        ("09:00-11:30, later", "later"),
        ("9-11", "9-11"),
        ("09:60-11:30", "09:60-11:30"),
        ("22:00-25:00", "22:00-25:00"),
        ("09:00", "09:00"),
        ("٠٩:٠٠-١١:٣٠", "٠٩:٠٠-١١:٣٠"),
        ("17:00-14:00", "17:00-14:00"),
        ("09:00-09:00", "09:00-09:00"),
    ],
)
def test_what_is_no_span_is_refused_with_the_part_and_what_to_write(text: str, part: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_visiting_hours(text)
    assert part in refused.value.message
    assert "09:00-11:30" in refused.value.hint
    assert refused.value.where == "visiting_hours"


def test_a_very_long_text_is_refused_without_reading_it_all() -> None:
    with pytest.raises(BadInput) as refused:
        parse_visiting_hours("9:00-10:00," * 100_000)
    assert len(refused.value.message) < 100


@given(st.text(max_size=40))
def test_a_stored_text_never_stops_anything(text: str) -> None:
    for start, end in known_visiting_hours(text):
        assert 0 <= start < end <= 1440


@given(st.lists(st.tuples(st.integers(0, 1440), st.integers(0, 1440)).filter(lambda one: one[0] < one[1])))
def test_what_is_written_is_read_back(spans: list[tuple[int, int]]) -> None:
    text = ", ".join(visiting_hours_text((one,)) for one in spans[:15])
    read = parse_visiting_hours(text)
    assert parse_visiting_hours(visiting_hours_text(read)) == read
    inside = {minute for start, end in spans[:15] for minute in range(start, end)}
    assert {minute for start, end in read for minute in range(start, end)} == inside


@pytest.mark.parametrize(
    ("text", "minute"),
    [("09:05", 545), ("9:05", 545), ("24:00", None), ("9:5", None), ("", None), ("a", None)],
)
def test_a_time_of_day_is_read(text: str, minute: int | None) -> None:
    assert minute_of(text) == minute
