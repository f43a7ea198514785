"""How people plan without a planner: the peers of P5."""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import partial

from workbench.domain.duties import Duty, DutyKey
from workbench.domain.planner_model import LEFT_OUT_WEIGHT, Model, build_model, capacity_on
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Plan, PlanInput

Placed = Mapping[DutyKey, date]


def by_hand(given: PlanInput) -> Placed:
    """Visit after visit, higher tiers and earlier dates first, each on the nearest day with a place."""
    placed: dict[DutyKey, date] = {}
    for calls in (False, True):
        model = build_model(given, sort_visits(given), calls)
        left = [len(slots) for slots in model.slots]
        passes = [cell.limit for cell in model.cells]
        order = sorted(range(len(model.items)), key=partial(_turn, model))
        for item in order:
            day = _nearest(model, item, left, passes)
            if day is not None:
                placed[model.items[item].key] = model.days[day]
    return placed


def _turn(model: Model, item: int) -> tuple[int, date, DutyKey]:
    duty = model.items[item]
    return -LEFT_OUT_WEIGHT[duty.tier], duty.ideal_on, duty.key


def _nearest(model: Model, item: int, left: list[int], passes: list[int]) -> int | None:
    cells = model.cell_at.get(model.items[item].kind, {})
    free = [day for day in model.costs[item] if left[day] and (day not in cells or passes[cells[day]])]
    if not free:
        return None
    target = model.targets[item]
    day = min(free, key=lambda one: (abs((model.days[one] - target).days), one))
    left[day] -= 1
    if day in cells:
        passes[cells[day]] -= 1
    return day


def last_and_interval(given: PlanInput) -> Placed:
    """Every visit one interval after the one before, whatever day that is."""
    last: dict[tuple[bytes, str], date] = {}
    for visit in sorted(given.visits, key=lambda one: one.on):
        last[visit.account_id, visit.kind] = visit.on
    placed: dict[DutyKey, date] = {}
    for duty in sorted(given.duties, key=lambda one: (one.ideal_on, one.key)):
        place = (duty.account_id, duty.kind)
        before = last.get(place)
        day = before + timedelta(days=duty.slot.interval_days) if before else duty.ideal_on
        placed[duty.key] = last[place] = min(max(day, given.start), given.end)
    return placed


def of_plan(plan: Plan) -> Placed:
    """Our plan in the same form."""
    return {one.duty.key: one.on for one in plan.placed}


def deviation_days(given: PlanInput, placed: Placed) -> int:
    """Days off the ideal dates."""
    return sum(
        abs((placed[one.key] - min(max(one.ideal_on, given.first_day), given.end)).days)
        for one in given.duties
        if one.key in placed
    )


def left_out(given: PlanInput, placed: Placed) -> int:
    """The weight of what has no day: 8, 4, 2, 1 by tier."""
    return sum(LEFT_OUT_WEIGHT[one.tier] for one in given.duties if one.key not in placed)


def too_close(given: PlanInput, placed: Placed) -> int:
    """Visits nearer than half the interval to the one before, of the same account and kind."""
    count = 0
    for calls in (False, True):
        model = build_model(given, sort_visits(given), calls)
        for pair in model.pairs:
            on = [
                placed.get(model.items[index].key)
                if index < len(model.items)
                else model.anchors[index - len(model.items)]
                for index in (pair.first, pair.second)
            ]
            first, second = on
            count += first is not None and second is not None and (second - first).days < pair.gap_days
    return count


def on_no_place(given: PlanInput, placed: Placed) -> int:
    """Visits on days off, and those above the places of their day."""
    of_day: dict[tuple[date, bool], list[Duty]] = {}
    for one in given.duties:
        if one.key in placed:
            of_day.setdefault((placed[one.key], not one.kind.is_on_site), []).append(one)
    return sum(max(0, len(row) - capacity_on(given, day, calls)) for (day, calls), row in of_day.items())
