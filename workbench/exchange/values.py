"""One cell → one value. Nothing is guessed: what can be read in two ways is refused with the reason.

Money is integer fen, quantities are integer thousandths; no float takes part in either. An empty cell is
``None`` (empty text for text).
"""

import re
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Decimal
from math import isfinite

from workbench.domain.imports import LONGEST_LINE, ProblemCode
from workbench.exchange.table import Cell, CellFault
from workbench.foundation.han import simplified
from workbench.foundation.i18n import _


class BadValue(Exception):
    """A cell that cannot be taken; the message is for the person who mends the sheet."""

    def __init__(self, code: ProblemCode, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


_HALF_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}
_BLANKS = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
_BREAKS = re.compile(r"\s*[\t\n\v\f\r\x85\u2028\u2029]\s*")
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_TRAILING_ZEROS = re.compile(r"-?\d+\.0+")
_DIGITS_LOST = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_YEAR_FIRST = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{4})")
_TIME_OF_DAY = re.compile(r"[T\s]+\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?$")
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]{1,2})?")
_NUMBER = re.compile(r"([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(\.[0-9]*)?|\.[0-9]+")
_CURRENCY_SIGNS = re.compile(r"^(¥|￥|RMB|CNY|人民币)\s*|\s*(元|RMB|CNY)$", re.IGNORECASE)
_UNITS = {"百万": 1_000_000, "亿": 100_000_000, "万": 10_000, "千": 1_000}
_MARKED = re.compile(r"'+[=+\-@\t\r]")
_MINUS_SIGNS = str.maketrans("−–—", "---")
# Serial numbers of five digits: 1927 to 2173. Shorter ones are more likely a year or a count.
_SERIALS = range(10_000, 100_000)
_MAX_DIGITS = 15
# Below this, and so far from the half, a float decides what integer it is nearest to.
SURE = 1e12
DECIDED = 0.49


def line_of(cell: Cell, limit: int = LONGEST_LINE) -> str:
    """Text of one line: line breaks and tabs within it become spaces. Refuses other control characters."""
    text = text_of(cell, limit)
    if text.isprintable():
        return text
    text = _BREAKS.sub(" ", text).strip(_BLANKS)
    if _CONTROLS.search(text):
        raise _no_text()
    return text


def text_of(cell: Cell, limit: int = LONGEST_LINE) -> str:
    """Trimmed text; a whole number without its ``.0``. Refuses NUL, broken characters, and excess."""
    if isinstance(cell, str):
        text = cell.strip(_BLANKS)
        if text.startswith("'") and _MARKED.match(text):
            text = text[1:].strip(_BLANKS)  # exports keep a text from being a formula by this apostrophe
        if "\0" in text or not _is_encodable(text):
            raise _no_text()
    elif isinstance(cell, CellFault):
        raise _faulty(cell)
    elif isinstance(cell, float):
        text = str(int(cell)) if cell.is_integer() else repr(cell)
    elif isinstance(cell, datetime):
        text = cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    else:
        text = str(cell)
    if len(text) > limit:
        raise BadValue(
            ProblemCode.TOO_LONG,
            _("The text has {count} characters; {limit} fit.").format(count=len(text), limit=limit),
        )
    return text


def code_of(cell: Cell, limit: int = LONGEST_LINE) -> str:
    """A key: as text, half width, ``17850.0`` as ``17850``. Refuses numbers whose digits were lost."""
    if type(cell) is str and cell.isascii() and cell.isalnum() and len(cell) <= limit:
        return cell  # most keys: nothing to trim, to narrow or to mistrust
    if isinstance(cell, float) and abs(cell) >= 10**_MAX_DIGITS:
        raise _digits_lost(repr(cell))
    text = line_of(cell, limit).translate(_HALF_WIDTH).strip()
    if _TRAILING_ZEROS.fullmatch(text):
        return text.partition(".")[0]
    if _DIGITS_LOST.fullmatch(text) and isinstance(cell, str) and "+" in text:
        raise _digits_lost(text)
    return text


def date_of(cell: Cell, *, uses_1904: bool = False) -> date | None:
    """A day: a typed date, ISO and Chinese writing, ``20260305``, or a serial number.

    Day-first and month-first writing is taken only where it can be read in one way.
    """
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, (bool, timedelta, time)) or (isinstance(cell, float) and not isfinite(cell)):
        raise _no_date(str(cell))
    if isinstance(cell, float) and not cell.is_integer():
        cell = int(cell)  # the fraction is the time of day
    text = code_of(cell)
    if not text:
        return None
    text = _TIME_OF_DAY.sub("", text)
    if text.isascii() and text.isdigit():
        return _date_from_digits(text, uses_1904)
    if found := _YEAR_FIRST.fullmatch(text):
        return _day(int(found[1]), int(found[2]), int(found[3]), text)
    if found := _YEAR_LAST.fullmatch(text):
        first, second, year = int(found[1]), int(found[3]), int(found[4])
        if first != second and first <= 12 and second <= 12:
            raise BadValue(
                ProblemCode.BAD_DATE,
                _("“{text}” could be {one} or {other}. Write the year first.").format(
                    text=text,
                    one=_day(year, first, second, text).isoformat(),
                    other=_day(year, second, first, text).isoformat(),
                ),
            )
        month, day = (second, first) if first > 12 else (first, second)
        return _day(year, month, day, text)
    raise _no_date(text)


def _date_from_digits(text: str, uses_1904: bool) -> date:
    if len(text) == 8:
        return _day(int(text[:4]), int(text[4:6]), int(text[6:]), text)
    if len(text) == 5 and int(text) in _SERIALS:
        # Day 1 is 1 January 1900, with a 29 February 1900 that never was; or day 0 is 1 January 1904.
        start = date(1904, 1, 1) if uses_1904 else date(1899, 12, 30)
        return start + timedelta(days=int(text))
    raise _no_date(text)


def decimal_of(cell: Cell) -> Decimal | None:
    """A number: ¥ and 元, thousands commas, 万 and 亿, full-width digits, brackets for minus."""
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        if isinstance(cell, float) and not isfinite(cell):
            raise _no_number(str(cell))
        return Decimal(repr(cell))
    if isinstance(cell, CellFault):
        raise _faulty(cell)
    if not isinstance(cell, str):
        raise _no_number(str(cell))
    text = simplified(text_of(cell).translate(_HALF_WIDTH).translate(_MINUS_SIGNS).strip())
    if not text:
        return None
    return Decimal(text) if _PLAIN_NUMBER.fullmatch(text) else _written(text)


def _written(shown: str) -> Decimal:
    text = shown
    negative = False
    if text.startswith("(") and text.endswith(")"):
        text, negative = text[1:-1].strip(), True
    signs_left = True
    while signs_left:
        shorter = _CURRENCY_SIGNS.sub("", text).strip()
        if shorter.startswith(("-", "+")):
            if negative:
                raise _no_number(shown)
            negative, shorter = shorter[0] == "-", shorter[1:].strip()
        signs_left, text = shorter != text, shorter
    factor = 1
    for unit, size in _UNITS.items():
        if text.endswith(unit):
            text, factor = text.removesuffix(unit).strip(), size
            break
    if not _NUMBER.fullmatch(text):
        raise _no_number(shown)
    value = Decimal(text.replace(",", "")) * factor
    return -value if negative else value


def fen_of(cell: Cell, factor: int = 1) -> int | None:
    """An amount in the main unit (times ``factor``) as integer fen, half a fen rounded away from zero."""
    if type(cell) is float and (whole := _whole(cell, 100 * factor)) is not None:
        return whole
    return _scaled(cell, 100 * factor)


def milli_of(cell: Cell) -> int | None:
    """A quantity as integer thousandths."""
    if type(cell) is float and (whole := _whole(cell, 1_000)) is not None:
        return whole
    return _scaled(cell, 1_000)


def _whole(number: float, factor: int) -> int | None:
    """The nearest integer where a float decides it: its error is smaller than what is left to the half."""
    scaled = number * factor
    if not -SURE < scaled < SURE:
        return None
    nearest = round(scaled)
    return nearest if -DECIDED < scaled - nearest < DECIDED else None


def _scaled(cell: Cell, factor: int) -> int | None:
    value = decimal_of(cell)
    if value is None:
        return None
    return to_whole(value * factor)


def to_whole(value: Decimal) -> int:
    """``value`` as an integer, halves away from zero. Refuses what no business amounts to."""
    if not value.is_finite() or value.adjusted() > _MAX_DIGITS:
        raise _no_number(str(value))
    return int(value.to_integral_value(ROUND_HALF_UP))


def ratio_of(cell: Cell) -> Decimal | None:
    """A share from 0 to 1, written as ``0.15`` or ``15%``."""
    text = text_of(cell).translate(_HALF_WIDTH).strip()
    value = decimal_of(text.removesuffix("%"))
    if value is not None and text.endswith("%"):
        value /= 100
    if value is not None and not 0 <= value <= 1:
        raise BadValue(
            ProblemCode.BAD_NUMBER,
            _("“{text}” is no share between 0 and 1. Write 0.15 or 15%.").format(text=text),
        )
    return value


def share_of(cell: Cell, *, in_percent: bool = False) -> int | None:
    """A share in basis points, written as ``0.35`` or ``35%``, or as ``35`` under a heading of percents."""
    text = text_of(cell).translate(_HALF_WIDTH).strip()
    number = text.removesuffix("%")
    value = decimal_of(number)
    if value is None:
        return None
    value *= 100 if number != text or in_percent else 10_000
    points = to_whole(value)
    if not 0 <= points <= 10_000:
        raise BadValue(
            ProblemCode.BAD_NUMBER,
            _("“{text}” is no share between 0 and 100%. Write 35% or 0.35.").format(text=text),
        )
    return points


def integer_of(cell: Cell, low: int, high: int) -> int | None:
    """A whole number within bounds."""
    value = decimal_of(cell)
    if value is None:
        return None
    if value != value.to_integral_value() or not low <= value <= high:
        raise BadValue(
            ProblemCode.BAD_NUMBER,
            _("“{value}” is no whole number from {low} to {high}.").format(
                value=text_of(cell), low=low, high=high
            ),
        )
    return int(value)


def _is_encodable(text: str) -> bool:
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _day(year: int, month: int, day: int, shown: str) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise _no_date(shown) from None


def _no_text() -> BadValue:
    return BadValue(ProblemCode.NOT_TEXT, _("The cell holds characters that are no text."))


def _no_date(shown: str) -> BadValue:
    return BadValue(
        ProblemCode.BAD_DATE,
        _("“{text}” is no date that can be read. Write it like 2026-03-05.").format(text=shown[:40]),
    )


def _no_number(shown: str) -> BadValue:
    return BadValue(
        ProblemCode.BAD_NUMBER,
        _("“{text}” is no number that can be read. Write it like 1234.50.").format(text=shown[:40]),
    )


def _digits_lost(shown: str) -> BadValue:
    return BadValue(
        ProblemCode.BAD_VALUE,
        _("“{text}” has lost digits: the spreadsheet stored it as a number. Enter it as text.").format(
            text=shown
        ),
    )


def _faulty(fault: CellFault) -> BadValue:
    if fault is CellFault.ERROR:
        return BadValue(ProblemCode.NO_VALUE, _("The formula in this cell shows an error."))
    return BadValue(
        ProblemCode.NO_VALUE,
        _(
            "The formula in this cell has no stored result. "
            "Open the file in a spreadsheet program, save it, and import it again."
        ),
    )
