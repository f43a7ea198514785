"""Whatever a file holds: no plan breaks a day, loses a duty, or writes what it did not show (2-rules 7.2)."""

import os
import random
from collections import Counter
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.planning_judge import busy_minutes
from tests.services.planning_files import PlanFile, plan_file
from workbench.domain.accounts import Manager
from workbench.domain.duties import Duty, is_movable
from workbench.domain.visit_plan import Placement
from workbench.domain.visiting_hours import known_visiting_hours, minute_of
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.foundation.ids import Id
from workbench.services.checks import check_workspace
from workbench.services.history import undo
from workbench.services.period_plans import PeriodPlan, PersonPlan, plan_period, replan
from workbench.services.planning import list_duties
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visit_plan_options import LetGo, Levers, PlanOptions
from workbench.services.visit_plan_outlook import check_proof, look_ahead
from workbench.services.visits import list_visits_between
from workbench.storage.workspace import Workspace

SEEDS = st.integers(0, 1_000_000)
THOROUGH = os.environ.get("WORKBENCH_PROPERTIES") == "thorough"
Place = tuple[Id, VisitKind, str]
GONE = (VisitState.MISSED, VisitState.CANCELLED)


def standing(workspace: Workspace) -> dict[Id, Visit]:
    return {one.id: one for one in list_visits_between(workspace, date(2025, 1, 1), date(2029, 12, 31))}


def options_of(file: PlanFile, chance: random.Random) -> PlanOptions:
    chosen = (
        frozenset(chance.sample(file.accounts, len(file.accounts) // 2)) if chance.random() < 0.25 else None
    )
    return PlanOptions(
        account_ids=chosen or None,
        city_days=chance.choice([None, 0, 3]),
        move_freely=chance.random() < 0.3,
        give_times=chance.random() < 0.4,
    )


def levers_of(planned: PeriodPlan, chance: random.Random) -> Levers:
    """Some visits let go, called instead, or put on a day; another place for somebody."""
    levers = Levers()
    for one in planned.people:
        duties = [item.duty for item in (*one.plan.not_placed, *one.plan.placed)]
        for duty in chance.sample(duties, min(4, len(duties))):
            turn = chance.randrange(3)
            if turn == 0:
                levers = levers.with_let_go([duty.key], LetGo(Cause.OTHER, "…"))
            elif turn == 1 and duty.kind.is_on_site:
                levers = levers.with_calls([duty.key])
            elif duty.period.end >= one.given.first_day:
                on = min(max(duty.ideal_on, one.given.first_day), planned.end)
                levers = levers.with_by_hand(duty.key, on)
        if chance.random() < 0.3:
            levers = levers.with_places(one.manager.id, (2, 3, 2, 0, 1, 2, 2))
    return levers


def breaks(planned: PeriodPlan, one: PersonPlan) -> list[str]:
    """What the plan of one person breaks, from what the file says."""
    known, said, manager = planned.known, [], one.manager
    there: dict[date, list[VisitKind]] = {}
    for item in one.plan.placed:
        there.setdefault(item.on, []).append(item.duty.kind)
        said += [f"{item.on}: {why}" for why in day_breaks(planned, one, item)]
    by_hand = [visit for _duty, visit in one.by_hand]
    # Of everybody: a visit of an account handed over stands or goes with its new keeper's plan.
    moved = {item.visit_id for plan in planned.plans for item in (*plan.placed, *plan.not_placed)}
    moved |= {visit.id for plan in planned.plans for visit in plan.surplus}
    stays = [
        visit
        for visit in (*known.visits, *by_hand)
        if visit.id not in moved and visit.state not in GONE and keeper(planned, visit) == manager.id
    ]
    for day, kinds in there.items():
        fixed = [visit for visit in stays if visit.on == day]
        for calls in (False, True):
            own = sum(1 for kind in kinds if kind.is_on_site is not calls)
            taken = {visit.gathering_id or visit.id for visit in fixed if visit.kind.is_on_site is not calls}
            if own and own + len(taken) > places(one, manager, day, calls=calls):
                said.append(f"{day} has too many")
        for kind in set(kinds):
            limit = known.rules.limits.of(kind)
            taken = {visit.gathering_id or visit.id for visit in fixed if visit.kind is kind}
            if limit and kinds.count(kind) + len(taken) > limit:
                said.append(f"{day} has too many of {kind}")
    return said


def keeper(planned: PeriodPlan, visit: Visit) -> Id | None:
    if visit.manager_id is not None:
        return visit.manager_id
    return planned.accounts[visit.account_id].manager_id


def places(one: PersonPlan, manager: Manager, day: date, *, calls: bool) -> int:
    whole = manager.daily_calls if calls else manager.daily_visits
    if not calls and manager.weekday_visits and day.weekday() < 5:
        whole = manager.weekday_visits[day.weekday()]
    working = set(range(one.given.hours.start, one.given.hours.end))
    return -(-whole * len(working - busy_minutes(one.given, day)) // len(working))


def day_breaks(planned: PeriodPlan, one: PersonPlan, item: Placement) -> list[str]:
    known, account, day = planned.known, planned.accounts[item.duty.account_id], item.on
    hours = known.rules.hours
    open_ = set(range(hours.start, hours.end)) - busy_minutes(one.given, day)
    spans = known_visiting_hours(account.visiting_hours)
    if spans and item.duty.kind.is_on_site and item.duty.kind is not VisitKind.VISITS_US:
        open_ &= {minute for start, end in spans for minute in range(start, end)}
    length = known.rules.minutes.of(item.duty.kind)
    before = next((visit for visit in known.visits if visit.id == item.visit_id), None)
    if before is not None and before.minutes:
        length = before.minutes
    at = minute_of(one.plan.times.get(item.duty.key, ""))
    starts = range(0, 1440, 5) if at is None else [at]
    wrong = {
        "not worked": not known.calendar.is_workday(day),
        "away": any(day in span for span in known.absences.get(one.manager.id, ())),
        "closed": any(day in span for span in known.closures.get(account.id, ())),
        "excluded": day.weekday() in account.excluded_weekdays,
        "past": day < one.given.today,
        "outside": not (planned.start <= day <= planned.end and day in item.duty.period),
        "no hour": not any(open_.issuperset(range(start, start + length)) for start in starts),
    }
    return [why for why, holds in wrong.items() if holds]


def shown(before: Mapping[Id, Visit], planned: PeriodPlan, today: date) -> Counter[tuple[object, ...]]:
    """The calendar that the plan shows: account, kind, day of every open or done visit."""
    after = dict(before)
    new: list[tuple[object, ...]] = []
    for one in planned.people:
        for item in one.plan.placed:
            if item.visit_id is None:
                new.append((item.duty.account_id, item.duty.kind, item.on))
            else:
                after[item.visit_id] = replace(after[item.visit_id], on=item.on)
        new += [(visit.account_id, visit.kind, visit.on) for _duty, visit in one.by_hand]
        gone = [lost.visit_id for lost in one.plan.not_placed if lost.visit_id]
        for key in (*gone, *(visit.id for visit in one.plan.surplus)):
            after.pop(key)
    return Counter([*new, *map(told, after.values())])


def told(visit: Visit) -> tuple[object, ...]:
    return visit.account_id, visit.kind, visit.on


def left_waiting(
    workspace: Workspace, planned: PeriodPlan, before: Mapping[Id, Visit], asked: Counter[Place]
) -> list[str]:
    """What the accepted plan leaves to the next one; ``before`` stood, ``asked`` was asked before it."""
    people, today = planned.people, workspace.clock.today()
    lost = [item for one in people for item in one.plan.not_placed]
    taken = {item.visit_id for one in people for item in (*one.plan.placed, *one.plan.not_placed)}
    gone = {visit.id for one in people for visit in one.plan.surplus}
    free = {
        (visit.account_id, visit.kind)
        for visit in before.values()
        if is_movable(visit, planned.start, planned.end, today) and visit.id not in taken | gone
    }
    by_hand = [duty for one in people for duty, _visit in one.by_hand]
    settled = [duty for one in people for duty in (*one.calls.values(), *(duty for duty, _why in one.let_go))]
    now = Counter(map(place, list_duties(workspace, planned.start, planned.end)))
    more = now - (asked - Counter(map(place, (*by_hand, *settled))))
    waiting = {
        # Of two visits for a duty without a day the second is made by hand, or was not reported: each
        # plan takes one away.
        "another visit": any(one.visit_id and place(one.duty)[:2] in free for one in lost),
        # Made by hand, of an account handed over: in one's plan it stays, in the keeper's it does not.
        "a place made free": any(visit.id in taken for one in people for visit in one.plan.fixed),
        "a call without a day": any(
            item.duty.key in one.calls for one in people for item in one.plan.not_placed
        ),
        # Other ideal dates keep their distance from it: one may come into the range, or be late by it.
        "a visit by hand": not {key[:2] for key in more}.isdisjoint(place(one)[:2] for one in by_hand),
        # It was there for a duty let go or called, and now carries one from outside the range.
        "a visit left over": not {key[:2] for key in more}.isdisjoint(
            free & {place(one)[:2] for one in settled}
        ),
    }
    return [why for why, holds in waiting.items() if holds]


def place(duty: Duty) -> Place:
    return duty.account_id, duty.kind, duty.period.key


def calendar(workspace: Workspace, before: Mapping[Id, Visit]) -> Counter[tuple[object, ...]]:
    """As ``shown``; visits that a plan turned into missed ones are gone too."""
    return Counter(
        told(one)
        for one in standing(workspace).values()
        if one.state not in GONE or (one.id in before and before[one.id].state in GONE)
    )


# The same files in every run of the suite; scripts/slow-tests draws others. Of some 1,700 drawn one is known
# in which the second plan still swaps two visits (seed 701656).
@settings(
    max_examples=100 if THOROUGH else 25,
    derandomize=not THOROUGH,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=SEEDS)
def test_whatever_a_file_holds_its_plan_breaks_nothing_and_is_what_is_accepted(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    chance = random.Random(seed)
    file = plan_file(tmp_path_factory.mktemp("plan") / "mine.workbench", seed)
    workspace, period = file.workspace, (file.start, file.end)
    try:
        options = options_of(file, chance)
        planned = plan_period(workspace, *period, options=options)
        if chance.random() < 0.6:
            planned = replan(workspace, planned, levers_of(planned, chance))
        for one in planned.people:
            assert breaks(planned, one) == []
            duties = list_duties(workspace, *period, manager_ids=[one.manager.id])
            asked = [
                duty for duty in duties if not options.account_ids or duty.account_id in options.account_ids
            ]
            assert one.required == len(asked)
            tiers = {fit.tier: (fit.required, fit.placed) for fit in one.plan.by_tier}
            assert sum(required for required, _placed in tiers.values()) == len(one.given.duties)
            for tier, (required, placed) in tiers.items():
                assert required == sum(duty.tier is tier for duty in one.given.duties)
                assert placed == sum(item.duty.tier is tier for item in one.plan.placed)
            for load in one.plan.loads:
                fixed = sum(visit.is_fixed for visit in load.visits)
                assert load.taken <= max(load.capacity, fixed)
        let_go = sum(len(one.let_go) for one in planned.people)
        assert planned.placed + planned.not_placed + let_go == planned.required
        assert check_proof(planned).holds
        before = standing(workspace)
        was_asked = Counter(map(place, list_duties(workspace, *period)))
        accept_plan(workspace, planned)
        assert calendar(workspace, before) == shown(before, planned, file.today)
        if planned.changes:
            undo(workspace)
        assert standing(workspace) == before
        accept_plan(workspace, planned)
        if not left_waiting(workspace, planned, before, was_asked):
            again = plan_period(workspace, *period, options=replace(options, move_freely=False))
            assert again.changes == 0
        assert not check_workspace(workspace).findings
    finally:
        workspace.close()


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=SEEDS)
def test_the_outlook_asks_for_what_the_plan_then_places_or_lists(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    file = plan_file(tmp_path_factory.mktemp("plan") / "mine.workbench", seed)
    try:
        ahead = look_ahead(file.workspace, file.start, file.end)
        planned = plan_period(file.workspace, file.start, file.end)
        assert ahead.visits + ahead.calls == planned.required
        assert ahead.people == len(planned.people)
        free = {False: 0, True: 0}
        for one in planned.people:
            for load in one.plan.loads:
                there = sum(not visit.is_fixed for visit in load.visits)
                if load.on >= one.given.first_day and one.given.calendar.is_workday(load.on):
                    free[load.calls] += max(0, load.capacity - load.taken) + there
        assert (ahead.visit_places, ahead.call_places) == (free[False], free[True])
    finally:
        file.workspace.close()
