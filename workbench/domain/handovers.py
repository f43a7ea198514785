"""Accounts that go from one manager to another: nothing is lost, and the new one confirms (2-rules §16)."""

from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id


@dataclass(frozen=True)
class HandoverAccount:
    """An account of a handover. ``seen_on``: when the new manager had gone through it; ``question``: what
    they still want to know."""

    id: Id
    handover_id: Id
    account_id: Id
    seen_on: date | None = None
    question: str = ""


@dataclass(frozen=True)
class Handover:
    """One handover; ``due_on`` is the last day to confirm it. Managers may be gone by now."""

    id: Id
    from_id: Id | None
    to_id: Id | None
    handed_on: date | None
    due_on: date | None
    reason: str = ""
    note: str = ""
    confirmed_on: date | None = None
    confirmed_by: str = ""
    answer: str = ""
    accounts: tuple[HandoverAccount, ...] = ()

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_on is not None

    def is_late(self, today: date) -> bool:
        """Whether the day by which it should have been confirmed has passed."""
        return not self.is_confirmed and self.due_on is not None and self.due_on < today
