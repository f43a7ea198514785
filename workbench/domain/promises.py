"""The promise ledger 承诺台账: whose, since when, how late, and how many were kept in time (3-features C8).

A task of a service plan, of the playbook or of the New Year is no promise: nobody gave the customer a word.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from workbench.domain.periods import twelve_months
from workbench.domain.visits import Action, Side
from workbench.foundation.i18n import pgettext

SERVICE_PLAN, PLAYBOOK, NEW_YEAR = "service_plan", "playbook:", "new_year:"
_WEEK, _MONTH, _QUARTER = 7, 30, 90
PLAN_TASK_DAYS = 14
"""So many days ahead a task of the account plan stands among what is to be kept in mind."""


class PromiseState(StrEnum):
    """What became of a promise, as known on a day."""

    OPEN = "open"
    LATE = "late"
    KEPT = "kept"
    KEPT_LATE = "kept_late"

    @property
    def label(self) -> str:
        return {
            PromiseState.OPEN: pgettext("promise state", "Open"),
            PromiseState.LATE: pgettext("promise state", "Late"),
            PromiseState.KEPT: pgettext("promise state", "Kept in time"),
            PromiseState.KEPT_LATE: pgettext("promise state", "Kept late"),
        }[self]

    @property
    def is_open(self) -> bool:
        """Whether it is still to be kept."""
        return self in (PromiseState.OPEN, PromiseState.LATE)


class Age(StrEnum):
    """How late an open promise is, in days after its due day."""

    NOT_DUE = "not_due"
    WEEK = "1-7"
    MONTH = "8-30"
    QUARTER = "31-90"
    OLDER = "90+"

    @property
    def label(self) -> str:
        return {
            Age.NOT_DUE: pgettext("promise age", "Not due"),
            Age.WEEK: pgettext("promise age", "1–7 days late"),
            Age.MONTH: pgettext("promise age", "8–30 days late"),
            Age.QUARTER: pgettext("promise age", "31–90 days late"),
            Age.OLDER: pgettext("promise age", "Over 90 days late"),
        }[self]


class Origin(StrEnum):
    """Where something to be done comes from: a word given, or a plan of ours."""

    PROMISE = "promise"
    SERVICE_PLAN = "service_plan"
    PLAYBOOK = "playbook"
    NEW_YEAR = "new_year"
    ACCOUNT_PLAN = "account_plan"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            Origin.PROMISE: pgettext("origin", "Promise"),
            Origin.SERVICE_PLAN: pgettext("origin", "Task: service plan"),
            Origin.PLAYBOOK: pgettext("origin", "Task: playbook"),
            Origin.NEW_YEAR: pgettext("origin", "Task: New Year"),
            Origin.ACCOUNT_PLAN: pgettext("origin", "Task: account plan"),
            Origin.OTHER: pgettext("origin", "Task"),
        }[self]


@dataclass(frozen=True)
class KeptRate:
    """Of the promises whose day came, how many were kept by then."""

    kept: int = 0
    total: int = 0

    @property
    def share_bp(self) -> int | None:
        """Basis points; ``None`` where no promise fell due."""
        return self.kept * 10_000 // self.total if self.total else None


def origin_of(action: Action) -> Origin:
    """A promise has no origin but its visit; what came from elsewhere is a task of our own."""
    origin = action.origin
    if not origin:
        return Origin.PROMISE
    if origin == SERVICE_PLAN:
        return Origin.SERVICE_PLAN
    if origin == Origin.ACCOUNT_PLAN:
        return Origin.ACCOUNT_PLAN
    if origin.startswith(PLAYBOOK):
        return Origin.PLAYBOOK
    return Origin.NEW_YEAR if origin.startswith(NEW_YEAR) else Origin.OTHER


def given_promises(actions: Iterable[Action]) -> tuple[Action, ...]:
    """Those that are promises: what a customer may read. Measures of a playbook speak about people."""
    return tuple(one for one in actions if origin_of(one) is Origin.PROMISE)


def pressing_now(actions: Iterable[Action], today: date) -> tuple[Action, ...]:
    """What is to be kept in mind today: all but tasks of the account plan that are due in weeks only."""
    soon = today + timedelta(days=PLAN_TASK_DAYS)
    return tuple(
        one
        for one in actions
        if origin_of(one) is not Origin.ACCOUNT_PLAN or (one.due_on is not None and one.due_on <= soon)
    )


def promise_state(action: Action, today: date) -> PromiseState:
    """Kept by its due day counts as in time; what has no due day is never late."""
    if action.done_on is not None:
        is_late = action.due_on is not None and action.done_on > action.due_on
        return PromiseState.KEPT_LATE if is_late else PromiseState.KEPT
    return PromiseState.LATE if action.is_overdue(today) else PromiseState.OPEN


def days_late(action: Action, today: date) -> int:
    """Days from the due day to the day it was kept, or to ``today`` while it is open; 0 if in time."""
    if action.due_on is None:
        return 0
    return max(0, ((action.done_on or today) - action.due_on).days)


def age_of(action: Action, today: date) -> Age | None:
    """The ageing bucket of an open promise; ``None`` once it is kept."""
    if action.done_on is not None:
        return None
    late = days_late(action, today)
    if late == 0:
        return Age.NOT_DUE
    if late <= _WEEK:
        return Age.WEEK
    if late <= _MONTH:
        return Age.MONTH
    return Age.QUARTER if late <= _QUARTER else Age.OLDER


def kept_rate(actions: Iterable[Action], side: Side, today: date) -> KeptRate:
    """The promises of ``side`` that were due in the twelve months to ``today`` and are kept or late.

    One that was kept before its due day counts too; one that falls due today and is open is undecided.
    """
    first, _last = twelve_months(today)
    kept = total = 0
    for action in actions:
        due = action.due_on
        if action.side is not side or due is None or due < first or origin_of(action) is not Origin.PROMISE:
            continue
        state = promise_state(action, today)
        total += state is not PromiseState.OPEN
        kept += state is PromiseState.KEPT
    return KeptRate(kept, total)
