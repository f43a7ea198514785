"""Putting a whole database file in its place: written beside it, made durable, then renamed over it."""

import contextlib
import errno
import filecmp
import glob
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import folder_missing, os_errors, replace_file, sync_folder
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect, storage_errors
from workbench.storage.recognition import being_written, has_journal

_PAGES_A_STEP: Final = 2_000


def put_in_place(path: Path, write: Callable[[Path], None]) -> None:
    """``replace_file`` for databases: never leaves a journal that belongs to another file beside ``path``.

    Raises ``Locked`` where the file there still needs its journal; ``NoSpace``, ``ReadOnly``, ``NotFound``.
    """
    if not path.parent.is_dir():
        raise folder_missing(path.parent)
    if has_journal(path) and path.exists():
        raise being_written(path)
    with os_errors(path):
        path.with_name(path.name + "-journal").unlink(missing_ok=True)
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


def copy_database(
    source: Any, path: Path, key: FileKey, on_step: Callable[[int, int], None] | None = None
) -> None:
    """Copy the database behind a driver connection into a new file under ``key``, as of one moment.

    Uses SQLite's backup: pages are opened with the one key and sealed with the other on the way.
    ``on_step(done, total)`` is told of pages, and may raise to stop.
    """
    with contextlib.closing(connect(path, key, scratch=True)) as target:
        if on_step is None:
            source.backup(target)
            return
        told: list[BaseException] = []

        def progress(_status: int, remaining: int, total: int) -> None:
            try:
                on_step(total - remaining, total)
            except BaseException as error:
                told.append(error)
                raise

        source.execute("BEGIN")
        try:
            # Reading once holds the moment: without it a save in between would begin the copy anew.
            source.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            source.backup(target, pages=_PAGES_A_STEP, progress=progress)
        except Exception as error:
            raise told[0] if told else error from None
        finally:
            source.execute("ROLLBACK")


def keep_copy(path: Path, kept: Path) -> None:
    """Keep the file at ``path`` under the name ``kept`` too, as a second name or else as a copy."""
    with os_errors(kept):
        try:
            os.link(path, kept)
        except OSError:
            copy_whole(path, kept)
        sync_folder(kept.parent)


def copy_whole(path: Path, target: Path) -> None:
    """Copy a closed file byte by byte, durably, and read the copy back; nothing half ever has its name."""

    def write(part: Path) -> None:
        shutil.copyfile(path, part)
        if not filecmp.cmp(path, part, shallow=False):
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    replace_file(target, write)


def free_name(path: Path) -> Path:
    """``path``, or the first of its kind with a number behind it that does not exist yet."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free
