"""The planning problem of one person and one kind of capacity, as costs in integers (9-planner "Model")."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from itertools import pairwise

from workbench.domain.accounts import Tier
from workbench.domain.duties import Duty, fulfils
from workbench.domain.min_cost_flow import Cell
from workbench.domain.planner_days import DayRules
from workbench.domain.planner_hours import free_share
from workbench.domain.planner_levels import Level, Packing
from workbench.domain.standing_visits import Standing, by_day
from workbench.domain.visit_plan import PlanInput, places_taken
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

    ``slots[d]`` are the costs of the free places of day ``d``. ``cells`` are the limits of a kind on a day,
    where they are less than the places; ``cell_at[kind][d]`` is the one of that kind and day. ``anchors``
    are days of visits that stay, only there to keep a distance from. ``rules`` say why other days are none.
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
    cells: tuple[Cell, ...]
    cell_at: Mapping[VisitKind, Mapping[int, int]]
    rules: DayRules

    def row(self, item: int, costs: Mapping[int, int]) -> Mapping[int, int]:
        """Costs by day as costs by place of the flow: the days come first, then the cells."""
        cells = self.cell_at.get(self.items[item].kind)
        if not cells:
            return costs
        first = len(self.days)
        return {first + cells[day] if day in cells else day: cost for day, cost in costs.items()}


def capacity_on(given: PlanInput, day: date, calls: bool) -> int:
    """Places of the person on ``day``; make-up working weekends have the ordinary number.

    Other appointments take their share of the day's hours from it (``free_share``).
    """
    if not given.calendar.is_workday(day) or any(day in span for span in given.absences):
        return 0
    places = given.manager.daily_visits
    if calls:
        places = given.manager.daily_calls
    elif given.manager.weekday_visits and day.weekday() < SATURDAY:
        places = given.manager.weekday_visits[day.weekday()]
    return free_share(given, day, places)


def build_model(given: PlanInput, visits: Standing, calls: bool) -> Model:
    """The problem of the calls, or of the visits on site; the same for any order of the input."""
    items = sorted((d for d in given.duties if d.kind.is_on_site is not calls), key=lambda duty: duty.key)
    gatherings: dict[date, list[Id | None]] = {}
    for visit in visits.fixed:
        if visit.kind.is_on_site is not calls:
            gatherings.setdefault(visit.on, []).append(visit.gathering_id)
    fixed = {day: places_taken(known) for day, known in gatherings.items()}
    rules = DayRules(given, visits)
    capacity = {
        day: capacity_on(given, day, calls) for day in given.calendar.workdays(given.first_day, given.end)
    }
    days = [day for day, places in capacity.items() if places > fixed.get(day, 0)]
    slots = [range(fixed.get(day, 0) + 1, capacity[day] + 1) for day in days]
    targets = [min(max(item.ideal_on, given.first_day), given.end) for item in items]
    ordinals = [day.toordinal() for day in days]
    windows = [rules.allowed(item, days) for item in items]
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
    cells, cell_at = _cells(rules, items, days, [len(places) for places in slots])
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
        cells,
        cell_at,
        rules,
    )


def _cells(
    rules: DayRules, items: Iterable[Duty], days: Sequence[date], places: Sequence[int]
) -> tuple[tuple[Cell, ...], Mapping[VisitKind, Mapping[int, int]]]:
    """The limits of the kinds that occur, on the days on which they are less than the places."""
    cells: list[Cell] = []
    cell_at: dict[VisitKind, dict[int, int]] = {}
    for kind in sorted({item.kind for item in items}):
        for index, (day, free) in enumerate(zip(days, places, strict=True)):
            left = rules.limit_left(kind, day)
            if left is not None and 0 < left < free:
                cell_at.setdefault(kind, {})[index] = len(cells)
                cells.append(Cell(index, left))
    return tuple(cells), cell_at


def _offset_cost(days_off: int, interval_days: int, unit: Sequence[int]) -> int:
    risk = max(0, 4 * days_off - interval_days)
    return days_off * unit[Level.DEVIATION] + risk * unit[Level.RISK] + days_off**2 * unit[Level.SQUARE]


def _hash(key: bytes, data: bytes) -> int:
    return int.from_bytes(blake2b(data, digest_size=6, person=b"plan-" + key).digest(), "big") | 1


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
