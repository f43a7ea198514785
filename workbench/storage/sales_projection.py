"""Sales as the batches say: of several records with one key, the one of the latest batch stands."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import product
from typing import Any, Final

from sqlalchemy import Connection, Integer, delete, select

from workbench.domain.journal_fold import RowState, fold_row, winner
from workbench.domain.sales import SaleRecord, sale_key
from workbench.foundation.ids import Id
from workbench.storage.entries import as_kept, chunks, insert_rows, load_logs
from workbench.storage.json_values import LONGEST_LINE, line_to_json
from workbench.storage.tables.base import DayType
from workbench.storage.tables.sales import SaleEntity, SalesBatchEntity

_ACCOUNTS_AT_ONCE: Final = 200
SALE: Final = SaleEntity.__table__
_AS_KEPT: Final = as_kept(SALE)
_RECORD_COLUMNS: Final = list(SALE.columns)[2:]
_RECORD_FORMS: Final = frozenset(
    product(
        *(
            (kind, type(None)) if column.nullable else (kind,)
            for column in _RECORD_COLUMNS
            for kind in (int if isinstance(column.type, Integer) else str,)
        )
    )
)
"""The types that the values of a record may have together."""
_DAYS: Final = [place for place, column in enumerate(_RECORD_COLUMNS) if isinstance(column.type, DayType)]
_NONE_KNOWN: Final[Mapping[Id, RowState]] = {}
_day = lru_cache(maxsize=4_000)(date.fromisoformat)

SaleRow = tuple[Any, ...]
"""A row of ``sale`` as the driver takes it: account id, key, then the record."""


def record_json(record: SaleRecord) -> list[Any]:
    """A record as it stands in a batch, without its key, which follows from it."""
    sold_on, amount, number, line, product, specification, quantity, cost, currency, settled, due_on = record
    # What fits together on one line needs no look at each.
    told = f"{number}{line}{product}{specification}{currency}"
    if len(told) > LONGEST_LINE or not told.isprintable():
        number, line = _line(number, "number"), _line(line, "line")
        product, specification = _line(product, "product"), _line(specification, "specification")
        currency = _line(currency, "currency")
    due = due_on.isoformat() if due_on else None
    return [
        *(sold_on.isoformat(), number, line, product, specification),
        *(quantity, amount, cost, currency, settled, due),
    ]


def _line(text: str, where: str) -> str:
    return line_to_json(text, where) or ""


def check_record(record: Sequence[Any]) -> None:
    """Raise ``ValueError`` or ``TypeError`` if no workspace would have written the record into a batch."""
    if tuple(map(type, record)) not in _RECORD_FORMS:
        raise ValueError(f"no record of a sale: {record!r}")
    for place in _DAYS:
        if record[place] is not None:
            _day(record[place])


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


def project_sales(connection: Connection, accounts: Iterable[Id], known: Mapping[Id, RowState]) -> None:
    """Write the sales of these accounts anew, from the batches that their table has for them.

    ``known``: batches that are folded already.
    """
    for chunk in chunks(sorted(accounts), _ACCOUNTS_AT_ONCE):
        rows = folded_sales(connection, chunk, known)
        connection.execute(delete(SALE).where(SALE.c.account_id.in_(chunk)))
        insert_rows(connection, SALE, list(rows.values()))


def folded_sales(
    connection: Connection, accounts: Sequence[bytes], known: Mapping[Id, RowState] = _NONE_KNOWN
) -> dict[tuple[bytes, str], SaleRow]:
    """The rows that these accounts' batches come to: later ones overwrite records with the same key.

    ``known``: batches that are folded already.
    """
    query = select(SalesBatchEntity.id, SalesBatchEntity.account_id)
    query = query.where(SalesBatchEntity.account_id.in_(accounts))
    account_of = {Id(batch): account for batch, account in connection.execute(query)}
    batches: list[tuple[Id, bytes, list[Any]]] = []
    states = {row_id: known[row_id] for row_id in account_of if row_id in known}
    others = load_logs(connection, account_of.keys() - states.keys())
    states.update((row_id, fold_row(log)) for row_id, log in others.items())
    for row_id, state in states.items():
        heads = state.heads.get("records")
        if state.shown and heads:
            batches.append((winner(heads).id, account_of[row_id], state.values["records"]))
    batches.sort(key=lambda batch: batch[0])
    rows: dict[tuple[bytes, str], SaleRow] = {}
    for _id, account, records in batches:
        for record in records:
            row = sale_row(account, record)
            rows[account, row[1]] = row
    return rows
