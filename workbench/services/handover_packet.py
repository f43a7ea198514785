"""The handover packet: the accounts as one encrypted file, and the printed book beside it (features A11)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from workbench.domain.papers import PaperSize
from workbench.domain.scopes import Scope
from workbench.foundation.errors import BadInput, NotFound
from workbench.foundation.files import write_bytes
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.exporting import ExportReceipt, export_workspace
from workbench.services.handover_receiving import get_handover_view
from workbench.services.outputs import check_output
from workbench.storage.workspace import Workspace

BOOK = ".pdf"
# What some system or other does not allow in the name of a file.
_NO_FILE_NAME = re.compile(r'[\x00-\x1f<>:"/\\|?*]')


@dataclass(frozen=True)
class PacketReceipt:
    """What was written: the file with what it holds, and the book with its number of pages."""

    handover_id: Id
    export: ExportReceipt
    book: Path
    pages: int

    @property
    def file(self) -> Path:
        return self.export.file


def check_protection(passphrase: str | None, recipients: Sequence[str] = ()) -> None:
    """Raise ``BadInput`` for a packet that anybody could read: it takes a passphrase or a recipient."""
    if not recipients and not (passphrase or "").strip():
        raise BadInput(
            _("A packet is encrypted: it needs a passphrase or a recipient."),
            hint=_("Tell the passphrase by another way than the file."),
            where="passphrase",
        )


def check_packet_place(workspace: Workspace, path: Path) -> None:
    """Raise where neither the packet nor its book may be written; ``NotAllowed`` as ``check_output``."""
    if path.suffix.casefold() == BOOK:
        raise BadInput(_("The packet ends in .workbench: the book beside it is the PDF."), where="path")
    check_output(path.with_suffix(BOOK), inputs=[workspace.path])


def write_packet(
    workspace: Workspace,
    handover_id: Id,
    path: Path,
    passphrase: str | None = None,
    *,
    recipients: Sequence[str] = (),
    paper_size: PaperSize = PaperSize.A4,
    in_language: str | None = None,
    on_step: Callable[[int, int], object] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> PacketReceipt:
    """Write the accounts of a handover to ``path``, as they are now, and the book as a PDF beside it.

    It may be written again at any time; ``on_step`` and ``stopped`` are as ``export_workspace`` has them.
    Raises ``BadInput`` without a passphrase or recipient, ``NotFound`` for a handover or accounts that are
    gone, ``NotAllowed`` for a place that is taken, and what ``export_workspace`` raises; a packet whose book
    could not be written stays.
    """
    check_protection(passphrase, recipients)
    check_packet_place(workspace, path)
    view = get_handover_view(workspace, handover_id)
    ids = frozenset(line.account.id for line in view.accounts)
    if not ids:
        raise NotFound(_("None of the accounts of this handover is there any more."))
    export = export_workspace(
        workspace,
        path,
        passphrase,
        scope=Scope(account_ids=ids),
        recipients=recipients,
        on_step=on_step,
        stopped=stopped,
    )
    book = path.with_suffix(BOOK)
    # Loaded by the worker: what makes papers takes longer to load than a page.
    from workbench.services.handover_papers import print_handover

    paper = print_handover(workspace, handover_id, paper_size=paper_size, in_language=in_language)
    write_bytes(book, paper.content)
    return PacketReceipt(handover_id, export, book, paper.pages)


def proposed_name(day: date | None, giver: str, receiver: str) -> str:
    """A name that sorts by day and tells from whom to whom: ``2026-11-20 张蔚-李娜.workbench``.

    ``day`` may be unknown.
    """
    names = "-".join(_NO_FILE_NAME.sub("", one).strip(" .") for one in (giver, receiver))
    return f"{day.isoformat() if day else ''} {names}.workbench".strip()
