"""Many accounts changed at once, and back at once."""

from datetime import date

import pytest

from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.ids import Id, derived_id
from workbench.services.account_list import list_account_lines
from workbench.services.accounts import find_account
from workbench.services.bulk_edit import edit_accounts
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
    values = {"manager_id": manager, "segment": "华东", "stage": "middle", "kind": "dealer"}
    summary = edit_accounts(workspace, three[:2], values)
    lines = {line.code: line for line in list_account_lines(workspace).lines}
    assert [lines[code].manager for code in "XYZ"] == ["张蔚", "张蔚", ""]
    assert lines["X"].segment == "华东"
    assert summary.undoable
    undo(workspace, summary.transaction_id)
    assert {line.manager for line in list_account_lines(workspace).lines} >= {""}
    assert find_account(workspace, "X").stage is None


def test_a_tier_for_many_needs_a_reason_and_is_confirmed_today(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, {"tier": "focus", "tier_reason": " "})
    edit_accounts(workspace, three, {"tier": "focus", "tier_reason": " signed "})
    found = find_account(workspace, "Y")
    assert (found.tier, found.tier_reason) == ("focus", "signed")
    assert found.tier_confirmed_on == workspace.clock.today()
    assert isinstance(found.tier_confirmed_on, date)


@pytest.mark.parametrize("values", [{}, {"name": "same"}, {"stage": "nonsense"}])
def test_what_cannot_be_set_for_many_is_refused(
    workspace: Workspace, three: list[Id], values: dict[str, str]
) -> None:
    with pytest.raises(BadInput):
        edit_accounts(workspace, three, values)


def test_accounts_and_people_that_are_gone_are_told(workspace: Workspace, three: list[Id]) -> None:
    with pytest.raises(NotFound):
        edit_accounts(workspace, [*three, derived_id("account", "gone")], {"segment": "a"})
    with pytest.raises(NotFound):
        edit_accounts(workspace, three, {"manager_id": derived_id("manager", "gone")})
    assert find_account(workspace, "X").segment == ""
