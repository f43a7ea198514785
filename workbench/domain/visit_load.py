"""How many visits, calls and hours the frequency policy asks of a person in a quarter (2-rules §7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workbench.domain.accounts import Account, Manager
from workbench.domain.frequency import RequiredFrequency, Rulebook, required_frequencies
from workbench.domain.visit_times import VisitMinutes
from workbench.foundation.ids import Id

QUARTERS = 4
USUAL = VisitMinutes()


@dataclass(frozen=True)
class Load:
    """Visits on site and calls in a quarter, and the minutes they take; a rarer duty counts by its share."""

    visits: Fraction = Fraction(0)
    calls: Fraction = Fraction(0)
    minutes: Fraction = Fraction(0)

    def __add__(self, other: "Load") -> "Load":
        return Load(self.visits + other.visits, self.calls + other.calls, self.minutes + other.minutes)

    @property
    def hours(self) -> Fraction:
        """The time it takes."""
        return self.minutes / 60


@dataclass(frozen=True)
class ManagerLoad:
    """What a person is asked for now and then; capacities are places on the working days of a quarter."""

    manager: Manager
    now: Load
    then: Load
    visit_capacity: int
    call_capacity: int

    def overloaded(self, load: Load) -> bool:
        """Whether ``load`` is more than the quarter holds."""
        return load.visits > self.visit_capacity or load.calls > self.call_capacity


def load_of(required: Iterable[RequiredFrequency], minutes: VisitMinutes = USUAL) -> Load:
    """What these frequencies of one account come to in a quarter, each visit as long as its kind takes."""
    visits = calls = length = 0
    for one in required:
        count = one.frequency.per_year
        length += count * minutes.of(one.kind)
        if one.kind.is_on_site:
            visits += count
        else:
            calls += count
    return Load(Fraction(visits, QUARTERS), Fraction(calls, QUARTERS), Fraction(length, QUARTERS))


def account_load(account: Account, book: Rulebook, today: date, minutes: VisitMinutes = USUAL) -> Load:
    """What the policy asks for one account in a quarter."""
    return load_of(required_frequencies(account, book, today), minutes)


def loads_by_manager(
    accounts: Iterable[Account], book: Rulebook, today: date, minutes: VisitMinutes = USUAL
) -> dict[Id | None, Load]:
    """What the policy asks of each responsible person in a quarter."""
    loads: dict[Id | None, Load] = {}
    for account in accounts:
        load = account_load(account, book, today, minutes)
        loads[account.manager_id] = loads.get(account.manager_id, Load()) + load
    return loads
