"""The strategic scorecard (2-rules §2.3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.nomination import Lacking, Nomination
from workbench.domain.scorecard import Criterion, Scorecard, ScorecardWeights, scorecard
from workbench.foundation.errors import BadInput

CRITERIA = list(Criterion)
scores = st.dictionaries(st.sampled_from(CRITERIA), st.integers(0, 5))


def test_there_are_twenty_two_criteria_each_with_a_weight_of_one() -> None:
    assert len(CRITERIA) == 22
    assert {ScorecardWeights().of(one) for one in CRITERIA} == {1}


def test_what_is_not_scored_is_left_out_of_the_maximum_and_counted() -> None:
    card = scorecard(dict.fromkeys(CRITERIA[:15], 4))
    assert card.total_bp == 8_000
    assert card.unscored == 7
    assert card.counted == "scored 15 of 22"


def test_seventy_per_cent_qualifies_exactly() -> None:
    assert scorecard({CRITERIA[0]: 5, CRITERIA[1]: 2}).qualifies
    assert not scorecard({CRITERIA[0]: 5, CRITERIA[1]: 2, CRITERIA[2]: 3}).qualifies


def test_an_empty_card_has_no_total_and_does_not_qualify() -> None:
    card = scorecard({})
    assert card.total_bp is None
    assert not card.qualifies


def test_weights_count() -> None:
    weights = ScorecardWeights(revenue_potential=3)
    assert scorecard({CRITERIA[0]: 5, CRITERIA[1]: 1}, weights).total_bp == 8_000


def test_a_criterion_that_counts_nothing_is_only_noted() -> None:
    card = scorecard({CRITERIA[0]: 5}, ScorecardWeights(revenue_potential=0))
    assert (card.scored, card.total_bp) == (1, None)


@pytest.mark.parametrize("weight", [-1, 101])
def test_weights_out_of_range_are_refused(weight: int) -> None:
    with pytest.raises(BadInput):
        ScorecardWeights(flexibility=weight)


@given(scores, st.sampled_from(CRITERIA))
def test_a_full_score_never_lowers_the_total(given_scores: dict[Criterion, int], one: Criterion) -> None:
    before = scorecard(given_scores).total_bp or 0
    assert (scorecard({**given_scores, one: 5}).total_bp or 0) >= before


@given(scores.filter(bool), st.integers(1, 20))
def test_equal_weights_change_nothing(given_scores: dict[Criterion, int], weight: int) -> None:
    weights = ScorecardWeights(**dict.fromkeys((one.value for one in Criterion), weight))
    assert scorecard(given_scores, weights).total_bp == scorecard(given_scores).total_bp


def _nomination(card: Scorecard, *, competitor: bool = False, by: str = "General manager") -> Nomination:
    return Nomination(card, competitor, by, date(2026, 1, 5) if by else None)


def test_a_nomination_needs_the_scorecard_no_competitor_and_the_approval() -> None:
    good, bad = scorecard({CRITERIA[0]: 4}), scorecard({CRITERIA[0]: 3})
    assert _nomination(good).complete
    assert _nomination(bad).lacking == (Lacking.SCORECARD,)
    assert _nomination(good, competitor=True).lacking == (Lacking.COMPETITOR,)
    assert _nomination(good, by="").lacking == (Lacking.APPROVAL,)
    assert _nomination(bad, by=" ").lacking_text == (
        "the scorecard has 60.0% of 70%, the general manager's approval is missing"
    )
