"""Rows of a sheet as values by field, each with what is wrong in it."""

import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any

from workbench.domain.credit_code import credit_code_fault, tidy_credit_code
from workbench.domain.import_words import choice_of, roles_of, support_of, words_for, yes_no_of
from workbench.domain.imports import Column, Problem, ProblemCode, ValueType
from workbench.exchange import values as read
from workbench.exchange.column_mapping import ColumnMapping, MappedColumn
from workbench.exchange.table import Cell, Table, is_blank
from workbench.exchange.values import BadValue
from workbench.foundation.han import simplified
from workbench.foundation.i18n import _

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


@dataclass(slots=True)
class ParsedRow:
    """One row: its number in the sheet, its filled cells by field, the cells as they came, its problems."""

    number: int
    values: dict[str, Any]
    cells: Sequence[Cell]
    problems: list[Problem] = field(default_factory=list)


def parse_rows(table: Table, mapping: ColumnMapping) -> Iterator[ParsedRow]:
    """The filled rows of the table. Required fields are left to the caller, which may know them otherwise."""
    width = len(table.headers)
    used = sorted(mapping.columns.values(), key=lambda mapped: mapped.index)
    columns = [
        (one.column.field, one.index, one.header, _reader(one, uses_1904=table.uses_1904)) for one in used
    ]
    quick = [(name, index, reader) for name, index, _header, reader in columns]
    for number, cells in table.rows():
        problems: list[Problem] = []
        try:
            found = [(name, reader(cells[index])) for name, index, reader in quick]
        except BadValue:
            found = list(_read_one_by_one(number, cells, columns, problems))
        # Nearly every value is true; only no value, no text and no roles are left out.
        values = {name: value for name, value in found if value or _says_something(value)}
        row = ParsedRow(number, values, cells, problems)
        if len(cells) > width and not is_blank(cells[width:]):
            row.problems.append(
                Problem(
                    number,
                    "",
                    ProblemCode.EXTRA_CELLS,
                    _(
                        "The row has {count} cells, the heading {width}: a delimiter may stand inside "
                        "a text. Put that text into quotation marks."
                    ).format(count=len(cells), width=width),
                )
            )
        yield row


def _says_something(value: Any) -> bool:
    return value is not None and value != "" and value != ()


def _read_one_by_one(
    number: int,
    cells: Sequence[Cell],
    columns: Iterable[tuple[str, int, str, Callable[[Cell], Any]]],
    problems: list[Problem],
) -> Iterator[tuple[str, Any]]:
    """The values of a row in which a cell cannot be taken; fills ``problems``."""
    for name, index, header, reader in columns:
        try:
            yield name, reader(cells[index])
        except BadValue as bad:
            problems.append(Problem(number, header, bad.code, bad.message))


def _reader(mapped: MappedColumn, *, uses_1904: bool) -> Callable[[Cell], Any]:
    """How the column's cells are read; repeated cells are read once (1 and 1.0 and True are not the same)."""
    column = mapped.column
    limit = column.limit
    in_percent = "%" in unicodedata.normalize("NFKC", mapped.header)
    if column.value is ValueType.MONEY:
        # Amounts seldom repeat.
        return partial(read.fen_of, factor=mapped.factor)
    readers: dict[ValueType, Callable[[Cell], Any]] = {
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
    reader = readers.get(column.value, partial(_word, column))
    return lru_cache(maxsize=32_768, typed=True)(reader)


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


# What a document's head may say for all of its lines.
HEAD_FIELDS = ("account", "account_name", "date", "currency", "due_on")


class DocumentHeads:
    """Heads of documents from another sheet (orders), by document number, for rows that are only lines."""

    def __init__(self, rows: Iterable[ParsedRow], source: str) -> None:
        self._source = source
        self._heads: dict[str, ParsedRow] = {}
        self._twice: set[str] = set()
        for row in rows:
            number = row.values.get("number", "")
            known = self._heads.setdefault(number, row)
            if known is not row and _head_values(known.values) != _head_values(row.values):
                self._twice.add(number)

    def complete(self, row: ParsedRow, number_header: str) -> bool:
        """Add to the line what its head says; ``False``, with a problem, if there is no head."""
        number = row.values.get("number", "")
        head = self._heads.get(number) if number else None
        if head is None:
            row.problems.append(
                Problem(
                    row.number,
                    number_header,
                    ProblemCode.NO_ACCOUNT,
                    _("Document “{number}” is not in {source}.").format(number=number, source=self._source),
                )
            )
            return False
        if number in self._twice:
            row.problems.append(
                Problem(
                    row.number,
                    number_header,
                    ProblemCode.DUPLICATE_KEY,
                    _("Document “{number}” stands twice in {source}, with different heads.").format(
                        number=number, source=self._source
                    ),
                )
            )
        row.problems += [
            Problem(
                row.number,
                problem.column,
                problem.code,
                _("{source}, row {row}: {message}").format(
                    source=self._source, row=problem.row, message=problem.message
                ),
            )
            for problem in head.problems
        ]
        row.values = {**_head_values(head.values), **row.values}
        return True


def _head_values(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: values[name] for name in HEAD_FIELDS if name in values}
