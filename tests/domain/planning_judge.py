"""What breaks a plan, worked out minute by minute and visit by visit, knowing nothing of the planner."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from itertools import pairwise

from workbench.domain.accounts import Tier
from workbench.domain.duties import Duty
from workbench.domain.visit_plan import Plan, PlanInput
from workbench.domain.visiting_hours import known_visiting_hours
from workbench.domain.visits import Visit, VisitKind

WEIGHT = {Tier.STRATEGIC: 8, Tier.FOCUS: 4, Tier.MAJOR: 2, Tier.GENERAL: 1, None: 1}
Days = tuple[date | None, ...]


def minute(text: str) -> int:
    hours, minutes = text.split(":")
    return 60 * int(hours) + int(minutes)


def busy_minutes(problem: PlanInput, day: date) -> set[int]:
    """The minutes of the day that other appointments take."""
    return {m for start, end in problem.busy.get(day, ()) for m in range(start, end)}


def taken_minutes(problem: PlanInput, day: date) -> set[int]:
    """The minutes that other appointments and visits with a time take."""
    taken = busy_minutes(problem, day)
    for visit in problem.visits:
        if visit.on == day and visit.at:
            taken |= set(range(minute(visit.at), minute(visit.at) + problem.minutes.of(visit.kind)))
    return taken


def open_minutes(problem: PlanInput, duty: Duty, day: date) -> set[int]:
    """The minutes that a visit may take on ``day``."""
    found = set(range(problem.hours.start, problem.hours.end)) - taken_minutes(problem, day)
    spans = known_visiting_hours(problem.accounts[duty.account_id].visiting_hours)
    if spans and duty.kind.is_on_site and duty.kind is not VisitKind.VISITS_US:
        found &= {m for start, end in spans for m in range(start, end)}
    return found


def can_have(problem: PlanInput, duty: Duty, day: date) -> bool:
    """Whether the day is one for this visit, places apart."""
    account = problem.accounts[duty.account_id]
    minutes = open_minutes(problem, duty, day)
    length = problem.minutes.of(duty.kind)
    starts = range(0, 1440, 5)
    return (
        problem.calendar.is_workday(day)
        and day in duty.period
        and problem.first_day <= day <= problem.end
        and day.weekday() not in account.excluded_weekdays
        and not any(day in span for span in problem.absences)
        and not any(day in span for span in problem.blocked.get(duty.account_id, ()))
        and any(minutes.issuperset(range(start, start + length)) for start in starts)
    )


def places(problem: PlanInput, day: date, *, calls: bool) -> int:
    """Places of the day, less the share of other appointments."""
    manager = problem.manager
    whole = manager.daily_calls if calls else manager.daily_visits
    if not calls and manager.weekday_visits and day.weekday() < 5:
        whole = manager.weekday_visits[day.weekday()]
    working = set(range(problem.hours.start, problem.hours.end))
    free = len(working - busy_minutes(problem, day))
    return -(-whole * free // len(working))


def count(visits: list[Visit]) -> int:
    """Places that fixed visits take: a gathering takes one."""
    return len({visit.gathering_id or visit.id for visit in visits})


def within_limits(problem: PlanInput, on: Mapping[date, list[VisitKind]]) -> bool:
    """Whether no day holds more new visits than fixed ones leave, of all kinds and of one."""
    for day, kinds in on.items():
        fixed = [visit for visit in problem.visits if visit.on == day]
        for calls in (False, True):
            own = [kind for kind in kinds if kind.is_on_site is not calls]
            there = [visit for visit in fixed if visit.kind.is_on_site is not calls]
            if own and len(own) + count(there) > places(problem, day, calls=calls):
                return False
        for kind in set(kinds):
            limit = problem.limits.of(kind)
            there = [visit for visit in fixed if visit.kind is kind]
            if limit and kinds.count(kind) + count(there) > limit:
                return False
    return True


def every_plan(problem: PlanInput) -> Iterator[Days]:
    """All plans that break nothing, found the slow way."""
    span = [problem.start + timedelta(days=n) for n in range((problem.end - problem.start).days + 1)]
    choices = [[None, *(day for day in span if can_have(problem, one, day))] for one in problem.duties]
    yield from _plans(problem, choices, (), {})


def _plans(
    problem: PlanInput, choices: list[list[date | None]], chosen: Days, on: dict[date, list[VisitKind]]
) -> Iterator[Days]:
    if len(chosen) == len(choices):
        yield chosen
        return
    kind = problem.duties[len(chosen)].kind
    for day in choices[len(chosen)]:
        if day is None:
            yield from _plans(problem, choices, (*chosen, None), on)
            continue
        on.setdefault(day, []).append(kind)
        if within_limits(problem, {day: on[day]}):
            yield from _plans(problem, choices, (*chosen, day), on)
        on[day].pop()


def judged(problem: PlanInput, before: Mapping[object, date], days: Days) -> tuple[int, int, int]:
    """Left-out weight, visits moved and days off target."""
    left = moved = deviation = 0
    for one, day in zip(problem.duties, days, strict=True):
        moved += one.key in before and before[one.key] != day
        if day is None:
            left += WEIGHT[one.tier]
        else:
            deviation += abs((day - one.ideal_on).days)
    return left, moved, deviation


def close_pairs(problem: PlanInput, days: Days) -> set[tuple[int, int]]:
    """Neighbours of one account and kind nearer than half the interval, fixed visits among them.

    Duties are named by their index, fixed visits by the numbers after.
    """
    rows: dict[object, list[tuple[date, bool, object, int, date | None, int]]] = {}
    for index, (one, day) in enumerate(zip(problem.duties, days, strict=True)):
        row = rows.setdefault((one.account_id, one.kind), [])
        row.append((one.ideal_on, False, one.key, index, day, one.minimum_gap_days))
    for index, visit in enumerate(problem.visits, len(days)):
        row = rows.setdefault((visit.account_id, visit.kind), [])
        row.append((visit.on, True, visit.id, index, visit.on, 10**6))
    found = set()
    for row in rows.values():
        row.sort(key=lambda one: one[:3])
        for first, second in pairwise(row):
            gap = min(first[5], second[5])
            if gap < 10**6 and first[4] and second[4] and (second[4] - first[4]).days < gap:
                found.add((first[3], second[3]))
    return found


def best_apart(problem: PlanInput, before: Mapping[object, date], found: Plan) -> tuple[int, int, int]:
    """The best of all plans that hold apart what ``found`` holds apart."""
    placed = {one.duty.key: one.on for one in found.placed}
    close = close_pairs(problem, tuple(placed.get(one.key) for one in problem.duties))
    return min(
        judged(problem, before, days) for days in every_plan(problem) if close_pairs(problem, days) <= close
    )


def faults(problem: PlanInput, found: Plan) -> list[str]:
    """What ``found`` breaks; empty for a plan that may be."""
    said = []
    keys = sorted(one.duty.key for one in (*found.placed, *found.not_placed))
    if keys != sorted(one.key for one in problem.duties):
        said.append("a duty is neither placed nor listed, or is both")
    on: dict[date, list[VisitKind]] = {}
    for one in found.placed:
        on.setdefault(one.on, []).append(one.duty.kind)
        if not can_have(problem, one.duty, one.on):
            said.append(f"{one.on} is no day for {one.duty.kind}")
    if not within_limits(problem, on):
        said.append("a day has too many visits")
    taken: dict[date, set[int]] = {}
    for one in found.placed:
        if one.duty.key not in found.times:
            continue
        start = minute(found.times[one.duty.key])
        own = set(range(start, start + problem.minutes.of(one.duty.kind)))
        if not own <= open_minutes(problem, one.duty, one.on) or own & taken.setdefault(one.on, set()):
            said.append(f"{one.on} {found.times[one.duty.key]} is no time for {one.duty.kind}")
        taken[one.on] |= own
    if {one.duty.key for one in found.untimed} != {one.duty.key for one in found.placed} - set(found.times):
        said.append("a visit without a time is not told")
    return said
