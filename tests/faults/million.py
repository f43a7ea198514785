"""A million journal entries: each large piece of work on them stays within bounded memory.

Each piece runs in a process of its own, which says how large it has been.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from tests.faults.table import Fault
from tests.saved_changes import list_transactions
from workbench.foundation.clock import FixedClock
from workbench.foundation.ids import Id, derived_id, id_text
from workbench.services.checks import check_workspace
from workbench.services.exchange import export_workspace, merge_files
from workbench.services.history import record_history
from workbench.services.workspaces import new_workspace, open_workspace
from workbench.storage.workspace import Workspace

ENTRIES: Final = 1_000_000
# A merge: the program, its cache (``storage/large_cache.py``, 256 MiB), and some 200 bytes for each row.
MOST_BYTES: Final = 640_000_000
_AT_ONCE: Final = 20_000
_ACCOUNTS: Final = 2_000
_EDITED: Final = 400_000
_CLOCK: Final = FixedClock(date(2026, 11, 20))


def make(folder: Path) -> None:
    """A workspace with ``ENTRIES`` entries or a few more: calls of many customers, most of them corrected."""
    with closing(new_workspace(folder / "mine.workbench", clock=_CLOCK, author="Rep")) as workspace:
        # The words to search come with the merge; nobody searches here.
        workspace.after_project = ()
        accounts = [derived_id("account", str(number)) for number in range(_ACCOUNTS)]
        with workspace.change("make", "") as change:
            change.create_many("account", ((id_, {"name": f"公司 {id_.hex()[:6]}"}) for id_ in accounts))
        calls = ENTRIES - _EDITED - _ACCOUNTS
        for first in range(0, calls, _AT_ONCE):
            with workspace.change("make", "") as change:
                change.create_many(
                    "contact_log", _calls(accounts, range(first, min(first + _AT_ONCE, calls)))
                )
        for first in range(0, _EDITED, _AT_ONCE):
            with workspace.change("make", "") as change:
                ids = [derived_id("contact_log", str(number)) for number in range(first, first + _AT_ONCE)]
                change.preload(ids)
                for id_ in ids:
                    change.set("contact_log", id_, {"channel": "letter"})


def export(folder: Path) -> None:
    """All of it into one file."""
    with _opened(folder / "mine.workbench") as workspace:
        receipt = export_workspace(workspace, folder / "export.workbench")
        assert receipt.entries >= ENTRIES


def merge(folder: Path) -> None:
    """Into an empty workspace."""
    with closing(new_workspace(folder / "head.workbench", clock=_CLOCK, author="Head")) as workspace:
        (merged,) = merge_files(workspace, [folder / "export.workbench"]).files
        assert merged.error is None
        assert merged.new >= ENTRIES - 1_000


def check(folder: Path) -> None:
    """Journal against tables, in what was merged."""
    with _opened(folder / "head.workbench") as workspace:
        assert not check_workspace(workspace).findings


def history(folder: Path) -> None:
    """The changes of the file, and of one record."""
    with _opened(folder / "head.workbench") as workspace:
        assert len(list_transactions(workspace)) >= ENTRIES // _AT_ONCE
        assert record_history(workspace, "contact-log", id_text(derived_id("contact_log", "7")))


PIECES: Final[tuple[Callable[[Path], None], ...]] = (make, export, merge, check, history)


def run_million(folder: Path) -> list[Fault]:
    """One line: each piece that failed, or whose process grew beyond ``MOST_BYTES``, counts as crashed."""
    notes = []
    for piece in PIECES:
        size = folder / "size"
        command = [sys.executable, "-m", "benchmarks.peak", str(size), __name__, piece.__name__, str(folder)]
        ended = subprocess.run(command, check=False)
        grown = int(size.read_text("ascii"))
        if ended.returncode or grown > MOST_BYTES:
            notes.append(f"{piece.__name__}: status {ended.returncode}, {grown // 1_000_000} MB")
    return [Fault("million_entries", len(PIECES), 0, len(notes), 0, "; ".join(notes))]


def _calls(accounts: list[Id], numbers: range) -> Iterator[tuple[Id, dict[str, object]]]:
    for number in numbers:
        values = {
            "account_id": accounts[number % len(accounts)],
            "on_day": _CLOCK.day - timedelta(days=number % 1_000),
            "channel": "call",
            "text": f"第 {number} 次电话",
        }
        yield derived_id("contact_log", str(number)), values


@contextmanager
def _opened(path: Path) -> Iterator[Workspace]:
    with closing(open_workspace(path, clock=_CLOCK, author="Head")) as workspace:
        yield workspace


if __name__ == "__main__":
    {piece.__name__: piece for piece in PIECES}[sys.argv[1]](Path(sys.argv[2]))
