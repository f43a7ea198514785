"""Rows that somebody deleted, from the journal: by the change that deleted them, with what they said."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from workbench.domain.journal import Entry, Op, transaction_of
from workbench.domain.journal_fold import fold_row, value_of
from workbench.foundation.ids import Id, id_text, parse_id
from workbench.storage.entries import chunks, load_logs, load_transactions, parsed, present_rows
from workbench.storage.schema import schema
from workbench.storage.session import Session
from workbench.storage.tables.journal import AliasRecord, EntryRecord, TransactionRecord

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_ALIAS: Final = AliasRecord.__table__
_ERASED: Final = (int(Op.ERASE), int(Op.EMPTIED))
_NAMED_BY: Final = ("name", "text", "title", "number", "summary", "code")
_DAYS: Final = ("on_day", "sold_on", "received_on", "date")
_OWNERS: Final = ("account_id", "contact_id", "from_contact_id", "complaint_id", "contract_id", "plan_id")


@dataclass(frozen=True)
class Deletion:
    """One change that deleted rows which are still gone: when (ISO 8601), by whom, in which words, and the
    rows with their tables, the first one first."""

    id: Id
    at: str
    author: str
    label: str
    rows: Mapping[Id, str]


@dataclass(frozen=True)
class GoneRow:
    """What a deleted row said last: its fields, what it is called, and the account it belonged to."""

    entity: str
    values: Mapping[str, Any]
    name: str
    account: str


def list_deletions(session: Session) -> list[Deletion]:
    """All changes with rows that they deleted and that are not back, the latest first.

    Not what was erased for good, nor what was merged into another row or taken back as never made.
    """
    connection = session.connection()
    # The whole journal is passed over once; nothing is kept but deletions.
    deleted: dict[Id, tuple[bytes, str]] = {}
    query = select(_ENTRY.c.id, _ENTRY.c.entity, _ENTRY.c.row_id).where(_ENTRY.c.op == int(Op.DELETE))
    for entry_id, entity, row_id in connection.execute(query.order_by(_ENTRY.c.id)):
        deleted[Id(row_id)] = (entry_id, entity)
    by_entity: dict[str, list[Id]] = {}
    for row_id, (_entry, entity) in deleted.items():
        by_entity.setdefault(entity, []).append(row_id)
    not_there: set[bytes] = set()
    for entity, ids in by_entity.items():
        if entity in schema():
            not_there |= set(ids) - present_rows(connection, schema()[entity].table, ids)
    not_there -= set(connection.scalars(select(_ENTRY.c.row_id).where(_ENTRY.c.op.in_(_ERASED))))
    not_there -= set(connection.scalars(select(_ALIAS.c.row_id)))
    rows: dict[Id, dict[Id, str]] = {}
    for row_id, (entry_id, entity) in sorted(deleted.items(), key=lambda one: one[1][0]):
        if row_id in not_there:
            rows.setdefault(transaction_of(entry_id), {})[row_id] = entity
    found: list[Deletion] = []
    for chunk in chunks(rows):
        heads = connection.execute(select(_TRANSACTION).where(_TRANSACTION.c.id.in_(chunk)))
        found += [Deletion(Id(one.id), one.at, one.author, one.label, rows[Id(one.id)]) for one in heads]
    return sorted(found, key=lambda one: one.id, reverse=True)


def find_deletion(session: Session, transaction_id: Id) -> Deletion | None:
    """What one change deleted and is still gone."""
    return next((one for one in list_deletions(session) if one.id == transaction_id), None)


def emptied_references(
    session: Session, transaction_id: Id, targets: Collection[Id]
) -> list[tuple[Entry, str]]:
    """The entries by which a change emptied references to ``targets``, each with the id (hex) that stood
    there before. Only of rows that are there now, and where nothing was written since."""
    connection = session.connection()
    own = [parsed(row) for row in load_transactions(connection, transaction_id, transaction_id)]
    emptying = [entry for entry in own if entry.op == Op.SET and entry.value is None and entry.parents]
    logs = load_logs(connection, {entry.row_id for entry in emptying})
    there: dict[str, set[bytes]] = {}
    for entity in {entry.entity for entry in emptying}:
        ids = [entry.row_id for entry in emptying if entry.entity == entity]
        there[entity] = present_rows(connection, schema()[entity].table, ids)
    wanted = {id_text(target) for target in targets}
    found = []
    for entry in emptying:
        by_id = {one.id: one for one in logs[entry.row_id]}
        heads = fold_row(logs[entry.row_id]).heads.get(entry.field, ())
        before = [value_of(by_id[one], entry.field) for one in entry.parents if one in by_id]
        still = [head.id for head in heads] == [entry.id] and entry.row_id in there[entry.entity]
        if still and len(before) == 1 and before[0] in wanted:
            found.append((entry, before[0]))
    return found


def references_lost(session: Session, rows: Mapping[Id, str]) -> list[tuple[Entry, str, str]]:
    """The last entries that emptied references of these rows because what they referred to was deleted by
    the same change: each with the table and the id (hex) that stood there before."""
    connection = session.connection()
    found = []
    for row_id, log in load_logs(connection, rows).items():
        by_id = {one.id: one for one in log}
        targets = {one.column: one.target for one in schema()[rows[row_id]].references if one.nullable}
        for field, heads in fold_row(log).heads.items():
            entry = by_id.get(heads[0].id) if len(heads) == 1 and field in targets else None
            if entry is None or entry.op != Op.SET or entry.value is not None or len(entry.parents) != 1:
                continue
            before = by_id.get(entry.parents[0])
            value = value_of(before, field) if before is not None else None
            if isinstance(value, str) and value:
                found.append((entry, targets[field], value))
    deletions = {
        (id_text(row_id), transaction_of(one.id))
        for row_id, log in load_logs(connection, {Id(bytes.fromhex(value)) for *_e, value in found}).items()
        for one in log
        if one.op == Op.DELETE
    }
    return [one for one in found if (one[2], transaction_of(one[0].id)) in deletions]


def gone_rows(session: Session, rows: Mapping[Id, str]) -> dict[Id, GoneRow]:
    """What deleted rows said last; the number of queries does not depend on how many."""
    connection = session.connection()
    values: dict[Id, Mapping[str, Any]] = {}
    for row_id, log in load_logs(connection, rows).items():
        values[row_id] = _columns(rows[row_id], log)
    owners = _owner_names(session, rows, values)
    found = {}
    for row_id, said in values.items():
        entity = rows[row_id]
        own = next((str(said[name]) for name in _NAMED_BY if said.get(name)), "")
        day = next((str(said[name]) for name in _DAYS if said.get(name)), "")
        owner = next((owners[of] for of in _owners_of(said) if of in owners), "")
        name = own or " · ".join(filter(None, (owner, day)))
        account = owner if entity != "account" else ""
        found[row_id] = GoneRow(entity, said, name, account)
    return found


def _columns(entity: str, log: list[Entry]) -> Mapping[str, Any]:
    """The values by column as JSON has them; of fields in groups each column for itself."""
    said: dict[str, Any] = {}
    shape = schema()[entity]
    for name, value in fold_row(log).values.items():
        if name in shape.fields and shape.fields[name].grouped and isinstance(value, Mapping):
            said.update(value)
        else:
            said[name] = value
    return said


def _owners_of(said: Mapping[str, Any]) -> Iterable[Id]:
    for name in _OWNERS:
        owner = parse_id(str(said.get(name) or ""))
        if owner is not None:
            yield owner


def _owner_names(
    session: Session, rows: Mapping[Id, str], values: Mapping[Id, Mapping[str, Any]]
) -> dict[Id, str]:
    """What the rows that others belong to are or were called, deleted ones too."""
    wanted = {owner for said in values.values() for owner in _owners_of(said)}
    names = {}
    for row_id, log in load_logs(session.connection(), wanted).items():
        said = _columns(log[0].entity, log)
        own = next((str(said[name]) for name in _NAMED_BY if said.get(name)), "")
        if own:
            names[row_id] = own
    return names
