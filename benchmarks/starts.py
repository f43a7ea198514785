"""Start the program and the floor window as whole processes, and read what the system says of them."""

import json
import os
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PYTHON = sys.executable
SIZES = (30, 300)
RUNS = 5
LONGEST_SECONDS = 60


@dataclass(frozen=True)
class Start:
    """One process from start to exit after its first paint: seconds, and its largest size in bytes."""

    seconds: float
    peak_bytes: int


def _run(command: list[str], home: Path) -> Start:
    environment = os.environ | {
        "WORKBENCH_HOME": str(home),
        "WORKBENCH_QUIT_AFTER_PAINT": "1",
        "QT_QPA_PLATFORM": os.environ.get("QT_QPA_PLATFORM", "offscreen"),
    }
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    # A dialog that nobody answers must not hold the benchmark up.
    watch = threading.Timer(LONGEST_SECONDS, process.kill)
    watch.start()
    _pid, status, usage = os.wait4(process.pid, 0)
    watch.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise RuntimeError(f"{command[1:]} ended with {process.returncode}")
    return Start(time.perf_counter() - start, usage.ru_maxrss * 1024)


def _floor_file(path: Path, accounts: int) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE account (name TEXT, city TEXT, amount INTEGER)")
        connection.executemany(
            "INSERT INTO account VALUES (?, ?, ?)", ((f"Account {n}", "Suzhou", n) for n in range(accounts))
        )
    connection.close()


def starts(accounts: int) -> tuple[Start, Start]:
    """Medians of our start and of the floor's, taken in turn, on a workspace of so many accounts."""
    from benchmarks.workspaces import make_workspace

    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        workspace = home / "p1.workbench"
        make_workspace(workspace, accounts=accounts, years=3)
        _floor_file(home / "floor.db", accounts)
        # Started as by its icon: it opens the file used last.
        (home / "settings.json").write_text(json.dumps({"recent": [str(workspace)]}))
        ours = [PYTHON, "-m", "workbench"]
        floor = [PYTHON, "-m", "benchmarks.floor_window", str(home / "floor.db")]
        pairs = [(_run(ours, home), _run(floor, home)) for _number in range(RUNS + 1)][1:]
    return (
        Start(
            statistics.median(pair[0].seconds for pair in pairs),
            int(statistics.median(pair[0].peak_bytes for pair in pairs)),
        ),
        Start(
            statistics.median(pair[1].seconds for pair in pairs),
            int(statistics.median(pair[1].peak_bytes for pair in pairs)),
        ),
    )
