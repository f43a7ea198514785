"""The journal: every change of business data as entries that are only ever added (10-journal).

A transaction's id is a UUIDv7 whose last four bytes are zero: it is the hybrid logical clock. The ids
of its entries share its first twelve bytes, so ids sort by time, and nothing known sorts later than
what was written knowing it, whatever the wall clocks say.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum
from hashlib import blake2b
from typing import Any, Final, NamedTuple

from workbench.foundation.ids import Id

FORMAT: Final = 1
_COUNTER_LIMIT: Final = 1 << 12
ERASURE: Final = "erase"
"""The kind of every transaction that erases something: it is never undone."""
LASTING: Final = "lasting:"
"""How the kind of every transaction begins that adds to what only grows: it is never undone either."""
ALIAS_FIELD: Final = "alias"
"""The pseudo-field of ``Op.ALIAS``; no table has a column of this name."""


class Op(IntEnum):
    """What an entry does to its row."""

    CREATE = 1
    SET = 2
    DELETE = 3
    RESTORE = 4
    RETRACT = 5
    """A deletion that only takes a creation back: no conflict where another creation stands."""
    ALIAS = 6
    """Says that this row and one with a smaller id are the same, or, without a row, no longer says so."""
    ERASE = 7
    """Hides the row for ever and empties all its entries."""
    EMPTIED = 8
    """A creation or edit of an erased row: nothing is left of it but its place, so it erases the row too."""


class Entry(NamedTuple):
    """One entry. ``value``: the fields of a creation, the value of a set, the edits a delete had seen; for an
    alias the other ``row`` (hex) or none, and what it had ``seen`` stand in this one, by field.

    ``parents`` are the entries it replaces: of the same field, of the row's life, or of its aliases.
    """

    id: Id
    entity: str
    row_id: Id
    op: int
    field: str
    value: Any
    parents: tuple[Id, ...]


StoredEntry = tuple[bytes, str, bytes, int, str, str, bytes]
"""An entry as it is kept: id, entity, row id, op, field, JSON, parents behind each other."""


def can_be_undone(kind: str) -> bool:
    """Whether a transaction of this kind may be undone."""
    return kind != ERASURE and not kind.startswith(LASTING)


@dataclass(frozen=True)
class Transaction:
    """One saved change. ``at`` is the device's wall clock (UTC, ISO 8601), for people only."""

    id: Id
    replica_id: Id
    author: str
    at: str
    kind: str
    label: str
    undoes: Id | None
    format: int = FORMAT


@dataclass(frozen=True)
class ChangeSummary:
    """What a committed change touched: entity name → row ids. Without an id, nothing changed."""

    transaction_id: Id | None
    kind: str
    label: str
    touched: Mapping[str, frozenset[Id]]
    undoable: bool

    @property
    def topics(self) -> frozenset[str]:
        """The names of the entities that were touched."""
        return frozenset(self.touched)


def next_transaction_id(now_ms: int, latest: bytes | None, noise: bytes) -> Id:
    """An id later than ``latest`` (the largest known), at ``now_ms`` if that clock does not lag behind.

    ``noise``: four random bytes, so that two devices never make the same id. A clock before 1970 reads 0.
    """
    now_ms, counter = max(now_ms, 0), 0
    if latest is not None:
        last_ms = int.from_bytes(latest[:6], "big")
        if now_ms <= last_ms:
            now_ms, counter = last_ms, (int.from_bytes(latest[6:8], "big") & 0x0FFF) + 1
            if counter == _COUNTER_LIMIT:
                now_ms, counter = last_ms + 1, 0
    random = (int.from_bytes(noise, "big") & 0x3FFFFFFF) | 0x80000000
    return Id(
        now_ms.to_bytes(6, "big")
        + (0x7000 | counter).to_bytes(2, "big")
        + random.to_bytes(4, "big")
        + bytes(4)
    )


def entry_id(transaction_id: bytes, number: int) -> Id:
    """The id of the transaction's entry ``number``, counted from 1."""
    return Id(transaction_id[:12] + number.to_bytes(4, "big"))


def transaction_of(entry: bytes) -> Id:
    """The id of the transaction that an entry belongs to."""
    return Id(entry[:12] + bytes(4))


def last_entry_id(transaction_id: bytes) -> Id:
    """The largest id that an entry of the transaction can have."""
    return Id(transaction_id[:12] + b"\xff\xff\xff\xff")


class TransactionDigest:
    """The digest of a transaction, fed with its entries in the order of their ids."""

    def __init__(self) -> None:
        self._hash = blake2b(digest_size=16, person=b"workbench-txn")
        self.entries = 0

    def add(self, entries: Iterable[StoredEntry]) -> None:
        """Take the next entries in."""
        parts: list[bytes] = []
        count = 0
        for id_, entity, row_id, op, field, value, parents in entries:
            count += 1
            data = value.encode()
            head = f"{id_.hex()}|{entity}|{row_id.hex()}|{op}|{field}|{len(data)}|{len(parents)}|"
            parts += (head.encode(), data, parents)
        self._hash.update(b"".join(parts))
        self.entries += count

    def finish(self, head: Transaction) -> bytes:
        """The digest over the entries and the transaction's own words."""
        whole = self._hash.copy()
        for part in (
            head.id,
            head.replica_id,
            head.author.encode(),
            head.at.encode(),
            head.kind.encode(),
            head.label.encode(),
            head.undoes or b"",
            str(head.format).encode(),
            str(self.entries).encode(),
        ):
            whole.update(len(part).to_bytes(4, "big") + part)
        return whole.digest()


def combine_digests(digest: bytes, transactions: Iterable[tuple[bytes, bytes]]) -> bytes:
    """A replica's digest with transactions (id, digest) taken in, or, the second time, out again."""
    combined = int.from_bytes(digest, "big")
    for id_, of_transaction in transactions:
        combined ^= int.from_bytes(blake2b(id_ + of_transaction, digest_size=16).digest(), "big")
    return combined.to_bytes(16, "big")
