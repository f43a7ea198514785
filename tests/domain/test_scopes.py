"""What of a workspace a file for others holds."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.scopes import WHOLE, Scope
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id, derived_id

ANNA, ALPHA = derived_id("manager", "anna"), derived_id("account", "alpha")
DAY = date(2026, 11, 20)
days = st.none() | st.dates()


def test_a_scope_that_says_nothing_is_the_whole_file() -> None:
    assert Scope().is_whole
    assert WHOLE.as_json() == {}
    for scope in (Scope(first=DAY), Scope(segments=frozenset(("Food",))), Scope(frozenset((ANNA,)))):
        assert not scope.is_whole
    assert Scope(first=DAY).all_accounts
    assert not Scope(account_ids=frozenset((ALPHA,))).all_accounts


def test_days_narrow_on_both_sides_and_what_has_no_day_is_in() -> None:
    scope = Scope(first=DAY, last=DAY)
    assert scope.covers_day(DAY)
    assert scope.covers_day(None)
    assert not scope.covers_day(date(2026, 11, 19))
    assert not scope.covers_day(date(2026, 11, 21))
    assert WHOLE.covers_day(date.min)


def test_days_in_the_wrong_order_and_blank_segments_are_refused() -> None:
    with pytest.raises(BadInput) as refused:
        Scope(first=DAY, last=date(2026, 11, 19))
    assert refused.value.where == "last"
    with pytest.raises(BadInput):
        Scope(segments=frozenset((" ",)))


@given(
    st.frozensets(st.binary(min_size=16, max_size=16).map(Id), max_size=3),
    st.frozensets(st.text(min_size=1).filter(str.strip), max_size=3),
    days,
    days,
)
def test_what_is_written_is_read_again(
    ids: frozenset[Id], segments: frozenset[str], first: date | None, last: date | None
) -> None:
    if first and last and last < first:
        first, last = last, first
    scope = Scope(ids, segments, ids, first, last)
    assert Scope.from_text(scope.as_text()) == scope


@pytest.mark.parametrize(
    "told",
    [
        None,
        [],
        "managers",
        {"managers": "x", "segments": 3, "accounts": [1, "zz", None], "first": 7, "last": "never"},
        {"segments": [" ", {}]},
        {"first": "2026-11-20", "last": "2026-11-19"},
    ],
)
def test_what_nobody_would_have_written_reads_as_nothing(told: object) -> None:
    assert Scope.from_json(told) == WHOLE
    assert Scope.from_text(json.dumps(told)) == WHOLE


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "\0"])
def test_text_that_is_no_scope_reads_as_nothing(text: str) -> None:
    assert Scope.from_text(text) == WHOLE
