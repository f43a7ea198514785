"""Days on which a manager is away (2-rules §7.2)."""

from datetime import date

from sqlalchemy.orm import Mapped

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to


class AbsenceEntity(BusinessEntity):
    """One span of days, both ends included. A day that was never given is the first of all days."""

    __tablename__ = "absence"

    manager_id: Mapped[bytes] = refers_to("manager")
    starts_on: Mapped[date] = grouped("span", default=date.min)
    ends_on: Mapped[date] = grouped("span", default=date.min)
    reason: Mapped[str] = long_text()
