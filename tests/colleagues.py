"""The workspaces of other people, for tests in which files go back and forth."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from workbench.foundation.clock import FixedClock
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

Colleague = Callable[[str], Workspace]


@pytest.fixture
def colleague(tmp_path: Path, clock: FixedClock) -> Iterator[Colleague]:
    """Makes workspaces of other people."""
    made: list[Workspace] = []

    def make(name: str) -> Workspace:
        made.append(new_workspace(tmp_path / f"{name}.workbench", clock=clock, author=name))
        return made[-1]

    yield make
    for opened in made:
        opened.close()
