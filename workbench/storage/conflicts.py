"""What people should decide after a merge, and how a decision is written down."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import func, select

from workbench.domain.journal import Entry, Op, transaction_of
from workbench.domain.journal_fold import CONFLICT, RowState, fold_row, value_of
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks, load_logs
from workbench.storage.schema import FieldShape, schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import FlagRecord, TransactionRecord
from workbench.storage.unit_of_work import Change

_FLAG = FlagRecord.__table__
_DECIDABLE = 10_000


class Decision(StrEnum):
    """What to do with a row that one person deleted and another kept."""

    KEEP = "keep"
    DELETE = "delete"


@dataclass(frozen=True)
class Head:
    """One of the values that stand against each other, as column → Python value, and who wrote it."""

    id: Id
    author: str
    at: str
    values: Mapping[str, Any]


@dataclass(frozen=True)
class Conflict:
    """Something to decide. ``flag``: ``conflict`` of a field, or a kind of ``journal_fold`` for a row.

    ``field`` is the journal's field, empty for a row. ``base`` is what all heads started from, ``mine``
    this device's head (or the one shown), ``theirs`` the latest that says something else; all heads in the
    order of their ids, the last one shown. Values by column; empty for a row.
    """

    flag: str
    entity: str
    row_id: Id
    field: str
    base: Mapping[str, Any]
    mine: Mapping[str, Any]
    theirs: Mapping[str, Any]
    heads: tuple[Head, ...]


def count_conflicts(session: Session) -> int:
    """How many things there are to decide."""
    return session.scalar(select(func.count()).select_from(_FLAG)) or 0


def list_conflicts(
    session: Session,
    replica_id: Id | None = None,
    limit: int = _DECIDABLE,
    rows: Collection[Id] | None = None,
) -> list[Conflict]:
    """What is to be decided, row by row, or of some ``rows`` only.

    ``replica_id``: whose heads count as mine.
    """
    query = select(_FLAG.c.row_id, _FLAG.c.field, _FLAG.c.kind, _FLAG.c.entity).order_by(
        _FLAG.c.entity, _FLAG.c.row_id, _FLAG.c.field, _FLAG.c.kind
    )
    if rows is None:
        flags = list(session.execute(query.limit(limit)))
    else:
        flags = [
            flag for chunk in chunks(rows) for flag in session.execute(query.where(_FLAG.c.row_id.in_(chunk)))
        ]
        flags = sorted(flags, key=lambda flag: (flag.entity, flag.row_id, flag.field, flag.kind))[:limit]
    logs = load_logs(session.connection(), {row_id for row_id, field, _kind, _entity in flags if field})
    states = {row_id: fold_row(log) for row_id, log in logs.items()}
    writers = _writers(session, states, flags)
    found = []
    for row_id, field, kind, entity in flags:
        if kind != CONFLICT:
            found.append(Conflict(kind, entity, row_id, field, {}, {}, {}, ()))
            continue
        shape = schema()[entity].fields[field]
        heads = tuple(
            Head(
                head.id,
                *writers[transaction_of(head.id)][1:],
                _by_column(entity, shape, value_of(head, field)),
            )
            for head in states[row_id].heads[field]
        )
        own = [head for head in heads if writers[transaction_of(head.id)][0] == replica_id]
        mine = own[-1] if own else heads[-1]
        # Two may have written the same: what stands against it is what a third one wrote.
        theirs = next(head for head in reversed(heads) if head.values != mine.values)
        base = _by_column(entity, shape, _base(states[row_id].heads[field], logs[row_id], shape))
        found.append(Conflict(kind, entity, row_id, field, base, mine.values, theirs.values, heads))
    return found


def resolve_conflict(change: Change, entity: str, row_id: Id, values: Mapping[str, Any]) -> None:
    """Decide fields of a row: ``values`` by column take the place of all heads, whichever was shown before.

    Raises ``NotFound`` if the row is gone.
    """
    if not change.is_shown(entity, row_id):
        raise NotFound(_("This is no longer there."))
    shape = schema()[entity]
    state = change.state(row_id)
    for name, value in shape.fields_of(values, state.values).items():
        if len(state.heads.get(name, ())) > 1 or value != state.values.get(name, shape.fields[name].default):
            change.write_field(shape, row_id, name, value)


def resolve_row(change: Change, entity: str, row_id: Id, decision: Decision) -> None:
    """Decide whether a row that was deleted by one and kept by another stays, with all that hangs on it.

    Keeping a row that others were merged into also says that nothing more is wanted of those.
    """
    if decision is Decision.DELETE:
        change.delete(entity, row_id)
        return
    if not change.is_shown(entity, row_id):
        raise NotFound(_("This is no longer there."))
    life = tuple(entry.id for entry in change.state(row_id).life)
    change.append(entity, row_id, Op.RESTORE, "", None, life)
    for part in change.parts(row_id):
        if change.state(part).unseen:
            change.write_alias(entity, part, row_id)


def _by_column(entity: str, shape: FieldShape, value: Any) -> dict[str, Any]:
    columns = schema()[entity].columns
    return {name: columns[name].python(value) for name in shape.columns}


def _base(heads: Sequence[Entry], log: Sequence[Entry], shape: FieldShape) -> Any:
    """The latest value that all heads had known, or the field's default."""
    by_id = {entry.id: entry for entry in log}
    common: set[Id] | None = None
    for head in heads:
        known = _ancestors(head, by_id)
        common = known if common is None else common & known
    return value_of(by_id[max(common)], shape.name) if common else shape.default


def _ancestors(entry: Entry, by_id: Mapping[Id, Entry]) -> set[Id]:
    found: set[Id] = set()
    waiting = list(entry.parents)
    while waiting:
        parent = waiting.pop()
        if parent in by_id and parent not in found:
            found.add(parent)
            waiting += by_id[parent].parents if by_id[parent].op == Op.SET else ()
    return found


def _writers(
    session: Session, states: Mapping[Id, RowState], flags: Sequence[Any]
) -> dict[Id, tuple[Id, str, str]]:
    """Replica, author and time of the transactions that wrote the heads."""
    wanted = {
        transaction_of(head.id)
        for row_id, field, kind, _entity in flags
        if kind == CONFLICT
        for head in states[row_id].heads[field]
    }
    found: dict[Id, tuple[Id, str, str]] = {}
    columns = (
        TransactionRecord.id,
        TransactionRecord.replica_id,
        TransactionRecord.author,
        TransactionRecord.at,
    )
    for chunk in chunks(wanted):
        for id_, replica, author, at in session.execute(
            select(*columns).where(TransactionRecord.id.in_(chunk))
        ):
            found[Id(id_)] = (Id(replica), author, at)
    return found
