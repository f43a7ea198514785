"""How much of our products customers have in stock, counted on visits (2-rules §3 and §10)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, refers_to, text


class StockCountEntity(BusinessEntity):
    """One product counted at an account; its id follows from account, day, product and specification.

    ``quantity_milli`` in thousandths of a unit, ``value_fen`` in fen; either may be unknown.
    """

    __tablename__ = "stock_count"

    account_id: ColumnElement[bytes] = refers_to("account")
    counted_on: ColumnElement[date | None]
    product: ColumnElement[str] = text()
    specification: ColumnElement[str] = text()
    quantity_milli: ColumnElement[int | None]
    value_fen: ColumnElement[int | None]
