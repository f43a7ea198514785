"""The sheet with the recovery code is for who enters the passphrase again."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import FixedClock
from workbench.foundation.errors import NotAllowed, WrongPassphrase
from workbench.services.recovery import check_passphrase, is_recovery_code, print_recovery
from workbench.services.workspaces import new_workspace
from workbench.storage.workspace import Workspace

PASSPHRASE = "correct horse battery"


@pytest.fixture
def locked(tmp_path: Path, clock: FixedClock) -> Iterator[Workspace]:
    opened = new_workspace(tmp_path / "locked.workbench", clock=clock, author="Li Lei", passphrase=PASSPHRASE)
    yield opened
    opened.close()


def test_the_sheet_is_one_page_and_the_passphrase_is_asked_for_again(locked: Workspace) -> None:
    assert print_recovery(locked, PASSPHRASE).pages == 1
    with pytest.raises(WrongPassphrase):
        print_recovery(locked, "wrong")


def test_a_file_without_a_passphrase_needs_no_code(workspace: Workspace) -> None:
    with pytest.raises(NotAllowed):
        print_recovery(workspace, "anything")


def test_the_code_itself_opens_and_is_told_from_a_passphrase(locked: Workspace) -> None:
    code = "-".join(write_code(locked.key.raw))
    check_passphrase(locked, code)
    assert is_recovery_code(code)
    assert not is_recovery_code(PASSPHRASE)
