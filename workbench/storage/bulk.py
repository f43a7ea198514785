"""Quick ways for imports: new rows go straight to journal and table, everything else the general way."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import Connection, and_, delete, or_

from workbench.domain.journal import Op, StoredEntry
from workbench.domain.sales import SaleRecord
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.ids import Id, new_id
from workbench.storage.aliases import resolve
from workbench.storage.entries import (
    chunks,
    insert_rows,
    known_rows,
    present_rows,
)
from workbench.storage.json_values import to_json_text
from workbench.storage.sales_projection import SALE, SaleRow, record_json, sale_row, sales_of
from workbench.storage.schema import EntityShape, schema

if TYPE_CHECKING:
    from workbench.storage.unit_of_work import Change

_RECORDS_AT_ONCE: Final = 20_000
_NOTED_AT_ONCE: Final = 20_000


def create_rows(change: "Change", shape: EntityShape, rows: Iterable[tuple[Id, Mapping[str, Any]]]) -> int:
    """``Change.create_many``: chunks of rows, one query each for known rows and for foreign targets.

    What follows from the rows is written for several chunks together: more of it lies side by side.
    """
    count = 0
    written: list[Id] = []
    for chunk in chunks(rows):
        with without_garbage_collection():
            count += _create_chunk(change, shape, chunk, written)
            if len(written) >= _NOTED_AT_ONCE:
                change.note_created(shape.name, written)
                written = []
    if written:
        with without_garbage_collection():
            change.note_created(shape.name, written)
    return count


def _create_chunk(
    change: "Change", shape: EntityShape, chunk: Sequence[tuple[Id, Mapping[str, Any]]], written: list[Id]
) -> int:
    """Write the rows; adds those that the projector does not know of to ``written``."""
    change.flush()
    known = known_rows(change.connection, [row_id for row_id, _values in chunk])
    created: dict[Id, dict[str, Any]] = {}
    general: list[tuple[Id, Mapping[str, Any]]] = []
    for row_id, values in chunk:
        if row_id in known or row_id in created:
            general.append((row_id, values))
        else:
            created[row_id] = shape.created_fields(values)
    unresolved = _rows_with_absent_targets(change, shape, created)
    direct = {id_: fields for id_, fields in created.items() if id_ not in unresolved}
    _write_created(change, shape, direct)
    written += direct
    for row_id in unresolved:
        change.append(shape.name, row_id, Op.CREATE, "", created[row_id], ())
    change.preload(row_id for row_id, _values in general)
    for row_id, values in general:
        change.create(shape.name, values, row_id)
    return len(created)


def _rows_with_absent_targets(
    change: "Change", shape: EntityShape, created: Mapping[Id, Mapping[str, Any]]
) -> set[Id]:
    """The rows that refer to something outside the tables and outside this chunk's resolved rows."""
    targets: dict[str, set[Id]] = {}
    referring: dict[Id, list[Id]] = {}
    for row_id, fields in created.items():
        for reference, target in shape.referred(fields):
            if target not in created:
                targets.setdefault(reference.target, set()).add(target)
            referring.setdefault(target, []).append(row_id)
    absent: list[Id] = []
    for entity, ids in targets.items():
        absent += ids - present_rows(change.connection, schema()[entity].table, ids)
    unresolved: set[Id] = set()
    while absent:
        for row_id in referring.get(absent.pop(), ()):
            if row_id not in unresolved:
                unresolved.add(row_id)
                absent.append(row_id)
    return unresolved


def _write_created(change: "Change", shape: EntityShape, created: Mapping[Id, Mapping[str, Any]]) -> None:
    if not created:
        return
    ids = change.next_ids(len(created))
    entries: list[StoredEntry] = [
        (id_, shape.name, row_id, int(Op.CREATE), "", to_json_text(fields), b"")
        for id_, (row_id, fields) in zip(ids, created.items(), strict=True)
    ]
    change.write_entries(entries)
    # In the order in which the table keeps them.
    _insert_created(change.connection, shape, dict(sorted(created.items())))


def _insert_created(
    connection: Connection, shape: EntityShape, created: Mapping[Id, Mapping[str, Any]]
) -> None:
    """Insert the rows by the columns that any of them fills; the others' defaults stand in the statement."""
    rows = created.values()
    filled: dict[int, list[Any]] = {0: list(created)}
    for name in set(chain.from_iterable(rows)):
        for place in shape.places.get(name, ()):
            absent = shape.absent_row[place.position]
            filled[place.position] = place.values(name, rows, absent)
    positions = sorted(filled)
    text = _insert_text(shape.name, tuple(positions))
    values = zip(*(filled[position] for position in positions), strict=True)
    connection.exec_driver_sql(text, list(values))


@lru_cache(maxsize=256)
def _insert_text(entity: str, filled: tuple[int, ...]) -> str:
    shape = schema()[entity]
    names = [column.name for column in shape.table.columns]
    others = [position for position in range(len(names)) if position not in filled]
    columns = ", ".join(names[position] for position in (*filled, *others))
    values = ", ".join(["?"] * len(filled) + [_literal(shape.absent_row[position]) for position in others])
    return f"INSERT INTO {shape.table.name} ({columns}) VALUES ({values})"


def _literal(value: str | int | None) -> str:
    """A default as it stands in a statement."""
    if isinstance(value, str):
        return "'" + value.replace("'", "''") + "'"
    return "NULL" if value is None else str(int(value))


def add_sales(change: "Change", batches: Iterable[tuple[Id, Sequence[SaleRecord]]]) -> int:
    """``Change.add_sales_of``: what already stands as it is given is left out."""
    count = 0
    waiting: dict[Id, list[SaleRecord]] = {}
    size = 0
    for account_id, records in batches:
        waiting.setdefault(account_id, []).extend(records)
        size += len(records)
        if size >= _RECORDS_AT_ONCE:
            with without_garbage_collection():
                count += _add_sales_chunk(change, waiting)
            waiting, size = {}, 0
    with without_garbage_collection():
        return count + _add_sales_chunk(change, waiting)


def _add_sales_chunk(change: "Change", batches: Mapping[Id, Sequence[SaleRecord]]) -> int:
    change.flush()
    connection, shape = change.connection, schema()["sales_batch"]
    present = present_rows(connection, schema()["account"].table, batches)
    merged = resolve(connection, batches)
    standing = sales_of(connection, merged.values())
    created: dict[Id, dict[str, Any]] = {}
    general: dict[Id, dict[str, Any]] = {}
    replaced: list[SaleRow] = []
    rows: list[SaleRow] = []
    count = 0
    for account_id, records in batches.items():
        fresh = _fresh(merged[account_id], records, standing)
        if not fresh:
            continue
        count += len(fresh)
        fields = {"account_id": account_id.hex(), "records": [list(row[2:]) for row in fresh]}
        batch_id = new_id(change.now_ms)
        if account_id not in present:
            general[batch_id] = fields
            continue
        created[batch_id] = fields
        if standing:
            replaced += [row for row in fresh if (row[0], row[1]) in standing]
        rows += fresh
    for chunk in chunks(replaced, 500):
        same = (and_(SALE.c.account_id == row[0], SALE.c.key == row[1]) for row in chunk)
        connection.execute(delete(SALE).where(or_(*same)))
    insert_rows(connection, SALE, rows)
    _write_created(change, shape, created)
    change.note_created(shape.name, created)
    for batch_id, fields in general.items():
        change.append(shape.name, batch_id, Op.CREATE, "", fields, ())
    return count


def _fresh(
    account_id: Id, records: Sequence[SaleRecord], standing: Mapping[tuple[bytes, str], SaleRow]
) -> list[SaleRow]:
    """The rows that the records come to, the last of each key, without those that stand already."""
    rows: dict[str, SaleRow] = {}
    for record in records:
        row = sale_row(account_id, record_json(record))
        rows[row[1]] = row
    if not standing:
        return list(rows.values())
    return [row for key, row in rows.items() if standing.get((account_id, key)) != row]
