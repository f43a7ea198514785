"""Defects put into the program on purpose: a suite that does not notice them is worth nothing.

    python -m tests.faults.harm

Prints one JSON object: for each defect whether the fault that should show it did. Takes a minute.
"""

import contextlib
import json
import os
import stat
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

from tests.faults.deeds import DEEDS
from tests.faults.kills import reference, run_kills
from tests.faults.lost_cache import points_of, run_losses
from tests.faults.mutants import make_exports, run_mutants
from tests.faults.refusals import REFUSALS, run_refusals
from tests.faults.table import Fault
from tests.faults.tracer import Fate
from workbench.foundation import files
from workbench.storage import engine, foreign, migrate, placing

Try = Callable[[Path], Fault]


def _killed(name: str, room: Path) -> Fault:
    deed = next(deed for deed in DEEDS if deed.name == name)
    base = room / "base"
    base.mkdir()
    deed.prepare(base)
    states, calls = reference(deed, base, room)
    points = [(number, Fate.KILL) for number in range(0, len(calls), max(1, len(calls) // 40))]
    return run_kills(deed, base, room, states, points)


def _without_power(name: str, room: Path) -> Fault:
    deed = next(deed for deed in DEEDS if deed.name == name)
    base = room / "base"
    base.mkdir()
    deed.prepare(base)
    states, _calls = reference(deed, base, room)
    return run_losses(deed, base, room, states, partial(points_of, 0, 1, 0))


def _full(name: str, room: Path) -> Fault:
    deed = next(deed for deed in DEEDS if deed.name == name)
    base = room / "base"
    base.mkdir()
    deed.prepare(base)
    states, calls = reference(deed, base, room)
    refusal = next(one for one in REFUSALS if one.name == "full_once")
    return run_refusals(refusal, deed, base, room, states, range(0, len(calls), 15))


def _spoilt(room: Path) -> Fault:
    (room / "made").mkdir()
    return run_mutants(make_exports(room / "made")[0], room, 1, (0, 50))


# The defects


def _durable(*statements: str) -> Any:
    return patch.object(engine, "_DURABLE", statements)


def _no_sync_of_files() -> Any:
    real = os.fsync

    def sync(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            real(handle)

    return patch.object(files.os, "fsync", sync)


def _replacing(*, part: bool, late: bool) -> Any:
    """``replace_file`` that writes straight to its target, or syncs after the rename only."""

    def replace(path: Path, write: Callable[[Path], None]) -> None:
        target = path.with_name(f".{path.name}.1.part") if part else path
        if not part:
            path.unlink(missing_ok=True)
        write(target)
        if part:
            target.replace(path)
        if late:
            with path.open("rb+") as handle:
                os.fsync(handle.fileno())
        files.sync_folder(path.parent)

    return patch.object(placing, "replace_file", replace)


@contextlib.contextmanager
def _upgrade_in_place() -> Iterator[None]:
    from workbench.storage import files as storage_files

    with patch.object(storage_files, "upgrade_file", migrate.migrate_copy):
        yield


_FULL: Final = "PRAGMA synchronous = FULL"
_DELETE: Final = "PRAGMA journal_mode = DELETE"
_DEFECTS: Final[dict[str, tuple[Callable[[], Any], Try]]] = {
    "no sync at all": (
        lambda: _durable(_DELETE, "PRAGMA synchronous = OFF"),
        partial(_without_power, "save"),
    ),
    "the journal's end is not synced": (
        lambda: _durable(_DELETE, _FULL),
        partial(_without_power, "save"),
    ),
    "a merge without syncs": (
        lambda: _durable(_DELETE, "PRAGMA synchronous = NORMAL"),
        partial(_without_power, "merge"),
    ),
    "no journal": (
        lambda: _durable("PRAGMA journal_mode = OFF", _FULL),
        partial(_killed, "save"),
    ),
    "the journal in memory": (
        lambda: _durable("PRAGMA journal_mode = MEMORY", _FULL),
        partial(_killed, "save"),
    ),
    "an export without a sync": (_no_sync_of_files, partial(_without_power, "export")),
    "a rename that is not synced": (
        lambda: patch.object(files, "sync_folder", lambda _folder: None),
        partial(_without_power, "export"),
    ),
    "the rename before the sync": (
        lambda: _replacing(part=True, late=True),
        partial(_without_power, "export"),
    ),
    "written straight to its name": (
        lambda: _replacing(part=False, late=True),
        partial(_killed, "export"),
    ),
    "upgraded in place": (_upgrade_in_place, partial(_killed, "migrate_5")),
    "errors of the disk without a name": (
        lambda: patch.object(engine, "explain_sqlite_error", lambda *_error: None),
        partial(_full, "save"),
    ),
    "pages that nobody checks": (
        lambda: patch.object(foreign, "damaged_pages", lambda *_file: []),
        _spoilt,
    ),
}


def main() -> None:
    noticed: dict[str, bool] = {}
    for name, (defect, attempt) in _DEFECTS.items():
        # What goes wrong is meant to, and says nothing.
        with (
            tempfile.TemporaryDirectory(prefix="faults-") as room,
            Path(os.devnull).open("w") as silent,
            contextlib.redirect_stderr(silent),
        ):
            os.environ["WORKBENCH_HOME"] = room
            with defect():
                noticed[name] = not attempt(Path(room)).ok
    sys.stdout.write(json.dumps(noticed) + "\n")


if __name__ == "__main__":
    main()
