"""What accounts need, and where else they could buy from us (2-rules §5, features A10)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, long_text, refers_to, text


class NeedEntity(BusinessEntity):
    """One need of an account, or of a person there. ``urgency`` 1–3; ``rank`` 1–3 among its pressing ones."""

    __tablename__ = "need"

    account_id: ColumnElement[bytes] = refers_to("account")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    visit_id: ColumnElement[bytes | None] = refers_to("visit")
    kind: ColumnElement[str] = text()
    is_hidden: ColumnElement[bool] = column(default=False)
    urgency: ColumnElement[int | None]
    answer: ColumnElement[str] = text()
    answer_text: ColumnElement[str] = long_text()
    noted_on: ColumnElement[date | None]
    rank: ColumnElement[int | None]
    text: ColumnElement[str] = long_text()


class WhitespaceCellEntity(BusinessEntity):
    """Where a unit of an account gets a product from. Its id follows from account, unit and product."""

    __tablename__ = "whitespace_cell"

    account_id: ColumnElement[bytes] = refers_to("account")
    unit: ColumnElement[str] = text()
    product: ColumnElement[str] = text()
    state: ColumnElement[str] = text()
    competitor: ColumnElement[str] = text()
    potential_fen: ColumnElement[int | None]
    note: ColumnElement[str] = long_text()
