"""Reading complaints."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import known_word
from workbench.storage.tables.complaints import ComplaintEntity

_COMPLAINT = ComplaintEntity.__table__.c


def list_complaints(session: Session, account_id: Id | None = None) -> list[Complaint]:
    """Complaints, the newest first."""
    query = select(ComplaintEntity.__table__).order_by(_COMPLAINT.received_on.desc(), _COMPLAINT.id)
    if account_id is not None:
        query = query.where(_COMPLAINT.account_id == account_id)
    return [
        Complaint(**{**row._mapping, "kind": known_word(ComplaintKind, row.kind) or ComplaintKind.OTHER})
        for row in session.execute(query)
    ]
