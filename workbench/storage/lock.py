"""One instance per workspace file: a lock beside it that the operating system drops with the process."""

import contextlib
from pathlib import Path

from filelock import FileLock, Timeout

from workbench.foundation.errors import Locked, NotFound, ReadOnly
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _


class FileInUse:
    """Holds the file at ``path`` for this instance until ``release``; a killed process lets go by itself.

    The lock lies in a hidden file beside the workspace. It stays there: deleting it would let two
    instances hold a lock each. Raises ``Locked`` if another instance (or window) holds the file,
    ``ReadOnly`` or ``NotFound`` where no lock can be made.
    """

    def __init__(self, path: Path) -> None:
        if not path.parent.is_dir():
            # The lock would make the missing folder.
            raise NotFound(
                _("This folder does not exist."), hint=_("Check the name of the folder."), where=str(path)
            )
        # Closed by whichever thread ends the work, so not bound to one; no soft lock, which outlives a kill.
        self._lock = FileLock(lock_file(path), timeout=0, thread_local=False, fallback_to_soft=False)
        with os_errors(path):
            self._acquire(path)

    def _acquire(self, path: Path) -> None:
        try:
            self._lock.acquire()
        except Timeout as error:
            raise Locked(
                _("This file is already open in another window."),
                hint=_("Go to that window, or close it first."),
                where=str(path),
            ) from error
        except NotImplementedError as error:
            raise ReadOnly(
                _("This folder cannot lock files."),
                hint=_("Move the file to a disk of this computer."),
                where=str(path),
            ) from error

    def release(self, *, remove: bool = False) -> None:
        """Let others open the file; ``remove`` where there is no file to lock. Twice does no harm."""
        if remove:
            # Not on Windows, where nobody can remove a file that is open.
            with contextlib.suppress(OSError):
                Path(self._lock.lock_file).unlink(missing_ok=True)
        self._lock.release()


def lock_file(path: Path) -> Path:
    """Where the lock of the file at ``path`` lies, whatever link names it."""
    real = path.resolve()
    return real.with_name(f".{real.name}.lock")
