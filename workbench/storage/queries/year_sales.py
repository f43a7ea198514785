"""Sales and their known cost over spans of days and by product, in fen of one currency (2-rules §3)."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import case, func, select

from workbench.domain.portfolio import RecordedYear
from workbench.domain.product_mix import ProductSold
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c
# Of more accounts than this all are read: a query takes so many values only.
_MOST_NAMED = 500
_SUMS = (
    func.sum(_SALE.amount_fen).label("revenue"),
    func.sum(case((_SALE.cost_fen.is_not(None), _SALE.amount_fen), else_=0)).label("costed"),
    func.sum(func.coalesce(_SALE.cost_fen, 0)).label("cost"),
    func.sum(case((_SALE.cost_fen.is_(None), 1), else_=0)).label("uncosted"),
)
_OF_SPAN = len(_SUMS)


def sales_of_spans(
    session: Session,
    spans: Sequence[tuple[date, date]],
    ids: Collection[Id] | None = None,
    currency: str = "CNY",
) -> list[dict[Id, RecordedYear]]:
    """Per span of days, both included, and account what was sold; who bought nothing then is left out.

    Of the accounts named; where they are many, or ``None``, of all. Everything in one pass over the sales in
    the order in which they lie: grouped by year they would have to be sorted, which takes five times as long.
    """
    columns: list[Any] = [_SALE.account_id]
    for first, last in spans:
        within = _SALE.sold_on.between(first, last)
        columns += [
            func.sum(case((within, _SALE.amount_fen))),
            func.sum(case((within & _SALE.cost_fen.is_not(None), _SALE.amount_fen), else_=0)),
            func.sum(case((within, _SALE.cost_fen), else_=0)),
            func.sum(case((within & _SALE.cost_fen.is_(None), 1), else_=0)),
        ]
    query = select(*columns).where(_SALE.currency == currency).group_by(_SALE.account_id)
    if ids is not None and len(ids) <= _MOST_NAMED:
        query = query.where(_SALE.account_id.in_(ids))
    found: list[dict[Id, RecordedYear]] = [{} for _span in spans]
    for row in session.execute(query).all():
        account_id, *sums = row
        for place, sales in enumerate(found):
            revenue, costed, cost, uncosted = sums[place * _OF_SPAN : (place + 1) * _OF_SPAN]
            if revenue is not None:
                sales[account_id] = RecordedYear(revenue, costed, cost or 0, uncosted > 0)
    return found


def products_sold(
    session: Session, account_id: Id, first: date, last: date, currency: str = "CNY"
) -> list[ProductSold]:
    """What the account bought by product, with the known cost and how many where each sale says so."""
    query = (
        select(
            _SALE.product,
            *_SUMS,
            func.sum(_SALE.quantity_milli).label("quantity"),
            func.sum(case((_SALE.quantity_milli.is_(None), 1), else_=0)).label("uncounted"),
        )
        .where(_SALE.account_id == account_id, _SALE.currency == currency)
        .where(_SALE.sold_on >= first, _SALE.sold_on <= last)
    )
    return [
        ProductSold(
            *(row.product, row.revenue, row.costed, row.cost),
            sold_milli=None if row.uncounted else max(row.quantity, 0),
        )
        for row in session.execute(query.group_by(_SALE.product).order_by(_SALE.product))
    ]


def others_sold(
    session: Session, first: date, last: date, account_id: Id | None = None, currency: str = "CNY"
) -> dict[str, int]:
    """What was sold in other currencies than ``currency``, by currency in its hundredths.

    To one account, or to all. The days are no condition: by their index reading everything takes longer.
    """
    total = func.sum(case((_SALE.sold_on.between(first, last), _SALE.amount_fen)))
    query = select(_SALE.currency, total.label("total")).where(_SALE.currency != currency)
    if account_id is not None:
        query = query.where(_SALE.account_id == account_id)
    rows = session.execute(query.group_by(_SALE.currency).order_by(_SALE.currency))
    return {row.currency: row.total for row in rows if row.total is not None}
