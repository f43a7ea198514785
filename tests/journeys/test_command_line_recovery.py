"""`print recovery`, and the code in place of the passphrase in scripts."""

import os
import stat
from pathlib import Path

import pytest

from tests.documents.reading import pages_text
from tests.journeys.command_line import CommandLine
from workbench.cli.options import PASSPHRASE_VARIABLE, Invocation
from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import SystemClock
from workbench.services.workspaces import open_workspace


def test_the_code_is_printed_for_who_knows_the_passphrase_and_opens_the_file(
    run: CommandLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, out = tmp_path / "secret.workbench", tmp_path / "sheet.pdf"
    words, code_file = tmp_path / "words.txt", tmp_path / "code.txt"
    words.write_text("correct horse\n")
    assert run("--passphrase-file", words, "new", workspace=path).status == 0
    # Also from the environment, of which a child process would get nothing.
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse")
    printed = run("print", "recovery", "--out", out, workspace=path)
    assert (printed.status, printed.data) == (0, {"file": str(out), "pages": 1})
    assert stat.S_IMODE(out.stat().st_mode) == 0o600

    (text,) = pages_text(out.read_bytes())
    workspace = open_workspace(path, passphrase="correct horse", clock=SystemClock())
    groups = write_code(workspace.key.raw)
    workspace.close()
    assert all(group in "".join(text.split()) for group in groups)
    code_file.write_text("-".join(groups).lower())
    assert run("--passphrase-file", code_file, "check", workspace=path).data["ok"] is True
    code_file.write_text("-".join(("0000", *groups[1:])))
    wrong = run("--passphrase-file", code_file, "check", workspace=path)
    assert (wrong.status, wrong.code) == (4, "wrong_passphrase")
    assert wrong.data["error"]["message"] == "Group 1 of the recovery code is mistyped."


def test_a_file_without_a_passphrase_needs_no_code(run: CommandLine, tmp_path: Path) -> None:
    path, out = tmp_path / "open.workbench", tmp_path / "sheet.pdf"
    assert run("new", workspace=path).status == 0
    refused = run("print", "recovery", "--out", out, workspace=path)
    assert (refused.status, refused.code) == (3, "not_allowed")
    assert not out.exists()


def test_the_passphrase_leaves_the_environment_once_it_was_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PASSPHRASE_VARIABLE, "correct horse")
    invocation = Invocation()
    assert invocation.passphrase == "correct horse"
    assert invocation.passphrase == "correct horse"
    assert PASSPHRASE_VARIABLE not in os.environ
    assert "horse" not in repr(invocation)
