"""Complaints as received."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to


class ComplaintEntity(BusinessEntity):
    """One complaint of an account."""

    __tablename__ = "complaint"

    account_id: Mapped[bytes] = refers_to("account")
    number: Mapped[str] = mapped_column(default="")
    received_on: Mapped[date] = mapped_column(default=date.min)
    complainant: Mapped[str] = mapped_column(default="")
    channel: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="")
    against: Mapped[str] = long_text()
    demand: Mapped[str] = long_text()
    text: Mapped[str] = long_text()
