"""The command that shows everything at once: demo."""

from pathlib import Path

import click

from workbench.cli.options import FILE, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, show_step
from workbench.foundation.i18n import N_


@command(
    "demo",
    short_help=N_("Do the whole job on sample data and leave the files to look at."),
    help=N_(
        "Do the whole job without a screen: import sheets, class the accounts, plan the next quarter, report "
        "a visit, print papers, export, merge into a head's workspace, and check that merging again changes "
        "nothing. Any step that fails ends it with an error."
    ),
    examples=(
        ("workbench demo --out demo-out", N_("on the sample data")),
        (
            "workbench demo --out demo-out --from my-sheets",
            N_("on your own accounts.csv, sales.csv and, if you have them, contacts.csv …"),
        ),
        ("workbench --lang zh_CN --today 2026-07-01 demo --out demo-out", N_("in Chinese, on a given day")),
    ),
)
@option("--out", type=FILE, required=True, metavar="DIR", help=N_("The folder for everything it makes."))
@option("--from", "sheets", type=FILE, metavar="DIR", help=N_("A folder of sheets to take instead."))
@click.pass_obj
def demo(invocation: Invocation, out: Path, sheets: Path | None) -> Answer:
    """Do the whole job."""
    from workbench.services.demo import run_demo

    result = run_demo(out, clock=invocation.clock, sheets=sheets, on_step=show_step)
    data = {
        "workspace": result.workspace,
        "files": result.files,
        "accounts": result.accounts,
        "visits": result.visits,
        "exported": result.exported,
        "merged": result.merged,
        "head": result.head,
        "rejected": result.rejected,
    }
    return Answer(
        data,
        lambda: paragraphs(result.summary.rstrip(), "\n".join(str(file) for file in result.files)),
        FINDINGS if result.rejected else DONE,
    )
