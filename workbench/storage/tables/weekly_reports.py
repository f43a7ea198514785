"""Weekly reports 周报 (2-rules §7.2)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, long_text, refers_to


class WeeklyReportEntity(BusinessEntity):
    """What a person wrote over the data of a week; its id follows from the person and the Monday."""

    __tablename__ = "weekly_report"

    manager_id: Mapped[bytes] = refers_to("manager")
    week_on: Mapped[date] = mapped_column(default=date.min)
    visits_text: Mapped[str] = long_text()
    feedback: Mapped[str] = long_text()
    promises_text: Mapped[str] = long_text()
    next_week: Mapped[str] = long_text()
    remarks: Mapped[str] = long_text()
    submitted_on: Mapped[date | None]
