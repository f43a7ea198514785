"""The outcome of planning in words of the calendar: who stands where, and who found no day."""

from collections.abc import Sequence
from datetime import date

from workbench.domain.accounts import Tier
from workbench.domain.min_cost_flow import OUT
from workbench.domain.planner_model import Model, capacity_on
from workbench.domain.planner_proof import is_too_close
from workbench.domain.planner_remedies import remedies
from workbench.domain.standing_visits import Standing
from workbench.domain.visit_plan import (
    DayLoad,
    LoadVisit,
    NotPlaced,
    Placement,
    PlanInput,
    TierFit,
    TooClose,
)


def placements(
    given: PlanInput, model: Model, days: Sequence[int]
) -> tuple[tuple[Placement, ...], tuple[NotPlaced, ...]]:
    """Every duty on its day, or listed with what stands against it."""
    placed, not_placed = [], []
    helping = remedies(model, days)
    workdays = given.calendar.workdays(given.first_day, given.end)
    closed = sorted(set(workdays) - set(model.days))
    for item, day in enumerate(days):
        duty, before = model.items[item], model.previous[item]
        visit_id = before.id if before else None
        if day == OUT:
            lost = model.rules.lost_days(duty, workdays, closed)
            was_on, way = before.on if before else None, helping[item]
            not_placed.append(
                NotPlaced(duty, way.full_days, lost, visit_id, was_on, way.limit_days, way.give_way)
            )
        else:
            on = model.days[day]
            moved_from = before.on if before and before.on != on else None
            placed.append(Placement(duty, on, model.targets[item], visit_id, moved_from))
    return tuple(placed), tuple(not_placed)


def too_close(model: Model, days: Sequence[int]) -> tuple[TooClose, ...]:
    """The pairs that stay nearer than they should."""
    found = []
    for pair in model.pairs:
        if is_too_close(model, days, pair):
            on = [
                model.days[days[index]] if index < len(days) else model.anchors[index - len(days)]
                for index in (pair.first, pair.second)
            ]
            duty = model.items[min(pair.first, pair.second)]
            found.append(TooClose(duty.account_id, duty.kind, min(on), max(on), pair.gap_days))
    return tuple(found)


def by_tier(placed: Sequence[Placement], not_placed: Sequence[NotPlaced]) -> tuple[TierFit, ...]:
    """How much of each tier fits."""
    fits = []
    for tier in (*Tier, None):
        inside = sum(1 for one in placed if one.duty.tier is tier)
        outside = sum(1 for one in not_placed if one.duty.tier is tier)
        if inside or outside:
            fits.append(TierFit(tier, inside + outside, inside))
    return tuple(fits)


def day_loads(given: PlanInput, visits: Standing, placed: Sequence[Placement]) -> tuple[DayLoad, ...]:
    """Who stands on each working day and on each day of a fixed visit."""
    rows: dict[tuple[date, bool], list[LoadVisit]] = {}
    for visit in visits.fixed:
        key = (visit.on, not visit.kind.is_on_site)
        rows.setdefault(key, []).append(LoadVisit(visit.account_id, visit.kind, True, visit.gathering_id))
    for one in placed:
        key = (one.on, not one.duty.kind.is_on_site)
        rows.setdefault(key, []).append(LoadVisit(one.duty.account_id, one.duty.kind, False))
    days = set(given.calendar.workdays(given.first_day, given.end)) | {visit.on for visit in visits.fixed}
    return tuple(
        DayLoad(day, calls, capacity_on(given, day, calls), tuple(rows.get((day, calls), ())))
        for day in sorted(days)
        for calls in (False, True)
    )
