"""Values as the journal's JSON: the three forms of a column's value and the ways between them.

Python's (a ``date``, 16 bytes), the journal's JSON (text, hex digits) and the driver's (ISO text, raw
bytes).
"""

import json
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Column

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.storage.tables.base import DayType, IdType, JsonType

to_json_text: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
# The decoder's C part alone: entries are read by the million.
_scan: Final[Callable[[str, int], tuple[Any, int]]] = json.JSONDecoder().scan_once  # type: ignore[attr-defined]


def from_json_text(text: str) -> Any:
    """The value that ``to_json_text`` wrote. Raises ``ValueError`` for any other text."""
    try:
        value, end = _scan(text, 0)
    except StopIteration:
        raise ValueError("no JSON value") from None
    if end != len(text):
        raise ValueError("more than one JSON value")
    return value


class Codec(NamedTuple):
    """The ways of a column's values to JSON and back, and the type of the JSON value where it is one."""

    to_json: Callable[[Any], Any]
    to_driver: Callable[[Any], Any] | None
    from_json: Callable[[Any], Any] | None
    kind: type | None


def codec_of(column: Column[Any]) -> Codec:
    kind = column.type
    if isinstance(kind, IdType):
        return Codec(_id_to_json, bytes.fromhex, bytes.fromhex, str)
    if isinstance(kind, DayType):
        return Codec(_day_to_json, None, date.fromisoformat, str)
    if isinstance(kind, JsonType):
        return Codec(plain_json, to_json_text, None, None)
    if isinstance(kind, Boolean):
        return Codec(_bool_to_json, int, None, bool)
    if kind.python_type is int:
        return Codec(_int_to_json, None, None, int)
    return Codec(text_to_json, None, None, str)


def _id_to_json(value: bytes | None) -> str | None:
    if value is not None and len(value) != 16:
        raise ValueError("an id has 16 bytes")
    return None if value is None else value.hex()


def _day_to_json(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _bool_to_json(value: bool | None) -> bool | None:
    return None if value is None else bool(value)


def _int_to_json(value: int | None) -> int | None:
    if value is not None and not -(1 << 63) <= value < 1 << 63:
        raise BadInput(_("This number is too large."), hint=_("Enter a smaller number."))
    return None if value is None else int(value)


def text_to_json(value: str | None) -> str | None:
    """Text as it is kept. Raises ``BadInput`` for characters that no file can hold."""
    if value is None:
        return None
    plain = str(value)
    if plain.isascii():
        if "\0" not in plain:
            return plain
    else:
        try:
            plain.encode()
        except UnicodeEncodeError:
            pass
        else:
            if "\0" not in plain:
                return plain
    raise BadInput(
        _("This text contains characters that are not valid text."),
        hint=_("Type the text anew, or paste it as plain text."),
    )


def plain_json(value: Any) -> Any:
    """A value of a JSON column: tuples become lists, ids hex digits. ``None`` stays."""
    if isinstance(value, str):
        return text_to_json(value)
    if isinstance(value, bytes):
        return value.hex()
    if isinstance(value, Mapping):
        return {text_to_json(str(name)): plain_json(item) for name, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [plain_json(item) for item in value]
    return value
