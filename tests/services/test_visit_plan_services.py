"""What a plan shows is what accepting writes; levers, chosen accounts, free moves, outlook and proof."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from workbench.domain.accounts import Tier
from workbench.domain.duties import DutyKey
from workbench.domain.visit_debts import DebtDecision
from workbench.domain.visit_plan import Change
from workbench.domain.visits import Cause, Visit, VisitKind, VisitState
from workbench.domain.workdays import DateSpan
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, NotAllowed
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import list_managers
from workbench.services.history import undo
from workbench.services.managers import add_absence, add_manager, edit_absence, edit_manager, visits_during
from workbench.services.period_plans import PeriodPlan, plan_period, replan
from workbench.services.planning import list_duties, load_policy
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visit_plan_options import LetGo, Levers, PlanOptions
from workbench.services.visit_plan_outlook import check_proof, look_ahead
from workbench.services.visits import list_visits_between, move_visit
from workbench.storage.queries.visit_debts import list_debt_notes
from workbench.storage.workspace import Workspace

QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
OCTOBER = (date(2026, 10, 1), date(2026, 10, 31))
TIERS = tuple(Tier)


def fill(workspace: Workspace, tiers: list[Tier], people: int = 1) -> None:
    with workspace.change("test", "test") as change:
        managers = [derived_id("manager", f"M{n}") for n in range(people)]
        for number, key in enumerate(managers):
            change.create("manager", {"name": f"M{number}", "daily_visits": 2}, key)
        rows: list[tuple[Id, Mapping[str, object]]] = [
            (
                derived_id("account", f"C{n}"),
                {
                    "code": f"C{n}",
                    "name": f"客户{n}",
                    "tier": tier.value,
                    "city": ["宁波", "合肥"][n % 2],
                    "manager_id": managers[n % people],
                },
            )
            for n, tier in enumerate(tiers)
        ]
        change.create_many("account", rows)


def standing(workspace: Workspace) -> dict[Id, Visit]:
    return {one.id: one for one in list_visits_between(workspace, date(2026, 1, 1), date(2027, 12, 31))}


def expected(
    before: Mapping[Id, Visit], planned: PeriodPlan, skipped: frozenset[DutyKey]
) -> list[tuple[object, ...]]:
    """The calendar that the plan shows: account, kind, day of every visit."""
    after = dict(before)
    added = []
    for plan in planned.plans:
        for item in plan.placed:
            if item.duty.key in skipped:
                continue
            if item.visit_id is None:
                added.append((item.duty.account_id, item.duty.kind, item.on))
            else:
                after[item.visit_id] = replace(after[item.visit_id], on=item.on)
        for lost in plan.not_placed:
            if lost.visit_id is not None and lost.duty.key not in skipped:
                after.pop(lost.visit_id)
        for visit in plan.surplus:
            after.pop(visit.id)
    return sorted([(one.account_id, one.kind, one.on) for one in after.values()] + added)


def calendar(workspace: Workspace) -> list[tuple[object, ...]]:
    return sorted((one.account_id, one.kind, one.on) for one in standing(workspace).values())


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_is_accepted_is_what_was_shown_and_undo_restores_every_row(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    from workbench.services.workspaces import new_workspace

    path = tmp_path_factory.mktemp("plan") / "mine.workbench"
    workspace = new_workspace(path, clock=FixedClock(date(2026, 9, 30)), author="Li Lei")
    try:
        fill(workspace, data.draw(st.lists(st.sampled_from(TIERS), min_size=1, max_size=24)))
        accept_plan(workspace, plan_period(workspace, *OCTOBER))
        visits = sorted(standing(workspace).values(), key=lambda one: (one.on, one.id))
        some = (
            st.lists(st.sampled_from(visits), max_size=3, unique_by=lambda v: v.id) if visits else st.just([])
        )
        for visit in data.draw(some):
            move_visit(workspace, visit.id, visit.on + timedelta(days=data.draw(st.integers(1, 5))))
        manager = list_managers(workspace)[0]
        first = OCTOBER[0] + timedelta(days=data.draw(st.integers(0, 25)))
        add_absence(workspace, manager.id, first, first + timedelta(days=2))
        options = PlanOptions(move_freely=data.draw(st.booleans()))
        planned = plan_period(workspace, *OCTOBER, options=options)
        assert check_proof(planned).holds
        keys = [item.duty.key for plan in planned.plans for item in plan.placed]
        skipped = frozenset(data.draw(st.lists(st.sampled_from(keys), max_size=4)) if keys else [])
        before = standing(workspace)
        accept_plan(workspace, planned, leave_out=skipped)
        assert calendar(workspace) == expected(before, planned, skipped)
        undo(workspace)
        assert standing(workspace) == before
        accept_plan(workspace, planned)
        again = plan_period(workspace, *OCTOBER)
        assert again.changes == 0
    finally:
        workspace.close()


def test_only_chosen_accounts_are_planned_and_others_stay(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 10)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    before = standing(workspace)
    chosen = frozenset([derived_id("account", "C1"), derived_id("account", "C2")])
    day = next(one.on for one in before.values() if one.account_id in chosen)
    add_absence(workspace, derived_id("manager", "M0"), day, day)
    planned = plan_period(workspace, *QUARTER, options=PlanOptions(account_ids=chosen))
    assert {item.duty.account_id for plan in planned.plans for item in plan.placed} == chosen
    assert all(not plan.surplus for plan in planned.plans)
    accept_plan(workspace, planned)
    after = standing(workspace)
    assert {key: one for key, one in after.items() if one.account_id not in chosen} == {
        key: one for key, one in before.items() if one.account_id not in chosen
    }


def test_planning_some_people_leaves_the_others_alone(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 9, people=3)
    one = derived_id("manager", "M1")
    planned = plan_period(workspace, *QUARTER, manager_ids=[one])
    assert list(planned.managers) == [one]
    accept_plan(workspace, planned)
    assert {visit.manager_id for visit in standing(workspace).values()} == {one}


def overloaded(workspace: Workspace) -> PeriodPlan:
    fill(workspace, [Tier.STRATEGIC] * 4 + [Tier.FOCUS] * 50)
    planned = plan_period(workspace, *OCTOBER)
    assert planned.not_placed > 3
    return planned


def lost_keys(planned: PeriodPlan) -> list[DutyKey]:
    return [
        one.duty.key for plan in planned.plans for one in plan.not_placed if one.duty.kind is VisitKind.FIELD
    ]


def test_the_outlook_says_what_has_to_fit_before_planning(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    found = look_ahead(workspace, *OCTOBER)
    assert found.visits + found.calls == planned.required
    assert not found.fits
    assert sum(count for _tier, count in found.by_tier) == found.visits
    # October 2026 has 18 working days, and one make-up Saturday, of two visits each.
    assert found.visit_places == 2 * len(planned.known.calendar.workdays(*OCTOBER))
    with pytest.raises(BadInput):
        look_ahead(workspace, OCTOBER[1], OCTOBER[0])


def test_a_visit_let_go_is_noted_with_its_cause_and_asked_for_no_more(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    key = lost_keys(planned)[0]
    again = replan(workspace, planned, Levers().with_let_go([key], LetGo(Cause.NO_TIME, "trade fair")))
    assert key not in lost_keys(again)
    assert again.required == planned.required
    accept_plan(workspace, again)
    with workspace.read() as session:
        (note,) = list_debt_notes(session)
    assert (note.key, note.cause, note.decision) == (key, Cause.NO_TIME, DebtDecision.WAIVE)
    assert key not in {duty.key for duty in list_duties(workspace, *OCTOBER)}
    assert plan_period(workspace, *OCTOBER).changes == 0
    undo(workspace)
    assert key in {duty.key for duty in list_duties(workspace, *OCTOBER)}


def test_calling_instead_makes_a_call_that_the_next_plan_leaves(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    keys = lost_keys(planned)[:3]
    again = replan(workspace, planned, Levers().with_calls(keys))
    assert not set(keys) & set(lost_keys(again))
    accept_plan(workspace, again)
    calls = [one for one in standing(workspace).values() if one.kind is VisitKind.TELEPHONE]
    assert sorted(one.account_id for one in calls) == sorted(key[0] for key in keys)
    after = plan_period(workspace, *OCTOBER)
    assert after.changes == 0
    assert not set(keys) & set(lost_keys(after))


def test_a_visit_put_on_a_day_by_hand_stands_there_also_where_it_is_full(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    key = lost_keys(planned)[0]
    full = next(one.full_days[0] for plan in planned.plans for one in plan.not_placed if one.duty.key == key)
    again = replan(workspace, planned, Levers().with_by_hand(key, full))
    assert again.not_placed == planned.not_placed
    assert len([one for person in again.people for one in person.by_hand]) == 1
    accept_plan(workspace, again)
    (visit,) = [one for one in standing(workspace).values() if one.account_id == key[0] and one.on == full]
    assert visit.pinned
    assert plan_period(workspace, *OCTOBER).changes == 0


def test_another_place_a_week_lets_visits_in_and_is_kept_with_the_plan(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    manager = planned.people[0].manager
    again = replan(workspace, planned, Levers().with_places(manager.id, (3, 2, 2, 2, 2, 0, 0)))
    assert again.not_placed < planned.not_placed
    accept_plan(workspace, again)
    assert list_managers(workspace)[0].weekday_visits == (3, 2, 2, 2, 2, 0, 0)
    assert plan_period(workspace, *OCTOBER).changes == 0
    undo(workspace)
    assert list_managers(workspace)[0].weekday_visits == ()


def test_taking_levers_back_gives_the_first_plan_again(workspace: Workspace) -> None:
    planned = overloaded(workspace)
    levers = Levers().with_calls(lost_keys(planned)[:2])
    back = replan(workspace, replan(workspace, planned, levers), levers.without(lost_keys(planned)[:2]))
    assert back.plans == planned.plans


def test_a_lever_plans_only_the_people_it_touches_anew(workspace: Workspace) -> None:
    fill(workspace, [Tier.STRATEGIC] * 90, people=2)
    planned = plan_period(workspace, *OCTOBER)
    key = lost_keys(planned)[0]
    again = replan(workspace, planned, Levers().with_calls([key]))
    same = [one for one, other in zip(planned.plans, again.plans, strict=True) if one is other]
    assert len(same) == 1


def test_times_are_kept_only_where_asked_for(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 3)
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    assert {one.at for one in standing(workspace).values()} == {""}
    undo(workspace)
    timed = plan_period(workspace, *OCTOBER, options=PlanOptions(give_times=True))
    accept_plan(workspace, timed)
    assert all(one.at for one in standing(workspace).values())


def test_closures_and_other_appointments_keep_visits_away(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS])
    account, manager = derived_id("account", "C0"), derived_id("manager", "M0")
    with workspace.change("test", "test") as change:
        span = {"starts_on": date(2026, 10, 1), "ends_on": date(2026, 10, 20)}
        change.create("closure", {"account_id": account, **span, "reason": "停产"})
        change.create(
            "busy_time",
            {"manager_id": manager, "starts_at": "2026-10-21", "ends_at": "2026-10-24", "title": "展会"},
        )
    (item,) = [
        one for one in plan_period(workspace, *OCTOBER).plans[0].placed if one.duty.kind is VisitKind.FIELD
    ]
    assert item.on >= date(2026, 10, 24)


def test_what_planning_reads_does_not_grow_with_the_accounts(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 3)
    known = load_policy(workspace, *OCTOBER)
    assert known.calendar.has_notice(2026)
    assert known.rules.hours.start < known.rules.hours.end


def test_a_visit_reported_since_stops_the_plan_that_would_move_it(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 4)
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    first = min(standing(workspace).values(), key=lambda one: one.on)
    add_absence(workspace, derived_id("manager", "M0"), first.on, first.on)
    planned = plan_period(workspace, *OCTOBER)
    with workspace.change("test", "test") as change:
        change.set("visit", first.id, {"state": VisitState.CANCELLED.value, "reason": "x"})
    with pytest.raises(NotAllowed):
        accept_plan(workspace, planned)


def test_absences_are_changed_and_do_not_meet(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 4)
    manager = derived_id("manager", "M0")
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    summary = add_absence(workspace, manager, date(2026, 10, 12), date(2026, 10, 16), "培训")
    (absence,) = summary.touched["absence"]
    with pytest.raises(BadInput, match="already"):
        add_absence(workspace, manager, date(2026, 10, 16), date(2026, 10, 20))
    edit_absence(workspace, absence, date(2026, 10, 12), date(2026, 10, 20), "培训")
    hit = visits_during(workspace, manager, DateSpan(date(2026, 10, 1), date(2026, 10, 31)))
    assert {one.id for one in hit} == set(standing(workspace))
    assert load_policy(workspace, *OCTOBER).absences[manager] == (
        DateSpan(date(2026, 10, 12), date(2026, 10, 20)),
    )


def test_visits_by_weekday_are_typed_as_numbers(workspace: Workspace) -> None:
    add_manager(workspace, "Han Mei")
    manager = list_managers(workspace)[0]
    edit_manager(workspace, manager.id, {"weekday_visits": "4, 4 4，4、2"})
    assert list_managers(workspace)[0].weekday_visits == (4, 4, 4, 4, 2, 0, 0)
    edit_manager(workspace, manager.id, {"weekday_visits": ""})
    assert list_managers(workspace)[0].weekday_visits == ()
    for wrong in ("4 4", "4 4 4 4 99", "a b c d e"):
        with pytest.raises(BadInput) as caught:
            edit_manager(workspace, manager.id, {"weekday_visits": wrong})
        assert caught.value.where == "weekday_visits"


def test_a_visit_let_go_stays_let_go_whichever_place_the_others_of_its_period_take(
    workspace: Workspace,
) -> None:
    fill(workspace, [Tier.FOCUS])
    with workspace.change("test", "test") as change:
        rule = {"position": 0, "condition": "every", "kind": "field", "count": 2, "period": "month"}
        change.create("frequency_rule", rule)
    planned = plan_period(workspace, *OCTOBER)
    field = [one for one in list_duties(workspace, *OCTOBER) if one.kind is VisitKind.FIELD]
    assert [one.slot.count for one in field] == [2, 2]
    levers = Levers().with_let_go([field[0].key], LetGo(Cause.OTHER, "…"))
    # Nearest to the middle of the first part of the month, whose visit was let go.
    levers = levers.with_by_hand(field[1].key, date(2026, 10, 9))
    accept_plan(workspace, replan(workspace, planned, levers))
    assert [one for one in list_duties(workspace, *OCTOBER) if one.kind is VisitKind.FIELD] == []


def test_a_call_that_stands_already_takes_a_visits_place_for_good(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS])
    planned = plan_period(workspace, *OCTOBER)
    visit = next(one for one in list_duties(workspace, *OCTOBER) if one.kind is VisitKind.FIELD)
    with workspace.change("test", "test") as change:
        values = {
            "account_id": visit.account_id,
            "kind": "telephone",
            "state": "planned",
            "rule": "tier:focus",
        }
        change.create("visit", {**values, "on_day": visit.ideal_on, "period": visit.period.key})
    planned = plan_period(workspace, *OCTOBER, options=PlanOptions(levers=Levers().with_calls([visit.key])))
    assert planned.count(Change.KEPT) == 1
    assert planned.changes == 1
    accept_plan(workspace, planned)
    assert visit.key not in {one.key for one in list_duties(workspace, *OCTOBER)}
    assert plan_period(workspace, *OCTOBER).changes == 0


def test_moving_freely_leaves_what_was_made_by_hand_beside_all_duties(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS])
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    own = next(one for one in standing(workspace).values() if one.kind is VisitKind.FIELD)
    with workspace.change("test", "test") as change:
        by_hand = {"account_id": own.account_id, "kind": "field", "state": "planned", "on_day": own.on}
        extra = change.create("visit", {**by_hand, "on_day": own.on + timedelta(days=1)})
    planned = plan_period(workspace, *OCTOBER, options=PlanOptions(move_freely=True))
    assert [visit.id for plan in planned.plans for visit in plan.fixed] == [extra]
    assert [
        item.visit_id for plan in planned.plans for item in plan.placed if item.duty.kind is own.kind
    ] == [own.id]
    assert all(not plan.surplus for plan in planned.plans)


def test_a_call_in_a_visits_stead_is_not_taken_for_a_call_that_is_asked_for(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS])
    with workspace.change("test", "test") as change:
        rule = {"position": 0, "condition": "every", "kind": "telephone", "count": 1, "period": "month"}
        change.create("frequency_rule", rule)
    visit = next(one for one in list_duties(workspace, *OCTOBER) if one.kind is VisitKind.FIELD)
    options = PlanOptions(levers=Levers().with_calls([visit.key]))
    planned = plan_period(workspace, *OCTOBER, options=options)
    accept_plan(workspace, planned)
    again = plan_period(workspace, *OCTOBER)
    assert again.changes == 0
    calls = [one for one in standing(workspace).values() if one.kind is VisitKind.TELEPHONE]
    assert len(calls) == 2


def test_visits_of_an_account_handed_over_become_the_new_keepers(workspace: Workspace) -> None:
    fill(workspace, [Tier.FOCUS] * 2, people=2)
    accept_plan(workspace, plan_period(workspace, *OCTOBER))
    account, new = derived_id("account", "C0"), derived_id("manager", "M1")
    with workspace.change("test", "test") as change:
        change.set("account", account, {"manager_id": new})
    planned = plan_period(workspace, *OCTOBER)
    own = [one for one in standing(workspace).values() if one.account_id == account]
    assert planned.changes == len(own) > 0
    accept_plan(workspace, planned)
    assert {one.manager_id for one in standing(workspace).values()} == {new}
    assert plan_period(workspace, *OCTOBER).changes == 0
