"""The log and the crash report: kept on this machine, free of personal data.

Log lines carry kinds, counts and durations, never names or values: ``note`` takes nothing else. A crash
report carries the traceback's places and exception types; messages are left out because they may quote user
data. What goes to support is passed once more through the two shapes given here.
"""

import contextlib
import logging
import platform
import re
import sys
import traceback
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workbench import __version__
from workbench.foundation.paths import logs_dir

log = logging.getLogger("workbench")
_LOG_NAME = "workbench.log"
_DEED = re.compile(r"[a-z][a-z ]{0,60}")
_LINE = re.compile(
    r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ "
    r"(?:[a-z][a-z ]{0,60}(?: [a-z_]+=-?\d+(?:\.\d+)?)*|(?:unexpected|named) error: [A-Za-z_][A-Za-z0-9_.]*)",
    re.ASCII,
)
_REPORT_LINE = re.compile(
    r"workbench [0-9a-z.]+|python [0-9a-z.+]+ on [A-Za-z]+ [A-Za-z0-9._+-]+"
    r"|[A-Za-z_][A-Za-z0-9_.]*|  [A-Za-z0-9_<>. ]+:\d+ [A-Za-z0-9_<>]+",
    re.ASCII,
)


def note(deed: str, **numbers: int) -> None:
    """Write into the log what the program did, in small letters and numbers; raises ``ValueError``."""
    if not _DEED.fullmatch(deed) or not all(type(number) is int for number in numbers.values()):
        raise ValueError("the log takes words of the program and whole numbers")
    log.info("%s", " ".join([deed, *(f"{name}={number}" for name, number in numbers.items())]))


def note_error(error: Exception) -> None:
    """Write into the log which kind of error the user was told of."""
    log.warning("named error: %s", type(error).__qualname__)


def is_log_line(line: str) -> bool:
    """Whether ``line`` has the shape of a line that ``note`` or a crash writes."""
    return _LINE.fullmatch(line) is not None


def is_report_line(line: str) -> bool:
    """Whether ``line`` has the shape of a line of a crash report."""
    return _REPORT_LINE.fullmatch(line) is not None


def log_files() -> list[Path]:
    """The log and those before it, oldest first."""
    return sorted(logs_dir().glob(f"{_LOG_NAME}*"), reverse=True)


def crash_reports() -> list[Path]:
    """The crash reports kept on this machine, newest first."""
    return sorted(logs_dir().glob("crash-*.txt"), reverse=True)


def remove_old_reports(keep: int = 50) -> None:
    """Delete all crash reports but the newest."""
    for path in crash_reports()[keep:]:
        with contextlib.suppress(OSError):
            path.unlink()


def start_logging() -> None:
    """Write the log to a rotating file; where that is impossible, keep quiet and go on."""
    try:
        logs_dir().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs_dir() / _LOG_NAME, maxBytes=512_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        log.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    remove_old_reports()


def crash_text(error: BaseException) -> str:
    """What a crash report says of ``error``: types and places, no messages, no values."""
    lines = [
        f"workbench {__version__}",
        f"python {platform.python_version()} on {platform.system()} {platform.release()}",
    ]
    seen: BaseException | None = error
    while seen is not None:
        lines.append(f"{type(seen).__module__}.{type(seen).__qualname__}")
        lines += [
            f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(seen.__traceback__)
        ]
        seen = seen.__cause__ or seen.__context__
    return "\n".join(lines) + "\n"


def write_crash_report(error: BaseException, at: datetime) -> Path | None:
    """Keep a crash report on this machine and return its path, or ``None`` where none can be written."""
    log.error("unexpected error: %s", type(error).__qualname__)
    path = logs_dir() / f"crash-{at:%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(crash_text(error), "utf-8")
    except OSError:
        sys.stderr.write(crash_text(error))
        return None
    return path
