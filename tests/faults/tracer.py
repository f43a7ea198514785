"""Follow a process by its system calls, and decide at each that changes a file what becomes of it.

The process is forked, so it is at its work at once. Before each call that writes, cuts, syncs, makes,
renames, links or removes something below the watched folder, ``decide`` is asked, while it stands still.
"""

import contextlib
import errno
import os
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from pathlib import Path
from typing import Final

from tests.faults.machine import (
    CONT,
    EVENT_SECCOMP,
    OPTIONS,
    SETOPTIONS,
    SYSCALL,
    TRACEME,
    CannotTrace,
    Machine,
    follow_me,
    ptrace,
    registers_of,
    set_registers,
    skip_call,
    this_machine,
)

_TOLD: Final = 999
_AT_CWD: Final = -100
_LONGEST_PATH: Final = 4096
_CREATE, _TRUNCATE, _APPEND = 0x40, 0x200, 0x400
_WALL: Final = 0x40000000
# Which argument says how much is written.
_SIZES: Final = {"sendfile": 3, "copy_file_range": 4}
_TRACED_NOT: Final = 98


@dataclass(frozen=True)
class Call:
    """One call: ``kind`` is write, truncate, sync, create, open, rename, link, unlink, mkdir, rmdir or told.

    ``data`` is what is written or told, ``size`` its length or the length cut to; ``failed``: the call did
    not succeed (known only when the run is recorded).
    """

    kind: str
    path: str
    other: str = ""
    offset: int = 0
    size: int = 0
    data: bytes = b""
    empties: bool = False
    failed: bool = False

    @property
    def changes(self) -> bool:
        """Whether the call leaves a mark on the disk: opening a file that is there does not."""
        return self.kind not in ("open", "told")


class Fate(Enum):
    """What becomes of a call. Any error number is another fate: the call fails with it."""

    GO = "go"
    KILL = "kill"  # before it
    TEAR = "tear"  # half of it is written, then the process is killed
    SHORT = "short"  # half of it is written, and the process is told so


Decide = Callable[[Call], Fate | int]


@dataclass(frozen=True)
class Ended:
    """How the process ended: killed by us, or with ``status`` (0: its work was done)."""

    killed: bool
    status: int
    calls: tuple[Call, ...]
    told: tuple[bytes, ...]


def tell(message: str) -> None:
    """In the followed process: say that something is done; the watcher hears it at this very moment.

    Elsewhere nobody listens.
    """
    with contextlib.suppress(OSError):
        os.write(_TOLD, message.encode())


def follow(work: Callable[[], object], folder: Path, decide: Decide, *, record: bool = False) -> Ended:
    """Run ``work`` in a process of its own and ask ``decide`` before each of its calls below ``folder``.

    With ``record`` the calls come back with what they wrote. Raises ``CannotTrace``.
    """
    machine = this_machine()
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        _work(work, machine)
    _pid, status = os.waitpid(pid, _WALL)
    if not os.WIFSTOPPED(status):
        raise CannotTrace("this system does not let a process be followed")
    ptrace(SETOPTIONS, pid, 0, OPTIONS)
    ptrace(CONT, pid)
    return _Tracer(machine, pid, str(folder.resolve()), decide, record).run()


def _work(work: Callable[[], object], machine: Machine) -> None:
    status = 1
    try:
        os.setpgid(0, 0)
        os.dup2(os.open("/dev/null", os.O_WRONLY), _TOLD)
        try:
            ptrace(TRACEME, 0)
            os.kill(os.getpid(), signal.SIGSTOP)
            follow_me(machine)
        except (OSError, CannotTrace):
            os._exit(_TRACED_NOT)
        work()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


class _Tracer:
    def __init__(self, machine: Machine, pid: int, folder: str, decide: Decide, record: bool) -> None:
        self.machine, self.pid, self.folder = machine, pid, folder
        self.decide, self.record = decide, record
        self.memory = os.open(f"/proc/{pid}/mem", os.O_RDONLY)
        self.calls: list[Call] = []
        self.told: list[bytes] = []
        self.killed = False

    def run(self) -> Ended:
        try:
            while True:
                pid, status = os.waitpid(-self.pid, _WALL)
                if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                    if pid == self.pid:
                        return self._ended(status)
                    continue
                self._stopped(pid, status)
        except BaseException:
            self._kill()
            raise
        finally:
            os.close(self.memory)

    def _ended(self, status: int) -> Ended:
        code = os.waitstatus_to_exitcode(status)
        if code == _TRACED_NOT:
            raise CannotTrace("this system does not let a process be followed")
        return Ended(self.killed, code, tuple(self.calls), tuple(self.told))

    def _stopped(self, pid: int, status: int) -> None:
        number = os.WSTOPSIG(status)
        if status >> 8 == signal.SIGTRAP | EVENT_SECCOMP << 8:
            self._at_call(pid)
        elif status >> 16 or number == signal.SIGSTOP:
            self._go(CONT, pid)
        else:
            self._go(CONT, pid, number)

    def _go(self, request: int, pid: int, number: int = 0) -> None:
        try:
            ptrace(request, pid, 0, number)
        except OSError as error:
            if error.errno != errno.ESRCH:
                raise

    def _at_call(self, pid: int) -> None:
        values = registers_of(self.machine, pid)
        call = self._read(pid, values)
        if call is None:
            self._go(CONT, pid)
            return
        if call.kind == "told":
            self.told.append(call.data)
        fate = self.decide(call)
        if fate is not Fate.KILL and (self.record or fate is not Fate.GO):
            call = replace(call, failed=self._carry_out(pid, values, fate, call.size) < 0)
        if call.kind != "told" or self.record:
            self.calls.append(call)
        if fate in (Fate.KILL, Fate.TEAR):
            self.killed = True
            self._kill()
        else:
            self._go(CONT, pid)

    def _carry_out(self, pid: int, values: list[int], fate: Fate | int, size: int) -> int:
        """Let the call happen as it is fated, to its end; its result."""
        if isinstance(fate, int):
            skip_call(self.machine, pid, values)
        elif fate in (Fate.TEAR, Fate.SHORT):
            name = self.machine.calls[values[self.machine.number]]
            values[self.machine.arguments[_SIZES.get(name, 2)]] = size // 2
            set_registers(self.machine, pid, values)
        ptrace(SYSCALL, pid)
        os.waitpid(pid, _WALL)
        values = registers_of(self.machine, pid)
        if isinstance(fate, int):
            values[self.machine.result] = -fate
            set_registers(self.machine, pid, values)
            return -fate
        result = values[self.machine.result]
        return result - (1 << 64) if result >> 63 else result

    def _kill(self) -> None:
        try:
            os.killpg(self.pid, signal.SIGKILL)
        except ProcessLookupError:
            return

    # What the call is about

    def _read(self, pid: int, values: list[int]) -> Call | None:
        name = self.machine.calls[values[self.machine.number]]
        first, second, third, fourth, fifth, _sixth = (values[place] for place in self.machine.arguments)
        if name == "write" and first == _TOLD:
            return Call("told", "", data=self._bytes(second, third))
        if name in ("write", "pwrite64"):
            path = self._of_handle(pid, first)
            if path is None:
                return None
            offset = fourth
            if name == "write":
                offset = self._position(pid, first) if self.record else 0
            data = self._bytes(second, third) if self.record else b""
            return Call("write", path, offset=offset, size=third, data=data)
        if name in ("fsync", "fdatasync"):
            return _call("sync", self._of_handle(pid, first))
        if name == "ftruncate":
            return _call("truncate", self._of_handle(pid, first), size=second)
        if name in ("writev", "pwritev", "pwritev2", "fallocate", "sendfile", "copy_file_range"):
            if self._of_handle(pid, third if name == "copy_file_range" else first) is None:
                return None
            return self._in_kernel(pid, name, first, second, third, fourth, fifth)
        return self._of_names(pid, name, first, second, third, fourth)

    def _in_kernel(self, pid: int, name: str, *given: int) -> Call:
        """Copies that never pass through the memory of the process; read from their source."""
        first, second, third, fourth, fifth = given
        if name == "sendfile":
            target, source, place, most = first, second, third, fourth
        elif name == "copy_file_range" and not fourth:
            target, source, place, most = third, first, second, fifth
        else:
            raise CannotTrace(f"a call that the tracer cannot read: {name}")
        start = int.from_bytes(self._bytes(place, 8), "little") if place else self._position(pid, source)
        size = max(0, min(most, os.stat(f"/proc/{pid}/fd/{source}").st_size - start))
        data = b""
        if self.record:
            with open(f"/proc/{pid}/fd/{source}", "rb") as file:
                file.seek(start)
                data = file.read(size)
        path = self._of_handle(pid, target) or ""
        return Call("write", path, offset=self._position(pid, target), size=size, data=data)

    def _of_names(self, pid: int, name: str, *given: int) -> Call | None:
        first, second, third, fourth = given
        at = name.endswith(("at", "at2")) and name != "creat"
        path = self._named(pid, first, second) if at else self._named(pid, _AT_CWD, first)
        if name in ("rename", "renameat", "renameat2", "link", "linkat"):
            other = self._named(pid, third, fourth) if at else self._named(pid, _AT_CWD, second)
            if path is None and other is None:
                return None
            return Call("link" if name.startswith("link") else "rename", path or "", other or "")
        if path is None:
            return None
        if name in ("open", "openat"):
            flags = third if at else second
            new = bool(flags & _CREATE) and not os.path.exists(path)
            return Call("create" if new else "open", path, empties=bool(flags & _TRUNCATE))
        kind = {"unlinkat": "rmdir" if at and third & 0x200 else "unlink", "mkdirat": "mkdir"}
        if name in ("unlink", "unlinkat", "mkdir", "mkdirat", "rmdir"):
            return Call(kind.get(name, name), path)
        raise CannotTrace(f"a call that the tracer cannot read: {name}")

    def _of_handle(self, pid: int, handle: int) -> str | None:
        try:
            return self._watched(os.readlink(f"/proc/{pid}/fd/{handle}"))
        except OSError:
            return None

    def _named(self, pid: int, handle: int, place: int) -> str | None:
        handle = handle & 0xFFFFFFFF
        name = os.fsdecode(self._bytes(place, _LONGEST_PATH).partition(b"\0")[0])
        if not name.startswith("/"):
            base = "cwd" if handle == _AT_CWD & 0xFFFFFFFF else f"fd/{handle}"
            name = os.path.join(os.readlink(f"/proc/{pid}/{base}"), name)
        head, tail = os.path.split(os.path.normpath(name))
        return self._watched(os.path.join(os.path.realpath(head), tail))

    def _watched(self, path: str) -> str | None:
        return path if path == self.folder or path.startswith(self.folder + "/") else None

    def _position(self, pid: int, handle: int) -> int:
        with open(f"/proc/{pid}/fdinfo/{handle}") as info:
            facts = dict(line.split(":", 1) for line in info if ":" in line)
        if int(facts["flags"], 8) & _APPEND:
            return os.stat(f"/proc/{pid}/fd/{handle}").st_size
        return int(facts["pos"])

    def _bytes(self, place: int, size: int) -> bytes:
        """What stands in the memory of the process, as far as there is any."""
        try:
            return os.pread(self.memory, size, place)
        except OSError:
            # A name near the end of what is mapped.
            return os.pread(self.memory, min(size, 4096 - place % 4096), place)


def _call(kind: str, path: str | None, size: int = 0) -> Call | None:
    return None if path is None else Call(kind, path, size=size)
