"""What may go wrong with an account (2-rules §3, §17)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class RiskEntity(BusinessEntity):
    """One risk: how likely, how bad, from which side, and what is done about it by whom."""

    __tablename__ = "risk"

    account_id: ColumnElement[bytes] = refers_to("account")
    source: ColumnElement[str] = text()
    probability: ColumnElement[str] = text()
    impact: ColumnElement[str] = text()
    answer: ColumnElement[str] = long_text()
    owner: ColumnElement[str] = text()
    due_on: ColumnElement[date | None]
    noted_on: ColumnElement[date | None]
    closed_on: ColumnElement[date | None]
    text: ColumnElement[str] = long_text()
