"""What a plan promises: nothing dropped, nothing broken, the least deviation, the same every time."""

import os
import random
import subprocess
import sys
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning_worlds import (
    MANAGER,
    Q3,
    account,
    customers,
    duty,
    planned,
    random_problem,
    rule,
    visit,
)
from workbench.domain.accounts import Manager, Tier
from workbench.domain.periods import PeriodKind
from workbench.domain.planner import plan
from workbench.domain.planner_model import capacity_on
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visit_plan import Change, NoDay, Plan, PlanInput
from workbench.domain.visits import VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.errors import Cancelled

SEEDS = st.integers(0, 10_000)
MONTHLY = [rule(1, PeriodKind.MONTH)]


def days_of(found: Plan) -> dict[object, date]:
    return {one.duty.key: one.on for one in found.placed}


def crowded(seed: int = 1, count: int = 120, **values: Any) -> PlanInput:
    return planned(customers(count, seed), *Q3, **values)


@given(SEEDS)
@settings(max_examples=30)
def test_every_duty_is_placed_or_listed_and_no_day_is_broken(seed: int) -> None:
    problem = random_problem(seed, accounts=9, days=12)
    found = plan(problem)
    keys = [one.duty.key for one in (*found.placed, *found.not_placed)]
    assert sorted(keys) == sorted(one.key for one in problem.duties)
    for one in found.placed:
        of = problem.accounts[one.duty.account_id]
        assert problem.calendar.is_workday(one.on)
        assert one.on.weekday() not in of.excluded_weekdays
        assert max(problem.start, one.duty.period.start) <= one.on <= min(problem.end, one.duty.period.end)
    for load in found.loads:
        assert len(load.visits) <= load.capacity == capacity_on(problem, load.on, load.calls)
    assert verify_certificate(problem, found)


@given(SEEDS)
@settings(max_examples=25)
def test_one_place_on_a_named_day_helps_and_elsewhere_not(seed: int) -> None:
    problem = random_problem(seed, accounts=9, days=8)
    found = plan(problem)
    for listed in found.not_placed[:2]:
        weekdays = {day.weekday() for day in listed.full_days}
        for load in found.loads:
            # A weekday occurs once in these eight days at most twice: only unambiguous ones are asked.
            same = [one for one in found.loads if one.on.weekday() == load.on.weekday() and not one.calls]
            if load.calls or len(same) > 1 or not load.capacity:
                continue
            visits = list(problem.manager.weekday_visits)
            visits[load.on.weekday()] += 1
            roomier = replace(problem, manager=replace(problem.manager, weekday_visits=tuple(visits)))
            helped = len(plan(roomier).not_placed) < len(found.not_placed)
            if load.on.weekday() in weekdays:
                assert helped
            elif not any(load.on in other.full_days for other in found.not_placed):
                assert not helped


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_the_input_does_not_matter(seed: int, chance: random.Random) -> None:
    problem = random_problem(seed, accounts=9, days=12)
    shuffled = list(problem.duties)
    chance.shuffle(shuffled)
    backwards = dict(reversed(problem.accounts.items()))
    assert plan(replace(problem, duties=tuple(shuffled), accounts=backwards)) == plan(problem)


def test_the_hash_seed_of_the_process_does_not_matter() -> None:
    code = (
        "from tests.domain.test_planner import crowded, plan\n"
        "for one in plan(crowded()).placed: print(one.on, one.duty.key)"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
    assert outputs.pop().count(b"\n") > 100


def test_a_pinned_and_an_agreed_visit_stay_and_take_their_places() -> None:
    crowd = customers(60, 3)
    day = date(2026, 8, 12)
    fixed = [
        visit(crowd[0], day, state=VisitState.AGREED),
        visit(crowd[1], day, state=VisitState.PLANNED, pinned=True),
        visit(crowd[2], day, state=VisitState.PLANNED, pinned=True, kind=VisitKind.TELEPHONE),
    ]
    found = plan(planned(crowd, *Q3, visits=fixed))
    load = next(one for one in found.loads if one.on == day and not one.calls)
    assert [one.is_fixed for one in load.visits].count(True) == 2
    assert len(load.visits) <= load.capacity
    assert {one.id for one in found.fixed} == {one.id for one in fixed}
    assert not {one.visit_id for one in found.placed} & {one.id for one in fixed}


def test_a_make_up_weekend_is_used_like_any_working_day() -> None:
    sunday = date(2026, 9, 20)
    assert sunday.weekday() == 6
    crowd = [account(str(n), tier=Tier.MAJOR) for n in range(3)]
    given_ = PlanInput(
        manager=replace(MANAGER, weekday_visits=(0, 0, 0, 0, 0, 0, 0)),
        accounts={one.id: one for one in crowd},
        duties=tuple(duty(one, sunday) for one in crowd),
        visits=(),
        calendar=planned(crowd, *Q3).calendar,
        start=Q3[0],
        end=Q3[1],
        today=Q3[0],
    )
    assert [one.on for one in plan(given_).placed] == [sunday] * 3


def test_nothing_is_planned_on_days_off_absences_blocked_and_excluded_days() -> None:
    crowd = customers(30, 4)
    crowd[0] = replace(crowd[0], excluded_weekdays=(0, 1, 2, 3))
    blocked = {crowd[1].id: (DateSpan(date(2026, 7, 1), date(2026, 8, 31)),)}
    away = DateSpan(date(2026, 7, 6), date(2026, 7, 31))
    problem = planned(crowd, *Q3, blocked=blocked, absences=(away,))
    found = plan(problem)
    for one in found.placed:
        assert problem.calendar.is_workday(one.on)
        assert one.on not in away
        if one.duty.account_id == crowd[0].id:
            assert one.on.weekday() >= 4
        if one.duty.account_id == crowd[1].id:
            assert one.on >= date(2026, 9, 1)


def test_what_has_no_day_at_all_says_why() -> None:
    closed = account("A", tier=Tier.FOCUS)
    off_mondays = account("B", tier=Tier.FOCUS, excluded_weekdays=(0, 1, 2, 3, 4, 5, 6))
    blocked = {closed.id: (DateSpan(date(2026, 7, 1), date(2026, 7, 31)),)}
    july = (date(2026, 7, 1), date(2026, 7, 31))
    found = plan(planned([closed, off_mondays], *july, rules=MONTHLY, blocked=blocked))
    assert {one.duty.account_id: one.lost_days for one in found.not_placed} == {
        closed.id: ((NoDay.BLOCKED, 23),),
        off_mondays.id: ((NoDay.EXCLUDED_WEEKDAY, 23),),
    }
    assert {one.reason() for one in found.not_placed} == {
        "No day is left: account closed (23)",
        "No day is left: weekday excluded by the account (23)",
    }


def test_too_much_for_the_capacity_leaves_out_the_lower_tiers_and_names_the_days() -> None:
    one_a_day = Manager(MANAGER.id, "M", daily_visits=1)
    found = plan(crowded(count=200, manager=one_a_day))
    fits = {fit.tier: (fit.required, fit.placed) for fit in found.by_tier}
    assert fits[Tier.STRATEGIC][0] == fits[Tier.STRATEGIC][1]
    assert sum(placed for _required, placed in fits.values()) == 66
    assert sum(required for required, _placed in fits.values()) == len(found.placed) + len(found.not_placed)
    first = found.not_placed[0]
    blocking = found.blocking(first)
    assert [load.on for load in blocking] == list(first.full_days)
    assert all(len(load.visits) == load.capacity for load in blocking)
    assert first.reason().endswith("full")
    assert found.optimal


def test_calls_have_a_capacity_of_their_own() -> None:
    crowd = [account(str(n)) for n in range(10)]
    day = date(2026, 7, 15)
    rules = [rule(1, PeriodKind.MONTH), rule(1, PeriodKind.MONTH, VisitKind.TELEPHONE)]
    caller = Manager(MANAGER.id, "M", daily_visits=2, daily_calls=5)
    found = plan(planned(crowd, day, day + timedelta(days=1), rules=rules, manager=caller, today=day))
    kinds = [one.duty.kind for one in found.placed]
    assert all(len(load.visits) <= load.capacity for load in found.loads)
    assert kinds.count(VisitKind.FIELD) <= 4
    assert {one.calls for one in found.certificates} == {True, False}


def test_two_visits_of_an_account_keep_half_the_interval_where_that_leaves_nothing_out() -> None:
    problem = crowded(count=200)
    found = plan(problem)
    days: dict[object, list[tuple[date, int]]] = {}
    for one in found.placed:
        place = (one.duty.account_id, one.duty.kind)
        days.setdefault(place, []).append((one.on, one.duty.minimum_gap_days))
    listed = {(one.account_id, one.first_on, one.second_on) for one in found.too_close}
    for (account_id, _kind), row in days.items():
        row.sort()
        for (first, gap), (second, other_gap) in pairwise(row):
            near = (second - first).days < min(gap, other_gap)
            assert not near or (account_id, first, second) in listed
    assert not found.too_close
    assert found.optimal


def test_visits_too_close_are_listed_rather_than_one_left_out() -> None:
    one = account("A", tier=Tier.STRATEGIC)
    problem = planned([one], date(2026, 7, 6), date(2026, 7, 8), rules=[rule(2, PeriodKind.MONTH)])
    both = (duty(one, date(2026, 7, 6), interval=PeriodKind.MONTH),)
    both += (duty(one, date(2026, 7, 8), interval=PeriodKind.MONTH, number=2),)
    found = plan(replace(problem, duties=both))
    assert len(found.placed) == 2
    assert [(c.first_on, c.second_on, c.wanted_days) for c in found.too_close] == [
        (date(2026, 7, 6), date(2026, 7, 8), 16)
    ]


def test_visits_that_somebody_put_close_together_stay() -> None:
    one = account("A", tier=Tier.STRATEGIC)
    put = [
        visit(one, date(2026, 7, day), state=VisitState.PLANNED, rule="tier:strategic:field:2:month")
        for day in (14, 16)
    ]
    july = (date(2026, 7, 1), date(2026, 7, 31))
    found = plan(planned([one], *july, rules=[rule(2, PeriodKind.MONTH)], visits=put))
    assert [(item.on.day, item.change) for item in found.placed] == [(14, Change.KEPT), (16, Change.KEPT)]
    assert [(item.first_on.day, item.second_on.day) for item in found.too_close] == [(14, 16)]


@pytest.mark.parametrize(
    ("higher", "lower"),
    [
        (Tier.STRATEGIC, Tier.FOCUS),
        (Tier.FOCUS, Tier.MAJOR),
        (Tier.MAJOR, Tier.GENERAL),
        (Tier.MAJOR, None),
    ],
)
def test_the_higher_tier_gets_the_place_though_it_lies_farther_off(higher: Tier, lower: Tier | None) -> None:
    day = date(2026, 7, 15)
    high, low = account("high", tier=higher), account("low", tier=lower)
    problem = planned([high, low], day, day, rules=[], manager=Manager(MANAGER.id, "M", daily_visits=1))
    problem = replace(problem, end=day + timedelta(days=1), absences=(DateSpan(day, day),))
    wanted = (duty(high, day), duty(low, day + timedelta(days=1)))
    found = plan(replace(problem, duties=wanted))
    assert [one.duty.account_id for one in found.placed] == [high.id]
    assert [one.duty.account_id for one in found.not_placed] == [low.id]


def test_drawing_cities_together_never_costs_more_than_allowed() -> None:
    problem = crowded(count=200)
    found = plan(problem)
    assert found.city_days < 0.75 * found.city_days_before
    assert found.city_deviation_days == 0
    assert found.gap == 0
    freer = replace(problem, city_deviation_days=20)
    drawn = plan(freer)
    assert drawn.city_days <= found.city_days
    assert drawn.city_deviation_days <= 20
    assert drawn.deviation_days == found.deviation_days + drawn.city_deviation_days
    assert verify_certificate(freer, drawn)


def test_a_visit_made_by_hand_stays_and_one_no_rule_asks_for_is_surplus() -> None:
    one = account("A", tier=Tier.GENERAL, kind=None)
    by_hand = visit(one, date(2026, 7, 8), state=VisitState.PLANNED, kind=VisitKind.TRAINING)
    by_rule = visit(
        one,
        date(2026, 7, 9),
        state=VisitState.PLANNED,
        kind=VisitKind.EXECUTIVE,
        rule="tier:focus:executive:1:half_year",
    )
    found = plan(planned([one], *Q3, visits=[by_hand, by_rule]))
    assert found.fixed == (by_hand,)
    assert found.surplus == (by_rule,)


def test_a_forgotten_visit_is_moved_to_a_day_to_come() -> None:
    one = account("A", tier=Tier.FOCUS)
    today = date(2026, 7, 20)
    forgotten = visit(one, date(2026, 7, 13), state=VisitState.PLANNED, rule="x")
    found = plan(planned([one], *Q3, rules=MONTHLY, visits=[forgotten], today=today))
    moved = next(item for item in found.placed if item.visit_id == forgotten.id)
    assert moved.change is Change.MOVED
    assert moved.moved_from == date(2026, 7, 13)
    assert moved.on == moved.target_on == today


def test_month_ends_and_leap_days_are_days_like_others() -> None:
    crowd = [account(str(n)) for n in range(2)]
    start, end = date(2024, 2, 28), date(2024, 2, 29)
    one_a_day = Manager(MANAGER.id, "M", daily_visits=1)
    found = plan(planned(crowd, start, end, rules=MONTHLY, manager=one_a_day))
    assert sorted(one.on for one in found.placed) == [start, end]


def test_an_empty_plan_is_a_plan() -> None:
    found = plan(planned([], *Q3))
    assert (found.placed, found.not_placed, found.deviation_days, found.optimal) == ((), (), 0, True)


def test_planning_tells_how_far_it_is_and_can_be_stopped() -> None:
    steps: list[tuple[int, int]] = []
    plan(crowded(), lambda done, total: steps.append((done, total)))
    shares = [done / total for done, total in steps]
    assert shares == sorted(shares)
    assert shares[-1] == 1

    def stop(done: int, total: int) -> None:
        if done > total // 2:
            raise Cancelled("stopped")

    with pytest.raises(Cancelled):
        plan(crowded(), stop)


def test_a_forged_plan_does_not_pass_the_check() -> None:
    problem = crowded()
    found = plan(problem)
    assert verify_certificate(problem, found)
    prices = found.certificates[0]
    forged = replace(prices, prices=tuple(price + 1 for price in prices.prices))
    assert not verify_certificate(problem, replace(found, certificates=(forged, found.certificates[1])))
    assert not verify_certificate(problem, replace(found, placed=found.placed[1:]))
    first = found.placed[0]
    later = replace(first, on=first.on + timedelta(days=21))
    assert not verify_certificate(problem, replace(found, placed=(later, *found.placed[1:])))
    nowhere = replace(first, on=first.on + timedelta(days=400))
    assert not verify_certificate(problem, replace(found, placed=(nowhere, *found.placed[1:])))
    heaped = tuple(replace(one, on=first.on) for one in found.placed)
    assert not verify_certificate(problem, replace(found, placed=heaped))


def test_default_rules_for_three_hundred_accounts_are_proven_and_complete() -> None:
    problem = planned(customers(300, 7), *Q3, rules=DEFAULT_RULES)
    found = plan(problem)
    assert found.optimal
    assert len(found.placed) + len(found.not_placed) == len(problem.duties)
    assert verify_certificate(problem, found)
