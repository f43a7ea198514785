"""What merges brought, by kind of record, and the way back (10-journal)."""

from collections.abc import Mapping, Sequence

from workbench.domain.journal import ChangeSummary
from workbench.foundation.i18n import _
from workbench.foundation.ids import Id
from workbench.services.history import undo
from workbench.storage.merge import EntityCounts, MergeReceipt
from workbench.storage.queries import merges as queries
from workbench.storage.queries.merges import PastMerge
from workbench.storage.queries.records import KINDS, kind_of
from workbench.storage.workspace import Workspace

__all__ = ["EntityCounts", "MergeReceipt", "PastMerge", "counts_by_kind", "list_merges", "undo_merges"]

_SALES_BATCH = "sales_batch"


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
    touched: dict[str, frozenset[Id]] = {}
    for merge_id in reversed(merge_ids):
        for entity, rows in undo(workspace, merge_id).summary.touched.items():
            touched[entity] = touched.get(entity, frozenset()) | rows
    return ChangeSummary(None, "undo", _("Merge"), touched, False)
