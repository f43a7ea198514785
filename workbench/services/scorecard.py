"""Scoring an account for nomination as strategic (2-rules §2.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import SCORECARD_THRESHOLD, SCORECARD_WEIGHTS, policy
from workbench.domain.scorecard import (
    HIGHEST_SCORE,
    Criterion,
    Score,
    Scorecard,
    ScorecardWeights,
    scorecard,
)
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.checked_values import check_whole
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.assessments import scores_of
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class ScorecardView:
    """The scores of one account, what each criterion counts, and what they come to."""

    scores: Mapping[Criterion, Score]
    weights: ScorecardWeights
    result: Scorecard


def scorecard_view(session: ReadingSession, account_id: Id) -> ScorecardView:
    """The scorecard of one account."""
    values = policy_values(session)
    weights = policy(values, SCORECARD_WEIGHTS)
    scores = scores_of(session, account_id)
    points = {criterion: one.score for criterion, one in scores.items()}
    return ScorecardView(scores, weights, scorecard(points, weights, policy(values, SCORECARD_THRESHOLD)))


def score(workspace: Workspace, account_id: Id, criterion: Criterion, points: int | None) -> ChangeSummary:
    """Score one criterion 0–5 as of today, or take its score away. Raises ``BadInput`` and ``NotFound``."""
    check_whole(points, 0, HIGHEST_SCORE, criterion.value)
    label = _("Score: {criterion}").format(criterion=criterion.label)
    with workspace.change("score", label) as change:
        get_account(change.session, account_id)
        change.create(
            "scorecard_score",
            {
                "account_id": account_id,
                "criterion": criterion.value,
                "score": points,
                "scored_on": None if points is None else workspace.clock.today(),
            },
            derived_id("scorecard_score", id_text(account_id), criterion.value),
        )
    return change.summary
