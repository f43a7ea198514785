"""Complaints as received, and everything that was done about them (2-rules §8)."""

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, json_list, long_text, refers_to, text


class ComplaintEntity(BusinessEntity):
    """One complaint of an account. ``received_time`` is local ``HH:MM`` or empty.

    ``days`` are the limits in working days that were in force when it was recorded, by name.
    """

    __tablename__ = "complaint"

    account_id: ColumnElement[bytes] = refers_to("account")
    number: ColumnElement[str] = column(default="")
    received_on: ColumnElement[date] = column(default=date.min)
    received_time: ColumnElement[str] = text()
    complainant: ColumnElement[str] = column(default="")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    channel: ColumnElement[str] = column(default="")
    kind: ColumnElement[str] = column(default="")
    severity: ColumnElement[str] = text()
    product: ColumnElement[str] = text()
    against: ColumnElement[str] = long_text()
    demand: ColumnElement[str] = long_text()
    taken_by: ColumnElement[str] = text()
    taken_by_id: ColumnElement[bytes | None] = refers_to("manager")
    days: ColumnElement[Any] = json_list()
    text: ColumnElement[str] = long_text()


class ComplaintEventEntity(BusinessEntity):
    """Something that happened to a complaint: rows are only ever added, never changed or deleted.

    ``sequence`` is one more than the highest known when it was written: what follows from something comes
    after it on every laptop. ``at_time`` is local ``HH:MM`` or empty.
    """

    __tablename__ = "complaint_event"
    only_grows = True

    complaint_id: ColumnElement[bytes] = refers_to("complaint")
    sequence: ColumnElement[int] = column(default=0)
    kind: ColumnElement[str] = text()
    on_day: ColumnElement[date | None]
    at_time: ColumnElement[str] = text()
    author: ColumnElement[str] = text()
    person: ColumnElement[str] = text()
    department: ColumnElement[str] = text()
    outcome: ColumnElement[str] = text()
    channel: ColumnElement[str] = text()
    is_conclusive: ColumnElement[bool] = column(default=False)
    cause: ColumnElement[str] = text()
    post: ColumnElement[str] = text()
    whys: ColumnElement[list[str]] = json_list()
    prevention: ColumnElement[str] = long_text()
    handling: ColumnElement[str] = long_text()
    cost_fen: ColumnElement[int | None]
    visit_id: ColumnElement[bytes | None] = refers_to("visit")
    of_id: ColumnElement[bytes | None] = refers_to("complaint_event")
    text: ColumnElement[str] = long_text()
