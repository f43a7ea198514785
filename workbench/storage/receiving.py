"""The private half of this file's receiving key: kept beside the journal, in backups, never in exports."""

from typing import Final

from sqlalchemy import delete, insert, select

from workbench.storage.session import Session
from workbench.storage.tables.journal import WorkspaceRecord

PRIVATE_PREFIX: Final = "private:"
"""What stands under such a name is this workspace's alone; exports and files in scope leave it out."""

_RECEIVING: Final = f"{PRIVATE_PREFIX}receiving-key"
_INFO: Final = WorkspaceRecord.__table__


def find_receiving_key(session: Session) -> str | None:
    """The private half, if one was made."""
    query = select(_INFO.c.value).where(_INFO.c.name == _RECEIVING)
    value = session.connection().execute(query).scalar()
    return str(value) if value else None


def keep_receiving_key(session: Session, private: str) -> None:
    """Keep the private half in place of the one kept before, which becomes one of the older ones."""
    before = find_receiving_key(session)
    connection = session.connection()
    if before is not None:
        older = f"{_RECEIVING}-{len(older_receiving_keys(session)) + 1}"
        connection.execute(insert(_INFO).values(name=older, value=before))
    connection.execute(delete(_INFO).where(_INFO.c.name == _RECEIVING))
    connection.execute(insert(_INFO).values(name=_RECEIVING, value=private))


def older_receiving_keys(session: Session) -> list[str]:
    """Private halves of keys that were replaced: files written for them can still be read."""
    query = select(_INFO.c.value).where(_INFO.c.name.startswith(f"{_RECEIVING}-", autoescape=True))
    return [str(value) for value in session.connection().execute(query.order_by(_INFO.c.name)).scalars()]
