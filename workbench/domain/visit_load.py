"""How many visits, calls and hours the frequency policy asks of a person in a quarter (2-rules §7.1)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from workbench.domain.accounts import Account, Manager
from workbench.domain.frequency import Rulebook, required_frequencies
from workbench.foundation.ids import Id

QUARTERS = 4


@dataclass(frozen=True)
class Load:
    """Visits on site and calls in a quarter; a rarer duty counts by its share of the quarter."""

    visits: Fraction = Fraction(0)
    calls: Fraction = Fraction(0)

    def __add__(self, other: "Load") -> "Load":
        return Load(self.visits + other.visits, self.calls + other.calls)

    def hours(self, manager: Manager, workday_hours: int) -> Fraction:
        """The time it takes: a day of ``workday_hours`` holds as many visits, or calls, as one makes."""
        shipped = Manager(manager.id, manager.name)
        visits = manager.daily_visits or shipped.daily_visits
        calls = manager.daily_calls or shipped.daily_calls
        return workday_hours * (self.visits / visits + self.calls / calls)


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


def account_load(account: Account, book: Rulebook, today: date) -> Load:
    """What the policy asks for one account in a quarter."""
    visits = calls = 0
    for required in required_frequencies(account, book, today):
        if required.kind.is_on_site:
            visits += required.frequency.per_year
        else:
            calls += required.frequency.per_year
    return Load(Fraction(visits, QUARTERS), Fraction(calls, QUARTERS))


def loads_by_manager(
    accounts: Iterable[Account],
    book: Rulebook,
    today: date,
) -> dict[Id | None, Load]:
    """What the policy asks of each responsible person in a quarter."""
    loads: dict[Id | None, Load] = {}
    for account in accounts:
        load = account_load(account, book, today)
        loads[account.manager_id] = loads.get(account.manager_id, Load()) + load
    return loads
