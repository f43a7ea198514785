"""Sales: facts that come in batches and are never edited one by one."""

from datetime import date
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import Base, BusinessEntity, IdType, refers_to


class SalesBatchEntity(BusinessEntity):
    """What one import brought for one account. The records themselves stand in the journal."""

    __tablename__ = "sales_batch"
    journal_only: dict[str, Any] = {"records": []}  # noqa: RUF012

    account_id: Mapped[bytes] = refers_to("account")


class SaleEntity(Base):
    """One line of a sales document, from the latest batch that holds its key.

    ``quantity_milli`` in thousandths of a unit, amounts in fen of the currency.
    """

    __tablename__ = "sale"
    __table_args__ = (Index("ix_sale_sold_on", "sold_on"), {"sqlite_with_rowid": False})

    account_id: Mapped[bytes] = mapped_column(
        IdType, ForeignKey("account.id", deferrable=True, initially="DEFERRED"), primary_key=True
    )
    key: Mapped[str] = mapped_column(primary_key=True)
    sold_on: Mapped[date]
    number: Mapped[str]
    line: Mapped[str]
    product: Mapped[str]
    specification: Mapped[str]
    quantity_milli: Mapped[int | None]
    amount_fen: Mapped[int]
    cost_fen: Mapped[int | None]
    currency: Mapped[str]
    settled_fen: Mapped[int | None]
    due_on: Mapped[date | None]
