"""What shows that a plan is the best there is (9-planner "Proof")."""

from collections.abc import Sequence

from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model, build_model
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Plan, PlanInput


def lower_bound(model: Model, prices: Sequence[int], limit_prices: Sequence[int]) -> int:
    """A cost that no plan can undercut, whatever the prices of days and of ``model.cells``: weak duality.

    Each visit pays at least its cheapest day with prices or stays out; each place gives back at most what
    its price exceeds its cost by, each limit its price as often as it lets a visit pass.
    """
    passes = [max(0, price) for price in limit_prices]
    both = [*prices, *(prices[cell.day] + own for cell, own in zip(model.cells, passes, strict=True))]
    visits = sum(
        min([out, *(cost + both[place] for place, cost in model.row(item, model.costs[item]).items())])
        for item, out in enumerate(model.out)
    )
    places = sum(
        max(0, price - place) for price, slots in zip(prices, model.slots, strict=True) for place in slots
    )
    return visits - places - sum(cell.limit * own for cell, own in zip(model.cells, passes, strict=True))


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
        days = [
            index.get(placed[item.key], len(model.days)) if item.key in placed else OUT
            for item in model.items
        ]
        if model.days != certificate.days or len(model.cells) != len(certificate.limit_prices):
            return False
        if lower_bound(model, certificate.prices, certificate.limit_prices) != certificate.bound:
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
