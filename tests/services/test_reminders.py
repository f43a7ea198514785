"""Reminders: what is said at which moment, once, and never on a day off (features C6)."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest

from workbench.domain.policies import REMINDER_MINUTES
from workbench.domain.visits import VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.alarms import acknowledge_alarms, add_major_event, list_alarms
from workbench.services.policies import save_policy
from workbench.services.reminders import due_reminders, still_remembered
from workbench.services.visits import schedule_visit
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)
OWN, OTHER = derived_id("manager", "own"), derived_id("manager", "other")
ACCOUNT, THEIRS = derived_id("account", "A"), derived_id("account", "B")


@pytest.fixture
def clock() -> FixedClock:
    """Wednesday, 1 July 2026, noon UTC: seven in the morning in Chicago."""
    return FixedClock(TODAY, place=ZoneInfo("America/Chicago"))


@pytest.fixture(autouse=True)
def people(workspace: Workspace) -> None:
    with workspace.change("test", "test") as change:
        change.create("manager", {"name": "Li Lei"}, OWN)
        change.create("manager", {"name": "韩梅梅"}, OTHER)
        change.create("account", {"name": "澜川精密", "manager_id": OWN}, ACCOUNT)
        change.create("account", {"name": "谷屿电子", "manager_id": OTHER}, THEIRS)


def said(workspace: Workspace, *told: str) -> list[str]:
    return [f"{one.title}: {one.text}" for one in due_reminders(workspace, told)]


def test_a_visit_is_said_as_long_before_as_the_policy_says(workspace: Workspace, clock: FixedClock) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY, at="08:00")
    clock.advance(timedelta(minutes=29))
    assert said(workspace) == []
    clock.advance(timedelta(minutes=1))
    assert said(workspace) == ["澜川精密: Field visit at 08:00"]
    [one] = due_reminders(workspace)
    assert said(workspace, one.key) == []
    clock.advance(timedelta(minutes=30))
    assert said(workspace) == []
    save_policy(workspace, REMINDER_MINUTES, 0)
    assert said(workspace) == ["澜川精密: Field visit at 08:00"]


def test_a_visit_that_is_moved_is_said_again(workspace: Workspace, clock: FixedClock) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY, at="07:10")
    [one] = due_reminders(workspace)
    with workspace.change("x", "x") as change:
        assert one.visit_id is not None
        change.set("visit", one.visit_id, {"at_time": "07:20"})
    assert len(due_reminders(workspace, [one.key])) == 1


def test_a_visit_just_after_midnight_is_said_the_evening_before(
    workspace: Workspace, clock: FixedClock
) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY + timedelta(days=1), at="00:10")
    clock.advance(timedelta(hours=16, minutes=50))
    assert said(workspace) == ["澜川精密: Field visit at 00:10"]


def test_other_peoples_visits_and_those_without_a_time_are_not_said(workspace: Workspace) -> None:
    schedule_visit(workspace, THEIRS, TODAY, at="07:10")
    schedule_visit(workspace, ACCOUNT, TODAY)
    assert said(workspace) == []


def test_the_morning_says_what_the_day_holds_once(workspace: Workspace, clock: FixedClock) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY)
    schedule_visit(workspace, ACCOUNT, TODAY, at="15:00", state=VisitState.AGREED)
    with workspace.change("test", "test") as change:
        for account, due in ((ACCOUNT, TODAY), (ACCOUNT, TODAY - timedelta(days=3)), (THEIRS, TODAY)):
            change.create("action", {"account_id": account, "text": "x", "due_on": due})
    assert said(workspace) == []
    clock.advance(timedelta(hours=1, minutes=30))
    assert said(workspace) == ["Today: 2 visits, 1 promise is due, 1 promise is late"]
    assert said(workspace, "morning:2026-07-01") == []
    clock.advance(timedelta(hours=12))
    assert said(workspace) == []


@pytest.mark.parametrize("days_on", [3, 4])
def test_days_off_are_quiet(workspace: Workspace, clock: FixedClock, days_on: int) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY + timedelta(days=days_on), at="07:10")
    clock.advance(timedelta(days=days_on))
    assert said(workspace) == []


def test_days_on_which_one_is_away_are_quiet(workspace: Workspace) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY, at="07:10")
    with workspace.change("test", "test") as change:
        change.create("absence", {"manager_id": OWN, "starts_on": TODAY, "ends_on": TODAY})
    assert said(workspace) == []


def test_a_clock_set_back_says_nothing_twice(workspace: Workspace, clock: FixedClock) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY, at="07:10")
    told = {one.key: str(TODAY) for one in due_reminders(workspace)}
    clock.advance(timedelta(minutes=-5))
    assert said(workspace, *told) == []
    assert still_remembered(told, TODAY + timedelta(days=7)) == told
    assert still_remembered(told, TODAY + timedelta(days=8)) == {}


def test_with_nobody_of_that_name_all_visits_count(workspace: Workspace) -> None:
    workspace.author = "somebody"
    schedule_visit(workspace, THEIRS, TODAY, at="07:10")
    assert said(workspace) == ["谷屿电子: Field visit at 07:10"]


def test_nothing_but_the_name_of_the_account_is_told(workspace: Workspace) -> None:
    schedule_visit(workspace, ACCOUNT, TODAY, at="07:10", purpose="secret")
    [one] = due_reminders(workspace)
    assert "secret" not in one.title + one.text
    assert isinstance(one.visit_id, bytes)
    assert Id(one.visit_id).hex() in one.key


def test_severe_alarms_of_mine_are_said_once_a_day_until_they_are_acknowledged(
    workspace: Workspace, clock: FixedClock
) -> None:
    for account in (ACCOUNT, THEIRS):
        add_major_event(workspace, account, {"kind": "insolvency", "happened_on": TODAY})
    assert said(workspace) == []
    clock.advance(timedelta(hours=2))
    assert said(workspace) == ["Alarms: 1 severe alarm: 澜川精密"]
    [one] = due_reminders(workspace)
    assert one.of_alarms
    assert said(workspace, one.key) == []
    clock.advance(timedelta(days=1))
    assert len(said(workspace, one.key)) == 1
    alarms = [line.alarm for line in list_alarms(workspace, manager_id=OWN).alarms]
    acknowledge_alarms(workspace, alarms, "Being dealt with")
    assert said(workspace) == []
