"""What accounts owe: as their ledger says, else summed from sales records that say what was settled."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from sqlalchemy import Select, case, func, select

from workbench.domain.receivables import Receivables
from workbench.foundation.ids import Id
from workbench.storage.entries import chunks
from workbench.storage.session import Session
from workbench.storage.tables.receivables import ReceivableEntity
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c
_ITEM = ReceivableEntity.__table__.c
# Both in the same columns; what is owed of a sale without a settlement is unknown. An account is in one of
# them only: where the books speak, what its sales say of settlements is older.
_OF_SALES: Final = (
    select(
        _SALE.account_id,
        _SALE.currency,
        _SALE.sold_on.label("dated_on"),
        _SALE.due_on,
        (_SALE.amount_fen - _SALE.settled_fen).label("owed_fen"),
    )
    .where(_SALE.account_id.not_in(select(_ITEM.account_id)))
    .subquery()
    .c
)
_OF_BOOKS: Final = (
    select(
        _ITEM.account_id,
        _ITEM.currency,
        func.coalesce(_ITEM.dated_on, _ITEM.stated_on).label("dated_on"),
        _ITEM.due_on,
        _ITEM.owed_fen,
    )
    .subquery()
    .c
)
_SOURCES: Final = (_OF_SALES, _OF_BOOKS)


class LedgerItem(NamedTuple):
    """An item of an account's ledger, and as of when the books said so."""

    id: Id
    account_id: Id
    stated_on: date | None


def list_items(
    session: Session, account_ids: Iterable[Id] | None = None, *, only_open: bool = False
) -> list[LedgerItem]:
    """Those of these accounts, or of all; ``only_open``: of which something is owed."""
    query = select(_ITEM.id, _ITEM.account_id, _ITEM.stated_on)
    if only_open:
        query = query.where(_ITEM.owed_fen != 0)
    if account_ids is None:
        return [LedgerItem(*row) for row in session.execute(query)]
    return [
        LedgerItem(*row)
        for chunk in chunks(account_ids)
        for row in session.execute(query.where(_ITEM.account_id.in_(chunk)))
    ]


def list_receivables(session: Session, account_id: Id, today: date) -> list[Receivables]:
    """What the account owes by currency, the most first; none of a currency without settlements."""
    return receivables_by_account(session, today, [account_id]).get(account_id, [])


def receivables_by_account(
    session: Session, today: date, account_ids: Iterable[Id] | None = None
) -> dict[Id, list[Receivables]]:
    """What these accounts, or all, owe, as ``list_receivables`` tells it of one."""
    wanted = None if account_ids is None else list(account_ids)
    found: dict[Id, list[Receivables]] = {}
    for source in _SOURCES:
        is_late = (source.due_on < today) & (source.owed_fen > 0)
        query: Select[Any] = select(
            source.account_id,
            source.currency,
            func.sum(func.coalesce(source.owed_fen, 0)).label("owed"),
            func.sum(case((is_late, source.owed_fen), else_=0)).label("overdue"),
            func.min(case((is_late, source.due_on)), type_=_SALE.due_on.type).label("oldest"),
            func.count(source.owed_fen).label("known"),
            func.count().label("lines"),
        ).group_by(source.account_id, source.currency)
        if wanted is not None:
            query = query.where(source.account_id.in_(wanted))
        for row in session.execute(query):
            if row.known:
                own = Receivables(row.currency, row.owed, row.overdue, row.oldest, row.lines - row.known)
                found.setdefault(row.account_id, []).append(own)
    return {one: sorted(own, key=lambda each: -each.owed_fen) for one, own in found.items()}


def has_settlements(session: Session) -> bool:
    """Whether a ledger or any sales record says what is owed: without one nobody knows."""
    return any(
        session.execute(select(source.account_id).where(source.owed_fen.is_not(None)).limit(1)).first()
        is not None
        for source in _SOURCES
    )


def still_owed_by_month(
    session: Session, account_ids: Iterable[Id], currency: str = "CNY"
) -> dict[Id, dict[str, int]]:
    """Per account and month of sale (``YYYY-MM``) what is not settled yet."""
    wanted = list(account_ids)
    found: dict[Id, dict[str, int]] = {}
    for source in _SOURCES:
        month = func.substr(source.dated_on, 1, 7, type_=None)
        query = (
            select(source.account_id, month.label("month"), func.sum(source.owed_fen).label("left"))
            .where(source.account_id.in_(wanted), source.currency == currency, source.owed_fen != 0)
            .where(source.dated_on.is_not(None))
            .group_by(source.account_id, month)
        )
        for row in session.execute(query):
            found.setdefault(row.account_id, {})[row.month] = row.left
    return found


def oldest_overdue(
    session: Session, today: date, account_id: Id | None = None, currency: str = "CNY"
) -> dict[Id, date]:
    """Per account that owes something overdue, the day on which the oldest of it was due."""
    found: dict[Id, date] = {}
    for source in _SOURCES:
        query = (
            select(source.account_id, func.min(source.due_on, type_=_SALE.due_on.type).label("oldest"))
            .where(source.currency == currency, source.due_on < today, source.owed_fen > 0)
            .group_by(source.account_id)
        )
        if account_id is not None:
            query = query.where(source.account_id == account_id)
        found |= {row.account_id: row.oldest for row in session.execute(query)}
    return found
