"""Writing sheets that any spreadsheet program reads as text where text was meant.

A cell that starts with ``=``, ``+``, ``-``, ``@`` or a tab would run as a formula when the file is opened.
In .xlsx it is written as text; in separated text an apostrophe is put before it, which reading takes away.
"""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from pathlib import Path

from workbench.exchange.table import Cell, CellFault
from workbench.foundation.errors import BadInput
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import _

# With apostrophes before it too: reading takes one away.
_RUNS = re.compile(r"'*[=+\-@\t\r]")
CELL_LIMIT = 32_767
_NUMBER = re.compile(r"[-+]?[0-9][0-9,]*(\.[0-9]+)?%?")


def safe_text(text: str) -> str:
    """``text`` as a cell of separated text that no program takes for a formula; plain numbers stay."""
    if _RUNS.match(text) and not _NUMBER.fullmatch(text):
        return "'" + text
    return text


def plain(cell: Cell | None) -> str | int | float | bool | date:
    """A cell as it is written: dates without an idle time of day, nothing for a fault or ``None``."""
    if cell is None or isinstance(cell, CellFault):
        return ""
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 10**15:
        return int(cell)
    if isinstance(cell, datetime):
        return cell.date() if cell.time().isoformat() == "00:00:00" else cell.isoformat(" ")
    return cell if isinstance(cell, (str, int, float, bool, date)) else str(cell)


def write_csv(path: Path, headers: Sequence[str], rows: Iterable[Sequence[Cell | None]]) -> None:
    """A file of comma separated text in UTF-8 with its mark, as Excel reads it, put in place in one step."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([safe_text(header) for header in headers])
    for row in rows:
        values = [plain(cell) for cell in row]
        writer.writerow([safe_text(value) if isinstance(value, str) else value for value in values])
    write_bytes(path, stream.getvalue().encode("utf-8-sig", "surrogatepass"))


def write_xlsx(
    path: Path, sheets: Sequence[tuple[str, Sequence[str], Iterable[Sequence[Cell | None]]]]
) -> None:
    """A workbook of sheets (name, headings, rows): headings bold and kept in sight, text never a formula.

    Raises ``BadInput`` for a text longer than a cell holds.
    """

    # Loaded with the first workbook: pages that only offer one do not wait for it.
    import xlsxwriter

    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for name, headers, rows in sheets:
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            for column, header in enumerate(headers):
                sheet.write_string(0, column, header, bold)
                sheet.set_column(column, column, max(12, min(40, 2 * len(header))))
            for number, row in enumerate(rows, start=1):
                for column, cell in enumerate(row):
                    value = plain(cell)
                    if isinstance(value, str):
                        if len(value) > CELL_LIMIT:
                            raise _too_long(path, number + 1, len(value))
                        sheet.write_string(number, column, value)
                    elif isinstance(value, date):
                        sheet.write_datetime(number, column, value, day)
                    else:
                        sheet.write(number, column, value)
    write_bytes(path, content.getvalue())


def _too_long(path: Path, row: int, count: int) -> BadInput:
    return BadInput(
        _("A text of {count} characters is longer than a cell of a workbook holds ({limit}).").format(
            count=count, limit=CELL_LIMIT
        ),
        hint=_("Export as CSV, or shorten the text."),
        where=_("{file}, row {row}").format(file=path.name, row=row),
    )
