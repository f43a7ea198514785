"""Workspaces for the tests of services: a fixed day, a file of their own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from tests.colleagues import colleague as colleague
from tests.ready_made import put_ready_made
from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture
def clock() -> FixedClock:
    """Wednesday, 1 July 2026."""
    return FixedClock(TODAY)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A new workspace with nothing in it but the shipped policy."""
    path = tmp_path / "mine.workbench"
    put_ready_made(path, "services", lambda new: new_workspace(new, clock=clock, author="Li Lei").close())
    opened = open_workspace(path, clock=clock, author="Li Lei")
    yield opened
    opened.close()
