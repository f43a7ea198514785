"""Calls, letters and messages: contact that is no visit (2-rules §7.2)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ContactLogEntity(BusinessEntity):
    """One call, letter or message. ``at_time`` is local ``HH:MM`` or empty."""

    __tablename__ = "contact_log"

    account_id: Mapped[bytes] = refers_to("account")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    on_day: Mapped[date] = grouped("moment", default=date.min)
    at_time: Mapped[str] = text("moment")
    channel: Mapped[str] = text()
    text: Mapped[str] = long_text()
