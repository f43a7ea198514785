"""How often rows were changed, and when last: what calendars ask of an event."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, select

from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord

_ENTRY: Final = EntryRecord.__table__.c
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def revisions(session: Session, row_ids: Iterable[Id]) -> dict[Id, tuple[int, datetime]]:
    """For each row the number of entries after its creation, and the instant of the last one.

    Both only grow, also by a merge, and are the same in every file that knows the same of the row.
    """
    found: dict[Id, tuple[int, datetime]] = {}
    for some in chunks(row_ids):
        query = (
            select(_ENTRY.row_id, func.count(), func.max(_ENTRY.id))
            .where(_ENTRY.row_id.in_(some))
            .group_by(_ENTRY.row_id)
        )
        for row_id, count, latest in session.execute(query):
            # The first six bytes of an entry's id are its milliseconds.
            at = _EPOCH + timedelta(milliseconds=int.from_bytes(latest[:6], "big"))
            found[Id(row_id)] = (count - 1, at.replace(microsecond=0))
    return found
