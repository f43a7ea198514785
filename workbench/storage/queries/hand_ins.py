"""How far this file knows the work of other devices, and by which merge the newest of it came."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.session import Session
from workbench.storage.tables.journal import MergeRecord, ReplicaRecord, TransactionRecord

_TRANSACTION = TransactionRecord.__table__
_REPLICA = ReplicaRecord.__table__
_MERGE = MergeRecord.__table__
_ID_SIZE = 16
_WHOLE = 12
"""So many bytes of an id name its transaction."""


@dataclass(frozen=True)
class DeviceNews:
    """The newest change known of a device: who wrote it and when, by that device's clock (UTC).

    ``came_at``, ``source``: when and with which file it was merged; empty where it came otherwise.
    """

    replica_id: Id
    author: str
    newest: Id
    at: datetime | None
    came_at: datetime | None = None
    source: str = ""


def newest_changes(session: Session) -> dict[Id, DeviceNews]:
    """By device the newest change that this file holds, without the merge it came by."""
    of_device = select(func.max(_TRANSACTION.c.id)).where(_TRANSACTION.c.replica_id == _REPLICA.c.id)
    newest = of_device.scalar_subquery()
    ids = [id_ for (id_,) in session.execute(select(newest).select_from(_REPLICA)) if id_ is not None]
    found: dict[Id, DeviceNews] = {}
    columns = (_TRANSACTION.c.replica_id, _TRANSACTION.c.author, _TRANSACTION.c.id, _TRANSACTION.c.at)
    for chunk in chunks(ids):
        for replica, author, id_, at in session.execute(select(*columns).where(_TRANSACTION.c.id.in_(chunk))):
            found[Id(replica)] = DeviceNews(Id(replica), author, Id(id_), _instant(at))
    return found


def list_device_news(session: Session) -> list[DeviceNews]:
    """As ``newest_changes``, with the merge by which each came."""
    known = newest_changes(session)
    waiting = {news.newest[:_WHOLE]: news for news in known.values()}
    found: list[DeviceNews] = []
    merges = select(_MERGE.c.at, _MERGE.c.source, _MERGE.c.transactions).order_by(_MERGE.c.id.desc())
    for at, source, joined in session.execute(merges):
        if not waiting:
            break
        for start in range(0, len(joined), _ID_SIZE):
            news = waiting.pop(joined[start : start + _WHOLE], None)
            if news is not None:
                came = _instant(at)
                found.append(DeviceNews(news.replica_id, news.author, news.newest, news.at, came, source))
    return [*found, *waiting.values()]


def _instant(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None
