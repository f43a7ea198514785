"""Days on which a manager is away (2-rules §7.2)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to


class AbsenceEntity(BusinessEntity):
    """One span of days, both ends included. A day that was never given is the first of all days."""

    __tablename__ = "absence"

    manager_id: ColumnElement[bytes] = refers_to("manager")
    starts_on: ColumnElement[date] = grouped("span", default=date.min)
    ends_on: ColumnElement[date] = grouped("span", default=date.min)
    reason: ColumnElement[str] = long_text()
