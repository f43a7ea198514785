"""Suggested tiers (2-rules §2.1)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import Standing, Tier
from workbench.domain.tiers import (
    ProfitThresholds,
    TierCause,
    TierThresholds,
    strategic_warning,
    suggested_by_profit,
    suggested_tier,
)
from workbench.foundation.errors import BadInput

MILLION = 100_000_000
sales_fen = st.integers(-50 * MILLION, 100 * MILLION)
standings = st.sampled_from([None, *Standing])
RANK = [Tier.GENERAL, Tier.MAJOR, Tier.FOCUS, Tier.STRATEGIC]


@pytest.mark.parametrize(
    ("sales", "standing", "tier"),
    [
        (20 * MILLION, Standing.LEADING, Tier.FOCUS),
        (20 * MILLION - 1, Standing.LEADING, Tier.MAJOR),
        (5 * MILLION, Standing.MIDDLE, Tier.MAJOR),
        (5 * MILLION - 1, Standing.LEADING, Tier.GENERAL),
        (40 * MILLION, Standing.MIDDLE, Tier.MAJOR),
        (40 * MILLION, Standing.MINOR, Tier.GENERAL),
        (-1, None, Tier.GENERAL),
    ],
)
def test_sales_and_standing_together_give_the_tier(sales: int, standing: Standing | None, tier: Tier) -> None:
    assert suggested_tier(sales, standing).tier is tier


def test_an_unknown_standing_leaves_sales_alone_to_decide_and_is_marked() -> None:
    suggestion = suggested_tier(21 * MILLION, None)
    assert suggestion.tier is Tier.FOCUS
    assert "standing unknown" in suggestion.reason


def test_the_reason_names_the_sales_the_threshold_and_the_standing() -> None:
    reason = suggested_tier(6 * MILLION, Standing.MIDDLE).reason
    assert reason == "12-month sales 6 M reach 5 M; standing: Middle"


def test_the_reason_tells_when_the_standing_holds_an_account_back() -> None:
    suggestion = suggested_tier(30 * MILLION, Standing.MIDDLE)
    assert suggestion.cause is TierCause.STANDING_LIMITS
    assert suggestion.reason == "12-month sales 30 M would be Focus, but the standing is only: Middle"


def test_a_confirmed_strategic_account_keeps_its_nomination() -> None:
    suggestion = suggested_tier(0, Standing.MINOR, current=Tier.STRATEGIC)
    assert suggestion.tier is Tier.STRATEGIC
    assert suggestion.cause is TierCause.NOMINATED
    assert suggestion.by_sales is Tier.GENERAL


def test_more_than_five_strategic_accounts_bring_a_warning() -> None:
    assert strategic_warning(5) == ""
    assert strategic_warning(6) == "6 strategic accounts; keep to 5 at most."


def test_thresholds_that_fall_are_refused() -> None:
    with pytest.raises(BadInput):
        TierThresholds(focus_fen=1, major_fen=2)


@given(sales_fen, standings, st.sampled_from([None, Tier.FOCUS, Tier.MAJOR, Tier.GENERAL]))
def test_strategic_is_never_suggested_by_itself(
    sales: int, standing: Standing | None, confirmed: Tier | None
) -> None:
    assert suggested_tier(sales, standing, current=confirmed).tier is not Tier.STRATEGIC


@given(sales_fen, sales_fen, standings)
def test_more_sales_never_mean_a_lower_tier(one: int, other: int, standing: Standing | None) -> None:
    lower, higher = sorted((one, other))
    assert RANK.index(suggested_tier(lower, standing).tier) <= RANK.index(
        suggested_tier(higher, standing).tier
    )


@given(sales_fen, standings)
def test_the_standing_can_only_hold_back(sales: int, standing: Standing | None) -> None:
    suggestion = suggested_tier(sales, standing)
    assert RANK.index(suggestion.tier) <= RANK.index(suggestion.by_sales)
    assert (suggestion.cause is TierCause.STANDING_LIMITS) == (suggestion.tier is not suggestion.by_sales)


@pytest.mark.parametrize(
    ("profit", "tier", "cause"),
    [
        (10, Tier.FOCUS, TierCause.NOT_NOMINATED),
        (9, Tier.FOCUS, TierCause.PROFIT_REACHES),
        (2, Tier.FOCUS, TierCause.PROFIT_REACHES),
        (1, Tier.GENERAL, TierCause.PROFIT_BELOW),
        (-5, Tier.GENERAL, TierCause.PROFIT_BELOW),
    ],
)
def test_the_second_scheme_goes_by_the_share_of_all_profit(profit: int, tier: Tier, cause: TierCause) -> None:
    found = suggested_by_profit(profit * MILLION, 100 * MILLION, 0)
    assert (found.tier, found.cause) == (tier, cause)


def test_a_complete_nomination_makes_a_tenth_of_the_profit_strategic() -> None:
    found = suggested_by_profit(10 * MILLION, 100 * MILLION, 0, nominated=True)
    assert found.tier is Tier.STRATEGIC
    assert found.reason == "12-month profit 10 M, 10.0% of all, reaches 10.0%"


def test_without_a_positive_profit_of_all_nobody_reaches_anything() -> None:
    assert suggested_by_profit(5, -1, 0).tier is Tier.GENERAL


def test_a_strategic_account_keeps_its_tier_in_the_second_scheme_too() -> None:
    found = suggested_by_profit(0, 100, 0, current=Tier.STRATEGIC, confirmed=False)
    assert (found.tier, found.cause) == (Tier.STRATEGIC, TierCause.IMPORTED)


def test_shares_that_fall_are_refused() -> None:
    with pytest.raises(BadInput):
        ProfitThresholds(strategic_bp=100, focus_bp=200)


@given(sales_fen, sales_fen)
def test_more_profit_never_means_a_lower_tier(one: int, other: int) -> None:
    lower, higher = sorted((one, other))
    ranks = [RANK.index(suggested_by_profit(each, 1_000 * MILLION, 0).tier) for each in (lower, higher)]
    assert ranks == sorted(ranks)
