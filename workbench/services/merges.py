"""Files of others: many merged in one go, what merges brought, and the way back."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.exchange import MergedFile, MergeOutcome, erased_sentence, merge_files
from workbench.services.history import undo
from workbench.services.merge_counts import counts_by_kind
from workbench.services.merge_looks import NAMES_SHOWN, FileLook, KindNews, Warn, look_into
from workbench.storage.backup import FileInfo
from workbench.storage.merge_receipts import EntityCounts, MergeReceipt
from workbench.storage.queries import merges as queries
from workbench.storage.queries.merges import PastMerge
from workbench.storage.workspace import Workspace

__all__ = [
    "NAMES_SHOWN",
    "EntityCounts",
    "FileInfo",
    "FileLook",
    "KindNews",
    "MergeOutcome",
    "MergeReceipt",
    "MergedFile",
    "PastMerge",
    "Warn",
    "counts_by_kind",
    "erased_sentence",
    "list_merges",
    "look_into",
    "merge_all",
    "undo_merges",
]

_FILES_A_STEP = 20


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
