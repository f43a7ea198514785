"""Commands about the workspace file itself: new, check, backup."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click

from workbench.cli.options import FILE, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs
from workbench.foundation.i18n import N_, _, format_number, ngettext
from workbench.services.backups import backup_workspace
from workbench.services.checks import (
    CheckReport,
    Finding,
    advice,
    check_workspace,
    repair_workspace,
)
from workbench.services.workspaces import new_workspace


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
        report = repair_workspace(workspace) if repair else check_workspace(workspace)

    def text() -> str:
        return paragraphs(*filter(None, _check_words(report)))

    data = {
        "ok": report.ok,
        "findings": _rows(report.findings),
        "notes": report.notes,
        "repaired": _rows(report.repaired),
        "kept": report.kept,
        "backup": report.backup,
    }
    # What was set aside is for somebody to look at, though the file is sound now.
    return Answer(data, text, DONE if report.ok and not report.kept else FINDINGS)


def _rows(findings: Sequence[Finding]) -> list[dict[str, object]]:
    return [{"check": one.check, "message": one.message, "repairable": one.repairable} for one in findings]


def _check_words(report: CheckReport) -> Iterator[str]:
    if report.repaired:
        count = len(report.repaired)
        yield ngettext("{count} finding was repaired.", "{count} findings were repaired.", count).format(
            count=count
        )
    if report.backup:
        yield _("The file as it was is kept as {file}.").format(file=report.backup)
    if report.kept:
        yield _("What the journal does not explain is kept in {file}.").format(file=report.kept)
    if report.ok:
        yield _("The file is sound: {entries} journal entries agree with all tables.").format(
            entries=format_number(report.entries)
        )
    else:
        count = len(report.findings)
        yield ngettext("{count} finding:", "{count} findings:", count).format(count=count)
        yield "\n".join(f"{one.message} {advice(one)}" for one in report.findings)
    yield "\n".join(report.notes)


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
