"""A locked file: nothing is read or written, whoever holds the workspace goes on with it afterwards."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE, write_workspace
from workbench.domain.recovery_code import write_code
from workbench.foundation.errors import FileLocked, Locked, NotAllowed, NotFound, WrongPassphrase
from workbench.storage.files import open_workspace
from workbench.storage.workspace import Workspace


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    path = tmp_path / "Sales.workbench"
    write_workspace(path, PASSPHRASE, accounts=3)
    opened = open_workspace(path, passphrase=PASSPHRASE, clock=CLOCK, author=AUTHOR)
    yield opened
    opened.close()


def _count(workspace: Workspace) -> int:
    with workspace.read() as session:
        return int(session.scalar(text("SELECT count(*) FROM account")) or 0)


def test_a_locked_file_tells_nothing_and_forgets_its_key(workspace: Workspace) -> None:
    workspace.lock()
    workspace.lock()
    assert workspace.locked
    assert workspace.encrypted
    with pytest.raises(FileLocked):
        _count(workspace)
    with pytest.raises(FileLocked), workspace.change("test", "One more"):
        pass
    for forgotten in ("key", "engine"):
        with pytest.raises(FileLocked):
            getattr(workspace, forgotten)


def test_whoever_held_the_workspace_goes_on_once_it_is_unlocked(workspace: Workspace) -> None:
    before = workspace.replica_id
    workspace.lock()
    workspace.unlock(PASSPHRASE)
    workspace.unlock("ignored while it is open")
    assert not workspace.locked
    with workspace.change("test", "One more") as change:
        change.create("account", {"name": "One more"})
    assert _count(workspace) == 4
    assert workspace.replica_id == before


def test_a_wrong_passphrase_leaves_it_locked_and_the_recovery_code_unlocks_it(workspace: Workspace) -> None:
    code = " ".join(write_code(workspace.key.raw))
    workspace.lock()
    with pytest.raises(WrongPassphrase):
        workspace.unlock("wrong")
    assert workspace.locked
    workspace.unlock(code)
    assert _count(workspace) == 3


def test_the_lock_beside_the_file_is_held_meanwhile(workspace: Workspace) -> None:
    workspace.lock()
    with pytest.raises(Locked):
        open_workspace(workspace.path, passphrase=PASSPHRASE, clock=CLOCK, author=AUTHOR)
    workspace.close()
    open_workspace(workspace.path, passphrase=PASSPHRASE, clock=CLOCK, author=AUTHOR).close()


def test_locking_waits_for_what_is_being_read_and_written(workspace: Workspace) -> None:
    with workspace.read() as session:
        locking = threading.Thread(target=workspace.lock)
        locking.start()
        while not workspace.locked:
            pass
        assert session.scalar(text("SELECT count(*) FROM account")) == 3
        assert locking.is_alive()
    locking.join()
    workspace.unlock(PASSPHRASE)
    with workspace.change("test", "One more") as change:
        locking = threading.Thread(target=workspace.lock)
        locking.start()
        change.create("account", {"name": "One more"})
    locking.join()
    workspace.unlock(PASSPHRASE)
    assert _count(workspace) == 4


def test_a_file_that_was_replaced_meanwhile_is_not_opened_in_its_stead(workspace: Workspace) -> None:
    workspace.lock()
    other = workspace.path.with_name("Copy.workbench")
    shutil.copy(workspace.path, other)
    other.replace(workspace.path)
    with pytest.raises(NotFound, match="while it was locked"):
        workspace.unlock(PASSPHRASE)
    assert workspace.locked


def test_a_file_without_a_passphrase_is_not_locked(tmp_path: Path) -> None:
    path = tmp_path / "Open.workbench"
    write_workspace(path, accounts=1)
    workspace = open_workspace(path, clock=CLOCK, author=AUTHOR)
    with pytest.raises(NotAllowed):
        workspace.lock()
    assert _count(workspace) == 1
    workspace.close()
