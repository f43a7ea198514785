"""What would have to give: each remedy alone lets the visit in, and nothing else does."""

from dataclasses import replace
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning_judge import WEIGHT
from tests.domain.planning_worlds import MANAGER, account, duty, planned, varied_problem, visit
from workbench.domain.accounts import Manager, Tier
from workbench.domain.duties import Duty
from workbench.domain.planner import core, plan
from workbench.domain.planner_model import Model, build_model
from workbench.domain.planner_remedies import MOST_NAMED, remedies
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import LimitDay, PlanInput
from workbench.domain.visit_times import KindLimits
from workbench.domain.visits import VisitKind, VisitState

SEEDS = st.integers(0, 1_000_000)
MONDAY, TUESDAY = date(2026, 7, 6), date(2026, 7, 7)


def two_days(*wanted: Duty, limits: KindLimits, places: int = 1) -> PlanInput:
    base = planned([], MONDAY, TUESDAY, manager=Manager(MANAGER.id, "M", daily_visits=places))
    return replace(
        base, duties=wanted, accounts={one.account_id: account("?") for one in wanted}, limits=limits
    )


def most_placed(model: Model) -> int:
    """How many visits can stand at once, whatever their weight."""
    unit = [1] * len(model.items)
    free = replace(
        model,
        costs=tuple(dict.fromkeys(row, 0) for row in model.costs),
        out=tuple(unit),
        slots=tuple((0,) * len(slots) for slots in model.slots),
    )
    return len(model.items) - core(free).total


def all_can_stand(model: Model, items: list[int]) -> bool:
    chosen = replace(
        model,
        items=tuple(model.items[item] for item in items),
        costs=tuple(model.costs[item] for item in items),
        out=tuple(model.out[item] for item in items),
    )
    return most_placed(chosen) == len(items)


@given(SEEDS)
@settings(max_examples=30)
def test_each_remedy_alone_lets_the_visit_in_and_nothing_else_does(seed: int) -> None:
    problem = varied_problem(seed, accounts=9)
    model = build_model(problem, sort_visits(problem), False)
    days = core(model).day_of
    placed = [item for item, day in enumerate(days) if day >= 0]
    for item, found in list(remedies(model, days).items())[:3]:
        for day, on in enumerate(model.days):
            slots = [*model.slots]
            slots[day] = (*slots[day], slots[day][-1])
            roomier = replace(model, slots=tuple(slots))
            assert all_can_stand(roomier, [*placed, item]) == (on in found.full_days)
        for kind, cells in model.cell_at.items():
            for day, cell in cells.items():
                higher = [*model.cells]
                higher[cell] = replace(higher[cell], limit=higher[cell].limit + 1)
                raised = replace(model, cells=tuple(higher))
                wanted = LimitDay(model.days[day], kind) in found.limit_days
                assert all_can_stand(raised, [*placed, item]) == wanted
        can = [o for o in placed if all_can_stand(model, [i for i in (*placed, item) if i != o])]
        lightest = min((WEIGHT[model.items[other].tier] for other in can), default=0)
        lightest_ones = [model.items[o] for o in can if WEIGHT[model.items[o].tier] == lightest]
        named = [one.duty for one in found.give_way]
        assert len(named) == min(MOST_NAMED, len(lightest_ones))
        assert all(one in lightest_ones for one in named)
        assert all(WEIGHT[one.tier] >= WEIGHT[model.items[item].tier] for one in named)


def test_the_plan_says_by_name_and_day_what_could_give_way() -> None:
    high = duty(account("high", tier=Tier.STRATEGIC), MONDAY)
    low = duty(account("low", tier=Tier.GENERAL), MONDAY)
    left = duty(account("left"), TUESDAY)
    found = plan(two_days(high, low, left, limits=KindLimits()))
    (listed,) = found.not_placed
    assert WEIGHT[listed.duty.tier] == 1
    ways = found.remedies(listed)
    assert ways.full_days == (MONDAY, TUESDAY)
    assert ways.limit_days == ()
    other = low if listed.duty == left else left
    assert [one.duty for one in ways.give_way] == [other]
    assert {one.on for one in ways.give_way} == {one.on for one in found.placed if one.duty == other}


def test_a_limit_of_a_kind_is_told_from_a_full_day() -> None:
    trainings = [duty(account(str(n)), MONDAY, kind=VisitKind.TRAINING) for n in range(3)]
    found = plan(two_days(*trainings, limits=KindLimits(training=1), places=2))
    (listed,) = found.not_placed
    assert listed.full_days == ()
    assert listed.limit_days == (
        LimitDay(MONDAY, VisitKind.TRAINING),
        LimitDay(TUESDAY, VisitKind.TRAINING),
    )
    assert listed.reason() == "2 days that could take it have room, but not for this kind of visit"
    assert len(listed.give_way) == 2


def test_where_day_and_limit_are_both_full_neither_alone_is_named() -> None:
    training = duty(account("A"), MONDAY, kind=VisitKind.TRAINING)
    other = duty(account("B"), MONDAY, kind=VisitKind.TRAINING)
    problem = replace(two_days(training, other, limits=KindLimits(training=1)), end=MONDAY)
    (listed,) = plan(problem).not_placed
    assert listed.full_days == (MONDAY,)
    fields = [duty(account(str(n), tier=Tier.FOCUS), MONDAY) for n in range(2)]
    crowded = replace(
        two_days(training, *fields, limits=KindLimits(training=1), places=2),
        end=MONDAY,
        visits=(visit(account("B"), MONDAY, kind=VisitKind.TRAINING, state=VisitState.AGREED),),
    )
    listed = next(one for one in plan(crowded).not_placed if one.duty == training)
    assert listed.full_days == ()
    assert listed.limit_days == ()
