"""Numbers of complaints are the year and the next one that is free."""

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.complaint_numbers import next_number


def test_a_year_begins_with_one() -> None:
    assert next_number([], 2026) == "2026-0001"
    assert next_number(["2025-0117", "2025-0118"], 2026) == "2026-0001"


def test_the_highest_counts_and_gaps_stay() -> None:
    assert next_number(["2026-0116", "2026-0003"], 2026) == "2026-0117"
    assert next_number(["2026-9999"], 2026) == "2026-10000"


def test_numbers_of_colleagues_count_too_and_a_mark_tells_them_apart() -> None:
    assert next_number(["2026-0116-ZW"], 2026, "HJ") == "2026-0117-HJ"


def test_what_a_sheet_brought_in_another_shape_is_passed_over() -> None:
    assert (
        next_number(["TS-2026-88", "88", "2026-", "２０２６-００８８", "", "2026-12345678"], 2026)
        == "2026-0001"
    )


@given(st.lists(st.text(max_size=12) | st.from_regex(r"2026-\d{1,6}(-[A-Z]{2})?", fullmatch=True)))
def test_the_next_number_is_new_whatever_is_known(known: list[str]) -> None:
    number = next_number(known, 2026)
    assert number not in known
    assert next_number([*known, number], 2026) > number or len(number) > 9
