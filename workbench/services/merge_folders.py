"""Which files of a folder, a stick or a drop are there to be merged."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from workbench.foundation.files import os_errors

SUFFIX = ".workbench"
MOST_FILES = 2_000
_DEEPEST = 3
# Beside a team's files a stick may hold anything; the program's own copies are no hand-ins.
_OWN_FOLDERS = frozenset({"backups"})


@dataclass(frozen=True)
class FoundFiles:
    """The workspace files found, by name, and what else lay beside them. ``more``: there are yet others."""

    files: tuple[Path, ...]
    left: tuple[Path, ...] = ()
    more: bool = False


def find_files(paths: Iterable[Path]) -> FoundFiles:
    """The workspace files among ``paths``, those in folders included, at most ``MOST_FILES``.

    A file that is named itself is taken whatever it is called. Raises ``NotFound`` or ``ReadOnly`` for a
    folder that cannot be read.
    """
    files: dict[Path, None] = {}
    left: list[Path] = []
    for path in paths:
        if not path.is_dir():
            files[path] = None
            continue
        found, others = _in_folder(path, _DEEPEST)
        files |= dict.fromkeys(sorted(found, key=lambda one: str(one).casefold()))
        left += others
    whole = list(files)
    return FoundFiles(tuple(whole[:MOST_FILES]), tuple(sorted(left)), len(whole) > MOST_FILES)


def _in_folder(folder: Path, deepest: int) -> tuple[list[Path], list[Path]]:
    files: list[Path] = []
    left: list[Path] = []
    with os_errors(folder), os.scandir(folder) as entries:
        inside = list(entries)
    for entry in inside:
        path = Path(entry.path)
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            if deepest and entry.name not in _OWN_FOLDERS:
                more, others = _in_folder(path, deepest - 1)
                files += more
                left += others
        elif entry.is_file():
            (files if path.suffix.lower() == SUFFIX else left).append(path)
    return files, left
