"""Recipients of files: names and public keys."""

from typing import Final

from sqlalchemy import select

from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord
from workbench.storage.tables.recipients import RecipientEntity

_RECIPIENT: Final = RecipientEntity.__table__
_ENTRY: Final = EntryRecord.__table__


def list_recipient_rows(session: Session) -> list[tuple[Id, str, str, str]]:
    """Id, name, public key and note of each recipient, by name."""
    columns = (_RECIPIENT.c.id, _RECIPIENT.c.name, _RECIPIENT.c.public_key, _RECIPIENT.c.note)
    rows = session.execute(select(*columns).order_by(_RECIPIENT.c.name, _RECIPIENT.c.id)).all()
    return [(row.id, row.name or "", row.public_key or "", row.note or "") for row in rows]


def is_known(session: Session, row_id: Id) -> bool:
    """Whether a row of this id was ever there, also if it was deleted."""
    query = select(_ENTRY.c.id).where(_ENTRY.c.row_id == row_id).limit(1)
    return session.execute(query).first() is not None
