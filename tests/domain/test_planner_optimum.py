"""The planner against judges that know nothing of it: every possible plan, and another solver."""

from dataclasses import replace

import highspy
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning_judge import WEIGHT, best_apart, every_plan, judged
from tests.domain.planning_worlds import accepted, random_problem, varied_problem, visit
from workbench.domain.min_cost_flow import OUT, Flow
from workbench.domain.planner import core, plan
from workbench.domain.planner_levels import Level, Packing
from workbench.domain.planner_model import Model, build_model
from workbench.domain.planner_proof import cost_of, lower_bound
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import PlanInput
from workbench.domain.visits import VisitKind, VisitState


def optimum(problem: PlanInput) -> tuple[int, int, int]:
    """Left-out weight, visits moved and days off target of the exact plan without distances."""
    levels = (Level.LEFT_OUT, Level.MOVED, Level.DEVIATION)
    models = [build_model(problem, sort_visits(problem), calls) for calls in (False, True)]
    totals = [[model.packing.amount(core(model).total, level) for level in levels] for model in models]
    left, moved, deviation = (sum(amounts) for amounts in zip(*totals, strict=True))
    return left, moved, deviation


def tiny(seed: int) -> PlanInput:
    """Up to five visits on five days."""
    problem = random_problem(seed, accounts=4, days=5, spread=2)
    return replace(problem, duties=problem.duties[:5])


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_no_plan_at_all_is_better(seed: int) -> None:
    problem = tiny(seed)
    found = plan(problem)
    left = sum(WEIGHT[one.duty.tier] for one in found.not_placed)
    assert optimum(problem) == min(judged(problem, {}, days) for days in every_plan(problem))
    best = best_apart(problem, {}, found)
    assert left == best[0]
    assert found.deviation_days - found.gap <= best[2] <= found.deviation_days


@given(st.integers(0, 100_000))
@settings(max_examples=20)
def test_no_plan_at_all_is_better_after_an_edit(seed: int) -> None:
    problem = tiny(seed)
    first = plan(problem)
    lowered = list(problem.manager.weekday_visits)
    lowered[seed % 5] = max(0, lowered[seed % 5] - 1)
    manager = replace(problem.manager, weekday_visits=tuple(lowered))
    edited = replace(problem, visits=accepted(problem, first), manager=manager)
    before = {key: one.on for key, one in sort_visits(edited).previous.items()}
    alone = replace(edited, visits=())
    assert optimum(edited) == min(judged(alone, before, days) for days in every_plan(alone))
    found = plan(edited)
    left = sum(WEIGHT[one.duty.tier] for one in found.not_placed)
    best = best_apart(alone, before, found)
    assert (left, found.moved - found.moved_gap) <= best[:2] <= (left, found.moved)
    if best[:2] == (left, found.moved) and found.moved_gap == 0:
        assert found.deviation_days - found.gap <= best[2] <= found.deviation_days


@pytest.mark.parametrize("problems", [50, pytest.param(150, marks=pytest.mark.slow)])
def test_with_distances_nearly_every_plan_is_the_best_there_is_and_most_are_proven(problems: int) -> None:
    best_found = proven = gap = deviation = 0
    for seed in range(problems):
        problem = random_problem(seed, accounts=3, days=9, spread=4)
        problem = replace(problem, duties=problem.duties[:4])
        found = plan(problem)
        left, _moved, least = best_apart(problem, {}, found)
        assert left == sum(WEIGHT[one.duty.tier] for one in found.not_placed)
        best_found += found.deviation_days == least
        proven += found.optimal
        gap, deviation = gap + found.gap, deviation + found.deviation_days
        assert found.deviation_days - found.gap <= least <= found.deviation_days
    assert best_found >= 0.97 * problems
    assert proven >= 0.9 * problems
    assert gap <= 0.02 * deviation


@pytest.mark.parametrize("problems", [20, pytest.param(60, marks=pytest.mark.slow)])
@pytest.mark.parametrize(("accounts", "days", "spread"), [(9, 12, 3), (40, 60, 4)])
def test_most_tight_plans_are_proven_and_the_others_tell_their_gap(
    accounts: int, days: int, spread: int, problems: int
) -> None:
    # Duties nearer to each other than they may be: nearly every plan has to move visits apart.
    tight = (random_problem(seed, accounts=accounts, days=days, spread=spread) for seed in range(problems))
    found = [plan(problem) for problem in tight]
    assert sum(one.optimal for one in found) >= 0.8 * len(found)
    assert sum(one.gap for one in found) <= 0.03 * sum(one.deviation_days for one in found)


@given(st.integers(0, 100_000), st.data())
@settings(max_examples=25)
def test_the_flow_stays_proven_through_changes_and_equals_a_fresh_one(seed: int, data: st.DataObject) -> None:
    make = varied_problem if seed % 2 else random_problem
    problem = make(seed, accounts=8, days=12)
    model = build_model(problem, sort_visits(problem), False)
    flow = core(model)
    assert lower_bound(model, flow.day_prices, flow.cell_prices) == flow.total == cost_of(model, flow.day_of)
    costs = list(model.costs)
    for _edit in range(4):
        item = data.draw(st.integers(0, len(costs) - 1))
        kept = data.draw(st.sets(st.sampled_from(sorted(model.costs[item]) or [0])))
        slope = data.draw(st.sampled_from([0, 1, -1])) * model.packing.units[Level.APART]
        row = {d: c + slope * d + abs(slope) * 20 for d, c in model.costs[item].items() if d in kept}
        costs[item] = row
        flow.replace(item, model.row(item, row))
        edited = replace(model, costs=tuple(costs))
        bound = lower_bound(edited, flow.day_prices, flow.cell_prices)
        assert bound == flow.total == cost_of(edited, flow.day_of)
    fresh = core(replace(model, costs=tuple(costs)))
    assert (fresh.total, fresh.day_of) == (flow.total, flow.day_of)


def test_a_state_can_be_come_back_to() -> None:
    problem = random_problem(5, accounts=8, days=12)
    model = build_model(problem, sort_visits(problem), False)
    flow = core(model)
    before, days = flow.state(), list(flow.day_of)
    for item in range(4):
        flow.replace(item, {})
    assert flow.day_of[:4] == [OUT] * 4
    flow.restore(before)
    assert (flow.state(), flow.day_of) == (before, days)
    flow.replace(0, model.costs[0])
    assert (flow.total, flow.day_of) == (before.total, days)


def test_an_item_without_a_day_stays_out() -> None:
    flow = Flow([{}, {0: 3}], [10, 10], [[1]])
    flow.insert(0)
    flow.insert(1)
    assert (flow.day_of, flow.total) == ([OUT, 0], 14)


@given(st.lists(st.integers(0, 1000), min_size=7, max_size=7))
def test_levels_are_packed_without_touching_each_other(amounts: list[int]) -> None:
    lower = list(Level)[1:]
    packing = Packing.for_totals(dict.fromkeys(lower, 1000))
    total = 5 * packing.units[0] + sum(
        amount * packing.units[level] for level, amount in zip(lower, amounts, strict=True)
    )
    assert [packing.amount(total, level) for level in Level] == [5, *amounts]


@pytest.mark.parametrize("seed", range(10))
def test_another_solver_finds_the_same_optimum_on_every_level(seed: int) -> None:
    problem = random_problem(seed, accounts=22, days=26)
    if seed > 5:
        problem = varied_problem(seed, accounts=25, days=26, most_places=4)
    if seed % 2:
        first = plan(problem)
        moved = [
            visit(problem.accounts[one.duty.account_id], one.on, state=VisitState.PLANNED, reason=str(number))
            for number, one in enumerate(first.placed[:12])
        ]
        problem = replace(problem, visits=tuple(moved))
    model = build_model(problem, sort_visits(problem), False)
    ours = core(model).total
    judge = _Judge(model)
    for level in (Level.LEFT_OUT, Level.MOVED, Level.DEVIATION, Level.RISK, Level.LOAD, Level.SQUARE):
        assert model.packing.amount(ours, level) == judge.next_level(level), level


class _Judge:
    """HiGHS on the same model, level by level: each optimum is fixed before the next is asked for."""

    def __init__(self, model: Model) -> None:
        self._packing = model.packing
        self._solver = highspy.Highs()
        self._solver.silent()
        self._costs: list[int] = []
        by_day: list[list[int]] = [[] for _ in model.days]
        kinds: dict[int, VisitKind] = {}
        for item, row, out in zip(model.items, model.costs, model.out, strict=True):
            own = [self._column(cost) for cost in row.values()]
            kinds |= dict.fromkeys(own, item.kind)
            for column, day in zip(own, row, strict=True):
                by_day[day].append(column)
            own.append(self._column(out))
            self._solver.addRow(1, 1, len(own), own, [1.0] * len(own))
        for kind, cells in model.cell_at.items():
            for day, cell in cells.items():
                own = [column for column in by_day[day] if kinds[column] is kind]
                limit = model.cells[cell].limit
                self._solver.addRow(0, limit, len(own), own, [1.0] * len(own))
        for columns, slots in zip(by_day, model.slots, strict=True):
            places = [self._column(cost) for cost in slots]
            values = [1.0] * len(columns) + [-1.0] * len(places)
            self._solver.addRow(0, 0, len(values), columns + places, values)

    def _column(self, cost: int) -> int:
        self._costs.append(cost)
        self._solver.addVar(0, 1)
        return len(self._costs) - 1

    def next_level(self, level: Level) -> int:
        amounts = [float(self._packing.amount(cost, level)) for cost in self._costs]
        for column, amount in enumerate(amounts):
            self._solver.changeColCost(column, amount)
        self._solver.run()
        best = round(self._solver.getInfo().objective_function_value)
        used = [column for column, amount in enumerate(amounts) if amount]
        self._solver.addRow(-highspy.kHighsInf, best, len(used), used, [amounts[c] for c in used])
        return best
