"""Why a required visit was not made, and what follows (features C10)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class VisitDebtEntity(BusinessEntity):
    """What was said of one missed duty; its id follows from account, kind, period and number."""

    __tablename__ = "visit_debt"

    account_id: ColumnElement[bytes] = refers_to("account")
    kind: ColumnElement[str] = text()
    period: ColumnElement[str] = text()
    number: ColumnElement[int] = column(default=0)
    cause: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()
    decision: ColumnElement[str] = text("decision")
    decided_on: ColumnElement[date | None] = grouped("decision")
