"""Whole copies of a workspace file: backups, exports, and the same file under another passphrase.

Each copy is made through SQLite's backup while the workspace may be in use, checked page by page after
writing, made durable, and only then given its name: no half file is ever left at the target.
"""

import contextlib
import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import text

from workbench import __version__
from workbench.domain.scopes import WHOLE, Scope
from workbench.foundation.errors import NotAllowed, WorkbenchError
from workbench.foundation.files import make_folder
from workbench.foundation.i18n import _
from workbench.storage.cipher import FileKey, new_key
from workbench.storage.drafts import DRAFT_PREFIX
from workbench.storage.engine import connect, storage_errors
from workbench.storage.foreign import ForeignFile, open_foreign
from workbench.storage.format import NewerFormat, read_format
from workbench.storage.learnt_columns import COLUMNS_PREFIX
from workbench.storage.lock import FileInUse, lock_file
from workbench.storage.origin import (
    EXPORTED_AT,
    EXPORTED_BY,
    EXPORTED_FROM,
    EXPORTED_SCOPE,
    EXPORTED_WORDS,
    MOST_WORDS,
    origin_of,
)
from workbench.storage.placing import copy_database, put_in_place
from workbench.storage.receiving import PRIVATE_PREFIX
from workbench.storage.recognition import has_journal, is_workspace, read_salt, recognise
from workbench.storage.rotation import remove_days
from workbench.storage.sales_projection import SALE
from workbench.storage.schema import schema
from workbench.storage.scoped import write_scoped
from workbench.storage.self_description import (
    JOURNAL_HASH,
    WRITTEN_WITH,
    checked_version,
    journal_hash,
    note_journal,
)
from workbench.storage.session import Session
from workbench.storage.soundness import check_written
from workbench.storage.views import VIEW_PREFIX
from workbench.storage.workspace import REPLICA_HOME, Workspace, home_of

OnStep = Callable[[int, int], None]
"""Told ``(done, total)`` while something is written; may raise ``Cancelled``."""


@dataclass(frozen=True)
class ExportReceipt:
    """What was written: the file, how many journal entries and transactions it holds, its SHA-256 (hex).

    ``by_entity``: how many rows of each table, those without any left out; ``sale`` counts sales records.
    ``journal``: the hash over its journal, the same for every file that holds the same.
    """

    file: Path
    entries: int
    transactions: int
    sha256: str
    scope: Scope = WHOLE
    by_entity: Mapping[str, int] = field(default_factory=dict)
    journal: str = ""


@dataclass(frozen=True)
class FileInfo:
    """What a workspace file says about itself. ``exported_*`` are empty for a file that is no export.

    ``readable`` is false for a newer format; only ``format`` and perhaps ``version``, the program that wrote
    it, are known then. ``exported_at`` is in UTC. ``journal`` is the hash over the journal (hex);
    ``as_exported``: whether it is the one written down at the export, ``None`` for what is no export.
    ``scope`` is what its writer asked for, ``scope_words`` the same in the writer's words, ``by_entity`` how
    many rows of each table are in it.
    """

    format: int
    readable: bool
    exported_by: str = ""
    exported_at: datetime | None = None
    entries: int = 0
    transactions: int = 0
    scope: Scope = WHOLE
    by_entity: Mapping[str, int] = field(default_factory=dict)
    version: str = ""
    journal: str = ""
    as_exported: bool | None = None
    scope_words: str = ""


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

    with free_target(workspace, target):
        put_in_place(target, write)
    return target


def ensure_daily_backup(workspace: Workspace) -> Path:
    """The backup of today in the folder ``backups`` beside the file; made now if there is none yet.

    Of earlier days those are kept that ``kept_days`` names. Raises as ``backup_file`` does.
    """
    path = workspace.path
    folder = path.parent / "backups"
    today = folder / f"{path.stem}.{workspace.clock.today().isoformat()}{path.suffix}"
    if today.exists():
        return today
    make_folder(folder)
    backup_file(workspace, today)
    remove_days(path, folder, workspace.clock.today())
    return today


def export_file(
    workspace: Workspace,
    path: Path,
    passphrase: str | None = None,
    *,
    scope: Scope | None = None,
    words: str = "",
    on_step: OnStep | None = None,
) -> ExportReceipt:
    """Write everything, or what is in ``scope``, into one file for others.

    It is under its own ``passphrase`` or none.
    The file says who exported it, when and what, also in ``words`` for people; which merges this workspace
    has seen stays here.
    ``on_step(done, total)`` may raise ``Cancelled``: then nothing is left at ``path``. Raises as
    ``backup_file`` does, ``BadInput`` for an empty passphrase, ``NotFound`` for an account or manager in
    ``scope`` that is not in the file.
    """
    target = path.absolute()
    key = new_key(passphrase)
    asked = scope or WHOLE
    receipts: list[ExportReceipt] = []

    def write(part: Path) -> None:
        if asked.is_whole:
            _copy(workspace, part, key, on_step)
        else:
            write_scoped(workspace, part, key, asked, on_step)
        with contextlib.closing(connect(part, key, scratch=True)) as copy:
            _label(copy, workspace, asked, words)
            entries, transactions = _journal_counts(copy)
            counts = _row_counts(copy)
            journal = journal_hash(copy)
        check_written(part, key)
        with part.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        receipts.append(ExportReceipt(target, entries, transactions, digest, asked, counts, journal))

    with free_target(workspace, target, passphrase):
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
        return FileInfo(error.number, readable=False, version=error.version)


def describe_file(foreign: ForeignFile, session: Session) -> FileInfo:
    """What the file of others that ``session`` reads says about itself."""
    rows = session.execute(text("SELECT name, value FROM workspace_info"))
    info = {str(name): str(value) for name, value in rows}
    origin = origin_of(info)
    reader = session.connection().connection.driver_connection
    entries, transactions = _journal_counts(reader)
    journal = journal_hash(reader)
    exported = info.get(JOURNAL_HASH)
    return FileInfo(
        foreign.format,
        readable=True,
        exported_by=origin.exported_by,
        exported_at=origin.exported_at,
        entries=entries,
        transactions=transactions,
        scope=origin.scope,
        scope_words=origin.scope_words,
        by_entity=_row_counts(reader),
        version=checked_version(info.get(WRITTEN_WITH, "")),
        journal=journal,
        # Whoever opens an export and works in it makes it another file, which is no damage.
        as_exported=None if exported is None else exported == journal,
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
def free_target(workspace: Workspace, target: Path, passphrase: str | None = None) -> Iterator[None]:
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
    known = home is not None or EXPORTED_BY in theirs
    named = theirs.get(REPLICA_HOME, theirs.get(EXPORTED_FROM))
    return known and named == home and home != home_of(target)


def _copy(workspace: Workspace, part: Path, key: FileKey, on_step: OnStep | None = None) -> None:
    workspace.check_open()
    connection = workspace.engine.raw_connection()
    try:
        copy_database(connection.driver_connection, part, key, on_step)
    finally:
        connection.close()


def _label(copy: Any, workspace: Workspace, scope: Scope, words: str) -> None:
    """Leave out what is nobody else's, and write down who exported what, and when."""
    told = {
        WRITTEN_WITH: __version__,
        EXPORTED_BY: workspace.author,
        EXPORTED_AT: workspace.clock.now().isoformat(),
        EXPORTED_SCOPE: scope.as_text(),
        EXPORTED_WORDS: words[:MOST_WORDS],
    }
    if not scope.is_whole:
        with workspace.read() as session:
            query = text("SELECT value FROM workspace_info WHERE name = :name")
            home = session.scalar(query, {"name": REPLICA_HOME})
        if home is not None:
            told[EXPORTED_FROM] = str(home)
    copy.execute("BEGIN")
    copy.execute("DELETE FROM journal_merge")
    for prefix in (DRAFT_PREFIX, COLUMNS_PREFIX, VIEW_PREFIX, PRIVATE_PREFIX):
        copy.execute("DELETE FROM workspace_info WHERE name LIKE ?", (f"{prefix}%",))
    copy.executemany("INSERT OR REPLACE INTO workspace_info (name, value) VALUES (?, ?)", list(told.items()))
    note_journal(copy)
    copy.execute("COMMIT")


def _journal_counts(connection: Any) -> tuple[int, int]:
    (entries,) = connection.execute("SELECT count(*) FROM journal_entry").fetchone()
    (transactions,) = connection.execute("SELECT count(*) FROM journal_transaction").fetchone()
    return int(entries), int(transactions)


def _row_counts(connection: Any) -> dict[str, int]:
    """How many rows each business table has; tables without any are left out."""
    counts = {}
    for name in (*schema(), SALE.name):
        (count,) = connection.execute(f"SELECT count(*) FROM {name}").fetchone()
        if count:
            counts[name] = int(count)
    return counts
