"""A few of the faults in every test run; tests/faults/run tries them by the hundred."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_kills_lose_nothing_acknowledged_and_bad_files_are_refused() -> None:
    # A process of its own: it forks, and this one may hold threads.
    done = subprocess.run(
        [sys.executable, "-m", "tests.faults", "--json", "--quick"],
        cwd=ROOT,
        # On the disk, which the rest of the suite does without.
        env={name: value for name, value in os.environ.items() if name != "TMPDIR"},
        capture_output=True,
        text=True,
        check=False,
    )
    faults = {line["fault"]: line for line in json.loads(done.stdout)["faults"]}
    assert [line for line in faults.values() if not line["ok"]] == [], done.stderr
    assert done.returncode == 0
    assert sum(line["tried"] for name, line in faults.items() if name.startswith("kill_")) == 11
    assert faults["not_a_workspace"]["tried"] >= 22
