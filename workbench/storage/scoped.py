"""Writing a file in scope: its rows are put into a new empty file, so that nothing else can be left in it."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

from sqlalchemy import Connection, select

from workbench.domain.journal import transaction_of
from workbench.domain.scopes import Scope
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.ids import Id
from workbench.storage import search_index
from workbench.storage.cipher import FileKey
from workbench.storage.contents import take_contents
from workbench.storage.devices import count_transactions
from workbench.storage.engine import connect, make_engine, storage_errors
from workbench.storage.entries import chunks, insert_entries, insert_rows, load_logs
from workbench.storage.format import create_schema
from workbench.storage.parts import keep_parts, measure_part, named
from workbench.storage.projector import AfterProject, project
from workbench.storage.scope import Selection, select_rows
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord, ReplicaRecord, TransactionRecord
from workbench.storage.workspace import Workspace

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_REPLICA: Final = ReplicaRecord.__table__

OnStep = Callable[[int, int], None]


def write_scoped(
    workspace: Workspace, path: Path, key: FileKey, scope: Scope, on_step: OnStep | None = None
) -> None:
    """Write what is in ``scope`` into a new file at ``path`` under ``key``, as of one moment.

    ``on_step(done, total)`` may raise to stop. Raises ``NotFound`` for a scope that names what is not there.
    """
    engine = make_engine(path, lambda: connect(path, key, scratch=True), watch=False)
    try:
        with (
            without_garbage_collection(),
            workspace.read() as source,
            storage_errors(path),
            engine.begin() as target,
        ):
            create_schema(target)
            search_index.stamp(target)
            copy_scope(source.connection(), Session(target), scope, on_step)
    finally:
        engine.dispose()


def copy_scope(
    source: Connection,
    target: Session,
    scope: Scope,
    on_step: OnStep | None = None,
    hooks: Sequence[AfterProject] = (search_index.refresh,),
) -> None:
    """Put what is in ``scope`` into the empty file behind ``target``: journal first, then the rest."""
    step = on_step or (lambda _done, _total: None)
    step(0, 1)
    selection = select_rows(source, scope, lambda: step(0, 1))
    rows = selection.all_rows()
    connection = target.connection()
    done = 0
    transactions: set[Id] = set()
    for chunk in chunks(rows):
        transactions |= _copy_entries(source, connection, selection, chunk)
        done += len(chunk)
        step(done, 2 * len(rows))
    _copy_transactions(source, connection, sorted(transactions))
    for chunk in chunks(rows):
        project(target, load_logs(connection, chunk), hooks)
        done += len(chunk)
        step(done, 2 * len(rows))
    take_contents(connection, source)


def _copy_entries(source: Connection, target: Connection, selection: Selection, row_ids: list[Id]) -> set[Id]:
    """Copy the entries of these rows; returns the transactions they stand in."""
    query = select(_ENTRY).where(_ENTRY.c.row_id.in_(row_ids)).order_by(_ENTRY.c.id)
    found: set[Id] = set()
    for rows in chunks(source.execute(query), 20_000):
        entries = [tuple(row) for row in rows if selection.holds(row.id, row.row_id)]
        insert_entries(target, entries)
        found.update(transaction_of(entry[0]) for entry in entries)
    return found


def _copy_transactions(source: Connection, target: Connection, ids: list[Id]) -> None:
    """Copy the transactions, and note what of each is here."""
    names = dict(source.execute(select(_REPLICA.c.id, _REPLICA.c.name)).all())
    for chunk in chunks(ids):
        rows = source.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk))).all()
        insert_rows(target, _TRANSACTION, [tuple(row) for row in rows])
        parts = {Id(row.id): measure_part(target, row) for row in rows}
        keep_parts(target, parts)
        by_replica: dict[Id, list[tuple[bytes, bytes]]] = {}
        for row in rows:
            part = parts[row.id]
            known = (row.id, named(row.digest, part.numbers if part else b""))
            by_replica.setdefault(row.replica_id, []).append(known)
        for replica_id, known_of in by_replica.items():
            count_transactions(target, replica_id, names.get(replica_id, ""), known_of)
