"""Commands that bring things back: backups, restore, salvage, bin."""

from pathlib import Path

import click

from workbench.cli.failures import opening
from workbench.cli.options import FILE, Invocation, argument, command, option, read_passphrase
from workbench.cli.output import DONE, FINDINGS, Answer, fields, table
from workbench.domain.record_words import records_label
from workbench.foundation.errors import NotFound
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import N_, _, format_date, format_number, format_size, format_time, ngettext
from workbench.foundation.ids import parse_id
from workbench.services.backups import list_backups
from workbench.services.bin import list_deleted, restore_deleted
from workbench.services.outputs import check_output
from workbench.services.restoring import restore_backup, salvage_file


@command(
    "backups",
    short_help=N_("List the backups of the workspace."),
    help=N_("List the backups beside the workspace file, the latest first; it need not be readable itself."),
    examples=(("workbench --workspace my.workbench backups", N_("what can be put back?")),),
)
@click.pass_obj
def backups(invocation: Invocation) -> Answer:
    """List backups."""
    found = list_backups(invocation.path.absolute())
    rows = [
        {"file": one.path, "kind": one.kind.value, "at": one.at.isoformat(), "size": one.size}
        for one in found
    ]

    def text() -> str:
        if not found:
            return _("There is no backup yet.")
        lines = [
            [
                f"{format_date(one.at.date())} {format_time(one.at)}",
                one.kind.label,
                format_size(one.size),
                one.path.name,
            ]
            for one in found
        ]
        return table([_("Written"), _("Why"), _("Size"), _("File")], lines)

    return Answer({"backups": rows}, text)


@command(
    "restore",
    short_help=N_("Put a backup in the place of the workspace."),
    help=N_(
        "Put a backup in the place of the workspace file, which is kept as a backup first, also when it is "
        "damaged, missing or under a passphrase that nobody knows."
    ),
    examples=(
        (
            "workbench --workspace my.workbench restore backups/my.2026-01-31.workbench",
            N_("as it was on that day"),
        ),
    ),
)
@argument("file", type=FILE, help=N_("The backup to put back."))
@option(
    "--backup-passphrase-file",
    type=FILE,
    metavar="F",
    help=N_("The passphrase of the backup, if it is not that of the workspace."),
)
@click.pass_obj
def restore(invocation: Invocation, file: Path, backup_passphrase_file: Path | None) -> Answer:
    """Restore a backup."""
    path = invocation.path.absolute()
    own = [read_passphrase(backup_passphrase_file)] if backup_passphrase_file else []
    passphrases = [*own, *filter(None, (invocation.passphrase,))]
    with opening():
        done = restore_backup(path, file, passphrases, clock=invocation.clock)
    done.workspace.close()
    if done.error is not None:
        raise done.error
    return Answer(
        {"file": path, "kept": done.kept},
        lambda: fields([(_("File"), path), (_("Kept as"), done.kept or "")]),
    )


@command(
    "salvage",
    short_help=N_("Read what can be read of a damaged file."),
    help=N_(
        "Write every change that can still be read of a damaged workspace file to a new file, to be merged "
        "into a restored backup. The damaged file is not touched. Needs no --workspace."
    ),
    examples=(
        ("workbench salvage my.workbench --out readable.workbench", N_("then merge readable.workbench")),
    ),
)
@argument("file", type=FILE, help=N_("The damaged file."))
@option("--out", type=FILE, required=True, metavar="FILE", help=N_("The file to write."))
@click.pass_obj
def salvage(invocation: Invocation, file: Path, out: Path) -> Answer:
    """Read a damaged file."""
    passphrases = list(filter(None, (invocation.passphrase,)))
    check_output(out)
    with os_errors(out):
        out.absolute().parent.stat()
    with opening():
        found = salvage_file(file, passphrases, out, clock=invocation.clock)
    data = {"file": found.file, "changes": found.changes, "entries": found.entries, "lost": found.lost}
    return Answer(
        data,
        lambda: fields(
            [
                (_("File"), found.file),
                (_("Changes"), format_number(found.changes)),
                (_("Lost"), format_number(found.lost)),
            ]
        ),
        FINDINGS if found.lost else DONE,
    )


@command(
    "bin",
    short_help=N_("List what was deleted, or bring it back."),
    help=N_(
        "List what was deleted and is not back, the latest first; with --restore bring back what one of "
        "these changes deleted, with all that went with it."
    ),
    examples=(
        ("workbench --workspace my.workbench bin", N_("what was deleted?")),
        ("workbench --workspace my.workbench bin --restore 0190…", N_("bring it back")),
    ),
)
@option("--restore", "transaction", metavar="ID", help=N_("The change to bring back, as the list names it."))
@click.pass_obj
def bin_(invocation: Invocation, transaction: str | None) -> Answer:
    """The bin."""
    if transaction is not None:
        wanted = parse_id(transaction)
        if wanted is None:
            raise NotFound(
                _("There is no such change: {id}").format(id=transaction),
                hint=_("The command “bin” lists them."),
            )
        with invocation.workspace() as workspace:
            summary = restore_deleted(workspace, wanted)
        count = sum(map(len, summary.touched.values()))
        return Answer(
            {"transaction": summary.transaction_id, "restored": count},
            lambda: ngettext("{count} record is back.", "{count} records are back.", count).format(
                count=count
            ),
        )
    with invocation.workspace() as workspace:
        lines = list_deleted(workspace)
    rows = [
        {
            "transaction": one.transaction_id,
            "kind": one.kind,
            "name": one.name,
            "account": one.account,
            "author": one.author,
            "at": one.at,
            "others": one.others,
        }
        for one in lines
    ]

    def text() -> str:
        if not lines:
            return _("The bin is empty.")
        told = [
            [
                one.transaction_id.hex(),
                f"{format_date(one.at.astimezone().date())} {format_time(one.at)}" if one.at else "",
                one.author,
                records_label(one.kind),
                one.name,
                format_number(one.others),
            ]
            for one in lines
        ]
        heads = [_("Change"), _("When"), _("Deleted by"), _("Kind"), _("Name"), _("With it")]
        return table(heads, told, right={5})

    return Answer({"deleted": rows}, text)
