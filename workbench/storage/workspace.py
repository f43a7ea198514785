"""One open workspace file: short reads, and changes of which each is one transaction."""

import hashlib
import platform
import threading
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, Engine, select

from workbench.foundation.clock import Clock
from workbench.foundation.errors import FileLocked, NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, new_id, parse_id
from workbench.storage.cipher import FileKey
from workbench.storage.engine import WRITING, WRITING_MUCH, file_identity, open_engine, storage_errors
from workbench.storage.entries import insert_rows
from workbench.storage.json_values import line_to_json
from workbench.storage.lock import FileInUse
from workbench.storage.projector import AfterProject
from workbench.storage.recognition import recognise
from workbench.storage.saves import Saves
from workbench.storage.session import ReadingSession
from workbench.storage.tables.journal import WorkspaceRecord
from workbench.storage.unit_of_work import Change

_REPLICA: Final = "replica"
REPLICA_HOME: Final = "replica_home"
_INFO: Final = WorkspaceRecord.__table__


class Workspace:
    """An open file. Reads may run in several threads at once; changes wait for each other.

    ``after_project`` is called inside each changing transaction with the touched rows. A file with a
    passphrase can be locked: its database is closed and its key forgotten, while whoever holds the
    workspace goes on with it once it is unlocked; the lock beside the file is held all the time.
    """

    def __init__(
        self,
        path: Path,
        engine: Engine,
        key: FileKey,
        lock: FileInUse | None = None,
        *,
        clock: Clock,
        author: str,
        after_project: Sequence[AfterProject] = (),
    ) -> None:
        self.path = path
        self._engine: Engine | None = engine
        self._key: FileKey | None = key
        self.encrypted = key.secret
        """Whether a passphrase protects the file."""
        self.clock = clock
        self.author = author
        self._saves = Saves()
        self.after_project = (self._saves.note, *after_project)
        self._lock = lock
        self._writer = threading.RLock()
        self._readers, self._reader_left = 0, threading.Condition()
        self._identity = file_identity(path)
        self._is_changing = False
        self._closed = False
        self.look_only = False
        """Whether it is a private copy to be looked at: what is changed in it would go with it."""
        self.on_close: Callable[[], object] | None = None
        self.replica_id, self._replica_is_known = self._find_replica()

    @property
    def engine(self) -> Engine:
        """The connections to the file. Raises ``FileLocked``."""
        if self._engine is None:
            raise self._is_locked()
        return self._engine

    @property
    def key(self) -> FileKey:
        """What opens the file. Raises ``FileLocked``."""
        if self._key is None:
            raise self._is_locked()
        return self._key

    @property
    def locked(self) -> bool:
        """Whether the passphrase has to be entered before anything can be read."""
        return self._key is None

    @property
    def is_new_here(self) -> bool:
        """Whether the file came from another place and nothing was saved in it here yet."""
        return not self._replica_is_known

    @property
    def saves(self) -> int:
        """How many changes were saved since it was opened: what was read before the last is out of date."""
        return self._saves.count

    def last_save_beside(self, entities: Collection[str]) -> int:
        """As ``saves``, for who reads nothing of these kinds of records."""
        return self._saves.last_beside(entities)

    @contextmanager
    def read(self) -> Iterator[ReadingSession]:
        """A session over one unchanging state of the file. Keep it short: a save waits for its end.

        Raises ``NotFound`` once the file is closed and ``FileLocked`` while it is locked, as changes do.
        """
        with self._reader_left:
            self.check_open()
            engine = self.engine
            self._readers += 1
        try:
            with storage_errors(self.path), engine.connect() as connection:
                yield ReadingSession(connection)
        finally:
            with self._reader_left:
                self._readers -= 1
                self._reader_left.notify_all()

    @contextmanager
    def change(
        self, kind: str, label: str, undoes: Id | None = None, *, much: bool = False
    ) -> Iterator[Change]:
        """One change, saved on leaving the block and rolled back on any error.

        ``kind`` names the use case for programs, ``label`` says it to people; ``much`` has a large cache, for
        what writes all over the file. Raises ``NoSpace``, ``ReadOnly``, ``Locked`` or ``NotFound`` where the
        file cannot be written, ``NotAllowed`` where it is only looked at.
        """
        self.check_changeable()
        with self.writing(much=much) as session:
            change = Change(
                session,
                clock=self.clock,
                author=self.author,
                replica_id=self.replica_id,
                kind=kind,
                label=label,
                undoes=undoes,
                after_project=self.after_project,
            )
            session.before_query = change.flush
            yield change
            change.finish()

    @contextmanager
    def writing(self, *, much: bool = False) -> Iterator[ReadingSession]:
        """The bare writing transaction that changes and merges stand on; ``much`` has a large cache."""
        with self._writer, storage_errors(self.path):
            self.check_open()
            if self._is_changing:
                raise RuntimeError("a change is already under way in this thread")
            self._is_changing = True
            self._saves.begin()
            try:
                with (
                    self.engine.connect().execution_options(
                        **(WRITING_MUCH if much else WRITING)
                    ) as connection,
                    connection.begin(),
                ):
                    self._remember_replica(connection)
                    yield ReadingSession(connection)
                self._replica_is_known = True
                self._saves.saved()
            finally:
                self._is_changing = False

    @property
    def author(self) -> str:
        """Whose changes these are from now on. Raises ``BadInput`` for what cannot be kept as a name."""
        return self._author

    @author.setter
    def author(self, name: str) -> None:
        self._author = line_to_json(name, "author") or ""

    def check_open(self) -> None:
        """Raise ``NotFound`` if the file was closed: without its lock it may be another window's by now."""
        if self._closed:
            raise NotFound(_("This file is closed."), hint=_("Open it again."), where=str(self.path))

    def check_changeable(self) -> None:
        """Raise ``NotAllowed`` if the file is open to be looked at alone."""
        if self.look_only:
            raise NotAllowed(
                _("This file is open only to be looked at."),
                hint=_("Merge it into your workspace to go on with it there."),
            )

    def lock(self) -> None:
        """Close the database and forget its key, after changes and reads under way; twice does no harm.

        Raises ``NotAllowed`` for a file without a passphrase: anybody could unlock it.
        """
        if not self.encrypted:
            raise NotAllowed(
                _("This file has no passphrase, so it cannot be locked."),
                hint=_("Give it a passphrase first."),
                where=str(self.path),
            )
        with self._writer:
            self.check_open()
            with self._reader_left:
                engine, self._engine, self._key = self._engine, None, None
                self._reader_left.wait_for(lambda: not self._readers)
            if engine is not None:
                engine.dispose()

    def unlock(self, passphrase: str) -> None:
        """Open the database of a locked file again, by its passphrase or its recovery code.

        Raises ``WrongPassphrase``, what else keeps a file from being opened, and ``NotFound`` where another
        file lies in its place by now; it stays locked then.
        """
        with self._writer:
            self.check_open()
            if not self.locked:
                return
            if file_identity(self.path) != self._identity:
                raise NotFound(
                    _("The file was moved, replaced or deleted while it was locked."),
                    hint=_("Close it and open it again from where it is now."),
                    where=str(self.path),
                )
            key = recognise(self.path, passphrase)
            self._engine, self._key = open_engine(self.path, key), key

    def close(self) -> None:
        """Close the file and let others open it. Closing twice does no harm."""
        self._closed = True
        if self._engine is not None:
            self._engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None
        if self.on_close is not None:
            left, self.on_close = self.on_close, None
            left()

    def _is_locked(self) -> FileLocked:
        return FileLocked(_("This file is locked."), hint=_("Enter its passphrase."), where=str(self.path))

    def _find_replica(self) -> tuple[Id, bool]:
        """The device's id in this file; a fresh one where the file was copied from elsewhere."""
        with self.read() as session:
            info = dict(session.execute(select(_INFO.c.name, _INFO.c.value)).all())
        known = parse_id(info.get(_REPLICA, ""))
        if known is not None and info.get(REPLICA_HOME) == home_of(self.path):
            return known, True
        return new_id(int(self.clock.now().timestamp() * 1000)), False

    def _remember_replica(self, connection: Connection) -> None:
        if self._replica_is_known:
            return
        connection.execute(_INFO.delete().where(_INFO.c.name.in_((_REPLICA, REPLICA_HOME))))
        insert_rows(
            connection, _INFO, [(_REPLICA, id_text(self.replica_id)), (REPLICA_HOME, home_of(self.path))]
        )


def home_of(path: Path) -> str:
    """Where a file lies, as a digest: the same words on another machine or path are another home."""
    place = f"{platform.node()}\0{path.resolve()}"
    return hashlib.blake2b(place.encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
