"""Reading contracts."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from workbench.domain.contracts import Contract
from workbench.foundation.ids import Id
from workbench.storage.tables.contracts import ContractEntity

_CONTRACT = ContractEntity.__table__.c


def list_contracts(
    session: Session,
    account_id: Id | None = None,
    *,
    ends_from: date | None = None,
    ends_by: date | None = None,
) -> list[Contract]:
    """Contracts by their end; those without an end last."""
    query = select(ContractEntity.__table__)
    if account_id is not None:
        query = query.where(_CONTRACT.account_id == account_id)
    if ends_from is not None:
        query = query.where(_CONTRACT.ends_on >= ends_from)
    if ends_by is not None:
        query = query.where(_CONTRACT.ends_on <= ends_by)
    query = query.order_by(_CONTRACT.ends_on.is_(None), _CONTRACT.ends_on, _CONTRACT.id)
    return [Contract(**row._mapping) for row in session.execute(query)]
