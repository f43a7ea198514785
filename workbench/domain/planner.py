"""Planning one person's visits to the proven optimum (2-rules §7.2, 9-planner).

Visits on site and calls have capacities of their own and are planned apart. Each goes through an exact
min-cost flow, then its visits are moved apart, then drawn together by city; the flow's prices stay as the
proof. ``planner_model`` says what is best, ``planner_proof`` checks it.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.min_cost_flow import OUT, Flow
from workbench.domain.planner_cities import CityExchange
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import LEFT_OUT_WEIGHT, Model, build_model, capacity_on, lost_days
from workbench.domain.planner_proof import cost_of, helping_days, lower_bound
from workbench.domain.planner_spacing import Spacing
from workbench.domain.standing_visits import Standing, sort_visits
from workbench.domain.visit_plan import (
    Certificate,
    DayLoad,
    LoadVisit,
    NotPlaced,
    Placement,
    Plan,
    PlanInput,
    TierFit,
    TooClose,
)

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
        by_tier=_by_tier(placed, not_placed),
        loads=_loads(given, visits, placed),
        deviation_days=sum(abs(one.deviation_days) for one in placed),
        gap=gap,
        moved=sum(1 for one in placed if one.moved_from) + sum(1 for one in not_placed if one.visit_id),
        moved_gap=moved_gap,
        city_days_before=sum(part.city_days_before for part in parts),
        city_days=sum(part.city_days for part in parts),
        city_deviation_days=sum(part.city_deviation_days for part in parts),
        certificates=tuple(part.certificate for part in parts),
        optimal=gap == 0 and moved_gap == 0,
    )


def core(model: Model, on_step: Callable[[int], None] | None = None) -> Flow:
    """The exact plan without distances and cities: the optimum of all levels."""
    flow = Flow(model.costs, model.out, model.slots)
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
    certificate = Certificate(calls, model.days, tuple(flow.prices), lower_bound(model, flow.prices))
    spacing = Spacing(model, flow)
    spacing.run(lambda share: step(33 + share // 3))
    days = list(flow.day_of)
    amount, bound = model.packing.amount, certificate.bound
    deviation = amount(cost_of(model, days), Level.DEVIATION)
    before = after = 0
    if not calls:
        exchange = _exchange(given, visits, model, days)
        before = exchange.city_days
        exchange.run(lambda share: step(66 + share // 3))
        days, after = exchange.days, exchange.city_days
    total = cost_of(model, days)
    drawn = max(0, amount(total, Level.DEVIATION) - deviation)
    placed, not_placed = _results(given, model, days)
    return _Part(
        model=model,
        days=days,
        certificate=certificate,
        placed=placed,
        not_placed=not_placed,
        too_close=_too_close(model, days),
        city_days_before=before,
        city_days=after,
        moved_gap=amount(total, Level.MOVED) - amount(bound, Level.MOVED),
        city_deviation_days=drawn,
        gap=max(0, amount(total, Level.DEVIATION) - drawn - amount(bound, Level.DEVIATION)),
    )


def _exchange(given: PlanInput, visits: Standing, model: Model, days: Sequence[int]) -> CityExchange:
    index = {day: position for position, day in enumerate(model.days)}
    fixed = [
        (given.accounts[visit.account_id].city, index.get(visit.on, -1 - visit.on.toordinal()))
        for visit in visits.fixed
        if visit.kind.is_on_site and visit.account_id in given.accounts
    ]
    cities = [given.accounts[item.account_id].city for item in model.items]
    return CityExchange(model, days, cities, fixed, given.city_deviation_days)


def _results(
    given: PlanInput, model: Model, days: Sequence[int]
) -> tuple[tuple[Placement, ...], tuple[NotPlaced, ...]]:
    placed, not_placed = [], []
    helping = helping_days(model, days)
    workdays = given.calendar.workdays(given.first_day, given.end)
    closed = sorted(set(workdays) - set(model.days))
    for item, day in enumerate(days):
        duty, before = model.items[item], model.previous[item]
        visit_id = before.id if before else None
        if day == OUT:
            full = tuple(model.days[one] for one in helping[item])
            lost = lost_days(given, duty, workdays, closed)
            not_placed.append(NotPlaced(duty, full, lost, visit_id, before.on if before else None))
        else:
            on = model.days[day]
            moved_from = before.on if before and before.on != on else None
            placed.append(Placement(duty, on, model.targets[item], visit_id, moved_from))
    return tuple(placed), tuple(not_placed)


def _too_close(model: Model, days: Sequence[int]) -> tuple[TooClose, ...]:
    found = []
    for pair in model.pairs:
        on = []
        for index in (pair.first, pair.second):
            if index >= len(model.items):
                on.append(model.anchors[index - len(model.items)])
            elif days[index] != OUT:
                on.append(model.days[days[index]])
        if len(on) == 2 and (on[1] - on[0]).days < pair.gap_days:
            duty = model.items[min(pair.first, pair.second)]
            found.append(TooClose(duty.account_id, duty.kind, min(on), max(on), pair.gap_days))
    return tuple(found)


def _by_tier(placed: Sequence[Placement], not_placed: Sequence[NotPlaced]) -> tuple[TierFit, ...]:
    fits = []
    for tier in (*Tier, None):
        inside = sum(1 for one in placed if one.duty.tier is tier)
        outside = sum(1 for one in not_placed if one.duty.tier is tier)
        if inside or outside:
            fits.append(TierFit(tier, inside + outside, inside))
    return tuple(fits)


def _loads(given: PlanInput, visits: Standing, placed: Sequence[Placement]) -> tuple[DayLoad, ...]:
    rows: dict[tuple[date, bool], list[LoadVisit]] = {}
    for visit in visits.fixed:
        key = (visit.on, not visit.kind.is_on_site)
        rows.setdefault(key, []).append(LoadVisit(visit.account_id, visit.kind, True))
    for one in placed:
        key = (one.on, not one.duty.kind.is_on_site)
        rows.setdefault(key, []).append(LoadVisit(one.duty.account_id, one.duty.kind, False))
    days = set(given.calendar.workdays(given.first_day, given.end)) | {visit.on for visit in visits.fixed}
    return tuple(
        DayLoad(day, calls, capacity_on(given, day, calls), tuple(rows.get((day, calls), ())))
        for day in sorted(days)
        for calls in (False, True)
    )
