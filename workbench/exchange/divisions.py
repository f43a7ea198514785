"""The official divisions of China by their six-digit codes 省市区代码 (bundled table)."""

import csv
from dataclasses import dataclass
from functools import lru_cache

from workbench.foundation.paths import resources_dir

# Names of levels that are no place: the districts under them belong to the province itself.
_NO_CITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


@dataclass(frozen=True)
class Division:
    """A place by its three levels; lower levels are empty where the code stops above them."""

    province: str
    city: str = ""
    district: str = ""


@lru_cache
def _names() -> dict[str, str]:
    with (resources_dir() / "divisions" / "divisions.csv").open(encoding="utf-8", newline="") as stream:
        return {row[0]: row[1] for row in csv.reader(stream)}


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
