"""Taking an official notice of holidays into the working calendar."""

from pathlib import Path

import click

from workbench.cli.options import FILE, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.i18n import N_, _, format_date, month_name, ngettext


@command(
    "calendar-notice",
    short_help=N_("Take the official holidays of a year into the working calendar."),
    help=N_(
        "Take the official holidays and make-up workdays of a year into the working calendar, from a "
        "holiday-cn file (JSON) or a table with the columns date, kind (off or work) and name (CSV). What is "
        "odd, and planned visits that come to lie on a day off, are listed; the exit status is 1 then."
    ),
    examples=(
        ("workbench --workspace my.workbench calendar-notice 2027.json --dry-run", N_("look first")),
        ("workbench --workspace my.workbench calendar-notice 2027.json", N_("from now on these days hold")),
    ),
)
@argument("file", type=FILE)
@option("--dry-run", is_flag=True, help=N_("Only tell what would change."))
@click.pass_obj
def calendar_notice(invocation: Invocation, file: Path, dry_run: bool) -> Answer:
    """Take a notice in."""
    from workbench.services.calendars import preview_notice, take_notices

    with invocation.workspace() as workspace:
        found = preview_notice(workspace, file)
        summary = None if dry_run else take_notices(workspace, found.notices)
    data = {
        "years": [
            {
                "year": notice.year,
                "off": sum(1 for day in notice.days if day.is_off),
                "work": sum(1 for day in notice.days if not day.is_off),
                "replaces": notice.year in found.replaces,
            }
            for notice in found.notices
        ],
        "months": [
            {"year": year, "month": one.month, "before": one.before, "after": one.after}
            for year, months in found.months
            for one in months
        ],
        "remarks": found.remarks,
        "falls_off": [
            {"date": visit.on, "account": found.names.get(visit.account_id, "")} for visit in found.falls_off
        ],
        "taken_in": not dry_run,
        "transaction": summary.transaction_id if summary else None,
    }

    def text() -> str:
        months = table(
            [_("Year"), _("Month"), _("Working days before"), _("after")],
            [
                [str(year), month_name(one.month), str(one.before), str(one.after)]
                for year, changes in found.months
                for one in changes
                if one.before != one.after
            ],
            right=(2, 3),
        )
        visits = [
            f"{format_date(visit.on, weekday=True)} {found.names.get(visit.account_id, '')}"
            for visit in found.falls_off
        ]
        count = len(visits)
        told = ngettext(
            "{count} planned visit would lie on a day off:",
            "{count} planned visits would lie on a day off:",
            count,
        ).format(count=count)
        nothing = _("Nothing was changed.") if dry_run else ""
        return paragraphs(
            months, "\n".join(found.remarks), "\n".join([told, *visits]) if visits else "", nothing
        )

    return Answer(data, text, FINDINGS if found.remarks or found.falls_off else DONE)
