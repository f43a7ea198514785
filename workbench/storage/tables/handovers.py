"""Accounts that go from one manager to another, and whether the new one has confirmed (2-rules §16)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class HandoverEntity(BusinessEntity):
    """One handover; ``due_on`` is the last day to confirm it, ``answer`` what the new manager said."""

    __tablename__ = "handover"

    from_id: ColumnElement[bytes | None] = refers_to("manager")
    to_id: ColumnElement[bytes | None] = refers_to("manager")
    handed_on: ColumnElement[date | None]
    due_on: ColumnElement[date | None]
    reason: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()
    confirmed_on: ColumnElement[date | None]
    confirmed_by: ColumnElement[str] = text()
    answer: ColumnElement[str] = long_text()


class HandoverAccountEntity(BusinessEntity):
    """An account of a handover; ``seen_on``: when the new manager went through it."""

    __tablename__ = "handover_account"

    handover_id: ColumnElement[bytes] = refers_to("handover")
    account_id: ColumnElement[bytes] = refers_to("account")
    seen_on: ColumnElement[date | None]
    question: ColumnElement[str] = long_text()
