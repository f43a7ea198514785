"""The rows of any table, on paper or as a spreadsheet: what is shown, or of it what is selected."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.domain.table_sheets import SheetColumn, SheetKind, TableSheet
from workbench.foundation.errors import BadInput, WorkbenchError
from workbench.foundation.i18n import _, format_number, ngettext, use_language
from workbench.services.workspaces import Workspace
from workbench.ui.context import Context
from workbench.ui.kit.table import Table
from workbench.ui.kit.table_menu import Output
from workbench.ui.kit.table_model import Column, Kind
from workbench.ui.kit.texts import words
from workbench.ui.printing import preview_paper
from workbench.ui.prompts import FileKind

# More would be a book of some hundred pages that nobody meant to print.
MOST_PRINTED = 5_000
_USUAL = ".xlsx"
_KINDS = {
    Kind.NUMBER: SheetKind.NUMBER,
    Kind.MONEY: SheetKind.MONEY,
    Kind.PERCENT: SheetKind.PERCENT,
    Kind.DAY: SheetKind.DAY,
}
_NOT_IN_NAMES = set('<>:"/\\|?*')


def put_out(context: Context, table: Table[Any], output: Output) -> None:
    """Export or print what ``table`` shows."""
    (_export if output is Output.EXPORT else _print)(context, table)


def _export(context: Context, table: Table[Any]) -> None:
    name = words(table.name)
    kinds = (
        FileKind(_("Excel workbooks"), ("*.xlsx",)),
        FileKind(_("Comma separated text"), ("*.csv",)),
    )
    proposed = Path.home() / f"{_safe(name)}{_USUAL}"
    path = context.prompts.ask_save_file(_("Export as spreadsheet"), kinds, proposed)
    if path is None:
        return
    if not path.suffix:
        path = path.with_suffix(_USUAL)
    make, target = sheet_of(table), path

    def done(count: int) -> None:
        told = ngettext("{count} row written to {name}", "{count} rows written to {name}", count)
        context.notifier.show_message(told.format(count=format_number(count), name=target.name))

    def work(_job: object) -> int:
        # Loaded by the worker: it brings what makes papers and workbooks.
        from workbench.services.table_export import export_table

        return export_table(context.workspace, make(), target)

    context.tasks.run_read(
        work,
        done,
        lambda error: _tell(context, error),
        label=_("Exporting the table"),
    )


def _tell(context: Context, error: Exception) -> None:
    if isinstance(error, WorkbenchError) and not isinstance(error, BadInput):
        context.prompts.show_error(error)
    else:
        context.show_error(error)


def sheet_of(table: Table[Any]) -> Callable[[], TableSheet]:
    """How to make the sheet of what ``table`` shows now; the making is fit for any thread."""
    rows, columns, title = _rows(table), table.shown_columns(), words(table.name)
    heads = tuple(_head(table, column) for column in columns)
    filters = filters_of(table)

    def make() -> TableSheet:
        cells = tuple(tuple(column.plain(row) for column in columns) for row in rows)
        return TableSheet(title, heads, cells, filters)

    return make


def _print(context: Context, table: Table[Any]) -> None:
    rows, columns = _rows(table), table.shown_columns()
    if len(rows) > MOST_PRINTED:
        context.show_error(
            BadInput(
                _("{count} rows are too many to print.").format(count=format_number(len(rows))),
                hint=_("Filter the table, or select some rows; at most {most} are printed.").format(
                    most=format_number(MOST_PRINTED)
                ),
            )
        )
        return
    filters = filters_of(table)
    measured = tuple(_head(table, column) for column in columns)

    def make(workspace: Workspace, _profile: Profile, size: PaperSize, code: str) -> Paper:
        from workbench.services.table_export import print_table

        with use_language(code):
            title = words(table.name)
            heads = tuple(
                replace(head, header=words(column.header))
                for head, column in zip(measured, columns, strict=True)
            )
            cells = tuple(tuple(column.words(row) for column in columns) for row in rows)
            totals = tuple(
                text for column in columns if column.total and rows and (text := column.total(rows))
            )
        return print_table(
            workspace,
            title,
            heads,
            cells,
            filters=filters,
            totals=totals,
            paper_size=size,
            in_language=code,
        )

    name = words(table.name)
    preview_paper(context, table, table.name, name, make, for_readers=False)


def _rows(table: Table[Any]) -> list[Any]:
    return table.selected_rows() if table.selected_count() > 1 else table.model.shown_rows()


def filters_of(table: Table[Any]) -> tuple[str, ...]:
    """What is filtered by, each as heading and words."""
    by_key = {column.key: column for column in table.model.columns}
    found = []
    for key, text in table.filters().items():
        said = table.view.heading.filters.said(key, text)
        found.append(_("{column}: {text}").format(column=words(by_key[key].header), text=said))
    return tuple(found)


def _head(table: Table[Any], column: Column[Any]) -> SheetColumn:
    at = table.model.columns.index(column)
    return SheetColumn(
        words(column.header).replace("\n", " "),
        _KINDS.get(column.kind, SheetKind.TEXT),
        column.currency,
        table.view.heading.sectionSize(at),
        column.right,
    )


def _safe(name: str) -> str:
    return "".join("-" if one in _NOT_IN_NAMES or ord(one) < 32 else one for one in name).strip(" .")
