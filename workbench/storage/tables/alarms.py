"""What people say to alarms, and what no record tells: major events at an account (2-rules §12)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, long_text, refers_to, text


class AlarmAcknowledgementEntity(BusinessEntity):
    """Somebody has seen an alarm and says why it stands.

    ``alarm`` is its kind, ``subject`` what it is about within the account (a row, a product; empty where the
    account itself is meant). ``severity`` and ``measure`` are what the alarm had reached by then.
    """

    __tablename__ = "alarm_acknowledgement"

    account_id: ColumnElement[bytes] = refers_to("account")
    alarm: ColumnElement[str] = text()
    subject: ColumnElement[str] = text()
    reason: ColumnElement[str] = long_text()
    severity: ColumnElement[str] = text()
    measure: ColumnElement[int] = column(default=0)
    acknowledged_on: ColumnElement[date | None]
    acknowledged_by: ColumnElement[str] = text()


class MajorEventEntity(BusinessEntity):
    """Something grave that happened at an account, recorded by hand."""

    __tablename__ = "major_event"

    account_id: ColumnElement[bytes] = refers_to("account")
    kind: ColumnElement[str] = text()
    happened_on: ColumnElement[date | None]
    answer: ColumnElement[str] = long_text()
    noted_on: ColumnElement[date | None]
    noted_by: ColumnElement[str] = text()
    ended_on: ColumnElement[date | None]
    text: ColumnElement[str] = long_text()
