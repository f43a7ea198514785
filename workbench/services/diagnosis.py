"""A bundle for support: what the program, the machine and the file are like, and nothing of anybody in it.

It holds no personal data by the way it is made: every value is a number, a yes or no, or a word out of a
list of our own; of log and crash reports only lines that have the shape we write them in are taken over.
"""

import json
import os
import platform
import re
import sys
import zipfile
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import Path
from time import perf_counter
from typing import Final, TypeVar

from workbench import __version__
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import LANGUAGES, N_, _, language
from workbench.foundation.logs import crash_reports, is_log_line, is_report_line, log_files
from workbench.foundation.settings import Settings, load_settings
from workbench.services.account_list import list_account_lines
from workbench.services.backups import list_backups
from workbench.services.checks import check_workspace
from workbench.services.program_facts import shipped_parts
from workbench.services.search import search
from workbench.services.today import today_view
from workbench.storage.format import FORMAT
from workbench.storage.queries.row_counts import count_rows
from workbench.storage.workspace import Workspace

LINES_KEPT, REPORTS_KEPT = 4000, 20
LEFT_OUT: Final = "(left out)"
_THEMES = frozenset({"", "light", "dark"})
# Names of systems and processors are short words; what is not is not told.
_PLAIN = re.compile(r"[A-Za-z0-9._+ -]{0,40}")

T = TypeVar("T")
Value = int | float | bool | str | None | Mapping[str, "Value"]


@dataclass(frozen=True)
class DiagnosisPart:
    """One file of the bundle: its name, what it tells in a sentence, and what stands in it."""

    name: str
    about: str
    text: str


_ABOUT: Final = {
    "program.json": N_("Version, file format, system, processor, versions of the libraries, screens"),
    "settings.json": N_("Language and look; of all else only whether it is set, and how many"),
    "file.json": N_("Size of the file, whether it has a passphrase, how many rows each table has, backups"),
    "check.json": N_("How many findings of which kind a check of the file has"),
    "timings.json": N_("How long reading takes, in milliseconds"),
    "log.txt": N_("When the program started, which work took how long, kinds of errors"),
    "crashes.txt": N_("Crash reports: places in the program and kinds of errors"),
}


def gather_diagnosis(
    workspace: Workspace | None,
    screens: Iterable[tuple[int, int, float]] = (),
    *,
    unopened: WorkbenchError | None = None,
) -> tuple[DiagnosisPart, ...]:
    """What a bundle would hold, to be looked at before it is written; takes as long as a check of the file.

    ``screens`` are their widths and heights in pixels and their scales. Without a workspace the parts about
    the file are left out; of one that could not be opened it is told why: ``unopened``.
    """
    parts: dict[str, str] = {"program.json": _told(_program(screens)), "settings.json": _told(_settings())}
    if workspace is not None:
        parts["file.json"] = _told(_tried(lambda: _file(workspace)))
        check, took = _timed(lambda: _tried(lambda: _check(workspace)))
        parts["check.json"] = _told(check)
        parts["timings.json"] = _told({"check_ms": took, **_timings(workspace)})
    elif unopened is not None:
        parts["file.json"] = _told(_failed(unopened))
    parts["log.txt"] = _kept(log_files(), is_log_line, LINES_KEPT)
    parts["crashes.txt"] = _kept(crash_reports()[:REPORTS_KEPT], is_report_line, LINES_KEPT)
    return tuple(DiagnosisPart(name, _(_ABOUT[name]), text) for name, text in parts.items())


def write_diagnosis(path: Path, parts: Iterable[DiagnosisPart]) -> Path:
    """Write the parts into one zip file at ``path``. Raises ``ReadOnly``, ``NoSpace`` or ``NotFound``."""
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as bundle:
        for part in parts:
            bundle.writestr(part.name, part.text)
    write_bytes(path, held.getvalue())
    return path


def _program(screens: Iterable[tuple[int, int, float]]) -> dict[str, Value]:
    return {
        "version": __version__,
        "format": FORMAT,
        "installed": hasattr(sys, "_MEIPASS"),
        "python": platform.python_version(),
        "system": _plain(platform.system()),
        "release": _plain(platform.release()),
        "machine": _plain(platform.machine()),
        "processors": os.cpu_count(),
        "language": language(),
        "screens": {
            str(number): f"{width}x{height} at {scale:g}"
            for number, (width, height, scale) in enumerate(screens, 1)
        },
        "libraries": {part.name: part.version for part in shipped_parts() if part.version},
    }


def _settings() -> dict[str, Value]:
    stored: Settings = load_settings()
    return {
        "language": stored.language if stored.language in LANGUAGES else LEFT_OUT if stored.language else "",
        "theme": stored.theme if stored.theme in _THEMES else LEFT_OUT,
        "has_own_name": bool(stored.author),
        "has_company": bool(stored.company),
        "has_window_place": bool(stored.window),
        "recent_files": len(stored.recent),
        "tables": len(stored.tables),
        "published_calendars": len(stored.published),
        "backup_places": len(stored.backup_places),
        "reminders": bool(stored.reminders),
        "reminders_given": len(stored.reminded),
        "lock_after_minutes": int(stored.lock_after),
    }


def _file(workspace: Workspace) -> dict[str, Value]:
    with workspace.read() as session:
        rows = count_rows(session)
    backups = list_backups(workspace)
    return {
        "bytes": workspace.path.stat().st_size,
        "has_passphrase": workspace.encrypted,
        "is_new_here": workspace.is_new_here,
        "backups": dict(Counter(one.kind.value for one in backups)),
        "rows": rows,
    }


def _check(workspace: Workspace) -> dict[str, Value]:
    report = check_workspace(workspace)
    # Messages may name files and records: only the kinds of findings, which are words of our own.
    kinds = Counter[str](one.check for one in report.findings)
    return {"ok": report.ok, "entries": report.entries, "notes": len(report.notes), "findings": dict(kinds)}


def _timings(workspace: Workspace) -> dict[str, Value]:
    works: dict[str, Callable[[], object]] = {
        "today_ms": lambda: today_view(workspace),
        "accounts_ms": lambda: list_account_lines(workspace),
        "search_ms": lambda: search(workspace, "a"),
    }

    def timing(name: str) -> Mapping[str, Value]:
        return {name: _timed(works[name])[1]}

    return {name: value for name in works for value in _tried(partial(timing, name)).values()}


def _tried(work: Callable[[], Mapping[str, Value]]) -> Mapping[str, Value]:
    """What ``work`` tells, or which kind of error it ends with: a bundle is asked for where things fail."""
    try:
        return work()
    except Exception as error:
        return _failed(error)


def _failed(error: Exception) -> Mapping[str, Value]:
    return {"failed": type(error).__name__}


def _timed(work: Callable[[], T]) -> tuple[T, int]:
    began = perf_counter()
    done = work()
    return done, round((perf_counter() - began) * 1000)


def _kept(paths: Iterable[Path], is_ours: Callable[[str], bool], most: int) -> str:
    """The lines of the files that have our shape, the last ``most``; how many were left out is told."""
    lines: list[str] = []
    strange = 0
    for path in paths:
        try:
            found = path.read_text("utf-8", "replace").splitlines()
        except OSError:
            continue
        ours = [line for line in found if is_ours(line)]
        strange += len(found) - len(ours)
        lines += ours
    left = [f"{LEFT_OUT}: {strange}"] if strange else []
    return "\n".join([*left, *lines[-most:]]) + "\n"


def _plain(text: str) -> str:
    return text if _PLAIN.fullmatch(text) else LEFT_OUT


def _told(values: Mapping[str, Value]) -> str:
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"
