"""A backup put back: what that would mean, and doing it; nothing of the present file is thrown away."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Final

from workbench.domain.recovery_code import write_code
from workbench.foundation.clock import Clock, stored_instant
from workbench.foundation.errors import (
    Damaged,
    NewerVersion,
    NotAllowed,
    NotAWorkspace,
    NotFound,
    WorkbenchError,
    WrongPassphrase,
)
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.backups import BackupKind, backup_folder, list_backups, name_before, remove_older
from workbench.services.workspaces import default_author, open_workspace
from workbench.storage import files, salvage
from workbench.storage.cipher import FileKey
from workbench.storage.format import is_current
from workbench.storage.lock import FileInUse
from workbench.storage.placing import free_name
from workbench.storage.queries.records import kind_of
from workbench.storage.restoring import (
    Beyond,
    count_journal,
    erased_rows,
    find_beyond,
    is_for_others,
    last_change,
    open_first,
    put_back,
    read_present,
    transaction_ids,
)
from workbench.storage.salvage import Salvage
from workbench.storage.workspace import Workspace

__all__ = [
    "BeyondOther",
    "RestorePreview",
    "Restored",
    "Salvage",
    "latest_good",
    "preview_restore",
    "restore_backup",
    "salvage_file",
]

# What keeps a file from being read at all; a full disk or another window is nothing a backup would mend.
_UNREADABLE: Final = (Damaged, NotAWorkspace, WrongPassphrase, NewerVersion)


@dataclass(frozen=True)
class BeyondOther:
    """Changes that one file has and another lacks: how many, from when to when (UTC), by author, and how many
    records they touched, by kind."""

    changes: int = 0
    first: datetime | None = None
    last: datetime | None = None
    by_author: Mapping[str, int] = field(default_factory=dict)
    by_kind: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RestorePreview:
    """What restoring would mean. ``changed_at`` (UTC) and ``author``: the backup's last change.

    ``since``: what the present file has and the backup lacks, and so would only be kept aside; ``back``: what
    only the backup has. Both are ``None`` where the present file cannot be read (``present_error``) or is
    not there. ``erased``: records erased since; they are erased from the restored file again.
    """

    backup: Path
    size: int
    changed_at: datetime | None
    author: str
    entries: int
    transactions: int
    older_format: bool
    is_missing: bool = False
    present_error: WorkbenchError | None = None
    since: BeyondOther | None = None
    back: BeyondOther | None = None
    erased: int = 0


@dataclass(frozen=True)
class Restored:
    """The workspace, open again, and where the file that was in its place is kept (``None``: there was none).

    With an ``error`` nothing was put back, and the workspace is open as it was.
    """

    workspace: Workspace
    kept: Path | None = None
    error: WorkbenchError | None = None


def preview_restore(
    present: Workspace | Path, backup: Path, passphrases: Sequence[str] = ()
) -> RestorePreview:
    """Look into a backup and set it against the present file; nothing is changed anywhere.

    ``present`` may be the path of a file that is damaged, locked away or missing. The first passphrase that
    fits opens each. Raises as ``open_foreign`` for the backup, and ``NotAllowed`` for what is no backup of
    this file.
    """
    with (
        open_first(backup, passphrases, _key_of(present)) as foreign,
        foreign.read() as theirs,
    ):
        _check_is_backup(is_for_others(theirs), backup)
        entries, transactions = count_journal(theirs)
        at, author = last_change(theirs)
        with os_errors(backup):
            size = backup.stat().st_size
        found = RestorePreview(
            backup,
            size,
            stored_instant(at),
            author,
            entries,
            transactions,
            older_format=not is_current(foreign.format),
        )
        known = transaction_ids(theirs)
        try:
            with read_present(present, passphrases) as ours:
                own = transaction_ids(ours)
                _check_same(own, known, backup)
                since, back = find_beyond(ours, known), find_beyond(theirs, own)
                gone = len(set(erased_rows(ours)) - set(erased_rows(theirs)))
        except NotFound:
            return replace(found, is_missing=True)
        except _UNREADABLE as error:
            return replace(found, present_error=error)
        return replace(found, since=_told(since), back=_told(back), erased=gone)


def latest_good(path: Path, passphrases: Sequence[str] = ()) -> RestorePreview | None:
    """The latest backup of the file at ``path`` that can be put back; ``None`` where there is none.

    Damaged ones and those of other files are passed over. Raises ``WrongPassphrase`` if it has one.
    """
    for one in list_backups(path):
        if one.kind is BackupKind.DAMAGED:
            continue
        try:
            return preview_restore(path, one.path, passphrases)
        except WrongPassphrase:
            raise
        except WorkbenchError:
            continue
    return None


def restore_backup(
    present: Workspace | Path,
    backup: Path,
    passphrases: Sequence[str] = (),
    *,
    clock: Clock,
    author: str | None = None,
) -> Restored:
    """Put ``backup`` in the place of the present file and open it; the present file is kept as a backup.

    An open workspace is closed first, and the restored one keeps its passphrase; where the present file
    cannot be opened, the backup keeps its own. Raises as ``preview_restore`` while nothing is touched, and
    ``Locked``, ``NoSpace`` or ``ReadOnly``; a workspace that was given open is open again then, see
    ``Restored.error``.
    """
    path = present if isinstance(present, Path) else present.path
    name = default_author() if author is None else author
    with os_errors(backup):
        if backup.exists() and path.exists() and backup.samefile(path):
            raise NotAllowed(
                _("This is the open file itself."), hint=_("Choose a backup of it."), where=str(backup)
            )
    with open_first(backup, passphrases, _key_of(present)) as foreign:
        with foreign.read() as theirs:
            _check_is_backup(is_for_others(theirs), backup)
            known, was_erased = transaction_ids(theirs), set(erased_rows(theirs))
        workspace = (
            present if isinstance(present, Workspace) else _try_to_open(path, passphrases, clock, name)
        )
        erased: list[tuple[str, Id]] = []
        if workspace is not None:
            try:
                with workspace.read() as ours:
                    _check_same(transaction_ids(ours), known, backup)
                    erased = [one for one in erased_rows(ours) if one not in was_erased]
            except BaseException:
                if not isinstance(present, Workspace):
                    workspace.close()
                raise
        key = foreign.key if workspace is None else workspace.key
        kept = _place_for(path, workspace is not None, clock)
        if workspace is not None:
            workspace.close()
        error = None
        try:
            lock = FileInUse(path)
            try:
                put_back(path, foreign, key, kept, erased)
            finally:
                lock.release()
        except WorkbenchError as caught:
            if workspace is None:
                raise
            error, kept, erased = caught, None, []
    if kept is not None and workspace is not None:
        remove_older(path, BackupKind.RESTORE, kept)
    code = " ".join(write_code(key.raw)) if key.secret else None
    return Restored(open_workspace(path, passphrase=code, clock=clock, author=name), kept, error)


def salvage_file(
    path: Path, passphrases: Sequence[str] = (), into: Path | None = None, *, clock: Clock
) -> Salvage:
    """Write what can still be read of the damaged file at ``path`` to a new file, to be merged.

    Without ``into`` it lies beside it. The first passphrase that fits opens it. Raises as
    ``storage.salvage.salvage_file``, and ``NotAllowed`` where ``into`` is there already.
    """
    target = into or free_name(path.with_name(f"{path.stem}.readable{path.suffix}"))
    if target.exists():
        raise NotAllowed(
            _("There is already a file of this name."), hint=_("Choose another name."), where=str(target)
        )
    ways: list[str | None] = [*passphrases] or [None]
    for way in ways[:-1]:
        try:
            return salvage.salvage_file(path, way, target, clock=clock)
        except WrongPassphrase:
            continue
    return salvage.salvage_file(path, ways[-1], target, clock=clock)


def _place_for(path: Path, is_whole: bool, clock: Clock) -> Path | None:
    """Under which name the present file is kept; what could not be opened is never rotated away."""
    if not path.exists():
        return None
    if is_whole:
        return name_before(path, BackupKind.RESTORE, clock.now())
    folder = backup_folder(path)
    with os_errors(folder):
        folder.mkdir(exist_ok=True)
    return free_name(folder / f"{path.stem}.damaged.{clock.now().astimezone():%Y-%m-%d-%H%M%S}{path.suffix}")


def _try_to_open(path: Path, passphrases: Sequence[str], clock: Clock, author: str) -> Workspace | None:
    """The present file, open; ``None`` where it is missing or cannot be read."""
    for passphrase in (*passphrases, None):
        try:
            return files.open_workspace(path, passphrase=passphrase, clock=clock, author=author)
        except WrongPassphrase:
            continue
        except (NotFound, *_UNREADABLE):
            return None
    return None


def _check_is_backup(for_others: bool, backup: Path) -> None:
    if for_others:
        raise NotAllowed(
            _("This is a file for others, not a backup."),
            hint=_("Merge it: what it has and this file lacks comes back, and nothing is lost."),
            where=str(backup),
        )


def _check_same(own: set[bytes], known: set[bytes], backup: Path) -> None:
    if own and known and own.isdisjoint(known):
        raise NotAllowed(
            _("This is a backup of another file."),
            hint=_("Choose a backup of this file, or open the other one by itself."),
            where=str(backup),
        )


def _key_of(present: Workspace | Path) -> FileKey | None:
    return None if isinstance(present, Path) else present.key


def _told(found: Beyond) -> BeyondOther:
    kinds: dict[str, int] = {}
    for entity, count in found.by_entity.items():
        kind = "sales" if entity == "sales_batch" else kind_of(entity)
        kinds[kind] = kinds.get(kind, 0) + count
    return BeyondOther(
        found.changes, stored_instant(found.first), stored_instant(found.last), found.by_author, kinds
    )
