"""Reading and writing the journal's own tables, in bulk."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import islice
from typing import Any, Final, TypeVar

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Connection,
    Dialect,
    Integer,
    Table,
    Text,
    bindparam,
    delete,
    insert,
    select,
    type_coerce,
    update,
)

from workbench.domain.journal import Entry, StoredEntry, last_entry_id
from workbench.foundation.ids import Id
from workbench.storage.json_values import from_json_text, to_json_text
from workbench.storage.tables.base import DayType, JsonType
from workbench.storage.tables.journal import EntryRecord

CHUNK: Final = 2_000
Item = TypeVar("Item")
_new: Final = tuple.__new__

_entry = EntryRecord.__table__
_of_rows = (
    select(
        _entry.c.id,
        _entry.c.entity,
        _entry.c.row_id,
        _entry.c.op,
        _entry.c.field,
        _entry.c.value,
        _entry.c.parents,
    )
    .where(_entry.c.row_id.in_(bindparam("rows", expanding=True)))
    .order_by(_entry.c.id)
)


def chunks(items: Iterable[Item], size: int = CHUNK) -> Iterator[list[Item]]:
    """The items in lists of at most ``size``."""
    iterator = iter(items)
    while chunk := list(islice(iterator, size)):
        yield chunk


def stored(entry: Entry) -> StoredEntry:
    """The entry as it is kept."""
    return (
        entry.id,
        entry.entity,
        entry.row_id,
        int(entry.op),
        entry.field,
        to_json_text(entry.value),
        b"".join(entry.parents),
    )


def parsed(row: Sequence[Any]) -> Entry:
    """The entry that was kept as ``row``."""
    id_, entity, row_id, op, field, value, parents = row
    # As a tuple: naming the parts takes longer than all the rest.
    known = split_ids(parents) if parents else ()
    return _new(Entry, (id_, entity, row_id, op, field, from_json_text(value), known))


def split_ids(joined: bytes) -> tuple[Id, ...]:
    """The ids that stand behind each other."""
    if not joined:
        return ()
    return tuple(Id(joined[start : start + 16]) for start in range(0, len(joined), 16))


def load_logs(connection: Connection, row_ids: Iterable[bytes]) -> dict[Id, list[Entry]]:
    """All entries of each row, in the order of their ids; rows without any are absent."""
    logs: dict[Id, list[Entry]] = {}
    for chunk in chunks(row_ids):
        if len(chunk) == 1:
            found = connection.exec_driver_sql(_of_row_text(connection.dialect), (chunk[0],))
        else:
            found = connection.execute(_of_rows, {"rows": chunk})
        for row in found:
            entry = parsed(row)
            logs.setdefault(entry.row_id, []).append(entry)
    return logs


def load_transactions(connection: Connection, first: bytes, last: bytes) -> Iterator[StoredEntry]:
    """The entries, as they are kept, of all transactions from id ``first`` to id ``last``, by id."""
    # The driver's own cursor: it gives tuples as they are.
    with closing(connection.connection.cursor()) as cursor:
        yield from cursor.execute(_between_text(connection.dialect), (first, last_entry_id(last)))


def load_entries(connection: Connection, ids: Iterable[bytes]) -> dict[Id, StoredEntry]:
    """Those of the entries that the journal holds, as they are kept, by id."""
    found: dict[Id, StoredEntry] = {}
    for chunk in chunks(ids):
        marks = ", ".join("?" * len(chunk))
        text = (
            "SELECT id, entity, row_id, op, field, value, parents FROM journal_entry"
            f" WHERE id IN ({marks}) ORDER BY id"
        )
        for row in connection.exec_driver_sql(text, tuple(chunk)):
            found[Id(row[0])] = tuple(row)
    return found


def as_kept(table: Table) -> list[ColumnElement[Any]]:
    """The table's columns as the driver gives them, for comparing with rows that were to be written."""
    raw: dict[type[Any], type[Any]] = {DayType: Text, JsonType: Text, Boolean: Integer}
    return [
        type_coerce(column, raw[type(column.type)]) if type(column.type) in raw else column
        for column in table.columns
    ]


def known_rows(connection: Connection, row_ids: Iterable[bytes]) -> set[bytes]:
    """Those of the rows that the journal knows."""
    return set(ids_where(connection, _entry, "row_id", "row_id", row_ids))


def insert_entries(connection: Connection, entries: Sequence[StoredEntry]) -> None:
    """Append entries to the journal."""
    insert_rows(connection, _entry, entries)


def insert_rows(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows whose values are already the driver's, in the order of the table's columns."""
    if rows:
        connection.exec_driver_sql(_insert_text(table, connection.dialect), list(map(tuple, rows)))


def update_rows(connection: Connection, table: Table, rows: Sequence[Sequence[Any]]) -> None:
    """Write existing rows anew, values as for ``insert_rows``, the id first."""
    if rows and len(table.columns) > 1:
        connection.exec_driver_sql(
            _update_text(table, connection.dialect), [(*row[1:], row[0]) for row in rows]
        )


def delete_rows(connection: Connection, table: Table, row_ids: Iterable[bytes]) -> None:
    """Remove rows by id."""
    for chunk in chunks(row_ids):
        connection.execute(delete(table).where(table.c.id.in_(chunk)))


def present_rows(connection: Connection, table: Table, row_ids: Iterable[bytes]) -> set[bytes]:
    """Those of the ids that the table holds."""
    return set(ids_where(connection, table, "id", "id", row_ids))


def ids_where(
    connection: Connection, table: Table, wanted: str, column: str, ids: Iterable[bytes]
) -> set[Id]:
    """What the column ``wanted`` holds in the rows whose ``column`` holds one of the ids.

    As text: there are many of these questions, and each is answered in less time than it takes to build.
    """
    found: set[Id] = set()
    for chunk in chunks(ids):
        marks = ", ".join("?" * len(chunk))
        text = f"SELECT DISTINCT {wanted} FROM {table.name} WHERE {column} IN ({marks})"
        found.update(row[0] for row in connection.exec_driver_sql(text, tuple(chunk)))
    return found


_texts: dict[tuple[str, str, str], str] = {}


def _insert_text(table: Table, dialect: Dialect) -> str:
    """The statement's text for rows as tuples: compiled once, then without any cost per value."""
    key = ("insert", table.name, dialect.name)
    if key not in _texts:
        _texts[key] = str(insert(table).compile(dialect=dialect))
    return _texts[key]


def _of_row_text(dialect: Dialect) -> str:
    key = ("of_row", _entry.name, dialect.name)
    if key not in _texts:
        statement = select(_entry).where(_entry.c.row_id == bindparam("row")).order_by(_entry.c.id)
        _texts[key] = str(statement.compile(dialect=dialect))
    return _texts[key]


def _between_text(dialect: Dialect) -> str:
    key = ("between", _entry.name, dialect.name)
    if key not in _texts:
        between = select(_entry).where(_entry.c.id > bindparam("first"), _entry.c.id <= bindparam("last"))
        _texts[key] = str(between.order_by(_entry.c.id).compile(dialect=dialect))
    return _texts[key]


def _update_text(table: Table, dialect: Dialect) -> str:
    key = ("update", table.name, dialect.name)
    if key not in _texts:
        changed: dict[str, Any] = {
            column.name: bindparam(f"new_{column.name}") for column in table.columns if column.name != "id"
        }
        statement = update(table).where(table.c.id == bindparam("row_id")).values(changed)
        _texts[key] = str(statement.compile(dialect=dialect))
    return _texts[key]
