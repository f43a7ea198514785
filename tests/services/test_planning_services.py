"""Duties, plans and accepting them, on a real workspace file (2-rules §7)."""

from datetime import date, timedelta

import pytest

from workbench.domain.accounts import Tier
from workbench.domain.visit_plan import Change
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import BadInput, Cancelled, NotAllowed
from workbench.foundation.ids import derived_id
from workbench.services.accounts import (
    create_account,
    delete_account,
    find_account,
    list_managers,
)
from workbench.services.history import undo
from workbench.services.managers import add_manager, edit_manager
from workbench.services.month import month_view
from workbench.services.nominations import confirm_tier
from workbench.services.period_plans import plan_period
from workbench.services.planning import list_duties, next_quarter
from workbench.services.today import today_view
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visits import list_visits_between, move_visit, schedule_visit
from workbench.storage.workspace import Workspace

QUARTER = (date(2026, 10, 1), date(2026, 12, 31))


def make_accounts(workspace: Workspace, count: int, tier: Tier = Tier.FOCUS) -> None:
    with workspace.change("test", "test") as change:
        change.create_many(
            "account",
            [
                (derived_id("account", f"C{n}"), {"code": f"C{n}", "name": f"客户{n}", "tier": tier.value})
                for n in range(count)
            ],
        )


def test_the_next_quarter_is_the_one_after_today() -> None:
    assert next_quarter(date(2026, 7, 1)) == QUARTER
    assert next_quarter(date(2026, 11, 30)) == (date(2027, 1, 1), date(2027, 3, 31))


def test_an_account_without_a_manager_is_planned_for_the_owner_of_the_file(workspace: Workspace) -> None:
    make_accounts(workspace, 1)
    planned = plan_period(workspace, *QUARTER)
    assert [manager.name for manager in planned.managers.values()] == ["Li Lei"]
    assert planned.placed == planned.required > 0
    accept_plan(workspace, planned)
    assert [manager.name for manager in list_managers(workspace)] == ["Li Lei"]


def test_an_accepted_plan_stands_in_the_calendar_on_working_days(workspace: Workspace) -> None:
    make_accounts(workspace, 12)
    planned = plan_period(workspace, *QUARTER)
    accept_plan(workspace, planned)
    visits = list_visits_between(workspace, *QUARTER)
    assert len(visits) == planned.placed
    assert {visit.state for visit in visits} == {VisitState.PLANNED}
    assert not any(date(2026, 10, 1) <= visit.on <= date(2026, 10, 7) for visit in visits)
    assert planned.optimal
    assert planned.gap == 0


def test_planning_an_unchanged_world_again_moves_nothing(workspace: Workspace) -> None:
    make_accounts(workspace, 12)
    first = plan_period(workspace, *QUARTER)
    accept_plan(workspace, first)
    again = plan_period(workspace, *QUARTER)
    assert (again.count(Change.ADDED), again.count(Change.MOVED)) == (0, 0)
    assert again.count(Change.KEPT) == first.placed


def test_a_visit_moved_by_hand_stays_where_it_was_put(workspace: Workspace) -> None:
    make_accounts(workspace, 6)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    visit = list_visits_between(workspace, *QUARTER)[0]
    to = visit.on + timedelta(days=1)
    move_visit(workspace, visit.id, to)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    assert any(one.id == visit.id and one.on == to for one in list_visits_between(workspace, *QUARTER))


def test_a_plan_made_before_the_calendar_changed_is_refused(workspace: Workspace) -> None:
    make_accounts(workspace, 12)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    first = list_visits_between(workspace, *QUARTER)[0]
    with workspace.change("test", "test") as change:
        span = {"starts_on": first.on, "ends_on": first.on}
        change.create("absence", {"manager_id": first.manager_id, **span})
    stale = plan_period(workspace, *QUARTER)
    moved = next(one for plan in stale.plans for one in plan.placed if one.change is Change.MOVED)
    assert moved.visit_id is not None
    move_visit(workspace, moved.visit_id, moved.on + timedelta(days=1))
    before = list_visits_between(workspace, *QUARTER)
    with pytest.raises(NotAllowed):
        accept_plan(workspace, stale)
    assert list_visits_between(workspace, *QUARTER) == before


def test_duties_that_are_left_out_on_accepting_are_not_written(workspace: Workspace) -> None:
    make_accounts(workspace, 3)
    planned = plan_period(workspace, *QUARTER)
    skip = planned.plans[0].placed[0].duty.key
    accept_plan(workspace, planned, leave_out=[skip])
    assert len(list_visits_between(workspace, *QUARTER)) == planned.placed - 1


def test_too_much_for_the_capacity_is_listed_and_higher_tiers_go_first(workspace: Workspace) -> None:
    make_accounts(workspace, 400, Tier.MAJOR)
    create_account(workspace, {"name": "祁衡动力", "code": "TOP", "tier": "strategic"})
    planned = plan_period(workspace, *QUARTER)
    assert planned.placed < planned.required
    left_out = [one for plan in planned.plans for one in plan.not_placed]
    assert len(left_out) == planned.required - planned.placed
    assert Tier.STRATEGIC not in {one.duty.tier for one in left_out}
    assert all(one.reason() for one in left_out)


def test_a_tier_confirmed_today_brings_its_duties(workspace: Workspace) -> None:
    create_account(workspace, {"name": "澜川精密", "code": "A1"})
    account = find_account(workspace, "A1")
    assert list_duties(workspace, *QUARTER) == ()
    confirm_tier(workspace, account.id, Tier.MAJOR, "12-month sales 8 M")
    duties = list_duties(workspace, *QUARTER)
    assert [duty.kind.value for duty in duties] == ["field"]
    assert "Major" in duties[0].reason()


def test_a_scheduled_visit_takes_its_duty_off(workspace: Workspace) -> None:
    create_account(workspace, {"name": "澜川精密", "code": "A1", "tier": "major"})
    account = find_account(workspace, "A1")
    schedule_visit(workspace, account.id, date(2026, 10, 20))
    assert list_duties(workspace, *QUARTER) == ()


@pytest.mark.parametrize(
    ("start", "end"),
    [
        (date(2026, 10, 2), date(2026, 10, 1)),
        (date(2026, 1, 1), date(2027, 12, 31)),
        (date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_a_range_that_makes_no_sense_is_refused(workspace: Workspace, start: date, end: date) -> None:
    with pytest.raises(BadInput) as caught:
        plan_period(workspace, start, end)
    assert caught.value.where == "end"


def test_planning_can_be_cancelled_and_leaves_nothing(workspace: Workspace) -> None:
    make_accounts(workspace, 60)

    def stop(_done: int, _total: int) -> None:
        raise Cancelled("")

    with pytest.raises(Cancelled):
        plan_period(workspace, *QUARTER, on_step=stop)
    assert list_visits_between(workspace, *QUARTER) == ()


def test_a_planned_visit_that_nobody_reported_is_planned_anew(
    workspace: Workspace, clock: FixedClock
) -> None:
    make_accounts(workspace, 1)
    july = (date(2026, 7, 1), date(2026, 9, 30))
    accept_plan(workspace, plan_period(workspace, *july))
    clock.advance(timedelta(days=45))
    again = plan_period(workspace, clock.today(), date(2026, 9, 30))
    accept_plan(workspace, again)
    visits = list_visits_between(workspace, *july)
    of_august = [visit for visit in visits if visit.period == "2026-08"]
    assert [visit.on >= clock.today() for visit in of_august] == [True]
    # That of July waits for a person's word: it shows as not reported.
    assert {visit.period for visit in today_view(workspace).unreported} == {"2026-07"}


def test_what_a_plan_has_placed_is_no_longer_left_to_be_placed(workspace: Workspace) -> None:
    make_accounts(workspace, 8)
    before = month_view(workspace, QUARTER[0])
    assert len(before.due) >= 8
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    after = month_view(workspace, QUARTER[0])
    assert after.due == ()
    assert after.planned >= 8


def test_accepting_the_same_plan_twice_doubles_nothing(workspace: Workspace) -> None:
    make_accounts(workspace, 3)
    planned = plan_period(workspace, *QUARTER)
    accept_plan(workspace, planned)
    before = list_visits_between(workspace, *QUARTER)
    with pytest.raises(NotAllowed):
        accept_plan(workspace, planned)
    assert list_visits_between(workspace, *QUARTER) == before


def test_a_plan_that_was_undone_can_be_accepted_again(workspace: Workspace) -> None:
    make_accounts(workspace, 3)
    planned = plan_period(workspace, *QUARTER)
    accept_plan(workspace, planned)
    undo(workspace)
    accept_plan(workspace, planned)
    assert len(list_visits_between(workspace, *QUARTER)) == planned.placed


def test_a_plan_for_an_account_that_is_gone_is_refused(workspace: Workspace) -> None:
    make_accounts(workspace, 2)
    planned = plan_period(workspace, *QUARTER)
    delete_account(workspace, derived_id("account", "C1"))
    with pytest.raises(NotAllowed):
        accept_plan(workspace, planned)
    assert list_visits_between(workspace, *QUARTER) == ()


def test_a_visit_of_a_rule_moved_out_of_the_period_does_not_stop_the_next_plan(workspace: Workspace) -> None:
    make_accounts(workspace, 1)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    visit = list_visits_between(workspace, *QUARTER)[0]
    move_visit(workspace, visit.id, QUARTER[1] + timedelta(days=14))
    again = plan_period(workspace, *QUARTER)
    assert again.count(Change.ADDED) > 0
    accept_plan(workspace, again)


def test_planning_for_the_owner_renames_nobody(workspace: Workspace) -> None:
    add_manager(workspace, "Li Lei")
    (owner,) = list_managers(workspace)
    edit_manager(workspace, owner.id, {"name": "Li Wei"})
    add_manager(workspace, "Han Mei")
    make_accounts(workspace, 1)
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    assert [one.name for one in list_managers(workspace)] == ["Han Mei", "Li Lei", "Li Wei"]
    assert {one.name: one.id for one in list_managers(workspace)}["Li Wei"] == owner.id
