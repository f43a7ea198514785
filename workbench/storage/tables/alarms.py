"""What people say to alarms, and what no record tells: major events at an account (2-rules §12)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class AlarmAcknowledgementEntity(BusinessEntity):
    """Somebody has seen an alarm and says why it stands.

    ``alarm`` is its kind, ``subject`` what it is about within the account (a row, a product; empty where the
    account itself is meant). ``severity`` and ``measure`` are what the alarm had reached by then.
    """

    __tablename__ = "alarm_acknowledgement"

    account_id: Mapped[bytes] = refers_to("account")
    alarm: Mapped[str] = text()
    subject: Mapped[str] = text()
    reason: Mapped[str] = long_text()
    severity: Mapped[str] = text()
    measure: Mapped[int] = mapped_column(default=0)
    acknowledged_on: Mapped[date | None]
    acknowledged_by: Mapped[str] = text()


class MajorEventEntity(BusinessEntity):
    """Something grave that happened at an account, recorded by hand."""

    __tablename__ = "major_event"

    account_id: Mapped[bytes] = refers_to("account")
    kind: Mapped[str] = text()
    happened_on: Mapped[date | None]
    answer: Mapped[str] = long_text()
    noted_on: Mapped[date | None]
    noted_by: Mapped[str] = text()
    ended_on: Mapped[date | None]
    text: Mapped[str] = long_text()
