"""Days on which an account cannot be visited (2-rules §7.2)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to


class ClosureEntity(BusinessEntity):
    """One span of days of its production calendar, both ends included."""

    __tablename__ = "closure"

    account_id: ColumnElement[bytes] = refers_to("account")
    starts_on: ColumnElement[date] = grouped("span", default=date.min)
    ends_on: ColumnElement[date] = grouped("span", default=date.min)
    reason: ColumnElement[str] = long_text()
