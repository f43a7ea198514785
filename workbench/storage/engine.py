"""Connections to workspace files: SQLAlchemy over SQLCipher, with everything SQLite-only in one place.

Transactions are begun by ourselves (``isolation_level=None``): ``BEGIN`` for reading, ``BEGIN IMMEDIATE``
for connections with the execution options ``WRITING``, so that a writer never finds out at its commit
that another one was quicker.
"""

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.dialects import registry
from sqlalchemy.dialects.sqlite.pysqlite import SQLiteDialect_pysqlite
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import QueuePool
from sqlalchemy.util import LRUCache

from workbench.foundation.errors import Damaged, Locked, NoSpace, NotFound, ReadOnly, WorkbenchError
from workbench.foundation.files import medium_gone
from workbench.foundation.i18n import _
from workbench.storage.cipher import FileKey
from workbench.storage.large_cache import set_cache

WRITING: Final = {"workbench_writing": True}
WRITING_MUCH: Final = {**WRITING, "workbench_large": True}
# Long enough for a save to wait for the end of a long list, and a list for that of a large save.
_BUSY_MS: Final = 60_000
_CACHE_KIB: Final = 64 * 1024
_LITTLE_ROOM: Final = 1 << 20

_DAMAGE: Final = ("SQLITE_CORRUPT", "SQLITE_NOTADB", "SQLITE_IOERR_SHORT_READ")

# The driver's backup raises without a name.
_NAMELESS: Final = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "file is not a database": "SQLITE_NOTADB",
    "database is locked": "SQLITE_BUSY",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "unable to open database file": "SQLITE_CANTOPEN",
}

_PRAGMAS: Final = (
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",
    "PRAGMA foreign_keys = ON",
    "PRAGMA temp_store = MEMORY",
    f"PRAGMA cache_size = -{_CACHE_KIB}",
    f"PRAGMA busy_timeout = {_BUSY_MS}",
)
# A transaction too large for the cache would be spilt into the file, and lock readers out until its end.
# EXTRA: what is saved stays so when the power fails at once; after FULL the journal's name may come back,
# and with it the state before.
_DURABLE: Final = ("PRAGMA journal_mode = DELETE", "PRAGMA synchronous = EXTRA", "PRAGMA cache_spill = OFF")
# For a file that is filled beside its place and put there whole: durable by its rename, not by a journal.
_SCRATCH: Final = ("PRAGMA journal_mode = MEMORY", "PRAGMA synchronous = OFF")


class _Dialect(SQLiteDialect_pysqlite):
    """SQLite's dialect, the same for every file, so that a statement is compiled once and not once a file."""

    supports_statement_cache = True

    def __eq__(self, other: object) -> bool:
        return type(other) is type(self)

    def __hash__(self) -> int:
        return hash(type(self))


registry.register("sqlite.workbench", __name__, _Dialect.__name__)
_COMPILED: Final = {"compiled_cache": LRUCache[Any, Any](1000)}

# The driver looks for an adapter before it binds these two, which costs more than the binding itself.
sqlcipher.register_adapter(bytes, bytearray)
sqlcipher.register_adapter(type(None), lambda _none: None)


def connect(path: Path, key: FileKey, *, scratch: bool = False, read_only: bool = False) -> Any:
    """A driver connection to the file, keyed and hardened; it opens the file at its first statement.

    ``scratch``: for a file nobody reads before it is put in its place. ``read_only``: for a private copy
    that nobody writes to, without any lock or journal. Raises ``Damaged`` and ``NotFound``.
    """
    # Only a scratch file may be new: a workspace that vanished must not come back as an empty file.
    mode = "mode=ro&immutable=1" if read_only else "mode=rwc" if scratch else "mode=rw"
    target = f"{path.resolve().as_uri()}?{mode}"
    with storage_errors(path):
        connection = sqlcipher.connect(target, isolation_level=None, check_same_thread=False, uri=True)
        try:
            # Errors reach the user as named errors, not as lines on standard error.
            connection.execute("PRAGMA cipher_log_level = NONE")
            connection.execute(key.pragma)
            for statement in (*_PRAGMAS, *(() if read_only else _SCRATCH if scratch else _DURABLE)):
                connection.execute(statement)
            if read_only:
                connection.execute("PRAGMA query_only = ON")
        except BaseException:
            connection.close()
            raise
    return connection


def make_engine(path: Path, creator: Callable[[], Any], *, watch: bool = True) -> Engine:
    """An engine whose connections come from ``creator``.

    ``watch``: a writer raises ``NotFound`` when the file at ``path`` is gone or another one has taken its
    place since the engine was made: its saves would go to a file that no longer has a name.
    """
    engine = create_engine(
        "sqlite+workbench://",
        module=sqlcipher,
        creator=creator,
        poolclass=QueuePool,
        pool_size=4,
        execution_options=_COMPILED,
    )
    identity = file_identity(path)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("workbench_writing", False)
        if writing and watch and file_identity(path) != identity:
            raise NotFound(
                _("The file was moved, replaced or deleted while it was open."),
                hint=_("Close it and open it again from where it is now."),
                where=str(path),
            )
        if watch:
            large = connection.get_execution_options().get("workbench_large", False)
            set_cache(connection, _CACHE_KIB, large=large)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def open_engine(path: Path, key: FileKey) -> Engine:
    """The engine of a workspace file that lies in its place."""
    return make_engine(path, lambda: connect(path, key))


def file_identity(path: Path) -> tuple[int, int] | None:
    """What tells the file at ``path`` from another one that takes its name; ``None`` if there is none."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_dev, status.st_ino


@contextlib.contextmanager
def storage_errors(path: Path, only: type[WorkbenchError] = WorkbenchError) -> Iterator[None]:
    """Turn what SQLite answers about the file at ``path`` into named errors of the kind ``only``.

    Others pass unchanged: defects of the program, or what another file open in the block has answered.
    """
    try:
        yield
    except (DBAPIError, sqlcipher.Error) as error:
        named = explain_sqlite_error(error.orig if isinstance(error, DBAPIError) else error, path)
        if isinstance(named, only):
            raise named from error
        raise


def explain_sqlite_error(error: BaseException | None, path: Path) -> WorkbenchError | None:
    """The named error for a driver error about ``path``; ``None`` if it is a defect of the program."""
    name = str(getattr(error, "sqlite_errorname", None) or _NAMELESS.get(str(error), ""))
    where = str(path)
    if name.startswith(_DAMAGE) or str(error).startswith("Could not decode to UTF-8"):
        return Damaged(
            _("The file is damaged."), hint=_("Open the latest backup of it instead."), where=where
        )
    if name.startswith("SQLITE_FULL") or (name.startswith("SQLITE_IOERR") and _is_full(path)):
        return NoSpace(
            _("There is no room left on the disk."),
            hint=_("Nothing was saved. Free some space, then try again."),
            where=where,
        )
    if name.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return Locked(
            _("Another program is using this file."),
            hint=_("Wait for it to finish, or close it, then try again."),
            where=where,
        )
    if name.startswith(("SQLITE_READONLY", "SQLITE_CANTOPEN", "SQLITE_PERM")):
        if not path.exists():
            return NotFound(
                _("This file does not exist."), hint=_("Check the name and the folder."), where=where
            )
        return ReadOnly(
            _("This place cannot be written to."),
            hint=_("Choose another folder, or ask for the right to write here."),
            where=where,
        )
    if name.startswith("SQLITE_IOERR"):
        if not _is_there(path.parent):
            return medium_gone(path)
        return ReadOnly(
            _("The disk refused to read or write the file."),
            hint=_("Nothing was saved. Check the disk and try again."),
            where=where,
        )
    return None


def _is_there(folder: Path) -> bool:
    try:
        folder.stat()
    except OSError:
        return False
    return True


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LITTLE_ROOM
    except OSError:
        return False
