"""Places and moments that go wrong: locked, frozen, removed, copied while being written, clocks that lie."""

import contextlib
import resource
import shutil
import signal
import subprocess
import sys
import traceback
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Final

from tests.factories.workspace_files import CLOCK
from tests.faults.deeds import DEEDS, DESK, STICK, fill, lay_desk, open_desk
from tests.faults.judge import look
from tests.faults.kills import fresh
from tests.faults.table import Fault
from tests.faults.tracer import Call, Fate, follow
from workbench.foundation.errors import Damaged, Locked, NoSpace, NotFound, ReadOnly, WorkbenchError
from workbench.storage import engine
from workbench.storage.backup import export_file
from workbench.storage.check import check_journal
from workbench.storage.cipher import SEALED
from workbench.storage.engine import connect
from workbench.storage.files import open_foreign
from workbench.storage.workspace import Workspace

_SAVE: Final = next(deed for deed in DEEDS if deed.name == "save")
_LOCKED_SECONDS: Final = 5


def run_conditions(room: Path, *, quick: bool) -> Iterator[Fault]:
    """Each condition once, or at every call of a save where it can come at any moment."""
    every = 90 if quick else 1
    base = room / "base"
    base.mkdir()
    lay_desk(base)
    for name, ask in _WHILE_SAVING.items():
        yield _while_saving(name, ask, base, room, every)
    for name, trial in _TRIALS.items():
        if quick and name in _SLOW:
            continue
        tried = lost = crashed = 0
        try:
            tried = trial(fresh(base, room / name))
        except AssertionError:
            sys.stderr.write(traceback.format_exc())
            tried, lost = 1, 1
        except Exception:
            sys.stderr.write(traceback.format_exc())
            tried, crashed = 1, 1
        yield Fault(name, tried, lost, crashed, 0)


# While a save stands still in the middle


def _while_saving(name: str, ask: Callable[[Path, Path], bool], base: Path, room: Path, every: int) -> Fault:
    """Freeze the saving process before each call and ``ask``; then it goes on and comes to its end."""
    here = fresh(base, room / name)
    tried = lost = crashed = accepted = 0
    count = 0
    desk = str((here / DESK).resolve())

    def decide(call: Call) -> Fate:
        nonlocal tried, crashed, accepted, count
        # Until it touches the file, the process holds nothing yet.
        count += bool(count) or call.path.startswith(desk)
        if call.changes and count and count % every == 0:
            tried += 1
            try:
                accepted += not ask(here, room / "aside")
            except Exception:
                sys.stderr.write(traceback.format_exc())
                crashed += 1
        return Fate.GO

    ended = follow(lambda: _SAVE.run(here), here, decide)
    crashed += ended.status != 0
    rows = dict(look(here)[DESK].rows)
    lost += rows["account"] != 6 + len(ended.told) or len(ended.told) != _SAVE.times
    return Fault(name, tried, lost, crashed, accepted)


def _second_instance(here: Path, _aside: Path) -> bool:
    """The process that has the file is frozen: the second says so at once and does not wait for it."""
    with _within(_LOCKED_SECONDS), contextlib.suppress(Locked):
        open_desk(here).close()
        return False
    return True


def _live_copy(here: Path, aside: Path) -> bool:
    """Copied by hand, with its journal or without: whole to the last save, or refused."""
    for with_journal in (True, False):
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir()
        shutil.copyfile(here / DESK, aside / DESK)
        journal = here / f"{DESK}-journal"
        if with_journal and journal.exists():
            shutil.copyfile(journal, aside / journal.name)
        try:
            workspace = open_desk(aside)
        except Damaged:
            if with_journal:
                return False
            continue
        with contextlib.closing(workspace), workspace.read() as session:
            if check_journal(session):
                return False
    return True


def _live_merge(here: Path, _aside: Path) -> bool:
    """A file from elsewhere that is being written is read as of its last save, or not at all."""
    try:
        with open_foreign(here / DESK) as foreign, foreign.read() as session:
            return not check_journal(session)
    except Locked:
        return True


_WHILE_SAVING: Final = {
    "second_instance_frozen": _second_instance,
    "live_file_copied": _live_copy,
    "live_file_merged": _live_merge,
}


@contextlib.contextmanager
def _within(seconds: int) -> Iterator[None]:
    """Fail if the block takes longer."""

    def late(*_signal: object) -> None:
        raise TimeoutError(f"longer than {seconds} s")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


# Once each; each returns how much it tried


def _add(workspace: Workspace, name: str) -> None:
    with workspace.change("save", name) as change:
        change.create("account", {"name": name})


def _refused(errors: tuple[type[WorkbenchError], ...], work: Callable[[], object]) -> None:
    try:
        work()
    except errors as refusal:
        if refusal.message and refusal.hint:
            return
    raise AssertionError("not refused with a clear word", errors)


def _names(folder: Path) -> list[str]:
    with contextlib.closing(open_desk(folder)) as workspace, workspace.read() as session:
        assert not check_journal(session)
        found = session.connection().exec_driver_sql("SELECT name FROM account ORDER BY name")
        return [name for (name,) in found]


def _stopped_holder(here: Path) -> int:
    """A process that is stopped with the file open: Locked at once; then it goes on where it stood."""
    holder = subprocess.Popen(
        [sys.executable, "-c", _HOLDER, str(here)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert holder.stdin is not None
    assert holder.stdout is not None
    assert holder.stdout.readline() == "open\n"
    holder.send_signal(signal.SIGSTOP)
    with _within(_LOCKED_SECONDS):
        _refused((Locked,), lambda: open_desk(here))
    holder.send_signal(signal.SIGCONT)
    holder.communicate("go on\n", timeout=60)
    assert holder.returncode == 0
    assert "of the stopped" in _names(here)
    return 1


_HOLDER: Final = """
import sys
from pathlib import Path
from tests.faults.conditions import _add, open_desk
workspace = open_desk(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.readline()
_add(workspace, "of the stopped")
workspace.close()
"""


def _locked_by_another_program(here: Path) -> int:
    """Another program has a transaction on the file: told after the wait, and then it works."""
    waiting = engine._PRAGMAS
    engine._PRAGMAS = (*waiting, "PRAGMA busy_timeout = 50")
    try:
        for begin in ("BEGIN IMMEDIATE", "BEGIN EXCLUSIVE"):
            with contextlib.closing(open_desk(here)) as workspace:
                with contextlib.closing(connect(here / DESK, SEALED)) as other:
                    other.execute(begin)
                    _refused((Locked,), lambda: _add(workspace, "waiting"))
                    other.execute("ROLLBACK")
                _add(workspace, begin)
        assert _names(here)[:2] == ["BEGIN EXCLUSIVE", "BEGIN IMMEDIATE"]
    finally:
        engine._PRAGMAS = waiting
    return 2


def _removed_while_open(here: Path) -> int:
    """The file is deleted, moved, or replaced while it is open: no save goes nowhere."""

    def replaced(path: Path) -> None:
        shutil.copyfile(path, path.with_suffix(".other"))
        path.with_suffix(".other").replace(path)

    ways: tuple[Callable[[Path], object], ...] = (
        Path.unlink,
        lambda path: path.rename(path.with_name("moved.workbench")),
        replaced,
    )
    for way in ways:
        place = fresh(here, here.with_name("removed"))
        with contextlib.closing(open_desk(place)) as workspace:
            way(place / DESK)
            _refused((NotFound,), lambda: _add(workspace, "nowhere"))
            if not (place / DESK).exists():
                # What is still open can be brought to safety.
                export_file(workspace, place / STICK / "saved.workbench")
                assert look(place)[f"{STICK}/saved.workbench"].rows
    return len(ways)


def _file_size_limit(here: Path) -> int:
    """The system lets no file grow beyond a size: a clear error, and nothing half done."""

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        workspace = open_desk(here)
        _soft_limit(workspace.path.stat().st_size // 2)
        _refused((NoSpace, ReadOnly), lambda: fill(workspace, "too much", 400))
        _refused((NoSpace, ReadOnly), lambda: export_file(workspace, here / STICK / "out.workbench"))
        _soft_limit(resource.RLIM_INFINITY)
        fill(workspace, "enough", 10)
        export_file(workspace, here / STICK / "out.workbench")
        workspace.close()

    ended = follow(work, here, lambda _call: Fate.GO)
    assert ended.status == 0
    found = look(here)
    assert dict(found[DESK].rows)["account"] == dict(found[f"{STICK}/out.workbench"].rows)["account"] == 16
    return 2


def _soft_limit(size: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))


def _lying_clock(here: Path) -> int:
    """A year ahead, a year behind, set back between saves: nothing is lost, and the later save counts."""
    began = CLOCK.elapsed
    jumps = (365, -365, -1, 0, -3650, 400)
    try:
        with contextlib.closing(open_desk(here)) as workspace:
            with workspace.change("save", "first") as change:
                account = change.create("account", {"name": "as it began"})
            for number, days in enumerate(jumps):
                CLOCK.elapsed = began + timedelta(days=days)
                with workspace.change("save", str(number)) as change:
                    change.set("account", account, {"name": f"name {number}"})
                _add(workspace, f"at {number}")
            with workspace.read() as session:
                driver = session.connection()
                (name,) = driver.exec_driver_sql("SELECT name FROM account WHERE id = ?", (account,)).one()
                order = driver.exec_driver_sql("SELECT label FROM journal_transaction ORDER BY id")
                labels = [label for (label,) in order if label.isdigit()]
        assert name == f"name {len(jumps) - 1}"
        assert labels == [str(number) for number in range(len(jumps))]
        assert {f"at {number}" for number in range(len(jumps))} <= set(_names(here))
    finally:
        CLOCK.elapsed = began
    return len(jumps)


_SLOW: Final = ("holder_stopped",)
_TRIALS: Final = {
    "holder_stopped": _stopped_holder,
    "locked_by_another_program": _locked_by_another_program,
    "removed_while_open": _removed_while_open,
    "file_size_limit": _file_size_limit,
    "lying_clock": _lying_clock,
}
