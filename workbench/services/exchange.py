"""Handing files over: export, look inside, merge with a receipt, and decide what differs (10-journal)."""

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from workbench.domain.journal import ChangeSummary
from workbench.domain.journal_fold import CONFLICT
from workbench.foundation.errors import WorkbenchError, WrongPassphrase
from workbench.foundation.i18n import _, format_number, ngettext
from workbench.foundation.ids import Id
from workbench.services.backups import backup_before
from workbench.services.conflicts import list_conflict_records
from workbench.services.exporting import ExportReceipt, export_workspace, proposed_export_name
from workbench.services.packages import Readable, readable
from workbench.services.person_erasure import erase_what_came
from workbench.storage import backup, conflicts, merge
from workbench.storage.backup import FileInfo
from workbench.storage.merge_receipts import MergeReceipt
from workbench.storage.queries import records as queries
from workbench.storage.workspace import Workspace

__all__ = [
    "ConflictLine",
    "ExportReceipt",
    "FileInfo",
    "MergeOutcome",
    "MergedFile",
    "decide_fields",
    "erased_sentence",
    "export_workspace",
    "inspect_file",
    "list_conflicts",
    "merge_files",
    "proposed_export_name",
]


@dataclass(frozen=True)
class MergedFile:
    """What merging one file did: new and known journal entries, and what is to be decided now.

    With an ``error`` nothing of the file was taken, and there is no receipt.
    """

    file: Path
    receipt: MergeReceipt | None = None
    error: WorkbenchError | None = None

    @property
    def new(self) -> int:
        return self.receipt.new if self.receipt else 0

    @property
    def known(self) -> int:
        return self.receipt.known if self.receipt else 0

    @property
    def conflicts(self) -> int:
        return self.receipt.conflicts if self.receipt else 0


@dataclass(frozen=True)
class MergeOutcome:
    """All files of one merge, in the order given; ``summary`` covers everything that changed.

    ``backup`` is where the workspace as it was before is kept; ``None`` for a dry run. ``erased``: how many
    records came about people who were erased here, and were erased too.
    """

    files: tuple[MergedFile, ...]
    summary: ChangeSummary
    backup: Path | None
    erased: int = 0

    @property
    def transaction_id(self) -> Id | None:
        """What undo takes: the last merge that brought anything."""
        return self.summary.transaction_id


@dataclass(frozen=True)
class ConflictLine:
    """Something to decide: a field that two people set differently, or (``field`` empty) a record that
    one deleted and another kept. Values are plain: ids hex, days ISO 8601. ``author``: who wrote theirs."""

    kind: str
    row_id: Id
    label: str
    flag: str
    field: str
    base: Any
    mine: Any
    theirs: Any
    author: str = ""


def inspect_file(path: Path, passphrases: Sequence[str] = (), workspace: Workspace | None = None) -> FileInfo:
    """What a file from elsewhere holds, without merging it; the first passphrase that fits opens it.

    ``workspace``: whose receiving key may open it. Raises ``NotFound``, ``NotAWorkspace``, ``Damaged``,
    ``WrongPassphrase`` or ``Locked``.
    """
    with readable(workspace, path) as opened:
        ways = opened.passphrases(passphrases)
        for passphrase in ways[:-1]:
            try:
                return backup.inspect_file(opened.path, passphrase)
            except WrongPassphrase:
                continue
        return backup.inspect_file(opened.path, ways[-1] if ways else None)


def merge_files(
    workspace: Workspace,
    paths: Iterable[Path],
    passphrases: Sequence[str] = (),
    *,
    dry_run: bool = False,
    on_step: Callable[[int, int], None] | None = None,
    with_backup: bool = True,
    look: merge.Look | None = None,
) -> MergeOutcome:
    """Take in what the files know and this workspace does not; ``dry_run`` only says what that would be.

    A file that cannot be read is reported with its error and stops no other. Each file is opened by the
    first of ``passphrases`` that fits. A backup of just
    before is made once something new is found, unless ``with_backup`` is off. ``on_step(done, total)`` may
    raise ``Cancelled``: what was saved by then stays. ``look``: as for ``merge.merge_files``. Raises where
    the workspace itself cannot be written.
    """
    files = list(paths)
    kept: list[Path] = []

    def keep() -> None:
        if with_backup and not dry_run and not kept:
            kept.append(backup_before(workspace, "merge"))

    merged: dict[int, MergedFile] = {}
    with contextlib.ExitStack() as until_merged:
        opened: dict[int, Readable] = {}
        for index, file in enumerate(files):
            try:
                opened[index] = until_merged.enter_context(readable(workspace, file))
            except WorkbenchError as error:
                merged[index] = MergedFile(file, error=error)
        shown = {one.path: one.shown for one in opened.values()}
        waiting = list(opened)
        for passphrase in passphrases or (None,):
            tried = [(opened[index].path, opened[index].secret or passphrase) for index in waiting]
            outcomes = merge.merge_files(
                workspace, tried, dry_run=dry_run, before_change=keep, look=look, shown=shown
            )
            for index, outcome in zip(list(waiting), outcomes, strict=True):
                merged[index] = _merged(files[index], outcome)
                if on_step is not None:
                    on_step(len(merged), len(files))
            waiting = [index for index in waiting if isinstance(merged[index].error, WrongPassphrase)]
            if not waiting:
                break
    rows = tuple(merged[index] for index in range(len(files)))
    summary = _summary([row.receipt.summary for row in rows if row.receipt])
    erased = erase_what_came(workspace) if summary.transaction_id and not dry_run else 0
    return MergeOutcome(rows, summary, kept[0] if kept else None, erased)


def erased_sentence(count: int) -> str:
    """That this many records about erased people came and were erased; empty for none."""
    told = ngettext(
        "{count} record about somebody who was erased came along, and was erased too.",
        "{count} records about people who were erased came along, and were erased too.",
        count,
    )
    return told.format(count=format_number(count)) if count else ""


def _merged(file: Path, outcome: MergeReceipt | WorkbenchError) -> MergedFile:
    if isinstance(outcome, WorkbenchError):
        outcome.where = str(file)
        return MergedFile(file, error=outcome)
    return MergedFile(file, outcome)


def _summary(parts: Sequence[ChangeSummary]) -> ChangeSummary:
    rows: dict[str, list[frozenset[Id]]] = {}
    for part in parts:
        for entity, of_part in part.touched.items():
            rows.setdefault(entity, []).append(of_part)
    # Of a single file the very set: that of a large one is not copied.
    touched = {
        entity: of_all[0].union(*of_all[1:]) if len(of_all) > 1 else of_all[0]
        for entity, of_all in rows.items()
    }
    last = next((part.transaction_id for part in reversed(parts) if part.transaction_id), None)
    return ChangeSummary(last, "merge", _("Merge"), touched, last is not None)


def list_conflicts(workspace: Workspace) -> tuple[ConflictLine, ...]:
    """Everything that a person must decide, field by field."""
    found = []
    for record in list_conflict_records(workspace):
        of = (record.kind, record.row_id, record.label)
        if record.flag:
            found.append(ConflictLine(*of, record.flag, "", None, None, None))
        for field in record.fields:
            sides = (field.base.values, field.mine.values, field.theirs.values)
            names = [name for name in field.columns if sides[1][name] != sides[2][name]]
            for name in names:
                base, mine, theirs = (side.get(name) for side in sides)
                found.append(ConflictLine(*of, CONFLICT, name, base, mine, theirs, field.theirs.author))
    return tuple(found)


def decide_fields(workspace: Workspace, kind: str, row_id: Id, values: Mapping[str, Any]) -> ChangeSummary:
    """Settle fields of a record in conflict: ``values`` (Python values by column) take the place of all."""
    with workspace.change("decide_conflict", _("Conflict decided")) as change:
        conflicts.resolve_conflict(change, queries.entity_of(kind), row_id, values)
    return change.summary
