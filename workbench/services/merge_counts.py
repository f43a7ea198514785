"""What merges brought, counted by kind of record."""

from collections.abc import Mapping, Sequence

from workbench.storage.merge_receipts import EntityCounts, MergeReceipt
from workbench.storage.queries.records import KINDS, kind_of

_SALES_BATCH = "sales_batch"
_SALE = "sale"


def shown_kind(entity: str) -> str:
    """Under which kind of record rows of ``entity`` are counted."""
    return "sales" if entity == _SALES_BATCH else kind_of(entity)


def counts_by_kind(
    receipts: Sequence[MergeReceipt], in_file: Mapping[str, int] | None = None
) -> Mapping[str, EntityCounts]:
    """What the merges brought together, by kind of record, in the order in which kinds are listed.

    With ``in_file``, the number of rows of each entity in the one file, what stays as it is counts as the
    same, also of kinds of which nothing is new.
    """
    found: dict[str, EntityCounts] = {}
    for receipt in receipts:
        by_entity = dict(receipt.by_entity)
        for entity, rows in (in_file or {}).items():
            if entity != _SALE:
                known = by_entity.get(entity, EntityCounts())
                same = max(rows - known.created - known.changed, known.same)
                by_entity[entity] = EntityCounts(
                    known.created, known.changed, known.deleted, known.conflicts, same
                )
        for entity, counts in by_entity.items():
            kind = shown_kind(entity)
            before = found.get(kind, EntityCounts())
            found[kind] = EntityCounts(
                before.created + counts.created,
                before.changed + counts.changed,
                before.deleted + counts.deleted,
                before.conflicts + counts.conflicts,
                before.same + counts.same,
            )
    order = {kind: place for place, kind in enumerate(KINDS)}
    kept = ((kind, counts) for kind, counts in found.items() if counts != EntityCounts())
    return dict(sorted(kept, key=lambda pair: order.get(pair[0], len(order))))
