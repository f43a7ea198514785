"""Beside others: what other programs take for a part of the same work, where they are installed.

They belong neither to the product nor to its development; ``INSTALL`` is what brings them. Seconds are those
of the processor, in one process. Nothing is promised against them: ``NO_GOAL`` stands for none.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import asdict
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks import p4_import
from benchmarks.figures import Figure, figure
from benchmarks.p5_planning import QUARTER, YEAR, core_stage, problem
from benchmarks.p10_map import arrange, map_of
from benchmarks.starts import ROOT
from workbench.domain.influence_layout import MapView
from workbench.domain.planner import core
from workbench.domain.planner_levels import Level
from workbench.domain.planner_model import Model

INSTALL = ".venv/bin/uv pip install openpyxl ortools igraph"
NO_GOAL = 999
_ACCOUNTS = 2_500
_LEFT_OUT = 10**6


def figures() -> list[Figure]:
    """A figure for each program that is here; what is missing is told on standard error."""
    found: list[Figure] = []
    missing = []
    for name in _MAKERS:
        if find_spec(name) is None:
            missing.append(name)
            continue
        # Each in a process of its own: their native libraries do not all bear each other.
        done = subprocess.run(
            [sys.executable, "-m", "benchmarks.peers", name],
            cwd=ROOT,
            check=True,
            stdout=subprocess.PIPE,
            text=True,
        )
        found += [Figure(**one) for one in json.loads(done.stdout)]
    if missing:
        sys.stderr.write(f"not here: {', '.join(missing)}; to stand beside us: {INSTALL}\n")
    return found


def _reading() -> list[Figure]:
    """Three workbooks read, checked, shown and imported by us; only read, row by row, by openpyxl."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        p4_import.write_books(folder, _ACCOUNTS)
        ours = p4_import.import_all(folder)
        theirs = _least(lambda: _read_all(folder))
    rows = _ACCOUNTS * (1 + p4_import.CONTACTS_AN_ACCOUNT + p4_import.SALES_AN_ACCOUNT)
    return [figure("P4", "import; openpyxl reads the same, no more", rows, ours, theirs, NO_GOAL)]


def _read_all(folder: Path) -> None:
    openpyxl: Any = import_module("openpyxl")
    for path in sorted(folder.glob("*.xlsx")):
        book = openpyxl.load_workbook(path, read_only=True)
        assert sum(1 for _row in book.active.iter_rows(values_only=True)) > 1
        book.close()


def _flows() -> list[Figure]:
    """The visits on site on their days: our exact flow, all levels, beside OR-Tools with two of them."""
    found = []
    for name, size, days in (("quarter", 300, QUARTER), ("year", 250, YEAR)):
        model = core_stage(problem(1, size, *days))
        ours, theirs = _least(partial(core, model)), _least(partial(flow, model))
        found.append(figure("P5", f"flow of a {name}; OR-Tools' min-cost flow", size, ours, theirs, NO_GOAL))
    return found


def flow(model: Model) -> int:
    """The same visits and days as OR-Tools sees them; the least cost of left-out weight and days off."""
    module: Any = import_module("ortools.graph.python.min_cost_flow")
    solver, amount, count = module.SimpleMinCostFlow(), model.packing.amount, len(model.items)
    days, cells = 2 + count, 2 + count + len(model.days)
    for item, (row, out) in enumerate(zip(model.costs, model.out, strict=True)):
        solver.add_arc_with_capacity_and_unit_cost(0, 2 + item, 1, 0)
        solver.add_arc_with_capacity_and_unit_cost(2 + item, 1, 1, _LEFT_OUT * amount(out, Level.LEFT_OUT))
        own = model.cell_at.get(model.items[item].kind, {})
        for day, cost in row.items():
            to = cells + own[day] if day in own else days + day
            solver.add_arc_with_capacity_and_unit_cost(2 + item, to, 1, amount(cost, Level.DEVIATION))
    for of_kind in model.cell_at.values():
        for day, cell in of_kind.items():
            solver.add_arc_with_capacity_and_unit_cost(cells + cell, days + day, model.cells[cell].limit, 0)
    for day, slots in enumerate(model.slots):
        solver.add_arc_with_capacity_and_unit_cost(days + day, 1, len(slots), 0)
    solver.set_node_supply(0, count)
    solver.set_node_supply(1, -count)
    assert solver.solve() == solver.OPTIMAL, "OR-Tools found no flow"
    return int(solver.optimal_cost())


def _maps() -> list[Figure]:
    """People arranged by levels with all lines routed by us; only placed by igraph's Sugiyama layout."""
    igraph: Any = import_module("igraph")
    map = map_of(300)
    place = {one.id: number for number, one in enumerate(map.contacts)}
    graph = igraph.Graph(
        len(place), [(place[link.from_contact_id], place[link.to_contact_id]) for link in map.links]
    )
    ours, theirs = _least(lambda: arrange(map, MapView.CHART)), _least(lambda: graph.layout_sugiyama())
    return [figure("P10", "map and lines; igraph places people alone", 300, ours, theirs, NO_GOAL)]


def _least(work: Callable[[], object], runs: int = 3) -> float:
    times = []
    for _run in range(runs):
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return max(min(times), 1e-6)


_MAKERS = {"openpyxl": _reading, "ortools": _flows, "igraph": _maps}

if __name__ == "__main__":
    json.dump([asdict(one) for one in _MAKERS[sys.argv[1]]()], sys.stdout)
