"""When rows were last changed, as the journal knows it."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from workbench.foundation.ids import Id
from workbench.storage.tables.journal import EntryRecord

_ENTRY = EntryRecord.__table__.c
_AT_ONCE = 500


def ever_written(session: Session, row_ids: Collection[Id]) -> set[Id]:
    """Those of a few rows of which the journal says anything at all, also where they are deleted now."""
    return set(session.scalars(select(_ENTRY.row_id).where(_ENTRY.row_id.in_(row_ids)).distinct()))


def last_changed_on(session: Session, row_ids: Sequence[Id]) -> date | None:
    """The day of the newest entry of any of the rows, or ``None`` without rows.

    An entry's id begins with its instant in milliseconds, so the largest id is the newest.
    """
    newest = b""
    for start in range(0, len(row_ids), _AT_ONCE):
        query = select(func.max(_ENTRY.id)).where(_ENTRY.row_id.in_(row_ids[start : start + _AT_ONCE]))
        newest = max(newest, session.execute(query).scalar() or b"")
    if not newest:
        return None
    return datetime.fromtimestamp(int.from_bytes(newest[:6], "big") / 1000, UTC).astimezone().date()
