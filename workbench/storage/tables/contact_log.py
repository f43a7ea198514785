"""Calls, letters and messages: contact that is no visit (2-rules §7.2)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ContactLogEntity(BusinessEntity):
    """One call, letter or message. ``at_time`` is local ``HH:MM`` or empty."""

    __tablename__ = "contact_log"

    account_id: ColumnElement[bytes] = refers_to("account")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    on_day: ColumnElement[date] = grouped("moment", default=date.min)
    at_time: ColumnElement[str] = text("moment")
    channel: ColumnElement[str] = text()
    text: ColumnElement[str] = long_text()
