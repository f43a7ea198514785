"""Customer evaluation and the credit it blocks (2-rules §2.4)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workbench.domain.evaluation import (
    Dimension,
    Evaluation,
    EvaluationWeights,
    blocking_evaluation,
    evaluation_total,
)
from workbench.foundation.errors import BadInput
from workbench.foundation.ids import derived_id

ACCOUNT = derived_id("account", "A")
DAY = date(2026, 7, 1)


def _made(number: int, reputation: int | None, reason: str = "", **points: int) -> Evaluation:
    return Evaluation(
        derived_id("evaluation", str(number)),
        ACCOUNT,
        DAY + timedelta(days=number),
        reputation=reputation,
        credit_override_reason=reason,
        **points,
    )


def test_the_four_dimensions_count_30_30_25_15() -> None:
    one = _made(1, 60, initiative=80, operating_ability=70, social_relations=40)
    assert evaluation_total(one) == 66  # 24 + 21 + 15 + 6


def test_a_dimension_that_was_not_judged_is_left_out() -> None:
    assert evaluation_total(_made(1, 60, initiative=80)) == 71  # (80·30 + 60·25) / 55 = 70.9
    assert evaluation_total(_made(1, None)) is None


def test_weights_must_come_to_a_hundred() -> None:
    with pytest.raises(BadInput):
        EvaluationWeights(30, 30, 30, 30)


def test_a_reputation_below_forty_blocks_credit() -> None:
    assert blocking_evaluation([_made(1, 39)]) is not None
    assert blocking_evaluation([_made(1, 40)]) is None
    assert blocking_evaluation([]) is None


def test_a_persons_reason_lifts_the_block() -> None:
    assert blocking_evaluation([_made(1, 10, "The group guarantees")]) is None
    assert blocking_evaluation([_made(1, 10, "  ")]) is not None


def test_a_reason_given_once_does_not_cover_a_later_bad_evaluation() -> None:
    assert blocking_evaluation([_made(1, 10, "The group guarantees"), _made(2, 20)]) == _made(2, 20)


def test_only_the_latest_judgement_of_the_reputation_counts() -> None:
    assert blocking_evaluation([_made(1, 10), _made(2, 80)]) is None
    assert blocking_evaluation([_made(1, 10), _made(2, None, initiative=90)]) is not None


points = st.none() | st.integers(0, 100)


@given(points, points, points, points)
def test_the_total_lies_between_the_lowest_and_the_highest(
    one: int | None, two: int | None, three: int | None, four: int | None
) -> None:
    evaluation = Evaluation(derived_id("evaluation"), ACCOUNT, DAY, one, two, three, four)
    known = [value for each in Dimension if (value := evaluation.of(each)) is not None]
    total = evaluation_total(evaluation)
    assert (total is None) == (not known)
    assert total is None or min(known) <= total <= max(known)


@given(st.permutations([_made(1, 80), _made(2, 30), _made(3, None), _made(4, 55), _made(5, 12)]))
def test_the_order_does_not_matter(evaluations: list[Evaluation]) -> None:
    assert blocking_evaluation(evaluations) == _made(5, 12)
