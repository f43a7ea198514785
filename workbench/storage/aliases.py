"""Rows that a person said are one: which row stands for which (10-journal, Alias).

The rows that aliases join are one group; the one with the smallest id stands for all of it. The table
``journal_alias`` names that row for each of the others; it follows from the journal like every table.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from sqlalchemy import Connection, delete, select

from workbench.domain.journal_fold import RowState, merged_rows
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks, insert_rows
from workbench.storage.session import Session
from workbench.storage.tables.journal import AliasRecord

ALIAS: Final = AliasRecord.__table__


def resolve(session: Session | Connection, ids: Iterable[Id]) -> dict[Id, Id]:
    """Each id with that of the row that stands for it now: itself, unless it was merged into another."""
    connection = session.connection() if isinstance(session, Session) else session
    found = {row_id: row_id for row_id in ids}
    for chunk in chunks(found):
        query = select(ALIAS.c.row_id, ALIAS.c.target_id).where(ALIAS.c.row_id.in_(chunk))
        found.update((Id(row_id), Id(target)) for row_id, target in connection.execute(query))
    return found


@dataclass(frozen=True)
class Groups:
    """All groups of a file: what ``stands`` for each row merged away, and the ``parts`` of what stands."""

    stands: Mapping[Id, Id]
    parts: Mapping[Id, Sequence[Id]]


def all_groups(connection: Connection) -> Groups:
    """Everything that the table holds."""
    rows = connection.exec_driver_sql("SELECT row_id, target_id FROM journal_alias")
    stands = {Id(row_id): Id(target) for row_id, target in rows}
    parts: dict[Id, list[Id]] = {}
    for row_id, target in stands.items():
        parts.setdefault(target, []).append(row_id)
    return Groups(stands, parts)


def any_merged(connection: Connection) -> bool:
    """Whether any row was merged into another."""
    return connection.exec_driver_sql("SELECT 1 FROM journal_alias LIMIT 1").first() is not None


def load_groups(connection: Connection, ids: Iterable[Id]) -> dict[Id, Id]:
    """The groups that any of the rows belong to: each row merged away with the one that stands for it."""
    targets = set(resolve(connection, ids).values())
    found: dict[Id, Id] = {}
    for chunk in chunks(targets):
        query = select(ALIAS.c.row_id, ALIAS.c.target_id).where(ALIAS.c.target_id.in_(chunk))
        found.update((Id(row_id), Id(target)) for row_id, target in connection.execute(query))
    return found


def joined(states: Mapping[Id, RowState]) -> dict[Id, Id]:
    """What the aliases of these rows come to, as ``load_groups`` has it.

    An erased row is one with no other: what was merged into it without knowing of that comes to light.
    """
    return merged_rows(
        (row_id, other)
        for row_id, state in states.items()
        for other in state.same_as
        if other in states and not states[other].erased
    )


def write_groups(connection: Connection, before: Mapping[Id, Id], now: Mapping[Id, Id]) -> set[Id]:
    """Bring the table from ``before`` to ``now``. Returns the rows for which another one stands."""
    changed = {row_id for row_id in {*before, *now} if before.get(row_id) != now.get(row_id)}
    for chunk in chunks(changed & before.keys()):
        connection.execute(delete(ALIAS).where(ALIAS.c.row_id.in_(chunk)))
    insert_rows(connection, ALIAS, [(row_id, now[row_id]) for row_id in changed & now.keys()])
    return changed
