"""Reading the official notices that came after the program."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from workbench.domain.calendar_notices import CalendarNotice
from workbench.domain.workdays import NoticeDay
from workbench.storage.session import Session
from workbench.storage.tables.calendar_notices import CalendarNoticeEntity

_NOTICE = CalendarNoticeEntity.__table__.c
_YEARS = range(1990, 2200)


def list_calendar_notices(session: Session, country: str | None = None) -> list[CalendarNotice]:
    """The notices of ``country``, or of every one, by year; days that cannot be read are left out."""
    query = select(CalendarNoticeEntity.__table__).order_by(_NOTICE.year, _NOTICE.id)
    if country is not None:
        query = query.where(_NOTICE.country == country)
    found = (
        CalendarNotice(row["country"], row["year"], tuple(_days(row["days"])), row["source"])
        for row in session.execute(query).mappings()
        if row["year"] in _YEARS
    )
    # Without a day that can be read it says nothing, and hides no year.
    return [notice for notice in found if notice.days]


def _days(values: object) -> Iterator[NoticeDay]:
    for one in values if isinstance(values, list) else ():
        try:
            on, off = date.fromisoformat(one["on"]), one["off"]
            names = str(one.get("name_en", "")), str(one.get("name_zh", ""))
        except (AttributeError, KeyError, TypeError, ValueError):
            continue
        if isinstance(off, bool):
            yield NoticeDay(on, off, *names)
