"""Sales as the batches say: of several records with one key, the one of the latest batch stands."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, Final, cast

from sqlalchemy import Connection, Integer, Table, delete, select

from workbench.domain.journal import Entry
from workbench.domain.journal_fold import RowState, fold_row, winner
from workbench.domain.sales import SaleRecord, sale_key
from workbench.foundation.ids import Id
from workbench.storage.entries import as_kept, chunks, insert_rows, load_logs
from workbench.storage.json_values import line_to_json
from workbench.storage.tables.base import DayType
from workbench.storage.tables.sales import SaleEntity, SalesBatchEntity

_ACCOUNTS_AT_ONCE: Final = 200
SALE: Final = cast(Table, SaleEntity.__table__)
_AS_KEPT: Final = as_kept(SALE)
_RECORD_FORM: Final[list[tuple[str, type, bool, bool]]] = [
    (
        column.name,
        int if isinstance(column.type, Integer) else str,
        bool(column.nullable),
        isinstance(column.type, DayType),
    )
    for column in list(SALE.columns)[2:]
]

SaleRow = tuple[Any, ...]
"""A row of ``sale`` as the driver takes it: account id, key, then the record."""


def record_json(record: SaleRecord) -> list[Any]:
    """A record as it stands in a batch, without its key, which follows from it."""
    return [
        record.sold_on.isoformat(),
        line_to_json(record.number, "number"),
        line_to_json(record.line, "line"),
        line_to_json(record.product, "product"),
        line_to_json(record.specification, "specification"),
        record.quantity_milli,
        record.amount_fen,
        record.cost_fen,
        line_to_json(record.currency, "currency"),
        record.settled_fen,
        record.due_on.isoformat() if record.due_on else None,
    ]


def check_record(record: Sequence[Any]) -> None:
    """Raise ``ValueError`` or ``TypeError`` if no workspace would have written the record into a batch."""
    for value, (name, kind, nullable, is_day) in zip(record, _RECORD_FORM, strict=True):
        if type(value) is not kind and not (value is None and nullable):
            raise ValueError(f"{name} cannot be {value!r}")
        if is_day and isinstance(value, str):
            date.fromisoformat(value)


def sale_row(account_id: bytes, record: Sequence[Any]) -> SaleRow:
    """The table's row for a record of a batch."""
    key = sale_key(record[1], record[2], record[0], record[3], record[5], record[6])
    return (account_id, key, *record)


def sales_of(connection: Connection, account_ids: Iterable[bytes]) -> dict[tuple[bytes, str], SaleRow]:
    """The rows that stand for these accounts, by account and key."""
    found: dict[tuple[bytes, str], SaleRow] = {}
    for chunk in chunks(account_ids):
        for row in connection.execute(select(*_AS_KEPT).where(SALE.c.account_id.in_(chunk))):
            found[row[0], row[1]] = tuple(row)
    return found


def project_sales(connection: Connection, batches: Iterable[RowState]) -> None:
    """Write the sales of all accounts that these batches belong to anew."""
    accounts = {bytes.fromhex(batch.values["account_id"]) for batch in batches}
    for chunk in chunks(accounts, _ACCOUNTS_AT_ONCE):
        of_accounts = SalesBatchEntity.account_id.in_(chunk)
        ids = list(connection.scalars(select(SalesBatchEntity.id).where(of_accounts)))
        rows = folded_sales(load_logs(connection, ids).values())
        connection.execute(delete(SALE).where(SALE.c.account_id.in_(chunk)))
        insert_rows(connection, SALE, list(rows.values()))


def folded_sales(logs: Iterable[Sequence[Entry]]) -> dict[tuple[bytes, str], SaleRow]:
    """The rows that shown batches come to: later batches overwrite records with the same key."""
    batches: list[tuple[Id, bytes, list[Any]]] = []
    for log in logs:
        state = fold_row(log)
        heads = state.heads.get("records")
        if state.shown and heads:
            account = bytes.fromhex(state.values["account_id"])
            batches.append((winner(heads).id, account, state.values["records"]))
    batches.sort(key=lambda batch: batch[0])
    rows: dict[tuple[bytes, str], SaleRow] = {}
    for _id, account, records in batches:
        for record in records:
            row = sale_row(account, record)
            rows[account, row[1]] = row
    return rows
