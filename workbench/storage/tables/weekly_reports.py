"""Weekly reports 周报 (2-rules §7.2)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, long_text, refers_to


class WeeklyReportEntity(BusinessEntity):
    """What a person wrote over the data of a week; its id follows from the person and the Monday."""

    __tablename__ = "weekly_report"

    manager_id: ColumnElement[bytes] = refers_to("manager")
    week_on: ColumnElement[date] = column(default=date.min)
    visits_text: ColumnElement[str] = long_text()
    feedback: ColumnElement[str] = long_text()
    promises_text: ColumnElement[str] = long_text()
    next_week: ColumnElement[str] = long_text()
    remarks: ColumnElement[str] = long_text()
    submitted_on: ColumnElement[date | None]
