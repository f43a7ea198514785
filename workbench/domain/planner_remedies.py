"""Why a visit is not in the plan, and what would let it in (9-planner "Why not placed")."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from heapq import nsmallest

from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_model import LEFT_OUT_WEIGHT, Model
from workbench.domain.visit_plan import GiveWay, LimitDay, Remedies

MOST_NAMED = 5


def remedies(model: Model, days: Sequence[int]) -> dict[int, Remedies]:
    """For each item left out, what would let it in; ``days[i]`` is the day of item ``i`` or ``OUT``.

    From the days of its own window, along visits that could go elsewhere: a visit can come to every place
    so reached if one of those there gives way, or if the place takes one more. Exact for days, limits and
    windows; distances between visits are not looked at.
    """
    left = [item for item, day in enumerate(days) if day == OUT]
    if not left:
        return {}
    ways = _Ways(model, days)
    reached = {window: ways.reached_from(window) for window in {ways.windows[item] for item in left}}
    known = {places: _from(model, days, ways, places) for places in set(reached.values())}
    found = {}
    for item in left:
        full, limits, lightest = known[reached[ways.windows[item]]]
        target = model.targets[item]
        near = nsmallest(MOST_NAMED, lightest, key=lambda one: abs((one.on - target).days))
        found[item] = Remedies(full, limits, tuple(near))
    return found


def _from(
    model: Model, days: Sequence[int], ways: "_Ways", reached: int
) -> tuple[tuple[date, ...], tuple[LimitDay, ...], Sequence[GiveWay]]:
    """What the places ``reached`` hold: full days, limits, and the visits of the lowest tier there."""
    places = list(_ones(reached))
    full = tuple(model.days[place] for place in places if place < len(model.days))
    limits = [
        LimitDay(model.days[model.cells[place - len(model.days)].day], ways.kinds[place - len(model.days)])
        for place in places
        if place >= len(model.days) and ways.limit_matters(place)
    ]
    there = sorted(other for place in places for other in ways.on_place.get(place, ()))
    weight = min((LEFT_OUT_WEIGHT[model.items[other].tier] for other in there), default=0)
    lightest = [
        GiveWay(model.items[other], model.days[days[other]])
        for other in there
        if LEFT_OUT_WEIGHT[model.items[other].tier] == weight
    ]
    return full, tuple(sorted(limits, key=lambda one: (one.on, one.kind))), lightest


class _Ways:
    """Places of the flow as bits of integers, and where a visit that comes to one can pass or send others."""

    def __init__(self, model: Model, days: Sequence[int]) -> None:
        self._cells, self._first_cell = model.cells, len(model.days)
        self.kinds = [kind for kind, cells in model.cell_at.items() for _cell in cells]
        self.windows = [_bits(model.row(item, row)) for item, row in enumerate(model.costs)]
        self.on_place: dict[int, list[int]] = {}
        self._onward = [0] * (self._first_cell + len(model.cells))
        for item, day in enumerate(days):
            if day != OUT:
                place = next(iter(model.row(item, {day: 0})))
                self.on_place.setdefault(place, []).append(item)
                self._onward[place] |= self.windows[item]
        used = [days.count(day) for day in range(self._first_cell)] if model.cells else []
        self._to_free = sum(1 << day for day, count in enumerate(used) if count < len(model.slots[day]))
        for place, cell in enumerate(model.cells, self._first_cell):
            inside = len(self.on_place.get(place, ()))
            if inside:
                self._onward[cell.day] |= 1 << place
            if inside < cell.limit:
                self._onward[place] |= 1 << cell.day
        self._lead_to_free_places()

    def reached_from(self, window: int) -> int:
        """Every place that a visit can come to from its own ``window``."""
        seen = fresh = window
        while fresh:
            lowest = fresh & -fresh
            fresh ^= lowest
            more = self._onward[lowest.bit_length() - 1] & ~seen
            seen |= more
            fresh |= more
        return seen

    def limit_matters(self, place: int) -> bool:
        """Whether a higher limit of that cell leads to a free place, on its day or beyond."""
        return bool(self._to_free >> self._cells[place - self._first_cell].day & 1)

    def _lead_to_free_places(self) -> None:
        before = 0
        while self._to_free != before:
            before = self._to_free
            self._to_free |= sum(
                1 << place
                for place, onward in enumerate(self._onward)
                if onward & before and not before >> place & 1
            )


def _bits(places: Iterable[int]) -> int:
    return sum(1 << place for place in places)


def _ones(bits: int) -> Iterator[int]:
    return (place for place in range(bits.bit_length()) if bits >> place & 1)
