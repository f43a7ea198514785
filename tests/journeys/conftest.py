"""The command line on workspaces of its own, for the journeys that scripts make."""

from pathlib import Path

import pytest

from tests.journeys.command_line import ACCOUNTS, CONTACTS, SALES, CommandLine, sheet
from tests.ready_made import put_ready_made


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> CommandLine:
    """The command line on a new workspace."""
    command_line = CommandLine(capsys, tmp_path / "mine.workbench")
    put_ready_made(command_line.workspace, "command line", lambda _path: command_line.ok("new"))
    return command_line


@pytest.fixture
def filled(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> CommandLine:
    """Three accounts with people and sales."""
    run = CommandLine(capsys, tmp_path / "mine.workbench")

    def fill(_path: Path) -> None:
        run.ok("new")
        run.ok("import", "accounts", sheet(tmp_path, "accounts.csv", ACCOUNTS))
        run.ok("import", "contacts", sheet(tmp_path, "contacts.csv", CONTACTS))
        run("import", "sales", sheet(tmp_path, "sales.csv", SALES))

    put_ready_made(run.workspace, "command line, filled", fill)
    return run
