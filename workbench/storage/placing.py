"""Putting a whole database file in its place: written beside it, made durable, then renamed over it."""

import contextlib
import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import os_errors, replace_file, sync_folder
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect, storage_errors
from workbench.storage.recognition import being_written, has_journal


def put_in_place(path: Path, write: Callable[[Path], None]) -> None:
    """``replace_file`` for databases: never leaves a journal that belongs to another file beside ``path``.

    Raises ``Locked`` where the file there still needs its journal; ``NoSpace``, ``ReadOnly``, ``NotFound``.
    """
    if has_journal(path):
        if path.exists():
            raise being_written(path)
        with os_errors(path):
            path.with_name(path.name + "-journal").unlink()
    remove_leftovers(path)
    try:
        with storage_errors(path):
            replace_file(path, write)
    except WorkbenchError as error:
        # The user knows the target, not the file beside it.
        error.where = str(path)
        raise


def remove_leftovers(path: Path) -> None:
    """Remove what a killed program had begun to put in the place of ``path``."""
    with os_errors(path):
        for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
            part.unlink(missing_ok=True)


def copy_database(source: Any, path: Path, key: FileKey) -> None:
    """Copy the database behind a driver connection into a new file under ``key``, as of one moment.

    Uses SQLite's backup: pages are opened with the one key and sealed with the other on the way.
    """
    with contextlib.closing(connect(path, key, scratch=True)) as target:
        source.backup(target)


def keep_copy(path: Path, kept: Path) -> None:
    """Keep the file at ``path`` under the name ``kept`` too, as a second name or else as a copy."""
    with os_errors(kept):
        try:
            os.link(path, kept)
        except OSError:
            shutil.copy2(path, kept)
        sync_folder(kept.parent)


def free_name(path: Path) -> Path:
    """``path``, or the first of its kind with a number behind it that does not exist yet."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
