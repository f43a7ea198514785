"""Disks that are full, read-only, broken or gone, at every call: a named error, nothing lost, then it works.

The system's answer is put in place of the call, so no disk has to be filled. Then there is room again, in
the same process with the same file open, and the same step must go through.
"""

import errno
import sys
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.factories.workspace_files import CLOCK
from tests.faults.deeds import STICK, Deed, open_desk
from tests.faults.judge import Content, Lost, judge, look
from tests.faults.kills import BACKUPS, fresh
from tests.faults.table import Fault
from tests.faults.tracer import Call, Ended, Fate, follow, tell
from workbench.foundation.errors import WorkbenchError

_WRITING: Final = frozenset({"write", "create", "mkdir", "rename", "link"})
_ALL: Final = _WRITING | {"truncate", "sync", "unlink"}
_FULL: Final = ("no_space",)
# What SQLite reports as a failure of the disk, whatever the system called it.
_BROKEN: Final = ("no_space", "read_only", "not_found")


@dataclass(frozen=True)
class Refusal:
    """Calls of these ``kinds`` fail with ``number``: one, or with ``lasting`` all from then on until there is
    room again. ``codes``: the errors that say so. ``half``: the first write goes through by half."""

    name: str
    number: int
    kinds: frozenset[str]
    lasting: bool
    codes: tuple[str, ...]
    half: bool = False
    within: str = ""


REFUSALS: Final = (
    Refusal("full_once", errno.ENOSPC, _WRITING, False, _BROKEN),
    Refusal("full", errno.ENOSPC, _WRITING, True, _BROKEN),
    Refusal("full_by_half", errno.ENOSPC, frozenset({"write"}), True, _FULL, half=True),
    Refusal("quota", errno.EDQUOT, _WRITING | {"sync"}, True, _BROKEN),
    Refusal("file_size", errno.EFBIG, frozenset({"write"}), True, _BROKEN),
    Refusal("read_only", errno.EROFS, _ALL | {"open"}, True, ("read_only",)),
    Refusal("no_right", errno.EACCES, _WRITING | {"open", "unlink"}, True, ("read_only",)),
    Refusal("broken_once", errno.EIO, _ALL, False, _BROKEN),
    Refusal("broken", errno.EIO, _ALL, True, _BROKEN),
    Refusal("stick_gone", errno.ENODEV, _ALL | {"open"}, True, _BROKEN, within=STICK),
)


def _attempt(deed: Deed, folder: Path, reopens: bool) -> None:
    """One step that may be refused, and once there is room again the same step to its end."""
    workspace = None
    CLOCK.advance(timedelta(minutes=1))
    try:
        workspace = open_desk(folder) if deed.opens else None
        deed.step(folder, workspace, 0)
        tell("done")
    except WorkbenchError as error:
        tell(f"refused {error.code}" if error.message and error.hint else "crashed")
    except BaseException:
        traceback.print_exc()
        tell("crashed")
    tell("room")
    CLOCK.advance(timedelta(minutes=1))
    if workspace is None and deed.opens:
        workspace = open_desk(folder)
    try:
        deed.step(folder, workspace, 0)
    except WorkbenchError:
        # A file that could only be opened for reading stays so until it is opened anew.
        if workspace is None or not reopens:
            raise
        workspace.close()
        workspace = open_desk(folder)
        deed.step(folder, workspace, 0)
    tell("done again")
    if workspace is not None:
        workspace.close()


def refusable(deed: Deed, refusal: Refusal, base: Path, room: Path) -> int:
    """At how many calls of one step the system may refuse like this."""
    here = fresh(base, room / "try")
    hits = _Hits(refusal, here, -1)
    ended = _follow(deed, refusal, hits)
    assert ended.status == 0, f"{deed.name} does not work by itself"
    return hits.seen


def _follow(deed: Deed, refusal: Refusal, hits: "_Hits") -> Ended:
    return follow(lambda: _attempt(deed, hits.here, "open" in refusal.kinds), hits.here, hits.decide)


class _Hits:
    def __init__(self, refusal: Refusal, here: Path, number: int) -> None:
        self.refusal, self.here, self.number = refusal, here, number
        self.within = str((here / refusal.within).resolve())
        self.seen = 0
        self.hit = False
        self.room = False

    def decide(self, call: Call) -> Fate | int:
        if call.kind == "told":
            self.room |= call.data == b"room"
            return Fate.GO
        if self.room or call.kind not in self.refusal.kinds or not call.path.startswith(self.within):
            return Fate.GO
        self.seen += 1
        if self.seen == self.number + 1:
            self.hit = True
            return Fate.SHORT if self.refusal.half else self.refusal.number
        return self.refusal.number if self.hit and self.refusal.lasting else Fate.GO


def run_refusals(
    refusal: Refusal,
    deed: Deed,
    base: Path,
    room: Path,
    states: list[dict[str, Content]],
    points: Sequence[int],
) -> Fault:
    """Refuse at each of the points."""
    lost = crashed = tried = 0
    for number in points:
        here = fresh(base, room / "try")
        watch = _Watch(refusal, here, number, room / "looked", states)
        ended = _follow(deed, refusal, watch)
        tried += watch.hit
        try:
            if watch.problem is not None:
                raise watch.problem
            _judge(refusal, deed, here, states, ended)
        except Lost:
            _say(refusal, deed, number)
            lost += 1
        except Exception:
            _say(refusal, deed, number)
            crashed += 1
    return Fault(f"{refusal.name}_{deed.name}", tried, lost, crashed, 0)


def _say(refusal: Refusal, deed: Deed, number: int) -> None:
    sys.stderr.write(f"{refusal.name} at call {number} of {deed.name}:\n{traceback.format_exc()}")


class _Watch(_Hits):
    """Looks at what is on the disk at the moment when there is room again, the file still open."""

    def __init__(
        self, refusal: Refusal, here: Path, number: int, looked: Path, states: list[dict[str, Content]]
    ) -> None:
        super().__init__(refusal, here, number)
        self.looked, self.states = looked, states
        self.problem: Exception | None = None

    def decide(self, call: Call) -> Fate | int:
        if call.data == b"room" and self.hit:
            try:
                judge(fresh(self.here, self.looked), self.states, 0)
            except Exception as problem:
                self.problem = problem
        return super().decide(call)


def _judge(refusal: Refusal, deed: Deed, here: Path, states: list[dict[str, Content]], ended: Ended) -> None:
    first, *rest = (told.decode() for told in ended.told)
    if first not in ("done", *(f"refused {code}" for code in refusal.codes)):
        raise RuntimeError("told as something else", first)
    if rest != ["room", "done again"] or ended.status:
        raise RuntimeError("with room again it did not work", ended.told, ended.status)
    found = look(here)
    wanted = [
        {name: content for name, content in state.items() if BACKUPS not in name}
        for state in (states[1:2] if deed.repeats else states[1:3])
    ]
    if not any({name: found.get(name) for name in state} == state for state in wanted):
        raise Lost("after the fault it is not what it should be", found, wanted)
    if left := [path.name for path in here.rglob("*.part")]:
        raise Lost("left behind", left)
