"""The KAM level that the contact matrix shows (2-rules §5)."""

from dataclasses import replace
from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Contact, Manager, OutsideKind
from workbench.domain.kam_level import DerivedKam, KamCause, Meeting, derived_kam_level
from workbench.domain.relationship import Function, KamLevel
from workbench.foundation.ids import derived_id

ACCOUNT = derived_id("account", "A")
F = Function


def _theirs(name: str, function: Function | None) -> Contact:
    return Contact(derived_id("contact", name), ACCOUNT, name, function=function)


def _ours(name: str, function: Function | None) -> Manager:
    return Manager(derived_id("manager", name), name, function=function)


BUYER, THEIR_TECH = _theirs("Buyer", F.PURCHASING), _theirs("Engineer", F.TECHNOLOGY)
SELLER, OUR_TECH = _ours("Seller", F.SALES), _ours("Developer", F.TECHNOLOGY)
KEY = Meeting(BUYER, SELLER)


def _level(*meetings: Meeting, teams: str = "") -> DerivedKam:
    return derived_kam_level(meetings, SELLER.id, teams)


def test_nobody_who_meets_anybody_is_before_key_account_management() -> None:
    assert _level().level is KamLevel.PRE


def test_one_buyer_and_one_seller_are_early() -> None:
    found = _level(KEY)
    assert found.level is KamLevel.EARLY
    assert found.reason == "One link: Buyer (Purchasing) with Seller (Sales)."


def test_several_functions_through_the_two_key_people_are_mid() -> None:
    found = _level(KEY, Meeting(THEIR_TECH, SELLER), Meeting(BUYER, OUR_TECH))
    assert found.level is KamLevel.MID
    assert found.our_functions == (F.SALES, F.TECHNOLOGY)


def test_functions_that_meet_past_the_key_people_are_a_partnership() -> None:
    found = _level(KEY, Meeting(THEIR_TECH, OUR_TECH))
    assert found.level is KamLevel.PARTNERSHIP
    assert "Engineer (Technology) with Developer (Technology)" in found.reason


def test_joint_teams_are_synergistic_whoever_meets() -> None:
    assert _level(teams="Cost team").level is KamLevel.SYNERGISTIC
    assert _level(KEY, teams=" ").level is KamLevel.EARLY


def test_a_second_pair_of_the_same_functions_stays_early() -> None:
    other = Meeting(_theirs("Second buyer", F.PURCHASING), _ours("Second seller", F.SALES))
    assert _level(KEY, other).level is KamLevel.EARLY


def test_people_whose_function_is_not_known_are_counted_and_raise_nothing() -> None:
    found = _level(KEY, Meeting(_theirs("Somebody", None), OUR_TECH))
    assert found.level is KamLevel.MID
    assert found.no_function == 1
    assert "1 person" in found.doubt


def test_people_from_outside_do_not_count() -> None:
    reporter = replace(THEIR_TECH, outside_kind=OutsideKind.MEDIA)
    assert _level(KEY, Meeting(reporter, OUR_TECH)).level is KamLevel.EARLY


def test_people_who_left_do_not_count() -> None:
    gone = replace(THEIR_TECH, left_on=date(2026, 1, 1))
    assert _level(KEY, Meeting(gone, OUR_TECH)).level is KamLevel.EARLY
    assert _level(KEY, Meeting(THEIR_TECH, replace(OUR_TECH, active=False))).level is KamLevel.EARLY


meetings = st.lists(
    st.builds(
        Meeting,
        st.builds(_theirs, st.sampled_from("abcd"), st.none() | st.sampled_from(list(F)[:4])),
        st.sampled_from([SELLER, OUR_TECH, _ours("Third", None), _ours("Fourth", F.QUALITY)]),
        st.integers(1, 3),
    ),
    max_size=8,
    unique_by=lambda one: (one.theirs.id, one.ours.id),
)


@given(meetings, st.randoms())
def test_the_order_of_the_ties_does_not_matter(given_meetings: list[Meeting], random: Random) -> None:
    shuffled = list(given_meetings)
    random.shuffle(shuffled)
    assert _level(*shuffled) == _level(*given_meetings)


@given(meetings)
def test_ties_of_one_person_of_ours_are_mid_at_most(given_meetings: list[Meeting]) -> None:
    own = [one for one in given_meetings if one.ours is SELLER]
    assert _level(*own).level in (KamLevel.PRE, KamLevel.EARLY, KamLevel.MID)


@given(meetings)
def test_every_level_has_a_reason(given_meetings: list[Meeting]) -> None:
    found = _level(*given_meetings)
    assert found.reason
    assert (found.cause is KamCause.NO_LINK) == (not given_meetings)
