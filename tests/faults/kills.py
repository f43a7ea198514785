"""Kill -9 at every call that changes a file, before it and in the middle of it."""

import shutil
import traceback
from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.factories.workspace_files import CLOCK
from tests.faults.deeds import Deed
from tests.faults.judge import Content, Lost, judge, look, traces
from tests.faults.table import Fault
from tests.faults.tracer import Call, Ended, Fate, follow

# Backups are named by the time, which has gone on when something is done again.
BACKUPS: Final = "backups/"


def reference(deed: Deed, base: Path, room: Path) -> tuple[list[dict[str, Content]], list[Call]]:
    """The work undisturbed: what the files hold before it and after each step, and its calls.

    It is done once in this process too: what is forked later finds every statement compiled.
    """
    elapsed = CLOCK.elapsed
    deed.run(fresh(base, room / "reference"))
    CLOCK.elapsed = elapsed
    here = fresh(base, room / "reference")
    states = [look(fresh(base, room / "looked"))]

    def watch(call: Call) -> Fate:
        if call.kind == "told":
            states.append(look(fresh(here, room / "looked")))
        return Fate.GO

    ended = follow(lambda: deed.run(here), here, watch)
    assert ended.status == 0, f"{deed.name} does not work by itself"
    assert len(states) == deed.times + 1
    return states, [call for call in ended.calls if call.changes]


def fresh(base: Path, here: Path) -> Path:
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(base, here)
    return here


def kill_at(deed: Deed, here: Path, number: int, fate: Fate) -> Ended:
    """Run the deed in ``here`` and let ``fate`` befall its ``number``-th call that changes a file, from 0."""
    count = -1

    def decide(call: Call) -> Fate:
        nonlocal count
        count += call.changes
        if count != number or not call.changes:
            return Fate.GO
        return fate if fate is Fate.KILL or call.kind == "write" else Fate.KILL

    return follow(lambda: deed.run(here), here, decide)


def run_kills(
    deed: Deed, base: Path, room: Path, states: list[dict[str, Content]], points: Sequence[tuple[int, Fate]]
) -> Fault:
    """Kill at each of the points; afterwards the same work is done to its end."""
    lost = crashed = done = 0
    seen: set[tuple[int, bytes]] = set()
    for number, fate in points:
        here = fresh(base, room / "try")
        ended = kill_at(deed, here, number, fate)
        if not ended.killed:
            # A few calls fewer this time: that is no kill, but it must have worked.
            crashed += ended.status != 0
            continue
        done += 1
        # Most points of an export leave the same behind: nothing but a part that has no name yet.
        left = (len(ended.told), traces(here))
        if left in seen:
            continue
        seen.add(left)
        try:
            judge(here, states, len(ended.told))
            _finish(deed, here, states)
        except Lost:
            traceback.print_exc()
            lost += 1
        except Exception:
            # Whatever it is, the file could not be opened and read as it should.
            traceback.print_exc()
            crashed += 1
    return Fault(f"kill_{deed.name}", done, lost, crashed, 0)


def _finish(deed: Deed, here: Path, states: list[dict[str, Content]]) -> None:
    """Nothing that was left behind stands in the way of doing it again."""
    ended = follow(lambda: deed.run(here, timedelta(hours=1)), here, lambda _call: Fate.GO)
    if ended.status:
        raise RuntimeError("what was cut off cannot be done again")
    left = [path.name for path in here.rglob("*.part")]
    if left:
        raise Lost("left behind", left)
    if deed.repeats:
        found = look(here)
        expected = {name: content for name, content in states[-1].items() if BACKUPS not in name}
        if {name: found.get(name) for name in expected} != expected:
            raise Lost("done again it is not the same", found, expected)
