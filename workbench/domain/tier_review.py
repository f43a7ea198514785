"""The yearly review of all tiers: refusals that hold for a year, and when the next is due (2-rules §2.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.periods import year_before
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class TierRefusal:
    """A suggested tier that a person did not take, and why."""

    id: Id
    account_id: Id
    tier: Tier | None
    refused_on: date | None
    reason: str = ""


@dataclass(frozen=True)
class FinishedReview:
    """A review of all tiers that the general manager approved, with what came of it."""

    id: Id
    reviewed_on: date | None
    approved_by: str = ""
    accepted: int = 0
    refused: int = 0
    note: str = ""


def standing_refusal(refusals: Iterable[TierRefusal], tier: Tier, today: date) -> TierRefusal | None:
    """The refusal that keeps ``tier`` from being suggested to an account again; the latest of several.

    It holds for a year, and only for the tier that was refused: evidence for another one is heard.
    """
    since = year_before(today)
    holding = [
        one
        for one in refusals
        if one.tier is tier and one.refused_on is not None and since < one.refused_on <= today
    ]
    return max(holding, key=lambda one: (one.refused_on or date.min, one.id), default=None)


def review_is_due(last: date | None, today: date) -> bool:
    """Whether a year has passed since the last review, or there was none."""
    return last is None or last <= year_before(today)
