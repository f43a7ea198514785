"""What is in the files kept with accounts: each content once, by its hash."""

import hashlib
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, delete, func, insert, select, type_coerce
from sqlalchemy.types import NullType

from workbench.storage.tables.attachments import AttachmentContent, AttachmentEntity
from workbench.storage.tables.journal import EntryRecord

_CONTENT: Final = AttachmentContent.__table__
_FILE: Final = AttachmentEntity.__table__
_ENTRY: Final = EntryRecord.__table__


def keep_content(connection: Connection, data: bytes) -> str:
    """Keep ``data`` if it is not here yet; return its SHA-256 in hex."""
    sha256 = hashlib.sha256(data).hexdigest()
    known = connection.scalar(select(func.count()).select_from(_CONTENT).where(_CONTENT.c.sha256 == sha256))
    if not known:
        connection.execute(insert(_CONTENT).values(sha256=sha256, data=data))
    return sha256


def find_content(connection: Connection, sha256: str) -> bytes | None:
    """The bytes of that hash; ``None`` where they are not in this file or are not what the hash says."""
    # Another program may have put text there.
    query = select(type_coerce(_CONTENT.c.data, NullType())).where(_CONTENT.c.sha256 == sha256)
    data = connection.scalar(query)
    if not isinstance(data, (bytes, bytearray)):
        return None
    found = bytes(data)
    return found if hashlib.sha256(found).hexdigest() == sha256 else None


def drop_contents(connection: Connection, hashes: Iterable[str]) -> int:
    """Remove those contents that no record names, deleted ones included, which undo may bring back.

    Returns how many.
    """
    dropped = 0
    for sha256 in set(hashes):
        naming = (_ENTRY.c.entity == _FILE.name, _ENTRY.c.value.contains(sha256, autoescape=True))
        if connection.execute(select(_ENTRY.c.id).where(*naming).limit(1)).first() is None:
            dropped += connection.execute(delete(_CONTENT).where(_CONTENT.c.sha256 == sha256)).rowcount
    return dropped
