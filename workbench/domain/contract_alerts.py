"""What a contract asks attention for: its end, late duties, paper not in its place (2-rules §10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class AlertKind(StrEnum):
    """Why a contract is brought up, the most pressing first."""

    DUTY_LATE = "duty_late"
    ENDING = "ending"
    UNSIGNED = "unsigned"
    NOT_ARCHIVED = "not_archived"
    NO_SCAN = "no_scan"

    @property
    def label(self) -> str:
        return {
            AlertKind.DUTY_LATE: pgettext("contract alert", "Duty late"),
            AlertKind.ENDING: pgettext("contract alert", "Ends soon"),
            AlertKind.UNSIGNED: pgettext("contract alert", "Unsigned for long"),
            AlertKind.NOT_ARCHIVED: pgettext("contract alert", "No archive number"),
            AlertKind.NO_SCAN: pgettext("contract alert", "Signed copy missing"),
        }[self]


@dataclass(frozen=True)
class ContractAlert:
    """One reason. ``on``: the day it is about; ``days``: until then (negative when past).

    ``band``: of an end, the alert reached: 90, 60 or 30.
    """

    kind: AlertKind
    contract_id: Id
    on: date | None
    days: int | None
    text: str
    band: int | None = None
