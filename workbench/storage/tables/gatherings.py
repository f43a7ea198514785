"""Meetings with several accounts: round tables and the like, with invitations (2-rules §7.1)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class GatheringEntity(BusinessEntity):
    """One meeting with several accounts; moment and length as those of a visit."""

    __tablename__ = "gathering"

    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    kind: ColumnElement[str] = text()
    state: ColumnElement[str] = text()
    title: ColumnElement[str] = text()
    on_day: ColumnElement[date] = grouped("moment", default=date.min)
    at_time: ColumnElement[str] = text("moment")
    minutes: ColumnElement[int] = column(default=0)
    place: ColumnElement[str] = text()
    topic: ColumnElement[str] = long_text()
    result: ColumnElement[str] = long_text()


class InvitationEntity(BusinessEntity):
    """Somebody of an account who is invited; ``name`` for a guest who is no contact."""

    __tablename__ = "invitation"

    gathering_id: ColumnElement[bytes] = refers_to("gathering")
    account_id: ColumnElement[bytes] = refers_to("account")
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    name: ColumnElement[str] = text()
    state: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()
