"""Two laptops plan the same quarter: after merging, each duty has one visit."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.domain.visits import Visit, VisitState
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id
from workbench.services.checks import check_workspace
from workbench.services.duty_placing import DutyPlace, place_duties
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import undo
from workbench.services.managers import add_absence
from workbench.services.period_plans import plan_period
from workbench.services.planning import list_duties
from workbench.services.visit_life import drop_visit
from workbench.services.visit_plan_acceptance import accept_plan
from workbench.services.visits import list_visits_between
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

QUARTER = (date(2026, 10, 1), date(2026, 12, 31))
ME = derived_id("manager", "me")


@pytest.fixture
def other(tmp_path: Path, workspace: Workspace) -> Iterator[Workspace]:
    """Knows what the first knows: one person with a dozen accounts."""
    opened = new_workspace(tmp_path / "other.workbench", clock=FixedClock(date(2026, 7, 1)), author="Han Mei")
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "Li Lei"}, ME)
        for number in range(12):
            code = f"C{number}"
            values = {"name": code, "code": code, "tier": "focus", "manager_id": ME}
            change.create("account", values, derived_id("account", code))
    share(workspace, opened, tmp_path)
    yield opened
    opened.close()


def share(workspace: Workspace, other: Workspace, folder: Path) -> None:
    """Each takes in what the other knows; both come to the same, without a finding."""
    for giver, taker in ((workspace, other), (other, workspace)):
        path = folder / f"{len(list(folder.iterdir()))}.workbench"
        export_workspace(giver, path)
        merge_files(taker, [path])
    assert visits_of(workspace) == visits_of(other)
    for one in (workspace, other):
        assert not check_workspace(one).findings


def visits_of(workspace: Workspace) -> dict[Id, Visit]:
    return {one.id: one for one in list_visits_between(workspace, *QUARTER)}


def test_the_same_plan_accepted_on_both_is_in_the_calendar_once(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    for one in (workspace, other):
        accept_plan(one, plan_period(one, *QUARTER))
    before = visits_of(workspace)
    share(workspace, other, tmp_path)
    assert visits_of(workspace) == before
    assert plan_period(workspace, *QUARTER).changes == 0


def test_two_plans_of_one_quarter_make_one_visit_for_each_duty(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    add_absence(other, ME, date(2026, 11, 1), date(2026, 12, 10))
    for one in (workspace, other):
        accept_plan(one, plan_period(one, *QUARTER))
    mine, theirs = visits_of(workspace), visits_of(other)
    assert any(mine[key].on != theirs[key].on for key in mine.keys() & theirs.keys())
    share(workspace, other, tmp_path)
    assert visits_of(workspace).keys() == mine.keys() | theirs.keys()
    assert len(visits_of(workspace)) == len({*mine, *theirs})
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    assert plan_period(workspace, *QUARTER).changes == 0


def test_a_duty_placed_by_hand_here_and_planned_there_is_one_visit(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    first = list_duties(workspace, *QUARTER)[0]
    place_duties(workspace, [DutyPlace(first.slot, date(2026, 10, 21))])
    accept_plan(other, plan_period(other, *QUARTER))
    planned = visits_of(other).keys()
    share(workspace, other, tmp_path)
    assert visits_of(workspace).keys() == planned


def test_what_was_undone_comes_back_as_one_when_the_plan_is_accepted_again(
    workspace: Workspace, other: Workspace, tmp_path: Path
) -> None:
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    undo(workspace)
    for one in (workspace, other):
        accept_plan(one, plan_period(one, *QUARTER))
    planned = visits_of(other).keys()
    share(workspace, other, tmp_path)
    assert visits_of(workspace).keys() == planned
    assert {one.state for one in visits_of(workspace).values()} == {VisitState.PLANNED}


def test_a_cancelled_visit_stays_beside_the_one_that_takes_its_place(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        change.create("account", {"name": "A", "code": "A", "tier": "focus"}, derived_id("account", "A"))
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    gone = next(iter(visits_of(workspace)))
    drop_visit(workspace, gone, VisitState.CANCELLED, "装修")
    accept_plan(workspace, plan_period(workspace, *QUARTER))
    after = visits_of(workspace)
    assert after[gone].state is VisitState.CANCELLED
    assert sum(one.state is VisitState.PLANNED for one in after.values()) >= 1
    assert plan_period(workspace, *QUARTER).changes == 0
