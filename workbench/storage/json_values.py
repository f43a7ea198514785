"""Values as the journal's JSON: the three forms of a column's value and the ways between them.

Python's (a ``date``, 16 bytes), the journal's JSON (text, hex digits) and the driver's (ISO text, raw
bytes).
"""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import Any, Final, NamedTuple

from sqlalchemy import Boolean, Column

from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _
from workbench.storage.tables.base import DayType, IdType, JsonType, is_long, is_made

to_json_text: Final = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
LONGEST_LINE: Final = 500
LONGEST_TEXT: Final = 100_000
_BREAKS: Final = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
_CONTROLS: Final = re.compile(r"[\x00-\x1f\x7f-\x9f]")
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
    if is_made(column):
        return Codec(partial(text_to_json, where=column.name), None, None, str)
    return Codec(partial(_entered, column.name, is_long(column)), None, None, str)


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


def text_to_json(value: str | None, where: str = "") -> str | None:
    """Text as it is kept. Raises ``BadInput`` about ``where`` for characters that no file can hold."""
    if value is None:
        return None
    plain = str(value)
    # Printable text, which is nearly all there is, has neither NUL nor half a character.
    if not plain.isprintable() and ("\0" in plain or not _is_encodable(plain)):
        raise _no_text(where)
    return plain


def line_to_json(value: str | None, where: str) -> str | None:
    """Text of one line as it is kept: line breaks and tabs become spaces.

    Raises ``BadInput`` about ``where`` for other control characters and above ``LONGEST_LINE`` characters.
    """
    if type(value) is str and value.isprintable() and len(value) <= LONGEST_LINE:
        return value
    plain = text_to_json(value, where)
    if plain is None:
        return None
    plain = _BREAKS.sub(" ", plain)
    if _CONTROLS.search(plain):
        raise _no_text(where)
    if len(plain) > LONGEST_LINE:
        raise _too_long(LONGEST_LINE, where)
    return plain


def text_of(value: object) -> str:
    """Text about something, such as a file's name, with a mark for each character that is no text."""
    plain = str(value).replace("\0", "\ufffd")
    return plain.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


def _entered(where: str, long: bool, value: str | None) -> str | None:
    if not long:
        return line_to_json(value, where)
    plain = text_to_json(value, where)
    if plain is not None and len(plain) > LONGEST_TEXT:
        raise _too_long(LONGEST_TEXT, where)
    return plain


def _is_encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _no_text(where: str) -> BadInput:
    return BadInput(
        _("This text contains characters that are not valid text."),
        hint=_("Type the text anew, or paste it as plain text."),
        where=where,
    )


def _too_long(limit: int, where: str) -> BadInput:
    return BadInput(
        _("This text is too long: {limit} characters fit.").format(limit=limit),
        hint=_("Shorten it, or keep it in a file beside."),
        where=where,
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
