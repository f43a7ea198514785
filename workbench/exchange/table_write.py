"""Writing a table as a spreadsheet: numbers and days typed, money in its unit, text never a formula."""

import io
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from workbench.domain.table_sheets import SheetColumn, SheetKind, TableSheet, Value
from workbench.exchange.spreadsheet_write import CELL_LIMIT, plain, write_csv
from workbench.foundation.errors import BadInput
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import _

# Excel has no more rows on a sheet, and no sheet names longer or with these characters.
MOST_ROWS = 1_048_575
_NAME_LIMIT = 31
_NOT_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_FORMATS = {
    SheetKind.MONEY: "#,##0.00",
    SheetKind.PERCENT: "0.00%",
    SheetKind.DAY: "yyyy-mm-dd",
    SheetKind.NUMBER: "General",
}
_WIDEST = 40


def write_table_csv(path: Path, table: TableSheet) -> None:
    """The table as comma separated text in UTF-8 with its mark; money in its unit, shares as fractions."""
    rows = ([_number(column, cell) for column, cell in _cells(table, row)] for row in table.rows)
    write_csv(path, [column.heading for column in table.columns], rows)


def write_table_xlsx(path: Path, table: TableSheet) -> None:
    """The table as a workbook of one sheet: headings bold and kept in sight, with filters to choose.

    Raises ``BadInput`` for a text longer than a cell holds, or more rows than a sheet holds.
    """
    if len(table.rows) > MOST_ROWS:
        raise BadInput(
            _("A sheet of a workbook holds {count} rows at most.").format(count=MOST_ROWS),
            hint=_("Filter the table, or export as CSV."),
            where=path.name,
        )
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet(_sheet_name(table.title))
        bold = book.add_format({"bold": True})
        formats = {kind: book.add_format({"num_format": form}) for kind, form in _FORMATS.items()}
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, column.heading, bold)
            sheet.set_column(at, at, min(_WIDEST, max(10, column.width / 7, 2 * len(column.heading))))
        for number, row in enumerate(table.rows, start=1):
            for at, (column, cell) in enumerate(_cells(table, row)):
                _write(sheet, path, number, at, _number(column, cell), formats.get(column.kind))
        if table.rows and table.columns:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)
    write_bytes(path, content.getvalue())


def _write(sheet: Any, path: Path, row: int, at: int, value: Value, form: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, str):
        if len(value) > CELL_LIMIT:
            raise BadInput(
                _("A text of {count} characters is longer than a cell of a workbook holds ({limit}).").format(
                    count=len(value), limit=CELL_LIMIT
                ),
                hint=_("Export as CSV, or shorten the text."),
                where=_("{file}, row {row}").format(file=path.name, row=row + 1),
            )
        sheet.write_string(row, at, value)
    elif isinstance(value, date):
        sheet.write_datetime(row, at, value, form)
    else:
        sheet.write_number(row, at, value, form)


def _cells(table: TableSheet, row: tuple[Value, ...]) -> Iterator[tuple[SheetColumn, Value]]:
    return zip(table.columns, row, strict=True)


def _number(column: SheetColumn, value: Value) -> Value:
    """``value`` as people count: yuan, not fen; a share of one, not basis points."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        if column.kind is SheetKind.MONEY:
            return plain(value / 100)
        if column.kind is SheetKind.PERCENT:
            return value / 10_000
        return value
    return plain(value) if value is not None else None


def _sheet_name(title: str) -> str:
    return title.translate(_NOT_IN_NAMES).strip()[:_NAME_LIMIT] or "Table"
