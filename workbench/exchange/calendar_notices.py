"""Official notices of holidays as files: holiday-cn JSON, the program's own JSON, or a plain CSV."""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workbench.domain.calendar_notices import CalendarNotice, span_of
from workbench.domain.workdays import NoticeDay
from workbench.exchange.csv_text import read_csv
from workbench.exchange.values import BadValue, date_of, line_of
from workbench.foundation.errors import BadInput
from workbench.foundation.files import os_errors
from workbench.foundation.han import simplified
from workbench.foundation.i18n import _

LARGEST_BYTES = 1_000_000
_DATE = ("date", "day", "日期")
_KIND = ("off", "work", "off/work", "kind", "type", "类型", "休班", "休/班", "休息")
_NAME = ("name", "holiday", "名称", "节日", "节日名称", "备注")
_OFF = {"off", "holiday", "free", "1", "true", "yes", "休", "休息", "放假", "节假日", "是"}
_WORK = {"work", "working", "workday", "0", "false", "no", "班", "上班", "补班", "调休", "工作日", "否"}


def read_notices(path: Path, country: str) -> tuple[CalendarNotice, ...]:
    """The notices in the file, one for each year, unchecked. Raises ``BadInput`` for any other content."""
    with os_errors(path), path.open("rb") as file:
        raw = file.read(LARGEST_BYTES + 1)
    if len(raw) > LARGEST_BYTES:
        raise _no_notice(path)
    if path.suffix.lower() == ".csv":
        return _from_csv(raw, path, country)
    try:
        content = json.loads(raw.decode("utf-8-sig"))
        if isinstance(content, list):
            found = [_holiday_cn(one, country) for one in content]
        elif "days" in content:
            found = [_holiday_cn(content, country)]
        else:
            found = list(_own(content, country))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise _no_notice(path) from error
    if not found:
        raise _no_notice(path)
    return tuple(found)


def _holiday_cn(content: Mapping[str, Any], country: str) -> CalendarNotice:
    days = []
    for day in content["days"]:
        if not isinstance(day["isOffDay"], bool):
            raise ValueError("isOffDay")
        days.append(_day(date.fromisoformat(day["date"]), day["isOffDay"], str(day["name"])))
    papers = [str(one) for one in content.get("papers", ())]
    return CalendarNotice(country, _year(content["year"]), tuple(days), ", ".join(papers)[:500])


def _own(content: Mapping[str, Any], country: str) -> Iterator[CalendarNotice]:
    names = content["names"]
    days = [
        NoticeDay(date.fromisoformat(day), is_off, str(names[key]["en"]), str(names[key]["zh"]))
        for part, is_off in (("off", True), ("work", False))
        for day, key in content[part].items()
    ]
    yield from _by_year([_year(year) for year in content["years"]], days, country)


def _by_year(years: Iterable[int], days: Iterable[NoticeDay], country: str) -> Iterator[CalendarNotice]:
    """Each day with its year; the last week of one belongs to the notice of the next, if there is one."""
    wanted = sorted(set(years))
    of_year: dict[int, list[NoticeDay]] = {year: [] for year in wanted}
    for day in days:
        year = day.on.year
        if year + 1 in wanted and day.on >= span_of(year + 1)[0]:
            year += 1
        of_year.setdefault(year, []).append(day)
    for year in sorted(of_year):
        yield CalendarNotice(country, year, tuple(of_year[year]))


def _from_csv(raw: bytes, path: Path, country: str) -> tuple[CalendarNotice, ...]:
    table = read_csv(raw, path)
    heads = [simplified(_plain(head)) for head in table.headers]
    on, kind, name = (_column(heads, names) for names in (_DATE, _KIND, _NAME))
    if on is None or kind is None:
        raise BadInput(
            _("The table needs a column for the date and one that says off or work."),
            hint=_("Head the columns date, kind and name."),
            where=path.name,
        )
    days = []
    for row, cells in table.rows():
        try:
            day = date_of(cells[on])
            word = simplified(_plain(line_of(cells[kind])))
            title = line_of(cells[name]) if name is not None else ""
        except BadValue as error:
            raise _wrong_row(path, row, str(error)) from error
        if day is None or word not in _OFF | _WORK:
            raise _wrong_row(path, row, _("It needs a date, and off or work."))
        days.append(_day(day, word in _OFF, title))
    # A few days of December only are the bridge to the year that follows.
    years = {day.on.year for day in days}
    bridges = {y for y in years if y + 1 in years and all(d.on.month == 12 for d in days if d.on.year == y)}
    found = tuple(_by_year(years - bridges, days, country))
    if not found:
        raise _no_notice(path)
    return found


def _day(on: date, is_off: bool, name: str) -> NoticeDay:
    name = " ".join(name.split())[:100]
    return NoticeDay(on, is_off, "", name)


def _year(value: object) -> int:
    if type(value) is not int or not 1990 <= value <= 2199:
        raise ValueError("year")
    return value


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().casefold()


def _column(heads: list[str], names: Iterable[str]) -> int | None:
    return next((heads.index(name) for name in names if name in heads), None)


def _no_notice(path: Path) -> BadInput:
    return BadInput(
        _("This file holds no notice of holidays."),
        hint=_("Take a holiday-cn file (JSON), or a table with the columns date, kind and name (CSV)."),
        where=path.name,
    )


def _wrong_row(path: Path, row: int, message: str) -> BadInput:
    return BadInput(
        _("Row {row} cannot be read: {message}").format(row=row, message=message),
        hint=_("Correct the file and choose it again."),
        where=path.name,
    )
