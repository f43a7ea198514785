"""The call list: whom to call or visit now, the most urgent first, with the number to dial (2-rules §7.2)."""

from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.visits import VisitKind


@dataclass(frozen=True)
class CallLine:
    """One thing to do: ``due_on`` is its last day, ``planned_on`` the day in the calendar if it has one.

    ``person`` and ``phone`` are whom to ring: the most influential person with a number, else the account.
    """

    account: str
    city: str
    tier: Tier | None
    kind: VisitKind
    due_on: date
    days_late: int
    person: str
    title: str
    phone: str
    last_contact_on: date | None
    why: str
    planned_on: date | None = None
    at: str = ""


def by_urgency(lines: list[CallLine]) -> tuple[CallLine, ...]:
    """What is latest first, then by day; of the same day the higher tier, then the name."""
    tiers = {tier: place for place, tier in enumerate(Tier)}
    return tuple(
        sorted(
            lines,
            key=lambda one: (
                -one.days_late,
                one.planned_on or one.due_on,
                tiers[one.tier] if one.tier else len(tiers),
                one.account,
            ),
        )
    )
