"""Reading values that another version, or another hand, may have written: a bad one never stops a list.

The journal keeps what came in a merge as it is; only here is it made what the domain expects.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, Final, TypeVar

from workbench.foundation.ids import Id

Word = TypeVar("Word", bound=StrEnum)
_ID_BYTES: Final = 16
_WEEKDAYS: Final = 7


def known_word(words: type[Word], value: object) -> Word | None:
    """The word that ``value`` is; ``None`` where it is none of them."""
    try:
        return words(str(value)) if value else None
    except ValueError:
        return None


def known_words(words: type[Word], values: object) -> tuple[Word, ...]:
    """Those of a JSON list's items that are one of the words."""
    found = (known_word(words, item) for item in _items(values))
    return tuple(word for word in found if word is not None)


def known_ids(values: object) -> tuple[Id, ...]:
    """Those of a JSON list's items that are ids in hex."""
    items = _items(values)
    try:
        found = [bytes.fromhex(item) for item in items]
    except (TypeError, ValueError):
        found = [raw for item in items if (raw := _bytes_of(item))]
    return tuple([Id(raw) for raw in found if len(raw) == _ID_BYTES])


def _bytes_of(item: object) -> bytes:
    try:
        return bytes.fromhex(item) if isinstance(item, str) else b""
    except ValueError:
        return b""


def weekdays(values: object) -> tuple[int, ...]:
    """Those of a JSON list's items that are weekdays, 0 (Monday) to 6."""
    return tuple(item for item in _items(values) if type(item) is int and 0 <= item < _WEEKDAYS)


def seven_numbers(values: object, most: int) -> tuple[int, ...]:
    """A JSON list of seven whole numbers, each brought into 0 to ``most``; anything else is none."""
    items = list(_items(values))
    if len(items) != _WEEKDAYS or any(type(item) is not int for item in items):
        return ()
    return tuple(within(item, most) for item in items)


def within(number: int, most: int) -> int:
    """``number`` brought into 0 to ``most``."""
    return max(0, min(number, most))


def in_range(number: int | None, least: int, most: int) -> int | None:
    """``number`` if it lies in the range; another says nothing."""
    return number if number is not None and least <= number <= most else None


def _items(values: object) -> Iterable[Any]:
    return values if isinstance(values, list) else ()
