"""The contents of attachments beside the journal: brought along by a merge, and looked over by check.

They are not journalled, since a content follows from its hash: a merge only adds what a record names and
this file lacks, and taking the merge back leaves it, as a content that nobody names any more.
"""

import hashlib
from collections.abc import Iterator
from typing import Final

from sqlalchemy import Connection, Select, func, insert, select

from workbench.domain.policies import LARGEST_ATTACHMENT_MB
from workbench.foundation.i18n import _, ngettext
from workbench.storage.attachments import find_content
from workbench.storage.entries import chunks
from workbench.storage.session import Session
from workbench.storage.tables.attachments import AttachmentContent, AttachmentEntity

_CONTENT: Final = AttachmentContent.__table__
_FILE: Final = AttachmentEntity.__table__
_LARGEST_BYTES: Final = LARGEST_ATTACHMENT_MB * 1_000_000


def take_contents(connection: Connection, source: Connection) -> int:
    """Bring from ``source`` what attachments name and this file lacks, one content in memory at a time.

    Returns how many came. Raises ``ValueError`` for one that is not what its hash says or larger than any
    workspace would take. What the source lacks too stays missing.
    """
    taken = 0
    for chunk in chunks(connection.scalars(_missing()).all(), 500):
        size = func.length(_CONTENT.c.data)
        for sha256, length in source.execute(
            select(_CONTENT.c.sha256, size).where(_CONTENT.c.sha256.in_(chunk))
        ).all():
            if length > _LARGEST_BYTES:
                raise ValueError(f"a content of {length} bytes")
            data = source.scalars(select(_CONTENT.c.data).where(_CONTENT.c.sha256 == sha256)).one()
            if hashlib.sha256(data).hexdigest() != sha256:
                raise ValueError("a content that is not what its hash says")
            connection.execute(insert(_CONTENT).values(sha256=sha256, data=data))
            taken += 1
    return taken


def content_findings(connection: Connection) -> Iterator[str]:
    """Contents that records name and the file lacks, and contents that are not what their hash says."""
    for sha256 in connection.scalars(_missing()):
        names = connection.scalars(select(_FILE.c.name).where(_FILE.c.sha256 == sha256)).all()
        yield _("The content of the attachment {names} is not in this file.").format(names=", ".join(names))
    for sha256 in connection.scalars(select(_CONTENT.c.sha256)).all():
        if find_content(connection, sha256) is None:
            yield _("The attachment content {id} is not as it was written.").format(id=sha256[:16])


def content_notes(session: Session) -> list[str]:
    """What is worth knowing and no fault: contents that no record names (any more). They are kept."""
    named = select(_FILE.c.sha256)
    query = select(func.count(), func.coalesce(func.sum(func.length(_CONTENT.c.data)), 0))
    count, size = session.execute(query.where(_CONTENT.c.sha256.not_in(named))).one()
    if not count:
        return []
    said = ngettext(
        "{count} attachment content of {size} kB is named by no record (any more). It is kept.",
        "{count} attachment contents of {size} kB are named by no record (any more). They are kept.",
        count,
    )
    return [said.format(count=count, size=-(-size // 1000))]


def _missing() -> Select[str]:
    known = select(_CONTENT.c.sha256)
    return select(_FILE.c.sha256).distinct().where(_FILE.c.sha256 != "", _FILE.c.sha256.not_in(known))
