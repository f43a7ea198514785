"""The command about people whose data are due for review: retention."""

import click

from workbench.cli.labels import field_label
from workbench.cli.options import Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.i18n import N_, _, listed, ngettext
from workbench.foundation.ids import Id, id_text


@command(
    "retention",
    short_help=N_("List the people whose personal data are due for review."),
    help=N_(
        "List the people whose personal data are due for review, with why: left long ago, no contact with "
        "the account for long, no reason for keeping it, the day to ask again is over, or a judgement that "
        "nobody looked at for long. With --keep, what has a reason is kept until the next review; person "
        "export and person erase do the rest."
    ),
    examples=(
        ("workbench --workspace my.workbench retention", N_("who is due")),
        ("workbench --workspace my.workbench retention --keep 赵伟", N_("still needed")),
    ),
)
@option(
    "--keep",
    multiple=True,
    metavar="PERSON",
    help=N_("Keep what is kept about them: id, name, mobile or e-mail."),
)
@click.pass_obj
def retention(invocation: Invocation, keep: tuple[str, ...]) -> Answer:
    """Who is due, or keeping it."""
    from workbench.services.personal_data import list_reviews
    from workbench.services.records import find_record_id
    from workbench.services.retention import keep_people

    with invocation.workspace() as workspace:
        kept = None
        if keep:
            found = [Id(bytes.fromhex(find_record_id(workspace, "contacts", one))) for one in keep]
            kept = keep_people(workspace, found)
        lines = list_reviews(workspace)
    rows = [
        {
            "id": id_text(one.review.contact.id),
            "name": one.review.contact.name,
            "account": one.account,
            "why": one.review.pressing.value if one.review.pressing else "",
            "fields": {field: concern.value for field, concern in one.review.concerns.items()},
        }
        for one in lines
    ]
    data = {
        "rows": rows,
        "total": len(rows),
        "kept": kept.people if kept else 0,
        "without_reason": kept.without_reason if kept else 0,
    }

    def text() -> str:
        told = ngettext("{count} person to review.", "{count} people to review.", len(rows))
        shown = [
            [
                one.review.contact.name,
                one.account,
                one.review.pressing.label if one.review.pressing else "",
                listed(field_label(field) for field in one.review.concerns),
            ]
            for one in lines
        ]
        listing = table([_("Person"), _("Account"), _("Why"), _("Fields")], shown) if shown else ""
        return paragraphs(listing, told.format(count=len(rows)))

    return Answer(data, text, FINDINGS if rows else DONE)
