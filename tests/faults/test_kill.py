"""A few of the faults in every test run, and that they are tried; tests/faults/run tries every call."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


def run(module: str, *words: str) -> tuple[dict[str, Any], str]:
    """What the module prints, run in a process of its own: it forks, and this one may hold threads."""
    done = subprocess.run(
        [sys.executable, "-m", module, *words], cwd=ROOT, capture_output=True, text=True, check=False
    )
    return json.loads(done.stdout or "{}"), done.stderr


def test_kills_and_full_disks_lose_nothing_acknowledged_and_bad_files_are_refused() -> None:
    found, said = run("tests.faults", "--json", "--quick")
    faults = {line["fault"]: line for line in found["faults"]}
    assert [line for line in faults.values() if not line["ok"]] == [], said
    for kind, least in (("kill_", 10), ("power_", 60), ("full_", 3), ("spoilt_", 40)):
        assert sum(line["tried"] for name, line in faults.items() if name.startswith(kind)) >= least, kind
    assert faults["not_a_workspace"]["tried"] >= 22


def test_the_tracer_sees_every_write_and_a_kill_leaves_exactly_the_calls_before_it() -> None:
    # Of all deeds it is the one that uses most kinds of calls.
    found, said = run("tests.faults.proofs", "migrate_5")
    assert found["migrate_5"]["calls"] > 50, said
    assert found["migrate_5"]["kills"] >= 4


@pytest.mark.slow
def test_the_tracer_sees_every_write_of_every_deed() -> None:
    found, said = run("tests.faults.proofs")
    assert len(found) >= 18, said
    assert all(line["calls"] > 50 and line["kills"] >= 4 for line in found.values())


def test_where_no_process_may_be_followed_the_faults_are_not_called_tried() -> None:
    program = (
        "import sys\n"
        "from tests.faults import __main__ as faults, tracer\n"
        "def refuse():\n    raise tracer.CannotTrace('not allowed here')\n"
        "tracer.this_machine = refuse\n"
        "sys.argv = ['run', '--json', '--quick', '--only', 'kill_save']\n"
        "sys.exit(faults.main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    (line,) = json.loads(done.stdout)["faults"]
    assert done.returncode == 1
    assert (line["tried"], line["ok"], line["note"]) == (0, False, "not allowed here")


@pytest.mark.slow
def test_defects_put_into_the_program_are_noticed() -> None:
    noticed, said = run("tests.faults.harm")
    assert len(noticed) >= 12, said
    assert [name for name, was in noticed.items() if not was] == []
