"""Commands that bring data in and take changes back: import, undo."""

import click

from workbench.cli.labels import field_label
from workbench.cli.options import Invocation, argument, command
from workbench.cli.output import DONE, FINDINGS, Answer, paragraphs, table
from workbench.foundation.errors import BadInput
from workbench.foundation.i18n import N_, _
from workbench.foundation.ids import parse_id
from workbench.services import history


@command(
    "undo",
    short_help=N_("Take a change back."),
    help=N_(
        "Take the latest change back, or the TRANSACTION named by its id (list transactions shows them). "
        "What was changed since is left as it is and listed."
    ),
    examples=(
        ("workbench --workspace my.workbench undo", N_("the latest change, such as an import")),
        ("workbench --workspace my.workbench list transactions", N_("all changes with their ids")),
    ),
)
@argument("transaction", required=False, help=N_("The id of a change."))
@click.pass_obj
def undo(invocation: Invocation, transaction: str | None) -> Answer:
    """Undo a change."""
    wanted = parse_id(transaction) if transaction else None
    if transaction and wanted is None:
        raise BadInput(
            _("“{text}” is no id of a change.").format(text=transaction),
            hint=_("Ids have 32 hexadecimal digits; “list transactions” shows them."),
            where=transaction,
        )
    with invocation.workspace() as workspace:
        result = history.undo(workspace, wanted)
    kept = [
        {"kind": one.entity, "id": one.row_id, "field": one.field, "reason": one.reason.value}
        for one in result.kept
    ]

    def text() -> str:
        said = _("Undone: {label}").format(label=result.summary.label)
        if not kept:
            return said
        rows = [[row["kind"], field_label(str(row["field"])), row["reason"]] for row in kept]
        return paragraphs(
            said,
            _("These stay, because they were changed since:"),
            table([_("Record"), _("Field"), _("Because")], rows),
        )

    data = {"undone": result.undone, "kept": kept, "transaction": result.summary.transaction_id}
    return Answer(data, text, FINDINGS if kept else DONE)
