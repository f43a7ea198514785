"""Reading who belongs to whom: the whole forest, or one account's family; bounded also where it loops."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CTE, ColumnElement, Select, bindparam, func, literal_column, select, union_all

from workbench.domain.hierarchy import Totals
from workbench.domain.visits import VisitState
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.complaints import ComplaintEntity
from workbench.storage.tables.sales import SaleEntity
from workbench.storage.tables.visits import ActionEntity, VisitEntity

_ACCOUNT = AccountEntity.__table__.c
_VISIT, _ACTION = VisitEntity.__table__.c, ActionEntity.__table__.c
_COMPLAINT, _SALE = ComplaintEntity.__table__.c, SaleEntity.__table__.c


def _family() -> CTE:
    """All ids of the family of ``account``. UNION drops what is known already, so a loop ends."""
    above = select(_ACCOUNT.id).where(_ACCOUNT.id == bindparam("account")).cte("above", recursive=True)
    child = AccountEntity.__table__.alias()
    above = above.union(
        select(child.c.parent_id).join(above, child.c.id == above.c.id).where(child.c.parent_id.is_not(None))
    )
    family = select(above.c.id).cte("family", recursive=True)
    below = AccountEntity.__table__.alias()
    return family.union(select(below.c.id).join(family, below.c.parent_id == family.c.id))


_FAMILY = _family()
_RELATIVES = select(_ACCOUNT.id, _ACCOUNT.parent_id, _ACCOUNT.name, _ACCOUNT.short_name).where(
    _ACCOUNT.id.in_(select(_FAMILY.c.id))
)


def _sums(key: ColumnElement[Any], place: int, amount: ColumnElement[int]) -> Select[Any]:
    """One of the four figures by account, in its place among the others."""
    none: ColumnElement[int] = literal_column("0")
    figures = [amount if at == place else none for at in range(4)]
    return select(key, *figures).where(key.in_(select(_FAMILY.c.id))).group_by(key)


_FIRST, _LAST = bindparam("first", type_=_SALE.sold_on.type), bindparam("last", type_=_SALE.sold_on.type)
_TOTALS = union_all(
    _sums(_SALE.account_id, 0, func.sum(_SALE.amount_fen)).where(
        _SALE.currency == "CNY", _SALE.sold_on >= _FIRST, _SALE.sold_on <= _LAST
    ),
    _sums(_VISIT.account_id, 1, func.count()).where(
        _VISIT.state == VisitState.DONE.value, _VISIT.on_day >= _FIRST, _VISIT.on_day <= _LAST
    ),
    _sums(_ACTION.account_id, 2, func.count()).where(_ACTION.done_on.is_(None)),
    _sums(_COMPLAINT.account_id, 3, func.count()),
)


@dataclass(frozen=True)
class Family:
    """The accounts joined to one by parents: who is whose, and their short names."""

    parents: Mapping[Id, Id | None]
    names: Mapping[Id, str]


def get_family(session: Session, account_id: Id) -> Family:
    """The accounts above, beside and below an account, itself included."""
    rows = session.execute(_RELATIVES, {"account": account_id}).all()
    return Family(
        {row.id: row.parent_id for row in rows}, {row.id: row.short_name or row.name for row in rows}
    )


def family_totals(session: Session, account_id: Id, first: date, last: date) -> dict[Id, Totals]:
    """Per account of the family: sales (CNY) and visits made in the range, promises open, complaints."""
    values = {"account": account_id, "first": first, "last": last}
    found: dict[Id, Totals] = {}
    for relative, sales, visits, promises, complaints in session.execute(_TOTALS, values):
        found[relative] = found.get(relative, Totals()) + Totals(sales, visits, promises, complaints)
    return found
