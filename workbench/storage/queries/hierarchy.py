"""Reading who belongs to whom: the whole forest, or one account's family; bounded also where it loops."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, Select, func, select
from sqlalchemy.orm import Session

from workbench.domain.hierarchy import Totals
from workbench.domain.visits import VisitState
from workbench.foundation.ids import Id
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.complaints import ComplaintEntity
from workbench.storage.tables.sales import SaleEntity
from workbench.storage.tables.visits import ActionEntity, VisitEntity

_ACCOUNT = AccountEntity.__table__.c
_VISIT, _ACTION = VisitEntity.__table__.c, ActionEntity.__table__.c
_COMPLAINT, _SALE = ComplaintEntity.__table__.c, SaleEntity.__table__.c


@dataclass(frozen=True)
class Family:
    """The accounts joined to one by parents: who is whose, and their short names."""

    parents: Mapping[Id, Id | None]
    names: Mapping[Id, str]


def all_parents(session: Session) -> dict[Id, Id | None]:
    """The parent of every account."""
    return {row.id: row.parent_id for row in session.execute(select(_ACCOUNT.id, _ACCOUNT.parent_id))}


def get_family(session: Session, account_id: Id) -> Family:
    """The accounts above, beside and below an account, itself included."""
    family = _family(account_id)
    query = select(_ACCOUNT.id, _ACCOUNT.parent_id, _ACCOUNT.name, _ACCOUNT.short_name).where(
        _ACCOUNT.id.in_(select(family.c.id))
    )
    rows = session.execute(query).all()
    return Family(
        {row.id: row.parent_id for row in rows}, {row.id: row.short_name or row.name for row in rows}
    )


def family_totals(session: Session, account_id: Id, first: date, last: date) -> dict[Id, Totals]:
    """Per account of the family: sales (CNY) and visits made in the range, promises open, complaints."""
    family = _family(account_id)

    def by_account(query: Select[Any], key: Any) -> dict[Id, int]:
        query = query.where(key.in_(select(family.c.id))).group_by(key)
        return {row[0]: row[1] for row in session.execute(query)}

    sales = by_account(
        select(_SALE.account_id, func.sum(_SALE.amount_fen)).where(
            _SALE.currency == "CNY", _SALE.sold_on >= first, _SALE.sold_on <= last
        ),
        _SALE.account_id,
    )
    visits = by_account(
        select(_VISIT.account_id, func.count()).where(
            _VISIT.state == VisitState.DONE.value, _VISIT.on_day >= first, _VISIT.on_day <= last
        ),
        _VISIT.account_id,
    )
    promises = by_account(
        select(_ACTION.account_id, func.count()).where(_ACTION.done_on.is_(None)), _ACTION.account_id
    )
    complaints = by_account(select(_COMPLAINT.account_id, func.count()), _COMPLAINT.account_id)
    return {
        one: Totals(sales.get(one, 0), visits.get(one, 0), promises.get(one, 0), complaints.get(one, 0))
        for one in sales.keys() | visits.keys() | promises.keys() | complaints.keys()
    }


def _family(account_id: Id) -> CTE:
    """All ids of the family. UNION drops what is known already, so a loop ends."""
    above = select(_ACCOUNT.id).where(_ACCOUNT.id == account_id).cte("above", recursive=True)
    child = AccountEntity.__table__.alias()
    above = above.union(
        select(child.c.parent_id).join(above, child.c.id == above.c.id).where(child.c.parent_id.is_not(None))
    )
    family = select(above.c.id).cte("family", recursive=True)
    below = AccountEntity.__table__.alias()
    return family.union(select(below.c.id).join(family, below.c.parent_id == family.c.id))
