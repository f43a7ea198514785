"""Reading how accounts were judged: scores, evaluations, refused tiers, finished reviews."""

from typing import Any, Final

from sqlalchemy import Select, func, select

from workbench.domain.accounts import Tier
from workbench.domain.evaluation import Dimension, Evaluation
from workbench.domain.scorecard import HIGHEST_SCORE, Criterion, Score
from workbench.domain.tier_review import FinishedReview, TierRefusal
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range, known_word
from workbench.storage.session import Session
from workbench.storage.tables.assessments import (
    EvaluationEntity,
    ScorecardScoreEntity,
    TierRefusalEntity,
    TierReviewEntity,
)

_SCORE = ScorecardScoreEntity.__table__.c
_EVALUATION = EvaluationEntity.__table__.c
_REFUSAL = TierRefusalEntity.__table__.c
_REVIEW = TierReviewEntity.__table__.c
MOST_POINTS: Final = 100


def scores_of(session: Session, account_id: Id) -> dict[Criterion, Score]:
    """What was scored of one account; of two rows for one criterion the later one counts."""
    return scores_by_account(session, account_id).get(account_id, {})


def scores_by_account(session: Session, account_id: Id | None = None) -> dict[Id, dict[Criterion, Score]]:
    """Per account what was scored; an unknown criterion or a score out of range says nothing."""
    query: Select[Any] = select(ScorecardScoreEntity.__table__)
    if account_id is not None:
        query = query.where(_SCORE.account_id == account_id)
    found: dict[Id, dict[Criterion, Score]] = {}
    for row in session.execute(query.order_by(func.coalesce(_SCORE.scored_on, ""), _SCORE.id)):
        criterion = known_word(Criterion, row.criterion)
        points = in_range(row.score, 0, HIGHEST_SCORE)
        if criterion is not None and points is not None:
            own = found.setdefault(row.account_id, {})
            own[criterion] = Score(criterion, points, row.scored_on, row.note)
    return found


def list_evaluations(session: Session, account_id: Id | None = None) -> list[Evaluation]:
    """Evaluations, the latest first."""
    query: Select[Any] = select(EvaluationEntity.__table__)
    if account_id is not None:
        query = query.where(_EVALUATION.account_id == account_id)
    query = query.order_by(_EVALUATION.evaluated_on.desc(), _EVALUATION.id.desc())
    return [_evaluation(row) for row in session.execute(query)]


def _evaluation(row: Any) -> Evaluation:
    values = dict(row._mapping)
    for dimension in Dimension:
        values[dimension.value] = in_range(values[dimension.value], 0, MOST_POINTS)
    return Evaluation(**values)


def list_refusals(session: Session, account_id: Id | None = None) -> list[TierRefusal]:
    """Refused tiers, the latest first."""
    query: Select[Any] = select(TierRefusalEntity.__table__)
    if account_id is not None:
        query = query.where(_REFUSAL.account_id == account_id)
    query = query.order_by(_REFUSAL.refused_on.desc(), _REFUSAL.id.desc())
    return [
        TierRefusal(**{**row._mapping, "tier": known_word(Tier, row.tier)}) for row in session.execute(query)
    ]


def list_reviews(session: Session) -> list[FinishedReview]:
    """Finished reviews of all tiers, the latest first."""
    query = select(TierReviewEntity.__table__).order_by(_REVIEW.reviewed_on.desc(), _REVIEW.id.desc())
    return [FinishedReview(**row._mapping) for row in session.execute(query)]
