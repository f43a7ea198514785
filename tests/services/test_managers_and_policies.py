"""Our people with their capacity and absences, and the rules of the frequency policy."""

from datetime import date

import pytest

from workbench.domain.shipped_rules import DEFAULT_RULES
from workbench.domain.workdays import DateSpan
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.accounts import create_account
from workbench.services.history import undo
from workbench.services.managers import (
    add_absence,
    add_manager,
    edit_manager,
    list_manager_rows,
    remove_absence,
)
from workbench.services.planning import load_policy
from workbench.services.policies import load_visit_policy
from workbench.storage.workspace import Workspace

LI = derived_id("manager", "李雷")
START, END = date(2026, 7, 1), date(2026, 9, 30)


@pytest.fixture
def person(workspace: Workspace) -> Id:
    add_manager(workspace, " 李雷 ")
    return LI


def test_a_new_person_has_the_shipped_capacity_and_counts_their_accounts(
    workspace: Workspace, person: Id
) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术", "manager_id": person})
    (row,) = list_manager_rows(workspace)
    assert (row.manager.id, row.manager.name, row.accounts) == (LI, "李雷", 1)
    assert (row.manager.daily_visits, row.manager.daily_calls, row.manager.active) == (4, 10, True)


@pytest.mark.parametrize("name", ["", "  ", "李雷"])
def test_a_person_needs_a_name_of_their_own(workspace: Workspace, person: Id, name: str) -> None:
    with pytest.raises(BadInput) as refused:
        add_manager(workspace, name)
    assert refused.value.where == "name"


def test_capacity_is_edited_and_undone(workspace: Workspace, person: Id) -> None:
    summary = edit_manager(workspace, person, {"daily_visits": "6", "daily_calls": 0})
    assert summary.undoable
    assert list_manager_rows(workspace)[0].manager.daily_visits == 6
    assert list_manager_rows(workspace)[0].manager.daily_calls == 0
    undo(workspace)
    assert list_manager_rows(workspace)[0].manager.daily_visits == 4


@pytest.mark.parametrize("value", ["", "many", "-1", "21", "2.5", None, True])
def test_a_capacity_that_makes_no_sense_is_refused(workspace: Workspace, person: Id, value: object) -> None:
    with pytest.raises(BadInput) as refused:
        edit_manager(workspace, person, {"daily_visits": value})
    assert refused.value.where == "daily_visits"
    assert list_manager_rows(workspace)[0].manager.daily_visits == 4


def test_absences_are_added_seen_by_the_planner_and_removed(workspace: Workspace, person: Id) -> None:
    add_absence(workspace, person, date(2026, 8, 3), date(2026, 8, 14), " leave ")
    add_absence(workspace, person, date(2026, 7, 6), date(2026, 7, 6))
    (row,) = list_manager_rows(workspace)
    assert [away.span.start for away in row.absences] == [date(2026, 7, 6), date(2026, 8, 3)]
    assert row.absences[1].reason == "leave"
    assert DateSpan(date(2026, 8, 3), date(2026, 8, 14)) in load_policy(workspace, START, END).absences[LI]
    for away in row.absences:
        remove_absence(workspace, away.id)
    assert list_manager_rows(workspace)[0].absences == ()
    with pytest.raises(NotFound):
        remove_absence(workspace, row.absences[0].id)


@pytest.mark.parametrize("ends_on", [date(2026, 8, 2), date(2029, 1, 1)])
def test_an_absence_that_ends_before_it_begins_or_never_is_refused(
    workspace: Workspace, person: Id, ends_on: date
) -> None:
    with pytest.raises(BadInput) as refused:
        add_absence(workspace, person, date(2026, 8, 3), ends_on)
    assert refused.value.where == "ends_on"


def test_the_shipped_rules_are_listed_in_their_order(workspace: Workspace) -> None:
    assert load_visit_policy(workspace).rules == DEFAULT_RULES


def test_a_name_that_somebody_had_once_can_be_added_again(workspace: Workspace, person: Id) -> None:
    edit_manager(workspace, person, {"name": "李磊"})
    add_manager(workspace, "李雷")
    assert {row.manager.name: row.manager.id for row in list_manager_rows(workspace)} == {
        "李磊": person,
        "李雷": derived_id("manager", "李雷", "2"),
    }
