"""What another visit policy would bring: accounts, loads of people and weeks, and what would fit (C9)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from fractions import Fraction

from workbench.domain.accounts import Account
from workbench.domain.duties import Duty, is_fixed
from workbench.domain.frequency import (
    Frequency,
    FrequencyRule,
    RequiredFrequency,
    Rulebook,
    required_frequencies,
)
from workbench.domain.periods import PeriodKind
from workbench.domain.visit_load import Load, ManagerLoad, load_of
from workbench.domain.visit_times import VisitMinutes
from workbench.domain.visits import Visit, VisitKind
from workbench.foundation.ids import Id

Required = Mapping[Id, tuple[RequiredFrequency, ...]]
"""What holds for each account, by its id."""

_LADDER = (
    Frequency(2, PeriodKind.MONTH),
    Frequency(1, PeriodKind.MONTH),
    Frequency(1, PeriodKind.QUARTER),
    Frequency(1, PeriodKind.HALF_YEAR),
    Frequency(1, PeriodKind.YEAR),
)


@dataclass(frozen=True)
class RuleUse:
    """For how many accounts a rule's condition holds, and for how many of them it wins."""

    accounts: int = 0
    decides: int = 0


@dataclass(frozen=True)
class WeekLoad:
    """What one person is asked for in a week, visits on site and calls apart, and the places it has."""

    manager_id: Id
    monday: date
    calls: bool
    asked: int
    room: int

    @property
    def overloaded(self) -> bool:
        """Whether more is asked for than there are places."""
        return self.asked > self.room


@dataclass(frozen=True)
class FrequencyChange:
    """The accounts of which one kind of visit is asked for more or less often; ``None`` is not at all."""

    kind: VisitKind
    before: Frequency | None
    after: Frequency | None
    account_ids: tuple[Id, ...]


@dataclass(frozen=True)
class Lever:
    """One change of one rule that takes load off: who is still asked for more than a quarter holds."""

    rule: FrequencyRule
    frequency: Frequency
    overloaded: int
    excess: Fraction
    saved: Fraction

    @property
    def fits(self) -> bool:
        """Whether nobody is asked for more than a quarter holds."""
        return self.overloaded == 0


def rule_uses(required: Required) -> dict[Id, RuleUse]:
    """For each rule that holds for any account, for how many it does and for how many it decides."""
    found: dict[Id, RuleUse] = {}
    for of_account in required.values():
        for one in of_account:
            if isinstance(one.source, FrequencyRule):
                use = found.get(one.source.id, RuleUse())
                found[one.source.id] = RuleUse(use.accounts + 1, use.decides + 1)
            for rule in one.beaten:
                use = found.get(rule.id, RuleUse())
                found[rule.id] = replace(use, accounts=use.accounts + 1)
    return found


def frequency_changes(before: Required, after: Required) -> tuple[FrequencyChange, ...]:
    """Which accounts change and how, the largest group first; an equal demand by another rule is none."""
    groups: dict[tuple[VisitKind, Frequency | None, Frequency | None], list[Id]] = {}
    for account_id in after:
        was = {one.kind: one.frequency for one in before.get(account_id, ()) if one.frequency.count}
        now = {one.kind: one.frequency for one in after[account_id] if one.frequency.count}
        for kind in VisitKind:
            if was.get(kind) != now.get(kind):
                groups.setdefault((kind, was.get(kind), now.get(kind)), []).append(account_id)
    found = [FrequencyChange(kind, was, now, tuple(ids)) for (kind, was, now), ids in groups.items()]
    return tuple(sorted(found, key=lambda one: (-len(one.account_ids), list(VisitKind).index(one.kind))))


def week_loads(
    duties: Iterable[Duty],
    visits: Iterable[Visit],
    rooms: Mapping[tuple[Id, bool], Mapping[date, int]],
    start: date,
    end: date,
) -> tuple[WeekLoad, ...]:
    """What each week from ``start`` to ``end`` is asked for: duties on their ideal dates, and fixed visits.

    ``rooms`` are the places of each person on each day, calls (``True``) apart. What is late before
    ``start`` has no week of its own and is left out (see ``count_late``). In order of weeks.
    """
    asked: dict[tuple[Id, bool, date], int] = {}
    room: dict[tuple[Id, bool, date], int] = {}
    for (manager_id, calls), days in rooms.items():
        for day, places in days.items():
            key = (manager_id, calls, monday_of(day))
            room[key] = room.get(key, 0) + places
    for duty in duties:
        if duty.manager_id is not None and duty.ideal_on >= start:
            key = (duty.manager_id, not duty.kind.is_on_site, monday_of(min(duty.ideal_on, end)))
            asked[key] = asked.get(key, 0) + 1
    for visit in visits:
        if visit.manager_id is not None and is_fixed(visit) and start <= visit.on <= end:
            key = (visit.manager_id, not visit.kind.is_on_site, monday_of(visit.on))
            asked[key] = asked.get(key, 0) + 1
    found = [
        WeekLoad(manager_id, monday, calls, count, room.get((manager_id, calls, monday), 0))
        for (manager_id, calls, monday), count in asked.items()
    ]
    return tuple(sorted(found, key=lambda one: (one.monday, one.manager_id, one.calls)))


def count_late(duties: Iterable[Duty], start: date) -> int:
    """How many duties should have been done before ``start``; they come on top of the weeks."""
    return sum(1 for duty in duties if duty.ideal_on < start)


def monday_of(day: date) -> date:
    """The first day of the week of ``day``."""
    return day - timedelta(days=day.weekday())


def excess_of(loads: Iterable[ManagerLoad]) -> tuple[int, Fraction]:
    """How many people are asked for more than a quarter holds then, and by how many visits and calls."""
    over = [one for one in loads if one.overloaded(one.then)]
    visits = sum((max(one.then.visits - one.visit_capacity, Fraction(0)) for one in over), Fraction(0))
    calls = sum((max(one.then.calls - one.call_capacity, Fraction(0)) for one in over), Fraction(0))
    return len(over), visits + calls


def find_levers(
    accounts: Sequence[Account],
    book: Rulebook,
    required: Required,
    loads: Sequence[ManagerLoad],
    minutes: VisitMinutes,
    today: date,
    on_step: Callable[[int, int], None] | None = None,
) -> tuple[Lever, ...]:
    """Which single change of a rule brings everybody's quarter within its places, by what it costs.

    Each rule that wins anywhere is tried at every lower frequency, the nearest first. Where no single change
    is enough, the one that leaves the least over, if any takes something off. Nobody overloaded needs none.
    """
    over, excess = excess_of(loads)
    if not over:
        return ()
    by_id = {account.id: account for account in accounts}
    decided: dict[Id, list[Id]] = {}
    for account_id, of_account in required.items():
        for one in of_account:
            if isinstance(one.source, FrequencyRule):
                decided.setdefault(one.source.id, []).append(account_id)
    fitting: list[Lever] = []
    others: list[Lever] = []
    for place, rule in enumerate(book.rules):
        own = decided.get(rule.id, ())
        for frequency in _LADDER if own else ():
            if on_step is not None:
                on_step(place, len(book.rules))
            if frequency.per_year >= rule.frequency.per_year:
                continue
            lower = replace(rule, frequency=frequency)
            changed = replace(book, rules=tuple(lower if one is rule else one for one in book.rules))
            less: dict[Id | None, Load] = {}
            for account_id in own:
                account = by_id[account_id]
                before = load_of(required[account_id], minutes)
                after = load_of(required_frequencies(account, changed, today), minutes)
                less[account.manager_id] = less.get(account.manager_id, Load()) + Load(
                    before.visits - after.visits, before.calls - after.calls, before.minutes - after.minutes
                )
            then = [replace(one, then=_minus(one.then, less.get(one.manager.id, Load()))) for one in loads]
            left, still = excess_of(then)
            saved = sum((one.visits + one.calls for one in less.values()), Fraction(0))
            lever = Lever(rule, frequency, left, still, saved)
            if lever.fits:
                fitting.append(lever)
                break
            others.append(lever)
    if fitting:
        return tuple(sorted(fitting, key=lambda one: (one.saved, one.rule.position, one.rule.id)))
    best = min(others, key=lambda one: (one.overloaded, one.excess, one.saved), default=None)
    return (best,) if best is not None and best.excess < excess else ()


def _minus(load: Load, less: Load) -> Load:
    return Load(load.visits - less.visits, load.calls - less.calls, load.minutes - less.minutes)
