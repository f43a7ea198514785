"""Reading complaints."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from workbench.domain.complaints import Complaint, ComplaintKind
from workbench.foundation.ids import Id
from workbench.storage.tables.complaints import ComplaintEntity

_COMPLAINT = ComplaintEntity.__table__.c


# The columns in the order of the fields of ``Complaint``, built by place.
_NAMES = [field.name for field in fields(Complaint)]
_KIND_AT = _NAMES.index("kind")
_KINDS: Mapping[str, ComplaintKind] = {kind.value: kind for kind in ComplaintKind}
_ALL = select(*(_COMPLAINT[name] for name in _NAMES)).order_by(_COMPLAINT.received_on.desc(), _COMPLAINT.id)
_OF_ACCOUNT = _ALL.where(_COMPLAINT.account_id == bindparam("account"))


def list_complaints(session: Session, account_id: Id | None = None) -> list[Complaint]:
    """Complaints, the newest first."""
    if account_id is None:
        rows = session.execute(_ALL)
    else:
        rows = session.execute(_OF_ACCOUNT, {"account": account_id})
    return [_complaint(row) for row in rows.all()]


def count_complaints(session: Session, first: date, last: date) -> dict[Id, int]:
    """How many each account made from ``first`` to ``last``, both included; who made none is left out."""
    query = (
        select(_COMPLAINT.account_id, func.count().label("count"))
        .where(_COMPLAINT.received_on >= first, _COMPLAINT.received_on <= last)
        .group_by(_COMPLAINT.account_id)
    )
    return {row.account_id: row[1] for row in session.execute(query)}


def _complaint(row: Any) -> Complaint:
    values = list(row)
    values[_KIND_AT] = _KINDS.get(values[_KIND_AT], ComplaintKind.OTHER)
    return Complaint(*values)
