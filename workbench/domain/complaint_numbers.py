"""The numbers by which complaints are spoken of: the year, and the next free one of the year (2-rules §8)."""

import re
from collections.abc import Iterable

_NUMBER = re.compile(r"(\d{4})-(\d{1,6})(?:-.*)?", re.ASCII)
_DIGITS = 4


def next_number(known: Iterable[str], year: int, mark: str = "") -> str:
    """The number after the highest of ``year`` among ``known``: ``2026-0117``, with a mark ``2026-0117-ZW``.

    ``mark`` tells numbers of one file apart that several people write into, each on a laptop of their own:
    two who give the same number meanwhile differ in it. Numbers of other shapes are passed over.
    """
    found = (_NUMBER.fullmatch(number.strip()) for number in known)
    highest = max((int(one[2]) for one in found if one is not None and int(one[1]) == year), default=0)
    number = f"{year:04}-{highest + 1:0{_DIGITS}}"
    return f"{number}-{mark}" if mark else number
