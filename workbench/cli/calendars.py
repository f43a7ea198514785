"""Commands for calendar files: the visits written to one; another's taken in as busy time."""

from datetime import date, timedelta
from pathlib import Path

import click

from workbench.cli.options import DAY, FILE, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, fields, paragraphs, table
from workbench.domain.accounts import Manager
from workbench.foundation.errors import NotFound
from workbench.foundation.i18n import N_, _, format_number, ngettext
from workbench.services.accounts import list_managers
from workbench.services.planning import file_owner
from workbench.storage.workspace import Workspace

_SHOWN = 20


@command(
    "calendar",
    short_help=N_("Write the visits to a calendar file (.ics)."),
    help=N_(
        "Write the visits of one person, or of all, to a calendar file (.ics) that desktop calendars open: "
        "planned, agreed and done ones. Without --from and --to: from a month ago to a year ahead. Written "
        "again without changes, the file is the same byte for byte."
    ),
    examples=(
        ("workbench --workspace my.workbench calendar --out visits.ics", N_("all visits")),
        (
            "workbench --workspace my.workbench calendar --out li.ics --manager 'Li Lei' --remind",
            N_("one person's, with reminders"),
        ),
    ),
)
@option("--out", "out", type=FILE, required=True, metavar="FILE", help=N_("The file to write."))
@option("--from", "start", type=DAY, help=N_("The first day."))
@option("--to", "end", type=DAY, help=N_("The last day, included."))
@option("--manager", metavar="NAME", help=N_("Only this person's visits."))
@option("--remind", is_flag=True, help=N_("Let other calendars ring before visits."))
@click.pass_obj
def calendar(
    invocation: Invocation, out: Path, start: date | None, end: date | None, manager: str | None, remind: bool
) -> Answer:
    """Visits as a calendar file."""
    from workbench.services.calendar_files import export_visits

    with invocation.workspace() as workspace:
        today = workspace.clock.today()
        written = export_visits(
            workspace,
            out,
            start or today - timedelta(days=31),
            end or (start or today) + timedelta(days=366),
            manager_id=_named(workspace, manager).id if manager else None,
            remind=remind,
        )
    count = ngettext("{count} visit written to {file}", "{count} visits written to {file}", written.events)
    said = count.format(count=format_number(written.events), file=out.name)
    return Answer({"file": written.file, "events": written.events}, lambda: said)


def import_events(
    invocation: Invocation, file: Path, manager: str | None, *, keep_titles: bool, dry_run: bool
) -> Answer:
    """Take a calendar file in: the part of ``import`` for events."""
    from workbench.services.calendar_import import Outcome, preview_calendar, take_in

    with invocation.workspace() as workspace:
        person = _named(workspace, manager) if manager else _only(workspace)
        preview = preview_calendar(workspace, file, person.id if person else None, keep_titles=keep_titles)
        summary = None if dry_run else take_in(workspace, preview)
    counts = preview.counts
    data = {
        "created": counts[Outcome.NEW],
        "updated": counts[Outcome.CHANGED] + counts[Outcome.MOVED] + counts[Outcome.CANCELLED],
        "unchanged": counts[Outcome.UNCHANGED],
        "rejected": counts[Outcome.REFUSED],
        "removed": counts[Outcome.REMOVED],
        "visits_moved": counts[Outcome.MOVED],
        "visits_cancelled": counts[Outcome.CANCELLED],
        "problems": [
            {"row": one.row, "column": "", "code": one.code, "message": one.message}
            for one in preview.problems
        ],
        "amount_fen": 0,
        "transaction": summary.transaction_id if summary else None,
        "source": preview.source,
        "manager": person.name if person else None,
    }

    def text() -> str:
        shown = [(outcome.label, counts[outcome]) for outcome in Outcome if counts[outcome]]
        rows = [[one.row, one.message] for one in preview.problems[:_SHOWN]]
        left = len(preview.problems) - _SHOWN
        return paragraphs(
            fields(shown) if shown else _("There is no event in this file."),
            table([_("Line"), _("Problem")], rows, right=(0,)) if rows else "",
            _("… and {count} more").format(count=format_number(left)) if left > 0 else "",
            _("Nothing was changed.") if dry_run else "",
        )

    return Answer(data, text, FINDINGS if preview.problems else DONE)


def _named(workspace: Workspace, name: str) -> Manager:
    people = list_managers(workspace)
    found = next((one for one in people if one.name.casefold() == name.strip().casefold()), None)
    if found is None:
        raise NotFound(
            _("Nobody here is called “{name}”.").format(name=name),
            hint=_("Our people: {names}.").format(names=", ".join(one.name for one in people) or "–"),
            where=name,
        )
    return found


def _only(workspace: Workspace) -> Manager | None:
    """The only one of our people, or the one whose file it is; with nobody there yet, the file's owner."""
    people = list_managers(workspace)
    if not people:
        return file_owner(workspace.author, {})
    own = [one for one in people if one.name == workspace.author]
    return people[0] if len(people) == 1 else own[0] if own else None
