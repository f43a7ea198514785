"""The log and the crash report: kept on this machine, free of personal data.

Log lines carry kinds, counts and durations, never names or values. A crash report carries the
traceback's places and exception types; messages are left out because they may quote user data.
"""

import logging
import platform
import sys
import traceback
from datetime import datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path

from workbench import __version__
from workbench.foundation.paths import logs_dir

log = logging.getLogger("workbench")


def start_logging() -> None:
    """Write the log to a rotating file; where that is impossible, keep quiet and go on."""
    try:
        logs_dir().mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            logs_dir() / "workbench.log", maxBytes=512_000, backupCount=3, encoding="utf-8"
        )
    except OSError:
        log.addHandler(logging.NullHandler())
        return
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


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
