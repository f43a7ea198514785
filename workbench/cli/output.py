"""What a command answers, and how it is shown: one JSON object, or text with aligned columns."""

import json
import sys
import unicodedata
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from workbench.foundation.i18n import format_date, format_number

DONE = 0
FINDINGS = 1
"""The work is done, but there is something the caller must look at."""

_GAP = "  "


@dataclass(frozen=True)
class Answer:
    """The result of a command: ``data`` for ``--json``, ``text`` for people, and the exit status."""

    data: Mapping[str, Any]
    text: Callable[[], str]
    status: int = DONE


def as_json(data: Mapping[str, Any]) -> str:
    """``data`` as one JSON object; ids as hex, dates as ISO 8601."""
    return json.dumps(data, ensure_ascii=False, default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, (bytes, bytearray)):
        return value.hex()
    if isinstance(value, (date, datetime)):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    if isinstance(value, (set, frozenset, tuple)):
        return list(value)
    raise TypeError(f"{type(value).__name__} has no JSON form")


def text_width(text: str) -> int:
    """How many terminal columns ``text`` takes: Chinese signs two, combining marks none."""
    return sum(
        0 if unicodedata.combining(sign) else 2 if unicodedata.east_asian_width(sign) in "WF" else 1
        for sign in text
    )


def table(headers: Sequence[str], rows: Sequence[Sequence[object]], right: Collection[int] = ()) -> str:
    """Rows under headers in aligned columns; the columns numbered in ``right`` end together."""
    lines = [[_cell(value) for value in row] for row in (headers, *rows)]
    widths = [max(map(text_width, column)) for column in zip(*lines, strict=True)]
    drawn = [
        _GAP.join(
            _padded(cell, width, right=index in right)
            for index, (cell, width) in enumerate(zip(line, widths, strict=True))
        ).rstrip()
        for line in lines
    ]
    return "\n".join([drawn[0], _GAP.join("-" * width for width in widths), *drawn[1:]])


def fields(pairs: Sequence[tuple[str, object]]) -> str:
    """One line for each named value."""
    names = [name for name, _value in pairs]
    width = max(map(text_width, names), default=0)
    return "\n".join(f"{_padded(name, width)}{_GAP}{_cell(value)}".rstrip() for name, value in pairs)


def paragraphs(*parts: str) -> str:
    """Parts that say something, with a line between them."""
    return "\n\n".join(part for part in parts if part)


def _padded(text: str, width: int, *, right: bool = False) -> str:
    space = " " * (width - text_width(text))
    return space + text if right else text + space


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date) and not isinstance(value, datetime):
        return format_date(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return format_number(value)
    # A line of the table stays one line, and control signs of foreign files never reach the terminal.
    return "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp") else sign for sign in str(value))


def write_out(text: str) -> None:
    """Print to standard output in UTF-8, whatever the console's own encoding is."""
    _utf8(sys.stdout)
    sys.stdout.write(text + "\n")
    sys.stdout.flush()


def write_err(text: str) -> None:
    """Print to standard error."""
    _utf8(sys.stderr)
    sys.stderr.write(text + "\n")


def _utf8(stream: Any) -> None:
    if hasattr(stream, "reconfigure"):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def show_progress(done: int, total: int) -> None:
    """Say how far the work is, on a terminal only."""
    if not sys.stderr.isatty():
        return
    sys.stderr.write(f"\r{format_number(done)} / {format_number(total)} " if done < total else "\r\x1b[K")
    sys.stderr.flush()


def show_step(title: str) -> None:
    """Say what is being done, on a terminal only."""
    if sys.stderr.isatty():
        sys.stderr.write(f"{title} …\n")
        sys.stderr.flush()
