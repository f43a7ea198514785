"""Missed duties keep a reason and what follows (features C10)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.visits import Cause, VisitKind
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class DebtDecision(StrEnum):
    """What follows from a missed duty."""

    CATCH_UP = "catch_up"
    WAIVE = "waive"

    @property
    def label(self) -> str:
        return {
            DebtDecision.CATCH_UP: pgettext("debt", "Catch up"),
            DebtDecision.WAIVE: pgettext("debt", "Let go"),
        }[self]


@dataclass(frozen=True)
class DebtNote:
    """What was said of one missed duty: visit ``number`` of ``period`` (as ``Period.key`` writes it)."""

    id: Id
    account_id: Id
    kind: VisitKind
    period: str
    number: int
    cause: Cause | None = None
    note: str = ""
    decision: DebtDecision | None = None
    decided_on: date | None = None
