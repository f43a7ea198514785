"""Workspace files: make one with the shipped policy in it, open one."""

import getpass
from pathlib import Path

from workbench.domain.frequency import DEFAULT_RULES
from workbench.foundation.clock import Clock
from workbench.foundation.errors import NotAllowed
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.foundation.settings import load_settings
from workbench.storage import files
from workbench.storage.backup import backup_file, ensure_daily_backup
from workbench.storage.workspace import Workspace

BACKUP_FOLDER = "backups"


__all__ = ["Workspace", "default_author", "new_workspace", "open_workspace"]


def default_author() -> str:
    """Whose name stands on changes: the one in the settings, else the system's user, else nobody's."""
    try:
        return load_settings().author or getpass.getuser()
    except (OSError, KeyError, ImportError):
        return ""


def new_workspace(
    path: Path, *, passphrase: str | None = None, clock: Clock, author: str | None = None
) -> Workspace:
    """Make a workspace file with the shipped frequency rules, and open it.

    The rules have derived ids and the same values everywhere, so that two new workspaces merge without a
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
            change.create_many(
                "frequency_rule",
                (
                    (
                        rule.id,
                        {
                            "position": rule.position,
                            "condition": rule.condition.value,
                            "value": rule.value,
                            "kind": rule.kind.value,
                            "count": rule.frequency.count,
                            "period": rule.frequency.period.value,
                        },
                    )
                    for rule in DEFAULT_RULES
                ),
            )
    except BaseException:
        workspace.close()
        path.unlink(missing_ok=True)
        raise
    return workspace


def open_workspace(
    path: Path, *, passphrase: str | None = None, clock: Clock, author: str | None = None
) -> Workspace:
    """Open a workspace file. Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``, ``NewerVersion``,
    ``WrongPassphrase``, ``Locked``, ``ReadOnly`` or ``NoSpace``; the file is not changed by a refusal."""
    name = default_author() if author is None else author
    return files.open_workspace(path, passphrase=passphrase, clock=clock, author=name)


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


def backup_today(workspace: Workspace) -> Path:
    """The backup of today, made now if there is none yet; the last ones of earlier days are kept."""
    return ensure_daily_backup(workspace)
