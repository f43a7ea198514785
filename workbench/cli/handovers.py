"""Commands about accounts that change hands: hand-over, handovers; the book is made by print."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbench.cli.options import FILE, Invocation, command, option
from workbench.cli.output import DONE, FINDINGS, Answer, fields, show_progress, table
from workbench.cli.protection import EXPORT_PASSPHRASE, FOR_RECIPIENTS, passphrase_given
from workbench.domain.papers import Paper, PaperSize
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.i18n import N_, _, format_number, pgettext
from workbench.foundation.ids import Id
from workbench.services.accounts import find_account
from workbench.services.handover_receiving import (
    HandoverView,
    find_handover,
    get_handover_view,
    list_handover_views,
)
from workbench.services.handovers import hand_over as give
from workbench.services.handovers import kept_by
from workbench.services.history import undo
from workbench.services.recipients import public_keys_of
from workbench.services.weekly_reports import find_manager
from workbench.storage.workspace import Workspace

if TYPE_CHECKING:
    from workbench.services.handover_packet import PacketReceipt


@command(
    "hand-over",
    short_help=N_("Give accounts to another manager, with a packet for the other laptop."),
    help=N_(
        "Give the accounts of --account, or all of --from, to another manager: with their visits to come, "
        "the open promises and the contracts that run. With --out the accounts are also written into one "
        "encrypted file, and the book of all that is open as a PDF beside it; it needs "
        "--export-passphrase-file or --for. The new manager merges it, goes through them and confirms."
    ),
    examples=(
        (
            "workbench --workspace my.workbench hand-over --to 李娜 --account K001 --account K002 "
            "--out packet.workbench --export-passphrase-file secret.txt",
            N_("two accounts go to a colleague"),
        ),
        (
            "workbench --workspace team.workbench hand-over --from 张蔚 --to 李娜 --reason 离职",
            N_("all accounts of a leaver, in the file of the head"),
        ),
    ),
)
@option("--to", required=True, metavar="NAME", help=N_("Who takes them over."))
@option(
    "--account",
    "accounts",
    multiple=True,
    metavar="A",
    help=N_("An account: its code, name or id; may be repeated."),
)
@option("--from", "giver", metavar="NAME", help=N_("All accounts of this person."))
@option("--reason", default="", metavar="TEXT", help=N_("Why, for the history."))
@option("--note", default="", metavar="TEXT", help=N_("What the new manager should know, for the book."))
@option("--out", type=FILE, metavar="FILE", help=N_("The packet to write."))
@FOR_RECIPIENTS
@EXPORT_PASSPHRASE
@click.pass_obj
def hand_over(
    invocation: Invocation,
    to: str,
    accounts: tuple[str, ...],
    giver: str | None,
    reason: str,
    note: str,
    out: Path | None,
    recipients: tuple[str, ...],
    export_passphrase_file: Path | None,
) -> Answer:
    """Hand accounts over."""
    from workbench.services.handover_packet import check_packet_place, check_protection, write_packet

    if bool(accounts) == bool(giver):
        raise click.UsageError(_("Say with --account which accounts, or with --from whose."))
    if out is None and (recipients or export_passphrase_file):
        raise click.UsageError(_("Say with --out where the packet goes."))
    passphrase = passphrase_given(recipients, export_passphrase_file)
    with invocation.workspace() as workspace:
        keys = public_keys_of(workspace, list(recipients))
        if out is not None:
            check_protection(passphrase, keys)
            check_packet_place(workspace, out)
        ids = kept_by(workspace, find_manager(workspace, giver)) if giver else _accounts(workspace, accounts)
        handover_id, summary = give(workspace, ids, find_manager(workspace, to), reason=reason, note=note)
        receipt = None
        if out is not None:
            try:
                receipt = write_packet(
                    workspace, handover_id, out, passphrase, recipients=keys, on_step=show_progress
                )
            except (WorkbenchError, KeyboardInterrupt):
                # A command that fails has changed nothing.
                undo(workspace, summary.transaction_id)
                raise
        view = get_handover_view(workspace, handover_id)
    return Answer(
        {**_told(view), "transaction": summary.transaction_id, **_packet(receipt)},
        lambda: fields(
            [
                (_("Handed over"), f"{view.giver} → {view.receiver}"),
                (_("Accounts"), format_number(len(view.accounts))),
                (_("Confirm by"), view.handover.due_on or ""),
                *((_("File"), one.file) for one in (receipt,) if one),
                *((_("Book"), one.book) for one in (receipt,) if one),
            ]
        ),
    )


@command(
    "handovers",
    short_help=N_("List the accounts that changed hands, and what waits to be confirmed."),
    help=N_("List every handover with how far it is. The exit status is 1 while one of them is late."),
    examples=(
        (
            "workbench --workspace my.workbench handovers --open",
            N_("what is not confirmed yet"),
        ),
    ),
)
@option("--open", "open_only", is_flag=True, help=N_("Only those that are not confirmed."))
@click.pass_obj
def handovers(invocation: Invocation, open_only: bool) -> Answer:
    """List handovers."""
    with invocation.workspace() as workspace:
        views = [
            one for one in list_handover_views(workspace) if not (open_only and one.handover.is_confirmed)
        ]
    return Answer({"handovers": [_told(one) for one in views]}, lambda: _lines(views), _status(views))


def make_book(workspace: Workspace, handover: str | None, accounts: Sequence[str], size: PaperSize) -> Paper:
    """The book of a handover, or of accounts that are to be handed over."""
    from workbench.services.handover_papers import print_accounts_to_hand_over, print_handover

    if handover is not None:
        return print_handover(workspace, find_handover(workspace, handover), paper_size=size)
    return print_accounts_to_hand_over(workspace, _accounts(workspace, accounts), paper_size=size)


def _accounts(workspace: Workspace, told: Sequence[str]) -> list[Id]:
    return [find_account(workspace, one).id for one in told]


def _status(views: Sequence[HandoverView]) -> int:
    return FINDINGS if any(one.is_late for one in views) else DONE


def _told(view: HandoverView) -> dict[str, Any]:
    given = view.handover
    return {
        "id": view.id,
        "from": view.giver,
        "to": view.receiver,
        "handed_on": given.handed_on,
        "due_on": given.due_on,
        "state": view.state.value,
        "late": view.is_late,
        "reason": given.reason,
        "confirmed_on": given.confirmed_on,
        "confirmed_by": given.confirmed_by,
        "answer": given.answer,
        "accounts": [
            {
                "id": one.account.id,
                "code": one.account.code,
                "name": one.account.name,
                "seen_on": one.seen_on,
                "question": one.question,
            }
            for one in view.accounts
        ],
    }


def _packet(receipt: "PacketReceipt | None") -> dict[str, Any]:
    if receipt is None:
        return {"file": None, "book": None, "pages": None, "sha256": None}
    return {
        "file": receipt.file,
        "book": receipt.book,
        "pages": receipt.pages,
        "sha256": receipt.export.sha256,
    }


def _lines(views: Sequence[HandoverView]) -> str:
    if not views:
        return _("No account has changed hands.")
    return table(
        [
            _("Day"),
            pgettext("handover", "From"),
            pgettext("handover", "To"),
            _("Accounts"),
            _("State"),
            _("Confirm by"),
            _("Id"),
        ],
        [
            [
                one.handover.handed_on or "",
                one.giver,
                one.receiver,
                f"{one.seen}/{len(one.accounts)}",
                one.state.label,
                one.handover.due_on or "",
                one.id.hex(),
            ]
            for one in views
        ],
    )
