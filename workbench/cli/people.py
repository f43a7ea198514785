"""Commands about one person's data: handing everything out, and erasing the person for ever."""

from pathlib import Path

import click

from workbench.cli.labels import field_label
from workbench.cli.options import FILE, Group, Invocation, argument, command, option
from workbench.cli.output import FINDINGS, Answer, fields, paragraphs, table
from workbench.foundation.i18n import N_, _, ngettext
from workbench.foundation.ids import Id


@click.group(
    "person",
    cls=Group,
    short_help=N_("Hand out what is kept about a person, or erase the person."),
    help=N_("Hand out everything that is kept about a person at an account, or erase the person for ever."),
    examples=(
        (
            "workbench --workspace my.workbench person export 赵伟 --out zhao.zip",
            N_("everything in one file"),
        ),
        ("workbench --workspace my.workbench person erase 赵伟", N_("see what would go, touch nothing")),
        ("workbench --workspace my.workbench person erase 赵伟 --yes", N_("erase for ever")),
    ),
)
def person() -> None:
    """The two commands."""


@command(
    "export",
    short_help=N_("Write everything kept about a person into one ZIP archive."),
    help=N_(
        "Write everything kept about a person into one ZIP archive: person.json for programs, person.xlsx "
        "for people, and the person's files."
    ),
    examples=(
        (
            "workbench --workspace my.workbench person export 赵伟 --out zhao.zip",
            N_("everything in one file"),
        ),
    ),
)
@argument("contact", help=N_("The id, name, mobile or e-mail of the person."))
@option("--out", type=FILE, required=True, metavar="FILE", help=N_("The archive to write."))
@click.pass_obj
def export(invocation: Invocation, contact: str, out: Path) -> Answer:
    """Hand everything out."""
    from workbench.services.person_export import export_person
    from workbench.services.records import find_record_id

    with invocation.workspace() as workspace:
        contact_id = Id(bytes.fromhex(find_record_id(workspace, "contacts", contact)))
        done = export_person(workspace, contact_id, out)
    data = {"file": done.file, "records": done.records, "changes": done.changes, "files": done.files}

    def text() -> str:
        return fields(
            [
                (_("File"), done.file),
                (_("Records"), done.records),
                (_("Changes"), done.changes),
                (_("Files"), done.files),
            ]
        )

    return Answer(data, text)


@command(
    "erase",
    short_help=N_("Erase a person for ever."),
    help=N_(
        "Show what erasing a person would take away; with --yes erase the person for ever, with every value "
        "ever kept. undo cannot bring it back. Backups and files exported before are not reached, and "
        "reports that name the person are listed for you to read."
    ),
    examples=(
        ("workbench --workspace my.workbench person erase 赵伟", N_("see what would go, touch nothing")),
        ("workbench --workspace my.workbench person erase 赵伟 --yes", N_("erase for ever")),
    ),
)
@argument("contact", help=N_("The id, name, mobile or e-mail of the person."))
@option("--yes", is_flag=True, help=N_("Erase now; nothing brings the person back."))
@click.pass_obj
def erase(invocation: Invocation, contact: str, yes: bool) -> Answer:
    """Erase one person, or show what would go."""
    from workbench.services.person_erasure import erase_person, preview_erasure
    from workbench.services.records import find_record_id

    with invocation.workspace() as workspace:
        contact_id = Id(bytes.fromhex(find_record_id(workspace, "contacts", contact)))
        found = preview_erasure(workspace, contact_id)
        if yes:
            erase_person(workspace, contact_id)
    data = {
        "erased": yes,
        "person": found.contact.id,
        "grounds": found.grounds,
        "links": found.links,
        "visits": found.visits,
        "needs": found.needs,
        "log": found.log,
        "promises": found.promises,
        "invitations": found.invitations,
        "objectives": found.objectives,
        "complaints": found.complaints,
        "services": found.services,
        "files": found.files,
        "mentions": [
            {"visit": one.visit_id, "account": one.account, "on": one.on, "field": one.field}
            for one in found.mentions
        ],
        "elsewhere": [
            {"id": one.row_id, "kind": one.kind, "record": one.record, "field": one.field}
            for one in found.elsewhere
        ],
    }

    def text() -> str:
        counts = fields(
            [
                (_("Reasons"), found.grounds),
                (_("Links to others"), found.links),
                (_("Among those met"), found.visits),
                (_("Their needs"), found.needs),
                (_("Calls and messages"), found.log),
                (_("Promises with them"), found.promises),
                (_("Invitations"), found.invitations),
                (_("Objectives"), found.objectives),
                (_("Complaints"), found.complaints),
                (_("Service requests"), found.services),
                (_("Files"), len(found.files)),
            ]
        )
        rows = [[one.account, one.on, field_label(one.field), one.snippet] for one in found.mentions]
        rows += [[one.record, one.kind, field_label(one.field), one.snippet] for one in found.elsewhere]
        named = table([_("Record"), "", _("Field"), _("Text")], rows) if rows else ""
        told = ngettext(
            "{count} text names the person; read it and take the name out where it should not stand.",
            "{count} texts name the person; read them and take the name out where it should not stand.",
            len(rows),
        )
        done = (
            _("The person is erased. Backups and files exported before are not reached.")
            if yes
            else _("Nothing was touched. Give --yes to erase this for ever.")
        )
        return paragraphs(counts, told.format(count=len(rows)) if rows else "", named, done)

    return Answer(data, text, FINDINGS if found.mentions or found.elsewhere or not yes else 0)


person.add_command(export)
person.add_command(erase)
