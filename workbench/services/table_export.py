"""Any table as a file: what the window shows, or all records of a kind."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from workbench.documents.table_list import TablePaper, table_pdf
from workbench.domain.papers import Paper, PaperSize
from workbench.domain.record_words import field_label, records_label
from workbench.domain.table_sheets import SheetColumn, SheetKind, TableSheet, Value
from workbench.exchange.table_write import write_table_csv, write_table_xlsx
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import _, language
from workbench.foundation.settings import load_settings
from workbench.services.outputs import check_output
from workbench.services.records import list_records
from workbench.storage.queries.records import field_names
from workbench.storage.workspace import Workspace

SUFFIXES = (".xlsx", ".csv")


def export_table(workspace: Workspace, table: TableSheet, path: Path) -> int:
    """Write the table at ``path``, whose ending says as what; the number of rows.

    Raises ``BadInput`` for another ending, or for what a workbook cannot hold; ``NotAllowed`` where a
    workspace lies there; ``ReadOnly`` or ``NoSpace``.
    """
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        raise BadInput(
            _("A table is written as .xlsx or .csv."), hint=_("Choose one of these endings."), where=path.name
        )
    check_output(path, inputs=[workspace.path])
    (write_table_csv if suffix == ".csv" else write_table_xlsx)(path, table)
    return len(table.rows)


def print_table(
    workspace: Workspace,
    title: str,
    columns: tuple[SheetColumn, ...],
    rows: tuple[tuple[str, ...], ...],
    *,
    filters: tuple[str, ...] = (),
    totals: tuple[str, ...] = (),
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
) -> Paper:
    """The table as a PDF; ``rows`` hold the words of every cell."""
    paper = TablePaper(
        company=load_settings().company,
        author=workspace.author,
        printed_on=workspace.clock.today(),
        title=title,
        columns=columns,
        rows=rows,
        filters=filters,
        totals=totals,
    )
    return table_pdf(paper, language=in_language or language(), paper_size=paper_size)


def export_records(
    workspace: Workspace,
    kind: str,
    path: Path,
    where: Sequence[tuple[str, str]] = (),
    limit: int | None = None,
) -> int:
    """Write records of ``kind`` with all their fields at ``path``; raises as both it is made of."""
    found = list_records(workspace, kind, where, limit).rows
    fields = field_names(kind)
    # Where each record says its own currency, it stands in a column of its own.
    currency = "" if "currency" in fields else "CNY"
    columns = tuple(_column(kind, name, currency) for name in fields)
    rows = tuple(
        tuple(_value(column, name, row[name]) for column, name in zip(columns, fields, strict=True))
        for row in found
    )
    return export_table(workspace, TableSheet(records_label(kind), columns, rows), path)


def _column(kind: str, name: str, currency: str) -> SheetColumn:
    if name.endswith("_fen"):
        return SheetColumn(field_label(name), SheetKind.MONEY, currency)
    if name.endswith("_bp"):
        return SheetColumn(field_label(name), SheetKind.PERCENT)
    if name == "on" or name.endswith("_on"):
        return SheetColumn(field_label(name), SheetKind.DAY)
    return SheetColumn(field_label(name, kind))


def _value(column: SheetColumn, name: str, value: Any) -> Value:
    if name.endswith("_milli") and isinstance(value, int):
        # Quantities are kept in thousandths.
        return value / 1_000
    if value is None or isinstance(value, (int, float)):
        return value
    if isinstance(value, (list, tuple)):
        return "；".join(str(item) for item in value)
    if column.kind is SheetKind.DAY and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return value
    return str(value)
