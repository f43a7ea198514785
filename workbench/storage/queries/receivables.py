"""What accounts owe, summed from sales records that say what was settled."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from workbench.domain.receivables import Receivables
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c


def list_receivables(session: Session, account_id: Id, today: date) -> list[Receivables]:
    """What the account owes by currency, the most first; none of a currency without settlements."""
    return receivables_by_account(session, today, [account_id]).get(account_id, [])


def receivables_by_account(
    session: Session, today: date, account_ids: Iterable[Id] | None = None
) -> dict[Id, list[Receivables]]:
    """What these accounts, or all, owe, as ``list_receivables`` tells it of one."""
    is_known = _SALE.settled_fen.is_not(None)
    left = case((is_known, _SALE.amount_fen - _SALE.settled_fen), else_=0)
    is_late = is_known & (_SALE.due_on < today) & (_SALE.amount_fen > _SALE.settled_fen)
    query: Select[Any] = select(
        _SALE.account_id,
        _SALE.currency,
        func.sum(left).label("owed"),
        func.sum(case((is_late, left), else_=0)).label("overdue"),
        func.min(case((is_late, _SALE.due_on)), type_=_SALE.due_on.type).label("oldest"),
        func.sum(case((is_known, 1), else_=0)).label("known"),
        func.count().label("lines"),
    ).group_by(_SALE.account_id, _SALE.currency)
    if account_ids is not None:
        query = query.where(_SALE.account_id.in_(list(account_ids)))
    found: dict[Id, list[Receivables]] = {}
    for row in session.execute(query):
        if row.known:
            own = Receivables(row.currency, row.owed, row.overdue, row.oldest, row.lines - row.known)
            found.setdefault(row.account_id, []).append(own)
    return {one: sorted(own, key=lambda each: -each.owed_fen) for one, own in found.items()}


def has_settlements(session: Session) -> bool:
    """Whether any sales record says what was settled: without one nobody knows what is owed."""
    query = select(_SALE.account_id).where(_SALE.settled_fen.is_not(None)).limit(1)
    return session.execute(query).first() is not None


def still_owed_by_month(
    session: Session, account_ids: Iterable[Id], currency: str = "CNY"
) -> dict[Id, dict[str, int]]:
    """Per account and month of sale (``YYYY-MM``) what is not settled yet."""
    month = func.substr(_SALE.sold_on, 1, 7, type_=None)
    query = (
        select(
            _SALE.account_id,
            month.label("month"),
            func.sum(_SALE.amount_fen - _SALE.settled_fen).label("left"),
        )
        .where(_SALE.account_id.in_(list(account_ids)), _SALE.currency == currency)
        .where(_SALE.settled_fen.is_not(None), _SALE.amount_fen != _SALE.settled_fen)
        .group_by(_SALE.account_id, month)
    )
    found: dict[Id, dict[str, int]] = {}
    for row in session.execute(query):
        found.setdefault(row.account_id, {})[row.month] = row.left
    return found


def oldest_overdue(
    session: Session, today: date, account_id: Id | None = None, currency: str = "CNY"
) -> dict[Id, date]:
    """Per account that owes something overdue, the day on which the oldest of it was due."""
    query = (
        select(_SALE.account_id, func.min(_SALE.due_on, type_=_SALE.due_on.type).label("oldest"))
        .where(_SALE.currency == currency, _SALE.due_on < today)
        .where(_SALE.settled_fen.is_not(None), _SALE.amount_fen > _SALE.settled_fen)
        .group_by(_SALE.account_id)
    )
    if account_id is not None:
        query = query.where(_SALE.account_id == account_id)
    return {row.account_id: row.oldest for row in session.execute(query)}
