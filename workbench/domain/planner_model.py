"""The planning problem of one person and one kind of capacity, as costs in integers (9-planner "Model")."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from workbench.domain.accounts import Tier
from workbench.domain.duties import Duty, fulfils
from workbench.domain.planner_levels import Level, Packing
from workbench.domain.standing_visits import Standing, by_day
from workbench.domain.visit_plan import NoDay, PlanInput
from workbench.domain.visits import Visit, VisitKind
from workbench.domain.workdays import SATURDAY
from workbench.foundation.ids import Id

PUSH_ROUNDS = 8
TIE_BITS = 20
TIE_MASK = (1 << TIE_BITS) - 1
LEFT_OUT_WEIGHT = {Tier.STRATEGIC: 8, Tier.FOCUS: 4, Tier.MAJOR: 2, Tier.GENERAL: 1, None: 1}


@dataclass(frozen=True)
class Pair:
    """Two visits that should be ``gap_days`` apart; an index past the items means an anchor."""

    first: int
    second: int
    gap_days: int


@dataclass(frozen=True)
class Model:
    """Items are duties; days are the working days with a free place, by index.

    ``slots[d]`` are the costs of the free places of day ``d``; ``anchors`` are days of visits that
    stay, only there to keep a distance from.
    """

    items: tuple[Duty, ...]
    targets: tuple[date, ...]
    previous: tuple[Visit | None, ...]
    days: tuple[date, ...]
    slots: tuple[tuple[int, ...], ...]
    costs: tuple[Mapping[int, int], ...]
    out: tuple[int, ...]
    anchors: tuple[date, ...]
    pairs: tuple[Pair, ...]
    packing: Packing


def capacity_on(given: PlanInput, day: date, calls: bool) -> int:
    """Places of the person on ``day``; make-up working weekends have the ordinary number."""
    if not given.calendar.is_workday(day) or any(day in span for span in given.absences):
        return 0
    if calls:
        return given.manager.daily_calls
    if given.manager.weekday_visits and day.weekday() < SATURDAY:
        return given.manager.weekday_visits[day.weekday()]
    return given.manager.daily_visits


def lost_days(
    given: PlanInput, duty: Duty, workdays: Sequence[date], closed: Sequence[date]
) -> tuple[tuple[NoDay, int], ...]:
    """The ``workdays`` of the duty's window on which it cannot be placed, counted by cause.

    ``closed`` are those on which nothing can be placed: absences, no place beside fixed visits.
    """
    count: dict[NoDay, int] = {}
    start, end = _window(given, duty)
    asked = closed if _is_open_always(given, duty) else workdays
    for day in asked[bisect_left(asked, start) : bisect_right(asked, end)]:
        cause = None
        if not _suits(given, duty, day):
            weekday = day.weekday() in given.accounts[duty.account_id].excluded_weekdays
            cause = NoDay.EXCLUDED_WEEKDAY if weekday else NoDay.BLOCKED
        elif day in closed:
            absent = any(day in span for span in given.absences)
            cause = NoDay.ABSENT if absent else NoDay.NO_CAPACITY
        if cause:
            count[cause] = count.get(cause, 0) + 1
    return tuple((cause, count[cause]) for cause in NoDay if cause in count)


def build_model(given: PlanInput, visits: Standing, calls: bool) -> Model:
    """The problem of the calls, or of the visits on site; the same for any order of the input."""
    items = sorted((d for d in given.duties if d.kind.is_on_site is not calls), key=lambda duty: duty.key)
    fixed: dict[date, int] = {}
    for visit in visits.fixed:
        if visit.kind.is_on_site is not calls:
            fixed[visit.on] = fixed.get(visit.on, 0) + 1
    capacity = {
        day: capacity_on(given, day, calls) for day in given.calendar.workdays(given.first_day, given.end)
    }
    days = [day for day, places in capacity.items() if places > fixed.get(day, 0)]
    slots = [range(fixed.get(day, 0) + 1, capacity[day] + 1) for day in days]
    targets = [min(max(item.ideal_on, given.first_day), given.end) for item in items]
    ordinals = [day.toordinal() for day in days]
    windows = [_allowed_days(given, item, days) for item in items]
    offsets = [
        [abs(ordinals[d] - target.toordinal()) for d in own]
        for own, target in zip(windows, targets, strict=True)
    ]
    farthest = [max(own, default=0) for own in offsets]
    packing = Packing.for_totals(
        {
            Level.MOVED: len(items),
            Level.DEVIATION: sum(farthest),
            Level.APART: len(items) * PUSH_ROUNDS * 2 * ((given.end - given.start).days + 1),
            Level.RISK: sum(4 * days_off for days_off in farthest),
            Level.LOAD: sum(2 * place - 1 for places in slots for place in places),
            Level.SQUARE: sum(days_off**2 for days_off in farthest),
            Level.TIE: len(items) << TIE_BITS,
        }
    )
    unit = packing.units
    previous = [visits.previous.get(item.key) for item in items]
    day_hashes = [_hash(b"day", day.isoformat().encode()) for day in days]
    by_offset: dict[int, list[int]] = {}
    costs: list[Mapping[int, int]] = []
    for item, own, off, before in zip(items, windows, offsets, previous, strict=True):
        interval = item.slot.interval_days
        if interval not in by_offset:
            by_offset[interval] = [_offset_cost(n, interval, unit) for n in range(max(farthest) + 1)]
        base, visit_hash = by_offset[interval], _hash(b"visit", repr(item.key).encode())
        row = {
            d: base[n] + (visit_hash * day_hashes[d] >> 24 & TIE_MASK) for d, n in zip(own, off, strict=True)
        }
        if before:
            row = {d: cost + (unit[Level.MOVED] if before.on != days[d] else 0) for d, cost in row.items()}
        costs.append(row)
    out = [
        LEFT_OUT_WEIGHT[item.tier] * unit[Level.LEFT_OUT] + (unit[Level.MOVED] if before else 0)
        for item, before in zip(items, previous, strict=True)
    ]
    anchors, pairs = _pairs(given, items, visits.fixed)
    return Model(
        tuple(items),
        tuple(targets),
        tuple(previous),
        tuple(days),
        tuple(tuple((2 * place - 1) * unit[Level.LOAD] for place in places) for places in slots),
        tuple(costs),
        tuple(out),
        anchors,
        pairs,
        packing,
    )


def _offset_cost(days_off: int, interval_days: int, unit: Sequence[int]) -> int:
    risk = max(0, 4 * days_off - interval_days)
    return days_off * unit[Level.DEVIATION] + risk * unit[Level.RISK] + days_off**2 * unit[Level.SQUARE]


def _hash(key: bytes, data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=6, person=b"plan-" + key).digest(), "big") | 1


def _window(given: PlanInput, duty: Duty) -> tuple[date, date]:
    return max(given.first_day, duty.period.start), min(given.end, duty.period.end)


def _is_open_always(given: PlanInput, duty: Duty) -> bool:
    return not given.accounts[duty.account_id].excluded_weekdays and duty.account_id not in given.blocked


def _suits(given: PlanInput, duty: Duty, day: date) -> bool:
    excluded = given.accounts[duty.account_id].excluded_weekdays
    spans = given.blocked.get(duty.account_id, ())
    return day.weekday() not in excluded and not any(day in span for span in spans)


def _allowed_days(given: PlanInput, duty: Duty, days: Sequence[date]) -> Sequence[int]:
    start, end = _window(given, duty)
    window = range(bisect_left(days, start), bisect_right(days, end))
    if _is_open_always(given, duty):
        return window
    return [d for d in window if _suits(given, duty, days[d])]


def _pairs(
    given: PlanInput, items: Sequence[Duty], fixed: Iterable[Visit]
) -> tuple[tuple[date, ...], tuple[Pair, ...]]:
    """Neighbours of one account and kind, duties and standing visits together in order of date."""
    rows: dict[tuple[Id, VisitKind], list[tuple[date, int]]] = {}
    for index, item in enumerate(items):
        rows.setdefault((item.account_id, item.kind), []).append((item.ideal_on, index))
    standing = {visit.id: visit for visit in fixed}
    standing |= {v.id: v for v in given.visits if fulfils(v, given.start, given.end, given.today)}
    anchors: list[date] = []
    for visit in sorted(standing.values(), key=by_day):
        row = rows.get((visit.account_id, visit.kind))
        if row is not None:
            row.append((visit.on, len(items) + len(anchors)))
            anchors.append(visit.on)
    pairs = []
    for _place, row in sorted(rows.items()):
        row.sort(key=lambda one: (one[0], one[1]))
        for (_on, first), (_later, second) in pairwise(row):
            movable = [items[index] for index in (first, second) if index < len(items)]
            if movable:
                pairs.append(Pair(first, second, min(duty.minimum_gap_days for duty in movable)))
    return tuple(anchors), tuple(pairs)
