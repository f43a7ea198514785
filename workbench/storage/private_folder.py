"""A folder for private copies of files: readable by its owner only, and gone afterwards.

A killed program leaves its folder behind. Each is locked while it is in use, so the next start takes away
what nobody holds any more.
"""

import contextlib
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

_PREFIX: Final = "workbench-"
_LOCK: Final = ".in-use"
# Between making a folder and locking it lie microseconds; a busy machine may stretch them.
_FRESH_SECONDS: Final = 60


@contextlib.contextmanager
def private_folder() -> Iterator[Path]:
    """A new folder that only its owner can look into (mode 700); it goes with all in it."""
    with tempfile.TemporaryDirectory(prefix=_PREFIX, ignore_cleanup_errors=True) as name:
        lock = FileLock(Path(name) / _LOCK, timeout=0, thread_local=False, fallback_to_soft=False)
        with contextlib.suppress(OSError, Timeout, NotImplementedError):
            lock.acquire()
        try:
            yield Path(name)
        finally:
            lock.release()


def clear_left_folders() -> int:
    """Take away the private folders of programs that were killed; how many. Never raises."""
    cleared = 0
    try:
        folders = [one for one in Path(tempfile.gettempdir()).iterdir() if one.name.startswith(_PREFIX)]
    except OSError:
        return 0
    for folder in folders:
        with contextlib.suppress(OSError, Timeout, NotImplementedError):
            if folder.is_symlink() or not (folder / _LOCK).is_file():
                continue
            if time.time() - folder.stat().st_mtime < _FRESH_SECONDS:
                continue
            lock = FileLock(folder / _LOCK, timeout=0, thread_local=False, fallback_to_soft=False)
            lock.acquire()
            lock.release()
            shutil.rmtree(folder)
            cleared += 1
    return cleared
