"""How much a risk matters: probability × impact (2-rules §3)."""

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from workbench.domain.risks import Level, Risk
from workbench.foundation.i18n import pgettext


class RiskClass(StrEnum):
    """What the grid says of a risk, the mildest first."""

    CAUTION = "caution"
    FIX = "fix"
    SIGNIFICANT = "significant"
    STOPPER = "stopper"

    @property
    def label(self) -> str:
        return {
            RiskClass.CAUTION: pgettext("risk", "Proceed with caution"),
            RiskClass.FIX: pgettext("risk", "Fix before launch"),
            RiskClass.SIGNIFICANT: pgettext("risk", "Significant risk"),
            RiskClass.STOPPER: pgettext("risk", "Show stopper"),
        }[self]

    @property
    def weight(self) -> int:
        """Its place among the classes, the mildest 0."""
        return list(RiskClass).index(self)


# Rows are the probability, columns the impact, as the source prints them.
RISK_TABLE: Mapping[Level, Mapping[Level, RiskClass]] = {
    Level.HIGH: {
        Level.LOW: RiskClass.FIX,
        Level.MEDIUM: RiskClass.SIGNIFICANT,
        Level.HIGH: RiskClass.STOPPER,
    },
    Level.MEDIUM: {
        Level.LOW: RiskClass.CAUTION,
        Level.MEDIUM: RiskClass.FIX,
        Level.HIGH: RiskClass.SIGNIFICANT,
    },
    Level.LOW: {
        Level.LOW: RiskClass.CAUTION,
        Level.MEDIUM: RiskClass.CAUTION,
        Level.HIGH: RiskClass.FIX,
    },
}


def risk_class(probability: Level | None, impact: Level | None) -> RiskClass | None:
    """What the grid says; ``None`` while either is not judged."""
    if probability is None or impact is None:
        return None
    return RISK_TABLE[probability][impact]


def class_of(risk: Risk) -> RiskClass | None:
    """What the grid says of ``risk``."""
    return risk_class(risk.probability, risk.impact)


def by_weight(risks: Iterable[Risk]) -> tuple[Risk, ...]:
    """Open risks before closed ones; among them the worst class first, then those not judged.

    Within a class the higher probability times impact leads, then the nearer day, then the older one.
    """
    return tuple(sorted(risks, key=_order))


def _order(risk: Risk) -> tuple[bool, int, int, date, date, bytes]:
    found = class_of(risk)
    levels = list(Level)
    points = (
        0
        if found is None
        else (levels.index(risk.probability or Level.LOW) + 1) * (levels.index(risk.impact or Level.LOW) + 1)
    )
    return (
        risk.closed_on is not None,
        1 if found is None else -found.weight,
        -points,
        risk.due_on or date.max,
        risk.noted_on or date.max,
        risk.id,
    )


def worst_class(risks: Iterable[Risk]) -> RiskClass | None:
    """The worst class among the open ones; ``None`` without any that is judged."""
    found = [one for risk in risks if risk.closed_on is None and (one := class_of(risk)) is not None]
    return max(found, key=lambda one: one.weight, default=None)


def cells_of(risks: Iterable[Risk]) -> dict[tuple[Level, Level], tuple[Risk, ...]]:
    """The open risks of each cell, probability first; every cell is there, unjudged risks are not."""
    found: dict[tuple[Level, Level], list[Risk]] = {(row, column): [] for row in Level for column in Level}
    for risk in by_weight(risks):
        if risk.closed_on is None and risk.probability is not None and risk.impact is not None:
            found[risk.probability, risk.impact].append(risk)
    return {place: tuple(inside) for place, inside in found.items()}
