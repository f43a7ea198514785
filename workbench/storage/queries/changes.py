"""When rows were last changed, as the journal knows it."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime

from sqlalchemy import and_, func, or_, select

from workbench.domain.journal import Op
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord

_ENTRY = EntryRecord.__table__.c
_AT_ONCE = 500


def ever_written(session: Session, row_ids: Collection[Id]) -> set[Id]:
    """Those of a few rows of which the journal says anything at all, also where they are deleted now."""
    return set(session.scalars(select(_ENTRY.row_id).where(_ENTRY.row_id.in_(row_ids)).distinct()))


def newest_entries(session: Session, row_ids: Sequence[Id]) -> dict[Id, bytes]:
    """The largest entry id of each of the rows; ids grow with time."""
    found: dict[Id, bytes] = {}
    for start in range(0, len(row_ids), _AT_ONCE):
        query = select(_ENTRY.row_id, func.max(_ENTRY.id)).where(
            _ENTRY.row_id.in_(row_ids[start : start + _AT_ONCE])
        )
        found.update((row[0], row[1]) for row in session.execute(query.group_by(_ENTRY.row_id)))
    return found


def made_on(session: Session, row_ids: Sequence[Id]) -> dict[Id, date]:
    """The day on which each of the rows was made."""
    found: dict[Id, date] = {}
    for start in range(0, len(row_ids), _AT_ONCE):
        query = select(_ENTRY.row_id, func.min(_ENTRY.id)).where(
            _ENTRY.row_id.in_(row_ids[start : start + _AT_ONCE])
        )
        for row_id, entry in session.execute(query.group_by(_ENTRY.row_id)):
            if (day := day_of_entry(entry)) is not None:
                found[row_id] = day
    return found


def newest_settings(session: Session, row_ids: Sequence[Id], fields: Collection[str]) -> dict[Id, bytes]:
    """The largest id of an entry that made each of a few rows, or set one of those fields of it."""
    query = select(_ENTRY.row_id, func.max(_ENTRY.id)).where(
        _ENTRY.row_id.in_(row_ids),
        or_(
            _ENTRY.op == Op.CREATE.value,
            and_(_ENTRY.op == Op.SET.value, _ENTRY.field.in_(sorted(fields))),
        ),
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(_ENTRY.row_id))}


def day_of_entry(entry_id: bytes) -> date | None:
    """The day of an entry here; ``None`` for none. Its id begins with its instant in milliseconds."""
    if not entry_id:
        return None
    return datetime.fromtimestamp(int.from_bytes(entry_id[:6], "big") / 1000, UTC).astimezone().date()
