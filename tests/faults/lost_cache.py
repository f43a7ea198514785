"""Power loss: what was written but never synced may be gone, in any part and any order.

One run is recorded with everything it writes. For every call of it the disk is then built as it may look if
the power fails there: each file from what was synced and any of what was written since, each folder with the
names it had when it was synced last, or any later ones up to then.
"""

import random
import shutil
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.faults.deeds import Deed
from tests.faults.judge import Content, Lost, judge, traces
from tests.faults.kills import fresh
from tests.faults.table import Fault
from tests.faults.tracer import Call, Fate, follow

_SECTOR: Final = 512
_END: Final = Call("end", "", failed=True)


@dataclass(eq=False)
class File:
    """``kept``: as of its last sync; ``since``: what was written after it, in order."""

    kept: bytes = b""
    since: list[Call] = field(default_factory=list)

    def content(self, keep: Callable[[int], float]) -> bytes:
        """With those writes since the sync of which ``keep`` says how much (0 to 1) reached the disk."""
        content = bytearray(self.kept)
        for place, call in enumerate(self.since):
            share = keep(place)
            if call.kind == "truncate":
                if share:
                    content = content[: call.size].ljust(call.size, b"\0")
                continue
            size = len(call.data)
            if share < 1:
                size = int(size * share) // _SECTOR * _SECTOR
            if size:
                content = content.ljust(call.offset, b"\0")
                content[call.offset : call.offset + size] = call.data[:size]
        return bytes(content)


class Folder:
    """Names and what they stand for, now and as of each change since the folder was synced last."""

    def __init__(self, names: "dict[str, File | Folder]") -> None:
        self.now = names
        self.past: list[dict[str, File | Folder]] = [dict(names)]

    def changed(self) -> None:
        self.past.append(dict(self.now))

    def sync(self) -> None:
        self.past = [dict(self.now)]


class Disk:
    """A folder of files as the system sees it, and all that a power loss may make of it."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self.root = self._load(base)

    def _load(self, path: Path) -> Folder:
        return Folder(
            {
                one.name: self._load(one) if one.is_dir() else File(one.read_bytes())
                for one in sorted(path.iterdir())
            }
        )

    def _at(self, path: str) -> tuple[Folder, str]:
        *folders, name = Path(path).relative_to(self.base).parts or ("",)
        here = self.root
        for part in folders:
            inner = here.now[part]
            assert isinstance(inner, Folder)
            here = inner
        return here, name

    def apply(self, call: Call) -> None:
        """Let the call have happened."""
        if call.failed or call.kind == "told" or call.path.endswith(" (deleted)"):
            return
        if call.kind == "sync" and Path(call.path) == self.base:
            self.root.sync()
            return
        folder, name = self._at(call.path)
        if call.kind == "create":
            folder.now[name] = File()
        elif call.kind == "mkdir":
            folder.now[name] = Folder({})
        elif call.kind in ("unlink", "rmdir"):
            del folder.now[name]
        elif call.kind in ("link", "rename"):
            target, new = self._at(call.other)
            target.now[new] = folder.now[name]
            if call.kind == "rename":
                del folder.now[name]
            if target is not folder:
                target.changed()
        else:
            self._write(folder.now[name], call)
            return
        folder.changed()

    def _write(self, one: "File | Folder", call: Call) -> None:
        if isinstance(one, Folder):
            if call.kind == "sync":
                one.sync()
        elif call.kind == "sync":
            one.kept = one.content(lambda _place: 1)
            one.since = []
        elif call.kind in ("write", "truncate"):
            one.since.append(call)
        elif call.empties:
            one.since.append(Call("truncate", call.path))

    def lay(self, folder: Path, names: Callable[[int], int], keep: Callable[[int], float]) -> None:
        """Write one possible disk: ``names`` picks a moment of each folder, ``keep`` what of each write."""
        self._lay(self.root, folder, names, keep)

    def _lay(
        self, one: Folder, path: Path, names: Callable[[int], int], keep: Callable[[int], float]
    ) -> None:
        path.mkdir()
        for name, inner in one.past[names(len(one.past))].items():
            if isinstance(inner, Folder):
                self._lay(inner, path / name, names, keep)
            else:
                (path / name).write_bytes(inner.content(keep))


def record(deed: Deed, here: Path) -> list[Call]:
    """All calls of the undisturbed work, with what they write and where it tells that a step is done."""
    ended = follow(lambda: deed.run(here), here, lambda _call: Fate.GO, record=True)
    assert ended.status == 0, f"{deed.name} does not work by itself"
    return list(ended.calls)


def losses(chance: random.Random) -> Iterator[tuple[Callable[[int], int], Callable[[int], float]]]:
    """Ways to lose: all, the contents, the names, and parts by chance."""
    yield (lambda _moments: 0), (lambda _place: 0)
    yield (lambda moments: moments - 1), (lambda _place: 0)
    yield (lambda _moments: 0), (lambda _place: 1)
    for share in (0.5, 0.9):
        yield (
            lambda moments: chance.randrange(moments),
            lambda _place, share=share: chance.choice((1, 0.5)) if chance.random() < share else 0,
        )


def points_of(wanted: int, workers: int, part: int, calls: Sequence[Call]) -> set[int]:
    """Before which calls the power fails: ``wanted`` of them, or this worker's share of all that differ.

    Of the many writes to a part that has no name yet every tenth is enough.
    """
    telling = [
        number
        for number, call in enumerate(calls)
        if call.changes
        and (call.kind != "write" or calls[number - 1].kind != "write" or not call.path.endswith(".part"))
    ]
    telling += [number for number, call in enumerate(calls) if call.changes and number % 10 == 0]
    telling = sorted({*telling, len(calls)})
    if wanted:
        return set(telling[:: max(1, len(telling) // wanted)]) | {len(calls)}
    return set(telling[part::workers])


def run_losses(
    deed: Deed,
    base: Path,
    room: Path,
    states: list[dict[str, Content]],
    choose: Callable[[Sequence[Call]], set[int]],
) -> Fault:
    """Cut the power before the calls that ``choose`` names, and in the end, five ways each."""
    here = fresh(base, room / "recorded")
    disk = Disk(here)
    calls = record(deed, here)
    points = choose(calls)
    chance = random.Random(11)
    lost = crashed = tried = done = 0
    seen: set[tuple[int, bytes]] = set()
    # Last of all the power fails when everything is done.
    for number, call in enumerate([*calls, _END]):
        if number in points:
            for names, keep in losses(chance):
                fresh_room = room / "power"
                shutil.rmtree(fresh_room, ignore_errors=True)
                disk.lay(fresh_room, names, keep)
                tried += 1
                left = (done, traces(fresh_room))
                if left in seen:
                    continue
                seen.add(left)
                try:
                    judge(fresh_room, states, done)
                except Lost:
                    traceback.print_exc()
                    lost += 1
                except Exception:
                    traceback.print_exc()
                    crashed += 1
        disk.apply(call)
        done += call.kind == "told"
    return Fault(f"power_{deed.name}", tried, lost, crashed, 0)
