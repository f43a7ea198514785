"""Workspace files: make one with the shipped policy in it, open one."""

import getpass
from dataclasses import dataclass
from pathlib import Path

from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.foundation.i18n import _
from workbench.foundation.settings import load_settings
from workbench.services.contract_samples import complete_samples, ship_samples
from workbench.services.rulebooks import complete_rules, ship_rules
from workbench.storage import files
from workbench.storage.recognition import recognise
from workbench.storage.restoring import forget_erased, is_restored, take_erased
from workbench.storage.workspace import Workspace

__all__ = ["Workspace", "default_author", "new_workspace", "open_workspace"]


@dataclass(frozen=True)
class PassphraseChange:
    """The workspace, open again; with ``error`` it is still under its old passphrase."""

    workspace: Workspace
    error: WorkbenchError | None = None


def default_author() -> str:
    """Whose name stands on changes: the one in the settings, else the system's user, else nobody's."""
    try:
        return load_settings().author or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def new_workspace(
    path: Path, *, passphrase: str | None = None, clock: Clock, author: str | None = None
) -> Workspace:
    """Make a workspace file with the shipped frequency rules and contract templates, and open it.

    They have derived ids and the same values everywhere, so that two new workspaces merge without a
    conflict. Raises ``NotAllowed`` where a file of that name exists, and what ``create_workspace`` raises.
    """
    if path.exists():
        raise NotAllowed(
            _("There is already a file of this name."),
            hint=_("Choose another name, or open that file."),
            where=str(path),
        )
    name = default_author() if author is None else author
    workspace = files.create_workspace(path, passphrase=passphrase, clock=clock, author=name)
    try:
        with workspace.change("new_workspace", _("New workspace")) as change:
            ship_rules(change)
            ship_samples(change)
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def open_workspace(
    path: Path,
    *,
    passphrase: str | None = None,
    clock: Clock,
    author: str | None = None,
    only_ours: bool = False,
) -> Workspace:
    """Open a workspace file. Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``NewerVersion``,
    ``WrongPassphrase``, ``Locked``, ``ReadOnly`` or ``NoSpace``; the file is not changed by a refusal.

    A file of an older version gets the rules and templates that were shipped since. ``only_ours``: raise
    ``FromOthers`` for an export that nobody has made a workspace of their own."""
    name = default_author() if author is None else author
    workspace = files.open_workspace(
        path, passphrase=passphrase, clock=clock, author=name, only_ours=only_ours
    )
    try:
        complete_rules(workspace)
        complete_samples(workspace)
        erase_again(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def erase_again(workspace: Workspace) -> int:
    """Erase from a restored file what was erased after its backup was made. Returns how many records."""
    with workspace.read() as session:
        if not is_restored(session):
            return 0
        rows = take_erased(session)
    if rows:
        with workspace.change("erase_person", _("Erase a person")) as change:
            for entity, row_id in rows:
                change.erase(entity, row_id)
    forget_erased(workspace)
    return len(rows)


def set_author(workspace: Workspace, name: str) -> None:
    """Write changes of the open workspace under ``name`` from now on; an empty one is the system's user."""
    workspace.author = name.strip() or default_author()


def change_passphrase(workspace: Workspace, old: str | None, new: str | None) -> PassphraseChange:
    """Put the open workspace under the passphrase ``new``, or under none, and open it again.

    Raises ``WrongPassphrase`` while the file is still open if ``old`` is not its passphrase. Backups and
    exports made before keep the one they have, also the one that is made just before.
    """
    # Making and looking through backups takes longer to load than a file to open.
    from workbench.services.backups import backup_before
    from workbench.storage import backup as backups

    path, clock, author = workspace.path, workspace.clock, workspace.author
    recognise(path, old)
    backup_before(workspace, "passphrase")
    workspace.close()
    error = None
    try:
        backups.change_passphrase(path, old, new)
    except WorkbenchError as caught:
        error = caught
    passphrase = new if error is None else old
    return PassphraseChange(open_workspace(path, passphrase=passphrase, clock=clock, author=author), error)
