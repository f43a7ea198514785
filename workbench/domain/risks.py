"""What may go wrong with an account, and how much it matters (2-rules §3, §17)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class Level(StrEnum):
    """How likely, or how bad."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"

    @property
    def label(self) -> str:
        return {
            Level.LOW: pgettext("risk level", "Low"),
            Level.MEDIUM: pgettext("risk level", "Medium"),
            Level.HIGH: pgettext("risk level", "High"),
        }[self]


class RiskSource(StrEnum):
    """On which side it arises."""

    SUPPLIER = "supplier"
    CUSTOMER = "customer"

    @property
    def label(self) -> str:
        return {
            RiskSource.SUPPLIER: pgettext("risk source", "On our side"),
            RiskSource.CUSTOMER: pgettext("risk source", "On their side"),
        }[self]


@dataclass(frozen=True)
class Risk:
    """One risk; ``answer`` is what is done about it. Closed risks stay on record."""

    id: Id
    account_id: Id
    text: str
    source: RiskSource | None = None
    probability: Level | None = None
    impact: Level | None = None
    answer: str = ""
    owner: str = ""
    due_on: date | None = None
    noted_on: date | None = None
    closed_on: date | None = None
