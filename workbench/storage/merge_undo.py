"""Taking a merge back: the merged transactions leave the file, as if the merge had never been.

Possible while nothing was written or merged since: later changes may stand on what the merge brought.
The file it came from still holds everything, so merging it again brings it all back.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from sqlalchemy import Connection, delete, func, select, update

from workbench.domain.journal import (
    ERASURE,
    ChangeSummary,
    Entry,
    Op,
    combine_digests,
    last_entry_id,
    transaction_of,
)
from workbench.foundation.errors import NotAllowed, NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.entries import (
    chunks,
    load_entries,
    load_logs,
    load_transactions,
    parsed,
    split_ids,
)
from workbench.storage.growing import remeasure
from workbench.storage.parts import drop_parts, load_parts, named
from workbench.storage.projector import project
from workbench.storage.tables.journal import EntryRecord, MergeRecord, ReplicaRecord, TransactionRecord
from workbench.storage.workspace import Workspace

_TRANSACTION: Final = TransactionRecord.__table__
_ENTRY: Final = EntryRecord.__table__
_REPLICA: Final = ReplicaRecord.__table__
_MERGE: Final = MergeRecord.__table__


def is_merge(workspace: Workspace, merge_id: Id) -> bool:
    """Whether the id is that of a merge this file has seen."""
    with workspace.read() as session:
        return session.scalar(select(_MERGE.c.id).where(_MERGE.c.id == merge_id)) is not None


def undo_merge(workspace: Workspace, merge_id: Id) -> ChangeSummary:
    """Take the merge back, exactly. Raises ``NotFound``, or ``NotAllowed`` if something came after it."""
    workspace.check_changeable()
    with workspace.writing() as session:
        connection = session.connection()
        record = connection.execute(select(_MERGE).where(_MERGE.c.id == merge_id)).first()
        if record is None:
            raise NotFound(_("This merge is not in the file."))
        _check_last(connection, merge_id)
        ids = split_ids(record.transactions)
        _check_nothing_erased(connection, {transaction_of(id_) for id_ in ids})
        removed = _remove_entries(connection, [id_ for id_ in ids if id_ != transaction_of(id_)])
        removed = _remove(connection, [id_ for id_ in ids if id_ == transaction_of(id_)], removed)
        connection.execute(delete(_MERGE).where(_MERGE.c.id == merge_id))
        logs = load_logs(connection, removed)
        gone = [creation for row_id, creation in removed.items() if row_id not in logs]
        done = project(session, logs, workspace.after_project, gone)
        touched = {entity: frozenset(rows) for entity, rows in done.touched().items()}
        return ChangeSummary(None, "undo", record.source, touched, False)


def _check_last(connection: Connection, merge_id: Id) -> None:
    """Ids only grow, so whatever came after the merge has a larger one."""
    later = connection.scalar(
        select(func.count()).select_from(_TRANSACTION).where(_TRANSACTION.c.id > merge_id)
    )
    merged = connection.scalar(select(func.count()).select_from(_MERGE).where(_MERGE.c.id > merge_id))
    if later or merged:
        raise NotAllowed(
            _("Something was changed after this merge, so it can no longer be taken back as a whole."),
            hint=_("Restore the backup made before the merge, or correct what came with it."),
        )


def _check_nothing_erased(connection: Connection, ids: Iterable[Id]) -> None:
    """What a merge erased here is gone, so the file cannot become what it was."""
    for chunk in chunks(ids):
        erasing = (_TRANSACTION.c.id.in_(chunk), _TRANSACTION.c.kind == ERASURE)
        if connection.scalar(select(func.count()).select_from(_TRANSACTION).where(*erasing)):
            raise NotAllowed(
                _("This merge erased a person, so it cannot be taken back."),
                hint=_("Correct what else came with it."),
            )


def _remove_entries(connection: Connection, ids: Sequence[Id]) -> dict[Id, Entry]:
    """Remove what came of transactions that were held in part; returns the rows as ``_remove`` does."""
    touched: dict[Id, Entry] = {}
    for chunk in chunks(ids):
        for stored_entry in load_entries(connection, chunk).values():
            _note_row(touched, parsed(stored_entry))
        connection.execute(delete(_ENTRY).where(_ENTRY.c.id.in_(chunk)))
    remeasure(connection, sorted({transaction_of(id_) for id_ in ids}))
    return touched


def _note_row(touched: dict[Id, Entry], entry: Entry) -> None:
    if entry.op == Op.CREATE or entry.row_id not in touched:
        touched[entry.row_id] = entry


def _remove(connection: Connection, ids: Sequence[Id], touched: dict[Id, Entry]) -> dict[Id, Entry]:
    """Remove the transactions; returns the rows they touched, each with an entry that created it."""
    parts = load_parts(connection, ids)
    drop_parts(connection, ids)
    by_replica: dict[bytes, list[tuple[bytes, bytes]]] = {}
    for id_ in ids:
        for stored_entry in load_transactions(connection, id_, id_):
            _note_row(touched, parsed(stored_entry))
        connection.execute(delete(_ENTRY).where(_ENTRY.c.id > id_, _ENTRY.c.id <= last_entry_id(id_)))
    for chunk in chunks(ids):
        own = _TRANSACTION.c.id.in_(chunk)
        for row in connection.execute(
            select(_TRANSACTION.c.id, _TRANSACTION.c.replica_id, _TRANSACTION.c.digest).where(own)
        ):
            part = parts.get(row.id)
            known = (row.id, named(row.digest, part.numbers if part else b""))
            by_replica.setdefault(row.replica_id, []).append(known)
        connection.execute(delete(_TRANSACTION).where(own))
    for replica_id, transactions in by_replica.items():
        of_replica = _REPLICA.c.id == replica_id
        known = connection.execute(select(_REPLICA.c.txns, _REPLICA.c.digest).where(of_replica)).one()
        left = known.txns - len(transactions)
        if left:
            digest = combine_digests(known.digest, transactions)
            connection.execute(update(_REPLICA).where(of_replica).values(txns=left, digest=digest))
        else:
            connection.execute(delete(_REPLICA).where(of_replica))
    return touched
