"""Views of a table that somebody saved: kept in the file itself, beside the journal, never exported."""

from typing import Final

from sqlalchemy import delete, insert, select

from workbench.storage.session import Session
from workbench.storage.tables.journal import WorkspaceRecord

VIEW_PREFIX: Final = "view:"
_INFO: Final = WorkspaceRecord.__table__


def keep_view(session: Session, table: str, name: str, state: str) -> None:
    """Keep a view under its name, in place of one of that name."""
    drop_view(session, table, name)
    session.connection().execute(insert(_INFO).values(name=_key(table, name), value=state))


def list_views(session: Session, table: str) -> list[tuple[str, str]]:
    """The name and state of each view of a table."""
    start = _key(table, "")
    query = select(_INFO.c.name, _INFO.c.value).where(_INFO.c.name.startswith(start, autoescape=True))
    rows = session.connection().execute(query)
    return [(row.name.removeprefix(start), row.value) for row in rows]


def drop_view(session: Session, table: str, name: str) -> None:
    """Forget a view; there need not be one."""
    session.connection().execute(delete(_INFO).where(_INFO.c.name == _key(table, name)))


def _key(table: str, name: str) -> str:
    return f"{VIEW_PREFIX}{table}:{name}"
