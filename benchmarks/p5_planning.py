"""P5: planning a quarter of one person and a year of a team, against the flow's core stage alone."""

import json
import random
import time
from datetime import date, timedelta

import highspy

from benchmarks.figures import Figure, figure, seconds
from workbench.domain.accounts import Account, CreditGrade, Manager, Tier
from workbench.domain.duties import duties
from workbench.domain.frequency import DEFAULT_RULES, Rulebook
from workbench.domain.planner import core, plan
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model, build_model
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visits import Visit, VisitKind, VisitState
from workbench.domain.workdays import parse_calendar
from workbench.foundation.ids import derived_id
from workbench.foundation.paths import resources_dir

QUARTER = (date(2026, 7, 1), date(2026, 9, 30))
YEAR = (date(2026, 1, 1), date(2026, 12, 31))
SAMPLES = 10


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
    amount = model.packing.amount
    solver = highspy.Highs()
    solver.silent()
    columns: list[float] = []
    by_day: list[list[int]] = [[] for _ in model.days]
    rows: list[tuple[float, float, list[int]]] = []
    for row, out in zip(model.costs, model.out, strict=True):
        own = []
        for day, cost in row.items():
            by_day[day].append(len(columns))
            own.append(len(columns))
            columns.append(amount(cost, Level.DEVIATION))
        own.append(len(columns))
        columns.append(1e6 * amount(out, Level.LEFT_OUT))
        rows.append((1, 1, own))
    rows += [(0, len(slots), own) for own, slots in zip(by_day, model.slots, strict=True)]
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
    """Seconds for everyone's plan and for its floor, in turns, since the machine's pace varies; proven?"""
    ours = floor = 0.0
    proven = True
    for person in range(people):
        given = problem(person, accounts, start, end)
        before = time.perf_counter()
        found = plan(given)
        between = time.perf_counter()
        core_stage(given)
        ours += between - before
        floor += time.perf_counter() - between
        proven = proven and found.optimal and verify_certificate(given, found)
    return ours, floor, proven


def figures() -> list[Figure]:
    """A quarter of one person at two sizes, the same against HiGHS, a year of a team at two sizes.

    Sizes are accounts. Every plan's certificate is checked, outside the measured time.
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
    model = core_stage(problem(1, 300, *QUARTER))
    rival = figure(
        "P5",
        "flow of a quarter against HiGHS",
        300,
        seconds(lambda: core(model)),
        seconds(lambda: highs(model)),
        2,
    )
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
    return [*quarters, rival, *years]
