"""What people write into an account plan, and what is decided about it (2-rules §17)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text


class PlanPart(StrEnum):
    """The parts of a plan that a person may write, in the order of the paper."""

    SUMMARY = "summary"
    VISION = "vision"
    WHY = "why"
    WHO = "who"
    WANT = "want"
    MANAGED = "managed"
    KEPT = "kept"
    MEASUREMENT = "measurement"
    ENVIRONMENT = "environment"
    STRENGTHS = "strengths"
    WEAKNESSES = "weaknesses"
    OPPORTUNITIES = "opportunities"
    THREATS = "threats"
    COMPETITORS = "competitors"
    NEEDS = "needs"
    WHITESPACE = "whitespace"
    PEOPLE = "people"
    STRATEGY = "strategy"
    OBJECTIVES = "objectives"
    VISITS = "visits"
    TEAM = "team"
    RISKS = "risks"
    REVIEWS = "reviews"

    @property
    def label(self) -> str:
        return {
            PlanPart.SUMMARY: pgettext("plan part", "Summary"),
            PlanPart.VISION: pgettext("plan part", "Vision"),
            PlanPart.WHY: pgettext("plan part", "Why a key account"),
            PlanPart.WHO: pgettext("plan part", "Who are they?"),
            PlanPart.WANT: pgettext("plan part", "What do they want?"),
            PlanPart.MANAGED: pgettext("plan part", "How are they managed?"),
            PlanPart.KEPT: pgettext("plan part", "How are they kept for long?"),
            PlanPart.MEASUREMENT: pgettext("plan part", "Portfolio and value"),
            PlanPart.ENVIRONMENT: pgettext("plan part", "Environment"),
            PlanPart.STRENGTHS: pgettext("plan part", "Strengths"),
            PlanPart.WEAKNESSES: pgettext("plan part", "Weaknesses"),
            PlanPart.OPPORTUNITIES: pgettext("plan part", "Opportunities"),
            PlanPart.THREATS: pgettext("plan part", "Threats"),
            PlanPart.COMPETITORS: pgettext("plan part", "Competitors"),
            PlanPart.NEEDS: pgettext("plan part", "Needs"),
            PlanPart.WHITESPACE: pgettext("plan part", "Whitespace"),
            PlanPart.PEOPLE: pgettext("plan part", "People and influence"),
            PlanPart.STRATEGY: pgettext("plan part", "Strategy"),
            PlanPart.OBJECTIVES: pgettext("plan part", "Objectives and actions"),
            PlanPart.VISITS: pgettext("plan part", "Visits"),
            PlanPart.TEAM: pgettext("plan part", "Team"),
            PlanPart.RISKS: pgettext("plan part", "Risks"),
            PlanPart.REVIEWS: pgettext("plan part", "Reviews"),
        }[self]


@dataclass(frozen=True)
class AccountPlan:
    """The plan of one account for one calendar year; ``review_on`` is when it is looked at next."""

    id: Id
    account_id: Id
    year: int
    review_on: date | None = None


@dataclass(frozen=True)
class PlanText:
    """What was written into one part, and who confirmed the part when, its data included."""

    id: Id
    plan_id: Id
    part: PlanPart
    text: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""


@dataclass(frozen=True)
class PlanMember:
    """Somebody of ours in the team; ``name`` for whoever is not among our people. ``role``: what they do."""

    id: Id
    plan_id: Id
    manager_id: Id | None = None
    name: str = ""
    role: str = ""
    position: int = 0


class PlanDecision(StrEnum):
    """What was decided about a version that was handed in."""

    APPROVED = "approved"
    RETURNED = "returned"

    @property
    def label(self) -> str:
        return {
            PlanDecision.APPROVED: pgettext("account plan", "Approved"),
            PlanDecision.RETURNED: pgettext("account plan", "Returned"),
        }[self]


@dataclass(frozen=True)
class PlanVersion:
    """A plan as it was handed in. ``content`` is JSON of its texts, objectives, measures, actions, risks."""

    id: Id
    plan_id: Id
    made_on: date | None = None
    made_by: str = ""
    note: str = ""
    content: str = ""
    decision: PlanDecision | None = None
    decided_on: date | None = None
    decided_by: str = ""
    decision_note: str = ""


class Verdict(StrEnum):
    """What a review finds."""

    ATTAINED = "attained"
    PARTLY = "partly"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return {
            Verdict.ATTAINED: pgettext("verdict", "Attained"),
            Verdict.PARTLY: pgettext("verdict", "Partly attained"),
            Verdict.MISSED: pgettext("verdict", "Missed"),
        }[self]


@dataclass(frozen=True)
class PlanReview:
    """A half-yearly look at the plan: the verdict, its cause, and what changes."""

    id: Id
    plan_id: Id
    reviewed_on: date | None = None
    reviewed_by: str = ""
    verdict: Verdict | None = None
    cause: str = ""
    change: str = ""


def plan_id(account_id: Id, year: int) -> Id:
    """The id of an account's plan for a year: two laptops that begin it have one plan after a merge."""
    return derived_id("account_plan", id_text(account_id), str(year))


def plan_text_id(of_plan: Id, part: PlanPart) -> Id:
    """The id of what is written into a part."""
    return derived_id("plan_text", id_text(of_plan), part.value)
