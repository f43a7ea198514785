"""Accounts that go from one manager to another: nothing is lost, and the new one confirms (2-rules §16)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Account, Tier
from workbench.domain.visits import Action, Side, Visit
from workbench.domain.workdays import WorkdayCalendar
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

    @property
    def is_seen(self) -> bool:
        return self.seen_on is not None

    @property
    def asks(self) -> bool:
        """Whether the new manager still wants to know something."""
        return bool(self.question.strip())


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

    @property
    def questions(self) -> int:
        """Of how many accounts something is asked."""
        return sum(one.asks for one in self.accounts)

    def unseen(self, there: Collection[Id]) -> tuple[HandoverAccount, ...]:
        """What was not gone through yet of the accounts that are still ``there``."""
        return tuple(one for one in self.accounts if not one.is_seen and one.account_id in there)

    def is_late(self, today: date) -> bool:
        """Whether the day by which it should have been confirmed has passed."""
        return not self.is_confirmed and self.due_on is not None and self.due_on < today


def order_of(account: Account) -> tuple[int, str, Id]:
    """Accounts are gone through by tier, the most important first, then by name."""
    return (list(Tier).index(account.tier) if account.tier else len(Tier), account.name, account.id)


def due_day(handed_on: date, workdays: int, calendar: WorkdayCalendar) -> date:
    """The last day to confirm: so many working days after it was handed over (2-rules §16)."""
    return calendar.add_workdays(handed_on, workdays)


def may_confirm(handover: Handover, me: Id | None) -> bool:
    """Whether the one at this file may confirm: anybody but who gave the accounts away.

    ``me`` is ``None`` for somebody who keeps no accounts, such as the head.
    """
    return not handover.is_confirmed and (me is None or me != handover.from_id or me == handover.to_id)


def open_by_account(handovers: Iterable[Handover]) -> dict[Id, Handover]:
    """The handover that waits to be confirmed, by account; of several the latest."""
    waiting = sorted(
        (one for one in handovers if not one.is_confirmed),
        key=lambda one: (one.handed_on or date.min, one.id),
    )
    return {line.account_id: one for one in waiting for line in one.accounts}


def visits_that_go(
    visits: Iterable[Visit], accounts: Collection[Id], giver: Id | None, day: date
) -> tuple[Visit, ...]:
    """The open visits to come that the new manager makes: those of the giver, and of nobody.

    What lies before ``day`` without a report stays with whoever made it.
    """
    return tuple(
        one
        for one in visits
        if one.account_id in accounts
        and one.state.is_open
        and one.on >= day
        and one.manager_id in (None, giver)
    )


def promises_that_go(actions: Iterable[Action], accounts: Collection[Id], giver: str) -> tuple[Action, ...]:
    """Our open promises that the giver is to keep: the new manager keeps them from now on."""
    return tuple(
        one
        for one in actions
        if one.account_id in accounts
        and one.done_on is None
        and one.side is Side.OURS
        and giver
        and one.owner.strip() == giver
    )
