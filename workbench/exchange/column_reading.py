"""How the cells of a column become values: piece by piece, since most pieces are of one kind throughout.

A piece of plain words, of numbers or of days is looked at as a whole; every other cell is read by itself, the
same cell only once.
"""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from functools import partial
from operator import sub
from typing import Any, Final

from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.domain.import_words import choice_of, roles_of, support_of, words_for, yes_no_of
from workbench.domain.imports import Column, ProblemCode, ValueType
from workbench.exchange import values as read
from workbench.exchange.column_mapping import MappedColumn
from workbench.exchange.table import Cell
from workbench.exchange.values import BadValue
from workbench.foundation.han import simplified
from workbench.foundation.i18n import _

_REMEMBERED: Final = 32_768
_SHARED: Final = 16_384
# Of a piece of a column: its values, or ``None`` where the cells have to be read one by one.
Quick = Callable[[Sequence[Any]], list[Any] | None]
_CURRENCIES = {
    "RMB": "CNY",
    "人民币": "CNY",
    "元": "CNY",
    "¥": "CNY",
    "￥": "CNY",
    "$": "USD",
    "US$": "USD",
    "美元": "USD",
    "€": "EUR",
    "欧元": "EUR",
    "£": "GBP",
    "英镑": "GBP",
    "港币": "HKD",
    "日元": "JPY",
    "日圆": "JPY",
    "新台币": "TWD",
}


class ColumnReader:
    """Reads one column of a sheet."""

    def __init__(self, mapped: MappedColumn, *, uses_1904: bool) -> None:
        self._read = _reader(mapped, uses_1904=uses_1904)
        self._quick = _quick_ways(mapped)
        # By type, since 1 and 1.0 and True are the same to a mapping, and not in a sheet.
        self._known: dict[type, _Known] = {}
        # Equal texts and days become one object, where there are not too many: less memory, met quicker.
        self._shared: dict[Any, Any] = {}

    def one(self, cell: Cell) -> Any:
        """The cell's value. Raises ``BadValue``."""
        return self._of(type(cell))[cell]

    def many(self, cells: Sequence[Cell]) -> Sequence[Any]:
        """The values of a piece of the column. Raises ``BadValue`` if a cell cannot be taken."""
        kinds = list(map(type, cells))
        first = kinds[0]
        if kinds.count(first) < len(kinds):
            return [self._of(kind)[cell] for kind, cell in zip(kinds, cells, strict=True)]
        quick = self._quick.get(first)
        found = quick(cells) if quick is not None else None
        if found is None:
            return list(map(self._of(first).__getitem__, cells))
        if first is not float and len(self._shared) < _SHARED:
            return list(map(self._shared.setdefault, found, found))
        return found

    def _of(self, kind: type) -> "_Known":
        known = self._known.get(kind)
        if known is None:
            known = self._known[kind] = _Known(self._read)
        return known


class _Known(dict[Any, Any]):
    """What the cells of one type that were met last came to; reads those that it does not know."""

    def __init__(self, read: Callable[[Cell], Any]) -> None:
        self._read = read

    def __missing__(self, cell: Cell) -> Any:
        if len(self) >= _REMEMBERED:
            self.clear()
        value = self[cell] = self._read(cell)
        return value


def _quick_ways(mapped: MappedColumn) -> Mapping[type, Quick]:
    column = mapped.column
    kind = column.value
    if kind is ValueType.TEXT:
        return {str: partial(_lines, limit=column.limit)}
    if kind in (ValueType.CODE, ValueType.PHONE):
        return {str: partial(_codes, limit=column.limit)}
    if kind is ValueType.DATE:
        return {date: list, datetime: _days}
    if kind is ValueType.MONEY:
        return {float: partial(_wholes, factor=100 * mapped.factor)}
    if kind is ValueType.QUANTITY:
        return {float: partial(_wholes, factor=1_000)}
    return {}


def _lines(cells: Sequence[str], limit: int) -> list[Any] | None:
    """The cells as ``line_of`` and ``text_of`` read them, where each is text that can be printed.

    Of what these trim away, only the space can be printed.
    """
    joined = "".join(cells)
    if "'" in joined or not joined.isprintable():
        return None
    texts = list(map(str.strip, cells))
    return texts if max(map(len, texts)) <= limit else None


def _codes(cells: Sequence[str], limit: int) -> list[Any] | None:
    """The cells as ``code_of`` reads them, where none is full width nor may have been a number."""
    joined = "".join(cells)
    if not joined.isascii() or "." in joined or "+" in joined:
        return None
    return _lines(cells, limit)


def _days(cells: Sequence[datetime]) -> list[Any]:
    return list(map(datetime.date, cells))


def _wholes(cells: Sequence[float], factor: int) -> list[Any] | None:
    """The cells times ``factor`` as integers, where their floats decide it (see ``fen_of``)."""
    scaled = [cell * factor for cell in cells]
    # A sum that is no number is not smaller than anything.
    if not sum(map(abs, scaled)) < read.SURE:
        return None
    wholes = list(map(round, scaled))
    rests = list(map(sub, scaled, wholes))
    return wholes if max(rests) < read.DECIDED and min(rests) > -read.DECIDED else None


def _reader(mapped: MappedColumn, *, uses_1904: bool) -> Callable[[Cell], Any]:
    column = mapped.column
    limit = column.limit
    in_percent = "%" in unicodedata.normalize("NFKC", mapped.header)
    readers: dict[ValueType, Callable[[Cell], Any]] = {
        ValueType.MONEY: partial(read.fen_of, factor=mapped.factor),
        ValueType.DATE: partial(read.date_of, uses_1904=uses_1904),
        ValueType.QUANTITY: read.milli_of,
        ValueType.DECIMAL: read.decimal_of,
        ValueType.RATIO: read.ratio_of,
        ValueType.INTEGER: partial(read.integer_of, low=column.low, high=column.high),
        ValueType.CODE: partial(read.code_of, limit=limit),
        ValueType.PHONE: partial(read.code_of, limit=limit),
        ValueType.SHARE: partial(read.share_of, in_percent=in_percent),
        ValueType.TEXT: partial(read.text_of if column.several_lines else read.line_of, limit=limit),
    }
    return readers.get(column.value, partial(_word, column))


def _word(column: Column, cell: Cell) -> Any:
    """The value of a column that takes certain words only."""
    kind = column.value
    text = read.code_of(cell, column.limit)
    if not text:
        return None
    if kind is ValueType.CHOICE and column.choices is not None:
        member = choice_of(column.choices, text)
        return member if member is not None else _refuse(text, words_for(column.choices))
    if kind is ValueType.ROLES:
        roles = roles_of(text)
        return roles if roles is not None else _refuse(text, "E 经济型, U 使用型, T 技术型, C 内线")
    if kind is ValueType.SUPPORT:
        support = support_of(text)
        return support if support is not None else _refuse(text, "-2, -1, 0, 1, 2")
    if kind is ValueType.YES_NO:
        told = yes_no_of(text)
        return told if told is not None else _refuse(text, "yes 是, no 否")
    if kind is ValueType.CREDIT_CODE:
        code = tidy_credit_code(text)
        if fault := credit_code_fault(code):
            raise BadValue(ProblemCode.BAD_CREDIT_CODE, fault)
        return code
    if kind is ValueType.DIVISION:
        if len(text) != 6 or not (text.isascii() and text.isdigit()):
            raise BadValue(
                ProblemCode.BAD_VALUE, _("“{text}” is no division code of six digits.").format(text=text[:40])
            )
        return text
    currency = _CURRENCIES.get(simplified(text).upper(), text.upper())
    if len(currency) != 3 or not (currency.isascii() and currency.isalpha()):
        raise BadValue(
            ProblemCode.BAD_VALUE,
            _("“{text}” is no currency. Write its three letters, such as CNY.").format(text=text[:40]),
        )
    return currency


def _refuse(text: str, words: str) -> Any:
    raise BadValue(
        ProblemCode.BAD_VALUE,
        _("“{text}” is not known here. Use one of: {words}.").format(text=text[:40], words=words),
    )
