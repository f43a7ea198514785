"""Complaints as received, and everything that was done about them (2-rules §8)."""

from datetime import date
from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, json_list, long_text, refers_to, text


class ComplaintEntity(BusinessEntity):
    """One complaint of an account. ``received_time`` is local ``HH:MM`` or empty.

    ``days`` are the limits in working days that were in force when it was recorded, by name.
    """

    __tablename__ = "complaint"

    account_id: Mapped[bytes] = refers_to("account")
    number: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date] = mapped_column(default=date.min)
    received_time: Mapped[str] = text()
    complainant: Mapped[str] = mapped_column(default="")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    channel: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    severity: Mapped[str] = text()
    product: Mapped[str] = text()
    against: Mapped[str] = long_text()
    demand: Mapped[str] = long_text()
    taken_by: Mapped[str] = text()
    taken_by_id: Mapped[bytes | None] = refers_to("manager")
    days: Mapped[Any] = json_list()
    text: Mapped[str] = long_text()


class ComplaintEventEntity(BusinessEntity):
    """Something that happened to a complaint: rows are only ever added, never changed or deleted.

    ``sequence`` is one more than the highest known when it was written: what follows from something comes
    after it on every laptop. ``at_time`` is local ``HH:MM`` or empty.
    """

    __tablename__ = "complaint_event"
    only_grows = True

    complaint_id: Mapped[bytes] = refers_to("complaint")
    sequence: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = text()
    on_day: Mapped[date | None]
    at_time: Mapped[str] = text()
    author: Mapped[str] = text()
    person: Mapped[str] = text()
    department: Mapped[str] = text()
    outcome: Mapped[str] = text()
    channel: Mapped[str] = text()
    is_conclusive: Mapped[bool] = mapped_column(default=False)
    cause: Mapped[str] = text()
    post: Mapped[str] = text()
    whys: Mapped[list[str]] = json_list()
    prevention: Mapped[str] = long_text()
    handling: Mapped[str] = long_text()
    cost_fen: Mapped[int | None]
    visit_id: Mapped[bytes | None] = refers_to("visit")
    of_id: Mapped[bytes | None] = refers_to("complaint_event")
    text: Mapped[str] = long_text()
