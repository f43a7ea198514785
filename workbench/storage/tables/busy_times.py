"""Time that other calendars have already taken (features C6)."""

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, refers_to, text


class BusyTimeEntity(BusinessEntity):
    """One appointment from elsewhere; its id follows from whose it is, its source, uid and occurrence.

    ``starts_at`` and ``ends_at`` are instants in UTC (``2026-11-22T01:30:00Z``), or days (``2026-11-22``) for
    what lasts whole days; the end is not included.
    """

    __tablename__ = "busy_time"

    manager_id: ColumnElement[bytes] = refers_to("manager")
    starts_at: ColumnElement[str] = text("span")
    ends_at: ColumnElement[str] = text("span")
    title: ColumnElement[str] = text()
    source: ColumnElement[str] = text()
    uid: ColumnElement[str] = text()
