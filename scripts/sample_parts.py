"""What the sample data are made of: the text files of scripts/sample, dates around the anchor, sheets."""

import csv
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import NamedTuple

from workbench.services.calendars import official_calendar

ANCHOR = date(2026, 11, 17)
HERE = Path(__file__).resolve().parent
OUT = HERE.parent / "resources" / "sample"

Row = list[object]
_calendar = official_calendar()


class Company(NamedTuple):
    """One account. ``sales``: of the last twelve months, in 10,000 CNY; ``story``: how they got there."""

    code: str
    name: str
    short: str
    city: str
    industry: str
    manager: str
    tier: str
    standing: str
    grade: str
    stage: str
    kind: str
    sales: int
    story: str
    domain: str
    founded: int
    parent: str
    former: str
    note: str

    @property
    def is_foreign(self) -> bool:
        return self.name.isascii()

    @property
    def is_dealer(self) -> bool:
        return self.kind in ("经销商", "代理商")


class City(NamedTuple):
    """``districts``: names and official codes."""

    province: str
    area_code: str
    districts: tuple[tuple[str, str], ...]


class Product(NamedTuple):
    """Price and cost of a piece in CNY; ``english``: how reports in English call it."""

    name: str
    specification: str
    price: int
    cost: int
    english: str


def lines_of(name: str) -> Iterator[list[str]]:
    """The cells of a text file; the first line explains them."""
    for line in (HERE / "sample" / f"{name}.txt").read_text(encoding="utf-8").splitlines()[1:]:
        yield [cell.strip() for cell in line.split("|")]


def _company(cells: list[str]) -> Company:
    code, name, short, city, industry, manager, tier, standing, grade, stage, kind, sales, *rest = cells
    told = dict(cell.split("=", 1) for cell in rest)
    return Company(
        code, name, short, city, industry, manager, tier, standing, grade, stage, kind,
        sales=int(sales),
        story=told.get("story", "steady"),
        domain=told["domain"],
        founded=int(told["founded"]),
        parent=told.get("parent", ""),
        former=told.get("former", ""),
        note=told.get("note", ""),
    )  # fmt: skip


def _city(province: str, area_code: str, districts: str) -> City:
    pairs = (pair.split("=") for pair in districts.split())
    return City(province, area_code, tuple((name, code) for name, code in pairs))


COMPANIES = [_company(cells) for cells in lines_of("companies")]
CITIES = {name: _city(*rest) for name, *rest in lines_of("cities")}
PRODUCTS = {
    key: Product(name, specification, int(price), int(cost), english)
    for key, name, specification, price, cost, english in lines_of("products")
}
MIXES = {industry: keys.split() for industry, keys in lines_of("mixes")}
PLACES = {industry: (one, other) for industry, one, other in lines_of("places")}
TITLES: dict[str, list[list[str]]] = {}
for _kind, *_cells in lines_of("titles"):
    TITLES.setdefault(_kind, []).append(_cells)


def day(offset: int) -> date:
    """The day so many days from the anchor."""
    return ANCHOR + timedelta(days=offset)


def workday_near(when: date) -> date:
    """The day itself or the last working day before it."""
    while not _calendar.is_workday(when):
        when -= timedelta(days=1)
    return when


def around_anchor(name: str, days: tuple[int, ...], workdays: tuple[int, ...] = ()) -> list[Row]:
    """Hand-written lines with their day counts turned into dates, ``workdays`` into working days."""
    rows: list[Row] = []
    for cells in lines_of(name):
        row: Row = list(cells)
        for place in (*days, *workdays):
            if cells[place]:
                when = day(int(cells[place]))
                row[place] = workday_near(when) if place in workdays else when
        rows.append(row)
    return rows


def write(name: str, headers: str, rows: Iterable[Row]) -> None:
    """One sheet, with a mark so that spreadsheet programs show the Chinese right."""
    with (OUT / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as stream:
        writer = csv.writer(stream, lineterminator="\n")
        writer.writerow(headers.split())
        writer.writerows(rows)
