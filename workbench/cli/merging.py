"""Commands that take files of others in: merge, conflicts."""

from pathlib import Path

import click

from workbench.cli.failures import CANNOT_OPEN, described, exit_status
from workbench.cli.handing_over import EXPORT_PASSPHRASE, passphrases_of
from workbench.cli.options import FILE, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import N_, _
from workbench.services import exchange


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
            workspace, files, passphrases_of(invocation, export_passphrase_file), dry_run=dry_run
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
