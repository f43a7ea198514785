"""Whole copies of a workspace file: backups, exports, and the same file under another passphrase.

Each copy is made through SQLite's backup while the workspace may be in use, checked page by page after
writing, made durable, and only then given its name: no half file is ever left at the target.
"""

import contextlib
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text
from sqlalchemy.orm import Session

from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.storage.cipher import FileKey, new_key
from workbench.storage.drafts import DRAFT_PREFIX
from workbench.storage.engine import connect, storage_errors
from workbench.storage.foreign import ForeignFile, open_foreign
from workbench.storage.format import NewerFormat, read_format
from workbench.storage.learnt_columns import COLUMNS_PREFIX
from workbench.storage.lock import FileInUse, lock_file
from workbench.storage.placing import copy_database, put_in_place
from workbench.storage.recognition import has_journal, is_workspace, read_salt, recognise
from workbench.storage.soundness import check_written
from workbench.storage.views import VIEW_PREFIX
from workbench.storage.workspace import REPLICA_HOME, Workspace, home_of

DAILY_BACKUPS_KEPT: Final = 7
_EXPORTED_BY: Final = "exported_by"
_EXPORTED_AT: Final = "exported_at"


@dataclass(frozen=True)
class ExportReceipt:
    """What was written: the file, how many journal entries and transactions it holds, its SHA-256 (hex)."""

    file: Path
    entries: int
    transactions: int
    sha256: str


@dataclass(frozen=True)
class FileInfo:
    """What a workspace file says about itself. ``exported_*`` are empty for a file that is no export.

    ``readable`` is false for a newer format; only ``format`` is known then. ``exported_at`` is in UTC.
    """

    format: int
    readable: bool
    exported_by: str = ""
    exported_at: datetime | None = None
    entries: int = 0
    transactions: int = 0


def backup_file(workspace: Workspace, to: Path) -> Path:
    """Write a copy of everything, under the same passphrase, to ``to``; an older copy there is replaced.

    Raises ``NoSpace``, ``ReadOnly``, ``NotFound``; ``Locked`` where the target is open; ``NotAllowed`` where
    it is this workspace, or another that is no untouched copy of this one.
    """
    target = to.absolute()
    key = workspace.key

    def write(part: Path) -> None:
        _copy(workspace, part, key)
        check_written(part, key)

    with _free_target(workspace, target):
        put_in_place(target, write)
    return target


def ensure_daily_backup(workspace: Workspace) -> Path:
    """The backup of today in the folder ``backups`` beside the file; made now if there is none yet.

    The latest ``DAILY_BACKUPS_KEPT`` of this workspace are kept. Raises as ``backup_file`` does.
    """
    path = workspace.path
    folder = path.parent / "backups"
    today = folder / f"{path.stem}.{workspace.clock.today().isoformat()}{path.suffix}"
    if today.exists():
        return today
    with os_errors(folder):
        folder.mkdir(exist_ok=True)
    backup_file(workspace, today)
    daily = re.compile(rf"{re.escape(path.stem)}\.\d{{4}}-\d\d-\d\d{re.escape(path.suffix)}")
    with os_errors(folder):
        kept = sorted(file for file in folder.iterdir() if daily.fullmatch(file.name))
        for old in kept[:-DAILY_BACKUPS_KEPT]:
            old.unlink()
    return today


def export_file(workspace: Workspace, path: Path, passphrase: str | None = None) -> ExportReceipt:
    """Write everything into one file for others, under its own ``passphrase`` or none.

    The file says who exported it and when; which merges this workspace has seen stays here. Raises as
    ``backup_file`` does, and ``BadInput`` for an empty passphrase.
    """
    target = path.absolute()
    key = new_key(passphrase)
    receipts: list[ExportReceipt] = []

    def write(part: Path) -> None:
        _copy(workspace, part, key)
        with contextlib.closing(connect(part, key, scratch=True)) as copy:
            entries, transactions = _label(copy, workspace)
        check_written(part, key)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        receipts.append(ExportReceipt(target, entries, transactions, digest))

    with _free_target(workspace, target, passphrase):
        put_in_place(target, write)
    return receipts[0]


def inspect_file(path: Path, passphrase: str | None = None) -> FileInfo:
    """What the file at ``path`` holds, after every check of a foreign file, without merging it.

    Raises as ``open_foreign`` does, except for a newer format, which is told as not readable.
    """
    try:
        with open_foreign(path, passphrase) as foreign, foreign.read() as session:
            return describe_file(foreign, session)
    except NewerFormat as error:
        return FileInfo(error.number, readable=False)


def describe_file(foreign: ForeignFile, session: Session) -> FileInfo:
    """What the file of others that ``session`` reads says about itself."""
    rows = session.execute(text("SELECT name, value FROM workspace_info"))
    info = {str(name): str(value) for name, value in rows}
    entries = session.scalar(text("SELECT count(*) FROM journal_entry"))
    transactions = session.scalar(text("SELECT count(*) FROM journal_transaction"))
    return FileInfo(
        foreign.format,
        readable=True,
        exported_by=info.get(_EXPORTED_BY, ""),
        exported_at=_instant(info.get(_EXPORTED_AT, "")),
        entries=entries or 0,
        transactions=transactions or 0,
    )


def change_passphrase(path: Path, old: str | None, new: str | None) -> None:
    """Put the closed workspace file at ``path`` under the passphrase ``new``, or under none.

    Works on a copy that takes the file's place in one step. Backups made before keep the old one.
    Raises as ``open_workspace`` and ``backup_file`` do.
    """
    path = path.absolute()
    read_salt(path)
    lock = FileInUse(path)
    try:
        key, new_one = recognise(path, old), new_key(new)
        with contextlib.closing(connect(path, key)) as source, storage_errors(path):
            read_format(source, path)

            def write(part: Path) -> None:
                copy_database(source, part, new_one)
                check_written(part, new_one)
                source.close()

            put_in_place(path, write)
    finally:
        lock.release()


@contextlib.contextmanager
def _free_target(workspace: Workspace, target: Path, passphrase: str | None = None) -> Iterator[None]:
    """Refuse to write over any workspace but a copy of this one; keep others from opening the target."""
    if target.resolve() == workspace.path.resolve():
        raise NotAllowed(
            _("This is the open file itself."), hint=_("Choose another name."), where=str(target)
        )
    held = FileInUse(target) if lock_file(target).exists() else None
    try:
        # A target that still needs its journal is refused when the copy would take its place.
        if (
            is_workspace(target)
            and not has_journal(target)
            and not _is_copy_of(workspace, target, passphrase)
        ):
            raise NotAllowed(
                _("There is another workspace file of this name."),
                hint=_("Choose another name."),
                where=str(target),
            )
        yield
    finally:
        if held is not None:
            held.release()


def _is_copy_of(workspace: Workspace, target: Path, passphrase: str | None) -> bool:
    """Whether the file is an export or backup of this workspace in which nobody has saved since.

    Saving names a file's own place as its home; an export or backup still names the workspace's.
    """
    try:
        same_key = read_salt(target) == workspace.key.salt
        key = workspace.key if same_key else recognise(target, passphrase)
        with contextlib.closing(connect(target, key, read_only=True)) as copy, storage_errors(target):
            theirs = dict(copy.execute("SELECT name, value FROM workspace_info").fetchall())
    except (WorkbenchError, sqlcipher.Error):
        return False
    with workspace.read() as session:
        home = session.scalar(text("SELECT value FROM workspace_info WHERE name = :n"), {"n": REPLICA_HOME})
    known = home is not None or _EXPORTED_BY in theirs
    return known and theirs.get(REPLICA_HOME) == home and home != home_of(target)


def _copy(workspace: Workspace, part: Path, key: FileKey) -> None:
    workspace.check_open()
    connection = workspace.engine.raw_connection()
    try:
        copy_database(connection.driver_connection, part, key)
    finally:
        connection.close()


def _label(copy: Any, workspace: Workspace) -> tuple[int, int]:
    copy.execute("BEGIN")
    copy.execute("DELETE FROM journal_merge")
    for prefix in (DRAFT_PREFIX, COLUMNS_PREFIX, VIEW_PREFIX):
        copy.execute("DELETE FROM workspace_info WHERE name LIKE ?", (f"{prefix}%",))
    copy.executemany(
        "INSERT OR REPLACE INTO workspace_info (name, value) VALUES (?, ?)",
        [(_EXPORTED_BY, workspace.author), (_EXPORTED_AT, workspace.clock.now().isoformat())],
    )
    copy.execute("COMMIT")
    (entries,) = copy.execute("SELECT count(*) FROM journal_entry").fetchone()
    (transactions,) = copy.execute("SELECT count(*) FROM journal_transaction").fetchone()
    return int(entries), int(transactions)


def _instant(value: str) -> datetime | None:
    try:
        return datetime.fromisoformat(value)
    except ValueError:
        return None
