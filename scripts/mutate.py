"""Draw mutants of the rules, run the tests against them, and print how many were noticed."""

import argparse
import json
import os
import random
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

SETTINGS = """
[tool.mutmut]
source_paths = ["workbench"]
only_mutate = ["workbench/domain/*"]
also_copy = ["tests", "resources", "migrations", "scripts", "benchmarks", "docs"]
pytest_add_cli_args = ["-p", "no:randomly", "-p", "no:cacheprovider", "-n", "0"]
pytest_add_cli_args_test_selection = [{tests}]
"""
KILLED = frozenset({"killed", "timeout", "segfault"})
UNTESTED = "no tests"


def run_mutmut(clone: Path, tool: Path, *args: str) -> tuple[str, bool]:
    """What it prints, and whether it ended well."""
    known = dict(os.environ, PYTHONPATH=str(tool), QT_QPA_PLATFORM="offscreen")
    command = [sys.executable, "-m", "mutmut", *args]
    done = subprocess.run(command, cwd=clone, env=known, capture_output=True, text=True, check=False)
    # Without the line that turns while it works.
    told = re.sub(r"^[\u2800-\u28ff] .*\n?", "", done.stdout + done.stderr, flags=re.MULTILINE)
    return told + (f"\n(ended with {done.returncode})" if done.returncode else ""), done.returncode == 0


def made(clone: Path, tool: Path) -> tuple[list[str], set[str]]:
    """The names of all mutants, and the functions that some test calls."""
    # No command only makes them: with a name that fits nothing it stops when they and the tests are known.
    said, _well = run_mutmut(clone, tool, "run", "none")
    names = [
        name
        for path in sorted((clone / "mutants" / "workbench" / "domain").rglob("*.meta"))
        for name in json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
    ]
    stats = clone / "mutants" / "mutmut-stats.json"
    if not names or not stats.exists():
        sys.exit(said[-4000:])
    called = json.loads(stats.read_text(encoding="utf-8"))["tests_by_mangled_function_name"]
    return names, {name for name, tests in called.items() if tests}


def outcomes(clone: Path, tool: Path, names: list[str], called: set[str]) -> dict[str, str]:
    """What became of each."""
    found = {name: UNTESTED for name in names if name.partition("__mutmut_")[0] not in called}
    asked = [name for name in names if name not in found]
    if asked:
        said, well = run_mutmut(clone, tool, "run", *asked)
        if not well:
            sys.exit(said[-4000:])
        told, _well = run_mutmut(clone, tool, "results", "--all", "true")
        by_name = dict(re.findall(r"^ +(\S+): (.+)$", told, re.MULTILINE))
        found |= {name: by_name[name] for name in asked}
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", nargs="?", default="", help="only mutants whose name holds this")
    parser.add_argument("--count", type=int, default=200, help="how many to draw")
    parser.add_argument("--seed", type=int, default=1, help="another seed draws others")
    parser.add_argument("--tests", nargs="+", default=["tests/domain"], help="the tests that have to notice")
    parser.add_argument("--survivors", action="store_true", help="show what nobody noticed, as differences")
    given = parser.parse_args(sys.argv[3:])
    clone, tool = Path(sys.argv[1]), Path(sys.argv[2])
    with (clone / "pyproject.toml").open("a", encoding="utf-8") as project:
        project.write(SETTINGS.format(tests=", ".join(f'"{one}"' for one in given.tests)))
    names, called = made(clone, tool)
    fitting = [name for name in names if given.what in name]
    drawn = random.Random(given.seed).sample(fitting, min(given.count, len(fitting)))
    found = outcomes(clone, tool, drawn, called)
    counts = Counter(found.values())
    killed = sum(count for state, count in counts.items() if state in KILLED)
    told = []
    for name, state in sorted(found.items()):
        if state not in KILLED:
            told.append(f"{state}: {name}")
            if given.survivors:
                told.append(run_mutmut(clone, tool, "show", name)[0])
    told += [
        f"{len(drawn)} of {len(fitting)} mutants, seed {given.seed}",
        f"killed {killed}, survived {counts['survived']}, without a test {counts[UNTESTED]}",
        f"score {100 * killed / max(len(drawn), 1):.1f} %",
    ]
    sys.stdout.write("\n".join(told) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
