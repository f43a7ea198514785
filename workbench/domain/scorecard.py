"""The strategic scorecard: 22 criteria, scored 0–5 and weighted (2-rules §2.3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, pgettext

HIGHEST_SCORE: Final = 5
HIGHEST_WEIGHT: Final = 100


class Criterion(StrEnum):
    """What a strategic account is judged by 戰略大客戶選擇準則, in the order of the source."""

    REVENUE_POTENTIAL = "revenue_potential"
    PROFITABILITY_POTENTIAL = "profitability_potential"
    CENTRAL_PURCHASING = "central_purchasing"
    MARKET_LEADER = "market_leader"
    HURTS_COMPETITORS = "hurts_competitors"
    EXECUTIVE_RELATIONSHIP = "executive_relationship"
    COMPLEMENTARY_TECHNOLOGY = "complementary_technology"
    SUPPLIER_CERTIFICATION = "supplier_certification"
    BUYING_ORIENTATION = "buying_orientation"
    CULTURAL_FIT = "cultural_fit"
    SYSTEM_COMPATIBILITY = "system_compatibility"
    SOLVENCY = "solvency"
    PROMPT_PAYMENT = "prompt_payment"
    PRODUCT_LINE_FIT = "product_line_fit"
    FLEXIBILITY = "flexibility"
    RAW_MATERIAL_BASE = "raw_material_base"
    PROCUREMENT_COST = "procurement_cost"
    INNOVATION = "innovation"
    OUTSOURCING = "outsourcing"
    EXPERTISE = "expertise"
    HONEST_DEALING = "honest_dealing"
    SERVICE_PARTNER = "service_partner"

    @property
    def label(self) -> str:
        return {
            Criterion.REVENUE_POTENTIAL: pgettext("criterion", "Revenue potential"),
            Criterion.PROFITABILITY_POTENTIAL: pgettext("criterion", "Profitability potential"),
            Criterion.CENTRAL_PURCHASING: pgettext("criterion", "Central purchasing"),
            Criterion.MARKET_LEADER: pgettext("criterion", "Market leader"),
            Criterion.HURTS_COMPETITORS: pgettext("criterion", "Winning it hurts competitors"),
            Criterion.EXECUTIVE_RELATIONSHIP: pgettext("criterion", "Existing executive relationship"),
            Criterion.COMPLEMENTARY_TECHNOLOGY: pgettext("criterion", "Complementary technology"),
            Criterion.SUPPLIER_CERTIFICATION: pgettext("criterion", "Strict supplier certification"),
            Criterion.BUYING_ORIENTATION: pgettext("criterion", "Buys strategically, not by transaction"),
            Criterion.CULTURAL_FIT: pgettext("criterion", "Cultural fit"),
            Criterion.SYSTEM_COMPATIBILITY: pgettext("criterion", "System compatibility"),
            Criterion.SOLVENCY: pgettext("criterion", "Solvency"),
            Criterion.PROMPT_PAYMENT: pgettext("criterion", "Prompt payment"),
            Criterion.PRODUCT_LINE_FIT: pgettext("criterion", "Product-line fit"),
            Criterion.FLEXIBILITY: pgettext("criterion", "Flexibility"),
            Criterion.RAW_MATERIAL_BASE: pgettext("criterion", "Common raw-material base"),
            Criterion.PROCUREMENT_COST: pgettext("criterion", "Acceptable procurement cost"),
            Criterion.INNOVATION: pgettext("criterion", "Innovation and best practice"),
            Criterion.OUTSOURCING: pgettext("criterion", "Repeated wish to outsource"),
            Criterion.EXPERTISE: pgettext("criterion", "Expertise we need"),
            Criterion.HONEST_DEALING: pgettext("criterion", "Honest dealing"),
            Criterion.SERVICE_PARTNER: pgettext("criterion", "Could become a service partner"),
        }[self]


@dataclass(frozen=True)
class ScorecardWeights:
    """What each criterion counts, 0–100; one that counts 0 is only noted."""

    revenue_potential: int = 1
    profitability_potential: int = 1
    central_purchasing: int = 1
    market_leader: int = 1
    hurts_competitors: int = 1
    executive_relationship: int = 1
    complementary_technology: int = 1
    supplier_certification: int = 1
    buying_orientation: int = 1
    cultural_fit: int = 1
    system_compatibility: int = 1
    solvency: int = 1
    prompt_payment: int = 1
    product_line_fit: int = 1
    flexibility: int = 1
    raw_material_base: int = 1
    procurement_cost: int = 1
    innovation: int = 1
    outsourcing: int = 1
    expertise: int = 1
    honest_dealing: int = 1
    service_partner: int = 1

    def __post_init__(self) -> None:
        for name, weight in asdict(self).items():
            if not 0 <= weight <= HIGHEST_WEIGHT:
                raise BadInput(
                    _("A weight lies between 0 and {most}.").format(most=HIGHEST_WEIGHT), where=name
                )
        if not any(asdict(self).values()):
            raise BadInput(_("At least one criterion must count."), where=Criterion.REVENUE_POTENTIAL.value)

    def of(self, criterion: Criterion) -> int:
        """What ``criterion`` counts."""
        weight: int = getattr(self, criterion.value)
        return weight


@dataclass(frozen=True)
class Score:
    """One criterion of one account, 0–5, with the day it was judged."""

    criterion: Criterion
    score: int
    scored_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Scorecard:
    """What the scores come to. ``reached`` and ``most`` are weighted points of the scored criteria only.

    ``threshold`` is the percentage from which an account qualifies for nomination.
    """

    scored: int
    reached: int
    most: int
    threshold: int

    @property
    def total_bp(self) -> int | None:
        """The share of the weighted maximum in basis points, rounded down; ``None`` without any."""
        return self.reached * 10_000 // self.most if self.most else None

    @property
    def unscored(self) -> int:
        """How many criteria were left out."""
        return len(Criterion) - self.scored

    @property
    def qualifies(self) -> bool:
        """Whether the account passes for nomination."""
        return self.most > 0 and self.reached * 100 >= self.threshold * self.most

    @property
    def counted(self) -> str:
        """``scored 15 of 22``, in the user's language."""
        return _("scored {scored} of {count}").format(scored=self.scored, count=len(Criterion))


def scorecard(
    scores: Mapping[Criterion, int], weights: ScorecardWeights | None = None, threshold: int = 70
) -> Scorecard:
    """The total of the criteria that were scored; the others are left out of the maximum and counted."""
    counts = weights or ScorecardWeights()
    return Scorecard(
        scored=len(scores),
        reached=sum(score * counts.of(criterion) for criterion, score in scores.items()),
        most=sum(HIGHEST_SCORE * counts.of(criterion) for criterion in scores),
        threshold=threshold,
    )
