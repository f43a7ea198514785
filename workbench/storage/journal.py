"""Reading the journal: who changed what, when and from what; and the ways back."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from workbench.domain.journal import Entry, Op, transaction_of
from workbench.domain.journal_fold import value_of
from workbench.domain.journal_undo import KeptBecause, KeptEntry
from workbench.foundation.ids import Id
from workbench.storage.aliases import load_groups
from workbench.storage.conflicts import Conflict, Decision, count_conflicts, list_conflicts, resolve_conflict
from workbench.storage.entries import chunks, load_logs
from workbench.storage.schema import ColumnShape, EntityShape, schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import TransactionRecord
from workbench.storage.undo import UndoResult, UndoStacks, is_undone, redo, undo, undo_stacks

__all__ = [
    "Conflict",
    "Decision",
    "HistoryEntry",
    "KeptBecause",
    "KeptEntry",
    "TransactionInfo",
    "UndoResult",
    "UndoStacks",
    "count_conflicts",
    "history",
    "is_undone",
    "list_conflicts",
    "list_transactions",
    "redo",
    "resolve_conflict",
    "undo",
    "undo_stacks",
    "written_by",
]

_TRANSACTION = TransactionRecord.__table__


@dataclass(frozen=True)
class TransactionInfo:
    """One saved change. ``at``: the device's clock, UTC. ``entries``: how many it wrote."""

    id: Id
    replica_id: Id
    author: str
    at: datetime
    kind: str
    label: str
    undoes: Id | None
    entries: int


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a row. ``field`` is a column, or empty where the row as a whole came or went.

    ``before`` and ``after`` are Python values; ``before`` is what the change replaced.
    """

    transaction: TransactionInfo
    op: Op
    field: str
    before: Any
    after: Any


def list_transactions(session: Session, limit: int = 200, before: Id | None = None) -> list[TransactionInfo]:
    """The saved changes of all devices, the latest first; ``before`` pages on."""
    query = select(_TRANSACTION).order_by(_TRANSACTION.c.id.desc()).limit(limit)
    if before is not None:
        query = query.where(_TRANSACTION.c.id < before)
    return [_info(row) for row in session.execute(query)]


def history(session: Session, entity: str, row_id: Id, field: str | None = None) -> list[HistoryEntry]:
    """Every change of a row, or of one column of it, the latest first in the order of knowledge. Of an erased
    row only that it was is left.

    The history of a row as a whole has what was written of the rows merged into it.
    Raises ``KeyError`` for a column that does not exist. A row that never was has no history.
    """
    shape = schema()[entity]
    columns = [shape.columns[field]] if field else list(shape.columns.values())
    parts = load_groups(session.connection(), [row_id]) if field is None else {}
    rows = [row_id, *(part for part, stands in parts.items() if stands == row_id)]
    logs = load_logs(session.connection(), rows)
    log = sorted((entry for one in logs.values() for entry in one), key=lambda entry: entry.id)
    transactions = _transactions(session, {transaction_of(entry.id) for entry in log})
    by_id = {entry.id: entry for entry in log}
    found: list[HistoryEntry] = []
    for entry in reversed(log):
        info = transactions[transaction_of(entry.id)]
        if entry.op == Op.EMPTIED:
            continue
        if entry.op in (Op.SET, Op.CREATE):
            found += _value_changes(info, shape, columns, entry, by_id, whole_row=field is None)
        elif field is None:
            found.append(HistoryEntry(info, Op(entry.op), "", None, None))
    return found


def written_by(session: Session, row_ids: Iterable[Id]) -> dict[Id, TransactionInfo]:
    """The changes that made the rows."""
    logs = load_logs(session.connection(), row_ids)
    made = {row_id: entry.id for row_id, log in logs.items() for entry in log if entry.op == Op.CREATE}
    transactions = _transactions(session, {transaction_of(id_) for id_ in made.values()})
    return {row_id: transactions[transaction_of(id_)] for row_id, id_ in made.items()}


def _value_changes(
    info: TransactionInfo,
    shape: EntityShape,
    columns: Iterable[ColumnShape],
    entry: Entry,
    by_id: Mapping[Id, Entry],
    *,
    whole_row: bool,
) -> list[HistoryEntry]:
    if entry.op == Op.CREATE and whole_row:
        return [HistoryEntry(info, Op.CREATE, "", None, None)]
    found = []
    for column in columns:
        name = column.field.name
        if entry.op == Op.CREATE:
            after = column.python(entry.value.get(name, column.field.default))
            found.append(HistoryEntry(info, Op.CREATE, column.name, None, after))
        elif entry.field == name:
            before = column.python(_replaced(entry, by_id, column))
            after = column.python(entry.value)
            if before != after or not whole_row:
                found.append(HistoryEntry(info, Op.SET, column.name, before, after))
    return found


def _replaced(entry: Entry, by_id: Mapping[Id, Entry], column: ColumnShape) -> Any:
    """What was shown before: of the heads that the entry replaced, the largest."""
    known = [parent for parent in entry.parents if parent in by_id]
    return value_of(by_id[max(known)], column.field.name) if known else column.field.default


def _transactions(session: Session, ids: Iterable[Id]) -> dict[Id, TransactionInfo]:
    found: dict[Id, TransactionInfo] = {}
    for chunk in chunks(ids):
        for row in session.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk))):
            found[row.id] = _info(row)
    return found


def _info(row: Any) -> TransactionInfo:
    at = datetime.fromisoformat(row.at)
    return TransactionInfo(
        row.id, row.replica_id, row.author, at, row.kind, row.label, row.undoes, row.entries
    )
