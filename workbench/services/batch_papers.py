"""The same paper for many accounts: made one after the other, each in a file of its own (3-features H3)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from workbench.domain.attachments import numbered
from workbench.domain.papers import Paper, PaperSize, Profile
from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.foundation.files import os_errors, write_bytes
from workbench.foundation.i18n import _, use_language
from workbench.foundation.ids import Id
from workbench.storage.queries.accounts import list_accounts
from workbench.storage.workspace import Workspace


class BatchPaper(StrEnum):
    """What can be printed of any account."""

    PLAN = "plan"
    BRIEF = "brief"
    MAP = "map"
    CONTACTS = "contacts"
    PORTFOLIO = "portfolio"

    @property
    def label(self) -> str:
        return {
            BatchPaper.PLAN: _("Account plan"),
            BatchPaper.BRIEF: _("Visit brief"),
            BatchPaper.MAP: _("Influence map"),
            BatchPaper.CONTACTS: _("Contact list"),
            BatchPaper.PORTFOLIO: _("Portfolio"),
        }[self]


@cache
def _makers() -> dict[BatchPaper, Callable[..., Paper]]:
    # Loaded for the first paper: lists of accounts only offer them.
    from workbench.services.contact_papers import print_contact_list
    from workbench.services.influence_papers import print_influence_map
    from workbench.services.papers import print_account_plan
    from workbench.services.portfolio_papers import print_account_portfolio
    from workbench.services.visit_papers import print_account_brief

    return {
        BatchPaper.PLAN: print_account_plan,
        BatchPaper.BRIEF: print_account_brief,
        BatchPaper.MAP: print_influence_map,
        BatchPaper.CONTACTS: print_contact_list,
        BatchPaper.PORTFOLIO: print_account_portfolio,
    }


@dataclass(frozen=True)
class Batch:
    """Papers by the names of their files, and what could not be made: the account and why."""

    papers: tuple[tuple[str, Paper], ...]
    failed: tuple[tuple[str, str], ...] = ()

    @property
    def pages(self) -> int:
        """Pages of all papers."""
        return sum(paper.pages for _name, paper in self.papers)


def print_batch(
    workspace: Workspace,
    account_ids: Sequence[Id],
    paper: BatchPaper,
    *,
    profile: Profile = Profile.INTERNAL,
    paper_size: PaperSize = PaperSize.A4,
    in_language: str,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> Batch:
    """The papers of these accounts, by name; one that cannot be made is told and the others go on.

    ``progress`` hears how many are made of how many, and may raise ``Cancelled`` to stop. Accounts that
    are gone are passed over.
    """
    with workspace.read() as session:
        accounts = list_accounts(session, account_ids)
    made: list[tuple[str, Paper]] = []
    failed: list[tuple[str, str]] = []
    taken: set[str] = set()
    for done, account in enumerate(accounts):
        progress(done, len(accounts))
        with use_language(in_language):
            name = numbered(" ".join((account.code, account.short, paper.label)) + ".pdf", taken)
        try:
            content = _makers()[paper](
                workspace, account.id, profile=profile, paper_size=paper_size, in_language=in_language
            )
        except WorkbenchError as error:
            failed.append((account.short, error.message))
            continue
        taken.add(name.casefold())
        made.append((name, content))
    progress(len(accounts), len(accounts))
    return Batch(tuple(made), tuple(failed))


def save_batch(batch: Batch, folder: Path) -> int:
    """Write each paper into ``folder``; names that are taken there get a number. Returns how many.

    Raises ``NotAllowed`` where it is no folder, ``ReadOnly`` or ``NoSpace`` where it cannot be written: what
    is written by then stays.
    """
    with os_errors(folder):
        if not folder.is_dir():
            raise NotAllowed(_("This is no folder."), hint=_("Choose a folder."), where=str(folder))
        taken = {one.name.casefold() for one in folder.iterdir()}
    for name, paper in batch.papers:
        free = numbered(name, taken)
        taken.add(free.casefold())
        write_bytes(folder / free, paper.content)
    return len(batch.papers)
