"""Editable policies: shipped values, stored values, and values that cannot be used."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.policies import (
    ABC,
    DAILY_VISITS,
    POLICIES,
    TIERS,
    VERIFIED_DAYS,
    Policy,
    policy,
    policy_json,
)
from workbench.domain.tiers import TierThresholds
from workbench.domain.value import AbcBoundaries
from workbench.foundation.errors import BadInput


def test_what_is_not_stored_has_its_shipped_value() -> None:
    assert policy({}, VERIFIED_DAYS) == 180
    assert policy({}, DAILY_VISITS) == 4
    assert policy({}, ABC) == AbcBoundaries(7_500, 9_500)
    assert policy({}, TIERS) == TierThresholds(2_000_000_000, 500_000_000, 5)


def test_a_stored_value_is_in_force() -> None:
    assert policy({"verified_days": 90}, VERIFIED_DAYS) == 90
    assert policy({"abc": {"a_bp": 8_000, "b_bp": 9_500}}, ABC) == AbcBoundaries(8_000, 9_500)


@pytest.mark.parametrize("stored", [None, "90", 0, True, 9.5, {"a_bp": 1}, {"a_bp": 9_500, "b_bp": 7_500}])
@pytest.mark.parametrize("wanted", [VERIFIED_DAYS, ABC])
def test_an_unusable_stored_value_gives_way_to_the_shipped_one(stored: object, wanted: Policy[Any]) -> None:
    assert policy({wanted.name: stored}, wanted) == wanted.default


def test_typing_an_unusable_value_is_refused_with_the_range() -> None:
    with pytest.raises(BadInput, match="from 1 to 3650"):
        VERIFIED_DAYS.read(0)


def test_policy_names_are_distinct() -> None:
    assert len({each.name for each in POLICIES}) == len(POLICIES)


@pytest.mark.parametrize("each", POLICIES, ids=lambda each: each.name)
def test_every_shipped_value_survives_being_stored(each: Policy[Any]) -> None:
    assert each.read(policy_json(each.default)) == each.default


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["a_bp", "b_bp", "x"]), inner)
    ),
    max_leaves=5,
)


@given(json_values, st.sampled_from(POLICIES))
def test_no_stored_value_stops_the_work(stored: object, wanted: Policy[Any]) -> None:
    assert type(policy({wanted.name: stored}, wanted)) is type(wanted.default)
