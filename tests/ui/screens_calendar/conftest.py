"""The program on a file with two people and three accounts, for the tests of the calendar."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from tests.ready_made import put_ready_made
from tests.ui.conftest import ScriptedPrompts
from tests.ui.driving import running
from tests.ui.screens_calendar.at_the_calendar import TODAY
from workbench.app import Program
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import derived_id
from workbench.services.workspaces import Workspace, new_workspace


@pytest.fixture
def program(app: QApplication, tmp_path: Path, prompts: ScriptedPrompts) -> Iterator[Program]:
    """The whole program on a file with two people and three accounts."""
    clock = FixedClock(TODAY)
    path = tmp_path / "mine.workbench"

    def make(new: Path) -> None:
        made = new_workspace(new, clock=clock, author="张蔚")
        _fill(made)
        made.close()

    put_ready_made(path, "calendar", make)
    with running(app, clock, prompts, path) as program:
        yield program


def _fill(made: Workspace) -> None:
    with made.change("test", "test") as change:
        for number, name in enumerate(("张蔚", "方淮")):
            change.create("manager", {"name": name}, derived_id("manager", str(number)))
        for code, name, tier in (
            ("A", "澜川精密", "strategic"),
            ("B", "谷屿电子", "focus"),
            ("C", "闻溪环保", "major"),
        ):
            keeper = derived_id("manager", "1" if code == "C" else "0")
            values = {"code": code, "name": name, "tier": tier, "city": "苏州", "manager_id": keeper}
            change.create("account", values, derived_id("account", code))
