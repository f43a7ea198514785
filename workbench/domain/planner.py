"""Planning one person's visits to the proven optimum (2-rules §7.2, 9-planner).

Visits on site and calls have capacities of their own and are planned apart. Each goes through an exact
min-cost flow, then its visits are moved apart, then drawn together by city; the flow's prices stay as the
proof. ``planner_model`` says what is best, ``planner_proof`` checks it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from workbench.domain.cities import city_key
from workbench.domain.min_cost_flow import Flow
from workbench.domain.planner_cities import CityExchange
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import LEFT_OUT_WEIGHT, Model, build_model
from workbench.domain.planner_proof import cost_of, held_apart, lower_bound
from workbench.domain.planner_results import by_tier, day_loads, placements, too_close
from workbench.domain.planner_spacing import Spacing
from workbench.domain.planner_times import DayFit, Fits, break_up, propose_times
from workbench.domain.standing_visits import Standing, sort_visits
from workbench.domain.visit_plan import Certificate, NotPlaced, Placement, Plan, PlanInput, TooClose

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class _Part:
    """The outcome for the visits on site, or for the calls; ``days[i]`` is the day of item ``i``."""

    model: Model
    days: Sequence[int]
    certificate: Certificate
    placed: tuple[Placement, ...]
    not_placed: tuple[NotPlaced, ...]
    too_close: tuple[TooClose, ...]
    city_days_before: int
    city_days: int
    city_deviation_days: int
    moved_gap: int
    gap: int
    retimed: int


def plan(given: PlanInput, on_step: Progress | None = None) -> Plan:
    """The best calendar for ``given``, the same for any order of its parts.

    ``on_step(done, total)`` is called now and then; raise ``Cancelled`` in it to stop. Nothing is dropped:
    every duty is in ``placed`` or in ``not_placed``.
    """
    visits = sort_visits(given)
    parts: list[_Part] = []
    total = max(1, 3 * len(given.duties))
    done = 0
    for calls in (False, True):
        model = build_model(given, visits, calls)
        start = done

        def step(share: int, start: int = start, size: int = len(model.items)) -> None:
            if on_step:
                on_step(start + 3 * size * share // 100, total)

        parts.append(_solve(given, visits, model, calls, step))
        done += 3 * len(model.items)
        step(100)
    placed = sorted((one for part in parts for one in part.placed), key=lambda one: (one.on, one.duty.key))
    not_placed = sorted(
        (one for part in parts for one in part.not_placed),
        key=lambda one: (-LEFT_OUT_WEIGHT[one.duty.tier], one.duty.ideal_on, one.duty.key),
    )
    times, untimed = propose_times(given, visits, parts[0].model.rules, placed)
    gap, moved_gap = sum(part.gap for part in parts), sum(part.moved_gap for part in parts)
    return Plan(
        manager_id=given.manager.id,
        start=given.start,
        end=given.end,
        placed=tuple(placed),
        not_placed=tuple(not_placed),
        fixed=visits.fixed,
        surplus=visits.surplus,
        too_close=tuple(one for part in parts for one in part.too_close),
        by_tier=by_tier(placed, not_placed),
        loads=day_loads(given, visits, placed),
        deviation_days=sum(abs(one.deviation_days) for one in placed),
        gap=gap,
        moved=sum(1 for one in placed if one.moved_from) + sum(1 for one in not_placed if one.visit_id),
        moved_gap=moved_gap,
        city_days_before=sum(part.city_days_before for part in parts),
        city_days=sum(part.city_days for part in parts),
        city_deviation_days=sum(part.city_deviation_days for part in parts),
        certificates=tuple(part.certificate for part in parts),
        optimal=gap == 0 and moved_gap == 0,
        times=times,
        untimed=untimed,
        retimed=sum(part.retimed for part in parts),
    )


def core(model: Model, on_step: Callable[[int], None] | None = None) -> Flow:
    """The exact plan without distances and cities: the optimum of all levels."""
    costs = [model.row(item, row) for item, row in enumerate(model.costs)]
    flow = Flow(costs, model.out, model.slots, model.cells)
    # Heavy visits first, then those with the fewest days: far fewer visits are moved again.
    order = sorted(range(len(model.items)), key=lambda item: (-model.out[item], len(model.costs[item]), item))
    for number, item in enumerate(order):
        if on_step and number % 50 == 0:
            on_step(100 * number // len(order))
        flow.insert(item)
    return flow


def _solve(
    given: PlanInput, visits: Standing, model: Model, calls: bool, step: Callable[[int], None]
) -> _Part:
    flow = core(model, lambda share: step(share // 3))
    at_core = (flow.day_prices, flow.cell_prices)
    spacing = Spacing(model, flow)
    spacing.run(lambda share: step(33 + share // 3))
    fits, retimed = None, 0
    if not calls:
        fit = DayFit(given, visits, model)
        fits = None if fit.always() else fit.fits
        retimed = break_up(model, flow, spacing, fit) if fits else 0
    days = list(flow.day_of)
    amount = model.packing.amount
    deviation = amount(cost_of(model, days), Level.DEVIATION)
    before = after = 0
    if not calls:
        exchange = _exchange(given, visits, model, days, fits)
        before = exchange.city_days
        exchange.run(lambda share: step(66 + share // 3))
        days, after = exchange.days, exchange.city_days
    total = cost_of(model, days)
    certificate = _certificate(model, days, calls, total, at_core, (flow.day_prices, flow.cell_prices))
    bound = certificate.bound
    drawn = max(0, amount(total, Level.DEVIATION) - deviation)
    placed, not_placed = placements(given, model, days)
    return _Part(
        model=model,
        days=days,
        certificate=certificate,
        placed=placed,
        not_placed=not_placed,
        too_close=too_close(model, days),
        city_days_before=before,
        city_days=after,
        moved_gap=amount(total, Level.MOVED) - amount(bound, Level.MOVED),
        city_deviation_days=drawn,
        gap=max(0, amount(total, Level.DEVIATION) - drawn - amount(bound, Level.DEVIATION)),
        retimed=retimed,
    )


def _certificate(
    model: Model, days: Sequence[int], calls: bool, total: int, *prices: tuple[Sequence[int], Sequence[int]]
) -> Certificate:
    """The best proof that the prices give: those of the core, or where it falls short those at the end."""
    apart = held_apart(model, days)
    best: Certificate | None = None
    for of_days, of_limits in prices:
        bound = lower_bound(model, of_days, of_limits, apart)
        if best is None or bound > best.bound:
            best = Certificate(calls, model.days, tuple(of_days), bound, tuple(of_limits))
        if model.packing.down_to(best.bound, Level.DEVIATION) >= model.packing.down_to(
            total, Level.DEVIATION
        ):
            break
    assert best is not None
    return best


def _exchange(
    given: PlanInput, visits: Standing, model: Model, days: Sequence[int], fits: Fits | None
) -> CityExchange:
    index = {day: position for position, day in enumerate(model.days)}
    fixed = [
        (city_key(given.accounts[visit.account_id].city), index.get(visit.on, -1 - visit.on.toordinal()))
        for visit in visits.fixed
        if visit.kind.is_on_site and visit.account_id in given.accounts
    ]
    cities = [city_key(given.accounts[item.account_id].city) for item in model.items]
    return CityExchange(model, days, cities, fixed, given.city_deviation_days, fits)
