"""Commands about backups: which there are, and putting one back."""

from pathlib import Path

import click

from workbench.cli.failures import opening
from workbench.cli.options import FILE, Invocation, argument, command, option, read_passphrase
from workbench.cli.output import Answer, fields, table
from workbench.foundation.i18n import N_, _, format_date, format_number, format_time
from workbench.services.backups import list_backups
from workbench.services.restoring import restore_backup


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
                _("{count} KB").format(count=format_number(-(-one.size // 1000))),
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
