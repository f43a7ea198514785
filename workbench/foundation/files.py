"""Writing files so that either the old or the new content is there, whatever happens in between."""

import contextlib
import errno
import os
import stat
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Final

from workbench.foundation.errors import BadInput, NoSpace, NotAllowed, NotFound, ReadOnly, WorkbenchError
from workbench.foundation.i18n import _

_parts: Final = count(1)
# What systems answer about a device that was pulled out, or a share whose server went away.
_GONE: Final = frozenset(
    getattr(errno, name)
    for name in ("ENODEV", "ENXIO", "ESTALE", "ENOTCONN", "ENOMEDIUM", "EHOSTDOWN")
    if hasattr(errno, name)
)


def explain_os_error(error: OSError, path: Path) -> WorkbenchError:
    """The named error for what the operating system answered about ``path``."""
    where = str(path)
    if error.errno == errno.EFBIG:
        return NoSpace(
            _("A file of this size is not possible here."),
            hint=_("FAT32 sticks take files of up to 4 GiB. Choose another disk, or write a part."),
            where=where,
        )
    if error.errno in _GONE:
        return medium_gone(path)
    if error.errno == errno.EIO:
        return ReadOnly(
            _("The disk or stick could not be read or written."),
            hint=_("It was pulled out, or it is failing. Nothing half was kept; try another one."),
            where=where,
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return NoSpace(
            _("There is no room left on the disk."),
            hint=_("Free some space or choose another folder, then try again."),
            where=where,
        )
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return ReadOnly(
            _("This place cannot be written to."),
            hint=_("Choose another folder, or ask for the right to write here."),
            where=where,
        )
    if error.errno == errno.EISDIR:
        return NotFound(_("This is a folder, not a file."), hint=_("Choose a file inside it."), where=where)
    if error.errno in (errno.ENOENT, errno.ENOTDIR):
        if not path.parent.is_dir():
            return folder_missing(path.parent)
        return NotFound(
            _("This file or folder does not exist."), hint=_("Check the name and the folder."), where=where
        )
    if error.errno in (errno.ENAMETOOLONG, errno.ELOOP, errno.EINVAL, errno.EILSEQ):
        return BadInput(
            _("This name cannot be used here: {reason}").format(reason=error.strerror or error),
            hint=_("Choose another name."),
            where=where,
        )
    return ReadOnly(
        _("The file could not be read or written: {reason}").format(reason=error.strerror or error),
        hint=_("Check the disk and try again."),
        where=where,
    )


def folder_missing(folder: Path) -> NotFound:
    """The error for a file whose folder is not there: naming the file would send people looking for it."""
    return NotFound(
        _("This folder does not exist."), hint=_("Check the name of the folder."), where=str(folder)
    )


def medium_gone(path: Path) -> NotFound:
    """The error for a stick or disk that was there a moment ago."""
    return NotFound(
        _("The stick or disk is gone."),
        hint=_("Plug it in again, or choose another place, then try again."),
        where=str(path),
    )


@contextlib.contextmanager
def os_errors(path: Path) -> Iterator[None]:
    """Turn the system's errors about ``path`` into named ones."""
    try:
        yield
    except OSError as error:
        raise explain_os_error(error, path) from error


def is_special(path: Path) -> bool:
    """Whether a device, a pipe or the like has this name: to be neither read to its end nor replaced."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def not_ordinary(path: Path) -> NotAllowed:
    """The error for ``is_special``."""
    return NotAllowed(_("This is no ordinary file."), hint=_("Choose another name."), where=str(path))


def sync_folder(folder: Path) -> None:
    """Make a rename in ``folder`` durable, where the system knows how."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some sticks and network drives cannot; what is written is in its place all the same.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make the folder durably, if it is not there. Raises ``NoSpace``, ``ReadOnly`` or ``NotFound``."""
    if not folder.is_dir():
        with os_errors(folder):
            folder.mkdir(exist_ok=True)
            sync_folder(folder.parent)


def replace_file(path: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a file beside ``path``, make it durable, and put it in place in one step.

    Raises ``NoSpace``, ``ReadOnly`` or ``NotFound``, and ``NotAllowed`` for a device or a pipe, whose place
    a file must not take; the old content stays on any error. Of two that write one file at the same time,
    the last to be done stands.
    """
    if is_special(path):
        raise not_ordinary(path)
    part = path.with_name(f".{path.name}.{os.getpid()}-{next(_parts)}.part")
    with os_errors(path):
        try:
            write(part)
            with part.open("rb+") as handle:
                os.fsync(handle.fileno())
            part.replace(path)
            sync_folder(path.parent)
        finally:
            part.unlink(missing_ok=True)


def write_bytes(path: Path, content: bytes, *, private: bool = False) -> None:
    """Replace the file's content in one durable step. A ``private`` file is readable by its owner only."""

    def fill(part: Path) -> None:
        if private:
            part.touch(0o600)
        part.write_bytes(content)

    replace_file(path, fill)
