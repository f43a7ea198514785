"""Which visits carry a report that a person filed, as the journal knows it."""

from collections import defaultdict
from collections.abc import Collection

from sqlalchemy import select

from workbench.domain.journal import transaction_of
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.session import Session
from workbench.storage.tables.journal import EntryRecord, TransactionRecord

_ENTRY, _TRANSACTION = EntryRecord.__table__.c, TransactionRecord.__table__.c
FILING = ("report_visit", "amend_report")
"""The kinds of changes that file a report."""


def filed_reports(session: Session, visit_ids: Collection[Id]) -> frozenset[Id]:
    """Those of the visits whose report a person wrote; an imported one is not filed by anybody."""
    rows: defaultdict[Id, set[Id]] = defaultdict(set)
    for chunk in chunks(visit_ids):
        query = select(_ENTRY.id, _ENTRY.row_id).where(_ENTRY.row_id.in_(chunk))
        for entry_id, row_id in session.execute(query).all():
            rows[transaction_of(entry_id)].add(row_id)
    found: set[Id] = set()
    for chunk in chunks(rows):
        filing = select(_TRANSACTION.id).where(_TRANSACTION.id.in_(chunk), _TRANSACTION.kind.in_(FILING))
        for (transaction_id,) in session.execute(filing).all():
            found |= rows[transaction_id]
    return frozenset(found)
