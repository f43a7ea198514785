"""Sales: facts that come in batches and are never edited one by one."""

from datetime import date
from typing import Any, ClassVar

from sqlalchemy import ColumnElement, ForeignKey

from workbench.storage.tables.base import Base, BusinessEntity, IdType, column, refers_to


class SalesBatchEntity(BusinessEntity):
    """What one import brought for one account. The records themselves stand in the journal."""

    __tablename__ = "sales_batch"
    journal_only: ClassVar[dict[str, Any]] = {"records": []}

    account_id: ColumnElement[bytes] = refers_to("account")


class SaleEntity(Base):
    """One line of a sales document, from the latest batch that holds its key.

    ``quantity_milli`` in thousandths of a unit, amounts in fen of the currency.
    """

    __tablename__ = "sale"
    without_rowid = True

    account_id: ColumnElement[bytes] = column(
        IdType, ForeignKey("account.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    key: ColumnElement[str] = column(primary_key=True)
    sold_on: ColumnElement[date] = column(index=True)
    number: ColumnElement[str]
    line: ColumnElement[str]
    product: ColumnElement[str]
    specification: ColumnElement[str]
    quantity_milli: ColumnElement[int | None]
    amount_fen: ColumnElement[int]
    cost_fen: ColumnElement[int | None]
    currency: ColumnElement[str]
    settled_fen: ColumnElement[int | None]
    due_on: ColumnElement[date | None]
