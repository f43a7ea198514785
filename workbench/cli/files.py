"""Commands about workspace files: new, export, inspect, merge, conflicts, check, backup."""

from pathlib import Path

import click

from workbench.cli.failures import CANNOT_OPEN, described, exit_status, opening
from workbench.cli.options import FILE, Invocation, argument, command, option, read_passphrase
from workbench.cli.output import DONE, FINDINGS, Answer, fields, paragraphs, table
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import N_, _, format_number, ngettext
from workbench.services import exchange
from workbench.services.checks import check_workspace, repair_workspace
from workbench.services.workspaces import backup_workspace, new_workspace

EXPORT_PASSPHRASE = option(
    "--export-passphrase-file",
    type=FILE,
    metavar="F",
    help=N_("The passphrase of the exported file, if it is not that of the workspace."),
)


@command(
    "new",
    short_help=N_("Make a workspace file."),
    help=N_(
        "Make the workspace file named by --workspace. With a passphrase it is encrypted; "
        "without one it is sealed against damage, but not secret."
    ),
    examples=(
        ("workbench --workspace my.workbench new", N_("without a passphrase")),
        ("workbench --workspace my.workbench --passphrase-file secret.txt new", N_("encrypted")),
    ),
)
@click.pass_obj
def new(invocation: Invocation) -> Answer:
    """Make a workspace."""
    path = invocation.path
    new_workspace(path, passphrase=invocation.passphrase, clock=invocation.clock).close()
    return Answer({"workspace": path}, lambda: _("Made {file}.").format(file=path))


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
    passphrases = _passphrases(invocation, export_passphrase_file)
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


@command(
    "merge",
    short_help=N_("Take the content of exported files in."),
    help=N_(
        "Merge exported files into the workspace. Nothing is lost and nothing doubled; what differs is "
        "listed as a conflict. A file that cannot be read is reported and does not stop the others."
    ),
    examples=(
        ("workbench --workspace team.workbench merge friday/*.workbench", N_("a team's hand-ins")),
        ("workbench --workspace team.workbench merge --dry-run a.workbench", N_("see what would come")),
    ),
)
@argument("files", type=FILE, nargs=-1, required=True, metavar="FILE…", help=N_("The files to merge."))
@option("--dry-run", is_flag=True, help=N_("Say what would come, and change nothing."))
@EXPORT_PASSPHRASE
@click.pass_obj
def merge(
    invocation: Invocation, files: tuple[Path, ...], dry_run: bool, export_passphrase_file: Path | None
) -> Answer:
    """Merge files."""
    with invocation.workspace() as workspace:
        outcome = exchange.merge_files(
            workspace, files, _passphrases(invocation, export_passphrase_file), dry_run=dry_run
        )
    rows = [
        {
            "file": one.file,
            "new": one.new,
            "known": one.known,
            "conflicts": one.conflicts,
            "error": described(one.error) if one.error else None,
        }
        for one in outcome.files
    ]
    data: dict[str, object] = {
        "files": rows,
        "transaction": outcome.transaction_id,
        "erased": outcome.erased,
    }
    errors = [one.error for one in outcome.files if one.error]
    status = FINDINGS if errors or any(one.conflicts for one in outcome.files) else DONE
    if len(errors) == len(outcome.files):
        # Nothing could be read at all: the whole command failed as its first file did.
        data["error"] = described(errors[0])
        missing = isinstance(errors[0], NotFound)
        status = CANNOT_OPEN if missing else exit_status(errors[0])

    def text() -> str:
        headers = [_("File"), _("New"), _("Known"), _("Conflicts"), _("Error")]
        shown = table(
            headers,
            [
                [one.file, one.new, one.known, one.conflicts, one.error.message if one.error else ""]
                for one in outcome.files
            ],
            right=(1, 2, 3),
        )
        erased = exchange.erased_sentence(outcome.erased)
        return paragraphs(shown, erased, _("Nothing was changed.") if dry_run else "")

    return Answer(data, text, status)


@command(
    "conflicts",
    short_help=N_("List what a person must decide after a merge."),
    help=N_("List every field that two people changed apart: the value before, mine and theirs."),
    examples=(("workbench --workspace team.workbench conflicts", N_("what is still open")),),
)
@click.pass_obj
def conflicts(invocation: Invocation) -> Answer:
    """List conflicts."""
    with invocation.workspace() as workspace:
        found = exchange.list_conflicts(workspace)
    rows = [
        {
            "kind": one.kind,
            "id": one.row_id,
            "label": one.label,
            "field": one.field,
            "flag": one.flag,
            "base": one.base,
            "mine": one.mine,
            "theirs": one.theirs,
        }
        for one in found
    ]

    def text() -> str:
        if not found:
            return _("There are no conflicts.")
        headers = [_("Record"), _("Field"), _("Before"), _("Mine"), _("Theirs")]
        return table(headers, [[one.label, one.field, one.base, one.mine, one.theirs] for one in found])

    return Answer({"conflicts": rows}, text, FINDINGS if found else DONE)


@command(
    "check",
    short_help=N_("Check that the file is sound."),
    help=N_("Check every page, link and table of the workspace file against its journal."),
    examples=(
        ("workbench --workspace my.workbench check", N_("is everything as it was written?")),
        ("workbench --workspace my.workbench check --repair", N_("write the tables anew if they differ")),
    ),
)
@option("--repair", is_flag=True, help=N_("Where tables differ from the journal, write them anew."))
@click.pass_obj
def check(invocation: Invocation, repair: bool) -> Answer:
    """Check the file."""
    with invocation.workspace() as workspace:
        report = check_workspace(workspace)
        if repair and report.findings and all(one.check == "journal" for one in report.findings):
            report = repair_workspace(workspace)
    rows = [{"check": one.check, "message": one.message} for one in report.findings]

    def text() -> str:
        notes = "\n".join(report.notes)
        if report.ok:
            sound = _("The file is sound: {entries} journal entries agree with all tables.").format(
                entries=format_number(report.entries)
            )
            return paragraphs(sound, notes) if notes else sound
        count = len(report.findings)
        said = ngettext("{count} finding:", "{count} findings:", count).format(count=count)
        return paragraphs(said, "\n".join(one.message for one in report.findings), *filter(None, (notes,)))

    data = {"ok": report.ok, "findings": rows, "notes": report.notes}
    return Answer(data, text, DONE if report.ok else FINDINGS)


@command(
    "backup",
    short_help=N_("Copy the workspace to a backup."),
    help=N_("Copy the whole workspace, under the same passphrase, and check the copy."),
    examples=(("workbench --workspace my.workbench backup", N_("into the folder “backups” beside it")),),
)
@option("--to", type=FILE, metavar="FILE", help=N_("Where to; a new file in “backups” if left out."))
@click.pass_obj
def backup(invocation: Invocation, to: Path | None) -> Answer:
    """Make a backup."""
    with invocation.workspace() as workspace:
        file = backup_workspace(workspace, to)
    return Answer({"file": file}, lambda: _("Saved {file}.").format(file=file))


def _passphrases(invocation: Invocation, export_passphrase_file: Path | None) -> list[str]:
    """What may open a file from elsewhere, the likeliest first."""
    given = [read_passphrase(export_passphrase_file)] if export_passphrase_file else []
    own = invocation.passphrase
    return given + ([own] if own else [])
