"""What is killed, starved and cut off in the middle: each kind of work that writes, small but whole.

A deed opens its workspace and takes its steps; after each it tells that the step is done. From then on a
step counts as acknowledged.
"""

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Final

# Imported before the first fork, so that a child is at its work at once.
import alembic.command  # noqa: F401

from tests.factories.workspace_files import AUTHOR, CLOCK, PASSPHRASE
from tests.faults.tracer import tell
from workbench.domain.imports import ImportKind
from workbench.domain.sales import SaleRecord
from workbench.domain.scopes import Scope
from workbench.foundation.ids import Id, derived_id
from workbench.services import workspaces as services
from workbench.services.exchange import merge_files
from workbench.services.imports import run_import
from workbench.services.person_erasure import erase_person
from workbench.services.restoring import restore_backup
from workbench.storage.backup import backup_file, change_passphrase, ensure_daily_backup, export_file
from workbench.storage.files import create_workspace, open_workspace
from workbench.storage.merge import merge_file
from workbench.storage.merge_undo import undo_merge
from workbench.storage.workspace import Workspace

DESK: Final = "Desk.workbench"
STICK: Final = "stick"
FORMATS: Final = Path(__file__).resolve().parents[1] / "storage" / "formats"
PASSPHRASES: Final = (None, PASSPHRASE)
_SHEET: Final = "accounts.csv"
_ERASED: Final = derived_id("contact", derived_id("account", "base", "0").hex())

Step = Callable[[Path, Workspace | None, int], object]


@dataclass(frozen=True)
class Deed:
    """``step`` is taken ``times``, with ``opens`` on the open desk; ``repeats``: twice is as once."""

    name: str
    prepare: Callable[[Path], object]
    step: Step
    times: int = 1
    opens: bool = True
    repeats: bool = True

    def run(self, folder: Path, later: timedelta = timedelta()) -> None:
        """The work as it goes when nothing comes in between, each step a minute after the one before."""
        CLOCK.advance(later)
        workspace = open_desk(folder) if self.opens else None
        for number in range(self.times):
            CLOCK.advance(timedelta(minutes=1))
            self.step(folder, workspace, number)
            tell("done")
        if workspace is not None:
            workspace.close()


def open_desk(folder: Path) -> Workspace:
    return open_workspace(folder / DESK, clock=CLOCK, author=AUTHOR)


def fill(workspace: Workspace, code: str, rows: int) -> None:
    """One change: accounts, each with a contact and two sales."""
    ids = [derived_id("account", code, str(number)) for number in range(rows)]
    with workspace.change("import", code) as change:
        change.create_many(
            "account",
            (
                (id_, {"code": code, "name": f"{code} {place}", "note": "注" * 99})
                for place, id_ in enumerate(ids)
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


# What the deeds begin with


def lay_desk(folder: Path) -> None:
    workspace = create_workspace(folder / DESK, clock=CLOCK, author=AUTHOR)
    fill(workspace, "base", 6)
    workspace.close()
    (folder / STICK).mkdir()


def _with_sources(folder: Path) -> None:
    lay_desk(folder)
    for number in range(2):
        source = create_workspace(
            folder / STICK / f"source {number}.workbench", clock=CLOCK, author=f"R{number}"
        )
        fill(source, f"source {number}", 8)
        source.close()


def _with_merged(folder: Path) -> None:
    _with_sources(folder)
    workspace = open_desk(folder)
    merge_file(workspace, folder / STICK / "source 0.workbench")
    workspace.close()


def _with_scoped(folder: Path) -> None:
    """Two parts of a colleague's file, that hold the same change in part each."""
    lay_desk(folder)
    with tempfile.TemporaryDirectory() as elsewhere:
        source = create_workspace(Path(elsewhere) / DESK, clock=CLOCK, author="R")
        fill(source, "source", 8)
        for number in range(2):
            ids = frozenset(
                derived_id("account", "source", str(place)) for place in range(5 * number, 5 + number)
            )
            export_file(source, folder / STICK / f"source {number}.workbench", scope=Scope(account_ids=ids))
        source.close()


def _with_backup(folder: Path) -> None:
    """A backup, a change since, and all that opening a file completes done already."""
    lay_desk(folder)
    workspace = services.open_workspace(folder / DESK, clock=CLOCK, author=AUTHOR)
    backup_file(workspace, folder / STICK / "kept.workbench")
    fill(workspace, "since", 3)
    workspace.close()


def _with_sheet(folder: Path) -> None:
    lay_desk(folder)
    rows = "".join(f"K{number},客户 {number},深圳\n" for number in range(12))
    (folder / STICK / _SHEET).write_text("Code,Name,City\n" + rows, "utf-8")


def _of_format(number: int) -> Callable[[Path], object]:
    return lambda folder: shutil.copyfile(FORMATS / f"{number}.workbench", folder / DESK)


# The steps


def _save(_folder: Path, workspace: Workspace | None, number: int) -> None:
    """A row, one that refers to it, an edit that grows it, and a deletion."""
    with _open(workspace).change("save", "Save") as change:
        account = change.create("account", {"code": "save", "name": str(number), "note": "x" * 500})
        change.create("contact", {"account_id": account, "name": "first"})
        doomed = change.create("contact", {"account_id": account, "name": "second"})
        change.set("account", account, {"note": "y" * 5_000 * number})
        change.delete("contact", doomed)


def _import(folder: Path, workspace: Workspace | None, _number: int) -> None:
    result = run_import(_open(workspace), ImportKind.ACCOUNTS, folder / STICK / _SHEET)
    assert result.created + result.unchanged == 12, result


def _merge(folder: Path, workspace: Workspace | None, number: int) -> None:
    source = folder / STICK / f"source {number}.workbench"
    (one,) = merge_files(_open(workspace), [source]).files
    if one.error is not None:
        raise one.error


def _undo_merge(_folder: Path, workspace: Workspace | None, _number: int) -> None:
    with _open(workspace).read() as session:
        merged = session.connection().exec_driver_sql("SELECT id FROM journal_merge").scalars().all()
    for merge_id in merged:
        undo_merge(_open(workspace), Id(merge_id))


def _export(folder: Path, workspace: Workspace | None, _number: int) -> None:
    export_file(_open(workspace), folder / STICK / "out.workbench")


def _export_secret(folder: Path, workspace: Workspace | None, _number: int) -> None:
    export_file(_open(workspace), folder / STICK / "secret.workbench", PASSPHRASE)


def _export_scope(folder: Path, workspace: Workspace | None, _number: int) -> None:
    scope = Scope(account_ids=frozenset({derived_id("account", "base", "1")}))
    export_file(_open(workspace), folder / STICK / "part.workbench", scope=scope)


def _restore(folder: Path, _workspace: Workspace | None, _number: int) -> None:
    backup = folder / STICK / "kept.workbench"
    restored = restore_backup(folder / DESK, backup, clock=CLOCK, author=AUTHOR)
    restored.workspace.close()
    if restored.error is not None:
        raise restored.error


def _back_up(folder: Path, workspace: Workspace | None, _number: int) -> None:
    ensure_daily_backup(_open(workspace))
    backup_file(_open(workspace), folder / STICK / "kept.workbench")


def _erase(_folder: Path, workspace: Workspace | None, _number: int) -> None:
    with _open(workspace).read() as session:
        found = session.connection().exec_driver_sql("SELECT 1 FROM contact WHERE id = ?", (_ERASED,)).first()
    if found:
        erase_person(_open(workspace), _ERASED)


def _change_passphrase(folder: Path, _workspace: Workspace | None, _number: int) -> None:
    if (folder / DESK).read_bytes()[:16] == _sealed(folder):
        change_passphrase(folder / DESK, None, PASSPHRASE)


def _sealed(folder: Path) -> bytes:
    return (folder / STICK / "salt").read_bytes()


def _with_salt(folder: Path) -> None:
    lay_desk(folder)
    (folder / STICK / "salt").write_bytes((folder / DESK).read_bytes()[:16])


def _migrate(folder: Path, _workspace: Workspace | None, _number: int) -> None:
    open_desk(folder).close()


def _create(folder: Path, _workspace: Workspace | None, _number: int) -> None:
    path = folder / "new.workbench"
    if not path.exists():
        create_workspace(path, clock=CLOCK, author=AUTHOR).close()


def _open(workspace: Workspace | None) -> Workspace:
    assert workspace is not None
    return workspace


DEEDS: Final = (
    Deed("save", lay_desk, _save, times=3, repeats=False),
    Deed("import", _with_sheet, _import),
    Deed("merge", _with_sources, _merge, times=2),
    Deed("undo_merge", _with_merged, _undo_merge),
    Deed("export", lay_desk, _export, times=2),
    Deed("export_scope", lay_desk, _export_scope),
    Deed("merge_scoped", _with_scoped, _merge, times=2),
    Deed("restore", _with_backup, _restore, opens=False),
    Deed("export_secret", lay_desk, _export_secret),
    Deed("backup", lay_desk, _back_up),
    Deed("erase", lay_desk, _erase),
    Deed("passphrase", _with_salt, _change_passphrase, opens=False),
    Deed("create", lay_desk, _create, opens=False),
    *(Deed(f"migrate_{number}", _of_format(number), _migrate, opens=False) for number in range(1, 6)),
)
