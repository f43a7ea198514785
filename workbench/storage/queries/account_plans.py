"""Reading account plans: texts, objectives, measures, team, versions, reviews (2-rules §17)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, func, select

from workbench.domain.objectives import Figure, Objective, ObjectiveKind, ObjectiveState, PlanMeasure
from workbench.domain.plan_records import (
    AccountPlan,
    PlanDecision,
    PlanMember,
    PlanPart,
    PlanReview,
    PlanText,
    PlanVersion,
    Verdict,
)
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.session import Session
from workbench.storage.tables.account_plans import (
    AccountPlanEntity,
    ObjectiveEntity,
    PlanMeasureEntity,
    PlanMemberEntity,
    PlanReviewEntity,
    PlanTextEntity,
    PlanVersionEntity,
)

_PLAN = AccountPlanEntity.__table__.c
_TEXT = PlanTextEntity.__table__.c
_OBJECTIVE = ObjectiveEntity.__table__.c
_MEASURE = PlanMeasureEntity.__table__.c
_MEMBER = PlanMemberEntity.__table__.c
_VERSION = PlanVersionEntity.__table__.c
_REVIEW = PlanReviewEntity.__table__.c


def list_account_plans(
    session: Session, account_id: Id | None = None, *, year: int | None = None
) -> list[AccountPlan]:
    """Plans by year, of one account or of all; accounts that became one may have two for a year."""
    query: Select[Any] = select(AccountPlanEntity.__table__)
    if account_id is not None:
        query = query.where(_PLAN.account_id == account_id)
    if year is not None:
        query = query.where(_PLAN.year == year)
    return [AccountPlan(**row._mapping) for row in session.execute(query.order_by(_PLAN.year, _PLAN.id))]


def find_account_plan(session: Session, plan_id: Id) -> AccountPlan | None:
    """The plan, or ``None`` where nobody has begun it."""
    row = session.execute(select(AccountPlanEntity.__table__).where(_PLAN.id == plan_id)).first()
    return AccountPlan(**row._mapping) if row is not None else None


def plan_texts(session: Session, *plan_ids: Id) -> dict[PlanPart, PlanText]:
    """What was written, by part; of several plans what the first says that says anything.

    Unknown parts are passed over.
    """
    return {part: found[0] for part, found in all_plan_texts(session, *plan_ids).items()}


def all_plan_texts(session: Session, *plan_ids: Id) -> dict[PlanPart, list[PlanText]]:
    """The rows of each part, first the one that counts."""
    query = select(PlanTextEntity.__table__).where(_TEXT.plan_id.in_(plan_ids)).order_by(_TEXT.id)
    rank = {one: place for place, one in enumerate(plan_ids)}
    found: dict[PlanPart, list[PlanText]] = {}
    for row in sorted(session.execute(query), key=lambda row: (not row.text.strip(), rank[row.plan_id])):
        part = known_word(PlanPart, row.part)
        if part is not None:
            found.setdefault(part, []).append(PlanText(**{**row._mapping, "part": part}))
    return found


def list_objectives(session: Session, *plan_ids: Id) -> list[Objective]:
    """The objectives of plans in their order."""
    query = select(ObjectiveEntity.__table__).where(_OBJECTIVE.plan_id.in_(plan_ids))
    return [_objective(row) for row in session.execute(query.order_by(_OBJECTIVE.position, _OBJECTIVE.id))]


def list_plan_measures(session: Session, *plan_ids: Id) -> list[PlanMeasure]:
    """By what the objectives of plans are measured, in their order."""
    query = (
        select(PlanMeasureEntity.__table__)
        .join(ObjectiveEntity.__table__, _OBJECTIVE.id == _MEASURE.objective_id)
        .where(_OBJECTIVE.plan_id.in_(plan_ids))
        .order_by(_MEASURE.position, _MEASURE.id)
    )
    return [_measure(row) for row in session.execute(query)]


def get_objective(session: Session, objective_id: Id) -> Objective:
    """The objective; raises ``NotFound``."""
    row = session.execute(select(ObjectiveEntity.__table__).where(_OBJECTIVE.id == objective_id)).first()
    if row is None:
        raise NotFound(_("This objective does not exist (any more)."), where=objective_id.hex())
    return _objective(row)


def get_plan_measure(session: Session, measure_id: Id) -> PlanMeasure:
    """The measure; raises ``NotFound``."""
    row = session.execute(select(PlanMeasureEntity.__table__).where(_MEASURE.id == measure_id)).first()
    if row is None:
        raise NotFound(_("This measure does not exist (any more)."), where=measure_id.hex())
    return _measure(row)


def get_plan_version(session: Session, version_id: Id) -> PlanVersion:
    """The version; raises ``NotFound``."""
    row = session.execute(select(PlanVersionEntity.__table__).where(_VERSION.id == version_id)).first()
    if row is None:
        raise NotFound(_("This version does not exist (any more)."), where=version_id.hex())
    return _version(row)


def list_plan_members(session: Session, *plan_ids: Id) -> list[PlanMember]:
    """Our team for plans, in its order."""
    query = select(PlanMemberEntity.__table__).where(_MEMBER.plan_id.in_(plan_ids))
    ordered = query.order_by(_MEMBER.position, _MEMBER.id)
    return [PlanMember(**row._mapping) for row in session.execute(ordered)]


def list_plan_versions(session: Session, *plan_ids: Id) -> list[PlanVersion]:
    """What was handed in, the earliest first."""
    query = select(PlanVersionEntity.__table__).where(_VERSION.plan_id.in_(plan_ids))
    return [_version(row) for row in session.execute(query.order_by(_VERSION.id))]


def list_plan_reviews(session: Session, *plan_ids: Id) -> list[PlanReview]:
    """The reviews of plans, the earliest first."""
    query = select(PlanReviewEntity.__table__).where(_REVIEW.plan_id.in_(plan_ids))
    return [_review(row) for row in session.execute(query.order_by(_REVIEW.reviewed_on, _REVIEW.id))]


@dataclass(frozen=True)
class PlanWeight:
    """How much there is of a plan: versions handed in, texts, objectives."""

    versions: int = 0
    texts: int = 0
    objectives: int = 0

    @property
    def order(self) -> tuple[int, int]:
        """Of two plans for one year the one that says more: handed in first, then written."""
        return self.versions, self.texts + self.objectives


def plan_weights(session: Session, year: int, account_id: Id | None = None) -> dict[Id, PlanWeight]:
    """How much there is of every plan of a year, of one account or of all."""
    counts = (
        select(func.count(_VERSION.id)).where(_VERSION.plan_id == _PLAN.id).scalar_subquery(),
        select(func.count(_TEXT.id)).where(_TEXT.plan_id == _PLAN.id, _TEXT.text != "").scalar_subquery(),
        select(func.count(_OBJECTIVE.id)).where(_OBJECTIVE.plan_id == _PLAN.id).scalar_subquery(),
    )
    query: Select[Any] = select(_PLAN.id, *counts).where(_PLAN.year == year)
    if account_id is not None:
        query = query.where(_PLAN.account_id == account_id)
    return {row[0]: PlanWeight(row[1], row[2], row[3]) for row in session.execute(query)}


@dataclass(frozen=True)
class VersionHead:
    """A version without its content (``version.content`` is empty), and how complete the plan was then."""

    version: PlanVersion
    completeness_bp: int | None


def versions_of_year(session: Session, year: int) -> dict[Id, tuple[VersionHead, ...]]:
    """What was handed in of all plans of a year, by plan, the earliest first.

    Contents are many pages each; of thousands of plans only one number of them is asked for.
    """
    is_json = func.json_valid(_VERSION.content) == 1
    done = case((is_json, func.json_extract(_VERSION.content, "$.completeness_bp")))
    query = (
        select(*(column for column in _VERSION if column is not _VERSION.content), done.label("done"))
        .join(AccountPlanEntity.__table__, _PLAN.id == _VERSION.plan_id)
        .where(_PLAN.year == year)
        .order_by(_VERSION.id)
    )
    found: dict[Id, tuple[VersionHead, ...]] = {}
    for row in session.execute(query):
        values = dict(row._mapping)
        complete = values.pop("done")
        version = PlanVersion(**{**values, "decision": known_word(PlanDecision, row.decision)})
        head = VersionHead(version, complete if type(complete) is int else None)
        found[row.plan_id] = (*found.get(row.plan_id, ()), head)
    return found


def reviews_of_year(session: Session, year: int) -> dict[Id, tuple[PlanReview, ...]]:
    """The reviews of all plans of a year, by plan."""
    query = (
        select(PlanReviewEntity.__table__)
        .join(AccountPlanEntity.__table__, _PLAN.id == _REVIEW.plan_id)
        .where(_PLAN.year == year)
        .order_by(_REVIEW.reviewed_on, _REVIEW.id)
    )
    found: dict[Id, tuple[PlanReview, ...]] = {}
    for row in session.execute(query):
        found[row.plan_id] = (*found.get(row.plan_id, ()), _review(row))
    return found


def _objective(row: Any) -> Objective:
    values = dict(row._mapping)
    values["kind"] = known_word(ObjectiveKind, row.kind)
    values["state"] = known_word(ObjectiveState, row.state) or ObjectiveState.OPEN
    return Objective(**values)


def _measure(row: Any) -> PlanMeasure:
    return PlanMeasure(**{**row._mapping, "figure": known_word(Figure, row.figure) or Figure.OWN})


def _version(row: Any) -> PlanVersion:
    return PlanVersion(**{**row._mapping, "decision": known_word(PlanDecision, row.decision)})


def _review(row: Any) -> PlanReview:
    return PlanReview(**{**row._mapping, "verdict": known_word(Verdict, row.verdict)})
