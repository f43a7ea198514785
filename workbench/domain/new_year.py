"""The task of every December: a New-Year gift sent on, and next year's demand asked (2-rules §7.1).

A task, no visit: it is kept as two actions of the account whose ids follow from account and year.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.domain.visits import Action
from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id, derived_id, id_text

ORIGIN = "new_year"
_DECEMBER, _JANUARY = 12, 1


class NewYearStep(StrEnum):
    """The two things to do."""

    GIFT = "gift"
    DEMAND = "demand"

    @property
    def label(self) -> str:
        return {
            NewYearStep.GIFT: pgettext("new year", "New-Year gift sent"),
            NewYearStep.DEMAND: pgettext("new year", "Next year's demand asked"),
        }[self]


@dataclass(frozen=True)
class NewYearTask:
    """How the task of ``year`` stands at one account; ``demand`` is their answer in words."""

    account_id: Id
    year: int
    gift_on: date | None = None
    demand_on: date | None = None
    demand: str = ""

    @property
    def is_done(self) -> bool:
        """Whether both are done."""
        return self.gift_on is not None and self.demand_on is not None

    @property
    def due_on(self) -> date:
        """The last day; from the next on it is overdue."""
        return last_day(self.year)

    def done_on(self, step: NewYearStep) -> date | None:
        """The day on which one of the two was done."""
        return self.gift_on if step is NewYearStep.GIFT else self.demand_on


def year_of_task(today: date) -> int | None:
    """The year whose task is shown: in December this one, in January last year's, which is overdue."""
    if today.month == _DECEMBER:
        return today.year
    return today.year - 1 if today.month == _JANUARY else None


def last_day(year: int) -> date:
    """The day by which the task of ``year`` is to be done."""
    return date(year, _DECEMBER, 31)


def origin_of(year: int, step: NewYearStep) -> str:
    """What the action of one step names as its origin: ``new_year:2026:gift``."""
    return f"{ORIGIN}:{year}:{step.value}"


def step_id(account_id: Id, year: int, step: NewYearStep) -> Id:
    """The id of the action of one step: the same on every laptop."""
    return derived_id(ORIGIN, id_text(account_id), str(year), step.value)


def new_year_tasks(
    account_ids: Iterable[Id], actions: Iterable[Action], year: int
) -> tuple[NewYearTask, ...]:
    """How the task of ``year`` stands at each of the accounts, in their order.

    An action counts for its account as it stands now: also one that came with an account merged into it.
    """
    steps = {origin_of(year, step): step for step in NewYearStep}
    found: dict[tuple[Id, NewYearStep], Action] = {}
    for action in actions:
        if action.origin in steps and action.done_on is not None:
            found.setdefault((action.account_id, steps[action.origin]), action)
    tasks = []
    for one in account_ids:
        gift, demand = found.get((one, NewYearStep.GIFT)), found.get((one, NewYearStep.DEMAND))
        tasks.append(
            NewYearTask(
                one,
                year,
                gift.done_on if gift else None,
                demand.done_on if demand else None,
                demand.text if demand else "",
            )
        )
    return tuple(tasks)
