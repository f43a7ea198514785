"""Devices and pipes: never waited for, and never replaced by a file."""

import os
import stat
from pathlib import Path

import pytest

from workbench.foundation.errors import NotAllowed, NotAWorkspace
from workbench.foundation.files import write_bytes
from workbench.services.restoring import salvage_file
from workbench.storage.backup import backup_file, export_file, inspect_file
from workbench.storage.workspace import Workspace

pytestmark = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are none")


@pytest.fixture
def pipe(tmp_path: Path) -> Path:
    made = tmp_path / "pipe"
    os.mkfifo(made)
    return made


def test_no_file_takes_the_place_of_a_pipe(workspace: Workspace, pipe: Path) -> None:
    with pytest.raises(NotAllowed):
        export_file(workspace, pipe)
    with pytest.raises(NotAllowed):
        backup_file(workspace, pipe)
    with pytest.raises(NotAllowed):
        write_bytes(pipe, b"paper")
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_nobody_waits_for_what_a_pipe_may_say(workspace: Workspace, pipe: Path) -> None:
    with pytest.raises(NotAWorkspace):
        inspect_file(pipe)
    with pytest.raises(NotAWorkspace) as refused:
        salvage_file(pipe, clock=workspace.clock)
    assert refused.value.where == str(pipe)
