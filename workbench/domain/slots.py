"""The slots of a period: how many visits the policy requires in it, and the part of it each belongs to.

2-rules §7.2: the middle of the k-th of n equal parts of a calendar period.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from workbench.domain.accounts import Account
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import Condition, RequiredFrequency, Rulebook, required_frequencies
from workbench.domain.periods import Period, PeriodKind, next_period, period_of
from workbench.domain.visits import VisitKind
from workbench.foundation.ids import Id


@dataclass(frozen=True)
class Slot:
    """The ``number``-th of ``count`` visits that one period requires of one account, done or not.

    ``middle_on`` is the middle of its part of the period, ``due_on`` the last day of that part. What is
    required once, as the call after a service, is the only one of a period without a kind.
    """

    account_id: Id
    kind: VisitKind
    period: Period
    number: int
    count: int
    middle_on: date
    due_on: date
    required: RequiredFrequency | FollowUp

    @property
    def interval_days(self) -> int:
        """Days per visit in this period."""
        return max(1, self.period.day_count // self.count)


def slots_of(
    account: Account,
    book: Rulebook,
    start: date,
    end: date,
) -> Iterator[tuple[Slot, ...]]:
    """The slots of every period that overlaps ``start`` … ``end``, one tuple per kind and period.

    Which rule holds is asked anew at the start of each period (at ``start`` for the first), so that an
    override which ends in between ends with its period. A project's return calls that begin within a longer
    period of other calls take its place. Calls after services come last.
    """
    holding: dict[VisitKind, RequiredFrequency | None] = {
        required.kind: required for required in required_frequencies(account, book, start)
    }
    by_project = account.id in book.projects
    if by_project:
        calls = (rule.kind for rule in book.rules if rule.condition is Condition.PROJECT_AGE and rule.active)
        holding = {**dict.fromkeys(calls), **holding}
    for kind, first in holding.items():
        yield from _slots_of_kind(account, book, kind, first, start, end, by_project=by_project)
    for call in book.follow_ups.get(account.id, ()):
        if call.start <= end and call.due_on >= start:
            middle = call.start + timedelta(days=call.period.day_count // 2)
            yield (Slot(account.id, call.kind, call.period, 1, 1, middle, call.due_on, call),)


def _slots_of_kind(
    account: Account,
    book: Rulebook,
    kind: VisitKind,
    holding: RequiredFrequency | None,
    start: date,
    end: date,
    *,
    by_project: bool,
) -> Iterator[tuple[Slot, ...]]:
    day = start
    while day <= end and (holding is not None or by_project):
        period = period_of(holding.frequency.period if holding else PeriodKind.MONTH, day)
        sooner = _return_calls_from(account, book, holding, period, day) if by_project and holding else None
        if holding is not None and sooner is None:
            slots = tuple(_slot(account.id, holding, period, number) for number in _numbers(holding))
            if slots:
                yield slots
        day = sooner or period.end + timedelta(days=1)
        if by_project or account.id in book.overrides:
            holding = _holding_on(account, book, kind, day)


def _holding_on(account: Account, book: Rulebook, kind: VisitKind, day: date) -> RequiredFrequency | None:
    return next((one for one in required_frequencies(account, book, day) if one.kind is kind), None)


def _return_calls_from(
    account: Account, book: Rulebook, holding: RequiredFrequency, period: Period, day: date
) -> date | None:
    """The first month of ``period``, after that of ``day``, in which a project asks for calls more often."""
    month = period_of(PeriodKind.MONTH, day)
    while month.end < period.end:
        month = next_period(month)
        later = _holding_on(account, book, holding.kind, month.start)
        if later is not None and later.project and later.frequency.per_year > holding.frequency.per_year:
            return month.start
    return None


def match_slots(slots: Sequence[Slot], days: Sequence[date]) -> Mapping[int, date]:
    """Which visit day takes which slot, by slot number: in order, as near to the middles as possible.

    Of more days than slots, those farthest from any middle stay over.
    """
    days = sorted(days)
    if len(days) >= len(slots):
        pairs = pair_in_order([slot.middle_on for slot in slots], days)
        return {slots[few].number: days[many] for few, many in enumerate(pairs)}
    pairs = pair_in_order(days, [slot.middle_on for slot in slots])
    return {slots[many].number: days[few] for few, many in enumerate(pairs)}


def pair_in_order(few: Sequence[date], many: Sequence[date]) -> list[int]:
    """For each of ``few`` the index in ``many``, rising, at the least total of days apart."""
    best: dict[int, tuple[int, list[int]]] = {-1: (0, [])}
    for position, day in enumerate(few):
        longer: dict[int, tuple[int, list[int]]] = {}
        for index in range(position, len(many) - len(few) + position + 1):
            cost, chosen = min(best[last] for last in best if last < index)
            longer[index] = (cost + abs((many[index] - day).days), [*chosen, index])
        best = longer
    return min(best.values())[1]


def _numbers(required: RequiredFrequency) -> range:
    return range(1, required.frequency.count + 1)


def _slot(account_id: Id, required: RequiredFrequency, period: Period, number: int) -> Slot:
    count = required.frequency.count
    middle, due = _days_of(period, number, count)
    return Slot(account_id, required.kind, period, number, count, middle, due, required)


@lru_cache(maxsize=4096)
def _days_of(period: Period, number: int, count: int) -> tuple[date, date]:
    """The middle and the last day of a part; the same for every account."""
    length = period.day_count
    middle = period.start + timedelta(days=length * (2 * number - 1) // (2 * count))
    return middle, period.start + timedelta(days=max(1, length * number // count) - 1)
