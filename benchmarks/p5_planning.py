"""P5: planning a quarter of one person and a year of a team, against the flow's core stage alone.

A year of 20 people takes 1.6 × the core and 27 to 32 s of the processor while other work shares the
machine; nearly all of it is looking for shorter ways through the visits of a day (``min_cost_flow``).
"""

import json
import random
import time
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from benchmarks.figures import Figure, figure, seconds
from benchmarks.p5_by_hand import (
    by_hand,
    deviation_days,
    last_and_interval,
    left_out,
    of_plan,
    on_no_place,
    too_close,
)
from workbench.domain.accounts import Account, CreditGrade, Manager, Tier
from workbench.domain.duties import duties
from workbench.domain.frequency import Rulebook
from workbench.domain.planner import core, plan
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model, build_model
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visit_times import VisitMinutes
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import parse_calendar
from workbench.foundation.ids import derived_id
from workbench.foundation.paths import resources_dir

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SAMPLES = 10
TIGHT = 128
SHORT = VisitMinutes(
    **dict.fromkeys(("field", "executive", "round_table", "business_meeting", "service_meeting"), 45)
)


def problem(person: int, accounts: int, start: date, end: date) -> PlanInput:
    """One person under the shipped policy and 4 visits a day: 1 % strategic, 11 % focus, 40 % major.

    Seven accounts in ten were visited in the 100 days before; half have a credit grade.
    """
    chance = random.Random(person)
    manager = Manager(derived_id("manager", str(person)), str(person))
    members, visits = [], []
    for number in range(accounts):
        share = 100 * number // accounts
        one = Account(
            id=derived_id("account", str(person), str(number)),
            code=str(number),
            name=str(number),
            tier=list(Tier)[(share >= 1) + (share >= 12) + (share >= 52)],
            manager_id=manager.id,
            city=f"City {chance.randrange(12)}",
            credit_grade=chance.choice([None, None, None, *CreditGrade]),
        )
        members.append(one)
        if chance.random() < 0.7:
            on = start - timedelta(days=chance.randrange(1, 100))
            visits.append(
                Visit(derived_id("visit", one.code), one.id, manager.id, VisitKind.FIELD, VisitState.DONE, on)
            )
    calendar = parse_calendar(json.loads((resources_dir() / "calendars" / "CN.json").read_text("utf-8")))
    return PlanInput(
        manager=manager,
        accounts={one.id: one for one in members},
        duties=duties(members, Rulebook.of(DEFAULT_RULES), visits, start, end, start),
        visits=tuple(visits),
        calendar=calendar,
        start=start,
        end=end,
        today=start,
    )


def core_stage(given: PlanInput) -> Model:
    """The costs and the exact flow of the visits on site: what no exact plan can do without."""
    model = build_model(given, sort_visits(given), False)
    core(model)
    return model


def highs(model: Model) -> None:
    """The same visits and days in HiGHS, left-out weight and deviation only: more bits it does not hold."""
    # Not with the module: its symbols stand in the way of OR-Tools (``peers.py``).
    import highspy

    amount = model.packing.amount
    solver = highspy.Highs()
    solver.silent()
    columns: list[float] = []
    by_day: list[list[int]] = [[] for _ in model.days]
    rows: list[tuple[float, float, list[int]]] = []
    owners: list[int] = []
    for item, (row, out) in enumerate(zip(model.costs, model.out, strict=True)):
        own = []
        for day, cost in row.items():
            by_day[day].append(len(columns))
            own.append(len(columns))
            columns.append(amount(cost, Level.DEVIATION))
        own.append(len(columns))
        columns.append(1e6 * amount(out, Level.LEFT_OUT))
        owners += [item] * len(own)
        rows.append((1, 1, own))
    rows += [(0, len(slots), own) for own, slots in zip(by_day, model.slots, strict=True)]
    for kind, cells in model.cell_at.items():
        of_kind = {column for column, owner in enumerate(owners) if model.items[owner].kind is kind}
        for day, cell in cells.items():
            rows.append((0, model.cells[cell].limit, [one for one in by_day[day] if one in of_kind]))
    solver.addVars(len(columns), [0.0] * len(columns), [1.0] * len(columns))
    solver.changeColsCost(len(columns), list(range(len(columns))), columns)
    starts, indices = [], []
    for _low, _high, own in rows:
        starts.append(len(indices))
        indices += own
    solver.addRows(
        len(rows),
        [row[0] for row in rows],
        [row[1] for row in rows],
        len(indices),
        starts,
        indices,
        [1.0] * len(indices),
    )
    solver.run()


def _in_turns(people: int, accounts: int, start: date, end: date) -> tuple[float, float, bool]:
    """Seconds of the processor for everyone's plan and for its floor, in turns; proven?"""
    ours = floor = 0.0
    proven = True
    for person in range(people):
        given = problem(person, accounts, start, end)
        before = time.process_time()
        found = plan(given)
        between = time.process_time()
        core_stage(given)
        ours += between - before
        floor += time.process_time() - between
        proven = proven and found.optimal and verify_certificate(given, found)
    return ours, floor, proven


def beside_others(person: int = 1) -> list[Figure]:
    """Our plan of a quarter that is nearly full beside what people do by hand; counts, no seconds.

    Days off the ideal dates are compared on the visits that find a day by hand too.
    """
    given = problem(person, 300, *QUARTER)
    given = replace(given, manager=replace(given.manager, daily_visits=7), minutes=SHORT)
    ours, hand, interval = of_plan(plan(given)), by_hand(given), last_and_interval(given)
    both = replace(given, duties=tuple(one for one in given.duties if one.key in hand))
    found, again = plan(both), by_hand(both)
    proven = found.optimal and verify_certificate(both, found)
    off = deviation_days(both, of_plan(found)), deviation_days(both, again)
    close = too_close(both, of_plan(found)), too_close(both, again)
    nowhere = on_no_place(given, ours), on_no_place(given, interval)
    return [
        _count(
            "left-out weight; by hand, nearest free day", left_out(given, ours), left_out(given, hand), "w"
        ),
        _count("days off ideal; by hand, the same visits", *off, "d", also=proven),
        _count("pairs too close; by hand, the same visits", *close, "p"),
        _count("visits without a place; last + interval", *nowhere, "v"),
    ]


def _count(
    work: str, ours: int, theirs: int, unit: str, size: int = 300, goal: float = 1, *, also: bool = True
) -> Figure:
    ratio = ours / max(1, theirs)
    return Figure("P5", work, size, ours, theirs, ratio, goal, ratio <= goal and also, unit=unit)


def tight(seed: int, *, scrambled: bool = False) -> PlanInput:
    """A quarter of 40 important accounts that needs 97 % of the places.

    ``scrambled``, the ideal dates lie anywhere in their periods, so that keeping visits apart costs days.
    """
    chance = random.Random(seed)
    given = problem(seed, 40, *QUARTER)
    accounts = {
        key: replace(one, tier=chance.choice([Tier.STRATEGIC, Tier.FOCUS, Tier.MAJOR]))
        for key, one in given.accounts.items()
    }
    book = Rulebook.of(DEFAULT_RULES)
    wanted = duties(accounts.values(), book, given.visits, given.start, given.end, given.start)
    if scrambled:
        periods = [(one, (min(one.period.end, given.end) - one.period.start).days) for one in wanted]
        wanted = tuple(
            replace(one, ideal_on=one.period.start + timedelta(days=chance.randint(0, days)))
            for one, days in periods
        )
    days = len(given.calendar.workdays(given.start, given.end))
    places = sum(1 for one in wanted if one.kind.is_on_site) / 0.97 / days
    by_weekday = tuple(int(places) + (chance.random() < places % 1) for _weekday in range(7))
    manager = replace(given.manager, weekday_visits=by_weekday)
    return replace(given, accounts=accounts, duties=wanted, manager=manager, minutes=SHORT)


def proof() -> list[Figure]:
    """How many tight plans are not proven least, and by how many days they may be off in all."""
    found: list[Figure] = []
    for scrambled, name, goal in ((False, "tight quarters", 0.02), (True, "scrambled quarters", 1)):
        plans = [plan(tight(seed, scrambled=scrambled)) for seed in range(TIGHT)]
        open_ones = sum(1 for one in plans if not one.optimal)
        gap, total = sum(one.gap for one in plans), sum(one.deviation_days for one in plans)
        found.append(_count(f"{name} not proven least; of all", open_ones, TIGHT, "n", TIGHT, goal))
        found.append(_count(f"{name}: gap; days off ideal", gap, total, "d", TIGHT, 0.03))
    return found


def figures() -> list[Figure]:
    """A quarter of one person, a year of a team, the flow against HiGHS, plans by hand, and proof.

    Sizes are accounts, of proofs plans. Every plan's certificate is checked, outside the measured time.
    """
    quarters: list[Figure] = []
    for size in (300, 600):
        ours, floor, proven = _in_turns(SAMPLES, size, *QUARTER)
        smaller = quarters[-1] if quarters else None
        met = proven and ours <= SAMPLES
        quarters.append(
            figure(
                "P5",
                "plan a quarter, 1 person",
                size,
                ours / SAMPLES,
                floor / SAMPLES,
                2,
                smaller=smaller,
                also=met,
            )
        )
    rivals = [
        figure(
            "P5",
            f"flow of a {name} against HiGHS",
            size,
            seconds(partial(core, model)),
            seconds(partial(highs, model)),
            2,
        )
        for name, size, model in (
            ("quarter", 300, core_stage(problem(1, 300, *QUARTER))),
            ("year", 250, core_stage(problem(1, 250, *YEAR))),
        )
    ]
    years: list[Figure] = []
    for people in (5, 20):
        ours, floor, proven = _in_turns(people, 250, *YEAR)
        smaller = years[-1] if years else None
        met = proven and ours <= 1.5 * people
        years.append(
            figure(
                "P5",
                f"plan a year, {people} people",
                people * 250,
                ours,
                floor,
                2,
                smaller=smaller,
                also=met,
            )
        )
    return [*quarters, *rivals, *years, *beside_others(), *proof()]
