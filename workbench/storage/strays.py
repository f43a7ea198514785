"""What stands in a file without belonging to anything: found, told, and taken aside before a repair."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Connection, Table, delete, func, select

from workbench.foundation.i18n import _, format_date, ngettext
from workbench.foundation.ids import Id, parse_id
from workbench.storage.drafts import DRAFT_PREFIX
from workbench.storage.entries import as_kept, chunks
from workbench.storage.sales_projection import SALE
from workbench.storage.schema import schema
from workbench.storage.search_words import SOURCES
from workbench.storage.session import Session
from workbench.storage.soundness import Finding
from workbench.storage.tables.journal import EntryRecord, PartRecord, TransactionRecord, WorkspaceRecord

_ENTRY: Final = EntryRecord.__table__
_TRANSACTION: Final = TransactionRecord.__table__
_PART: Final = PartRecord.__table__
_INFO: Final = WorkspaceRecord.__table__
_AHEAD: Final = timedelta(days=1)
# Entries share the first twelve bytes of the id of their transaction.
_LOST_ENTRIES: Final = (
    "FROM journal_entry WHERE NOT EXISTS "
    "(SELECT 1 FROM journal_transaction AS head "
    "WHERE head.id = CAST(substr(journal_entry.id, 1, 12) || x'00000000' AS BLOB))"
)


def stray_findings(session: Session) -> list[Finding]:
    """Entries and parts of changes that are not there, and rows that search knows or lacks wrongly."""
    connection = session.connection()
    found = []
    entries = connection.exec_driver_sql(f"SELECT count(*) {_LOST_ENTRIES}").scalar_one()
    if entries:
        told = ngettext(
            "{count} journal entry belongs to no change.",
            "{count} journal entries belong to no change.",
            entries,
        )
        found.append(Finding("strays", told.format(count=entries), repairable=True))
    if _search_differs(connection):
        found.append(Finding("search", _("The search does not know what the tables hold."), repairable=True))
    return found


def notes(session: Session, now: datetime) -> list[str]:
    """What is worth knowing and no fault: drafts of records that are gone, and clocks that ran ahead."""
    return [*_draft_notes(session), *_clock_notes(session, now)]


def take_aside(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Everything that a repair would leave out, by table, values as JSON: rows of which the journal knows
    nothing, and entries and parts without their change. The latter are taken out of the file."""
    connection = session.connection()
    aside: dict[str, list[dict[str, Any]]] = {}
    known = select(_ENTRY.c.row_id)
    for entity, shape in schema().items():
        rows = list(_plain_rows(connection, shape.table, shape.table.c.id.not_in(known)))
        if rows:
            aside[entity] = rows
    batches = schema()["sales_batch"].table
    sales = list(_plain_rows(connection, SALE, SALE.c.account_id.not_in(select(batches.c.account_id))))
    if sales:
        aside["sale"] = sales
    entries = connection.exec_driver_sql(f"SELECT * {_LOST_ENTRIES}").mappings().all()
    if entries:
        aside["journal_entry"] = [{name: _plain(value) for name, value in row.items()} for row in entries]
        for chunk in chunks([row["id"] for row in entries], 500):
            connection.execute(delete(_ENTRY).where(_ENTRY.c.id.in_(chunk)))
    lost = _PART.c.id.not_in(select(_TRANSACTION.c.id))
    parts = list(_plain_rows(connection, _PART, lost))
    if parts:
        aside["journal_part"] = parts
        connection.execute(delete(_PART).where(lost))
    return aside


def _plain_rows(connection: Connection, table: Table, where: Any) -> Iterator[dict[str, Any]]:
    # Values as they are kept: what cannot be explained may not be readable as what it should be.
    for row in connection.execute(select(*as_kept(table)).where(where)):
        yield {column.name: _plain(value) for column, value in zip(table.c, row, strict=True)}


def _plain(value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value


def _search_differs(connection: Connection) -> bool:
    """Whether search lists rows that are gone, or what it made of rows is more or less than their number."""
    for kind in SOURCES:
        query = f"SELECT 1 FROM search_row WHERE kind = ? AND row_id NOT IN (SELECT id FROM {kind}) LIMIT 1"
        if connection.exec_driver_sql(query, (kind,)).first() is not None:
            return True
    ((rows, words),) = connection.exec_driver_sql(
        "SELECT (SELECT count(*) FROM search_row), (SELECT count(*) FROM search_index)"
    ).all()
    return bool(rows != words)


def _draft_notes(session: Session) -> Iterator[str]:
    names = session.scalars(
        select(_INFO.c.name).where(_INFO.c.name.startswith(DRAFT_PREFIX, autoescape=True))
    )
    ids = {id_ for name in names if (id_ := parse_id(name.removeprefix(DRAFT_PREFIX))) is not None}
    known: set[Id] = set()
    for chunk in chunks(ids, 500):
        query = select(_ENTRY.c.row_id).distinct().where(_ENTRY.c.row_id.in_(chunk))
        known.update(Id(row_id) for row_id in session.scalars(query))
    lost = len(ids - known)
    if lost:
        told = ngettext(
            "{count} draft belongs to a record that is not in this file. It is kept.",
            "{count} drafts belong to records that are not in this file. They are kept.",
            lost,
        )
        yield told.format(count=lost)


def _clock_notes(session: Session, now: datetime) -> Iterator[str]:
    end = int((now + _AHEAD).timestamp() * 1000).to_bytes(6, "big")
    ahead = _TRANSACTION.c.id > end
    count = session.scalar(select(func.count()).select_from(_TRANSACTION).where(ahead)) or 0
    if not count:
        return
    last = select(_TRANSACTION.c.id, _TRANSACTION.c.author).where(ahead).order_by(_TRANSACTION.c.id.desc())
    row = session.execute(last.limit(1)).one()
    told = ngettext(
        "{count} change by {author} is dated after today, on {date}: a clock ran ahead. Nothing is lost.",
        "{count} changes are dated after today, the last by {author} on {date}: a clock ran ahead. "
        "Nothing is lost.",
        count,
    )
    yield told.format(count=count, author=row.author, date=_day(row.id))


def _day(id_: bytes) -> str:
    try:
        return format_date(datetime.fromtimestamp(int.from_bytes(id_[:6], "big") / 1000).astimezone().date())
    except (OverflowError, OSError, ValueError):
        return "9999"
