"""Reading the time that other calendars have taken."""

from datetime import date, datetime

from sqlalchemy import select

from workbench.domain.busy_times import BusyTime
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.busy_times import BusyTimeEntity

_BUSY = BusyTimeEntity.__table__.c


def list_busy_times(session: Session, manager_id: Id | None = None) -> list[BusyTime]:
    """The busy time of one person, or of all, in order of time; what cannot be read is left out."""
    query = select(BusyTimeEntity.__table__).order_by(_BUSY.starts_at, _BUSY.id)
    if manager_id is not None:
        query = query.where(_BUSY.manager_id == manager_id)
    found = []
    for row in session.execute(query).mappings():
        starts, ends = _moment(row["starts_at"]), _moment(row["ends_at"])
        if starts is not None and ends is not None and type(starts) is type(ends):
            found.append(
                BusyTime(row["id"], row["manager_id"], starts, ends, row["title"], row["source"], row["uid"])
            )
    return found


def _moment(text: str) -> datetime | date | None:
    try:
        if len(text) == len("2026-11-22"):
            return date.fromisoformat(text)
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else None
