"""That the suite tries what it says: the tracer sees every write, and a kill falls where it should.

    python -m tests.faults.proofs [deed …]

Prints one JSON object. Run in a process of its own: it forks.
"""

import json
import shutil
import sys
import tempfile
from pathlib import Path

from tests.faults.deeds import DEEDS, Deed
from tests.faults.kills import fresh
from tests.faults.lost_cache import Disk
from tests.faults.tracer import Call, Fate, follow

_KILLS = 4


def prove(deed: Deed, room: Path) -> dict[str, int]:
    """Replay what was recorded and compare with what the system wrote, whole and up to several kills.

    Returns the number of calls and how many kills left exactly what came before them. Raises
    ``AssertionError`` where a single byte differs: a call that the tracer did not see.
    """
    base = room / "base"
    base.mkdir(parents=True)
    deed.prepare(base)
    calls = _run(deed, base, room, None)
    kills = 0
    for number in range(0, calls, max(1, calls // _KILLS)):
        assert _run(deed, base, room, number) == number
        kills += 1
    return {"calls": calls, "kills": kills}


def _run(deed: Deed, base: Path, room: Path, number: int | None) -> int:
    """How many calls changed files until the end, or until the process was killed before that one."""
    here = fresh(base, room / "here")
    disk = Disk(here)
    count = 0

    def decide(call: Call) -> Fate:
        nonlocal count
        if call.changes:
            if count == number:
                return Fate.KILL
            count += 1
        return Fate.GO

    ended = follow(lambda: deed.run(here), here, decide, record=True)
    assert ended.killed == (number is not None), "killed"
    assert ended.killed or ended.status == 0, "worked"
    done = ended.calls[:-1] if ended.killed else ended.calls
    assert sum(call.changes for call in done) == count, "counted"
    for call in done:
        disk.apply(call)
    replayed = room / "replayed"
    shutil.rmtree(replayed, ignore_errors=True)
    disk.lay(replayed, lambda moments: moments - 1, lambda _place: 1)
    assert _content(replayed) == _content(here), "a call went unseen"
    return count


def _content(folder: Path) -> dict[str, bytes | None]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else None
        for path in sorted(folder.rglob("*"))
    }


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="faults-") as name:
        chosen = [deed for deed in DEEDS if deed.name in (sys.argv[1:] or [deed.name])]
        found = {deed.name: prove(deed, Path(name) / deed.name) for deed in chosen}
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
