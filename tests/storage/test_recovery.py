"""The recovery code opens the file, its copies and its backups, and nothing else."""

from pathlib import Path

import pytest

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE, flip_bit, write_workspace
from workbench.domain.recovery_code import write_code
from workbench.foundation.errors import Damaged, WorkbenchError, WrongPassphrase
from workbench.storage.backup import backup_file, change_passphrase, inspect_file
from workbench.storage.files import open_workspace
from workbench.storage.recognition import recognise


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("secret") / "file.workbench"
    write_workspace(path, PASSPHRASE)
    return path.read_bytes()


@pytest.fixture
def path(tmp_path: Path, secret_file: bytes) -> Path:
    path = tmp_path / "Secret.workbench"
    path.write_bytes(secret_file)
    return path


def _code(path: Path) -> str:
    return " ".join(write_code(recognise(path, PASSPHRASE).raw))


def _refused(path: Path, typed: str) -> WorkbenchError:
    before = path.read_bytes()
    with pytest.raises(WrongPassphrase) as caught:
        open_workspace(path, passphrase=typed, clock=CLOCK, author=AUTHOR)
    assert path.read_bytes() == before
    assert caught.value.hint
    assert caught.value.where == str(path)
    return caught.value


def test_the_code_is_accepted_where_the_passphrase_is(path: Path) -> None:
    code = _code(path)
    workspace = open_workspace(path, passphrase=code.lower(), clock=CLOCK, author=AUTHOR)
    assert workspace.key == recognise(path, PASSPHRASE)
    backup = backup_file(workspace, path.with_name("Backup.workbench"))
    workspace.close()
    assert inspect_file(path, code).readable
    assert inspect_file(backup, code.replace(" ", "-")).readable


def test_a_whole_code_of_another_file_and_a_mistyped_one_have_sentences_of_their_own(path: Path) -> None:
    code = _code(path)
    assert "not of this file" in _refused(path, " ".join(write_code(bytes(32)))).message
    groups = code.split()
    groups[6] = "0000" if groups[6] != "0000" else "1111"
    assert _refused(path, " ".join(groups)).message == "Group 7 of the recovery code is mistyped."
    assert "passphrase" in _refused(path, "quite wrong").message


def test_a_passphrase_that_reads_like_a_code_opens_its_own_file(tmp_path: Path) -> None:
    passphrase = " ".join(write_code(bytes(range(32))))
    path = tmp_path / "Odd.workbench"
    write_workspace(path, passphrase, accounts=1)
    open_workspace(path, passphrase=passphrase, clock=CLOCK, author=AUTHOR).close()


def test_a_code_is_void_once_the_passphrase_was_changed_and_still_opens_what_was_copied_before(
    path: Path,
) -> None:
    code, before = _code(path), path.with_name("Before.workbench")
    before.write_bytes(path.read_bytes())
    change_passphrase(path, code, "another one")
    assert "not of this file" in _refused(path, code).message
    assert inspect_file(before, code).readable
    # Also where the words stay the same: the salt is new.
    change_passphrase(path, "another one", PASSPHRASE)
    assert "not of this file" in _refused(path, code).message


def test_the_code_tells_damage_from_a_wrong_code(path: Path) -> None:
    code = _code(path)
    flip_bit(path, 100)
    with pytest.raises(Damaged):
        recognise(path, code)
