"""What may go wrong with an account (2-rules §3, §17)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to, text


class RiskEntity(BusinessEntity):
    """One risk: how likely, how bad, from which side, and what is done about it by whom."""

    __tablename__ = "risk"

    account_id: Mapped[bytes] = refers_to("account")
    source: Mapped[str] = text()
    probability: Mapped[str] = text()
    impact: Mapped[str] = text()
    answer: Mapped[str] = long_text()
    owner: Mapped[str] = text()
    due_on: Mapped[date | None]
    noted_on: Mapped[date | None]
    closed_on: Mapped[date | None]
    text: Mapped[str] = long_text()
