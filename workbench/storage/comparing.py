"""What a file knows and we do not: found by devices, then by transactions, and by entry only where either
side holds a transaction in part."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from sqlalchemy import Connection, select

from workbench.domain.journal import Op, StoredEntry, transaction_of
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks, load_entries, load_transactions
from workbench.storage.parts import Part, all_parts
from workbench.storage.tables.journal import ReplicaRecord, TransactionRecord

_TRANSACTION: Final = TransactionRecord.__table__
_REPLICA: Final = ReplicaRecord.__table__


@dataclass(frozen=True)
class News:
    """What only the source holds: ``transactions`` of which nothing is known here, and of others ``entries``,
    by transaction."""

    transactions: Sequence[Id] = ()
    entries: Mapping[Id, Sequence[Id]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.transactions or self.entries)

    def ids(self) -> list[Id]:
        """All of it as a merge is remembered: ids of transactions end in zeros, those of entries do not."""
        return [*self.transactions, *(id_ for of_one in self.entries.values() for id_ in of_one)]


def find_news(connection: Connection, source: Connection) -> News:
    """What ``source`` has that the file behind ``connection`` has not.

    Raises ``ValueError`` if both hold a transaction or an entry with different content.
    """
    columns = select(_REPLICA.c.id, _REPLICA.c.txns, _REPLICA.c.digest)
    ours = {tuple(row) for row in connection.execute(columns)}
    differing = [row[0] for row in source.execute(columns) if tuple(row) not in ours]
    if not differing:
        return News()
    digests = select(_TRANSACTION.c.id, _TRANSACTION.c.digest).order_by(_TRANSACTION.c.id)
    theirs: dict[Id, bytes] = {}
    for chunk in chunks(differing):
        theirs.update(source.execute(digests.where(_TRANSACTION.c.replica_id.in_(chunk))).all())
    known: dict[Id, bytes] = {}
    for ids in chunks(theirs):
        known.update(connection.execute(digests.where(_TRANSACTION.c.id.in_(ids))).all())
    if any(theirs[id_] != digest for id_, digest in known.items()):
        raise ValueError("a transaction with two contents")
    new = sorted(id_ for id_ in theirs if id_ not in known)
    return News(new, _more_of_known(connection, source, known))


def is_same(one: StoredEntry, other: StoredEntry) -> bool:
    """Whether two entries with one id say the same, as far as neither was emptied."""
    if Op.EMPTIED in (one[3], other[3]):
        return (one[1], one[2], one[6]) == (other[1], other[2], other[6])
    return one == other


def _more_of_known(
    connection: Connection, source: Connection, known: Mapping[Id, bytes]
) -> dict[Id, list[Id]]:
    theirs, ours = _in_part(source), _in_part(connection)
    if not theirs and not ours:
        return {}
    compared = sorted(id_ for id_ in known if theirs.get(id_) != ours.get(id_))
    if _written(connection, compared) != _written(source, compared):
        raise ValueError("a transaction of two sizes")
    missing: dict[Id, list[Id]] = {}
    for entries in chunks(_entries(source, compared)):
        here = load_entries(connection, [entry[0] for entry in entries])
        for entry in entries:
            same = here.get(Id(entry[0]))
            if same is None:
                missing.setdefault(transaction_of(entry[0]), []).append(Id(entry[0]))
            elif not is_same(same, entry):
                raise ValueError("an entry with two contents")
    if missing.keys() - ours.keys():
        raise ValueError("an entry that was never written")
    return missing


def _in_part(connection: Connection) -> dict[Id, Part]:
    return {id_: part for id_, part in all_parts(connection).items() if part.numbers}


def _written(connection: Connection, ids: Sequence[Id]) -> dict[Id, int]:
    """How many entries each transaction was written with."""
    found: dict[Id, int] = {}
    for chunk in chunks(ids):
        query = select(_TRANSACTION.c.id, _TRANSACTION.c.entries).where(_TRANSACTION.c.id.in_(chunk))
        found.update((Id(id_), count) for id_, count in connection.execute(query))
    return found


def _entries(source: Connection, ids: Iterable[Id]) -> Iterator[StoredEntry]:
    for id_ in ids:
        yield from load_transactions(source, id_, id_)
