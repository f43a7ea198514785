"""Commands that bring data in and take changes back: import, undo."""

from pathlib import Path

import click

from workbench.cli.calendars import import_events
from workbench.cli.options import FILE, PAIR, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, fields, paragraphs, show_progress, table
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import N_, _, format_money, format_number
from workbench.foundation.ids import parse_id
from workbench.services.import_history import undo_with_words
from workbench.services.import_templates import write_template
from workbench.services.imports import ImportKind, ImportOptions, ImportResult, run_import
from workbench.services.outputs import check_output

_PROBLEMS_SHOWN = 20
_EVENTS = "events"


@command(
    "import",
    short_help=N_("Bring a sheet in: accounts, contacts, sales and more."),
    help=N_(
        "Import the rows of an Excel or CSV file of one KIND: accounts, contacts, links between people, "
        "sales, visits, complaints, contracts, stock at customers or receivables; contacts also from address "
        "cards (.vcf), events from "
        "calendar files (.ics), as time that is taken or visits moved in another calendar. Columns are found "
        "by their names, English or Chinese; --map tells others and is remembered for the next sheet with "
        "these headings. What is known is not doubled. Rows that cannot be taken are listed with the "
        "reason, and the exit status is 1. The whole import is one change that undo takes back. With "
        "--template an empty workbook with the columns is written and nothing is imported."
    ),
    examples=(
        ("workbench --workspace my.workbench import accounts accounts.xlsx", N_("columns by their names")),
        (
            "workbench --workspace my.workbench import sales erp.csv --map Betrag=amount --encoding gb18030",
            N_("a heading that is not known, an encoding that is not guessed"),
        ),
        (
            "workbench --workspace my.workbench import sales lines.csv --join orders.csv --dry-run",
            N_("lines and document heads in two files; look first"),
        ),
        ("workbench import accounts --template accounts.xlsx", N_("an empty sheet to be filled")),
    ),
)
@argument(
    "kind",
    type=click.Choice([*(kind.value for kind in ImportKind), _EVENTS]),
    help=N_("What the rows are."),
)
@argument("file", type=FILE, required=False, help=N_("The sheet."))
@option("--map", "columns", type=PAIR, multiple=True, help=N_("COLUMN=FIELD: read a column as that field."))
@option("--encoding", metavar="E", help=N_("The encoding of a CSV file, if it is not found out by itself."))
@option("--sheet", metavar="S", help=N_("The sheet of a workbook; the first one if left out."))
@option("--join", type=FILE, metavar="FILE", help=N_("For sales: the file of the document heads."))
@option(
    "--currency", metavar="C", help=N_("What amounts are in that name no currency; else as the heading says.")
)
@option("--dry-run", is_flag=True, help=N_("Say what would come, and change nothing."))
@option("--rejects", type=FILE, metavar="FILE", help=N_("Write the rows that were not taken to this file."))
@option(
    "--template", type=FILE, metavar="FILE", help=N_("Write an empty workbook with the columns of this kind.")
)
@option("--manager", metavar="NAME", help=N_("For events: whose calendar it is."))
@option("--titles", is_flag=True, help=N_("For events: keep their titles, but for private ones."))
@option("--forget", is_flag=True, help=N_("Forget what was remembered for sheets with these headings."))
@click.pass_obj
def import_(
    invocation: Invocation,
    kind: str,
    file: Path | None,
    columns: tuple[tuple[str, str], ...],
    encoding: str | None,
    sheet: str | None,
    join: Path | None,
    currency: str | None,
    dry_run: bool,
    rejects: Path | None,
    template: Path | None,
    manager: str | None,
    titles: bool,
    forget: bool,
) -> Answer:
    """Import a sheet."""
    if template is not None:
        if kind == _EVENTS:
            raise click.UsageError(_("Calendar files have no columns, so there is no template."))
        return _template(ImportKind(kind), template)
    if file is None:
        raise click.UsageError(_("Name the sheet to import."))
    if kind == _EVENTS:
        return import_events(invocation, file, manager, keep_titles=titles, dry_run=dry_run)
    options = ImportOptions(
        columns=dict(columns),
        sheet=sheet,
        encoding=encoding,
        join=join,
        recall=not forget,
        currency=_currency_code(currency),
    )
    with invocation.workspace() as workspace:
        result = run_import(
            workspace,
            ImportKind(kind),
            file,
            options,
            dry_run=dry_run,
            rejects=rejects,
            with_backup=True,
            # An import counts each row twice, read and written.
            progress=show_progress if dry_run else lambda done, total: show_progress(done // 2, total // 2),
        )
    data = {
        "created": result.created,
        "updated": result.updated,
        "unchanged": result.unchanged,
        "rejected": result.rejected,
        "problems": [
            {"row": one.row, "column": one.column, "code": one.code.value, "message": one.message}
            for one in result.problems
        ],
        "amount_fen": result.amount_fen,
        "amounts_fen": result.amounts,
        "no_currency": {"rows": result.no_currency, "taken_as": result.currency},
        "transaction": result.transaction,
        "columns": result.columns,
        "unknown_columns": result.unknown,
        "remembered_columns": result.remembered,
        "questions": [
            {
                "row": one.row,
                "rows": one.rows,
                "column": one.column,
                "text": one.text,
                "candidates": [{"id": each.id, "label": each.label} for each in one.candidates],
            }
            for one in result.questions
        ],
        "rejects": result.rejects,
    }
    status = FINDINGS if result.rejected or result.problems else DONE
    return Answer(data, lambda: _import_text(result, dry_run=dry_run), status)


def _import_text(result: ImportResult, *, dry_run: bool) -> str:
    counts: list[tuple[str, object]] = [
        (_("New"), result.created),
        (_("Changed"), result.updated),
        (_("Unchanged"), result.unchanged),
        (_("Rejected"), result.rejected),
    ]
    counts += [
        (_("Amount {currency}").format(currency=currency), format_money(amount, currency))
        for currency, amount in result.amounts.items()
    ]
    if result.no_currency:
        taken = _("{rows}, taken as {currency}")
        taken = taken.format(rows=format_number(result.no_currency), currency=result.currency)
        counts.append((_("Without a currency"), taken))
    if result.remembered:
        told = (f"{header} → {field or '–'}" for header, field in result.remembered.items())
        counts.append((_("As chosen before"), ", ".join(told)))
    if result.unknown:
        counts.append((_("Columns not used"), ", ".join(result.unknown)))
    problems = table(
        [_("Row"), _("Column"), _("Problem")],
        [[one.row, one.column, one.message] for one in result.problems[:_PROBLEMS_SHOWN]],
        right=(0,),
    )
    left = len(result.problems) - _PROBLEMS_SHOWN
    return paragraphs(
        fields(counts),
        problems if result.problems else "",
        _("… and {count} more; --rejects writes them all to a file.").format(count=left) if left > 0 else "",
        _("Nothing was changed.") if dry_run else "",
    )


def _currency_code(currency: str | None) -> str:
    code = (currency or "").strip().upper()
    if code and not (len(code) == 3 and code.isascii() and code.isalpha()):
        raise click.UsageError(_("A currency is three letters, such as EUR."))
    return code


def _template(kind: ImportKind, path: Path) -> Answer:
    check_output(path)
    write_template(kind, path)
    said = _("Template saved as {file}").format(file=path.name)
    return Answer({"file": path}, lambda: said)


@command(
    "undo",
    short_help=N_("Take a change back."),
    help=N_(
        "Take the latest change back, or the TRANSACTION named by its id (list transactions shows them). "
        "What was changed since is left as it is and listed."
    ),
    examples=(
        ("workbench --workspace my.workbench undo", N_("the latest change, such as an import")),
        ("workbench --workspace my.workbench list transactions", N_("all changes with their ids")),
    ),
)
@argument("transaction", required=False, help=N_("The id of a change."))
@click.pass_obj
def undo(invocation: Invocation, transaction: str | None) -> Answer:
    """Undo a change."""
    wanted = parse_id(transaction) if transaction else None
    if transaction is not None and wanted is None:
        raise BadInput(
            _("“{text}” is no id of a change.").format(text=transaction),
            hint=_("Ids have 32 hexadecimal digits; “list transactions” shows them."),
            where=transaction,
        )
    with invocation.workspace() as workspace:
        result = undo_with_words(workspace, wanted)
    kept = [
        {
            "kind": one.entry.entity,
            "id": one.entry.row_id,
            "record": one.record,
            "field": one.entry.field,
            "field_label": one.field,
            "reason": one.entry.reason.value,
            "message": one.reason,
        }
        for one in result.kept
    ]

    def text() -> str:
        said = _("Undone: {label}").format(label=result.summary.label)
        if not kept:
            return said
        return paragraphs(
            said,
            _("These stay, because they were changed since:"),
            table(
                [_("Record"), _("Field"), _("Because")],
                [[one.record, one.field, one.reason] for one in result.kept],
            ),
        )

    data = {"undone": result.undone, "kept": kept, "transaction": result.summary.transaction_id}
    return Answer(data, text, FINDINGS if kept else DONE)
