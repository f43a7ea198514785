"""Commands that take files of others in: merge, conflicts, resolve, hand-ins."""

from pathlib import Path
from typing import Any

import click

from workbench.cli.failures import CANNOT_OPEN, described, exit_status
from workbench.cli.labels import field_label, records_label, value_text
from workbench.cli.options import FILE, Invocation, argument, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.cli.protection import EXPORT_PASSPHRASE, passphrases_of
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.i18n import N_, _, format_number, ngettext, pgettext
from workbench.foundation.ids import Id
from workbench.services import conflicts as deciding
from workbench.services import exchange
from workbench.services.hand_ins import list_hand_ins
from workbench.services.merge_counts import counts_by_kind
from workbench.services.merge_folders import find_files
from workbench.services.records import find_record_id


@command(
    "merge",
    short_help=N_("Take the content of exported files in."),
    help=N_(
        "Merge exported files, or all of a folder, into the workspace. Nothing is lost and nothing doubled; "
        "what differs is listed as a conflict. A file that cannot be read is reported and does not stop the "
        "others."
    ),
    examples=(
        ("workbench --workspace team.workbench merge friday", N_("a team's hand-ins, a whole folder")),
        ("workbench --workspace team.workbench merge --dry-run a.workbench", N_("see what would come")),
    ),
)
@argument(
    "files", type=FILE, nargs=-1, required=True, metavar="FILE…", help=N_("The files or folders to merge.")
)
@option("--dry-run", is_flag=True, help=N_("Say what would come, and change nothing."))
@EXPORT_PASSPHRASE
@click.pass_obj
def merge(
    invocation: Invocation, files: tuple[Path, ...], dry_run: bool, export_passphrase_file: Path | None
) -> Answer:
    """Merge files."""
    found = find_files(files)
    if not found.files:
        raise NotFound(_("There are no workspace files here."), where=str(files[0]))
    with invocation.workspace() as workspace:
        outcome = exchange.merge_files(
            workspace, found.files, passphrases_of(invocation, export_passphrase_file), dry_run=dry_run
        )
    data: dict[str, object] = {
        "files": [_file_row(one) for one in outcome.files],
        "transaction": outcome.transaction_id,
        "erased": outcome.erased,
        "left": [str(path) for path in found.left],
        "dry_run": dry_run,
    }
    errors = [one.error for one in outcome.files if one.error]
    status = FINDINGS if errors or any(one.conflicts for one in outcome.files) else DONE
    if len(errors) == len(outcome.files):
        # Nothing could be read at all: the whole command failed as its first file did.
        data["error"] = described(errors[0])
        missing = isinstance(errors[0], NotFound)
        status = CANNOT_OPEN if missing else exit_status(errors[0])

    def text() -> str:
        headers = [_("File"), pgettext("files", "From"), _("New"), _("Known"), _("Conflicts"), _("Error")]
        shown = table(
            headers,
            [
                [
                    one.file,
                    ", ".join(one.receipt.authors) if one.receipt else "",
                    *(one.new, one.known, one.conflicts),
                    one.error.message if one.error else "",
                ]
                for one in outcome.files
            ],
            right=(2, 3, 4),
        )
        erased = exchange.erased_sentence(outcome.erased)
        left = ngettext(
            "{count} other file was left alone.", "{count} other files were left alone.", len(found.left)
        )
        hints = dict.fromkeys(f"{one.message} {one.hint}" for one in errors if one.hint)
        several = sum(one.new > 0 for one in outcome.files) > 1
        return paragraphs(
            shown,
            "\n".join(hints),
            _kinds_table(outcome),
            _(
                "Each file was compared with the workspace alone; files that differ from each other give "
                "conflicts when they are merged."
            )
            if dry_run and several
            else "",
            left.format(count=format_number(len(found.left))) if found.left else "",
            erased,
            _("Nothing was changed.") if dry_run else "",
        )

    return Answer(data, text, status)


def _file_row(one: exchange.MergedFile) -> dict[str, object]:
    """What a merge of one file brought, as scripts take it."""
    receipt = one.receipt
    shares = receipt.shares if receipt is not None else ()
    kinds = counts_by_kind([receipt]) if receipt is not None else {}
    return {
        "file": one.file,
        "new": one.new,
        "known": one.known,
        "conflicts": one.conflicts,
        "error": described(one.error) if one.error else None,
        "kinds": {
            kind: {
                "new": counts.created,
                "changed": counts.changed,
                "deleted": counts.deleted,
                "conflicts": counts.conflicts,
                "same": counts.same,
            }
            for kind, counts in kinds.items()
        },
        "authors": [
            {
                "author": share.author,
                "device": share.replica_id,
                "changes": share.changes,
                "since": share.first,
                "until": share.last,
            }
            for share in shares
        ],
    }


def _kinds_table(outcome: exchange.MergeOutcome) -> str:
    kinds = counts_by_kind([one.receipt for one in outcome.files if one.receipt is not None])
    rows = [
        [records_label(kind), counts.created, counts.changed, counts.deleted, counts.conflicts]
        for kind, counts in kinds.items()
        if counts.created or counts.changed or counts.deleted or counts.conflicts
    ]
    headers = [_("Content"), _("New"), _("Changed"), _("Deleted"), _("Conflicts")]
    return table(headers, rows, right=(1, 2, 3, 4)) if rows else ""


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
            "field_label": field_label(one.field, one.kind) if one.field else "",
            "flag": one.flag,
            "base": one.base,
            "mine": one.mine,
            "theirs": one.theirs,
            "author": one.author,
        }
        for one in found
    ]

    def text() -> str:
        if not found:
            return _("There are no conflicts.")
        headers = [
            _("Record"),
            _("Content"),
            _("Field"),
            _("Before"),
            _("Mine"),
            _("Theirs"),
            _("Theirs is from"),
        ]
        return table(
            headers,
            [
                [
                    one.label,
                    records_label(one.kind),
                    field_label(one.field, one.kind) if one.field else _("kept or deleted"),
                    *(value_text(one.kind, one.field, value) for value in (one.base, one.mine, one.theirs)),
                    one.author,
                ]
                for one in found
            ],
        )

    return Answer({"conflicts": rows}, text, FINDINGS if found else DONE)


_SIDES = {"mine": deciding.Side.MINE, "theirs": deciding.Side.THEIRS, "base": deciding.Side.BASE}
_KEEP_OR_NOT = {"keep": deciding.Decision.KEEP, "delete": deciding.Decision.DELETE}


@command(
    "resolve",
    short_help=N_("Decide a conflict."),
    help=N_(
        "Decide a FIELD of a record that two people changed apart: mine, theirs, or the value before. "
        "Without a FIELD it is decided whether a record that one deleted and another kept stays."
    ),
    examples=(
        (
            "workbench --workspace team.workbench resolve accounts K001 city --side theirs",
            N_("take what the colleague wrote"),
        ),
        (
            "workbench --workspace team.workbench resolve accounts K001 --side keep",
            N_("keep what somebody deleted"),
        ),
    ),
)
@argument("kind", help=N_("As for list."))
@argument("name", metavar="ID", help=N_("The id, code or name of the record."))
@argument("field", required=False, help=N_("The field, as conflicts lists it."))
@option(
    "--side",
    type=click.Choice([*_SIDES, *_KEEP_OR_NOT]),
    required=True,
    help=N_("Whose value it gets; keep or delete for a whole record."),
)
@click.pass_obj
def resolve(invocation: Invocation, kind: str, name: str, field: str | None, side: str) -> Answer:
    """Decide one conflict."""
    if (field is None) != (side in _KEEP_OR_NOT):
        raise BadInput(_("A field gets mine, theirs or base; a whole record keep or delete."), where="side")
    with invocation.workspace() as workspace:
        row_id = Id(bytes.fromhex(find_record_id(workspace, kind, name)))
        records = deciding.list_record_conflicts(workspace, row_id)
        if field is None:
            if not any(record.flag for record in records):
                raise NotFound(_("There is nothing to decide about this record."), where=name)
            summary = deciding.decide_presence(workspace, kind, row_id, _KEEP_OR_NOT[side])
        else:
            known = [one.field for record in records for one in record.fields if field in one.columns]
            if not known:
                raise NotFound(_("This field is not in conflict."), where=field)
            summary = deciding.decide(workspace, kind, row_id, {known[0]: _SIDES[side]})
        left = deciding.count_conflicts(workspace)
    data: dict[str, Any] = {"transaction": summary.transaction_id, "conflicts": left}
    told = ngettext("{count} conflict is left.", "{count} conflicts are left.", left)
    return Answer(data, lambda: told.format(count=format_number(left)))


@command(
    "hand-ins",
    short_help=N_("Who handed work in when, and who is late."),
    help=N_("List of every colleague when work of theirs was last merged here; late after fourteen days."),
    examples=(("workbench --workspace team.workbench hand-ins", N_("before the Monday meeting")),),
)
@click.pass_obj
def hand_ins(invocation: Invocation) -> Answer:
    """List hand-ins."""
    with invocation.workspace() as workspace:
        found = list_hand_ins(workspace, workspace.clock.today())
    rows = [
        {
            "name": one.name,
            "came_at": one.came_at,
            "worked_at": one.worked_at,
            "source": one.source,
            "overdue": one.is_overdue,
        }
        for one in found
    ]

    def text() -> str:
        if not found:
            return _("Nobody handed anything in yet.")
        headers = [_("Name"), _("Merged at (UTC)"), _("Work up to (UTC)"), _("File"), _("Overdue")]
        lines = [
            [
                one.name,
                f"{one.came_at:%Y-%m-%d %H:%M}" if one.came_at else _("never"),
                f"{one.worked_at:%Y-%m-%d %H:%M}" if one.worked_at else "",
                Path(one.source).name,
                _("yes") if one.is_overdue else "",
            ]
            for one in found
        ]
        return table(headers, lines)

    return Answer({"hand_ins": rows}, text, FINDINGS if any(one.is_overdue for one in found) else DONE)
