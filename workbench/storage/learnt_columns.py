"""What people chose for the columns of sheets: kept in the file, beside the journal, never exported."""

import json
from collections.abc import Mapping
from typing import Final

from sqlalchemy import delete, insert, select

from workbench.storage.session import Session
from workbench.storage.tables.journal import WorkspaceRecord

COLUMNS_PREFIX: Final = "columns:"
_INFO: Final = WorkspaceRecord.__table__


def keep_columns(session: Session, signature: str, kind: str, chosen: Mapping[str, str]) -> None:
    """Keep heading → field for sheets with these headings, in place of what was kept before."""
    drop_columns(session, signature, kind)
    text = json.dumps(dict(chosen), ensure_ascii=False)
    session.connection().execute(insert(_INFO).values(name=_name(signature, kind), value=text))


def find_columns(session: Session, signature: str) -> dict[str, dict[str, str]]:
    """Heading → field by kind of rows; what cannot be read is passed over."""
    begin = _name(signature, "")
    query = select(_INFO.c.name, _INFO.c.value).where(_INFO.c.name.startswith(begin, autoescape=True))
    found: dict[str, dict[str, str]] = {}
    for name, text in session.connection().execute(query):
        try:
            chosen = json.loads(text)
        except ValueError:
            continue
        if isinstance(chosen, dict) and all(isinstance(field, str) for field in chosen.values()):
            found[name.removeprefix(begin)] = chosen
    return found


def drop_columns(session: Session, signature: str, kind: str) -> None:
    """Forget the sheets with these headings; nothing need have been kept."""
    session.connection().execute(delete(_INFO).where(_INFO.c.name == _name(signature, kind)))


def _name(signature: str, kind: str) -> str:
    return f"{COLUMNS_PREFIX}{signature}:{kind}"
