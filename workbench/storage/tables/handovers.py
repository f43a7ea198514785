"""Accounts that go from one manager to another, and whether the new one has confirmed (2-rules §16)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class HandoverEntity(BusinessEntity):
    """One handover; ``due_on`` is the last day to confirm it, ``answer`` what the new manager said."""

    __tablename__ = "handover"

    from_id: Mapped[bytes | None] = refers_to("manager")
    to_id: Mapped[bytes | None] = refers_to("manager")
    handed_on: Mapped[date | None]
    due_on: Mapped[date | None]
    reason: Mapped[str] = text()
    note: Mapped[str] = long_text()
    confirmed_on: Mapped[date | None]
    confirmed_by: Mapped[str] = text()
    answer: Mapped[str] = long_text()


class HandoverAccountEntity(BusinessEntity):
    """An account of a handover; ``seen_on``: when the new manager went through it."""

    __tablename__ = "handover_account"

    handover_id: Mapped[bytes] = refers_to("handover")
    account_id: Mapped[bytes] = refers_to("account")
    seen_on: Mapped[date | None]
    question: Mapped[str] = long_text()
