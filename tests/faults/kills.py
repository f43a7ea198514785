"""Kill -9 at random moments: the file opens, every acknowledged save is there, the rest is absent whole."""

import contextlib
import multiprocessing
import random
import shutil
import signal
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

# Imported before the first kill, so that a forked child is at its work at once.
import alembic.command  # noqa: F401
from sqlalchemy import text

from tests.faults import victims
from tests.faults.table import Fault
from workbench.foundation.errors import Damaged
from workbench.storage import engine
from workbench.storage.backup import inspect_file
from workbench.storage.check import check_journal
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.format import FORMAT
from workbench.storage.merge import merge_file
from workbench.storage.recognition import damaged_pages
from workbench.storage.soundness import find_damage, structure_findings
from workbench.storage.workspace import Workspace

_READY: Final = -1
_START_SECONDS: Final = 60
_CACHE_PAGES: Final = 20
# Where the system can fork, a child starts in milliseconds.
_PROCESSES = multiprocessing.get_context(
    "fork" if "fork" in multiprocessing.get_all_start_methods() else None
)


class Lost(AssertionError):
    """Something that was acknowledged is not there, or something half done is."""


@dataclass(frozen=True)
class Kill:
    """A victim, and the judge of what it left behind: given the folder and the acknowledged numbers."""

    name: str
    victim: Callable[[Path, victims.Acknowledge], None]
    judge: Callable[[Path, list[int]], None]


def run_kills(kill: Kill, times: int, folder: Path) -> Fault:
    """Kill the victim ``times`` times, each on a fresh copy of what ``prepare`` left in ``folder``."""
    lost = crashed = done = early = 0
    longest = _measure(kill, folder)
    while done < times:
        here = _fresh(folder)
        acknowledged, killed, sound = _try(kill, here, random.uniform(0, longest))
        if sound and not killed:
            # It was through before its time came: that is no kill.
            longest *= 0.95
            early += 1
            if early > times + 20:
                break
            continue
        done += 1
        try:
            kill.judge(here, acknowledged)
        except Lost:
            traceback.print_exc()
            lost += 1
        except Exception:
            # Whatever it is, the file could not be opened and read as it should.
            traceback.print_exc()
            crashed += 1
        crashed += not sound
        shutil.rmtree(here)
    return Fault(kill.name, done, lost, crashed, 0)


def _fresh(folder: Path) -> Path:
    here = folder.with_name(folder.name + "-try")
    shutil.rmtree(here, ignore_errors=True)
    shutil.copytree(folder, here)
    return here


def _measure(kill: Kill, folder: Path) -> float:
    """How long a kill may wait, in seconds: for about three acknowledgements, or to the end of the work."""
    began = time.monotonic()
    times: list[float] = []
    _try(kill, _fresh(folder), 0.4, lambda: times.append(time.monotonic()))
    if not times:
        return time.monotonic() - began
    return max(0.03, (times[min(3, len(times) - 1)] - times[0]) * 1.2)


def _try(
    kill: Kill, here: Path, delay: float, heard: Callable[[], object] = lambda: None
) -> tuple[list[int], bool, bool]:
    """Run the victim and kill it ``delay`` seconds after its start.

    Returns what it acknowledged, whether it was killed, and whether it lived or died as it should.
    """
    ours, theirs = _PROCESSES.Pipe(duplex=False)
    process = _PROCESSES.Process(target=_work, args=(kill.victim, here, theirs))
    process.start()
    theirs.close()
    acknowledged: list[int] = []
    if ours.poll(_START_SECONDS):
        _hear(ours, acknowledged, heard)
    ends = time.monotonic() + delay
    while (left := ends - time.monotonic()) > 0:
        if ours.poll(left) and not _hear(ours, acknowledged, heard):
            break
    process.kill()
    while _hear(ours, acknowledged, heard):
        pass
    process.join()
    ours.close()
    killed = process.exitcode == -signal.SIGKILL
    numbers = [number for number in acknowledged if number != _READY]
    return numbers, killed, killed or process.exitcode == 0


def _hear(ours: Connection, acknowledged: list[int], heard: Callable[[], object]) -> bool:
    try:
        acknowledged.append(ours.recv())
    except (EOFError, OSError):
        return False
    heard()
    return True


def _work(victim: Callable[[Path, victims.Acknowledge], None], here: Path, theirs: Connection) -> None:
    # With so little room SQLite writes to the file all through a transaction, not only at its end.
    engine._PRAGMAS = (*engine._PRAGMAS, f"PRAGMA cache_size = {_CACHE_PAGES}")
    theirs.send(_READY)
    victim(here, theirs.send)


# Judges


def _sound(folder: Path) -> Workspace:
    """The workspace opened and checked through: pages, structure, links, and tables = journal."""
    workspace = victims.open_here(folder)
    with workspace.read() as session:
        driver = session.connection().connection.driver_connection
        findings = find_damage(workspace.path, workspace.key, driver) or check_journal(session)
    if findings:
        workspace.close()
        raise Lost(findings)
    return workspace


def _count(workspace: Workspace, table: str, code: str) -> int:
    by_account = "id" if table == "account" else "account_id"
    query = f"SELECT count(*) FROM {table} WHERE {by_account} IN (SELECT id FROM account WHERE code = :code)"
    with workspace.read() as session:
        return int(session.scalar(text(query), {"code": code}) or 0)


def _all_or_nothing(workspace: Workspace, code: str, rows: int, needed: bool) -> None:
    found = [_count(workspace, table, code) for table in ("account", "contact", "sale")]
    whole = [rows, rows, 2 * rows]
    if found != whole and (needed or found != [0, 0, 0]):
        raise Lost(code, found)


def _judge_saves(folder: Path, acknowledged: list[int]) -> None:
    workspace = _sound(folder)
    _all_or_nothing(workspace, "base", victims.BASE_ROWS, needed=True)
    with workspace.read() as session:
        names = session.execute(text("SELECT name FROM account WHERE code = 'save'")).scalars().all()
    contacts = _count(workspace, "contact", "save")
    workspace.close()
    # One more may be there: saved, but killed before it could say so.
    expected = len(acknowledged)
    if sorted(map(int, names)) != list(range(len(names))) or not expected <= len(names) <= expected + 1:
        raise Lost(names, acknowledged)
    if contacts != len(names):
        raise Lost(contacts, names)


def _judge_imports(folder: Path, acknowledged: list[int]) -> None:
    workspace = _sound(folder)
    for number in range(len(acknowledged) + 2):
        _all_or_nothing(workspace, f"import {number}", victims.IMPORT_ROWS, needed=number in acknowledged)
    workspace.close()


def _judge_merges(folder: Path, acknowledged: list[int]) -> None:
    workspace = _sound(folder)
    for number in range(victims.MERGED_FILES):
        _all_or_nothing(workspace, f"source {number}", victims.MERGED_ROWS, needed=number in acknowledged)
    # What was cut off comes in at the second attempt, what is there already does not come twice.
    for number in range(victims.MERGED_FILES):
        receipt = merge_file(workspace, folder / f"source {number}.workbench")
        if number in acknowledged and receipt.new:
            raise Lost(receipt)
        _all_or_nothing(workspace, f"source {number}", victims.MERGED_ROWS, needed=True)
    workspace.close()


def _judge_exports(folder: Path, acknowledged: list[int]) -> None:
    _sound(folder).close()
    target = folder / victims.EXPORT
    if not target.exists():
        if acknowledged:
            raise Lost("the export is gone")
        return
    info = inspect_file(target)
    transactions = len(acknowledged) + 1
    if not transactions <= info.transactions <= transactions + 1:
        raise Lost(info, acknowledged)


def _judge_upgrades(folder: Path, acknowledged: list[int]) -> None:
    """The file has the one format or the other, whole; it is read as it lies, the program is behind."""
    path = folder / victims.WORKSPACE
    pages = damaged_pages(path, SEALED)
    connection = connect(path, SEALED)
    (number,) = connection.execute("PRAGMA user_version").fetchone()
    (rows,) = connection.execute("SELECT count(*) FROM account").fetchone()
    (changed,) = connection.execute("SELECT count(*) FROM account WHERE note LIKE '%+'").fetchone()
    findings = structure_findings(connection)
    connection.close()
    behind = FORMAT
    if pages or findings or rows != victims.BASE_ROWS:
        raise Lost(pages, findings, rows)
    if (number, changed) not in ((behind, 0), (behind + 1, victims.BASE_ROWS)):
        raise Lost(number, changed)
    if number == behind and acknowledged:
        raise Lost("the acknowledged upgrade is gone")


def _judge_copies(folder: Path, _acknowledged: list[int]) -> None:
    """Copied by hand in the middle of a save, without its journal: sound by luck, or refused."""
    path = folder / victims.WORKSPACE
    path.with_name(path.name + "-journal").unlink(missing_ok=True)
    moved = folder / "moved"
    moved.mkdir()
    path.rename(moved / path.name)
    with contextlib.suppress(Damaged):
        _sound(moved).close()


KILLS: Final = {
    "save": Kill("kill_save", victims.save, _judge_saves),
    "import": Kill("kill_import", victims.import_rows, _judge_imports),
    "merge": Kill("kill_merge", victims.merge, _judge_merges),
    "export": Kill("kill_export", victims.export, _judge_exports),
    "copy": Kill("copied_mid_save", victims.save, _judge_copies),
    "upgrade": Kill("kill_upgrade", victims.upgrade, _judge_upgrades),
}
