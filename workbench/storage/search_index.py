"""Keeping the search index: the words of every row that changed, written with the change itself.

The index is derived. A file whose index was made by other rules is indexed anew when it is opened.
"""

from collections.abc import Collection, Mapping
from contextlib import closing
from itertools import count
from typing import Any, Final, cast

from sqlalchemy import Connection, delete, select

from workbench.domain.journal import Op
from workbench.foundation.garbage import without_garbage_collection
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.search_words import SOURCES, VERSION, row_values, words_of
from workbench.storage.session import Session
from workbench.storage.tables.journal import WorkspaceRecord
from workbench.storage.tables.search import SEARCH_COLUMNS, SearchRowEntity

_VERSION_NAME: Final = "search_words"
_INFO: Final = WorkspaceRecord.__table__
_MARKS: Final = ", ".join("?" for _column in SEARCH_COLUMNS)
_INSERT_WORDS: Final = f"INSERT INTO search_index (rowid, {', '.join(SEARCH_COLUMNS)}) VALUES (?, {_MARKS})"
_INSERT_ROW: Final = "INSERT INTO search_row (id, kind, row_id, owner_id, label) VALUES (?, ?, ?, ?, ?)"


def refresh(session: Session, touched: Mapping[str, Collection[Id]]) -> None:
    """Bring the index up to date with the rows that changed; belongs to the transaction of the change.

    Of rows that were erased nothing is left in the index.
    ``touched`` holds row ids by table; tables that are not searched are passed over.
    """
    has_erased = False
    # The driver's own cursor: rows come and go by the thousand, and need nothing done to them.
    with closing(session.connection().connection.cursor()) as cursor:
        for kind in SOURCES.keys() & touched.keys():
            # In the order of its own index: each chunk goes to one stretch of it.
            for chunk in chunks(sorted(touched[kind])):
                gone = _refresh_chunk(cursor, kind, chunk)
                has_erased = has_erased or _has_erased(cursor, gone)
    if has_erased:
        purge(session)


def rebuild(session: Session) -> None:
    """Make the whole index anew; what deleted rows left in it is gone afterwards."""
    connection = session.connection()
    connection.exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('delete-all')")
    connection.execute(delete(SearchRowEntity))
    with without_garbage_collection():
        for kind in SOURCES:
            ids = connection.exec_driver_sql(f"SELECT id FROM {kind}").scalars().all()
            refresh(session, {kind: cast(Collection[Id], ids)})
    stamp(connection)


def stamp(connection: Connection) -> None:
    """Write down that the index was made by the rules of this program."""
    connection.execute(_INFO.delete().where(_INFO.c.name == _VERSION_NAME))
    connection.execute(_INFO.insert().values(name=_VERSION_NAME, value=VERSION))


def is_up_to_date(session: Session) -> bool:
    """Whether the index was made by the rules of this program."""
    return session.scalar(select(_INFO.c.value).where(_INFO.c.name == _VERSION_NAME)) == VERSION


def purge(session: Session) -> None:
    """Leave nothing in the index of rows that are gone.

    What is deleted is only crossed out until the pages around it are next written; this writes them all,
    which takes a second for 100,000 rows.
    """
    session.connection().exec_driver_sql("INSERT INTO search_index(search_index) VALUES ('optimize')")


def _has_erased(cursor: Any, row_ids: Collection[bytes]) -> bool:
    """Whether any of these rows was erased, not only deleted."""
    places = ", ".join("?" * len(row_ids))
    query = f"SELECT 1 FROM journal_entry WHERE row_id IN ({places}) AND op = {int(Op.ERASE)} LIMIT 1"
    return bool(row_ids) and cursor.execute(query, tuple(row_ids)).fetchone() is not None


def _refresh_chunk(cursor: Any, kind: str, ids: list[Id]) -> Collection[bytes]:
    """Write the words of these rows; returns the ids of those that are not there."""
    places = ", ".join("?" * len(ids))
    parameters = tuple(ids)
    query = f"SELECT row_id, id FROM search_row WHERE row_id IN ({places})"
    known: dict[bytes, int] = dict(cursor.execute(query, parameters).fetchall())
    if known:
        rowids = [(number,) for number in known.values()]
        cursor.executemany("DELETE FROM search_index WHERE rowid = ?", rowids)
        cursor.executemany("DELETE FROM search_row WHERE id = ?", rowids)
    ((last,),) = cursor.execute("SELECT coalesce(max(id), 0) FROM search_row").fetchall()
    fresh = count(max(last, *known.values(), 0) + 1)
    gone: set[bytes] = set(ids)
    rows: list[tuple[Any, ...]] = []
    words: list[tuple[Any, ...]] = []
    query = f"SELECT {', '.join(SOURCES[kind].columns)} FROM {kind} WHERE id IN ({places})"
    for row in cursor.execute(query, parameters).fetchall():
        row_id, owner_id, label, values = row_values(row)
        gone.discard(row_id)
        found = words_of(kind, values)
        if found is not None:
            number = known.get(row_id) or next(fresh)
            rows.append((number, kind, row_id, owner_id, label))
            words.append((number, *found))
    if rows:
        # The index wants its rows in the order of their numbers.
        words.sort(key=_number)
        cursor.executemany(_INSERT_ROW, rows)
        cursor.executemany(_INSERT_WORDS, words)
    return gone


def _number(row: tuple[Any, ...]) -> int:
    return int(row[0])
