"""A file of an older version gets the rules that were shipped since, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from tests.saved_changes import list_transactions
from workbench.domain.frequency import Condition
from workbench.domain.projects import ProjectAge
from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.visits import VisitKind
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services import rulebooks
from workbench.services.accounts import create_account
from workbench.services.checks import check_workspace
from workbench.services.exchange import merge_files
from workbench.services.history import undo
from workbench.services.planning import list_duties
from workbench.services.rulebooks import complete_rules, read_rulebook, ship_rules
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

OLDER = tuple(rule for rule in DEFAULT_RULES if rule.condition is not Condition.PROJECT_AGE)
A = derived_id("account", "A")


@pytest.fixture
def older(tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file made by a version that did not know of projects."""
    monkeypatch.setattr(rulebooks.ship_rules, "__defaults__", (OLDER,))
    path = tmp_path / "older.workbench"
    new_workspace(path, clock=clock, author="Li Lei").close()
    return path


@contextmanager
def opened(path: Path, clock: FixedClock) -> Iterator[Workspace]:
    workspace = open_workspace(path, clock=clock, author="Li Lei")
    try:
        yield workspace
    finally:
        workspace.close()


def project_rules(workspace: Workspace) -> list[str]:
    with workspace.read() as session:
        rules = read_rulebook(session).rules
    return [rule.value for rule in rules if rule.condition is Condition.PROJECT_AGE]


def test_an_older_file_gets_the_rules_for_projects_when_it_is_opened(older: Path, clock: FixedClock) -> None:
    with opened(older, clock) as workspace:
        assert project_rules(workspace) == list(ProjectAge)
        assert len(list_transactions(workspace)) == 2
        assert check_workspace(workspace).ok
    with opened(older, clock) as workspace:
        assert len(list_transactions(workspace)) == 2


def test_rules_that_somebody_deleted_or_undid_do_not_come_back(older: Path, clock: FixedClock) -> None:
    with opened(older, clock) as workspace:
        undo(workspace, list_transactions(workspace)[0].id)
        assert project_rules(workspace) == []
    with opened(older, clock) as workspace:
        assert project_rules(workspace) == []


def test_two_laptops_that_got_the_rules_by_themselves_merge_without_a_conflict(
    older: Path, tmp_path: Path, clock: FixedClock
) -> None:
    copy = tmp_path / "copy.workbench"
    copy.write_bytes(older.read_bytes())
    with opened(copy, clock):
        pass
    with opened(older, clock) as workspace:
        merge_files(workspace, [copy])
        assert project_rules(workspace) == list(ProjectAge)
        assert check_workspace(workspace).ok


def test_a_file_with_a_policy_of_its_own_is_left_alone(workspace: Workspace) -> None:
    assert not complete_rules(workspace)


def test_planning_knows_the_calls_after_services_by_the_files_own_policy(workspace: Workspace) -> None:
    create_account(workspace, {"code": "A", "name": "A 公司"})
    with workspace.change("test", "Test") as change:
        change.create(
            "service_request", {"account_id": A, "text": "Repair", "completed_on": date(2026, 6, 30)}
        )
    (duty,) = list_duties(workspace, date(2026, 7, 1), date(2026, 7, 31))
    assert (duty.kind, duty.due_on) == (VisitKind.FOLLOW_UP, date(2026, 7, 3))


def test_rules_are_written_with_the_ids_they_are_shipped_with(workspace: Workspace) -> None:
    with workspace.change("test", "Test") as change:
        ship_rules(change)
    assert check_workspace(workspace).ok
