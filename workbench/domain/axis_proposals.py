"""Scores of the two axes that the data propose, each with its reason (2-rules §3).

The bands are ours. Where the data say nothing there is no proposal: what is not known is never a nought.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.accounts import CreditGrade, Standing
from workbench.domain.axis_criteria import AxisCriterion
from workbench.domain.relationship import Stage
from workbench.domain.tiers import TierThresholds
from workbench.foundation.i18n import _, format_money, format_percent_bp, ngettext

# Each pair: from this value on (basis points, or years), this score; below the last it is 0.
_GROWTH = ((2_000, 5), (1_000, 4), (0, 3), (-1_000, 2), (-2_000, 1))
_MARGIN = ((4_000, 5), (3_000, 4), (2_000, 3), (1_000, 2), (1, 1))
_WALLET = ((8_000, 5), (6_000, 4), (4_000, 3), (2_000, 2), (1, 1))
_YEARS = ((10, 5), (5, 4), (3, 3), (1, 2), (0, 1))
_CREDIT = {CreditGrade.EXCELLENT: 5, CreditGrade.MEDIUM: 3, CreditGrade.POOR: 1}
_STANDING = {Standing.LEADING: 5, Standing.MIDDLE: 3, Standing.MINOR: 1}
_STAGE = {
    Stage.PARTNER: 5,
    Stage.MIDDLE: 4,
    Stage.INITIAL: 2,
    Stage.NURTURING: 1,
    Stage.INTERRUPTED: 0,
}
_COMPLAINTS = {0: 5, 1: 3, 2: 2, 3: 1}
_OVERDUE_DAYS = 30
_OVERDUE_SCORE = 1
_LEAST_SCORED = 11
"""Criteria of the strategic scorecard that must be scored before its total proposes anything: half."""


class Evidence(StrEnum):
    """What a proposed score rests on."""

    POTENTIAL = "potential"
    GROWTH = "growth"
    MARGIN = "margin"
    SCORECARD = "scorecard"
    CREDIT = "credit"
    OVERDUE = "overdue"
    YEARS = "years"
    STANDING = "standing"
    WALLET = "wallet"
    STAGE = "stage"
    COMPLAINTS = "complaints"


@dataclass(frozen=True, slots=True)
class ProposedScore:
    """A score 0–5 that the data suggest, from a word or from ``value``.

    ``value`` is fen, basis points, days, years or a count, as ``evidence`` says.
    """

    score: int
    evidence: Evidence
    value: int = 0
    word: CreditGrade | Standing | Stage | None = None

    @property
    def reason(self) -> str:
        """Why, in the user's language."""
        value, evidence = self.value, self.evidence
        if evidence is Evidence.POTENTIAL:
            return _("{amount} a year").format(amount=format_money(value, short=True))
        if evidence is Evidence.OVERDUE:
            return ngettext("{days} day overdue", "{days} days overdue", value).format(days=value)
        if evidence is Evidence.YEARS:
            words = ngettext("customer for {years} year", "customer for {years} years", value)
            return words.format(years=value)
        if evidence is Evidence.COMPLAINTS:
            words = ngettext("{count} complaint in 12 months", "{count} complaints in 12 months", value)
            return words.format(count=value)
        label = self.word.label if self.word else ""
        if evidence is Evidence.CREDIT:
            return _("credit {grade}").format(grade=label)
        if self.word is not None:
            return label
        words = {
            Evidence.GROWTH: _("growth of {percent} a year"),
            Evidence.MARGIN: _("margin {percent}"),
            Evidence.SCORECARD: _("scorecard {percent}"),
        }.get(evidence, "{percent}")
        return words.format(percent=format_percent_bp(value))


@dataclass(frozen=True)
class AxisFacts:
    """What the records say of an account; ``None`` where they say nothing.

    ``potential_fen`` is what they could buy a year. Shares and rates are basis points. ``complaints``
    counts those of the last twelve months of an account that bought in them. ``days_overdue`` is that
    of the oldest open amount, ``scorecard_bp`` the total of the strategic scorecard with ``scored`` criteria.
    """

    potential_fen: int | None = None
    growth_bp: int | None = None
    margin_bp: int | None = None
    scorecard_bp: int | None = None
    scored: int = 0
    credit_grade: CreditGrade | None = None
    days_overdue: int = 0
    first_trade_on: date | None = None
    standing: Standing | None = None
    wallet_bp: int | None = None
    stage: Stage | None = None
    complaints: int | None = None


def proposed_scores(
    facts: AxisFacts, today: date, thresholds: TierThresholds | None = None
) -> dict[AxisCriterion, ProposedScore]:
    """The scores that follow from ``facts``; criteria that only a person can judge are left out."""
    limits = thresholds or TierThresholds()
    standing, stage = facts.standing, facts.stage
    found = {
        AxisCriterion.SALES_POTENTIAL: _potential(facts.potential_fen, limits),
        AxisCriterion.GROWTH: _rate(facts.growth_bp, _GROWTH, Evidence.GROWTH),
        AxisCriterion.PROFITABILITY: _rate(facts.margin_bp, _MARGIN, Evidence.MARGIN),
        AxisCriterion.STRATEGIC_FIT: _scorecard(facts),
        AxisCriterion.PAYMENT: _payment(facts),
        AxisCriterion.STABILITY: _stability(facts.first_trade_on, today),
        AxisCriterion.STANDING: (
            ProposedScore(_STANDING[standing], Evidence.STANDING, word=standing) if standing else None
        ),
        AxisCriterion.SHARE_OF_WALLET: _rate(facts.wallet_bp, _WALLET, Evidence.WALLET),
        AxisCriterion.RELATIONSHIP: (
            ProposedScore(_STAGE[stage], Evidence.STAGE, word=stage) if stage else None
        ),
        AxisCriterion.SERVICE_RECORD: _service(facts.complaints),
    }
    return {criterion: score for criterion, score in found.items() if score is not None}


def _banded(value: int, bands: tuple[tuple[int, int], ...]) -> int:
    return next((score for least, score in bands if value >= least), 0)


def _rate(
    value_bp: int | None, bands: tuple[tuple[int, int], ...], evidence: Evidence
) -> ProposedScore | None:
    return None if value_bp is None else ProposedScore(_banded(value_bp, bands), evidence, value_bp)


def _potential(potential_fen: int | None, limits: TierThresholds) -> ProposedScore | None:
    if potential_fen is None or potential_fen <= 0:
        return None
    bands = (
        (limits.focus_fen, 5),
        (limits.focus_fen // 2, 4),
        (limits.major_fen, 3),
        (limits.major_fen // 2, 2),
        (1, 1),
    )
    # Thresholds may lie so close that half of one is below the other.
    score = max(score for least, score in bands if potential_fen >= least)
    return ProposedScore(score, Evidence.POTENTIAL, potential_fen)


def _scorecard(facts: AxisFacts) -> ProposedScore | None:
    if facts.scorecard_bp is None or facts.scored < _LEAST_SCORED:
        return None
    return ProposedScore((facts.scorecard_bp + 1_000) // 2_000, Evidence.SCORECARD, facts.scorecard_bp)


def _payment(facts: AxisFacts) -> ProposedScore | None:
    if facts.days_overdue > _OVERDUE_DAYS:
        return ProposedScore(_OVERDUE_SCORE, Evidence.OVERDUE, facts.days_overdue)
    grade = facts.credit_grade
    return ProposedScore(_CREDIT[grade], Evidence.CREDIT, word=grade) if grade else None


def _stability(first_trade_on: date | None, today: date) -> ProposedScore | None:
    if first_trade_on is None or first_trade_on > today:
        return None
    early = (today.month, today.day) < (first_trade_on.month, first_trade_on.day)
    years = today.year - first_trade_on.year - int(early)
    return ProposedScore(_banded(years, _YEARS), Evidence.YEARS, years)


def _service(complaints: int | None) -> ProposedScore | None:
    if complaints is None:
        return None
    return ProposedScore(_COMPLAINTS.get(complaints, 0), Evidence.COMPLAINTS, complaints)
