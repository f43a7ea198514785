"""What is tried, cut into pieces for all processors, and put together again."""

import gc
import multiprocessing
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Iterable
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Final

from tests.faults.bombs import run_bombs
from tests.faults.conditions import run_conditions
from tests.faults.deeds import DEEDS
from tests.faults.judge import Content
from tests.faults.kills import reference, run_kills
from tests.faults.lost_cache import points_of, run_losses
from tests.faults.machine import CannotTrace
from tests.faults.million import run_million
from tests.faults.mutants import EXPORTS, Export, make_exports, run_mutants
from tests.faults.refusals import REFUSALS, Refusal, refusable, run_refusals
from tests.faults.spoilt import run_spoilt
from tests.faults.table import Fault
from tests.faults.tracer import Call, Fate
from tests.storage.merge_histories import run_histories

Job = Callable[[Path], Iterable[Fault]]

_BY_NAME: Final = {deed.name: deed for deed in DEEDS}
_QUICK_KILLS: Final = {"save": 4, "merge": 2, "export": 2, "migrate_5": 1, "restore": 1}
_QUICK_LOSSES: Final = {"save": 6, "export": 3, "merge": 2}
_QUICK_REFUSALS: Final = {("full_once", "save"): 2, ("full", "merge"): 1, ("stick_gone", "export"): 1}
_QUICK_REFUSALS |= {("read_only", "save"): 1}
# A disk that is full for once is met at every call of a save, a full one at many of daily work, the rest at
# the first few and some more.
_WHOLLY_REFUSED: Final = {("full_once", "save"), ("full_once", "import")}
_DAILY: Final = {"save", "import", "merge", "export", "restore"}
_FIRST, _REFUSED_AT, _DAILY_AT = 4, 5, 50
_FLIPS: Final = 4
_HISTORIES, _AT_ONCE, _QUICK_HISTORIES = 10_000, 100, 2
_QUICK_SHARE: Final = 600


@dataclass(frozen=True)
class Plan:
    """Where files lie and how much is tried; ``only`` names a fault, or is what some begin with."""

    room: Path
    quick: bool = False
    only: str = ""
    workers: int = field(default_factory=lambda: os.cpu_count() or 1)


@dataclass(frozen=True)
class _Known:
    """A deed's beginning on disk, what it comes to step by step, and its calls."""

    base: Path
    states: list[dict[str, Content]]
    calls: list[Call]


def plan_jobs(plan: Plan) -> list[tuple[str, Job]]:
    """All pieces of work, each with the name of its fault."""
    jobs: list[tuple[str, Job]] = []
    if not plan.quick:
        # The longest piece of all comes first, so that nobody waits for it in the end.
        jobs.append(("million_entries", _million))
    jobs += [(f"kill_{name}", partial(_kills, plan, name, part)) for name, part in _parts(plan, _QUICK_KILLS)]
    jobs += [
        (f"power_{name}", partial(_losses, plan, name, part)) for name, part in _parts(plan, _QUICK_LOSSES)
    ]
    for refusal in REFUSALS:
        for deed in DEEDS:
            if plan.quick and (refusal.name, deed.name) not in _QUICK_REFUSALS:
                continue
            for part in range(1 if plan.quick else plan.workers):
                job = partial(_refusals, plan, refusal, deed.name, part)
                jobs.append((f"{refusal.name}_{deed.name}", job))
    shares = 1 if plan.quick else plan.workers
    for place, name in enumerate(EXPORTS):
        jobs += [(f"spoilt_{name}", partial(_mutants, plan, place, part)) for part in range(shares)]
    histories = range(0, 1 if plan.quick else _HISTORIES, _AT_ONCE)
    jobs += [("merge_histories", partial(_histories, plan, first)) for first in histories]
    jobs.append(("bad_files", partial(_spoilt, plan)))
    jobs.append(("conditions", partial(_conditions, plan)))
    jobs.append(("bombs", partial(_bombs, plan)))
    named = any(name == plan.only for name, _job in jobs)
    return [
        (name, job) for name, job in jobs if name == plan.only or (not named and name.startswith(plan.only))
    ]


def _parts(plan: Plan, quick: dict[str, int]) -> Iterable[tuple[str, int]]:
    for deed in DEEDS:
        if not plan.quick or deed.name in quick:
            for part in range(1 if plan.quick else plan.workers):
                yield deed.name, part


def run_jobs(plan: Plan, jobs: list[tuple[str, Job]]) -> list[Fault]:
    """Do them all; the faults in the order in which they were planned, each with the sum of its pieces."""
    try:
        _prepare(plan, jobs)
    except CannotTrace as error:
        # Not tried is not good: said, and counted as a failure.
        return [Fault(name or "faults", 0, 0, 0, 0, note=str(error)) for name in dict(jobs)]
    # What is known by now is never looked through for garbage again.
    gc.collect()
    gc.freeze()
    if plan.quick:
        done = [_safely(name, job, plan.room / str(place)) for place, (name, job) in enumerate(jobs)]
    else:
        with ProcessPoolExecutor(plan.workers, multiprocessing.get_context("fork")) as pool:
            waiting = [
                pool.submit(_safely, name, job, plan.room / str(place))
                for place, (name, job) in enumerate(jobs)
            ]
            for one in waiting:
                one.add_done_callback(_tell)
            done = [one.result() for one in waiting]
    found: dict[str, Fault] = {}
    for fault in (fault for faults in done for fault in faults):
        found[fault.fault] = found[fault.fault] + fault if fault.fault in found else fault
    return list(found.values())


def _tell(piece: Future[list[Fault]]) -> None:
    """Each piece of a long run when it is done: one that is broken off has said how far it came."""
    if not piece.cancelled() and piece.exception() is None:
        for one in piece.result():
            sys.stderr.write(
                f"{one.fault}: {one.tried:,} tried, {one.lost} lost, {one.crashed} crashed, "
                f"{one.accepted} accepted, {one.seconds:.0f} s\n"
            )


def _safely(name: str, job: Job, room: Path) -> list[Fault]:
    room.mkdir()
    faults: list[Fault] = []
    began = time.monotonic()
    try:
        for fault in job(room):
            faults.append(replace(fault, seconds=time.monotonic() - began))
            began = time.monotonic()
    except Exception as error:
        sys.stderr.write(f"{name}:\n{traceback.format_exc()}")
        faults.append(Fault(name, 1, 0, 1, 0, repr(error)[:80], time.monotonic() - began))
    return faults


_known: dict[str, _Known] = {}
_exports: list[Export] = []


def _prepare(plan: Plan, jobs: list[tuple[str, Job]]) -> None:
    """What several jobs begin with, made once and before the processes fork."""
    _known.clear()
    _exports.clear()
    for deed in DEEDS:
        if any(name.endswith(f"_{deed.name}") for name, _job in jobs):
            room = plan.room / f"deed {deed.name}"
            base = room / "base"
            base.mkdir(parents=True)
            deed.prepare(base)
            _known[deed.name] = _Known(base, *reference(deed, base, room))
    if any(name.startswith("spoilt_") for name, _job in jobs):
        (plan.room / "exports").mkdir()
        _exports.extend(make_exports(plan.room / "exports"))


def _spread(count: int, wanted: int) -> list[int]:
    """Some of the numbers, spread over all, the last one among them."""
    wanted = min(wanted, count)
    return sorted({count - 1 - place * count // wanted for place in range(wanted)}) if wanted else []


def _kills(plan: Plan, name: str, part: int, room: Path) -> list[Fault]:
    deed, known = _BY_NAME[name], _known[name]
    every = [(number, Fate.KILL) for number in range(len(known.calls))]
    every += [
        (number, Fate.TEAR)
        for number, call in enumerate(known.calls)
        if call.kind == "write" and (number % 10 == 0 or not call.path.endswith(".part"))
    ]
    if plan.quick:
        points = [every[place] for place in _spread(len(every), _QUICK_KILLS[name])]
    else:
        points = every[part :: plan.workers]
    return [run_kills(deed, known.base, room, known.states, points)]


def _losses(plan: Plan, name: str, part: int, room: Path) -> list[Fault]:
    deed, known = _BY_NAME[name], _known[name]
    choose = (
        partial(points_of, _QUICK_LOSSES[name], 1, 0)
        if plan.quick
        else partial(points_of, 0, plan.workers, part)
    )
    return [run_losses(deed, known.base, room, known.states, choose)]


def _refusals(plan: Plan, refusal: Refusal, name: str, part: int, room: Path) -> list[Fault]:
    deed, known = _BY_NAME[name], _known[name]
    count = refusable(deed, refusal, known.base, room)
    if plan.quick:
        points = _spread(count, _QUICK_REFUSALS[refusal.name, name])
    elif (refusal.name, name) in _WHOLLY_REFUSED:
        points = list(range(part, count, plan.workers))
    else:
        wanted = _DAILY_AT if refusal.name in ("full_once", "full") and name in _DAILY else _REFUSED_AT
        points = sorted({*range(min(_FIRST, count)), *_spread(count, wanted)})[part :: plan.workers]
    return [run_refusals(refusal, deed, known.base, room, known.states, points)] if points else []


def _mutants(plan: Plan, place: int, part: int, room: Path) -> list[Fault]:
    share = (0, _QUICK_SHARE) if plan.quick else (part, plan.workers)
    return [run_mutants(_exports[place], room, _FLIPS, share)]


def _million(_room: Path) -> list[Fault]:
    # Too much for a room that may lie in memory.
    with tempfile.TemporaryDirectory(prefix="faults-") as folder:
        return run_million(Path(folder))


def _histories(plan: Plan, first: int, _room: Path) -> list[Fault]:
    count = _QUICK_HISTORIES if plan.quick else _AT_ONCE
    # The first of a hundred is merged in every order: too long for the quick run.
    tried, lost, crashed = run_histories(count, first + plan.quick)
    return [Fault("merge_histories", tried, lost, crashed, 0)]


def _spoilt(plan: Plan, room: Path) -> Iterable[Fault]:
    return run_spoilt(20 if plan.quick else 300, room)


def _conditions(plan: Plan, room: Path) -> Iterable[Fault]:
    return run_conditions(room, quick=plan.quick)


def _bombs(plan: Plan, room: Path) -> Iterable[Fault]:
    return run_bombs(room, quick=plan.quick)
