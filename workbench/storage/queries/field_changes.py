"""When and by whom single fields of a row were given their values, as the journal knows it."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, or_, select

from workbench.domain.journal import Op, transaction_of
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.json_values import from_json_text
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord, TransactionRecord

_ENTRY, _TRANSACTION = EntryRecord.__table__.c, TransactionRecord.__table__.c
_ID_DIGITS = 32


@dataclass(frozen=True)
class FieldChange:
    """A field was given ``value`` (JSON: ids hex, days ISO 8601) in a transaction, on the author's day."""

    field: str
    value: Any
    on: date
    author: str
    transaction_id: Id

    @property
    def id_value(self) -> Id | None:
        """The value as an id; ``None`` where it is none."""
        if not isinstance(self.value, str) or len(self.value) != _ID_DIGITS:
            return None
        try:
            return Id(bytes.fromhex(self.value))
        except ValueError:
            return None


def list_field_changes(session: Session, row_id: Id, fields: Collection[str]) -> list[FieldChange]:
    """Every value that one of ``fields`` was given, in the order of knowledge, in two queries.

    A creation counts for the fields it names. ``fields`` are names of the journal, not of coupled columns.
    """
    query = (
        select(_ENTRY.id, _ENTRY.op, _ENTRY.field, _ENTRY.value)
        .where(
            _ENTRY.row_id == row_id,
            or_(
                _ENTRY.op == Op.CREATE.value,
                and_(_ENTRY.op == Op.SET.value, _ENTRY.field.in_(sorted(fields))),
            ),
        )
        .order_by(_ENTRY.id)
    )
    entries = session.execute(query).all()
    heads: dict[Id, tuple[date, str]] = {}
    for chunk in chunks({transaction_of(entry[0]) for entry in entries}):
        told = select(_TRANSACTION.id, _TRANSACTION.author, _TRANSACTION.at)
        for head in session.execute(told.where(_TRANSACTION.id.in_(chunk))).all():
            heads[head.id] = (datetime.fromisoformat(head.at).astimezone().date(), head.author)
    found: list[FieldChange] = []
    for entry_id, op, name, text in entries:
        transaction_id = transaction_of(entry_id)
        on, author = heads[transaction_id]
        value = from_json_text(text)
        if op == Op.SET:
            found.append(FieldChange(name, value, on, author, transaction_id))
            continue
        if isinstance(value, dict):
            found += [
                FieldChange(field, value[field], on, author, transaction_id)
                for field in fields
                if field in value
            ]
    return found
