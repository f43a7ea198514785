"""What accounts owe, item by item, as the books say (2-rules §4)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, grouped, refers_to, text


class ReceivableEntity(BusinessEntity):
    """One item of an account's ledger; its id follows from account, number and due day.

    Amounts are in fen of the currency. ``stated_on`` is the day as of which the books said so; what has been
    paid stays, with nothing owed.
    """

    __tablename__ = "receivable"

    account_id: ColumnElement[bytes] = refers_to("account")
    stated_on: ColumnElement[date | None]
    number: ColumnElement[str] = text()
    dated_on: ColumnElement[date | None]
    due_on: ColumnElement[date | None]
    amount_fen: ColumnElement[int | None] = grouped("amount")
    owed_fen: ColumnElement[int] = grouped("amount", 0)
    currency: ColumnElement[str] = grouped("amount", "CNY")
