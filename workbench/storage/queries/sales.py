"""Sums over sales records, of one currency each: amounts of several are never added. Amounts are fen."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Select, func, select

from workbench.domain.service_limits import SoldLine
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c
# Each end by itself is one step in the index; both in one query would read every record.
_SPAN = select(
    select(func.min(_SALE.sold_on, type_=_SALE.sold_on.type)).scalar_subquery().label("first"),
    select(func.max(_SALE.sold_on, type_=_SALE.sold_on.type)).scalar_subquery().label("last"),
)


def _chosen(query: Select[Any], currency: str, first: date | None, last: date | None) -> Select[Any]:
    return _between(query.where(_SALE.currency == currency), first, last)


def _between(query: Select[Any], first: date | None, last: date | None) -> Select[Any]:
    if first is not None:
        query = query.where(_SALE.sold_on >= first)
    if last is not None:
        query = query.where(_SALE.sold_on <= last)
    return query


def sales_by_account(
    session: Session,
    first: date | None = None,
    last: date | None = None,
    currency: str = "CNY",
    account_id: Id | None = None,
) -> dict[Id, int]:
    """The amount each account, or the one given, bought in the range, both days included."""
    sums = select(_SALE.account_id, func.sum(_SALE.amount_fen).label("total"))
    if account_id is not None:
        sums = sums.where(_SALE.account_id == account_id)
    query = _chosen(sums, currency, first, last)
    return {row.account_id: row.total for row in session.execute(query.group_by(_SALE.account_id))}


def sales_by_month(
    session: Session, first: date, last: date, account_id: Id | None = None, currency: str = "CNY"
) -> dict[Id, dict[str, int]]:
    """Per account and month (``YYYY-MM``) the amount bought, both days included."""
    month = func.substr(_SALE.sold_on, 1, 7, type_=None)
    sums_of_months = select(_SALE.account_id, month.label("month"), func.sum(_SALE.amount_fen).label("total"))
    query = _chosen(sums_of_months, currency, first, last)
    if account_id is not None:
        query = query.where(_SALE.account_id == account_id)
    sums: defaultdict[Id, dict[str, int]] = defaultdict(dict)
    for row in session.execute(query.group_by(_SALE.account_id, month)):
        sums[row.account_id][row.month] = row.total
    return dict(sums)


def sales_by_product(
    session: Session, account_id: Id, first: date, last: date, currency: str = "CNY"
) -> list[tuple[str, int]]:
    """What the account bought in the range by product, the largest first."""
    total = func.sum(_SALE.amount_fen)
    sums = select(_SALE.product, total.label("total")).where(_SALE.account_id == account_id)
    query = _chosen(sums, currency, first, last)
    rows = session.execute(query.group_by(_SALE.product).order_by(total.desc(), _SALE.product))
    return [(row.product, row.total) for row in rows]


def other_currencies(
    session: Session, first: date | None = None, last: date | None = None, currency: str = "CNY"
) -> dict[str, int]:
    """What was sold in the range in other currencies than ``currency``, by currency in its hundredths."""
    sums = select(_SALE.currency, func.sum(_SALE.amount_fen).label("total"))
    query = _between(sums.where(_SALE.currency != currency), first, last)
    rows = session.execute(query.group_by(_SALE.currency).order_by(_SALE.currency))
    return {row.currency: row.total for row in rows}


def sales_span(session: Session) -> tuple[date, date] | None:
    """The first and last day of all sales records, or ``None`` without any."""
    row = session.execute(_SPAN).one()
    return (row.first, row.last) if row.first else None


def lines_of_document(session: Session, account_id: Id, number: str, currency: str = "CNY") -> list[SoldLine]:
    """What was sold to the account on the document of that number; what it gave back there is left out."""
    query = (
        select(_SALE.product, _SALE.sold_on, _SALE.quantity_milli, _SALE.amount_fen)
        .where(_SALE.account_id == account_id, _SALE.number == number, _SALE.currency == currency)
        .where(_SALE.amount_fen >= 0)
        .order_by(_SALE.line, _SALE.key)
    )
    return [SoldLine(*row) for row in session.execute(query)]


def has_sales(session: Session, account_id: Id) -> bool:
    """Whether the account ever bought anything, in any currency."""
    query = select(_SALE.account_id).where(_SALE.account_id == account_id, _SALE.amount_fen > 0).limit(1)
    return session.execute(query).first() is not None
