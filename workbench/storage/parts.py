"""Transactions that a file holds in part: what was written of them elsewhere, or emptied, is not all here.

A file in scope holds some rows, and of a transaction only their entries. The transaction keeps its id, its
count of entries and its digest, which name it for good; its part says how many entries are here and which,
and has a digest over their contents that is checked in place of the whole one. A transaction that is here
as it was written has no part.
"""

from collections.abc import Iterable, Mapping
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from sqlalchemy import Connection, delete, func, select

from workbench.domain.journal import StoredEntry, Transaction, TransactionDigest
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks, insert_rows, load_transactions
from workbench.storage.tables.journal import PartRecord, TransactionRecord

_TRANSACTION: Final = TransactionRecord.__table__
_PART: Final = PartRecord.__table__


class Part(NamedTuple):
    """How many entries are held, a digest over which ones (empty for all), and one over what they say."""

    held: int
    numbers: bytes
    digest: bytes


class PartDigest:
    """What a file holds of a transaction, fed with its entries in the order of their ids."""

    def __init__(self) -> None:
        self._content = TransactionDigest()
        self._numbers = blake2b(digest_size=16, person=b"workbench-part")

    @property
    def held(self) -> int:
        return self._content.entries

    def add(self, entries: list[StoredEntry]) -> None:
        """Take the next entries in."""
        self._content.add(entries)
        self._numbers.update(b"".join([entry[0][12:] for entry in entries]))

    def part(self, head: Transaction, entries: int) -> Part:
        """The part that was fed, of a transaction of so many ``entries``."""
        numbers = b""
        if self.held != entries:
            which = self._numbers.copy()
            which.update(entries.to_bytes(8, "big"))
            numbers = which.digest()
        return Part(self.held, numbers, self._content.finish(head))


def read_transaction(row: Any) -> Transaction:
    """The transaction that a row of its table holds."""
    return Transaction(
        row.id, row.replica_id, row.author, row.at, row.kind, row.label, row.undoes, row.format
    )


def named(digest: bytes, numbers: bytes = b"") -> bytes:
    """What stands for a transaction in the digest of its device: another one where another part is held."""
    return digest + numbers


def all_parts(connection: Connection) -> dict[Id, Part]:
    """Every part in the file, by transaction."""
    rows = connection.execute(select(_PART.c.id, _PART.c.held, _PART.c.numbers, _PART.c.digest))
    return {Id(id_): Part(held, numbers, digest) for id_, held, numbers, digest in rows}


def load_parts(connection: Connection, ids: Iterable[Id]) -> dict[Id, Part]:
    """The parts of these transactions; those that are whole are absent."""
    found: dict[Id, Part] = {}
    for chunk in chunks(ids):
        query = select(_PART.c.id, _PART.c.held, _PART.c.numbers, _PART.c.digest).where(_PART.c.id.in_(chunk))
        for id_, held, numbers, digest in connection.execute(query):
            found[Id(id_)] = Part(held, numbers, digest)
    return found


def keep_parts(connection: Connection, parts: Mapping[Id, Part | None]) -> None:
    """Note what is held of transactions in place of what was noted; ``None`` for those that are whole."""
    drop_parts(connection, parts)
    insert_rows(connection, _PART, [(id_, *part) for id_, part in parts.items() if part is not None])


def drop_parts(connection: Connection, ids: Iterable[Id]) -> None:
    """Forget what is noted of transactions."""
    for chunk in chunks(ids):
        connection.execute(delete(_PART).where(_PART.c.id.in_(chunk)))


def measure_part(connection: Connection, row: Any) -> Part | None:
    """What the file holds of the transaction in ``row`` of its table; ``None`` where it is as written."""
    digest = PartDigest()
    for entries in chunks(load_transactions(connection, row.id, row.id)):
        digest.add(entries)
    part = digest.part(read_transaction(row), row.entries)
    return None if part == (row.entries, b"", row.digest) else part


def measure_parts(connection: Connection, ids: Iterable[Id]) -> dict[Id, Part | None]:
    """``measure_part`` of many transactions."""
    parts: dict[Id, Part | None] = {}
    for chunk in chunks(ids):
        rows = connection.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk))).all()
        parts.update((Id(row.id), measure_part(connection, row)) for row in rows)
    return parts


def count_held(connection: Connection) -> int:
    """How many entries the file holds, told by its transactions."""
    total = connection.scalar(select(func.coalesce(func.sum(_TRANSACTION.c.entries), 0))) or 0
    missing = select(func.coalesce(func.sum(_TRANSACTION.c.entries - _PART.c.held), 0)).join_from(
        _PART, _TRANSACTION, _TRANSACTION.c.id == _PART.c.id
    )
    return total - (connection.scalar(missing) or 0)
