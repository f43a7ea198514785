"""Gross profit by account, as far as costs are on record. Amounts are fen of one currency."""

from datetime import date

from sqlalchemy import case, func, select

from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c


def profit_by_account(session: Session, first: date, last: date, currency: str = "CNY") -> dict[Id, int]:
    """Sales less their cost in the range, both days included, of the records that have a cost.

    An account without any record of cost in the range is left out: its profit is not known.
    """
    costed = case((_SALE.cost_fen.is_not(None), _SALE.amount_fen - _SALE.cost_fen))
    query = (
        select(_SALE.account_id, func.sum(costed).label("profit"))
        .where(_SALE.currency == currency, _SALE.sold_on >= first, _SALE.sold_on <= last)
        .group_by(_SALE.account_id)
    )
    return {row.account_id: row.profit for row in session.execute(query) if row.profit is not None}


def costed_sales(
    session: Session, account_id: Id, first: date, last: date, currency: str = "CNY"
) -> tuple[int, int] | None:
    """Sales and profit of one account's records that have a cost; ``None`` where none has."""
    query = select(
        func.sum(_SALE.amount_fen).label("amount"),
        func.sum(_SALE.amount_fen - _SALE.cost_fen).label("profit"),
    ).where(
        _SALE.account_id == account_id,
        _SALE.cost_fen.is_not(None),
        _SALE.currency == currency,
        _SALE.sold_on >= first,
        _SALE.sold_on <= last,
    )
    row = session.execute(query).one()
    return (row.amount, row.profit) if row.profit is not None else None
