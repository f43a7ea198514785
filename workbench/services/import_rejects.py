"""The file of rejected rows: in the sheet's own columns, with the reason, to be mended and imported again."""

from collections.abc import Sequence
from pathlib import Path

from workbench.domain.imports import ValueType
from workbench.exchange.spreadsheet_write import write_csv, write_xlsx
from workbench.exchange.table import Cell, is_blank
from workbench.exchange.values import BadValue, date_of
from workbench.foundation.i18n import _
from workbench.services.import_plan import ImportPlan


def write_rejects(path: Path | None, plan: ImportPlan) -> Path | None:
    """The rejected rows as they came, with the line they were counted as or the day of which they speak, and
    why; where, if anywhere.

    A name that ends in .xlsx makes a workbook, any other separated text.
    """
    if path is None or not plan.rejected:
        return None
    headers = list(plan.source.table.headers)
    width = len(headers)
    line = ["line"] if plan.lines else []
    said = plan.source.has("as_of")
    as_of: list[Cell] = [plan.stated_on] if plan.stated_on is not None and not said else []

    def row_of(number: int, cells: list[Cell], reason: str) -> list[Cell]:
        counted: list[Cell] = [plan.lines.get(number, "")] if line else []
        return [*cells[:width], *[""] * (width - len(cells)), *counted, *as_of, reason, *cells[width:]]

    rows = [
        row_of(
            row.number,
            _cells(plan, row.cells),
            "; ".join(
                f"{problem.column}: {problem.message}" if problem.column else problem.message
                for problem in row.problems
            ),
        )
        for row in plan.rejected
    ]
    headings = [*headers, *line, *["as_of"] * len(as_of), _("Reason for rejection")]
    if path.suffix.lower() == ".xlsx":
        write_xlsx(path, [(_("Rejected rows"), headings, rows)])
    else:
        write_csv(path, headings, rows)
    return path


def _cells(plan: ImportPlan, cells: Sequence[Cell]) -> list[Cell]:
    """The row's cells. Serial numbers that count from 1904 become days: other files count from 1900."""
    found: list[Cell] = list(cells)
    if plan.source.table.uses_1904:
        for mapped in plan.source.mapping.columns.values():
            if mapped.column.value is ValueType.DATE and mapped.index < len(found):
                try:
                    found[mapped.index] = date_of(found[mapped.index], uses_1904=True) or ""
                except BadValue:
                    continue
    mapped_day = plan.source.mapping.columns.get("as_of")
    if plan.stated_on is not None and mapped_day is not None and is_blank(found[mapped_day.index :][:1]):
        found[mapped_day.index] = plan.stated_on
    return found
