"""Reading the merges that a file has seen."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.journal import MergeRecord, TransactionRecord

_ID_SIZE = 16
_WHOLE = 12
"""So many bytes of an id name its transaction."""


@dataclass(frozen=True)
class PastMerge:
    """One merge: when (UTC) and by whom, from which file, how many changes it brought and left to decide.

    ``last``: nothing was changed or merged since, so it can still be taken back as a whole.
    """

    id: Id
    at: datetime
    author: str
    source: str
    changes: int
    conflicts: int
    last: bool


def list_merges(session: Session, limit: int) -> list[PastMerge]:
    """The merges that still stand, the latest first."""
    newest_change = session.scalar(select(func.max(TransactionRecord.id))) or b""
    rows = session.execute(select(MergeRecord.__table__).order_by(MergeRecord.id.desc()).limit(limit)).all()
    return [
        PastMerge(
            id=Id(row.id),
            at=datetime.fromisoformat(row.at),
            author=row.author,
            source=row.source,
            changes=_count_changes(row.transactions),
            conflicts=row.conflicts,
            last=place == 0 and row.id > newest_change,
        )
        for place, row in enumerate(rows)
    ]


def _count_changes(joined: bytes) -> int:
    """Of a change that was known in part, several entries may have come."""
    return len({joined[start : start + _WHOLE] for start in range(0, len(joined), _ID_SIZE)})


def merges_of(session: Session, transactions: Collection[Id]) -> dict[Id, tuple[datetime, str]]:
    """By which merge each of these changes came: when (UTC), and from which file."""
    waiting = {id_[:_WHOLE]: id_ for id_ in transactions}
    found: dict[Id, tuple[datetime, str]] = {}
    if not waiting:
        return found
    merges = select(MergeRecord.at, MergeRecord.source, MergeRecord.transactions).order_by(MergeRecord.id)
    for at, source, joined in session.execute(merges):
        for start in range(0, len(joined), _ID_SIZE):
            id_ = waiting.pop(joined[start : start + _WHOLE], None)
            if id_ is not None:
                found[id_] = datetime.fromisoformat(at), source
        if not waiting:
            break
    return found
