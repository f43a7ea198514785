"""Making and opening workspace files, and every reason not to."""

import errno
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from tests.factories.workspace_files import (
    AUTHOR,
    CLOCK,
    PASSPHRASE,
    flip_bit,
    tampered,
    write_workspace,
)
from workbench.foundation.errors import (
    Damaged,
    Locked,
    NewerVersion,
    NoSpace,
    NotAllowed,
    NotAWorkspace,
    NotFound,
    ReadOnly,
    WorkbenchError,
    WrongPassphrase,
)
from workbench.storage import files
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.format import FORMAT
from workbench.storage.workspace import Workspace

ROOT = Path(__file__).parents[2]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "Sales.workbench"
    write_workspace(path)
    return path


@pytest.fixture(scope="module")
def secret_file(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("secret") / "file.workbench"
    write_workspace(path, PASSPHRASE)
    return path.read_bytes()


@pytest.fixture
def secret_path(tmp_path: Path, secret_file: bytes) -> Path:
    path = tmp_path / "Secret.workbench"
    path.write_bytes(secret_file)
    return path


def open_here(path: Path, passphrase: str | None = None) -> Workspace:
    return open_workspace(path, passphrase=passphrase, clock=CLOCK, author=AUTHOR)


def count_accounts(workspace: Workspace) -> int:
    with workspace.read() as session:
        return int(session.scalar(text("SELECT count(*) FROM account")) or 0)


def refusal(path: Path, passphrase: str | None = None) -> WorkbenchError:
    """Why the file is not opened; checks that a refusal names the file, says what to do, changes nothing."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(WorkbenchError) as caught:
        open_here(path, passphrase)
    assert caught.value.where == str(path)
    assert caught.value.message
    assert caught.value.hint
    assert (path.read_bytes() if path.is_file() else None) == before
    return caught.value


@pytest.mark.parametrize("passphrase", [None, PASSPHRASE], ids=["sealed", "passphrase"])
def test_a_new_workspace_keeps_what_is_saved_in_it(tmp_path: Path, passphrase: str | None) -> None:
    path = tmp_path / "客户 2026.workbench"
    write_workspace(path, passphrase, accounts=3)
    workspace = open_here(path, passphrase)
    assert count_accounts(workspace) == 3
    assert workspace.encrypted == (passphrase is not None)
    assert workspace.path == path
    workspace.close()


def test_an_idle_file_is_complete_in_itself(path: Path) -> None:
    workspace = open_here(path)
    with workspace.change("test", "One more") as change:
        change.create("account", {"name": "One more"})
    assert {file.name for file in path.parent.iterdir()} == {"Sales.workbench", ".Sales.workbench.lock"}
    workspace.close()


def test_opening_a_file_does_not_import_the_migrations_library(path: Path) -> None:
    program = (
        "import sys; from tests.storage.test_files import *; "
        "open_here(Path(sys.argv[1])).close(); print('alembic' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, path], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert done.stdout == "False\n"


def test_a_new_workspace_never_takes_the_place_of_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(NotAllowed):
        create_workspace(path, clock=CLOCK, author=AUTHOR)
    assert path.read_bytes() == before
    open_here(path).close()


def test_a_workspace_in_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(NotFound):
        create_workspace(tmp_path / "no" / "file.workbench", clock=CLOCK, author=AUTHOR)


def test_a_workspace_that_cannot_be_made_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_connection: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(files, "create_schema", full)
    path = tmp_path / "new.workbench"
    with pytest.raises(NoSpace) as caught:
        create_workspace(path, clock=CLOCK, author=AUTHOR)
    assert caught.value.where == str(path)
    assert list(tmp_path.iterdir()) == []


def test_a_journal_left_by_a_deleted_file_does_not_spoil_a_new_one(path: Path) -> None:
    content = path.read_bytes()
    path.unlink()
    path.with_name(path.name + "-journal").write_bytes(content)
    write_workspace(path, accounts=2)
    workspace = open_here(path)
    assert count_accounts(workspace) == 2
    workspace.close()


def test_a_second_window_is_told_that_the_file_is_open(path: Path) -> None:
    workspace = open_here(path)
    assert isinstance(refusal(path), Locked)
    link = path.with_name("link.workbench")
    link.symlink_to(path)
    with pytest.raises(Locked):
        open_here(link)
    workspace.close()
    open_here(path).close()


@pytest.fixture
def holder(path: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process that has the file open."""
    program = (
        "import sys; from tests.storage.test_files import *; workspace = open_here(Path(sys.argv[1])); "
        "print('open', flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def test_a_second_instance_is_refused_until_the_first_is_killed(
    path: Path, holder: subprocess.Popen[str]
) -> None:
    assert isinstance(refusal(path), Locked)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    open_here(path).close()


def test_the_file_is_free_again_after_a_refusal(secret_path: Path) -> None:
    refusal(secret_path, "wrong")
    open_here(secret_path, PASSPHRASE).close()


def test_a_wrong_passphrase_is_told_from_a_missing_one(secret_path: Path) -> None:
    wrong, missing = refusal(secret_path, "wrong"), refusal(secret_path)
    assert isinstance(wrong, WrongPassphrase)
    assert isinstance(missing, WrongPassphrase)
    assert wrong.message != missing.message


def test_a_passphrase_for_a_file_without_one_does_no_harm(path: Path) -> None:
    workspace = open_here(path, "not needed")
    assert not workspace.encrypted
    workspace.close()


def test_damage_is_told_from_a_wrong_passphrase(secret_path: Path) -> None:
    flip_bit(secret_path, 2000)
    assert isinstance(refusal(secret_path, PASSPHRASE), Damaged)
    assert isinstance(refusal(secret_path, "wrong"), WrongPassphrase)


def test_a_newer_file_says_which_format_it_has(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute(f"PRAGMA user_version = {FORMAT + 6}")
    error = refusal(path)
    assert isinstance(error, NewerVersion)
    assert str(FORMAT + 6) in error.message


def test_the_four_refusals_say_four_different_things(path: Path, secret_path: Path) -> None:
    picture = path.with_name("picture.workbench")
    picture.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    newer = path.with_name("newer.workbench")
    newer.write_bytes(path.read_bytes())
    with tampered(newer) as connection:
        connection.execute("PRAGMA user_version = 99")
    flip_bit(path, 100)
    errors = [refusal(picture), refusal(path), refusal(newer), refusal(secret_path, "wrong")]
    assert [error.code for error in errors] == [
        "not_a_workspace",
        "damaged",
        "newer_version",
        "wrong_passphrase",
    ]
    assert len({error.message for error in errors}) == len({error.hint for error in errors}) == 4


def test_a_file_that_is_not_there_and_a_folder_are_told(tmp_path: Path) -> None:
    assert isinstance(refusal(tmp_path / "none.workbench"), NotFound)
    assert isinstance(refusal(tmp_path), NotFound)


def test_no_lock_is_left_beside_a_file_of_others(tmp_path: Path) -> None:
    path = tmp_path / "picture.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(5000))
    refusal(path)
    assert [file.name for file in tmp_path.iterdir()] == ["picture.png"]


def test_another_programs_encrypted_database_is_no_workspace(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute("PRAGMA application_id = 1")
    assert isinstance(refusal(path), NotAWorkspace)


def test_a_workspace_with_a_trigger_is_refused(path: Path) -> None:
    with tampered(path) as connection:
        connection.execute("CREATE TRIGGER nasty AFTER UPDATE ON account BEGIN DELETE FROM account; END")
    error = refusal(path)
    assert isinstance(error, NotAWorkspace)
    assert "nasty" in error.message


def test_a_change_cut_off_by_a_kill_is_undone_on_opening(path: Path) -> None:
    program = (
        "import os, signal, sys; from tests.factories.workspace_files import *\n"
        "with tampered(Path(sys.argv[1])) as connection:\n"
        "    connection.execute('PRAGMA cache_size = 2')\n"
        "    connection.execute('PRAGMA cache_spill = ON')\n"
        "    connection.execute('BEGIN')\n"
        "    connection.execute(\"UPDATE account SET note = note || '!', name = ''\")\n"
        "    os.kill(os.getpid(), signal.SIGKILL)"
    )
    killed = subprocess.run([sys.executable, "-c", program, path], check=False, cwd=ROOT)
    assert killed.returncode == -signal.SIGKILL
    journal = path.with_name(path.name + "-journal")
    assert journal.stat().st_size > 0
    workspace = open_here(path)
    with workspace.read() as session:
        assert session.scalar(text("SELECT count(*) FROM account WHERE name <> ''")) == 40
    workspace.close()
    assert not journal.exists()


def test_a_copy_made_by_hand_is_checked_through_when_it_is_first_opened(path: Path) -> None:
    flip_bit(path, path.stat().st_size - 300)
    open_here(path).close()
    copy = path.rename(path.with_name("copied.workbench"))
    assert isinstance(refusal(copy), Damaged)
    flip_bit(copy, copy.stat().st_size - 300)
    open_here(copy).close()


@pytest.mark.parametrize(
    "mixed",
    [
        "UPDATE account SET name = 'of another day' WHERE id = (SELECT min(id) FROM account)",
        "UPDATE journal_entry SET value = '{}' WHERE id = (SELECT max(id) FROM journal_entry)",
        "DELETE FROM journal_transaction",
        "UPDATE journal_replica SET txns = txns + 1",
    ],
)
def test_a_copy_whose_pages_are_of_different_days_is_refused(path: Path, mixed: str) -> None:
    with tampered(path) as connection:
        connection.execute(mixed)
    copy = path.rename(path.with_name("copied.workbench"))
    assert isinstance(refusal(copy), Damaged)


def test_what_a_killed_program_had_begun_beside_the_file_is_removed(path: Path) -> None:
    part = path.with_name(f".{path.name}.4711.part")
    part.write_bytes(b"half")
    open_here(path).close()
    assert not part.exists()


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user of the machine can reach; pytest's own are closed to others."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.mark.parametrize("what", ["file", "folder"])
def test_a_place_without_the_right_to_write_is_told(open_folder: Path, what: str) -> None:
    path = open_folder / "file.workbench"
    write_workspace(path)
    if what == "file":
        path.chmod(0o444)
        open_folder.chmod(0o777)
        (open_folder / ".file.workbench.lock").chmod(0o666)
    else:
        path.chmod(0o666)
        open_folder.chmod(0o555)
        (open_folder / ".file.workbench.lock").unlink()
    before = path.read_bytes()
    if os.geteuid() == 0:
        # The administrator may write everywhere: become somebody else for the question.
        os.seteuid(65534)
    try:
        with pytest.raises(ReadOnly):
            open_here(path)
    finally:
        if os.getuid() == 0:
            os.seteuid(0)
        open_folder.chmod(0o755)
    assert path.read_bytes() == before
