"""Customer evaluation 客户评价 in four dimensions, and the credit it blocks (2-rules §2.4)."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id


class Dimension(StrEnum):
    """What an account is evaluated in; the value is the field of ``Evaluation``."""

    INITIATIVE = "initiative"
    OPERATING_ABILITY = "operating_ability"
    REPUTATION = "reputation"
    SOCIAL_RELATIONS = "social_relations"

    @property
    def label(self) -> str:
        return {
            Dimension.INITIATIVE: pgettext("dimension", "Initiative"),
            Dimension.OPERATING_ABILITY: pgettext("dimension", "Operating ability"),
            Dimension.REPUTATION: pgettext("dimension", "Reputation"),
            Dimension.SOCIAL_RELATIONS: pgettext("dimension", "Social relations"),
        }[self]


@dataclass(frozen=True)
class EvaluationWeights:
    """What each dimension counts, in percent of the whole."""

    initiative: int = 30
    operating_ability: int = 30
    reputation: int = 25
    social_relations: int = 15

    def __post_init__(self) -> None:
        weights = asdict(self)
        if min(weights.values()) < 0 or sum(weights.values()) != 100:
            raise BadInput(
                _("The weights of the four dimensions must come to 100."),
                hint=_("They come to {sum} now.").format(sum=sum(weights.values())),
                where=Dimension.INITIATIVE.value,
            )


@dataclass(frozen=True)
class Evaluation:
    """One evaluation of an account; each dimension 0–100, or ``None`` where it was not judged.

    ``credit_override_reason`` lets credit through in spite of this evaluation's reputation.
    """

    id: Id
    account_id: Id
    evaluated_on: date | None = None
    initiative: int | None = None
    operating_ability: int | None = None
    reputation: int | None = None
    social_relations: int | None = None
    note: str = ""
    credit_override_reason: str = ""

    def of(self, dimension: Dimension) -> int | None:
        """What was given in ``dimension``."""
        points: int | None = getattr(self, dimension.value)
        return points


def evaluation_total(evaluation: Evaluation, weights: EvaluationWeights | None = None) -> int | None:
    """The weighted mean 0–100 of the dimensions judged, halves upwards; ``None`` where none counts."""
    counts = asdict(weights or EvaluationWeights())
    given = [(points, counts[one.value]) for one in Dimension if (points := evaluation.of(one)) is not None]
    whole = sum(weight for _points, weight in given)
    return (2 * sum(points * weight for points, weight in given) + whole) // (2 * whole) if whole else None


def in_order(evaluations: Iterable[Evaluation]) -> tuple[Evaluation, ...]:
    """The evaluations, the latest first; of one day the one made last, those without a day at the end."""
    return tuple(sorted(evaluations, key=lambda one: (one.evaluated_on or date.min, one.id), reverse=True))


def blocking_evaluation(evaluations: Iterable[Evaluation], minimum: int = 40) -> Evaluation | None:
    """The evaluation that blocks credit: the latest that judged the reputation, if it gave too little.

    A later one that says nothing of the reputation changes nothing; a person's reason lifts the block of
    the evaluation that it was given for, not of a later one.
    """
    judged = next((one for one in in_order(evaluations) if one.reputation is not None), None)
    if judged is None or judged.reputation is None or judged.reputation >= minimum:
        return None
    return None if judged.credit_override_reason.strip() else judged
