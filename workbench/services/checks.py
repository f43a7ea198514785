"""Checking that an open workspace file is sound: pages, schema, structure, links, and tables = journal."""

from dataclasses import dataclass

from workbench.storage.check import check_journal, rebuild_tables
from workbench.storage.contents import content_notes
from workbench.storage.queries.records import count_entries
from workbench.storage.soundness import Finding, find_damage
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class CheckReport:
    """What a check found; nothing means sound. ``entries``: journal entries looked at; ``notes``: what is
    worth knowing and no fault."""

    findings: tuple[Finding, ...]
    entries: int
    notes: tuple[str, ...] = ()

    @property
    def ok(self) -> bool:
        return not self.findings


def check_workspace(workspace: Workspace) -> CheckReport:
    """Look at every page, link, table and journal entry of the open file; takes as long as reading it all.

    Where the pages are damaged the journal is not looked at. Raises ``Damaged`` if nothing can be read.
    """
    with workspace.read() as session:
        driver = session.connection().connection.driver_connection
        findings = find_damage(workspace.path, workspace.key, driver)
        if not findings:
            findings = check_journal(session)
        return CheckReport(tuple(findings), count_entries(session), tuple(content_notes(session)))


def repair_workspace(workspace: Workspace) -> CheckReport:
    """Write all tables anew from the journal, and check again. What the journal itself lost stays lost."""
    rebuild_tables(workspace)
    return check_workspace(workspace)
