"""Two reps and their head, who export for each other."""

import contextlib
from pathlib import Path

import pytest

from workbench.foundation.ids import derived_id
from workbench.services.accounts import create_account
from workbench.services.managers import add_manager
from workbench.services.records import list_records
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.workspace import Workspace

WANG, LIU = derived_id("manager", "王强"), derived_id("manager", "刘洋")


@pytest.fixture
def team(workspace: Workspace) -> Workspace:
    """Two reps with an account each, one with a segment, and one account that is nobody's."""
    for name in ("王强", "刘洋"):
        add_manager(workspace, name)
    create_account(workspace, {"code": "K1", "name": "华为技术", "manager_id": WANG, "segment": "通信"})
    create_account(workspace, {"code": "K2", "name": "澜川精密", "manager_id": LIU})
    create_account(workspace, {"code": "K3", "name": "北辰"})
    return workspace


def names(workspace: Workspace) -> set[str]:
    return {row["name"] for row in list_records(workspace, "accounts").rows}


def info_names(path: Path) -> dict[str, str]:
    with contextlib.closing(connect(path, SEALED)) as connection:
        return dict(connection.execute("SELECT name, value FROM workspace_info").fetchall())
