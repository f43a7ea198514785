"""Many accounts changed at once, and back at once."""

from datetime import date

import pytest

from workbench.domain.relationship import InterruptionCause, Stage
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import find_account
from workbench.services.bulk_edit import edit_accounts
from workbench.services.relationship import set_stage
from workbench.storage.undo import undo
from workbench.storage.workspace import Workspace


@pytest.fixture
def three(workspace: Workspace) -> list[Id]:
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "张蔚"}, derived_id("manager", "z"))
        return [change.create("account", {"name": f"account {code}", "code": code}) for code in "XYZ"]


def test_several_fields_are_set_in_one_change_and_undone_as_one(
    workspace: Workspace, three: list[Id]
) -> None:
    manager = derived_id("manager", "z")
    values = {"manager_id": manager, "segment": "华东", "kind": "dealer"}
    summary = edit_accounts(workspace, three[:2], values)
    lines = {line.code: line for line in list_account_lines(workspace).lines}
    assert [lines[code].manager for code in "XYZ"] == ["张蔚", "张蔚", ""]
    assert lines["X"].segment == "华东"
    assert summary.undoable
    undo(workspace, summary.transaction_id)
    assert {line.manager for line in list_account_lines(workspace).lines} >= {""}
    assert find_account(workspace, "X").kind is None


def test_a_tier_for_many_needs_a_reason_and_is_confirmed_today(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, {"tier": "focus", "tier_reason": " "})
    edit_accounts(workspace, three, {"tier": "focus", "tier_reason": " signed "})
    found = find_account(workspace, "Y")
    assert (found.tier, found.tier_reason) == ("focus", "signed")
    assert found.tier_confirmed_on == workspace.clock.today()
    assert isinstance(found.tier_confirmed_on, date)


def test_a_stage_for_many_needs_a_reason_of_its_own(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(BadInput) as caught:
        edit_accounts(workspace, three, {"stage": "middle"})
    assert caught.value.where == "stage_reason"
    set_stage(workspace, three[0], Stage.INTERRUPTED, "moved away", InterruptionCause.MUTUAL_DISTRUST)
    edit_accounts(workspace, three, {"stage": "middle", "stage_reason": " back again "})
    found = find_account(workspace, "X")
    assert (found.stage, found.stage_reason, found.interruption_cause) == ("middle", "back again", None)
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, {"stage": "interrupted", "stage_reason": "all of them"})
    edit_accounts(workspace, three, {"stage": None})
    assert (find_account(workspace, "X").stage, find_account(workspace, "X").stage_reason) == (None, "")


def test_many_become_strategic_only_where_each_is_nominated(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(BadInput, match="account X cannot be confirmed as strategic"):
        edit_accounts(workspace, three, {"tier": "strategic", "tier_reason": "wished"})
    assert find_account(workspace, "X").tier is None


def test_whoever_takes_many_over_is_their_second_no_longer(workspace: Workspace, three: list[Id]) -> None:
    first, second = derived_id("manager", "z"), derived_id("manager", "y")
    with workspace.change("test", "Test") as change:
        change.create("manager", {"name": "李然"}, second)
    edit_accounts(workspace, three[:2], {"manager_id": first, "manager_reason": "new"})
    edit_accounts(workspace, three[:1], {"second_manager_id": second})
    edit_accounts(workspace, three[1:2], {"manager_id": second, "manager_reason": "swap"})
    edit_accounts(workspace, three, {"manager_id": second, "manager_reason": " 张蔚 retires "})
    found = [find_account(workspace, code) for code in "XYZ"]
    assert [one.second_manager_id for one in found] == [None] * 3
    # Who kept the account already did not take it over.
    assert [one.manager_reason for one in found] == ["张蔚 retires", "swap", "张蔚 retires"]
    edit_accounts(workspace, three, {"manager_id": first})
    assert [find_account(workspace, code).manager_reason for code in "XYZ"] == [""] * 3
    with pytest.raises(BadInput) as caught:
        edit_accounts(workspace, three, {"second_manager_id": first})
    assert caught.value.where == "second_manager_id"


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"name": "same"},
        {"stage": "nonsense"},
        {"tier": None, "tier_reason": "a"},
        {"manager_reason": "a"},
    ],
)
def test_what_cannot_be_set_for_many_is_refused(
    workspace: Workspace, three: list[Id], values: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, values)


def test_accounts_and_people_that_are_gone_are_told(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(NotFound):
        edit_accounts(workspace, [*three, derived_id("account", "gone")], {"segment": "a"})
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, {"manager_id": derived_id("manager", "gone")})
    assert find_account(workspace, "X").segment == ""
