"""Checking that an open workspace file is sound: pages, schema, structure, links, and tables = journal."""

from dataclasses import dataclass

from workbench.storage.queries.records import count_entries
from workbench.storage.soundness import Finding, find_damage
from workbench.storage.workspace import Workspace


@dataclass(frozen=True)
class CheckReport:
    """What a check found; nothing means sound. ``entries``: journal entries looked at."""

    findings: tuple[Finding, ...]
    entries: int

    @property
    def ok(self) -> bool:
        return not self.findings


def check_workspace(workspace: Workspace) -> CheckReport:
    """Look at every page, link and table of the open file. Takes as long as reading all of it."""
    with workspace.read() as session:
        driver = session.connection().connection.driver_connection
        findings = find_damage(workspace.path, workspace.key, driver)
        return CheckReport(tuple(findings), count_entries(session))
