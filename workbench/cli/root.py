"""The root of the command line: what stands before the command, and the list of all commands."""

import click

from workbench import __version__
from workbench.cli import (
    alarms,
    bring_in,
    calendar_notice,
    calendars,
    diagnosing,
    duplicates,
    files,
    handing_over,
    handovers,
    influence,
    judging,
    merging,
    papers,
    people,
    planning,
    records,
    restoring,
    retention,
    whole_job,
)
from workbench.cli.options import Group, Option, shared_options
from workbench.foundation.i18n import N_, _


class WindowWanted(Exception):
    """No command was given."""


@click.command(
    cls=Group,
    name="workbench",
    invoke_without_command=True,
    params=shared_options(),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help=N_("The key-account workbench. Without a command it opens its window."),
    examples=(
        ("workbench demo --out demo-out", N_("the whole job on sample data")),
        ("workbench --workspace my.workbench new", N_("a workspace of your own")),
        ("workbench --workspace my.workbench import accounts accounts.xlsx", N_("bring the accounts in")),
        ("workbench --workspace my.workbench tiers --apply", N_("let the tiers follow from the sales")),
        (
            "workbench --workspace my.workbench plan --from 2026-01-01 --to 2026-03-31 --accept",
            N_("plan the visits of a quarter"),
        ),
    ),
    epilog=N_(
        "Exit status: 0 done; 1 done, but look at the findings; 2 wrong call; 3 input refused; "
        "4 the file cannot be opened; 5 the machine: disk full, read-only, file in use."
    ),
)
@click.version_option(__version__, prog_name="workbench", cls=Option, help=N_("Show the version and exit."))
@click.pass_context
def root(ctx: click.Context) -> None:
    """What runs before the command; with no command, the window."""
    if ctx.invoked_subcommand is None:
        if ctx.obj.json:
            ctx.fail(_("Missing command."))
        raise WindowWanted


for _command in (
    files.new,
    whole_job.demo,
    bring_in.import_,
    bring_in.undo,
    records.list_,
    records.show,
    records.history,
    records.search,
    duplicates.duplicates,
    duplicates.merge_accounts,
    judging.abc,
    judging.tiers,
    planning.duties,
    planning.plan,
    calendar_notice.calendar_notice,
    calendars.calendar,
    judging.attainment,
    influence.findings,
    alarms.alarms,
    people.person,
    retention.retention,
    papers.print_,
    handing_over.export,
    handing_over.return_files,
    handing_over.inspect,
    handovers.hand_over,
    handovers.handovers,
    merging.merge,
    merging.conflicts,
    merging.resolve,
    merging.hand_ins,
    files.check,
    files.backup,
    diagnosing.diagnose,
    restoring.backups,
    restoring.restore,
    restoring.salvage,
    restoring.bin_,
):
    root.add_command(_command)
