"""Official notices of working days that came after the program (2-rules §7.2)."""

from typing import Any

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, json_list, text


class CalendarNoticeEntity(BusinessEntity):
    """The notice of one year; its id follows from country and year.

    ``days`` lists ``{"on", "off", "name_en", "name_zh"}``.
    """

    __tablename__ = "calendar_notice"

    country: Mapped[str] = text()
    year: Mapped[int] = mapped_column(default=0)
    days: Mapped[list[dict[str, Any]]] = json_list()
    source: Mapped[str] = text()
