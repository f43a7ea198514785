"""One command, one table: ``python -m benchmarks [--json] [P1 …]``."""

import importlib
import json
import sys
from dataclasses import asdict

from benchmarks.figures import Figure

MODULES = {
    "P1": "benchmarks.p1_start",
    "P2": "benchmarks.p2_search",
    "P3": "benchmarks.p3_account",
    "P4": "benchmarks.p4_import",
    "P5": "benchmarks.p5_planning",
    "P6": "benchmarks.p6_pdf",
    "P7": "benchmarks.p7_merge",
    "P8": "benchmarks.p8_memory",
    "P9": "benchmarks.p9_table",
    "P10": "benchmarks.p10_map",
    "PEERS": "benchmarks.peers",
}
ON_REQUEST = {"P7-200": "benchmarks.p7_large"}
COLUMNS = (("id", -4), ("work", -44), ("size", 8), ("ours", 12), ("floor", 12), ("ratio", 8), ("goal", 7))
HEADER = "".join(name.ljust(-width) if width < 0 else name.rjust(width) for name, width in COLUMNS)
HEADER += "  met  exponent"


def line(figure: Figure) -> str:
    """One row of the table; seconds, megabytes for memory, or a count."""
    scale, unit = (1e-6, "MB") if figure.id == "P8" else (1, figure.unit)
    exponent = "" if figure.exponent is None else f"{figure.exponent:.2f}"
    return (
        f"{figure.id:4}{figure.work:44}{figure.size:>8}{figure.ours * scale:>10.3f} {unit:1}"
        f"{figure.floor * scale:>10.3f} {unit:1}{figure.ratio:>8.2f}{figure.goal:>7.2f}  "
        f"{'yes' if figure.met else 'no':4}{exponent:>9}"
    )


def main(arguments: list[str]) -> int:
    """Measure what was asked for, or everything; exit 1 if a goal is missed."""
    as_json = "--json" in arguments
    wanted = [name.upper() for name in arguments if not name.startswith("-")] or list(MODULES)
    modules = {**MODULES, **ON_REQUEST}
    unknown = [name for name in wanted if name not in modules]
    if unknown:
        sys.stderr.write(f"no such figure: {', '.join(unknown)}; there are {', '.join(modules)}\n")
        return 2
    found: list[Figure] = []
    if not as_json:
        sys.stdout.write(HEADER + "\n")
    for name in wanted:
        for figure in importlib.import_module(modules[name]).figures():
            found.append(figure)
            if not as_json:
                sys.stdout.write(line(figure) + "\n")
                sys.stdout.flush()
    if as_json:
        rows = [asdict(figure) for figure in found]
        json.dump([{name: row[name] for name in row if name != "unit"} for row in rows], sys.stdout, indent=1)
        sys.stdout.write("\n")
    return 0 if all(figure.met for figure in found) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
