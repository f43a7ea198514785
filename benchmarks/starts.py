"""Start the program and the floor window as whole processes, on a workspace like that of a real rep."""

import json
import os
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from benchmarks.workspaces import make_workspace

ROOT = Path(__file__).resolve().parents[1]
SIZES = (30, 300)
YEARS = 3
RUNS = 9
LONGEST_SECONDS = 60
PROGRAM = ["workbench"]


class Starter:
    """A home of the program with one workspace in it, and the floor's file beside it."""

    def __init__(self, home: Path, accounts: int) -> None:
        self._home = home
        workspace, floor = home / "accounts.workbench", home / "floor.db"
        make_workspace(workspace, accounts=accounts, years=YEARS)
        # Started as by its icon: it opens the file used last.
        (home / "settings.json").write_text(json.dumps({"recent": [str(workspace)]}), "utf-8")
        with closing(sqlite3.connect(floor)) as connection, connection:
            connection.execute("CREATE TABLE account (name TEXT, city TEXT, amount INTEGER)")
            rows = ((f"Account {number}", "Suzhou", number) for number in range(accounts))
            connection.executemany("INSERT INTO account VALUES (?, ?, ?)", rows)
        self.floor = ["benchmarks.floor_window", str(floor)]

    def seconds(self, module: list[str], until: str = "today") -> float:
        """From the start of the process to its end after the first paint of the window or of Today."""
        start = time.perf_counter()
        self._run(module, until)
        return time.perf_counter() - start

    def peak_bytes(self, module: list[str], until: str = "today") -> int:
        """The largest resident size of the process."""
        out = self._home / "peak"
        self._run(["benchmarks.peak", str(out), *module], until)
        return int(out.read_text("ascii"))

    def _run(self, module: list[str], until: str) -> None:
        environment = os.environ | {
            "WORKBENCH_HOME": str(self._home),
            "WORKBENCH_QUIT_AFTER_PAINT": until,
            "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
        }
        # As installed: with bytecode.
        environment.pop("PYTHONDONTWRITEBYTECODE", None)
        subprocess.run(
            [sys.executable, "-m", *module],
            env=environment,
            cwd=ROOT,
            check=True,
            capture_output=True,
            # A dialog that nobody answers must not hold the benchmark up.
            timeout=LONGEST_SECONDS,
        )


@contextmanager
def starter(accounts: int) -> Iterator[Starter]:
    """A home with a workspace of so many accounts; both programs have been started once."""
    with tempfile.TemporaryDirectory() as folder:
        made = Starter(Path(folder), accounts)
        made.seconds(PROGRAM)
        made.seconds(made.floor)
        yield made


def least(*rounds: tuple[float, ...]) -> tuple[float, ...]:
    """The least of each column: what a busy machine adds is left out."""
    return tuple(min(column) for column in zip(*rounds, strict=True))
