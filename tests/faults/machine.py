"""What the tracer must know of Linux on each processor: registers, numbers of system calls, the filter."""

import ctypes
import platform
import struct
from dataclasses import dataclass
from typing import Final

TRACEME, CONT, SYSCALL, SETOPTIONS, GETREGSET, SETREGSET = 0, 7, 24, 0x4200, 0x4204, 0x4205
# Stops at a filtered call and at the end of one are told apart; children and threads come along, and nobody
# outlives the tracer.
OPTIONS: Final = 0x1 | 0x2 | 0x4 | 0x8 | 0x80 | 0x100000
EVENT_SECCOMP: Final = 7
_NT_PRSTATUS, _NT_ARM_SYSTEM_CALL = 1, 0x404
_NO_NEW_PRIVS, _SET_SECCOMP, _FILTER = 38, 22, 2
_ALLOW, _TRACE = 0x7FFF0000, 0x7FF00000
_WRITING: Final = 0x43  # O_WRONLY, O_RDWR, O_CREAT

_libc: Final = ctypes.CDLL(None, use_errno=True)
_libc.ptrace.argtypes = (ctypes.c_long, ctypes.c_long, ctypes.c_void_p, ctypes.c_void_p)
_libc.ptrace.restype = ctypes.c_long
_libc.prctl.argtypes = (ctypes.c_int, *(ctypes.c_ulong,) * 4)


class CannotTrace(RuntimeError):
    """This system does not let one process follow another."""


class _Vector(ctypes.Structure):
    _fields_ = (("base", ctypes.c_void_p), ("size", ctypes.c_size_t))


class _Program(ctypes.Structure):
    _fields_ = (("length", ctypes.c_ushort), ("filter", ctypes.c_char_p))


@dataclass(frozen=True)
class Machine:
    """One processor: where its registers stand, and which number is which call."""

    audit: int
    registers: int
    number: int
    result: int
    arguments: tuple[int, ...]
    calls: dict[int, str]


_X86: Final = {
    1: "write", 18: "pwrite64", 20: "writev", 296: "pwritev", 328: "pwritev2", 76: "truncate",
    77: "ftruncate", 285: "fallocate", 74: "fsync", 75: "fdatasync", 2: "open", 257: "openat", 82: "rename",
    264: "renameat", 316: "renameat2", 86: "link", 265: "linkat", 87: "unlink", 263: "unlinkat",
    83: "mkdir", 258: "mkdirat", 84: "rmdir", 40: "sendfile", 326: "copy_file_range", 88: "symlink",
    266: "symlinkat",
}  # fmt: skip
_ARM: Final = {
    64: "write", 68: "pwrite64", 66: "writev", 70: "pwritev", 287: "pwritev2", 45: "truncate",
    46: "ftruncate", 47: "fallocate", 82: "fsync", 83: "fdatasync", 56: "openat", 38: "renameat",
    276: "renameat2", 37: "linkat", 35: "unlinkat", 34: "mkdirat", 71: "sendfile", 285: "copy_file_range",
    36: "symlinkat",
}  # fmt: skip
_MACHINES: Final = {
    "x86_64": Machine(0xC000003E, 27, 15, 10, (14, 13, 12, 7, 9, 8), _X86),
    "aarch64": Machine(0xC00000B7, 34, 8, 0, (0, 1, 2, 3, 4, 5), _ARM),
}


def this_machine() -> Machine:
    """Raises ``CannotTrace`` where we do not know the processor or the system."""
    found = _MACHINES.get(platform.machine())
    if platform.system() != "Linux" or found is None:
        raise CannotTrace(f"no tracer for {platform.system()} on {platform.machine()}")
    return found


def ptrace(request: int, pid: int, place: int = 0, data: int = 0) -> int:
    """One request about a stopped process. Raises ``OSError``."""
    answer: int = _libc.ptrace(request, pid, place, data)
    if answer == -1 and (number := ctypes.get_errno()):
        raise OSError(number, f"ptrace {request:#x}")
    return answer


def registers_of(machine: Machine, pid: int) -> list[int]:
    values = (ctypes.c_uint64 * machine.registers)()
    _regset(GETREGSET, pid, _NT_PRSTATUS, values)
    return list(values)


def set_registers(machine: Machine, pid: int, values: list[int]) -> None:
    kept = (ctypes.c_uint64 * machine.registers)(*(value & (1 << 64) - 1 for value in values))
    _regset(SETREGSET, pid, _NT_PRSTATUS, kept)


def skip_call(machine: Machine, pid: int, values: list[int]) -> None:
    """Let the call that is about to begin not happen."""
    if machine is _MACHINES["aarch64"]:
        _regset(SETREGSET, pid, _NT_ARM_SYSTEM_CALL, ctypes.c_int32(-1))
    else:
        values[machine.number] = -1
        set_registers(machine, pid, values)


def _regset(
    request: int, pid: int, kind: int, values: ctypes.Array[ctypes.c_uint64] | ctypes.c_int32
) -> None:
    vector = _Vector(ctypes.addressof(values), ctypes.sizeof(values))
    ptrace(request, pid, kind, ctypes.addressof(vector))


def follow_me(machine: Machine) -> None:
    """In the child: let the parent stop this process at every call that changes files, and at no other.

    To stop at each call of any kind would take ten times as long; the kernel's filter picks them.
    """

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("=HBBI", code, yes, no, value)

    load, equal, any_of, give = 0x20, 0x15, 0x45, 0x06
    openat = next(number for number, name in machine.calls.items() if name == "openat")
    plain = [number for number, name in machine.calls.items() if name != "openat"]
    program = [step(load, 4), step(equal, machine.audit, 1, 0), step(give, _ALLOW), step(load, 0)]
    program += [step(equal, number, len(plain) - 1 - place + 4) for place, number in enumerate(plain)]
    # Opening a file only to read it changes nothing.
    program += [step(equal, openat, 0, 2), step(load, 32), step(any_of, _WRITING, 1, 0)]
    program += [step(give, _ALLOW), step(give, _TRACE)]
    packed = b"".join(program)
    filter_ = _Program(len(program), packed)
    if _libc.prctl(_NO_NEW_PRIVS, 1, 0, 0, 0) or _libc.prctl(
        _SET_SECCOMP, _FILTER, ctypes.addressof(filter_), 0, 0
    ):
        raise CannotTrace("the kernel takes no filter of system calls")
