"""Commands that hand the file over and look into what others handed over: export, return, inspect."""

import contextlib
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from workbench.cli.failures import described, exit_status, opening
from workbench.cli.options import DAY, FILE, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, fields, show_progress, table
from workbench.cli.protection import EXPORT_PASSPHRASE, FOR_RECIPIENTS, passphrase_given, passphrases_of
from workbench.domain.record_words import records_label
from workbench.exchange.package import is_package
from workbench.foundation.files import make_folder
from workbench.foundation.i18n import N_, _, bracketed, format_number, pgettext
from workbench.services import exchange, exporting, returning
from workbench.services.export_scopes import scope_of
from workbench.services.recipients import public_keys_of


@command(
    "export",
    short_help=N_("Write everything, or a part of it, into one file for others."),
    help=N_(
        "Write everything into one file that another workspace can merge, or the part that --scope, --from "
        "and --to name. It gets the passphrase of the workspace, or the one of --export-passphrase-file; "
        "with --for only those named can read it."
    ),
    examples=(
        ("workbench --workspace my.workbench export --out friday.workbench", N_("the weekly hand-in")),
        (
            "workbench --workspace team.workbench export --scope manager=王强 --out 王强.workbench",
            N_("what one colleague looks after"),
        ),
    ),
)
@option("--out", type=FILE, required=True, metavar="FILE", help=N_("The file to write."))
@option(
    "--scope",
    multiple=True,
    metavar="WHAT=WHICH",
    help=N_("Only accounts of manager=NAME, of segment=NAME, or account=CODE; may be repeated."),
)
@option("--from", "first", type=DAY, help=N_("Visits, contact log and sales from this day on."))
@option("--to", "last", type=DAY, help=N_("Visits, contact log and sales up to this day."))
@FOR_RECIPIENTS
@EXPORT_PASSPHRASE
@click.pass_obj
def export(
    invocation: Invocation,
    out: Path,
    scope: tuple[str, ...],
    first: date | None,
    last: date | None,
    recipients: tuple[str, ...],
    export_passphrase_file: Path | None,
) -> Answer:
    """Export the workspace."""
    given, own = passphrase_given(recipients, export_passphrase_file), invocation.passphrase
    with invocation.workspace() as workspace:
        # A workspace without a passphrase gives none away by mistake, and asks for none.
        wanted = own if given is None and workspace.encrypted else given
        receipt = exporting.export_workspace(
            workspace,
            out,
            None if recipients else wanted,
            scope=scope_of(workspace, scope, first, last),
            recipients=public_keys_of(workspace, recipients),
            on_step=show_progress,
        )
        words = exporting.scope_words(workspace, receipt.scope)
    counts = exporting.rows_by_kind(receipt.by_entity)
    data = {
        "file": receipt.file,
        "entries": receipt.entries,
        "sha256": receipt.sha256,
        "transactions": receipt.transactions,
        "scope": receipt.scope.as_json(),
        "counts": counts,
        "journal": receipt.journal,
        "recipients": len(recipients),
    }
    return Answer(
        data,
        lambda: fields(
            [
                (_("File"), receipt.file),
                (pgettext("export", "What"), words or _("everything")),
                (_("Journal entries"), receipt.entries),
                *_told_counts(counts),
                ("SHA-256", receipt.sha256),
            ]
        ),
    )


@command(
    "return",
    short_help=N_("Write for each of our people a file with what is theirs."),
    help=N_(
        "Write one file into a folder for each of our people who looks after accounts, or for those of "
        "--manager, with their accounts and what all share. Whoever has a recipient of the same name gets a "
        "file for that key alone; the files of the others get the passphrase of --export-passphrase-file, or "
        "that of the workspace."
    ),
    examples=(
        ("workbench --workspace team.workbench return --out back", N_("after the files of a week")),
        (
            "workbench --workspace team.workbench return --out back --manager 王强",
            N_("for one of them"),
        ),
    ),
)
@option("--out", type=FILE, required=True, metavar="DIR", help=N_("The folder to write into."))
@option("--manager", "managers", multiple=True, metavar="NAME", help=N_("Only for them; may be repeated."))
@EXPORT_PASSPHRASE
@click.pass_obj
def return_files(
    invocation: Invocation, out: Path, managers: tuple[str, ...], export_passphrase_file: Path | None
) -> Answer:
    """Write the files of the return way."""
    given, own = passphrase_given((), export_passphrase_file), invocation.passphrase
    with invocation.workspace() as workspace:
        chosen = returning.managers_named(workspace, managers)
        passphrase = given or (own if workspace.encrypted else None)
        protections = {
            one.id: returning.Protection((one.recipient.public_key,))
            if one.recipient
            else returning.Protection(passphrase=passphrase)
            for one in returning.list_returnees(workspace)
            if not chosen or one.id in chosen
        }
        make_folder(out)
        results = returning.return_files(workspace, out, protections, on_step=show_progress)
    rows = [
        {
            "manager": one.name,
            "file": one.file,
            "entries": one.receipt.entries if one.receipt else 0,
            "sha256": one.receipt.sha256 if one.receipt else "",
            "for_key": bool(protections[one.manager_id].public_keys),
            "error": described(one.error) if one.error else None,
        }
        for one in results
    ]
    errors = [one.error for one in results if one.error]
    data: dict[str, object] = {"files": rows}
    status = FINDINGS if errors else DONE
    if errors and len(errors) == len(results):
        data["error"] = described(errors[0])
        status = exit_status(errors[0])

    def text() -> str:
        headers = [_("Manager"), _("File"), _("Entries"), _("Error")]
        if not rows:
            return _("Nobody looks after an account.")
        return table(
            headers,
            [
                [row["manager"], one.file.name, row["entries"], one.error.message if one.error else ""]
                for row, one in zip(rows, results, strict=True)
            ],
            right=(2,),
        )

    return Answer(data, text, status)


@command(
    "inspect",
    short_help=N_("Look into an exported file without merging it."),
    help=N_(
        "Say what an exported file is, who made it and what it holds, without merging it. A file for a "
        "receiving key needs the --workspace it was written for."
    ),
    examples=(
        (
            "workbench inspect friday.workbench",
            N_("what somebody sent"),
        ),
    ),
)
@argument("file", type=FILE, help=N_("The file to look into."))
@EXPORT_PASSPHRASE
@click.pass_obj
def inspect(invocation: Invocation, file: Path, export_passphrase_file: Path | None) -> Answer:
    """Look into a file."""
    passphrases = passphrases_of(invocation, export_passphrase_file)
    packed = is_package(file)
    with contextlib.ExitStack() as opened:
        own = packed and invocation.workspace_file is not None
        workspace = opened.enter_context(invocation.workspace()) if own else None
        with opening():
            info = exchange.inspect_file(file, passphrases, workspace)
    counts = exporting.rows_by_kind(info.by_entity)
    data = {
        "format": info.format,
        "exported_by": info.exported_by,
        "exported_at": info.exported_at,
        "entries": info.entries,
        "readable": info.readable,
        "version": info.version,
        "transactions": info.transactions,
        "scope": info.scope.as_json(),
        "scope_words": info.scope_words,
        "counts": counts,
        "journal": info.journal,
        "as_exported": info.as_exported,
        "for_key": packed,
    }

    def text() -> str:
        unreadable = (
            _("no, version {version} or later is needed").format(version=info.version)
            if info.version
            else _("no, a newer version wrote it")
        )
        return fields(
            [
                (_("Format"), info.format),
                (_("Written with version"), info.version),
                (_("Exported by"), info.exported_by),
                (_("Exported at"), f"{info.exported_at:%Y-%m-%d %H:%M} UTC" if info.exported_at else ""),
                (pgettext("export", "What"), info.scope_words or (_("everything") if info.readable else "")),
                (_("Journal entries"), info.entries),
                *_told_counts(counts),
                (_("Journal"), _journal_told(info)),
                (_("Readable"), _("yes") if info.readable else unreadable),
            ]
        )

    return Answer(data, text)


def _told_counts(counts: Mapping[str, int]) -> Sequence[tuple[str, object]]:
    return [(records_label(kind), format_number(rows)) for kind, rows in counts.items()]


def _journal_told(info: exchange.FileInfo) -> str:
    if info.as_exported is None:
        return info.journal
    return bracketed(
        info.journal, _("as exported") if info.as_exported else _("changed since it was exported")
    )
