"""The program on a file with accounts of every tier, at the page of the visit policy."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.journeys.at_the_window import Rep
from tests.ready_made import put_ready_made
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.foundation.settings import Settings, save_settings
from workbench.services.accounts import create_account
from workbench.services.managers import add_manager
from workbench.services.workspaces import new_workspace
from workbench.ui.screens.policy.page import PolicyPage

TIERS = ("strategic", "focus", "major", "general", "general")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Five accounts of one person, on 15 September 2026."""
    save_settings(Settings(author="张蔚", language="en"))
    file = tmp_path / "mine.workbench"
    put_ready_made(file, "policy", _make)
    return file


def _make(file: Path) -> None:
    workspace = new_workspace(file, clock=FixedClock(date(2026, 9, 15)))
    add_manager(workspace, "李雷")
    for number, tier in enumerate(TIERS):
        values = {"code": f"K{number}", "name": f"Account {number}", "tier": tier}
        create_account(workspace, {**values, "manager_id": derived_id("manager", "李雷")})
    workspace.close()


@pytest.fixture
def rep(app: QApplication, path: Path, prompts: ScriptedPrompts, qtbot: QtBot) -> Iterator[Rep]:
    """Somebody at the window, on that file."""
    with running(app, FixedClock(date(2026, 9, 15)), prompts, path) as program:
        rep = Rep(program, prompts, qtbot)
        rep.return_to_the_window()
        yield rep


@pytest.fixture
def page(rep: Rep) -> PolicyPage:
    """The page, reached through the palette's action."""
    rep.choose("policy")
    return rep.page(PolicyPage)
