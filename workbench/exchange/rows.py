"""Rows of a sheet as values by field, each with what is wrong in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Final

from workbench.domain.imports import Problem, ProblemCode
from workbench.exchange.column_mapping import ColumnMapping, MappedColumn
from workbench.exchange.column_reading import ColumnReader
from workbench.exchange.table import Cell, Table, is_blank
from workbench.exchange.values import BadValue
from workbench.foundation.i18n import _

# Small enough that a bad cell costs little, large enough that a piece costs no more than its cells.
_AT_ONCE: Final = 250
_Columns = Sequence[tuple[MappedColumn, ColumnReader]]


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
    columns = [(one, ColumnReader(one, uses_1904=table.uses_1904)) for one in used]
    rows = table.rows()
    while piece := list(islice(rows, _AT_ONCE)):
        try:
            found = _values_of([cells for _number, cells in piece], columns)
        except BadValue:
            yield from (_by_itself(number, cells, columns, width) for number, cells in piece)
            continue
        for (number, cells), values in zip(piece, found, strict=True):
            problems = _extra_cells(number, cells, width) if len(cells) > width else []
            yield ParsedRow(number, values, cells, problems)


def _values_of(rows: Sequence[Sequence[Cell]], columns: _Columns) -> Iterable[dict[str, Any]]:
    """The values of rows by field. Raises ``BadValue`` if any cell cannot be taken."""
    by_column = list(zip(*rows, strict=False))
    names: list[str] = []
    read: list[Sequence[Any]] = []
    are_filled = True
    for mapped, reader in columns:
        values = reader.many(by_column[mapped.index])
        # Nearly every value is true; only no value, no text and no roles are left out.
        if not all(values):
            said = [_says_something(value) for value in values]
            if not any(said):
                continue
            are_filled = are_filled and all(said)
        names.append(mapped.column.field)
        read.append(values)
    if not read:
        return [{} for _row in rows]
    if are_filled:
        return [dict(zip(names, row, strict=True)) for row in zip(*read, strict=True)]
    return [
        {name: value for name, value in zip(names, row, strict=True) if value or _says_something(value)}
        for row in zip(*read, strict=True)
    ]


def _says_something(value: Any) -> bool:
    return value is not None and value != "" and value != ()


def _by_itself(number: int, cells: Sequence[Cell], columns: _Columns, width: int) -> ParsedRow:
    """A row from a piece in which some cell cannot be taken."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    for mapped, reader in columns:
        try:
            value = reader.one(cells[mapped.index])
        except BadValue as bad:
            problems.append(Problem(number, mapped.header, bad.code, bad.message))
        else:
            if _says_something(value):
                values[mapped.column.field] = value
    return ParsedRow(number, values, cells, problems + _extra_cells(number, cells, width))


def _extra_cells(number: int, cells: Sequence[Cell], width: int) -> list[Problem]:
    if len(cells) <= width or is_blank(cells[width:]):
        return []
    message = _(
        "The row has {count} cells, the heading {width}: a delimiter may stand inside "
        "a text. Put that text into quotation marks."
    ).format(count=len(cells), width=width)
    return [Problem(number, "", ProblemCode.EXTRA_CELLS, message)]


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
