"""Small sheets for the tests of imports."""

import csv
from pathlib import Path

from workbench.domain.accounts import Account, Contact
from workbench.services.imports import ImportKind, ImportOptions, ImportResult, run_import
from workbench.storage.queries import accounts as account_queries
from workbench.storage.workspace import Workspace

ACCOUNTS, CONTACTS, SALES = ImportKind.ACCOUNTS, ImportKind.CONTACTS, ImportKind.SALES


def sheet(folder: Path, text: str, name: str = "sheet.csv") -> Path:
    """A file of the lines of ``text``, without their indentation."""
    path = folder / name
    path.write_text("\n".join(line.strip() for line in text.strip().splitlines()), "utf-8")
    return path


def bring(workspace: Workspace, kind: ImportKind, path: Path, **options: object) -> ImportResult:
    """Import with these options."""
    return run_import(workspace, kind, path, ImportOptions(**options))  # type: ignore[arg-type]


def counts(result: ImportResult) -> tuple[int, int, int, int]:
    """Created, updated, unchanged, rejected."""
    return result.created, result.updated, result.unchanged, result.rejected


def reasons(result: ImportResult) -> list[tuple[int, str, str]]:
    """Row, column and code of each problem."""
    return [(problem.row, problem.column, problem.code.value) for problem in result.problems]


def accounts(workspace: Workspace) -> dict[str, Account]:
    """All accounts by name."""
    with workspace.read() as session:
        return {account.name: account for account in account_queries.list_accounts(session)}


def contacts(workspace: Workspace) -> dict[str, Contact]:
    """All contacts by name."""
    with workspace.read() as session:
        return {contact.name: contact for contact in account_queries.list_contacts(session)}


def lines_of(path: Path) -> list[list[str]]:
    """The cells of a written CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.reader(stream))
