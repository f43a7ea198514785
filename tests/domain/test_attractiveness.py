"""Attractiveness and relative strength: scores, proposals, cells (2-rules §3)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.accounts import CreditGrade, Standing
from workbench.domain.attractiveness import AxisCell, axis_cell, axis_score
from workbench.domain.axis_criteria import Axis, AxisCriterion, AxisWeights
from workbench.domain.axis_proposals import AxisFacts, Evidence, ProposedScore, proposed_scores
from workbench.domain.relationship import Stage
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import use_language

TODAY = date(2026, 7, 1)
SCORES = st.dictionaries(st.sampled_from([one.value for one in AxisCriterion]), st.integers(0, 5))
PROPOSALS = st.dictionaries(
    st.sampled_from(list(AxisCriterion)),
    st.integers(0, 5).map(lambda one: ProposedScore(one, Evidence.WALLET)),
)


def points(axis: Axis, score: int | None) -> dict[str, int]:
    return {} if score is None else dict.fromkeys((one.value for one in axis.criteria), score)


def test_every_criterion_belongs_to_one_axis() -> None:
    assert len(Axis.ATTRACTIVENESS.criteria) + len(Axis.STRENGTH.criteria) == len(AxisCriterion)
    assert {one.value for one in AxisCriterion} == set(AxisWeights().__dict__)
    assert len({one.label for one in AxisCriterion}) == len(AxisCriterion)


def test_points_are_the_weighted_share_of_what_was_scored() -> None:
    score = axis_score(Axis.STRENGTH, {"share_of_wallet": 5, "price_position": 1}, {})
    # 3 · 5 + 1 · 1 of 20.
    assert (score.points_bp, score.points) == (8_000, 80)
    assert (score.typed, score.proposed, score.unscored) == (2, 0, 4)


def test_a_typed_score_wins_over_a_proposed_one() -> None:
    proposed = {
        AxisCriterion.ACCESS: ProposedScore(1, Evidence.STAGE),
        AxisCriterion.RELATIONSHIP: ProposedScore(5, Evidence.STAGE),
    }
    score = axis_score(Axis.STRENGTH, {"access": 4}, proposed)
    lines = {line.criterion: line for line in score.lines}
    assert lines[AxisCriterion.ACCESS].score == 4
    assert not lines[AxisCriterion.ACCESS].is_proposed
    assert lines[AxisCriterion.RELATIONSHIP].is_proposed
    assert (score.typed, score.proposed, score.unscored) == (1, 1, 4)


def test_the_split_is_at_fifty() -> None:
    assert axis_score(Axis.STRENGTH, {"access": 5, "product_fit": 0}, {}).is_high
    weights = AxisWeights(access=49, product_fit=51)
    assert axis_score(Axis.STRENGTH, {"access": 5, "product_fit": 0}, {}, weights).is_high is False


@pytest.mark.parametrize(
    ("attractive", "strong", "cell"),
    [
        (5, 5, AxisCell.KEY_ACCOUNT),
        (5, 0, AxisCell.KEY_DEVELOPMENT),
        (0, 5, AxisCell.MAINTENANCE),
        (0, 0, AxisCell.OPPORTUNISTIC),
        (None, 5, None),
        (5, None, None),
    ],
)
def test_the_four_cells(attractive: int | None, strong: int | None, cell: AxisCell | None) -> None:
    scores = [
        axis_score(axis, points(axis, score), {})
        for axis, score in ((Axis.ATTRACTIVENESS, attractive), (Axis.STRENGTH, strong))
    ]
    assert axis_cell(*scores) is cell
    assert cell is None or (cell.label and cell.advice)


def test_what_only_counts_nothing_places_nobody() -> None:
    weights = AxisWeights(access=0)
    assert axis_score(Axis.STRENGTH, {"access": 5}, {}, weights).points is None


def test_scores_of_another_version_are_left_out() -> None:
    assert axis_score(Axis.STRENGTH, {"moonlight": 5}, {}).points is None


@given(SCORES, PROPOSALS)
def test_points_lie_between_0_and_100_and_all_criteria_are_counted(
    typed: dict[str, int], proposed: dict[AxisCriterion, ProposedScore]
) -> None:
    for axis in Axis:
        score = axis_score(axis, typed, proposed)
        assert score.points is None or 0 <= score.points <= 100
        assert (score.points is None) == (score.unscored == len(axis.criteria))
        assert score.typed + score.proposed + score.unscored == len(axis.criteria)


@given(SCORES, st.sampled_from(list(AxisCriterion)), st.integers(0, 5), st.integers(0, 5))
def test_a_better_score_never_lowers_the_points(
    typed: dict[str, int], criterion: AxisCriterion, one: int, other: int
) -> None:
    low, high = (
        axis_score(criterion.axis, {**typed, criterion.value: score}, {}).points_bp
        for score in sorted((one, other))
    )
    assert low is not None
    assert high is not None
    assert low <= high


def test_what_is_not_known_is_never_proposed() -> None:
    assert proposed_scores(AxisFacts(), TODAY) == {}


def test_scores_are_proposed_from_the_records_with_their_reason() -> None:
    facts = AxisFacts(
        potential_fen=2_000_000_000,
        growth_bp=1_200,
        margin_bp=-100,
        scorecard_bp=7_900,
        scored=15,
        credit_grade=CreditGrade.MEDIUM,
        first_trade_on=date(2021, 7, 2),
        standing=Standing.LEADING,
        wallet_bp=0,
        stage=Stage.PARTNER,
        complaints=1,
    )
    found = proposed_scores(facts, TODAY)
    assert {criterion.value: score.score for criterion, score in found.items()} == {
        "sales_potential": 5,
        "growth": 4,
        "profitability": 0,
        "strategic_fit": 4,
        "payment": 3,
        "stability": 3,
        "standing": 5,
        "share_of_wallet": 0,
        "relationship": 5,
        "service_record": 3,
    }
    with use_language("en"):
        assert found[AxisCriterion.STABILITY].reason == "customer for 4 years"
        assert found[AxisCriterion.GROWTH].reason == "growth of 12% a year"
        assert all(score.reason for score in found.values())


def test_what_is_long_overdue_weighs_more_than_a_grade() -> None:
    facts = AxisFacts(credit_grade=CreditGrade.EXCELLENT, days_overdue=31)
    found = proposed_scores(facts, TODAY)[AxisCriterion.PAYMENT]
    assert found == ProposedScore(1, Evidence.OVERDUE, 31)
    assert found.reason == "31 days overdue"
    facts = AxisFacts(credit_grade=CreditGrade.EXCELLENT, days_overdue=30)
    assert proposed_scores(facts, TODAY)[AxisCriterion.PAYMENT].score == 5


@pytest.mark.parametrize(("since", "score"), [(TODAY.replace(year=2021), 4), (date(2021, 7, 2), 3)])
def test_years_are_full_on_their_day(since: date, score: int) -> None:
    assert proposed_scores(AxisFacts(first_trade_on=since), TODAY)[AxisCriterion.STABILITY].score == score


@pytest.mark.parametrize(("count", "score"), [(0, 5), (1, 3), (2, 2), (3, 1), (4, 0)])
def test_each_complaint_of_the_year_costs_points(count: int, score: int) -> None:
    found = proposed_scores(AxisFacts(complaints=count), TODAY)[AxisCriterion.SERVICE_RECORD]
    assert found == ProposedScore(score, Evidence.COMPLAINTS, count)


def test_half_a_scorecard_proposes_nothing() -> None:
    assert proposed_scores(AxisFacts(scorecard_bp=10_000, scored=10), TODAY) == {}
    found = proposed_scores(AxisFacts(scorecard_bp=10_000, scored=11), TODAY)
    assert found[AxisCriterion.STRATEGIC_FIT].score == 5


@pytest.mark.parametrize(("values", "where"), [({"growth": -1}, "growth"), ({"access": 101}, "access")])
def test_a_weight_lies_between_0_and_100(values: dict[str, int], where: str) -> None:
    with pytest.raises(BadInput) as refused:
        AxisWeights(**values)
    assert refused.value.where == where


def test_on_each_axis_something_must_count() -> None:
    with pytest.raises(BadInput) as refused:
        AxisWeights(**dict.fromkeys((one.value for one in Axis.STRENGTH.criteria), 0))
    assert refused.value.where == "share_of_wallet"
