"""What was typed and not yet filed: kept in the file itself, beside the journal, never exported."""

import json
from collections.abc import Iterable
from typing import Any, Final

from sqlalchemy import delete, insert, select

from workbench.foundation.ids import Id, id_text
from workbench.storage.session import Session
from workbench.storage.tables.journal import WorkspaceRecord

DRAFT_PREFIX: Final = "draft:"
_INFO: Final = WorkspaceRecord.__table__


def keep_draft(session: Session, row_id: Id, fields: dict[str, Any]) -> None:
    """Keep the fields that are being typed for a row, in place of those kept before."""
    drop_draft(session, row_id)
    text = json.dumps(fields)
    session.connection().execute(insert(_INFO).values(name=_name(row_id), value=text))


def find_draft(session: Session, row_id: Id) -> dict[str, Any] | None:
    """The kept fields, or ``None``."""
    return find_drafts(session, [row_id]).get(row_id)


def find_drafts(session: Session, row_ids: Iterable[Id]) -> dict[Id, dict[str, Any]]:
    """The kept fields of a few rows, of those that have any."""
    names = {_name(row_id): row_id for row_id in row_ids}
    query = select(_INFO.c.name, _INFO.c.value).where(_INFO.c.name.in_(names))
    found = {names[name]: _read(text) for name, text in session.connection().execute(query)}
    return {row_id: fields for row_id, fields in found.items() if fields is not None}


def drop_draft(session: Session, row_id: Id) -> None:
    """Forget the draft; there need not be one."""
    session.connection().execute(delete(_INFO).where(_INFO.c.name == _name(row_id)))


def _read(text: str) -> dict[str, Any] | None:
    try:
        fields = json.loads(text) if text else None
    except ValueError:
        return None
    return fields if isinstance(fields, dict) else None


def _name(row_id: Id) -> str:
    return DRAFT_PREFIX + id_text(row_id)
