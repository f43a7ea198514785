"""Meetings with several accounts: round tables and the like, with invitations (2-rules §7.1)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class GatheringEntity(BusinessEntity):
    """One meeting with several accounts; moment and length as those of a visit."""

    __tablename__ = "gathering"

    manager_id: Mapped[bytes | None] = refers_to("manager")
    kind: Mapped[str] = text()
    state: Mapped[str] = text()
    title: Mapped[str] = text()
    on_day: Mapped[date] = grouped("moment", default=date.min)
    at_time: Mapped[str] = text("moment")
    minutes: Mapped[int] = mapped_column(default=0)
    place: Mapped[str] = text()
    topic: Mapped[str] = long_text()
    result: Mapped[str] = long_text()


class InvitationEntity(BusinessEntity):
    """Somebody of an account who is invited; ``name`` for a guest who is no contact."""

    __tablename__ = "invitation"

    gathering_id: Mapped[bytes] = refers_to("gathering")
    account_id: Mapped[bytes] = refers_to("account")
    contact_id: Mapped[bytes | None] = refers_to("contact")
    name: Mapped[str] = text()
    state: Mapped[str] = text()
    note: Mapped[str] = long_text()
