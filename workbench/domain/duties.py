"""Visit duties: what is left to be made of each period's slots, and the ideal date of each (2-rules §7.2)."""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import blake2b

from workbench.domain.accounts import Account, Tier
from workbench.domain.follow_ups import FollowUp
from workbench.domain.frequency import RequiredFrequency, Rulebook
from workbench.domain.periods import Period
from workbench.domain.slots import Slot, match_slots, slots_of
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id

DutyKey = tuple[bytes, str, str, int]


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
        later = bisect_left(days, ideal)
        after = days[later] if later < len(days) else None
        last = max([*days[max(0, later - 1) : later], *([before] if before else [])], default=None)
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
