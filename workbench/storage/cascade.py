"""What a deletion takes with it, as the references of the tables say."""

from sqlalchemy import Connection, select

from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.schema import Reference, schema


def find_dependents(
    connection: Connection, entity: str, row_id: Id
) -> tuple[dict[Id, str], list[tuple[Reference, Id]]]:
    """The rows that go when this one goes, itself first, with their entities; and the optional references
    to them that rows which stay hold, to be emptied."""
    doomed: dict[Id, str] = {row_id: entity}
    optional: list[tuple[Reference, Id]] = []
    level: dict[str, list[Id]] = {entity: [row_id]}
    while level:
        following: dict[str, list[Id]] = {}
        for name, ids in level.items():
            for reference in schema()[name].inbound:
                table = schema()[reference.entity].table
                for chunk in chunks(ids):
                    holders = connection.scalars(
                        select(table.c.id).where(table.c[reference.column].in_(chunk))
                    )
                    for holder in holders:
                        if reference.nullable:
                            optional.append((reference, holder))
                        elif holder not in doomed:
                            doomed[holder] = reference.entity
                            following.setdefault(reference.entity, []).append(holder)
        level = following
    return doomed, [(reference, holder) for reference, holder in optional if holder not in doomed]
