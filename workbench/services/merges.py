"""Files of others: a look inside before anything is touched, what merges brought, and the way back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from workbench.domain.journal import ChangeSummary
from workbench.foundation.errors import WorkbenchError
from workbench.foundation.files import os_errors
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.exchange import MergedFile, MergeOutcome, erased_sentence, inspect_file, merge_files
from workbench.services.history import undo
from workbench.storage.backup import FileInfo
from workbench.storage.merge_receipts import EntityCounts, MergeReceipt
from workbench.storage.queries import merges as queries
from workbench.storage.queries.merges import PastMerge
from workbench.storage.queries.records import KINDS, kind_of
from workbench.storage.workspace import Workspace

__all__ = [
    "EntityCounts",
    "FileInfo",
    "FileLook",
    "MergeOutcome",
    "MergeReceipt",
    "MergedFile",
    "PastMerge",
    "counts_by_kind",
    "erased_sentence",
    "list_merges",
    "look_into",
    "merge_all",
    "undo_merges",
]

_SALES_BATCH = "sales_batch"
_FILES_A_STEP = 20


@dataclass(frozen=True)
class FileLook:
    """What a file from elsewhere is, and what merging it alone would bring. ``size`` in bytes.

    With an ``error`` there is no receipt; ``info`` is there as far as the file could be read.
    """

    path: Path
    size: int = 0
    info: FileInfo | None = None
    receipt: MergeReceipt | None = None
    error: WorkbenchError | None = None


def look_into(workspace: Workspace, path: Path, passphrases: Sequence[str] = ()) -> FileLook:
    """Look at a file that is to be merged; nothing is changed here or there, whatever the file is."""
    size, info = 0, None
    try:
        with os_errors(path):
            size = path.stat().st_size
        info = inspect_file(path, passphrases)
        (merged,) = merge_files(workspace, [path], passphrases, dry_run=True).files
    except WorkbenchError as error:
        return FileLook(path, size, info, error=error)
    return FileLook(path, size, info, merged.receipt, merged.error)


def merge_all(
    workspace: Workspace,
    paths: Sequence[Path],
    passphrases: Sequence[str] = (),
    *,
    on_step: Callable[[int, int], object] | None = None,
    stopped: Callable[[], bool] | None = None,
) -> MergeOutcome:
    """Merge files as ``merge_files`` does; when ``stopped`` says so, the outcome ends with what was saved."""
    merged: list[MergedFile] = []
    summaries: list[ChangeSummary] = []
    backup: Path | None = None
    erased = 0
    for start in range(0, len(paths), _FILES_A_STEP):
        if stopped is not None and stopped():
            break
        step = paths[start : start + _FILES_A_STEP]
        outcome = merge_files(workspace, step, passphrases, with_backup=backup is None)
        merged += outcome.files
        summaries.append(outcome.summary)
        backup = backup or outcome.backup
        erased += outcome.erased
        if on_step is not None:
            on_step(len(merged), len(paths))
    last = next((one.transaction_id for one in reversed(summaries) if one.transaction_id), None)
    summary = ChangeSummary(last, "merge", _("Merge"), _touched(summaries), last is not None)
    return MergeOutcome(tuple(merged), summary, backup, erased)


def list_merges(workspace: Workspace, limit: int = 20) -> tuple[PastMerge, ...]:
    """The latest merges that still stand, the newest first."""
    with workspace.read() as session:
        return tuple(queries.list_merges(session, limit))


def counts_by_kind(receipts: Sequence[MergeReceipt]) -> Mapping[str, EntityCounts]:
    """What the merges brought together, by kind of record, in the order in which kinds are listed."""
    found: dict[str, EntityCounts] = {}
    for receipt in receipts:
        for entity, counts in receipt.by_entity.items():
            kind = "sales" if entity == _SALES_BATCH else kind_of(entity)
            before = found.get(kind, EntityCounts())
            found[kind] = EntityCounts(
                before.created + counts.created,
                before.changed + counts.changed,
                before.deleted + counts.deleted,
                before.conflicts + counts.conflicts,
            )
    order = {kind: place for place, kind in enumerate(KINDS)}
    return dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order))))


def undo_merges(workspace: Workspace, merge_ids: Sequence[Id]) -> ChangeSummary:
    """Take merges back, the last first; they must be the latest that happened.

    Raises ``NotAllowed`` if something came after one of them; those after it are undone by then.
    """
    undone = [undo(workspace, merge_id).summary for merge_id in reversed(merge_ids)]
    return ChangeSummary(None, "undo", _("Merge"), _touched(undone), False)


def _touched(summaries: Iterable[ChangeSummary]) -> Mapping[str, frozenset[Id]]:
    touched: dict[str, frozenset[Id]] = {}
    for summary in summaries:
        for entity, rows in summary.touched.items():
            touched[entity] = touched.get(entity, frozenset()) | rows
    return touched
