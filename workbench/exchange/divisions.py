"""The official divisions of China by their six-digit codes 省市区代码 (bundled table)."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from workbench.foundation.paths import resources_dir

# Names of levels that are no place: the districts under them belong to the province itself.
_NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


# The bundled table ends at these three; below them an address is free text.
_WITHOUT_DISTRICTS = {"71": "台湾省", "81": "香港特别行政区", "82": "澳门特别行政区"}


@dataclass(frozen=True)
class Division:
    """A place by its three levels; lower levels are empty where the code stops above them."""

    province: str
    city: str = ""
    district: str = ""


@lru_cache
def _names() -> dict[str, str]:
    with (resources_dir() / "divisions" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        return {row[0]: row[1] for row in csv.reader(stream)} | _WITHOUT_DISTRICTS


def division_names() -> Mapping[str, str]:
    """Every division by its code of two, four or six digits; levels that are no place are left out."""
    return {code: name for code, name in _names().items() if name.isalpha() and name not in _NO_CITY}


@lru_cache(maxsize=4096)
def find_division(code: str) -> Division | None:
    """The place of a code of six digits (``…00`` and ``…0000`` name cities and provinces), or ``None``."""
    names = _names()
    province = names.get(code[:2])
    if province is None or len(code) != 6:
        return None
    if code.endswith("0000"):
        return Division(province)
    city = names.get(code[:4])
    if city is None:
        return None
    if code.endswith("00"):
        return Division(province, province if city in _NO_CITY else city)
    district = names.get(code)
    if district is None:
        return None
    if city in _NO_CITY:
        # Districts of a municipality lie in it; a county ruled by its province is a city of its own.
        city = province if province.endswith("市") else district
    return Division(province, city, district)


def division_codes() -> list[str]:
    """The six-digit code of every place there is to choose, districts after their city and province.

    A city without districts of its own, and a county that is its own city, stand once.
    """
    names, found = _names(), []
    for code, name in names.items():
        if not name.isalpha() or name in _NO_CITY:
            continue
        if len(code) == 2:
            found.append(f"{code}0000")
        elif len(code) == 4 and names.get(f"{code}00") != name:
            found.append(f"{code}00")
        elif len(code) == 6:
            found.append(code)
    return sorted(found)


@lru_cache
def _codes_by_place() -> dict[Division, str]:
    places = ((find_division(code), code) for code in division_codes())
    return {place: code for place, code in places if place is not None}


def code_of_division(division: Division) -> str:
    """The code of a place written exactly as the official names have it; empty for any other."""
    return _codes_by_place().get(division, "")
