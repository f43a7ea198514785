"""Official notices of working days that came after the program (2-rules §7.2)."""

from typing import Any

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, json_list, text


class CalendarNoticeEntity(BusinessEntity):
    """The notice of one year; its id follows from country and year.

    ``days`` lists ``{"on", "off", "name_en", "name_zh"}``.
    """

    __tablename__ = "calendar_notice"

    country: ColumnElement[str] = text()
    year: ColumnElement[int] = column(default=0)
    days: ColumnElement[list[dict[str, Any]]] = json_list()
    source: ColumnElement[str] = text()
