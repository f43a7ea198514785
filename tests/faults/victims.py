"""Work to be killed in the middle of. Each victim tells on ``acknowledge`` what it was told is saved."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.factories.workspace_files import AUTHOR, CLOCK
from workbench.domain.sales import SaleRecord
from workbench.foundation.ids import Id, derived_id
from workbench.foundation.paths import migrations_dir
from workbench.storage import format as file_format
from workbench.storage import migrate
from workbench.storage.backup import export_file
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.workspace import Workspace

WORKSPACE = "Desk.workbench"
EXPORT = "out.workbench"
IMPORT_ROWS = 250
MERGED_FILES = 5
MERGED_ROWS = 80
BASE_ROWS = 20

Acknowledge = Callable[[int], None]


def open_here(folder: Path) -> Workspace:
    return open_workspace(folder / WORKSPACE, clock=CLOCK, author=AUTHOR)


def prepare(folder: Path) -> None:
    """What every try starts from: a workspace, files to merge, and revisions of the format to come."""
    workspace = create_workspace(folder / WORKSPACE, clock=CLOCK, author=AUTHOR)
    fill(workspace, "base", BASE_ROWS)
    workspace.close()
    for number in range(MERGED_FILES):
        source = create_workspace(folder / f"source {number}.workbench", clock=CLOCK, author=f"R{number}")
        fill(source, f"source {number}", MERGED_ROWS)
        source.close()
    shutil.copytree(migrations_dir(), folder / "ahead", ignore=shutil.ignore_patterns("__pycache__"))
    (folder / "ahead" / "versions" / "next.py").write_text(
        "from alembic import op\n"
        f"revision = {file_format.revision_of(file_format.FORMAT + 1)!r}\n"
        f"down_revision = {file_format.head_revision()!r}\n"
        "def upgrade():\n    op.execute(\"UPDATE account SET note = note || '+'\")\n",
        "utf-8",
    )


def fill(workspace: Workspace, code: str, rows: int) -> None:
    """One change: accounts, each with a contact and two sales."""
    ids = [derived_id("account", code, str(number)) for number in range(rows)]
    with workspace.change("import", code) as change:
        change.create_many(
            "account",
            (
                (id_, {"code": code, "name": f"{code} {number}", "note": "注" * 200})
                for number, id_ in enumerate(ids)
            ),
        )
        change.create_many(
            "contact",
            ((derived_id("contact", id_.hex()), {"account_id": id_, "name": code}) for id_ in ids),
        )
        change.add_sales_of((id_, sales(id_)) for id_ in ids)


def sales(account: Id) -> list[SaleRecord]:
    return [
        SaleRecord(sold_on=CLOCK.today(), amount_fen=100 * line, number=account.hex()[:8], line=str(line))
        for line in (1, 2)
    ]


def save(folder: Path, acknowledge: Acknowledge) -> None:
    """Small changes, one after the other: a row, one that refers to it, an edit, now and then a deletion."""
    workspace = open_here(folder)
    chance = random.Random()
    number = 0
    while True:
        with workspace.change("save", "Save") as change:
            account = change.create("account", {"code": "save", "name": str(number), "note": "x" * 500})
            change.create("contact", {"account_id": account, "name": "first"})
            doomed = change.create("contact", {"account_id": account, "name": "second"})
            change.set("account", account, {"note": "y" * chance.randrange(9_000)})
            change.delete("contact", doomed)
        acknowledge(number)
        number += 1


def import_rows(folder: Path, acknowledge: Acknowledge) -> None:
    """Imports, one after the other."""
    workspace = open_here(folder)
    number = 0
    while True:
        fill(workspace, f"import {number}", IMPORT_ROWS)
        acknowledge(number)
        number += 1


def merge(folder: Path, acknowledge: Acknowledge) -> None:
    """Merges of files from elsewhere, one after the other."""
    workspace = open_here(folder)
    for number in range(MERGED_FILES):
        merge_file(workspace, folder / f"source {number}.workbench")
        acknowledge(number)


def export(folder: Path, acknowledge: Acknowledge) -> None:
    """Exports over each other, each with one account more."""
    workspace = open_here(folder)
    number = 0
    while True:
        with workspace.change("save", "Save") as change:
            change.create("account", {"code": "save", "name": str(number)})
        export_file(workspace, folder / EXPORT)
        acknowledge(number)
        number += 1


def upgrade(folder: Path, acknowledge: Acknowledge) -> None:
    """The program is one format ahead and brings the file up to date."""
    migrate.migrations_dir = lambda: folder / "ahead"
    file_format.FORMAT += 1
    file_format.expected_schema.cache_clear()
    open_here(folder)
    acknowledge(0)
