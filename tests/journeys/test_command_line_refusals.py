"""How the command line refuses: four kinds of bad files, wrong calls, every code and exit status."""

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.journeys.command_line import CommandLine, sheet
from workbench.cli import main
from workbench.foundation import errors
from workbench.foundation.clock import FixedClock, SystemClock
from workbench.services.workspaces import open_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.files import create_workspace


def test_a_workspace_that_is_open_elsewhere_is_locked(filled: CommandLine) -> None:
    held = open_workspace(filled.workspace, clock=SystemClock())
    try:
        refused = filled("list", "accounts")
        assert (refused.status, refused.code) == (5, "locked")
    finally:
        held.close()


def _truncate(path: Path) -> None:
    with path.open("rb+") as file:
        file.truncate(20_000)


def _scribble(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[1000:1100] = b"\xff" * 100
    path.write_bytes(content)


def _replace(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00" + bytes(8176))


def _from_the_future(path: Path) -> None:
    connection = connect(path, SEALED)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_scribble, "damaged"),
        (_replace, "not_a_workspace"),
        (_from_the_future, "newer_version"),
        (Path.unlink, "not_found"),
    ],
)
def test_a_file_that_cannot_be_opened_says_why_and_stays_as_it_is(
    filled: CommandLine, tmp_path: Path, spoil: object, code: str
) -> None:
    assert callable(spoil)
    spoil(filled.workspace)
    before = filled.workspace.read_bytes() if filled.workspace.exists() else b""
    for arguments in (("list", "accounts"), ("tiers", "--apply"), ("undo",), ("merge", filled.workspace)):
        refused = filled(*arguments)
        assert (refused.status, refused.code) == (4, code)
        assert refused.data["error"]["message"]
    assert (filled.workspace.read_bytes() if filled.workspace.exists() else b"") == before


def test_the_four_refusals_read_differently(filled: CommandLine, tmp_path: Path) -> None:
    messages = set()
    for spoil in (_scribble, _replace, _from_the_future):
        copy = tmp_path / f"{spoil.__name__}.workbench"
        shutil.copy(filled.workspace, copy)
        spoil(copy)
        messages.add(filled("list", "accounts", workspace=copy).data["error"]["message"])
    create_workspace(
        tmp_path / "secret.workbench", passphrase="x", clock=FixedClock(SystemClock().today()), author=""
    ).close()
    refused = filled("list", "accounts", workspace=tmp_path / "secret.workbench")
    messages.add(refused.data["error"]["message"])
    assert len(messages) == 4


def test_a_passphrase_comes_from_a_file_or_the_environment(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    secret = tmp_path / "secret.workbench"
    right, wrong = sheet(tmp_path, "right.txt", "电池 horse\n"), sheet(tmp_path, "wrong.txt", "nope\n")
    run.ok("--passphrase-file", right, "new", workspace=secret)
    before = secret.read_bytes()
    assert (run("list", "rules", workspace=secret).status, run("list", "rules", workspace=secret).code) == (
        4,
        "wrong_passphrase",
    )
    refused = run("--passphrase-file", wrong, "tiers", "--apply", workspace=secret)
    assert (refused.status, refused.code) == (4, "wrong_passphrase")
    assert secret.read_bytes() == before
    assert run.ok("--passphrase-file", right, "list", "rules", workspace=secret)["total"] == 16
    monkeypatch.setenv("WORKBENCH_PASSPHRASE", "电池 horse")
    assert run.ok("list", "rules", workspace=secret)["total"] == 16


def test_an_export_of_an_encrypted_workspace_is_encrypted(run: CommandLine, tmp_path: Path) -> None:
    secret, out = tmp_path / "secret.workbench", tmp_path / "out.workbench"
    own, other = sheet(tmp_path, "own.txt", "own\n"), sheet(tmp_path, "other.txt", "other\n")
    run.ok("--passphrase-file", own, "new", workspace=secret)
    run.ok("--passphrase-file", own, "export", "--out", out, workspace=secret)
    assert run("inspect", out).code == "wrong_passphrase"
    run.ok("--passphrase-file", own, "inspect", out)
    again = ("--passphrase-file", own, "export", "--export-passphrase-file", other, "--out")
    # Under a passphrase that this workspace does not know, the file there may be anybody's.
    assert run(*again, out, workspace=secret).code == "not_allowed"
    out = tmp_path / "other.workbench"
    run.ok(*again, out, workspace=secret)
    assert run("merge", out).code == "wrong_passphrase"
    run.ok("merge", out, "--export-passphrase-file", other)


def test_an_unusable_passphrase_file_is_refused(run: CommandLine, tmp_path: Path) -> None:
    empty, noise = tmp_path / "empty.txt", tmp_path / "noise.txt"
    empty.write_bytes(b"")
    noise.write_bytes(b"\xff\xfe\xfa")
    for path, code in ((empty, "bad_input"), (noise, "bad_input"), (tmp_path / "none.txt", "not_found")):
        assert run("--passphrase-file", path, "list", "rules").code == code


def test_a_place_that_cannot_be_written_is_the_machine(filled: CommandLine, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        refused = filled("export", "--out", folder / "out.workbench")
        assert (refused.status, refused.code) == (5, "read_only")
    finally:
        folder.chmod(0o700)


@pytest.mark.parametrize(
    "arguments",
    [
        ["lst"],
        ["list"],
        ["list", "accounts", "--bogus"],
        ["list", "accounts", "--where", "nonsense"],
        ["plan", "--from", "tomorrow", "--to", "2026-01-01"],
        ["plan", "--from", "0001-01-01", "--to", "0001-01-31"],
        ["list", "accounts", "--limit", "9" * 30],
        ["import", "unicorns", "file.csv"],
        ["abc", "extra"],
        ["search", "\udcff"],
        ["list", "accounts", "--where", "name=a\0b"],
        [],
    ],
)
def test_a_wrong_call_is_one_json_object_and_status_2(run: CommandLine, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert set(ran.data["error"]) == {"code", "message", "hint", "where"}
    assert "--help" in ran.data["error"]["hint"]


def test_a_command_without_a_workspace_says_what_is_missing(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--json", "list", "accounts"]) == 2
    assert "--workspace" in json.loads(capsys.readouterr().out)["error"]["message"]


def test_a_defect_is_told_as_internal_with_a_crash_report_without_personal_data(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(*_arguments: object, **_more: object) -> None:
        raise RuntimeError("华为技术 owes 5")

    monkeypatch.setattr("workbench.services.value.analyse_abc", break_down)
    ran = run("abc")
    assert (ran.status, ran.code) == (5, "internal")
    report = Path(ran.data["error"]["where"]).read_text("utf-8")
    assert "RuntimeError" in report
    assert "华为" not in report


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (errors.BadInput, 3),
        (errors.NotFound, 3),
        (errors.NotAllowed, 3),
        (errors.Cancelled, 3),
        (errors.NotAWorkspace, 4),
        (errors.Damaged, 4),
        (errors.NewerVersion, 4),
        (errors.WrongPassphrase, 4),
        (errors.Locked, 5),
        (errors.NoSpace, 5),
        (errors.ReadOnly, 5),
    ],
)
def test_every_named_error_has_its_code_and_status(
    run: CommandLine, monkeypatch: pytest.MonkeyPatch, error: type[errors.WorkbenchError], status: int
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise error("Because.", hint="Do that.", where="there")

    monkeypatch.setattr("workbench.services.value.analyse_abc", refuse)
    ran = run("abc")
    assert ran.status == status
    assert ran.data == {
        "error": {"code": error.code, "message": "Because.", "hint": "Do that.", "where": "there"}
    }


def test_stopping_with_ctrl_c_is_cancelled(run: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_arguments: object, **_more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("workbench.services.value.analyse_abc", stop)
    assert run("abc").code == "cancelled"


def test_a_paper_is_never_written_over_a_workspace(filled: CommandLine) -> None:
    before = filled.workspace.read_bytes()
    refused = filled("print", "plan", "--account", "K1", "--out", filled.workspace)
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert filled.workspace.read_bytes() == before


@pytest.mark.parametrize("command", ["print", "calendar"])
def test_what_is_no_ordinary_file_is_never_written_over(
    filled: CommandLine, tmp_path: Path, command: str
) -> None:
    wanted = ("print", "month") if command == "print" else ("calendar",)
    pipe, folder = tmp_path / "pipe", tmp_path / "folder"
    folder.mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(pipe)
        refused = filled(*wanted, "--out", pipe)
        assert (refused.status, refused.code) == (3, "not_allowed")
        assert pipe.is_fifo()
    refused = filled(*wanted, "--out", folder)
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert refused.data["error"]["message"] == "This is a folder, not a file."
    refused = filled(*wanted, "--out", tmp_path / ("x" * 300))
    assert (refused.status, refused.code) == (3, "bad_input")
    refused = filled(*wanted, "--out", "")
    assert (refused.status, refused.code) == (2, "bad_input")


def test_an_empty_name_of_a_change_does_not_undo_the_latest(filled: CommandLine) -> None:
    before = filled("list", "transactions").data
    refused = filled("undo", "")
    assert (refused.status, refused.code) == (3, "bad_input")
    assert filled("list", "transactions").data == before


@pytest.mark.parametrize("day", ["2026-W01-1", "20260105", "2026-1-5", "2026-02-29", ""])
def test_days_are_written_in_one_way(filled: CommandLine, day: str) -> None:
    refused = filled("duties", "--from", day, "--to", "2026-03-31")
    assert (refused.status, refused.code) == (2, "bad_input")


def test_a_clock_before_1970_is_no_defect(filled: CommandLine, tmp_path: Path) -> None:
    assert filled("--today", "1900-01-01", "calendar", "--out", tmp_path / "v.ics").status == 0
    copied = tmp_path / "copied.workbench"
    shutil.copy(filled.workspace, copied)
    more = sheet(tmp_path, "more.csv", "code,name\nK77,Late Ltd\n")
    saved = filled("--today", "1950-01-01", "import", "accounts", more, workspace=copied)
    assert (saved.status, saved.data["created"]) == (0, 1)
    created = filled("--today", "1950-01-01", "new", workspace=tmp_path / "new.workbench")
    assert created.status == 0


@pytest.mark.parametrize("paper", ["week", "month", "call-list", "promises", "brief", "visit", "plan"])
def test_a_paper_of_an_account_nobody_knows_is_refused(
    filled: CommandLine, tmp_path: Path, paper: str
) -> None:
    out = tmp_path / "paper.pdf"
    refused = filled("print", paper, "--account", "K404", "--out", out)
    assert (refused.status, refused.code) == (3, "not_found")
    assert not out.exists()


def test_a_person_nobody_knows_is_not_found_by_any_command(filled: CommandLine, tmp_path: Path) -> None:
    out, days = tmp_path / "out", ("--from", "2026-07-01", "--to", "2026-07-31")
    for call in (
        ("duties", *days),
        ("plan", *days),
        ("calendar", "--out", out),
        ("print", "week", "--out", out),
        ("print", "month", "--out", out),
        ("print", "call-list", "--out", out),
    ):
        refused = filled(*call, "--manager", "Nobody")
        assert (call, refused.status, refused.code) == (call, 3, "not_found")
        assert refused.data["error"]["where"] == "Nobody"


@pytest.mark.skipif(os.name == "nt", reason="links need a right there")
def test_names_that_no_system_takes_are_refused_by_every_command(filled: CommandLine, tmp_path: Path) -> None:
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    for name in (str(tmp_path / ("长" * 200)), str(loop)):
        for call in (("merge", name), ("export", "--out", name), ("backup", "--to", name), ("restore", name)):
            refused = filled(*call)
            assert (refused.status, refused.code) == (3, "bad_input"), call


def test_a_salvage_into_a_folder_that_is_not_there_is_refused_as_an_output(
    filled: CommandLine, tmp_path: Path
) -> None:
    refused = filled("salvage", filled.workspace, "--out", tmp_path / "none" / "out.workbench")
    assert (refused.status, refused.code) == (3, "not_found")
