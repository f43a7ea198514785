"""A backup in the place of a workspace file: what it holds against it, and the exchange of the two.

The order of the exchange is all there is to it: the present file is kept under a second name, byte for
byte; the backup, checked and brought up to the present format, is written beside it; then one rename puts
it in place. Whenever the machine stops, the one or the other is there whole.
"""

import contextlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from pathlib import Path
from typing import Any, Final

from sqlalchemy import and_, func, or_, select

from workbench.domain.journal import Op, last_entry_id
from workbench.domain.recovery_code import write_code
from workbench.foundation.errors import WrongPassphrase
from workbench.foundation.files import os_errors
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.storage.cipher import FileKey
from workbench.storage.engine import connect
from workbench.storage.foreign import ForeignFile, open_foreign
from workbench.storage.origin import EXPORTED_AT
from workbench.storage.placing import copy_whole, keep_copy, put_in_place
from workbench.storage.recognition import has_journal
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.soundness import check_written
from workbench.storage.tables.journal import EntryRecord, TransactionRecord, WorkspaceRecord
from workbench.storage.workspace import REPLICA_HOME, Workspace

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_INFO: Final = WorkspaceRecord.__table__
_ERASED_SINCE: Final = "erased_since"
_RUNS_AT_ONCE: Final = 100


@dataclass(frozen=True)
class Beyond:
    """Changes that one file holds and another lacks: how many, from when to when (as their authors' clocks
    said, ISO 8601), of whom, and how many records of each table they touched."""

    changes: int = 0
    first: str = ""
    last: str = ""
    by_author: Mapping[str, int] = field(default_factory=dict)
    by_entity: Mapping[str, int] = field(default_factory=dict)


@contextlib.contextmanager
def read_present(present: Workspace | Path, passphrases: Sequence[str]) -> Iterator[Session]:
    """The present file to read; of one that is not open a private copy."""
    if isinstance(present, Workspace):
        with present.read() as session:
            yield session
    else:
        with open_first(present, passphrases) as foreign, foreign.read() as session:
            yield session


@contextlib.contextmanager
def open_first(path: Path, passphrases: Sequence[str], key: FileKey | None = None) -> Iterator[ForeignFile]:
    """A private copy of the file, opened by the first passphrase that fits.

    ``key``: that of the open workspace; most backups of it have the same.
    """
    code = [" ".join(write_code(key.raw))] if key is not None and key.secret else []
    # The last way says what is wrong: never the code that nobody typed.
    given: Sequence[str | None] = passphrases or (None,)
    ways = [*code, *given]
    with contextlib.ExitStack() as opened:
        for way in ways[:-1]:
            try:
                foreign = opened.enter_context(open_foreign(path, way))
                break
            except WrongPassphrase:
                continue
        else:
            foreign = opened.enter_context(open_foreign(path, ways[-1]))
        yield foreign


def find_beyond(session: Session, known: set[bytes]) -> Beyond:
    """What the file holds beyond the transactions ``known``. Memory grows with the transactions alone."""
    authors: dict[str, int] = {}
    first = last = ""
    runs: list[tuple[bytes, bytes]] = []
    query = select(_TRANSACTION.c.id, _TRANSACTION.c.author, _TRANSACTION.c.at).order_by(_TRANSACTION.c.id)
    rows = session.execute(query.execution_options(yield_per=5_000))
    for is_known, run in groupby(rows, key=lambda row: row.id in known):
        begin = end = b""
        for row in run:
            if is_known:
                continue
            authors[row.author] = authors.get(row.author, 0) + 1
            first, last = first or row.at, row.at
            begin, end = begin or row.id, row.id
        if begin:
            runs.append((begin, last_entry_id(end)))
    return Beyond(sum(authors.values()), first, last, authors, _touched(session, runs))


def transaction_ids(session: Session) -> set[bytes]:
    """Which transactions a file holds."""
    return set(session.scalars(select(_TRANSACTION.c.id)))


def last_change(session: Session) -> tuple[str, str]:
    """When (ISO 8601) and by whom the file was changed last; empty for a file without changes."""
    query = select(_TRANSACTION.c.at, _TRANSACTION.c.author).order_by(_TRANSACTION.c.id.desc()).limit(1)
    row = session.execute(query).first()
    return (row.at, row.author) if row else ("", "")


def count_journal(session: Session) -> tuple[int, int]:
    """How many entries and transactions the file holds."""
    entries, transactions = (
        session.scalar(select(func.count()).select_from(table)) or 0 for table in (_ENTRY, _TRANSACTION)
    )
    return entries, transactions


def is_for_others(session: Session) -> bool:
    """Whether the file is a part of a workspace written for others, in which nobody has worked yet."""
    names = set(session.scalars(select(_INFO.c.name)))
    return EXPORTED_AT in names and REPLICA_HOME not in names


def erased_rows(session: Session) -> list[tuple[str, Id]]:
    """Everything that was ever erased from the file, as entity and row."""
    query = select(_ENTRY.c.entity, _ENTRY.c.row_id).distinct().where(_ENTRY.c.op == int(Op.ERASE))
    return [(entity, Id(row_id)) for entity, row_id in session.execute(query)]


def put_back(
    path: Path, backup: ForeignFile, key: FileKey, kept: Path | None, erased: Sequence[tuple[str, Id]]
) -> None:
    """Keep the file at ``path`` as ``kept``, byte for byte, and put the backup in its place under ``key``.

    The caller holds the lock of ``path``. ``erased``: what was erased since the backup was made; the file
    notes it, so that it goes when the file is opened next (``take_erased``). Raises ``NoSpace``,
    ``ReadOnly`` or ``NotFound``, and leaves the present file as it was.
    """

    def write(part: Path) -> None:
        backup.copy_to(part, key)
        if erased:
            _note_erased(part, key, erased)
        check_written(part, key)

    if kept is not None:
        _keep(path, kept)
    put_in_place(path, write)


def take_erased(session: Session) -> list[tuple[str, Id]]:
    """What has to be erased (again) from a restored file, those rows alone that it knows of."""
    text = session.scalar(select(_INFO.c.value).where(_INFO.c.name == _ERASED_SINCE))
    noted = list(_read(text)) if text else []
    known = {
        Id(row_id)
        for row_id in session.scalars(
            select(_ENTRY.c.row_id).distinct().where(_ENTRY.c.row_id.in_([row_id for _e, row_id in noted]))
        )
    }
    return [(entity, row_id) for entity, row_id in noted if row_id in known and entity in schema()]


def is_restored(session: Session) -> bool:
    """Whether something has yet to be erased from the file."""
    return session.scalar(select(_INFO.c.value).where(_INFO.c.name == _ERASED_SINCE)) is not None


def forget_erased(workspace: Workspace) -> None:
    """All of it is erased."""
    with workspace.writing() as session:
        session.connection().execute(_INFO.delete().where(_INFO.c.name == _ERASED_SINCE))


def _keep(path: Path, kept: Path) -> None:
    journal, kept_journal = (one.with_name(one.name + "-journal") for one in (path, kept))
    unfinished = has_journal(path)
    if unfinished:
        # A file that cannot be opened, so SQLite cannot finish its last save either: both are kept.
        copy_whole(journal, kept_journal)
    keep_copy(path, kept)
    if unfinished:
        with os_errors(path):
            journal.unlink()


def _note_erased(part: Path, key: FileKey, erased: Iterable[tuple[str, Id]]) -> None:
    text = json.dumps([[entity, id_text(row_id)] for entity, row_id in erased])
    with contextlib.closing(connect(part, key, scratch=True)) as copy:
        copy.execute("BEGIN")
        copy.execute(
            "INSERT OR REPLACE INTO workspace_info (name, value) VALUES (?, ?)", (_ERASED_SINCE, text)
        )
        copy.execute("COMMIT")


def _read(text: str) -> Iterator[tuple[str, Id]]:
    try:
        noted: Any = json.loads(text)
    except ValueError:
        return
    for one in noted if isinstance(noted, list) else ():
        if isinstance(one, list) and len(one) == 2 and (row_id := parse_id(str(one[1]))) is not None:
            yield str(one[0]), row_id


def _touched(session: Session, runs: Sequence[tuple[bytes, bytes]]) -> dict[str, int]:
    """How many rows of each table the entries in these ranges touched.

    A row touched in ranges far apart may count more than once: an upper bound, exact for one gap.
    """
    counts: dict[str, int] = {}
    for start in range(0, len(runs), _RUNS_AT_ONCE):
        within = or_(
            *(
                and_(_ENTRY.c.id > begin, _ENTRY.c.id <= end)
                for begin, end in runs[start : start + _RUNS_AT_ONCE]
            )
        )
        query = select(_ENTRY.c.entity, func.count(_ENTRY.c.row_id.distinct())).where(within)
        for entity, count in session.execute(query.group_by(_ENTRY.c.entity)):
            counts[entity] = counts.get(entity, 0) + count
    return counts
