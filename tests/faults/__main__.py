"""Try the faults that must lose nothing, call by call, and print a table of what came of each.

    tests/faults/run [--json] [--quick] [--only WORD]

The full run kills at every call that changes a file and takes half an hour to an hour on two processors, and
two gigabytes of the disk, telling each piece on standard error when it is done; the quick one tries a few of
each, in seconds. Exit status 1 if any fault did harm, or could not be tried.
"""

import argparse
import contextlib
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.jobs import Plan, plan_jobs, run_jobs
from tests.faults.table import as_text


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--quick", action="store_true", help="a few of each, in seconds")
    parser.add_argument(
        "--only",
        metavar="WORD",
        default="",
        help="the fault of this name, or what begins with this: million_entries, kill_save, power_, full,\n"
        "spoilt_, merge_histories, bad_files, conditions, bombs",
    )
    given = parser.parse_args()
    began = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="faults-", dir=_fast_place()) as name:
        os.environ["WORKBENCH_HOME"] = name
        plan = Plan(Path(name), quick=given.quick, only=given.only)
        # Problems are told where they happen; the table goes to standard output alone.
        with contextlib.redirect_stdout(io.StringIO()):
            faults = run_jobs(plan, plan_jobs(plan))
    seconds = round(time.monotonic() - began, 1)
    if given.json:
        sys.stdout.write(json.dumps({"faults": [one.row() for one in faults], "seconds": seconds}) + "\n")
    else:
        sys.stdout.write(f"{as_text(faults)}\n{sum(one.tried for one in faults):,} tries, {seconds:,} s\n")
    return 0 if all(fault.ok for fault in faults) else 1


def _fast_place() -> str | None:
    """In memory where there is room: what a disk would lose is worked out, not waited for."""
    memory = Path("/dev/shm")
    return str(memory) if "TMPDIR" not in os.environ and os.access(memory, os.W_OK) else None


if __name__ == "__main__":
    sys.exit(main())
