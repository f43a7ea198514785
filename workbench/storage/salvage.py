"""What can still be read of a damaged file: every change that is whole, with all that it stands on.

A page that is not as it was written cannot be read at all, and neither can what leads to it alone. Changes
are therefore looked for around the gaps; each is taken only if its digest holds, if everything that it
replaced was taken, and if every row that it refers to was. What is written is a workspace file to merge.
"""

import contextlib
import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher

from workbench.domain.journal import Entry, Op, last_entry_id, transaction_of
from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import Clock
from workbench.foundation.errors import NoSpace, ReadOnly, WorkbenchError
from workbench.foundation.files import os_errors
from workbench.storage import files, search_index
from workbench.storage.check import recount_devices, write_tables
from workbench.storage.cipher import PAGE_SIZE, FileKey
from workbench.storage.engine import connect
from workbench.storage.entries import parsed
from workbench.storage.parts import Part, PartDigest, read_transaction
from workbench.storage.placing import put_in_place
from workbench.storage.private_folder import private_folder
from workbench.storage.recognition import damaged, damaged_pages, read_salt, recognise
from workbench.storage.schema import schema

_HEAD: Final = ("id", "replica_id", "author", "at", "kind", "label", "undoes", "format", "entries", "digest")
_ENTRY: Final = "id, entity, row_id, op, field, value, parents"
_SCHEMA: Final = "SELECT count(*), sum(rootpage) FROM sqlite_schema"
_CLOCK_BITS: Final = 80
_LONGER: Final = 4
_MORE_BYTES: Final = 64 << 20
_LAST_MS: Final = (1 << 48) - 1


@dataclass(frozen=True)
class Salvage:
    """What was saved from a damaged file, and how many changes were not (as far as the file still says how
    many there were)."""

    file: Path
    changes: int
    entries: int
    lost: int


def salvage_file(path: Path, passphrase: str | None, into: Path, *, clock: Clock) -> Salvage:
    """Write what can be read of the damaged file at ``path`` to a new workspace file ``into``, under its key.

    The damaged file is not touched. Raises ``Damaged`` where no change at all can be read, as where the first
    page is damaged, ``WrongPassphrase``, ``NotAWorkspace``, ``NotFound``, ``NoSpace`` or ``ReadOnly``.
    """
    read_salt(path)
    with private_folder() as folder:
        copy = folder / "copy"
        _copy_whole_pages(path, copy)
        try:
            key = recognise(copy, passphrase)
        except WorkbenchError as error:
            error.where = str(path)
            raise
        source = _Reader(copy, key)
        if source.rows(_SCHEMA) is None:
            _lend_schema(copy, key)
        put_in_place(into, lambda part: files.fill_new(part, key))
        try:
            with contextlib.closing(source):
                return _fill(source, into, key, clock)
        except BaseException as error:
            into.unlink(missing_ok=True)
            if isinstance(error, WorkbenchError):
                error.where = str(into if isinstance(error, (NoSpace, ReadOnly)) else path)
            raise


class _Reader:
    """A connection that is made anew after each page that cannot be read: SQLCipher gives none back then."""

    def __init__(self, path: Path, key: FileKey) -> None:
        self._path, self._key = path, key
        self._connection: Any = None

    def rows(self, query: str, *parameters: bytes | str) -> list[tuple[Any, ...]] | None:
        """All rows, or ``None`` where a page on the way cannot be read."""
        try:
            if self._connection is None:
                self._connection = connect(self._path, self._key, read_only=True)
            found: list[tuple[Any, ...]] = self._connection.execute(query, parameters).fetchall()
        except (sqlcipher.Error, WorkbenchError, UnicodeDecodeError, OverflowError):
            self.close()
            return None
        return found

    def close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _copy_whole_pages(path: Path, copy: Path) -> None:
    with os_errors(path), path.open("rb") as source, copy.open("wb") as target:
        left = source.seek(0, 2) // PAGE_SIZE * PAGE_SIZE
        source.seek(0)
        while left and (chunk := source.read(min(left, 1 << 20))):
            target.write(chunk)
            left -= len(chunk)
        # Of a file that is shorter than it says nothing at all would be read: the rest is a hole of pages
        # that nobody wrote.
        target.truncate(target.tell() * _LONGER + _MORE_BYTES)


def _lend_schema(copy: Path, key: FileKey) -> None:
    """Put pages of a new file in the place of damaged ones that only say which tables there are.

    They are the same in every file that began in this format; where they are not, no digest will hold.
    """
    fresh = copy.with_name("fresh")
    files.fill_new(fresh, key)
    pages = fresh.read_bytes()
    with copy.open("rb+") as file:
        for number in damaged_pages(copy, key):
            if number > len(pages) // PAGE_SIZE:
                break
            at = (number - 1) * PAGE_SIZE
            page = pages[at : at + PAGE_SIZE]
            fresh.write_bytes(pages[:at] + bytes(PAGE_SIZE) + pages[at + PAGE_SIZE :])
            trial = _Reader(fresh, key)
            if trial.rows(_SCHEMA) is None:
                file.seek(at)
                file.write(page)
            trial.close()


def _fill(source: _Reader, into: Path, key: FileKey, clock: Clock) -> Salvage:
    code = " ".join(write_code(key.raw)) if key.secret else None
    workspace = files.open_workspace(into, passphrase=code, clock=clock, author="")
    changes = entries = 0
    with contextlib.closing(workspace), workspace.writing() as session:
        connection = session.connection()
        for head, own, part in _whole_changes(source):
            marks = ", ".join("?" * len(_HEAD))
            connection.exec_driver_sql(
                f"INSERT INTO journal_transaction ({', '.join(_HEAD)}) VALUES ({marks})", head
            )
            connection.exec_driver_sql(
                f"INSERT INTO journal_entry ({_ENTRY}) VALUES (?, ?, ?, ?, ?, ?, ?)", own
            )
            if part is not None:
                connection.exec_driver_sql("INSERT INTO journal_part VALUES (?, ?, ?, ?)", (head[0], *part))
            changes, entries = changes + 1, entries + len(own)
        write_tables(workspace, session)
        recount_devices(connection)
        named = connection.exec_driver_sql("SELECT DISTINCT sha256 FROM attachment WHERE sha256 != ''")
        for sha256, data in _contents(source, named.scalars().all()):
            connection.exec_driver_sql(
                "INSERT INTO attachment_content (sha256, data) VALUES (?, ?)", (sha256, data)
            )
        search_index.rebuild(session)
    if not changes:
        raise damaged(into)
    counted = source.rows("SELECT sum(txns) FROM journal_replica")
    expected = counted[0][0] if counted and counted[0][0] else changes
    return Salvage(into, changes, entries, max(expected - changes, 0))


def _whole_changes(
    source: _Reader,
) -> Iterator[tuple[tuple[Any, ...], list[tuple[Any, ...]], Part | None]]:
    """Every change that can be read, is as it was written, and stands on nothing that is lost."""
    parts = {row[0]: Part(*row[1:]) for row in source.rows("SELECT * FROM journal_part") or ()}
    kept: set[bytes] = set()
    created: set[bytes] = set()
    for head in _heads(source):
        id_ = head[0]
        query = f"SELECT {_ENTRY} FROM journal_entry WHERE id > ? AND id <= ? ORDER BY id"
        own = source.rows(query, id_, last_entry_id(id_))
        if own is None:
            continue
        digest = PartDigest()
        digest.add(own)
        row = SimpleNamespace(**dict(zip(_HEAD, head, strict=True)))
        part, noted = digest.part(read_transaction(row), row.entries), parts.get(id_)
        if part != (noted or Part(row.entries, b"", row.digest)):
            continue
        entries = [parsed(one) for one in own]
        made = {entry.row_id for entry in entries if entry.op in (Op.CREATE, Op.EMPTIED)}
        new = made - created
        kept.add(id_)
        created |= new
        if all(_stands(entry, kept, created) for entry in entries):
            yield head, own, noted
        else:
            kept.discard(id_)
            created -= new


def _stands(entry: Entry, kept: set[bytes], created: set[bytes]) -> bool:
    """Whether all is there that the entry replaces or refers to."""
    if entry.row_id not in created or any(transaction_of(one) not in kept for one in entry.parents):
        return False
    shape = schema().get(entry.entity)
    if shape is None:
        return False
    if entry.op == Op.ALIAS:
        other = entry.value.get("row")
        return not other or bytes.fromhex(other) in created
    fields = (
        entry.value if entry.op == Op.CREATE else {entry.field: entry.value} if entry.op == Op.SET else {}
    )
    return all(target in created for _reference, target in shape.referred(fields))


def _heads(source: _Reader) -> Iterator[tuple[Any, ...]]:
    """All changes that can be read, in the order of their ids, gaps left out."""
    query = f"SELECT {', '.join(_HEAD)} FROM journal_transaction WHERE id > ? ORDER BY id LIMIT 200"
    one = f"SELECT {', '.join(_HEAD)} FROM journal_transaction WHERE id > ? ORDER BY id LIMIT 1"
    last = bytes(16)
    while True:
        found = source.rows(query, last)
        if found is None:
            # Not all of these: as far as one by one can be read, then on behind the gap.
            found = source.rows(one, last)
        if found is None:
            behind = _behind_gap(source, last)
            if behind is None:
                return
            last = behind
            continue
        if not found:
            return
        yield from found
        last = found[-1][0]


def _behind_gap(source: _Reader, last: bytes) -> bytes | None:
    """The smallest moment after ``last`` from which changes can be read again, to the millisecond."""
    query = "SELECT id FROM journal_transaction WHERE id > ? ORDER BY id LIMIT 1"

    def readable(ms: int) -> bool:
        return source.rows(query, (min(ms, _LAST_MS) << _CLOCK_BITS).to_bytes(16, "big")) is not None

    begin = int.from_bytes(last, "big") >> _CLOCK_BITS
    if not begin:
        first = source.rows("SELECT min(id) FROM journal_entry")
        begin = int.from_bytes(first[0][0], "big") >> _CLOCK_BITS if first and first[0][0] else 0
    low, step = begin, 1
    while not readable(begin + step):
        low, step = begin + step, step * 2
        if begin + step > _LAST_MS:
            return None
    high = begin + step
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if readable(middle) else (middle, high)
    return (high << _CLOCK_BITS).to_bytes(16, "big")


def _contents(source: _Reader, named: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """Those contents of attachments that can be read and are what their hash says."""
    for sha256 in named:
        found = source.rows("SELECT data FROM attachment_content WHERE sha256 = ?", sha256)
        if found and hashlib.sha256(found[0][0]).hexdigest() == sha256:
            yield sha256, found[0][0]
