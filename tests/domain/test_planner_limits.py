"""Limits of a kind, hours, closures and other appointments: never broken, and the best plan all the same."""

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.domain.planning_judge import WEIGHT, best_apart, faults
from tests.domain.planning_worlds import (
    MANAGER,
    Q3,
    accepted,
    account,
    customers,
    duty,
    planned,
    varied_problem,
    visit,
)
from workbench.domain.accounts import Manager, Tier
from workbench.domain.day_times import Job, arrange
from workbench.domain.duties import Duty
from workbench.domain.planner import plan
from workbench.domain.planner_model import build_model, capacity_on
from workbench.domain.planner_proof import verify_certificate
from workbench.domain.planner_times import DayFit
from workbench.domain.standing_visits import sort_visits
from workbench.domain.visit_plan import NoDay, Plan, PlanInput
from workbench.domain.visit_times import KindLimits, VisitMinutes, WorkingHours
from workbench.domain.visits import VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.ids import derived_id

SEEDS = st.integers(0, 1_000_000)
MONDAY = date(2026, 7, 6)


def week(*wanted: Duty, **values: Any) -> PlanInput:
    """One working week with these duties."""
    members = {one.account_id: account("?") for one in wanted} | values.pop("accounts", {})
    given_ = planned([], MONDAY, MONDAY + timedelta(days=4))
    return replace(given_, accounts=members, duties=wanted, **values)


def left_out(found: Plan) -> int:
    return sum(WEIGHT[one.duty.tier] for one in found.not_placed)


@given(SEEDS)
@settings(max_examples=40)
def test_nothing_is_ever_broken(seed: int) -> None:
    problem = varied_problem(seed)
    found = plan(problem)
    assert faults(problem, found) == []
    assert verify_certificate(problem, found)
    for load in found.loads:
        assert load.taken <= max(load.capacity, sum(visit.is_fixed for visit in load.visits))


@given(SEEDS)
@settings(max_examples=25)
def test_no_plan_at_all_is_better(seed: int) -> None:
    problem = varied_problem(seed, accounts=4, days=5)
    problem = replace(problem, duties=problem.duties[:6])
    found = plan(problem)
    best = best_apart(problem, {}, found)
    assert left_out(found) == best[0]
    assert found.deviation_days - found.gap <= best[2]
    if not found.retimed:
        assert best[2] <= found.deviation_days


@given(SEEDS)
@settings(max_examples=30)
def test_no_plan_at_all_is_better_after_an_edit(seed: int) -> None:
    problem = varied_problem(seed, accounts=4, days=5)
    problem = replace(problem, duties=problem.duties[:6], visits=())
    stored = accepted(problem, plan(problem))
    day = problem.start + timedelta(days=seed % 5)
    edited = replace(problem, visits=stored, limits=KindLimits(field=1), busy={day: ((480, 800),)})
    before = {key: one.on for key, one in sort_visits(edited).previous.items()}
    alone = replace(edited, visits=())
    found = plan(edited)
    best = best_apart(alone, before, found)
    assert (left_out(found), found.moved - found.moved_gap) <= best[:2] <= (left_out(found), found.moved)
    if found.moved_gap == 0:
        assert found.deviation_days - found.gap <= best[2]
    assert faults(alone, found) == []


@given(SEEDS)
@settings(max_examples=25)
def test_an_unchanged_world_moves_nothing(seed: int) -> None:
    problem = varied_problem(seed)
    first = plan(problem)
    again = plan(replace(problem, visits=accepted(problem, first)))
    assert again.moved == 0
    assert calendar_of(again) == calendar_of(first)
    assert len(again.untimed) == len(first.untimed)


@given(SEEDS)
@settings(max_examples=25)
def test_calls_that_stay_from_now_on_move_nothing(seed: int) -> None:
    problem = varied_problem(seed)
    problem = replace(problem, stays=[one.key for one in problem.duties if one.kind is VisitKind.TELEPHONE])
    first = plan(problem)
    assert faults(problem, first) == []
    assert with_calls_that_stay(problem, first).moved == 0


def with_calls_that_stay(problem: PlanInput, first: Plan) -> Plan:
    """The next plan after ``first`` was accepted, whose ``stays`` are no duties any more."""
    fixed = {derived_id("visit", repr(key)) for key in problem.stays}
    visits = [replace(one, pinned=one.pinned or one.id in fixed) for one in accepted(problem, first)]
    left = tuple(one for one in problem.duties if one.key not in problem.stays)
    return plan(replace(problem, duties=left, visits=tuple(visits), stays=()))


@given(SEEDS, st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_the_order_of_the_input_does_not_matter(seed: int, chance: random.Random) -> None:
    problem = varied_problem(seed)
    shuffled = replace(
        problem,
        duties=tuple(chance.sample(problem.duties, len(problem.duties))),
        visits=tuple(chance.sample(problem.visits, len(problem.visits))),
        accounts=dict(reversed(problem.accounts.items())),
        busy={day: tuple(reversed(spans)) for day, spans in reversed(problem.busy.items())},
    )
    assert plan(shuffled) == plan(problem)


@given(SEEDS, st.integers(0, 12))
@settings(max_examples=30)
def test_drawing_cities_together_never_costs_more_than_allowed(seed: int, allowed: int) -> None:
    problem = replace(varied_problem(seed, accounts=12, days=12), city_deviation_days=allowed)
    freer, strict = plan(problem), plan(replace(problem, city_deviation_days=0))
    assert strict.city_deviation_days == 0
    assert 0 <= freer.city_deviation_days <= allowed
    if freer.gap == strict.gap == 0:
        assert freer.deviation_days == strict.deviation_days + freer.city_deviation_days
    assert freer.city_days <= freer.city_days_before
    assert faults(problem, freer) == []
    assert verify_certificate(problem, freer)


def calendar_of(found: Plan) -> list[tuple[date, str, str, bytes]]:
    return sorted(
        (one.on, found.times.get(one.duty.key, ""), one.duty.kind.value, one.duty.account_id)
        for one in found.placed
    )


def test_a_limit_of_a_kind_holds_inside_the_places_of_the_day() -> None:
    wanted = [
        duty(account(f"{kind}{n}", tier=Tier.FOCUS), MONDAY, kind=kind)
        for kind in (VisitKind.EXECUTIVE, VisitKind.FIELD)
        for n in range(3)
    ]
    problem = week(*wanted, limits=KindLimits(executive=1))
    found = plan(problem)
    days = [one.on for one in found.placed if one.duty.kind is VisitKind.EXECUTIVE]
    assert sorted(days) == [MONDAY + timedelta(days=n) for n in range(3)]
    assert [one.on for one in found.placed if one.duty.kind is VisitKind.FIELD] == [MONDAY] * 3
    assert found.optimal
    assert any(found.certificates[0].limit_prices)


def test_fixed_visits_count_towards_the_limit_of_their_kind() -> None:
    one, other = account("A"), account("B")
    put = visit(other, MONDAY, kind=VisitKind.EXECUTIVE, state=VisitState.AGREED)
    problem = week(duty(one, MONDAY, kind=VisitKind.EXECUTIVE), visits=(put,), accounts={other.id: other})
    assert [item.on for item in plan(problem).placed] == [MONDAY + timedelta(days=1)]
    alone = plan(replace(problem, end=MONDAY))
    assert alone.not_placed[0].lost_days == ((NoDay.KIND_LIMIT, 1),)
    assert alone.not_placed[0].reason() == ("No day is left: fixed visits reach the limit of the kind (1)")


def test_no_limit_of_its_own_means_as_many_as_there_are_places() -> None:
    wanted = [duty(account(str(n)), MONDAY, kind=VisitKind.TRAINING) for n in range(4)]
    short = VisitMinutes(training=60)
    assert len({one.on for one in plan(week(*wanted, minutes=short)).placed}) == 4
    free = plan(week(*wanted, minutes=short, limits=KindLimits(training=0)))
    assert {one.on for one in free.placed} == {MONDAY}


@pytest.mark.parametrize(
    ("hours", "taken", "cause"),
    [
        ("09:00-10:00", (), NoDay.VISITING_HOURS),
        ("19:00-22:00", (), NoDay.VISITING_HOURS),
        ("09:00-11:00", ((0, 600),), NoDay.BUSY),
        ("", ((540, 600), (660, 720), (780, 840), (900, 960), (1020, 1080)), NoDay.BUSY),
    ],
)
def test_a_day_without_an_uninterrupted_free_stretch_says_what_takes_it(
    hours: str, taken: tuple[tuple[int, int], ...], cause: NoDay
) -> None:
    one = account("A", visiting_hours=hours)
    problem = week(duty(one, MONDAY), accounts={one.id: one}, busy={MONDAY: taken})
    found = plan(replace(problem, end=MONDAY))
    assert found.not_placed[0].lost_days == ((cause, 1),)


def test_a_visit_longer_than_the_working_hours_says_so() -> None:
    wanted = duty(account("A"), MONDAY, kind=VisitKind.TRAINING)
    found = plan(week(wanted, hours=WorkingHours(9 * 60, 12 * 60)))
    assert found.not_placed[0].lost_days == ((NoDay.WORKING_HOURS, 5),)


def test_calls_and_customers_who_come_to_us_keep_no_visiting_hours() -> None:
    one = account("A", visiting_hours="19:00-20:00")
    for kind in (VisitKind.TELEPHONE, VisitKind.VISITS_US):
        found = plan(week(duty(one, MONDAY, kind=kind), accounts={one.id: one}))
        assert len(found.placed) == 1


def test_a_call_that_stays_takes_no_hour_from_a_visit_without_a_time() -> None:
    one, other = account("A", visiting_hours="14:00-17:00"), account("B")
    agreed = visit(one, MONDAY, kind=VisitKind.EXECUTIVE, state=VisitState.AGREED, minutes=30)
    meeting, call = (
        duty(one, MONDAY, kind=VisitKind.ROUND_TABLE),
        duty(other, MONDAY, kind=VisitKind.TELEPHONE),
    )
    members = {one.id: one, other.id: other}
    problem = week(meeting, call, accounts=members, visits=(agreed,), busy={MONDAY: ((510, 840),)})
    away = (DateSpan(MONDAY + timedelta(days=1), MONDAY + timedelta(days=4)),)
    problem = replace(problem, absences=away)
    assert [item.duty for item in plan(problem).untimed] == [meeting]
    problem = replace(problem, stays=[call.key])
    first = plan(problem)
    assert {item.duty.key for item in first.untimed} == {meeting.key, call.key}
    again = with_calls_that_stay(problem, first)
    assert [item.on for item in again.placed] == [MONDAY]


def test_a_call_that_stays_without_a_time_moves_no_visit() -> None:
    one, other = account("A"), account("B")
    call = visit(other, MONDAY, kind=VisitKind.TELEPHONE, state=VisitState.PLANNED, pinned=True)
    stands = visit(one, MONDAY, state=VisitState.PLANNED, at="09:00", rule="every")
    members = {one.id: one, other.id: other}
    full = {MONDAY: ((510, 540), (635, 1050))}
    again = plan(week(duty(one, MONDAY), accounts=members, visits=(call, stands), busy=full))
    assert [(item.on, again.times[item.duty.key]) for item in again.placed] == [(MONDAY, "09:00")]


def test_a_stored_text_that_nobody_can_read_never_stops_a_plan() -> None:
    one = account("A", visiting_hours="mornings, if at all")
    assert len(plan(week(duty(one, MONDAY), accounts={one.id: one})).placed) == 1


@pytest.mark.parametrize(
    ("taken", "places"),
    [((), 4), (((720, 750),), 4), (((510, 700),), 3), (((0, 1440),), 0), (((0, 480),), 4)],
)
def test_other_appointments_take_their_share_of_the_places(
    taken: tuple[tuple[int, int], ...], places: int
) -> None:
    assert capacity_on(week(busy={MONDAY: taken}), MONDAY, calls=False) == places


def test_a_day_wholly_busy_has_none() -> None:
    problem = week(duty(account("A"), MONDAY), busy={MONDAY: ((0, 1440),)})
    assert [one.on for one in plan(problem).placed] == [MONDAY + timedelta(days=1)]


def test_the_visits_of_one_gathering_take_one_place_and_stay() -> None:
    members = [account(str(n), tier=Tier.FOCUS) for n in range(6)]
    meeting = derived_id("gathering", "1")
    put = tuple(
        visit(one, MONDAY, kind=VisitKind.ROUND_TABLE, state=VisitState.PLANNED, gathering_id=meeting)
        for one in members
    )
    one_more = Manager(MANAGER.id, "M", daily_visits=2)
    found = plan(
        week(
            duty(members[0], MONDAY),
            visits=put,
            manager=one_more,
            accounts={one.id: one for one in members},
        )
    )
    assert [one.on for one in found.placed] == [MONDAY]
    load = next(one for one in found.loads if one.on == MONDAY and not one.calls)
    assert (len(load.visits), load.taken, load.capacity) == (7, 2, 2)
    assert len(found.fixed) == 6


def test_one_city_under_two_names_is_drawn_together() -> None:
    crowd = customers(120, 5)
    names = [("苏州市", "苏州")[n % 2] if n % 3 else "Wuxi City" for n in range(len(crowd))]
    named = [replace(one, city=name) for one, name in zip(crowd, names, strict=True)]
    plain = [
        replace(one, city="苏州" if "苏" in name else "wuxi") for one, name in zip(crowd, names, strict=True)
    ]
    both = [plan(planned(members, *Q3)) for members in (named, plain)]
    assert both[0].city_days == both[1].city_days < both[0].city_days_before


def test_days_with_visits_of_the_same_lengths_and_hours_are_tried_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    members = [account(f"A{n}", visiting_hours="09:00-15:00", city=f"City {n}") for n in range(5)]
    wanted = tuple(duty(one, MONDAY + timedelta(days=n)) for n, one in enumerate(members))
    problem = week(*wanted, accounts={one.id: one for one in members})
    visits = sort_visits(problem)
    fit = DayFit(problem, visits, build_model(problem, visits, False))
    tried: list[Sequence[Job]] = []

    def arranged(jobs: Sequence[Job]) -> tuple[int, ...] | None:
        tried.append(jobs)
        return arrange(jobs)

    monkeypatch.setattr("workbench.domain.planner_times.arrange", arranged)
    assert all(fit.fits(day, [first, second]) for day in range(5) for first, second in pairs(5))
    assert len(tried) == 1


def pairs(count: int) -> list[tuple[int, int]]:
    return [(first, second) for second in range(count) for first in range(second)]
