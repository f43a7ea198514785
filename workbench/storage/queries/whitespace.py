"""Reading the whitespace grid, and what the sales records say about it."""

from datetime import date
from typing import Any

from sqlalchemy import func, select

from workbench.domain.whitespace import CellState, WhitespaceCell
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range, known_word
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.needs import WhitespaceCellEntity
from workbench.storage.tables.sales import SaleEntity

_CELL = WhitespaceCellEntity.__table__.c
_ACCOUNT = AccountEntity.__table__.c
_SALE = SaleEntity.__table__.c
_LARGEST_FEN = 2**62
_DEEPEST = 8


def list_cells(session: Session, account_id: Id) -> list[WhitespaceCell]:
    """The cells that people filled, by unit and product; of two rows of one cell the later stands."""
    rows = session.execute(
        select(WhitespaceCellEntity.__table__)
        .where(_CELL.account_id == account_id)
        .order_by(_CELL.unit, _CELL.product, _CELL.id)
    )
    return [_cell(row) for row in rows]


def units_of(session: Session, account_id: Id) -> dict[Id, str]:
    """The account and everything below it by the name for narrow places, level by level.

    Loops and hierarchies deeper than eight levels, which a merge may bring, end there.
    """
    found: dict[Id, str] = {}
    query = select(_ACCOUNT.id, _ACCOUNT.name, _ACCOUNT.short_name).order_by(_ACCOUNT.name, _ACCOUNT.id)
    level = session.execute(query.where(_ACCOUNT.id == account_id)).all()
    for _depth in range(_DEEPEST):
        fresh = [row for row in level if row.id not in found]
        if not fresh:
            break
        found |= {row.id: row.short_name or row.name for row in fresh}
        level = session.execute(query.where(_ACCOUNT.parent_id.in_([row.id for row in fresh]))).all()
    return found


def bought_by_product(
    session: Session, account_ids: list[Id], first: date, last: date, currency: str = "CNY"
) -> dict[tuple[Id, str], int]:
    """What each account bought of each product, both days included, in fen."""
    rows = session.execute(
        select(_SALE.account_id, _SALE.product, func.sum(_SALE.amount_fen).label("total"))
        .where(_SALE.account_id.in_(account_ids), _SALE.currency == currency)
        .where(_SALE.sold_on >= first, _SALE.sold_on <= last)
        .group_by(_SALE.account_id, _SALE.product)
    )
    return {(row.account_id, row.product): row.total for row in rows}


def _cell(row: Any) -> WhitespaceCell:
    values = dict(row._mapping)
    values["state"] = known_word(CellState, row.state) or CellState.UNKNOWN
    values["potential_fen"] = in_range(row.potential_fen, 0, _LARGEST_FEN)
    return WhitespaceCell(**values)
