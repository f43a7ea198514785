"""Days of orders and sums of sales by account, as alarms ask for them; amounts are fen (2-rules §12)."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import case, func, select

from workbench.domain.alarm_goods import ProductPrice
from workbench.domain.objectives import Figure
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.account_plans import AccountPlanEntity, ObjectiveEntity, PlanMeasureEntity
from workbench.storage.tables.sales import SaleEntity

_SALE = SaleEntity.__table__.c
_PLAN = AccountPlanEntity.__table__.c
_OBJECTIVE = ObjectiveEntity.__table__.c
_MEASURE = PlanMeasureEntity.__table__.c
_BETWEEN, _APART = "\x1f", "\x1e"
_MONTH_DAYS = 30


def last_bought(session: Session, today: date) -> tuple[date, int] | None:
    """The newest day of a sale by ``today``, and how many accounts bought in the month that ends then.

    A day still to come is a slip of the pen, and says nothing of how far the records go.
    """
    newest = func.max(_SALE.sold_on, type_=_SALE.sold_on.type)
    last = session.scalar(select(newest).where(_SALE.sold_on <= today))
    if last is None:
        return None
    buyers = select(func.count(_SALE.account_id.distinct())).where(
        _SALE.sold_on.between(last - timedelta(days=_MONTH_DAYS), last)
    )
    return last, session.scalar(buyers) or 0


def order_days(
    session: Session, first: date, last: date, account_id: Id | None = None
) -> dict[Id, dict[str, set[str]]]:
    """Per account and product the days, as ISO text, on which it was bought, in any currency; no returns.

    The database puts each account's together in one pass: as rows they would take five times as long.
    """
    one = _SALE.product + _BETWEEN + func.substr(_SALE.sold_on, 1, 10, type_=_SALE.product.type)
    query = (
        select(_SALE.account_id, func.group_concat(one, _APART).label("days"))
        .where(_SALE.amount_fen > 0, _SALE.sold_on >= first, _SALE.sold_on <= last)
        .group_by(_SALE.account_id)
    )
    if account_id is not None:
        query = query.where(_SALE.account_id == account_id)
    found: dict[Id, dict[str, set[str]]] = {}
    for row in session.execute(query):
        products: dict[str, set[str]] = {}
        for bought in set(row.days.split(_APART)):
            product, _between, day = bought.rpartition(_BETWEEN)
            products.setdefault(product, set()).add(day)
        found[row.account_id] = products
    return found


def sums_of_spans(
    session: Session, spans: Sequence[tuple[date, date]], account_id: Id | None = None, currency: str = "CNY"
) -> dict[Id, tuple[date, tuple[int, ...]]]:
    """Per account its first sale ever and what it bought in each span of days, both included."""
    columns: list[Any] = [
        func.sum(case((_SALE.sold_on.between(*span), _SALE.amount_fen), else_=0)) for span in spans
    ]
    earliest = func.min(_SALE.sold_on, type_=_SALE.sold_on.type)
    query = select(_SALE.account_id, earliest, *columns).where(_SALE.currency == currency)
    if account_id is not None:
        query = query.where(_SALE.account_id == account_id)
    rows = session.execute(query.group_by(_SALE.account_id))
    return {row[0]: (row[1], tuple(row[2:])) for row in rows}


def prices_paid(session: Session, first: date, last: date, currency: str = "CNY") -> list[ProductPrice]:
    """What accounts paid in these days by product and specification, returns left out."""
    amount, quantity = func.sum(_SALE.amount_fen), func.sum(_SALE.quantity_milli)
    query = (
        select(_SALE.account_id, _SALE.product, _SALE.specification, amount, quantity)
        .where(_SALE.sold_on >= first, _SALE.sold_on <= last, _SALE.currency == currency)
        .where(_SALE.amount_fen > 0, _SALE.quantity_milli > 0)
        .group_by(_SALE.account_id, _SALE.product, _SALE.specification)
    )
    return [ProductPrice(*row) for row in session.execute(query)]


def planned_sales(session: Session, year: int, account_id: Id | None = None) -> dict[Id, int]:
    """Per account the sales that its plan of the year aims at, the highest where it names several."""
    query = (
        select(_PLAN.account_id, func.max(_MEASURE.target_value).label("target"))
        .join_from(_PLAN.id.table, _OBJECTIVE.id.table, _OBJECTIVE.plan_id == _PLAN.id)
        .join(_MEASURE.id.table, _MEASURE.objective_id == _OBJECTIVE.id)
        .where(_PLAN.year == year, _MEASURE.figure == Figure.SALES.value, _MEASURE.target_value > 0)
        .group_by(_PLAN.account_id)
    )
    if account_id is not None:
        query = query.where(_PLAN.account_id == account_id)
    return {row.account_id: row.target for row in session.execute(query)}
