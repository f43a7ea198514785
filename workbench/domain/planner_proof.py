"""What shows that a plan is the best there is, and why something is not in it (9-planner "Proof")."""

from collections.abc import Mapping, Sequence

from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model, build_model
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Plan, PlanInput


def lower_bound(model: Model, prices: Sequence[int]) -> int:
    """A cost that no plan can undercut, whatever the ``prices``: weak duality.

    Each visit pays at least its cheapest day with price or stays out; each place gives back at most what
    its price exceeds its cost by.
    """
    visits = sum(
        min([out, *(cost + prices[day] for day, cost in row.items())])
        for row, out in zip(model.costs, model.out, strict=True)
    )
    places = sum(
        max(0, price - place) for price, slots in zip(prices, model.slots, strict=True) for place in slots
    )
    return visits - places


def cost_of(model: Model, days: Sequence[int]) -> int:
    """The packed cost of a plan, ``days[i]`` the day of item ``i`` or ``OUT``.

    Raises ``ValueError`` if a visit is on a day it may not have, or a day has too many visits.
    """
    total = 0
    used = [0] * len(model.days)
    for item, day in enumerate(days):
        if day == OUT:
            total += model.out[item]
            continue
        if day not in model.costs[item]:
            raise ValueError("a visit stands on a day that is not allowed")
        total += model.costs[item][day]
        used[day] += 1
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
        days = [
            index.get(placed[item.key], len(model.days)) if item.key in placed else OUT
            for item in model.items
        ]
        if model.days != certificate.days or lower_bound(model, certificate.prices) != certificate.bound:
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


def helping_days(model: Model, days: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """For each item left out, the days on which one more place would let it in.

    From the days of its own window, along visits that could go elsewhere, to every day so reached: each of
    them is full, or the plan would not be the best.
    """
    windows = [sum(1 << day for day in row) for row in model.costs]
    leads_to = [0] * len(model.days)
    for item, day in enumerate(days):
        if day != OUT:
            leads_to[day] |= windows[item]
    found: dict[int, tuple[int, ...]] = {}
    for item, day in enumerate(days):
        if day == OUT:
            found[item] = _reached(windows[item], leads_to)
    return found


def _reached(start: int, leads_to: Sequence[int]) -> tuple[int, ...]:
    seen = fresh = start
    while fresh:
        lowest = fresh & -fresh
        fresh ^= lowest
        more = leads_to[lowest.bit_length() - 1] & ~seen
        seen |= more
        fresh |= more
    return tuple(day for day in range(seen.bit_length()) if seen >> day & 1)
