"""Visit duties: what the policy requires in each period, and the ideal date of each (2-rules §7.2)."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from workbench.domain.accounts import Account, Tier
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import Condition, RequiredFrequency, Rulebook, required_frequencies
from workbench.domain.periods import Period, PeriodKind, next_period, period_of
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

DutyKey = tuple[bytes, str, str, int]


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


@dataclass(frozen=True)
class Duty:
    """A visit that is still to be made: neither done nor already fixed.

    ``ideal_on`` lies in the period, and may lie in the past (then the duty is late).
    """

    slot: Slot
    ideal_on: date
    tier: Tier | None
    manager_id: Id | None

    @property
    def account_id(self) -> Id:
        return self.slot.account_id

    @property
    def kind(self) -> VisitKind:
        return self.slot.kind

    @property
    def period(self) -> Period:
        return self.slot.period

    @property
    def due_on(self) -> date:
        """The last day of this visit's part of the period; from the next day on it is overdue."""
        return self.slot.due_on

    @property
    def required(self) -> RequiredFrequency | FollowUp:
        """The frequency, the rule that set it, and the rules it beat; or what is required once."""
        return self.slot.required

    @property
    def rule_code(self) -> str:
        """What ``Visit.rule`` keeps; ``rule_text`` reads it."""
        return self.slot.required.source.code

    @property
    def key(self) -> DutyKey:
        """Names the duty: the same for every computation of it."""
        return _key(self.slot)

    @property
    def minimum_gap_days(self) -> int:
        """Half the ideal interval: how far from the next visit of this kind it should stay."""
        return (self.slot.interval_days + 1) // 2

    def days_late(self, today: date) -> int:
        """Days past ``due_on``; 0 while there is time."""
        return max(0, (today - self.due_on).days)

    def reason(self) -> str:
        """Why this duty? In the user's language."""
        if isinstance(self.required, FollowUp):
            return self.required.reason()
        return _("{period}, visit {number} of {count}. {rule}").format(
            period=self.period.label,
            number=self.slot.number,
            count=self.slot.count,
            rule=self.slot.required.reason(),
        )


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


def duties(
    accounts: Iterable[Account],
    book: Rulebook,
    visits: Iterable[Visit],
    start: date,
    end: date,
    today: date,
    let_go: Collection[DutyKey] = frozenset(),
) -> tuple[Duty, ...]:
    """The duties of ``accounts`` that belong to ``start`` … ``end``, by ideal date (2-rules §7.2).

    Periods are whole calendar periods. A range that covers only part of one takes the duties whose ideal
    date falls into the range, those already late (ideal date before ``today``) of a period still running
    at ``start``, and as many of the others as there are planned visits in the range to carry them. Visits
    that ``fulfils`` accepts reduce what is required and hold the remaining ideal dates half an interval
    away where that is possible; hand in all visits of these accounts, at least those of the overlapping
    periods and the last done one of each kind. Each of ``let_go`` is one visit less of its period, whichever
    of them the visits turn out to take.
    """
    counting: dict[tuple[Id, VisitKind], list[Visit]] = {}
    movable: dict[tuple[Id, VisitKind], list[date]] = {}
    for visit in visits:
        place = (visit.account_id, visit.kind)
        if fulfils(visit, start, end, today):
            counting.setdefault(place, []).append(visit)
        elif is_movable(visit, start, end, today):
            movable.setdefault(place, []).append(visit.on)
    found: list[Duty] = []
    for account in accounts:
        before: dict[VisitKind, date] = {}
        for slots in slots_of(account, book, start, end):
            kind, period = slots[0].kind, slots[0].period
            place = (account.id, kind)
            still = list(_ideal_dates(slots, counting.get(place, ()), before.get(kind)))
            if still:
                before[kind] = still[-1][1]
            still = _without(still, {one.number for one in slots if _key(one) in let_go})
            inside = [one for one in still if start <= one[1] <= end or one[1] < min(start, today)]
            carried = sum(1 for day in movable.get(place, ()) if day in period) - len(inside)
            if carried > 0:
                others = [one for one in still if one not in inside]
                others.sort(key=lambda one: max(start - one[1], one[1] - end))
                inside += others[:carried]
            found += [Duty(slot, ideal, account.tier, account.manager_id) for slot, ideal in inside]
    found.sort(key=lambda duty: (duty.ideal_on, duty.key))
    return tuple(found)


def _key(slot: Slot) -> DutyKey:
    return (slot.account_id, slot.kind.value, slot.period.key, slot.number)


def _without(still: Sequence[tuple[Slot, date]], let_go: Collection[int]) -> list[tuple[Slot, date]]:
    """``still`` less the numbers ``let_go``; for those that a visit took instead, less the nearest others."""
    left = list(still)
    for number in sorted(let_go, key=lambda one: all(slot.number != one for slot, _day in still)):
        if left:
            left.remove(min(left, key=lambda one: abs(one[0].number - number)))
    return left


def fulfils(visit: Visit, start: date, end: date, today: date) -> bool:
    """Whether ``visit`` takes a duty off when ``start`` … ``end`` is planned.

    Done, agreed and pinned visits do, and so do visits planned ahead outside the range. A plain planned
    visit inside the range does not (planning may move it), nor one whose day passed without a report.
    """
    if visit.state is VisitState.DONE or is_fixed(visit):
        return True
    return visit.state is VisitState.PLANNED and visit.on >= today and not start <= visit.on <= end


def is_fixed(visit: Visit) -> bool:
    """Whether planning must leave ``visit`` where it is: agreed, pinned, or one of a gathering."""
    stays = visit.pinned or visit.gathering_id is not None
    return visit.state is VisitState.AGREED or (visit.state is VisitState.PLANNED and stays)


def is_movable(visit: Visit, start: date, end: date, today: date) -> bool:
    """Whether planning ``start`` … ``end`` may give ``visit`` another day.

    Planned visits in the range, and those whose day passed without a report.
    """
    if visit.state is not VisitState.PLANNED or is_fixed(visit):
        return False
    return visit.on <= end and (visit.on >= start or visit.on < today)


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
    count, length = required.frequency.count, period.day_count
    middle = period.start + timedelta(days=length * (2 * number - 1) // (2 * count))
    due = period.start + timedelta(days=max(1, length * number // count) - 1)
    return Slot(account_id, required.kind, period, number, count, middle, due, required)


def _ideal_dates(
    slots: Sequence[Slot], known: Sequence[Visit], before: date | None
) -> Iterator[tuple[Slot, date]]:
    """The slots of one period that no visit in ``known`` takes, with their ideal dates.

    ``before`` is the ideal date of the last open slot of the period before.
    """
    period, half = slots[0].period, (slots[0].interval_days + 1) // 2
    taken = match_slots(slots, [visit.on for visit in known if visit.on in period])
    visited = any(visit.state is VisitState.DONE for visit in known)
    shift = timedelta(days=0 if visited else _stagger(slots[0]))
    days = sorted(visit.on for visit in known)
    for slot in slots:
        if slot.number in taken:
            continue
        ideal = min(max(slot.middle_on + shift, period.start), period.end)
        after = next((day for day in days if day >= ideal), None)
        last = max([day for day in days if day < ideal] + ([before] if before else []), default=None)
        lower = last + timedelta(days=half) if last else date.min
        upper = after - timedelta(days=half) if after else date.max
        if lower > upper and last and after:
            lower = upper = last + (after - last) // 2
        ideal = min(max(ideal, lower), upper)
        ideal = min(max(ideal, period.start), period.end)
        before = ideal
        yield slot, ideal


def _stagger(slot: Slot) -> int:
    """Days within ± ¼ interval, from a stable hash, so that a tier never visited does not fall on one day."""
    reach = slot.interval_days // 4
    digest = blake2b(slot.account_id + slot.kind.encode(), digest_size=8, person=b"visit-stagger").digest()
    return int.from_bytes(digest, "big") % (2 * reach + 1) - reach
