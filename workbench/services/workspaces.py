"""Workspace files: make one with the shipped policy in it, open one."""

import getpass
import glob
import re
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.foundation.settings import load_settings
from workbench.services.contract_samples import complete_samples, ship_samples
from workbench.services.rulebooks import complete_rules, ship_rules
from workbench.storage import backup as backups
from workbench.storage import files
from workbench.storage.backup import backup_file, ensure_daily_backup
from workbench.storage.recognition import recognise
from workbench.storage.workspace import Workspace

BACKUP_FOLDER = "backups"
BACKUPS_BEFORE_KEPT = 5


__all__ = ["Workspace", "default_author", "new_workspace", "open_workspace"]


@dataclass(frozen=True)
class Backup:
    """A backup of the workspace: the file, when it was written (local time), and its size in bytes."""

    path: Path
    at: datetime
    size: int


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
    path: Path, *, passphrase: str | None = None, clock: Clock, author: str | None = None
) -> Workspace:
    """Open a workspace file. Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``NewerVersion``,
    ``WrongPassphrase``, ``Locked``, ``ReadOnly`` or ``NoSpace``; the file is not changed by a refusal.

    A file of an older version gets the rules and templates that were shipped since."""
    name = default_author() if author is None else author
    workspace = files.open_workspace(path, passphrase=passphrase, clock=clock, author=name)
    try:
        complete_rules(workspace)
        complete_samples(workspace)
    except BaseException:
        workspace.close()
        raise
    return workspace


def backup_workspace(workspace: Workspace, to: Path | None = None) -> Path:
    """Copy the workspace to ``to``, or to a new file in the folder ``backups`` beside it; its path.

    The copy is complete, checked, and under the same passphrase. Raises as ``backup_file``.
    """
    if to is None:
        folder = workspace.path.parent / BACKUP_FOLDER
        with os_errors(folder):
            folder.mkdir(exist_ok=True)
        moment = f"{workspace.clock.now():%Y-%m-%d-%H%M%S}"
        to = folder / f"{workspace.path.stem}.{moment}{workspace.path.suffix}"
    return backup_file(workspace, to)


def backup_before(workspace: Workspace, what: str) -> Path:
    """A backup of the state just before something large; of each kind the last few are kept.

    ``what`` is a word for the file's name. Raises as ``backup_file``.
    """
    folder = workspace.path.parent / BACKUP_FOLDER
    with os_errors(folder):
        folder.mkdir(exist_ok=True)
    mark = f"{workspace.path.stem}.before-{what}"
    moment = f"{workspace.clock.now().astimezone():%Y-%m-%d-%H%M%S}"
    made = backup_file(workspace, folder / f"{mark}.{moment}{workspace.path.suffix}")
    with os_errors(folder):
        kept = sorted(folder.glob(f"{glob.escape(mark)}.*{workspace.path.suffix}"))
        for old in kept[:-BACKUPS_BEFORE_KEPT]:
            old.unlink()
    return made


def backup_today(workspace: Workspace) -> Path:
    """The backup of today, made now if there is none yet; the last ones of earlier days are kept."""
    return ensure_daily_backup(workspace)


def backup_folder(workspace: Workspace) -> Path:
    """Where backups of the workspace lie; made with the first of them."""
    return workspace.path.parent / BACKUP_FOLDER


def list_backups(workspace: Workspace) -> tuple[Backup, ...]:
    """The backups of this workspace beside it, the latest first. Raises ``ReadOnly``."""
    folder, path = backup_folder(workspace), workspace.path
    named = re.compile(rf"{re.escape(path.stem)}\.\d{{4}}-\d\d-\d\d(-\d{{6}})?{re.escape(path.suffix)}")
    found = []
    with os_errors(folder):
        for file in folder.iterdir() if folder.is_dir() else ():
            if named.fullmatch(file.name):
                facts = file.stat()
                at = datetime.fromtimestamp(facts.st_mtime).astimezone()
                found.append(Backup(file, at, facts.st_size))
    return tuple(sorted(found, key=lambda one: (one.at, one.path.name), reverse=True))


def set_author(workspace: Workspace, name: str) -> None:
    """Write changes of the open workspace under ``name`` from now on; an empty one is the system's user."""
    workspace.author = name.strip() or default_author()


def change_passphrase(workspace: Workspace, old: str | None, new: str | None) -> PassphraseChange:
    """Put the open workspace under the passphrase ``new``, or under none, and open it again.

    Raises ``WrongPassphrase`` while the file is still open if ``old`` is not its passphrase. Backups and
    exports made before keep the one they have.
    """
    path, clock, author = workspace.path, workspace.clock, workspace.author
    recognise(path, old)
    workspace.close()
    error = None
    try:
        backups.change_passphrase(path, old, new)
    except WorkbenchError as caught:
        error = caught
    passphrase = new if error is None else old
    return PassphraseChange(open_workspace(path, passphrase=passphrase, clock=clock, author=author), error)
