"""Projects, as far as visits need them (2-rules §13)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class ProjectEntity(BusinessEntity):
    """One project of an account; its delivery starts the return calls of 2-rules §7.1."""

    __tablename__ = "project"

    account_id: ColumnElement[bytes] = refers_to("account")
    title: ColumnElement[str] = text()
    delivered_on: ColumnElement[date | None]
    note: ColumnElement[str] = long_text()
