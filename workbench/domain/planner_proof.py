"""What shows that a plan is the best there is (9-planner "Proof").

Prices of days and limits make a bound: each visit alone pays at least its cheapest day. Visits of an
account that are held apart pay together at least the cheapest days that are, which is more where the
distance costs something.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model, Pair, build_model
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Plan, PlanInput


def lower_bound(
    model: Model, prices: Sequence[int], limit_prices: Sequence[int], apart: Iterable[Pair] = ()
) -> int:
    """A cost that no plan which holds the pairs ``apart`` can undercut, whatever the prices: weak duality.

    Each visit pays at least its cheapest day with the prices of day and limit, or stays out; each place
    gives back at most what its price exceeds its cost by, each limit its price as often as it lets a visit
    pass. Visits held apart pay together.
    """
    passes = [max(0, price) for price in limit_prices]
    both = [*prices, *(prices[cell.day] + own for cell, own in zip(model.cells, passes, strict=True))]
    ordinals = [day.toordinal() for day in model.days]
    alone = set(range(len(model.items)))
    visits = 0
    for chain in _chains(model, apart):
        alone.difference_update(link.item for link in chain)
        visits += _cheapest(model, ordinals, both, chain)
    for item in alone:
        row = model.row(item, model.costs[item])
        visits += min([model.out[item], *(cost + both[place] for place, cost in row.items())])
    places = sum(
        max(0, price - place) for price, slots in zip(prices, model.slots, strict=True) for place in slots
    )
    return visits - places - sum(cell.limit * own for cell, own in zip(model.cells, passes, strict=True))


@dataclass(frozen=True)
class _Link:
    """A visit of a chain: days (as ordinals) from ``earliest`` to ``latest``, ``gap_days`` after the last."""

    item: int
    gap_days: int
    earliest: int
    latest: int


def _chains(model: Model, apart: Iterable[Pair]) -> Iterator[Sequence[_Link]]:
    """The items that are held apart from anything, each once, in rows of neighbours."""
    count = len(model.items)
    after: dict[int, Pair] = {}
    before: dict[int, Pair] = {}
    earliest: dict[int, int] = {}
    latest: dict[int, int] = {}
    for pair in apart:
        if pair.first >= count:
            earliest[pair.second] = model.anchors[pair.first - count].toordinal() + pair.gap_days
        elif pair.second >= count:
            latest[pair.first] = model.anchors[pair.second - count].toordinal() - pair.gap_days
        else:
            after[pair.first] = before[pair.second] = pair
    for head in sorted({*after, *earliest, *latest} - before.keys()):
        row, item = [], head
        while True:
            gap = before[item].gap_days if item in before else 0
            row.append(_Link(item, gap, earliest.get(item, 0), latest.get(item, date.max.toordinal())))
            if item not in after:
                break
            item = after[item].second
        yield row


def _cheapest(model: Model, ordinals: Sequence[int], prices: Sequence[int], chain: Sequence[_Link]) -> int:
    """What the visits of a chain cost at least with ``prices`` of places, each left out or held apart."""
    days: list[tuple[int, int]] = []
    left_out = 0
    for link in chain:
        # ``days`` are what the chain costs so far by the day of the visit before, in order of days.
        so_far = min([left_out, *(cost for _day, cost in days)])
        longer: list[tuple[int, int]] = []
        best, position = left_out, 0
        row = model.costs[link.item]
        for (day, cost), place in zip(row.items(), model.row(link.item, row), strict=True):
            on = ordinals[day]
            while position < len(days) and days[position][0] <= on - link.gap_days:
                if days[position][1] < best:
                    best = days[position][1]
                position += 1
            if link.earliest <= on <= link.latest:
                longer.append((on, best + cost + prices[place]))
        days, left_out = longer, so_far + model.out[link.item]
    return min([left_out, *(cost for _day, cost in days)])


def held_apart(model: Model, days: Sequence[int]) -> tuple[Pair, ...]:
    """The pairs that are not too close where ``days[i]`` is the day of item ``i`` or ``OUT``."""
    return tuple(pair for pair in model.pairs if not is_too_close(model, days, pair))


def is_too_close(model: Model, days: Sequence[int], pair: Pair) -> bool:
    """Whether both visits have a day and those are nearer than wanted."""
    on = []
    for index in (pair.first, pair.second):
        if index >= len(model.items):
            on.append(model.anchors[index - len(model.items)])
        elif days[index] != OUT:
            on.append(model.days[days[index]])
    return len(on) == 2 and (on[1] - on[0]).days < pair.gap_days


def cost_of(model: Model, days: Sequence[int]) -> int:
    """The packed cost of a plan, ``days[i]`` the day of item ``i`` or ``OUT``.

    Raises ``ValueError`` if a visit is on a day it may not have, or a day has too many visits, of all kinds
    or of one.
    """
    total = 0
    used = [0] * len(model.days)
    passed = [0] * len(model.cells)
    for item, day in enumerate(days):
        if day == OUT:
            total += model.out[item]
            continue
        if day not in model.costs[item]:
            raise ValueError("a visit stands on a day that is not allowed")
        total += model.costs[item][day]
        used[day] += 1
        cell = model.cell_at.get(model.items[item].kind, {}).get(day)
        if cell is not None:
            passed[cell] += 1
    if any(count > cell.limit for count, cell in zip(passed, model.cells, strict=True)):
        raise ValueError("a day has more visits of a kind than its limit")
    for count, slots in zip(used, model.slots, strict=True):
        if count > len(slots):
            raise ValueError("a day has more visits than places")
        total += sum(slots[:count])
    return total


def verify_certificate(given: PlanInput, plan: Plan) -> bool:
    """Check ``plan`` against ``given`` from the outside: feasible, complete, and its claims proven.

    True if every duty is placed or listed, no day or window is broken, the certificates' bounds follow from
    their prices, and the plan keeps those bounds in left-out weight, moved visits and deviation up to the
    gaps that it reports itself.
    """
    visits = sort_visits(given)
    placed = {placement.duty.key: placement.on for placement in plan.placed}
    listed = {one.duty.key for one in plan.not_placed}
    if placed.keys() & listed or placed.keys() | listed != {duty.key for duty in given.duties}:
        return False
    over = {Level.LEFT_OUT: 0, Level.MOVED: 0, Level.DEVIATION: 0}
    for certificate in plan.certificates:
        model = build_model(given, visits, certificate.calls)
        index = {day: position for position, day in enumerate(model.days)}
        if any(placed[item.key] not in index for item in model.items if item.key in placed):
            return False
        days = [index[placed[item.key]] if item.key in placed else OUT for item in model.items]
        if model.days != certificate.days or len(model.cells) != len(certificate.limit_prices):
            return False
        apart = held_apart(model, days)
        if lower_bound(model, certificate.prices, certificate.limit_prices, apart) != certificate.bound:
            return False
        try:
            total = cost_of(model, days)
        except ValueError:
            return False
        for level in over:
            amount = model.packing.amount
            over[level] += amount(total, level) - amount(certificate.bound, level)
    return (
        over[Level.LEFT_OUT] == 0
        and over[Level.MOVED] <= plan.moved_gap
        and over[Level.DEVIATION] <= plan.gap + plan.city_deviation_days
    )
