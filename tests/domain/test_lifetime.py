"""Lifetime value and cost of loss (2-rules §3), against exact fractions."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.lifetime import (
    LifetimeTerms,
    LossCost,
    ReferredValue,
    brought_by,
    discounted_sum,
    lifetime_value,
    margins_ahead,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import Id

MARGINS = st.lists(st.integers(-(10**12), 10**12), max_size=12)
GAINS = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)
RATES = st.integers(0, 10_000)


def ident(number: int) -> Id:
    return Id(bytes([number]) * 16)


def test_five_equal_years_at_eighty_percent() -> None:
    # 1,000.00 × (1 − (8/11)⁵) ÷ (1 − 8/11)
    found = lifetime_value([100_000] * 5, 2026, retention_bp=8_000, discount_bp=1_000)
    assert found.value_fen == 292_063
    assert [term.year for term in found.terms] == [2026, 2027, 2028, 2029, 2030]
    assert [term.weight_bp for term in found.terms] == [10_000, 7_273, 5_289, 3_847, 2_798]
    assert (found.lower_bp, found.higher_bp) == (7_500, 8_500)
    assert found.lower_fen < found.value_fen < found.higher_fen


@given(MARGINS, RATES, RATES)
def test_it_is_the_formula_rounded_once(margins: list[int], retention: int, discount: int) -> None:
    r, d = Fraction(retention, 10_000), Fraction(discount, 10_000)
    exact = sum((margin * r**t / (1 + d) ** t for t, margin in enumerate(margins)), Fraction(0))
    found = lifetime_value(margins, 2026, retention_bp=retention, discount_bp=discount)
    assert abs(found.value_fen - exact) <= Fraction(1, 2)
    # Each term was rounded by itself.
    assert abs(sum(term.value_fen for term in found.terms) - found.value_fen) <= len(margins) / 2 + 1


@given(st.integers(-(10**12), 10**12), st.integers(1, 30), RATES, st.integers(1, 10_000))
def test_equal_margins_give_the_closed_form(margin: int, years: int, retention: int, discount: int) -> None:
    q = Fraction(retention, 10_000 + discount)
    exact = margin * (1 - q**years) / (1 - q)
    assert abs(discounted_sum([margin] * years, retention, discount) - exact) <= Fraction(1, 2)


@given(GAINS, RATES, RATES, RATES)
def test_better_retention_is_never_worth_less(
    margins: list[int], one: int, other: int, discount: int
) -> None:
    low, high = sorted((one, other))
    assert discounted_sum(margins, low, discount) <= discounted_sum(margins, high, discount)


@given(GAINS, RATES, RATES, RATES)
def test_a_higher_discount_is_never_worth_more(
    margins: list[int], retention: int, one: int, other: int
) -> None:
    low, high = sorted((one, other))
    assert discounted_sum(margins, retention, low) >= discounted_sum(margins, retention, high)


@given(MARGINS, RATES)
def test_without_retention_only_this_year_counts(margins: list[int], discount: int) -> None:
    assert discounted_sum(margins, 0, discount) == (margins[0] if margins else 0)


def test_retention_cannot_leave_its_range() -> None:
    found = lifetime_value([100, 100], 2026, retention_bp=9_800, discount_bp=1_000)
    assert (found.lower_bp, found.higher_bp) == (9_300, 10_000)


def test_beyond_what_is_known_margins_stay_as_they_are() -> None:
    assert margins_ahead([10, None, 12], 5) == (10, 10, 12, 12, 12)
    assert margins_ahead([10, 11, 12], 2) == (10, 11)


def test_without_a_margin_of_this_year_there_is_no_lifetime_value() -> None:
    assert margins_ahead([None, 11, 12], 5) is None
    assert margins_ahead([], 5) is None


def test_the_cost_of_loss_is_lifetime_acquisition_and_what_it_brought() -> None:
    brought = (ReferredValue(ident(2), "B", 300), ReferredValue(ident(3), "C", None))
    loss = LossCost(1_000, 50, brought)
    assert loss.total_fen == 1_350
    assert LossCost(None, 50, brought).total_fen is None
    assert LossCost(-200, None).total_fen == -200


def test_each_account_that_came_through_is_counted_once_also_in_a_circle() -> None:
    brought = {ident(1): {ident(2), ident(3)}, ident(2): {ident(3), ident(1)}, ident(3): {ident(4)}}
    assert brought_by(ident(1), brought) == (ident(2), ident(3), ident(4))
    assert brought_by(ident(2), brought) == (ident(1), ident(3), ident(4))
    assert brought_by(ident(9), brought) == ()


@given(st.dictionaries(st.integers(0, 9), st.sets(st.integers(0, 9)), max_size=10), st.integers(0, 9))
def test_who_is_brought_is_who_can_be_reached(links: dict[int, set[int]], start: int) -> None:
    found = brought_by(ident(start), {ident(one): {ident(two) for two in to} for one, to in links.items()})
    reached, more = set[int](), {start}
    while more:
        reached |= more
        more = {two for one in more for two in links.get(one, ())} - reached
    assert len(set(found)) == len(found)
    assert set(found) == {ident(one) for one in reached if one != start}


@pytest.mark.parametrize(
    ("values", "where"),
    [
        ({"discount_bp": 10_001}, "discount_bp"),
        ({"retention_bp": -1}, "retention_bp"),
        ({"years": 0}, "years"),
        ({"years": 31}, "years"),
    ],
)
def test_terms_that_make_no_sense_are_refused_beside_their_field(values: dict[str, int], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        LifetimeTerms(**values)
    assert refused.value.where == where


@pytest.mark.parametrize(("retention", "lower", "higher"), [(300, 0, 800), (9_800, 9_300, 10_000)])
def test_a_change_of_retention_stays_between_nothing_and_everything(
    retention: int, lower: int, higher: int
) -> None:
    found = lifetime_value([100, 100], 2026, retention_bp=retention, discount_bp=0)
    assert (found.lower_bp, found.higher_bp) == (lower, higher)
    assert (found.lower_fen, found.higher_fen) == tuple(
        discounted_sum([100, 100], one, 0) for one in (lower, higher)
    )


def test_a_year_that_is_not_known_is_as_the_one_before_it() -> None:
    assert margins_ahead([1, 5, None], 5) == (1, 5, 5, 5, 5)
