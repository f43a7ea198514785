"""Finding accounts and people through the service."""

import pytest

from workbench.foundation.errors import BadInput
from workbench.services.accounts import create_account, delete_account
from workbench.services.history import undo
from workbench.services.search import search
from workbench.storage.workspace import Workspace


def test_an_account_is_found_as_long_as_it_is_there(workspace: Workspace) -> None:
    create_account(workspace, {"code": "K1", "name": "华为技术"})
    (hit,) = search(workspace, "hwjs")
    assert hit.label == "华为技术"
    delete_account(workspace, hit.id)
    assert search(workspace, "hwjs") == ()
    undo(workspace)
    assert [found.id for found in search(workspace, "华为")] == [hit.id]


def test_nothing_is_found_for_nothing(workspace: Workspace) -> None:
    assert search(workspace, "  ") == ()
    with pytest.raises(BadInput):
        search(workspace, "x", 0)
