"""Planning again moves as little as possible: one event moves what it touches and hardly more."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning_worlds import Q3, accepted, account, customers, planned, rule, visit
from workbench.domain.accounts import Account, Tier
from workbench.domain.periods import PeriodKind
from workbench.domain.planner import plan
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import Change, Plan, PlanInput
from workbench.domain.visit_plan_freely import plan_freely
from workbench.domain.visits import Visit, VisitState
from workbench.domain.workdays import DateSpan

WORLDS = st.tuples(st.integers(0, 10_000), st.sampled_from([60, 120, 220]))
SICK = DateSpan(date(2026, 8, 11), date(2026, 8, 13))


def days_of(found: Plan) -> dict[object, date]:
    return {one.duty.key: one.on for one in found.placed}


class World:
    """A quarter that was planned and accepted: 60 accounts leave room, 220 are too many."""

    def __init__(self, seed: int, count: int) -> None:
        self.accounts: list[Account] = customers(count, seed)
        problem = self.problem()
        self.first = plan(problem)
        self.visits: list[Visit] = list(accepted(problem, self.first))

    def problem(self, **values: Any) -> PlanInput:
        return planned(self.accounts, *Q3, **values)

    def again(self, **values: Any) -> Plan:
        problem = self.problem(**{"visits": self.visits, **values})
        found = plan(problem)
        assert verify_certificate(problem, found)
        return found

    def edited(self, number: int, **values: Any) -> list[Visit]:
        number %= len(self.visits)
        return [replace(one, **values) if at == number else one for at, one in enumerate(self.visits)]


@given(WORLDS)
@settings(max_examples=8)
def test_an_unchanged_world_moves_nothing(world: tuple[int, int]) -> None:
    made = World(*world)
    again = made.again()
    assert again.moved == 0
    assert {one.change for one in again.placed} == {Change.KEPT}
    assert days_of(again) == days_of(made.first)
    assert again.times == made.first.times
    assert again.deviation_days == made.first.deviation_days
    assert again.optimal


@given(WORLDS, st.integers(0, 1000), st.integers(-6, 6))
@settings(max_examples=12)
def test_one_pin_moves_two_visits_at_most(world: tuple[int, int], number: int, days: int) -> None:
    made = World(*world)
    put = made.visits[number % len(made.visits)]
    day = made.problem().calendar.add_workdays(put.on, days or 1)
    pinned = made.edited(number, on=min(max(day, Q3[0]), date(2026, 9, 29)), pinned=True, at="")
    assert made.again(visits=pinned).moved <= 2


@given(WORLDS, st.integers(0, 1000))
@settings(max_examples=12)
def test_one_cancellation_moves_one_visit_at_most(world: tuple[int, int], number: int) -> None:
    made = World(*world)
    again = made.again(visits=made.edited(number, state=VisitState.CANCELLED))
    assert again.moved <= 1
    assert sum(one.change is Change.ADDED for one in again.placed) <= 1


@given(WORLDS)
@settings(max_examples=10)
def test_three_sick_days_move_what_stood_there_and_what_makes_room_for_it(world: tuple[int, int]) -> None:
    made = World(*world)
    again = made.again(absences=(SICK,))
    there = sum(1 for one in made.first.placed if one.on in SICK)
    assert there - again.moved_gap <= again.moved <= 3 * there
    assert not any(one.on in SICK for one in again.placed)


@pytest.mark.parametrize("hour", [9, 13])
def test_an_appointment_elsewhere_moves_only_what_it_leaves_no_room_for(hour: int) -> None:
    made = World(4, 60)
    day = next(one.on for one in made.first.placed if one.on.day > 9)
    there = [one for one in made.first.placed if one.on == day]
    again = made.again(busy={day: ((60 * hour, 60 * hour + 30),)})
    assert again.moved == 0
    assert {one.duty.key for one in again.placed if one.on == day} == {one.duty.key for one in there}
    assert not again.untimed


def test_a_planned_visit_stands_for_one_duty_where_periods_of_its_kind_overlap() -> None:
    members = [account("A", tier=Tier.MAJOR)]
    by_month = planned(members, *Q3, rules=[rule(1, PeriodKind.MONTH)]).duties
    by_quarter = planned(members, *Q3, rules=[rule(1, PeriodKind.QUARTER)]).duties
    stands = visit(members[0], date(2026, 8, 12), state=VisitState.PLANNED, rule="every")
    problem = replace(planned(members, *Q3, visits=[stands]), duties=(*by_quarter, *by_month))
    previous = sort_visits(problem).previous
    assert [one.id for one in previous.values()] == [stands.id]
    assert [period for _account, _kind, period, _number in previous] == ["2026-08"]
    found = plan(problem)
    kept = [one.visit_id for one in (*found.placed, *found.not_placed)]
    assert kept.count(stands.id) == 1


def test_what_was_made_by_hand_stays_beside_the_visit_of_a_rule() -> None:
    members = [account("A", tier=Tier.MAJOR)]
    rules = [rule(1, PeriodKind.QUARTER)]
    by_rule = visit(members[0], date(2026, 7, 2), state=VisitState.PLANNED, rule="every")
    by_hand = visit(members[0], date(2026, 8, 14), state=VisitState.PLANNED)
    found = sort_visits(planned(members, *Q3, rules=rules, visits=[by_rule, by_hand]))
    assert [one.id for one in found.previous.values()] == [by_rule.id]
    assert [one.id for one in found.fixed] == [by_hand.id]
    assert found.surplus == ()


def test_planning_freely_takes_no_visit_that_stays_for_one_that_may_move() -> None:
    members = [account("A", tier=Tier.MAJOR)]
    rules = [rule(1, PeriodKind.QUARTER)]
    by_rule = visit(members[0], date(2026, 7, 2), state=VisitState.PLANNED, rule="every")
    by_hand = visit(members[0], date(2026, 8, 14), state=VisitState.PLANNED)
    problem = planned(members, *Q3, rules=rules, visits=[by_rule, by_hand])
    found, free = plan_freely(problem)
    assert [one.visit_id for one in found.placed] == [by_rule.id]
    there = [one.is_fixed for load in found.loads if load.on == by_hand.on for one in load.visits]
    assert True in there
    assert verify_certificate(free, found)


def test_planning_freely_leaves_a_visit_its_own_length() -> None:
    members = [account("A", tier=Tier.MAJOR)]
    rules = [rule(1, PeriodKind.QUARTER)]
    long = visit(members[0], date(2026, 7, 2), state=VisitState.PLANNED, rule="every", minutes=480)
    ideal = planned(members, *Q3, rules=rules).duties[0].ideal_on
    busy = {ideal: ((510, 750),)}
    problem = planned(members, *Q3, rules=rules, visits=[long], busy=busy)
    steps: list[object] = []
    found, free = plan_freely(problem, lambda *step: steps.append(step))
    assert steps
    assert [one.on for one in found.placed] != [ideal]
    assert verify_certificate(free, found)
    stored = replace(long, on=found.placed[0].on)
    assert plan(replace(problem, visits=(stored,))).moved == 0
