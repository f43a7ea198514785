"""What a file knows of the devices that wrote it: their transactions' count and digest, and the next id."""

import os
from collections.abc import Sequence
from typing import Final

from sqlalchemy import Connection, func, select, update

from workbench.domain.journal import combine_digests, next_transaction_id
from workbench.foundation.ids import Id
from workbench.storage.entries import insert_rows
from workbench.storage.tables.journal import MergeRecord, ReplicaRecord, TransactionRecord

_REPLICA: Final = ReplicaRecord.__table__


def next_id(connection: Connection, now_ms: int) -> Id:
    """An id later than every transaction the file holds and every merge it has seen."""
    latest = connection.scalar(select(func.max(TransactionRecord.id)))
    merged = connection.scalar(select(func.max(MergeRecord.id)))
    return next_transaction_id(now_ms, max(latest or b"", merged or b"") or None, os.urandom(4))


def count_transactions(
    connection: Connection, replica_id: Id, name: str, transactions: Sequence[tuple[bytes, bytes]]
) -> None:
    """Add transactions (id, digest) to what the file knows of a device."""
    known = connection.execute(
        select(_REPLICA.c.txns, _REPLICA.c.digest).where(_REPLICA.c.id == replica_id)
    ).first()
    count, digest = (0, bytes(16)) if known is None else known
    values = {"txns": count + len(transactions), "digest": combine_digests(digest, transactions)}
    if known is None:
        insert_rows(connection, _REPLICA, [(replica_id, name, values["txns"], values["digest"])])
    else:
        connection.execute(update(_REPLICA).where(_REPLICA.c.id == replica_id).values(name=name, **values))


def recount_transactions(
    connection: Connection,
    replica_id: Id,
    before: Sequence[tuple[bytes, bytes]],
    now: Sequence[tuple[bytes, bytes]],
) -> None:
    """Let transactions (id, digest) of a device stand for more, or less, of them than before."""
    of_replica = _REPLICA.c.id == replica_id
    digest = connection.execute(select(_REPLICA.c.digest).where(of_replica)).scalar_one()
    digest = combine_digests(combine_digests(digest, before), now)
    connection.execute(update(_REPLICA).where(of_replica).values(digest=digest))


def list_authors(connection: Connection) -> list[str]:
    """Under which names the devices wrote last."""
    return list(connection.scalars(select(_REPLICA.c.name).distinct()))
