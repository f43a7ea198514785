"""Files from elsewhere, read for a merge or to look inside: on a private copy, after every check.

Nothing of the file is trusted. It is copied first, each page is checked against its seal, its schema is
compared with ours word by word before anything in it is evaluated, its structure and links are checked,
and an older format is migrated on the copy. Only then may it be read, and only read.
"""

import contextlib
import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Engine

from workbench.foundation.errors import BadInput, Damaged, WorkbenchError
from workbench.foundation.files import is_special, os_errors
from workbench.foundation.i18n import _
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect, make_engine, storage_errors
from workbench.storage.format import check_no_code, is_current, read_format
from workbench.storage.migrate import migrate_copy
from workbench.storage.placing import copy_database
from workbench.storage.private_folder import private_folder
from workbench.storage.recognition import (
    being_written,
    damaged,
    damaged_pages,
    has_damaged_pages,
    has_journal,
    read_salt,
    recognise,
)
from workbench.storage.session import Session
from workbench.storage.soundness import check_sound

LARGEST_FILE_BYTES: Final = 4 << 30
_CHUNK_BYTES: Final = 1 << 20
_TRIES: Final = 3
# Each page is read once or twice; a whole file of a rep fits.
_CACHE_KIB: Final = 16 * 1024

_READING: Final = frozenset(
    {
        sqlcipher.SQLITE_SELECT,
        sqlcipher.SQLITE_READ,
        sqlcipher.SQLITE_FUNCTION,
        sqlcipher.SQLITE_RECURSIVE,
        sqlcipher.SQLITE_TRANSACTION,
    }
)


@dataclass(frozen=True)
class ForeignFile:
    """A checked file from elsewhere. ``path`` is where the user has it, ``format`` as it was written."""

    path: Path
    format: int
    _engine: Engine
    key: FileKey

    @contextlib.contextmanager
    def read(self) -> Iterator[Session]:
        """A session that can read and nothing else; what cannot be read raises ``Damaged``."""
        # A full disk or a lock met in the block is never this file's: nobody else has the copy.
        with storage_errors(self.path, only=Damaged), self._engine.connect() as connection:
            yield Session(connection)

    def copy_to(self, part: Path, key: FileKey) -> None:
        """Write the file, brought up to the present format, to ``part`` under ``key``."""
        connection = self._engine.raw_connection()
        try:
            copy_database(connection.driver_connection, part, key)
        finally:
            connection.close()


@contextlib.contextmanager
def open_foreign(path: Path, passphrase: str | None = None) -> Iterator[ForeignFile]:
    """Check the file at ``path`` and let the block read a private copy of it.

    Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``WrongPassphrase``, ``NewerVersion``; ``Locked``
    while its owner is writing it; ``BadInput`` above 4 GiB; ``NoSpace`` where no copy can be made.
    """
    with private_folder() as folder:
        copy = folder / "copy"
        _copy_still(path, copy)
        try:
            key, number, checked = _prepare(copy, passphrase)
        except WorkbenchError as error:
            error.where = str(path)
            raise
        # The connection that checked the pages has them at hand.
        readers = [checked]
        engine = make_engine(
            copy,
            lambda: _reader(readers.pop() if readers else connect(copy, key, read_only=True)),
            watch=False,
        )
        try:
            yield ForeignFile(path, number, engine, key)
        finally:
            engine.dispose()
            checked.close()


def _prepare(copy: Path, passphrase: str | None) -> tuple[FileKey, int, Any]:
    """Every check on the private copy, and its migration.

    Returns its key, its original format, and a connection that may read it.
    """
    key = recognise(copy, passphrase)
    with contextlib.closing(connect(copy, key, read_only=True)) as connection, storage_errors(copy):
        if has_damaged_pages(connection):
            raise damaged(copy, damaged_pages(copy, key))
        number = read_format(connection, copy)
        check_no_code(connection, copy)
    if not is_current(number):
        migrate_copy(copy, key)
    connection = connect(copy, key, read_only=True)
    try:
        with storage_errors(copy):
            connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
            check_sound(connection, copy)
    except BaseException:
        connection.close()
        raise
    return key, number, connection


def _reader(connection: Any) -> Any:
    connection.set_authorizer(_only_reading)
    return connection


def _only_reading(action: int, _first: str | None, second: str | None, *_where: str | None) -> int:
    asking = action == sqlcipher.SQLITE_PRAGMA and second is None
    return int(sqlcipher.SQLITE_OK if asking or action in _READING else sqlcipher.SQLITE_DENY)


def _copy_still(path: Path, copy: Path) -> None:
    """Copy the file as it stands at one moment, or raise ``Locked`` if it does not stand still."""
    if is_special(path):
        read_salt(path)
    for _attempt in range(_TRIES):
        with os_errors(path), path.open("rb") as source:
            before = os.fstat(source.fileno())
            if before.st_size > LARGEST_FILE_BYTES:
                raise BadInput(
                    _("The file is larger than {limit} GiB.").format(limit=LARGEST_FILE_BYTES >> 30),
                    hint=_("Ask for an export of a part of it."),
                    where=str(path),
                )
            still = not has_journal(path)
            with os_errors(copy):
                _copy_bytes(source, copy, before.st_size)
            after = os.fstat(source.fileno())
        if still and not has_journal(path) and _stamp(before) == _stamp(after):
            return
    raise being_written(path)


def _copy_bytes(source: BinaryIO, copy: Path, size: int) -> None:
    with copy.open("wb") as target:
        while size > 0 and (chunk := source.read(min(size, _CHUNK_BYTES))):
            target.write(chunk)
            size -= len(chunk)


def _stamp(status: os.stat_result) -> tuple[int, int]:
    return status.st_size, status.st_mtime_ns
