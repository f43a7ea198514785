"""P7: merge the exported files of many reps, against a raw INSERT OR IGNORE of the same entries."""

import gc
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

from benchmarks.figures import Figure, figure
from benchmarks.workspaces import make_workspace
from workbench.foundation.clock import FixedClock
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.visits import list_visits_between
from workbench.services.workspaces import Workspace, new_workspace, open_workspace
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.large_cache import CACHE_BYTES
from workbench.storage.merge import groups_saved_together

ACCOUNTS, YEARS = 300, 3
SIZES = (5, 20)
_GOAL = 3.0
_MOST_SECONDS_KNOWN = 0.3
_EXPONENT_NOISE = 0.1
_CLOCK = FixedClock(date(2026, 11, 20))
_TABLES = ("journal_transaction", "journal_entry")
_REPORT = {
    "talking_points": "{day} 的库存、价格与交期",
    "findings": "{day} 库存够两周，交期要缩短一周。",
    "next_step": "下周给报价",
    "competitor_news": "有人来过",
    "demand_forecast": "下季度 {day:%d} 台",
    "operating_state": "两班满负荷",
    "place": "会议室",
    "reason": "季度例会",
}


def exported(folder: Path, number: int) -> Path:
    """The file that one rep hands in: 300 accounts of their own, three years of sales and visits, each with
    its report: nearly 40,000 entries, as many as the files of 10-journal have."""
    mine, out = folder / f"mine-{number}.workbench", folder / f"rep-{number}.workbench"
    make_workspace(mine, accounts=ACCOUNTS, years=YEARS, seed=str(number), clock=_CLOCK)
    with closing(open_workspace(mine, clock=_CLOCK, author=f"Rep {number}")) as workspace:
        _report(workspace)
        export_workspace(workspace, out)
    mine.unlink()
    return out


def _report(workspace: Workspace) -> None:
    """File the reports of all visits, those of a day in one change."""
    visits = sorted(list_visits_between(workspace, date.min, date.max), key=lambda one: (one.on, one.id))
    for day, of_day in groupby(visits, key=lambda one: one.on):
        with workspace.change("visit_report", "Visit reports") as change:
            for visit in of_day:
                change.set("visit", visit.id, {name: text.format(day=day) for name, text in _REPORT.items()})


def merge_seconds(head: Path, files: list[Path]) -> tuple[float, float]:
    """Merging all files into a new workspace; then, from that, merging one of them again."""
    clock = FixedClock(_CLOCK.day + timedelta(days=1))
    with closing(new_workspace(head, clock=clock, author="Head")) as workspace:
        start = time.perf_counter()
        outcome = merge_files(workspace, files)
        ours = time.perf_counter() - start
        assert all(one.error is None and one.new for one in outcome.files), "a file was not merged"
        start = time.perf_counter()
        again = merge_files(workspace, files[:1])
        known = time.perf_counter() - start
        assert again.files[0].new == 0, "a known file brought something"
    return ours, known


def raw_seconds(target: Path, files: list[Path]) -> float:
    """The floor: read each journal and insert what is not there, with our cache, saving as often as we do.

    Nothing is copied, checked or looked into.
    """
    with closing(new_workspace(target, clock=_CLOCK, author="Floor")):
        pass
    start = time.perf_counter()
    with closing(connect(target, SEALED)) as connection:
        connection.execute(f"PRAGMA cache_size = -{CACHE_BYTES >> 10}")
        for group in groups_saved_together((file, None) for file in files):
            connection.execute("BEGIN IMMEDIATE")
            for file, _passphrase in group:
                with closing(connect(file, SEALED, read_only=True)) as source:
                    for table in _TABLES:
                        rows = source.execute(f"SELECT * FROM {table}").fetchall()
                        places = ", ".join("?" * len(rows[0]))
                        connection.executemany(f"INSERT OR IGNORE INTO {table} VALUES ({places})", rows)
            connection.execute("COMMIT")
    return time.perf_counter() - start


def figures(sizes: Sequence[int] = SIZES) -> list[Figure]:
    """Seconds for some numbers of files, and for a file that is known already.

    The floor writes the journal alone; ours also checks every page and digest and fills the tables.
    """
    merged: list[Figure] = []
    raw: list[Figure] = []
    again: list[Figure] = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [exported(folder, number) for number in range(sizes[-1])]
        for size in sizes:
            smaller = (raw[-1], merged[-1], again[-1]) if raw else (None, None, None)
            gc.collect()
            floor = raw_seconds(folder / f"floor-{size}.workbench", files[:size])
            ours, known = merge_seconds(folder / f"head-{size}.workbench", files[:size])
            raw.append(
                figure("P7", "floor: journals alone (files)", size, floor, floor, 1, smaller=smaller[0])
            )
            one = figure(
                "P7", "merge files of 300 accounts (files)", size, ours, floor, _GOAL, smaller=smaller[1]
            )
            grows_no_worse = (one.exponent or 0) <= (raw[-1].exponent or 0) + _EXPONENT_NOISE
            merged.append(replace(one, met=one.met and grows_no_worse))
            quick = known <= _MOST_SECONDS_KNOWN
            again.append(
                figure(
                    "P7",
                    "a known file again (files merged)",
                    size,
                    known,
                    floor / size,
                    _GOAL,
                    smaller=smaller[2],
                    also=quick,
                )
            )
    return [*raw, *merged, *again]
