"""Checking that an open workspace file is sound, and mending it from its journal; nothing is thrown away."""

from dataclasses import dataclass, replace
from pathlib import Path

from workbench.foundation.errors import Damaged
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.services.backups import BackupKind, backup_before, backup_folder
from workbench.storage.check import check_journal
from workbench.storage.contents import content_notes
from workbench.storage.placing import copy_whole, free_name
from workbench.storage.queries.records import count_entries
from workbench.storage.repair import repair_file
from workbench.storage.soundness import Finding, find_damage
from workbench.storage.strays import notes, stray_findings
from workbench.storage.workspace import Workspace

__all__ = ["CheckReport", "Finding", "advice", "check_workspace", "repair_workspace"]

# Without whole pages and the right tables nothing can be written anew.
_TOO_DEEP = frozenset({"pages", "schema"})


@dataclass(frozen=True)
class CheckReport:
    """What a check found; nothing means sound. ``entries``: journal entries looked at; ``notes``: what is
    worth knowing and no fault.

    After a repair: ``backup`` is where the file as it was is kept, ``repaired`` what was found and is no
    more, ``kept`` the file in which rows lie that the journal does not explain (``None``: there were none).
    """

    findings: tuple[Finding, ...]
    entries: int
    notes: tuple[str, ...] = ()
    repaired: tuple[Finding, ...] = ()
    backup: Path | None = None
    kept: Path | None = None

    @property
    def ok(self) -> bool:
        return not self.findings

    @property
    def repairable(self) -> bool:
        """Whether a repair can mend any of it: the pages must be whole."""
        return any(one.repairable for one in self.findings) and not any(
            one.check in _TOO_DEEP for one in self.findings
        )


def check_workspace(workspace: Workspace) -> CheckReport:
    """Look at every page, link, table and journal entry of the open file; takes as long as reading it all.

    Where the pages are damaged the journal is not looked at. Raises ``Damaged`` if nothing can be read.
    """
    with workspace.read() as session:
        driver = session.connection().connection.driver_connection
        findings = find_damage(workspace.path, workspace.key, driver)
        if not any(one.check in _TOO_DEEP or not one.repairable for one in findings):
            findings += [*stray_findings(session), *check_journal(session)]
        told = (*content_notes(session), *notes(session, workspace.clock.now()))
        return CheckReport(tuple(findings), count_entries(session), told)


def repair_workspace(workspace: Workspace) -> CheckReport:
    """Write everything that follows from the journal anew, and check again.

    The file as it was is kept as a backup first. What the journal itself lost stays lost and is told by the
    report; rows that it does not explain are kept in a file of their own. Nothing is done where a repair
    could mend nothing. Raises ``NoSpace`` or ``ReadOnly``, ``NotAllowed`` where the file is only looked at.
    """
    workspace.check_changeable()
    before = check_workspace(workspace)
    if not before.repairable:
        return before
    backup = _keep(workspace)
    moment = f"{workspace.clock.now().astimezone():%Y-%m-%d-%H%M%S}"
    aside = free_name(backup_folder(workspace) / f"{workspace.path.stem}.kept-{moment}.json")
    left = repair_file(workspace, aside)
    after = check_workspace(workspace)
    still = {one.message for one in after.findings}
    return replace(
        after,
        repaired=tuple(one for one in before.findings if one.message not in still),
        backup=backup,
        kept=aside if left else None,
    )


def advice(finding: Finding) -> str:
    """What can be done about a finding, in a sentence."""
    if finding.repairable:
        return _("Repair writes it anew from the journal; a backup is made first.")
    if finding.check == "contents":
        return _("Merge a file or a backup that still holds it: the content comes back.")
    if finding.check == "journal":
        return _("Merge or restore a backup from before: it still holds the change as it was.")
    return _("Restore the latest whole backup, then merge what others hold of your later work.")


def _keep(workspace: Workspace) -> Path:
    try:
        return backup_before(workspace, BackupKind.REPAIR)
    except Damaged:
        # What is to be mended does not pass for a backup: kept byte for byte instead.
        folder, path = backup_folder(workspace), workspace.path
        moment = f"{workspace.clock.now().astimezone():%Y-%m-%d-%H%M%S}"
        with os_errors(folder):
            folder.mkdir(exist_ok=True)
        target = free_name(folder / f"{path.stem}.damaged.{moment}{path.suffix}")
        with workspace.writing():
            copy_whole(path, target)
        return target
