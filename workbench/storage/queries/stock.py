"""Reading what customers have in stock."""

from datetime import date

from sqlalchemy import select

from workbench.domain.stock import StockCount
from workbench.foundation.ids import Id
from workbench.storage.session import Session
from workbench.storage.tables.stock import StockCountEntity

_COUNT = StockCountEntity.__table__.c


def list_stock_counts(session: Session, account_id: Id, last: date) -> list[StockCount]:
    """What was counted at the account until ``last``, the oldest first."""
    query = (
        select(
            *(_COUNT.product, _COUNT.counted_on, _COUNT.quantity_milli, _COUNT.value_fen),
            _COUNT.specification,
        )
        .where(_COUNT.account_id == account_id, _COUNT.counted_on <= last)
        .order_by(_COUNT.counted_on, _COUNT.id)
    )
    return [StockCount(*row) for row in session.execute(query)]
