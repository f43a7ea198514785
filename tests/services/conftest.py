"""Workspaces for the tests of services: a fixed day, a file of their own."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

TODAY = date(2026, 7, 1)


@pytest.fixture
def clock() -> FixedClock:
    """Wednesday, 1 July 2026."""
    return FixedClock(TODAY)


@pytest.fixture
def workspace(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    """A new workspace with nothing in it but the shipped policy."""
    opened = new_workspace(tmp_path / "mine.workbench", clock=clock, author="Li Lei")
    yield opened
    opened.close()
