"""Comma separated text in whatever encoding, delimiter and line ends an office produces."""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from workbench.exchange.table import Record, Table, find_heading
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, format_number

DELIMITERS = (",", ";", "\t", "|")
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Every GB 2312 and GBK text is also GB 18030.
_WIDER = {"gb2312": "gb18030", "gbk": "gb18030", "cp936": "gb18030", "utf_8_sig": "utf-8"}
_LONE_HIGH_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH_BYTES = re.compile(rb"[\x80-\xff]+")
_SAMPLE = 64 * 1024
_CHARACTERS_A_ZERO = 50
_MOST_IN_A_LINE = 100_000
# A cell is bounded where its text is read: there its row and column are known, and the other rows go on.
csv.field_size_limit(2**30)


def decode(raw: bytes, encoding: str | None = None, *, path: Path) -> tuple[str, str]:
    """The text and the name of its encoding, found out unless given. Raises ``BadInput``."""
    for mark, name in _BOMS:
        if raw.startswith(mark):
            return _decode_as(raw[len(mark) :], name, path), name
    if encoding:
        name = _known_encoding(encoding, path)
        return _decode_as(raw, name, path), name
    name = _guess_encoding(raw, path)
    return _decode_as(raw, name, path), name


def _known_encoding(encoding: str, path: Path) -> str:
    try:
        name = codecs.lookup(encoding).name
        "".encode(name)
    except (LookupError, ValueError):
        raise BadInput(
            _("There is no encoding named “{name}”.").format(name=encoding),
            hint=_("Use utf-8, gb18030, utf-16, big5 or cp1252."),
            where=path.name,
        ) from None
    return _WIDER.get(name.replace("-", "_"), name)


def _guess_encoding(raw: bytes, path: Path) -> str:
    if _has_two_bytes(raw):
        return "utf-16-le" if raw[1::2].count(0) > raw[::2].count(0) else "utf-16-be"
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        lenient = raw.decode("utf-8", "replace")
        broken = lenient.count("\ufffd")
        if broken * 20 < sum(character > "\x7f" for character in lenient):
            raise _undecodable(raw, error, "UTF-8", path) from None
    else:
        return "utf-8"
    return "cp1252" if is_western(raw) else "gb18030"


def _has_two_bytes(raw: bytes) -> bool:
    """Whether text has two bytes a character: its commas and line ends have a zero byte on one side.

    A stray NUL in other text is rarer than that.
    """
    zeros = raw.count(0)
    return zeros * _CHARACTERS_A_ZERO > len(raw) and zeros >= raw.count(b"\n") + raw.count(b"\r")


def is_western(raw: bytes) -> bool:
    """Whether text that is no UTF-8 has single high bytes between letters; Chinese has them in pairs."""
    return len(_LONE_HIGH_BYTE.findall(raw)) * 2 > len(_HIGH_BYTES.findall(raw))


def _decode_as(raw: bytes, name: str, path: Path) -> str:
    try:
        text = raw.decode(name)
    except UnicodeDecodeError as error:
        raise _undecodable(raw, error, name.upper(), path) from None
    return text.removeprefix("\ufeff")


def _undecodable(raw: bytes, error: UnicodeDecodeError, name: str, path: Path) -> BadInput:
    line = len(re.findall(rb"\r\n|\r|\n", raw[: error.start])) + 1
    return BadInput(
        _("Line {line} holds bytes that are no text in {encoding}.").format(line=line, encoding=name),
        hint=_(
            "If the file has another encoding, name it; otherwise save it again as “CSV UTF-8” "
            "or as an .xlsx workbook."
        ),
        where=path.name,
    )


def guess_delimiter(text: str) -> str:
    """The sign that cuts the first rows into the most regular columns; a comma if none does."""
    sample = text[:_SAMPLE]
    if len(text) > _SAMPLE:
        sample = sample[: max(sample.rfind("\n"), sample.rfind("\r")) + 1]
    best = (0.0, 1)
    found = ","
    for delimiter in DELIMITERS:
        try:
            widths = [
                len(row)
                for row in islice(csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter), 60)
                if row
            ]
        except csv.Error:
            continue
        if not widths:
            continue
        usual = max(set(widths), key=lambda width: (widths.count(width), width))
        score = (widths.count(usual) / len(widths), usual)
        if usual > 1 and score > best:
            best, found = score, delimiter
    return found


def read_csv(raw: bytes, path: Path, encoding: str | None = None) -> Table:
    """The table in ``raw``. Raises ``BadInput`` for undecodable or unbalanced text."""
    text, name = decode(raw, encoding, path=path)
    skip = 0
    if marked := re.match(r"sep=(.)(\r\n|\r|\n)", text):
        # A line by which Excel is told the delimiter.
        delimiter, skip = marked[1], 1
    else:
        delimiter = guess_delimiter(text)

    _refuse_endless_rows(text, delimiter, path)

    def records() -> Iterator[Record]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        number = 0
        try:
            for number, cells in enumerate(reader, start=1):
                if number > skip:
                    yield number, cells
        except csv.Error:
            raise _unbalanced(number + 1, path) from None

    headers, header_row = find_heading(records(), path=path)
    line_ends = text.count("\n") or text.count("\r")
    return Table(
        path=path,
        headers=headers,
        header_row=header_row,
        row_count=line_ends + 1,
        records=records,
        encoding=name,
        delimiter=delimiter,
    )


def _refuse_endless_rows(text: str, delimiter: str, path: Path) -> None:
    """Raise ``BadInput`` for a line that would be more cells than any memory should hold for one row.

    Delimiters within quoted text count as well, so the bound lies far above what a sheet may have.
    """
    if text.count(delimiter) <= _MOST_IN_A_LINE:
        return
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        if line.count(delimiter) > _MOST_IN_A_LINE:
            raise BadInput(
                _("Row {row} has more than {count} columns.").format(
                    row=number, count=format_number(_MOST_IN_A_LINE)
                ),
                hint=_("Check that this is the sheet you mean, or save it as an .xlsx workbook."),
                where=_("{file}, row {row}").format(file=path.name, row=number),
            )


def _unbalanced(row: int, path: Path) -> BadInput:
    return BadInput(
        _("In row {row} a quotation mark is not closed or not doubled.").format(row=row),
        hint=_("Check the quotation marks from this row on, or save the file as an .xlsx workbook."),
        where=_("{file}, row {row}").format(file=path.name, row=row),
    )
