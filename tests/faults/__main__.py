"""Try the faults that must lose nothing: kill -9 at random moments, and bad files.

    tests/faults/run [--json] [--quick]

The full run kills 260 times and takes a few minutes. Exit status 1 if any fault did harm.
"""

import argparse
import json
import os
import sys
import tempfile
from pathlib import Path

from tests.faults.kills import KILLS, run_kills
from tests.faults.spoilt import run_spoilt
from tests.faults.table import as_text
from tests.faults.victims import prepare

FULL = {"save": 80, "import": 60, "merge": 60, "export": 20, "upgrade": 20, "copy": 20}
QUICK = {"save": 4, "import": 3, "merge": 2, "export": 1, "upgrade": 1}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--json", action="store_true", help="one JSON object instead of a table")
    parser.add_argument("--quick", action="store_true", help="a few of each, in seconds")
    given = parser.parse_args()
    faults = []
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        os.environ["WORKBENCH_HOME"] = name
        folder = Path(name) / "base"
        folder.mkdir()
        prepare(folder)
        for what, times in (QUICK if given.quick else FULL).items():
            faults.append(run_kills(KILLS[what], times, folder))
        bad = Path(name) / "bad"
        bad.mkdir()
        faults += run_spoilt(20 if given.quick else 300, bad)
    if given.json:
        sys.stdout.write(json.dumps({"faults": [fault.row() for fault in faults]}) + "\n")
    else:
        sys.stdout.write(as_text(faults) + "\n")
    return 0 if all(fault.ok for fault in faults) else 1


if __name__ == "__main__":
    sys.exit(main())
