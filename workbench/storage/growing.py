"""More, or less, of transactions that a file holds in part: what is noted of them follows."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import Connection, select, update

from workbench.domain.journal import Transaction
from workbench.foundation.ids import Id
from workbench.storage.devices import recount_transactions
from workbench.storage.entries import chunks
from workbench.storage.erasing import is_without_names, may_be_emptied
from workbench.storage.parts import Part, keep_parts, load_parts, measure_part, named
from workbench.storage.tables.journal import TransactionRecord

_TRANSACTION: Final = TransactionRecord.__table__


def grow_transactions(connection: Connection, heads: Sequence[Transaction]) -> None:
    """Bring up to date what is noted of transactions of which more entries have come.

    ``heads``: as the file has them that more came from. Raises ``ValueError`` where all entries are there
    now, and are not what was written.
    """
    for head in heads:
        label = connection.execute(
            select(_TRANSACTION.c.label).where(_TRANSACTION.c.id == head.id)
        ).scalar_one()
        if is_without_names(head.label, label):
            # A name that was erased where the file comes from.
            changed = update(_TRANSACTION).where(_TRANSACTION.c.id == head.id).values(label=head.label)
            connection.execute(changed)
    for row, part in remeasure(connection, [head.id for head in heads]).items():
        if part is not None and not part.numbers and not may_be_emptied(connection, *row):
            raise ValueError("a transaction that is not as it was written")


def remeasure(connection: Connection, ids: Iterable[Id]) -> Mapping[tuple[Id, str], Part | None]:
    """Note anew what the file holds of these transactions; returns that by id and label."""
    now: dict[tuple[Id, str], Part | None] = {}
    for chunk in chunks(ids):
        before = load_parts(connection, chunk)
        rows = connection.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk))).all()
        parts = {Id(row.id): measure_part(connection, row) for row in rows}
        keep_parts(connection, parts)
        by_replica: dict[Id, list[Any]] = {}
        for row in rows:
            by_replica.setdefault(row.replica_id, []).append(row)
            now[Id(row.id), row.label] = parts[Id(row.id)]
        for replica_id, own in by_replica.items():
            recount_transactions(connection, replica_id, _named(own, before), _named(own, parts))
    return now


def _named(rows: Iterable[Any], parts: Mapping[Id, Part | None]) -> list[tuple[bytes, bytes]]:
    found = ((row, parts.get(Id(row.id))) for row in rows)
    return [(row.id, named(row.digest, part.numbers if part else b"")) for row, part in found]
