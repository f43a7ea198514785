"""Reading what the account list shows: a few columns of every account, and figures counted by account."""

from datetime import date
from typing import Any

from sqlalchemy import Select, case, func, select

from workbench.domain.visits import VisitState
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity, ContactEntity
from workbench.storage.tables.complaints import ComplaintEntity
from workbench.storage.tables.contracts import ContractEntity
from workbench.storage.tables.sales import SaleEntity
from workbench.storage.tables.visits import ActionEntity, VisitEntity

_ACCOUNT, _CONTACT = AccountEntity.__table__.c, ContactEntity.__table__.c
_VISIT, _ACTION = VisitEntity.__table__.c, ActionEntity.__table__.c
_COMPLAINT, _CONTRACT, _SALE = (
    ComplaintEntity.__table__.c,
    ContractEntity.__table__.c,
    SaleEntity.__table__.c,
)
_SHOWN = (
    "id", "code", "name", "short_name", "former_name", "kind", "tier", "key_type", "standing",
    "credit_grade", "stage", "kam_level", "parent_id", "manager_id", "second_manager_id", "segment",
    "province", "city", "industry", "phone", "basics_verified_on", "characteristics_verified_on",
    "business_verified_on", "trade_verified_on",
)  # fmt: skip
_OPEN = (VisitState.PLANNED.value, VisitState.AGREED.value)


def account_rows(session: Session) -> list[Any]:
    """Every account by name with the columns the list shows, as they are stored."""
    query = select(*(_ACCOUNT[name] for name in _SHOWN)).order_by(_ACCOUNT.name, _ACCOUNT.id)
    return list(session.execute(query))


def open_visit_days(session: Session, today: date) -> dict[Id, tuple[date | None, date | None]]:
    """Per account the oldest open visit before ``today`` and the next one from ``today`` on."""
    day = _VISIT.on_day
    query = (
        select(
            _VISIT.account_id,
            func.min(case((day < today, day)), type_=day.type).label("past"),
            func.min(case((day >= today, day)), type_=day.type).label("coming"),
        )
        .where(_VISIT.state.in_(_OPEN))
        .group_by(_VISIT.account_id)
    )
    return {row.account_id: (row.past, row.coming) for row in session.execute(query)}


def last_visit_days(session: Session) -> dict[Id, date]:
    """Per account the day of the last visit made."""
    last = func.max(_VISIT.on_day, type_=_VISIT.on_day.type).label("day")
    query = select(_VISIT.account_id, last).where(_VISIT.state == VisitState.DONE.value)
    return {row.account_id: row.day for row in session.execute(query.group_by(_VISIT.account_id))}


def people_counts(session: Session) -> dict[Id, int]:
    """Per account how many people are known there who have not left."""
    return _counts(session, _CONTACT.account_id, select().where(_CONTACT.left_on.is_(None)))


def open_promise_counts(session: Session) -> dict[Id, int]:
    """Per account how many promises are not kept yet."""
    return _counts(session, _ACTION.account_id, select().where(_ACTION.done_on.is_(None)))


def complaint_counts(session: Session, first: date) -> dict[Id, int]:
    """Per account how many complaints came from ``first`` on."""
    return _counts(session, _COMPLAINT.account_id, select().where(_COMPLAINT.received_on >= first))


def contract_ends(session: Session, today: date) -> dict[Id, date]:
    """Per account the day on which the first of its signed contracts that still run ends."""
    end = func.min(_CONTRACT.ends_on, type_=_CONTRACT.ends_on.type).label("day")
    query = select(_CONTRACT.account_id, end).where(
        _CONTRACT.ends_on >= today, _CONTRACT.signed_on.is_not(None)
    )
    return {row.account_id: row.day for row in session.execute(query.group_by(_CONTRACT.account_id))}


def owed_amounts(session: Session, today: date, currency: str = "CNY") -> dict[Id, tuple[int, int]]:
    """Per account what is not settled yet, and how much of it is past its day, in fen.

    Lines of which nobody said what was settled are left out.
    """
    rest = _SALE.amount_fen - _SALE.settled_fen
    query = (
        select(
            _SALE.account_id,
            func.sum(rest).label("owed"),
            func.sum(case((_SALE.due_on < today, rest), else_=0)).label("late"),
        )
        .where(_SALE.settled_fen.is_not(None), _SALE.currency == currency)
        .group_by(_SALE.account_id)
    )
    return {row.account_id: (row.owed, row.late) for row in session.execute(query)}


def _counts(session: Session, account_id: Any, narrowed: Select[Any]) -> dict[Id, int]:
    query = narrowed.add_columns(account_id, func.count().label("count")).group_by(account_id)
    return {row[0]: row[1] for row in session.execute(query)}
