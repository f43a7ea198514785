"""One open workspace file: short reads, and changes of which each is one transaction."""

import hashlib
import platform
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, cast

from sqlalchemy import Connection, Engine, Table, select

from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id, id_text, new_id, parse_id
from workbench.storage.cipher import FileKey
from workbench.storage.engine import WRITING, storage_errors
from workbench.storage.entries import insert_rows
from workbench.storage.json_values import line_to_json
from workbench.storage.lock import FileInUse
from workbench.storage.projector import AfterProject
from workbench.storage.session import ReadingSession
from workbench.storage.tables.journal import WorkspaceRecord
from workbench.storage.unit_of_work import Change

_REPLICA: Final = "replica"
REPLICA_HOME: Final = "replica_home"
_INFO: Final = cast(Table, WorkspaceRecord.__table__)


class Workspace:
    """An open file. Reads may run in several threads at once; changes wait for each other.

    ``after_project`` is called inside each changing transaction with the touched rows.
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
        self.engine = engine
        self.key = key
        self.clock = clock
        self.author = author
        self.after_project = tuple(after_project)
        self._lock = lock
        self._writer = threading.RLock()
        self._is_changing = False
        self._closed = False
        self.replica_id, self._replica_is_known = self._find_replica()

    @property
    def encrypted(self) -> bool:
        """Whether a passphrase protects the file."""
        return self.key.secret

    @property
    def is_new_here(self) -> bool:
        """Whether the file came from another place and nothing was saved in it here yet."""
        return not self._replica_is_known

    @contextmanager
    def read(self) -> Iterator[ReadingSession]:
        """A session over one unchanging state of the file. Keep it short: a save waits for its end.

        Raises ``NotFound`` once the file is closed, as changes do.
        """
        self.check_open()
        with (
            storage_errors(self.path),
            self.engine.connect() as connection,
            ReadingSession(connection) as session,
        ):
            yield session

    @contextmanager
    def change(self, kind: str, label: str, undoes: Id | None = None) -> Iterator[Change]:
        """One change, saved on leaving the block and rolled back on any error.

        ``kind`` names the use case for programs, ``label`` says it to people. Raises ``NoSpace``,
        ``ReadOnly``, ``Locked`` or ``NotFound`` where the file cannot be written.
        """
        with self.writing() as session:
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
    def writing(self) -> Iterator[ReadingSession]:
        """The bare writing transaction that changes and merges stand on."""
        with self._writer, storage_errors(self.path):
            self.check_open()
            if self._is_changing:
                raise RuntimeError("a change is already under way in this thread")
            self._is_changing = True
            try:
                with (
                    self.engine.connect().execution_options(**WRITING) as connection,
                    connection.begin(),
                    ReadingSession(connection) as session,
                ):
                    self._remember_replica(connection)
                    yield session
                self._replica_is_known = True
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

    def close(self) -> None:
        """Close the file and let others open it. Closing twice does no harm."""
        self._closed = True
        self.engine.dispose()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

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
