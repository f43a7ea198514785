"""Commands that hand the file over and look into what others handed over: export, inspect."""

from pathlib import Path

import click

from workbench.cli.failures import opening
from workbench.cli.options import FILE, Invocation, argument, command, option, read_passphrase
from workbench.cli.output import Answer, fields
from workbench.foundation.i18n import N_, _
from workbench.services import exchange

EXPORT_PASSPHRASE = option(
    "--export-passphrase-file",
    type=FILE,
    metavar="F",
    help=N_("The passphrase of the exported file, if it is not that of the workspace."),
)


@command(
    "export",
    short_help=N_("Write everything into one file for others."),
    help=N_(
        "Write everything into one file that another workspace can merge. It gets the passphrase of the "
        "workspace, or the one of --export-passphrase-file."
    ),
    examples=(
        ("workbench --workspace my.workbench export --out friday.workbench", N_("the weekly hand-in")),
    ),
)
@option("--out", type=FILE, required=True, metavar="FILE", help=N_("The file to write."))
@EXPORT_PASSPHRASE
@click.pass_obj
def export(invocation: Invocation, out: Path, export_passphrase_file: Path | None) -> Answer:
    """Export the workspace."""
    passphrase = read_passphrase(export_passphrase_file) if export_passphrase_file else invocation.passphrase
    with invocation.workspace() as workspace:
        # A workspace without a passphrase gives none away by mistake, and asks for none.
        receipt = exchange.export_workspace(
            workspace, out, passphrase if export_passphrase_file or workspace.encrypted else None
        )
    data = {"file": receipt.file, "entries": receipt.entries, "sha256": receipt.sha256}
    return Answer(
        data,
        lambda: fields(
            [
                (_("File"), receipt.file),
                (_("Journal entries"), receipt.entries),
                ("SHA-256", receipt.sha256),
            ]
        ),
    )


@command(
    "inspect",
    short_help=N_("Look into an exported file without merging it."),
    help=N_("Say what an exported file is, who made it and what it holds, without merging it."),
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
    with opening():
        info = exchange.inspect_file(file, passphrases)
    data = {
        "format": info.format,
        "exported_by": info.exported_by,
        "exported_at": info.exported_at,
        "entries": info.entries,
        "readable": info.readable,
    }

    def text() -> str:
        return fields(
            [
                (_("Format"), info.format),
                (_("Exported by"), info.exported_by),
                (_("Exported at"), f"{info.exported_at:%Y-%m-%d %H:%M} UTC" if info.exported_at else ""),
                (_("Journal entries"), info.entries),
                (_("Readable"), _("yes") if info.readable else _("no, a newer version wrote it")),
            ]
        )

    return Answer(data, text)


def passphrases_of(invocation: Invocation, export_passphrase_file: Path | None) -> list[str]:
    """What may open a file from elsewhere, the likeliest first."""
    given = [read_passphrase(export_passphrase_file)] if export_passphrase_file else []
    own = invocation.passphrase
    return given + ([own] if own else [])
