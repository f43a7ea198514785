"""What attractiveness and relative strength are judged by, and what each criterion counts (2-rules §3)."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Final

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, pgettext
from workbench.foundation.ids import Id, derived_id, id_text

HIGHEST_SCORE: Final = 5
HIGHEST_WEIGHT: Final = 100


class Axis(StrEnum):
    """What is judged."""

    ATTRACTIVENESS = "attractiveness"
    STRENGTH = "strength"

    @property
    def label(self) -> str:
        return {
            Axis.ATTRACTIVENESS: pgettext("axis", "Attractiveness"),
            Axis.STRENGTH: pgettext("axis", "Relative strength"),
        }[self]

    @property
    def about(self) -> str:
        """What the axis asks, in the user's language."""
        return {
            Axis.ATTRACTIVENESS: _("How much we want this account."),
            Axis.STRENGTH: _("How well we stand there, against whoever else sells to them."),
        }[self]

    @property
    def criteria(self) -> "tuple[AxisCriterion, ...]":
        """What it is judged by."""
        return _CRITERIA[self]


class AxisCriterion(StrEnum):
    """What an axis is judged by; the words are permanent names of stored scores."""

    SALES_POTENTIAL = "sales_potential"
    GROWTH = "growth"
    PROFITABILITY = "profitability"
    STRATEGIC_FIT = "strategic_fit"
    PAYMENT = "payment"
    STABILITY = "stability"
    STANDING = "standing"
    SHARE_OF_WALLET = "share_of_wallet"
    RELATIONSHIP = "relationship"
    ACCESS = "access"
    PRODUCT_FIT = "product_fit"
    SERVICE_RECORD = "service_record"
    PRICE_POSITION = "price_position"

    @property
    def label(self) -> str:
        return {
            AxisCriterion.SALES_POTENTIAL: pgettext("criterion", "Sales potential"),
            AxisCriterion.GROWTH: pgettext("criterion", "Growth"),
            AxisCriterion.PROFITABILITY: pgettext("criterion", "Profitability"),
            AxisCriterion.STRATEGIC_FIT: pgettext("criterion", "Strategic fit"),
            AxisCriterion.PAYMENT: pgettext("criterion", "Payment and solvency"),
            AxisCriterion.STABILITY: pgettext("criterion", "Stability"),
            AxisCriterion.STANDING: pgettext("criterion", "Standing in its industry"),
            AxisCriterion.SHARE_OF_WALLET: pgettext("criterion", "Share of wallet"),
            AxisCriterion.RELATIONSHIP: pgettext("criterion", "Relationship"),
            AxisCriterion.ACCESS: pgettext("criterion", "Access to those who decide"),
            AxisCriterion.PRODUCT_FIT: pgettext("criterion", "Product fit"),
            AxisCriterion.SERVICE_RECORD: pgettext("criterion", "Service record"),
            AxisCriterion.PRICE_POSITION: pgettext("criterion", "Price against competitors"),
        }[self]

    @property
    def axis(self) -> Axis:
        """The axis it belongs to."""
        return Axis.ATTRACTIVENESS if self in _ATTRACTIVE else Axis.STRENGTH


_ATTRACTIVE = frozenset(
    {
        AxisCriterion.SALES_POTENTIAL,
        AxisCriterion.GROWTH,
        AxisCriterion.PROFITABILITY,
        AxisCriterion.STRATEGIC_FIT,
        AxisCriterion.PAYMENT,
        AxisCriterion.STABILITY,
        AxisCriterion.STANDING,
    }
)
_CRITERIA: Mapping[Axis, tuple[AxisCriterion, ...]] = {
    axis: tuple(one for one in AxisCriterion if one.axis is axis) for axis in Axis
}


@dataclass(frozen=True)
class AxisWeights:
    """What each criterion counts on its axis, 0–100; one that counts 0 is only noted."""

    sales_potential: int = 3
    growth: int = 2
    profitability: int = 3
    strategic_fit: int = 2
    payment: int = 2
    stability: int = 1
    standing: int = 1
    share_of_wallet: int = 3
    relationship: int = 3
    access: int = 2
    product_fit: int = 2
    service_record: int = 2
    price_position: int = 1

    def __post_init__(self) -> None:
        for name, weight in asdict(self).items():
            if not 0 <= weight <= HIGHEST_WEIGHT:
                raise BadInput(
                    _("A weight lies between 0 and {most}.").format(most=HIGHEST_WEIGHT), where=name
                )
        for axis in Axis:
            if not any(self.of(one) for one in axis.criteria):
                raise BadInput(_("At least one criterion must count."), where=axis.criteria[0].value)

    def of(self, criterion: AxisCriterion) -> int:
        """What ``criterion`` counts."""
        weight: int = getattr(self, criterion.value)
        return weight


def portfolio_score_id(account_id: Id, criterion: str) -> Id:
    """The id of the score of one criterion."""
    return derived_id("portfolio_score", id_text(account_id), criterion)
