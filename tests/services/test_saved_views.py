"""Views saved in the file: names, and that they stay where they were saved."""

from contextlib import closing
from pathlib import Path

import pytest

from workbench.foundation.errors import BadInput
from workbench.services.backups import backup_workspace
from workbench.services.saved_views import delete_view, list_views, rename_view, save_view
from workbench.services.workspaces import open_workspace
from workbench.storage.workspace import Workspace


def names(workspace: Workspace) -> list[str]:
    return [view.name for view in list_views(workspace, "accounts")]


def test_views_are_saved_replaced_renamed_and_deleted(workspace: Workspace) -> None:
    save_view(workspace, "accounts", " East  China ", "{}")
    save_view(workspace, "accounts", "重庆", "{}")
    save_view(workspace, "accounts", "安徽", "{}")
    save_view(workspace, "accounts", "East China", '{"a": 1}')
    save_view(workspace, "contacts", "other table", "{}")
    assert names(workspace) == ["East China", "安徽", "重庆"]
    assert list_views(workspace, "accounts")[0].state == '{"a": 1}'
    rename_view(workspace, "accounts", "East China", "东部")
    assert names(workspace) == ["安徽", "重庆", "东部"]
    delete_view(workspace, "accounts", "安徽")
    delete_view(workspace, "accounts", "安徽")
    assert names(workspace) == ["重庆", "东部"]


@pytest.mark.parametrize("name", ["", "  ", "x" * 41])
def test_a_view_needs_a_short_name(workspace: Workspace, name: str) -> None:
    with pytest.raises(BadInput):
        save_view(workspace, "accounts", name, "{}")


def test_a_view_is_not_renamed_over_another(workspace: Workspace) -> None:
    for name in ("a", "b"):
        save_view(workspace, "accounts", name, "{}")
    with pytest.raises(BadInput):
        rename_view(workspace, "accounts", "a", "b")
    rename_view(workspace, "accounts", "a", "a")
    rename_view(workspace, "accounts", "gone", "c")
    assert names(workspace) == ["a", "b"]


def test_views_have_no_history_and_a_name_may_hold_any_sign(workspace: Workspace) -> None:
    from workbench.services.records import list_records

    before = list_records(workspace, "transactions", limit=0).total
    save_view(workspace, "accounts", "100% _x: 'a'", "{}")
    assert names(workspace) == ["100% _x: 'a'"]
    assert list_records(workspace, "transactions", limit=0).total == before


def test_a_backup_keeps_the_views(workspace: Workspace, tmp_path: Path) -> None:
    save_view(workspace, "accounts", "mine", "{}")
    copy = backup_workspace(workspace, tmp_path / "copy.workbench")
    with closing(open_workspace(copy, clock=workspace.clock)) as kept:
        assert names(kept) == ["mine"]
