"""Evaluating an account in four dimensions, and lifting the block on its credit (2-rules §2.4)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from workbench.domain.evaluation import (
    Dimension,
    Evaluation,
    EvaluationWeights,
    blocking_evaluation,
    evaluation_total,
)
from workbench.domain.journal import ChangeSummary
from workbench.domain.policies import EVALUATION_WEIGHTS, REPUTATION_MINIMUM, policy
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.checked_values import check_whole
from workbench.storage.queries.accounts import get_account
from workbench.storage.queries.assessments import MOST_POINTS, list_evaluations
from workbench.storage.queries.policies import policy_values
from workbench.storage.session import ReadingSession
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class EvaluationLine:
    """One evaluation with its weighted mean 0–100."""

    evaluation: Evaluation
    total: int | None


@dataclass(frozen=True)
class EvaluationView:
    """All evaluations of one account, the latest first; ``blocking`` is the one that blocks its credit."""

    lines: tuple[EvaluationLine, ...]
    weights: EvaluationWeights
    minimum: int
    blocking: Evaluation | None


def evaluation_view(session: ReadingSession, account_id: Id) -> EvaluationView:
    """The evaluations of one account."""
    values = policy_values(session)
    weights, minimum = policy(values, EVALUATION_WEIGHTS), policy(values, REPUTATION_MINIMUM)
    evaluations = list_evaluations(session, account_id)
    return EvaluationView(
        tuple(EvaluationLine(one, evaluation_total(one, weights)) for one in evaluations),
        weights,
        minimum,
        blocking_evaluation(evaluations, minimum),
    )


def evaluate(
    workspace: Workspace,
    account_id: Id,
    points: Mapping[Dimension, int | None],
    note: str = "",
    on: date | None = None,
) -> ChangeSummary:
    """A new evaluation, of today unless ``on`` says otherwise; each dimension 0–100 or left out.

    Raises ``BadInput`` naming the dimension, or where none was judged, and ``NotFound``.
    """
    given = {one.value: points.get(one) for one in Dimension}
    for name, value in given.items():
        check_whole(value, 0, MOST_POINTS, name)
    if all(value is None for value in given.values()):
        raise BadInput(
            _("Nothing is evaluated yet."),
            hint=_("Give points from 0 to 100."),
            where=Dimension.INITIATIVE.value,
        )
    today = workspace.clock.today()
    if on is not None and on > today:
        raise BadInput(
            _("The evaluation lies in the future."),
            hint=_("Set the day it was made."),
            where="evaluated_on",
        )
    with workspace.change("evaluate", _("Evaluation")) as change:
        get_account(change.session, account_id)
        change.create(
            "evaluation",
            {"account_id": account_id, "evaluated_on": on or today, "note": note.strip(), **given},
        )
    return change.summary


def override_credit_block(workspace: Workspace, evaluation_id: Id, reason: str) -> ChangeSummary:
    """Let credit through in spite of this evaluation's reputation. Raises ``BadInput`` without a reason."""
    if not reason.strip():
        raise BadInput(
            _("Credit in spite of a bad reputation needs a reason."),
            hint=_("Say who answers for it, and why."),
            where="credit_override_reason",
        )
    with workspace.change("override_credit_block", _("Credit in spite of reputation")) as change:
        change.set("evaluation", evaluation_id, {"credit_override_reason": reason.strip()})
    return change.summary


def delete_evaluation(workspace: Workspace, evaluation_id: Id) -> ChangeSummary:
    """Take an evaluation away; undo brings it back. Raises ``NotFound``."""
    with workspace.change("delete_evaluation", _("Delete evaluation")) as change:
        change.delete("evaluation", evaluation_id)
    return change.summary
