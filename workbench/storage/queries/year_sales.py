"""Sales and their known cost by calendar year and by product, in fen of one currency (2-rules §3)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session

from workbench.domain.portfolio import RecordedYear
from workbench.domain.product_mix import ProductSold
from workbench.foundation.ids import Id
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c
# Of more accounts than this all are read: a query takes so many values only.
_MOST_NAMED = 500
_YEAR = func.substr(_SALE.sold_on, 1, 4, type_=None).label("year")
_SUMS = (
    func.sum(_SALE.amount_fen).label("revenue"),
    func.sum(case((_SALE.cost_fen.is_not(None), _SALE.amount_fen), else_=0)).label("costed"),
    func.sum(func.coalesce(_SALE.cost_fen, 0)).label("cost"),
    func.sum(case((_SALE.cost_fen.is_(None), 1), else_=0)).label("uncosted"),
)


def sales_by_year(
    session: Session, first: date, last: date, ids: Collection[Id] | None = None, currency: str = "CNY"
) -> dict[Id, dict[int, RecordedYear]]:
    """Per account and calendar year what was sold from ``first`` to ``last``, both included.

    Of the accounts named; where they are many, or ``None``, of all.
    """
    query = _chosen(select(_SALE.account_id, _YEAR, *_SUMS), first, last, ids, currency)
    found: dict[Id, dict[int, RecordedYear]] = {}
    for row in session.execute(query.group_by(_SALE.account_id, _YEAR)):
        found.setdefault(row.account_id, {})[int(row.year)] = _recorded(row)
    return found


def sales_with_cost(
    session: Session, first: date, last: date, ids: Collection[Id] | None = None, currency: str = "CNY"
) -> dict[Id, RecordedYear]:
    """Per account what was sold from ``first`` to ``last``, both included, as one sum."""
    query = _chosen(select(_SALE.account_id, *_SUMS), first, last, ids, currency)
    return {row.account_id: _recorded(row) for row in session.execute(query.group_by(_SALE.account_id))}


def products_sold(
    session: Session, account_id: Id, first: date, last: date, currency: str = "CNY"
) -> list[ProductSold]:
    """What the account bought by product, with the known cost; stock is on no record yet."""
    query = _chosen(select(_SALE.product, *_SUMS), first, last, (account_id,), currency)
    return [
        ProductSold(row.product, row.revenue, row.costed, row.cost)
        for row in session.execute(query.group_by(_SALE.product).order_by(_SALE.product))
    ]


def others_sold(
    session: Session, account_id: Id, first: date, last: date, currency: str = "CNY"
) -> dict[str, int]:
    """What the account bought in other currencies than ``currency``, by currency in its hundredths."""
    query = (
        select(_SALE.currency, func.sum(_SALE.amount_fen).label("total"))
        .where(_SALE.account_id == account_id, _SALE.currency != currency)
        .where(_SALE.sold_on >= first, _SALE.sold_on <= last)
        .group_by(_SALE.currency)
        .order_by(_SALE.currency)
    )
    return {row.currency: row.total for row in session.execute(query)}


def _chosen(
    query: Select[Any], first: date, last: date, ids: Collection[Id] | None, currency: str
) -> Select[Any]:
    query = query.where(_SALE.currency == currency, _SALE.sold_on >= first, _SALE.sold_on <= last)
    return query if ids is None or len(ids) > _MOST_NAMED else query.where(_SALE.account_id.in_(ids))


def _recorded(row: Any) -> RecordedYear:
    return RecordedYear(row.revenue, row.costed, row.cost, row.uncosted > 0)
