"""How far a new file has come, as counts."""

from dataclasses import dataclass

from sqlalchemy import case, func, literal, select

from workbench.domain.visits import VisitState
from workbench.storage.session import Session
from workbench.storage.tables.accounts import AccountEntity
from workbench.storage.tables.sales import SaleEntity
from workbench.storage.tables.visits import VisitEntity


@dataclass(frozen=True)
class FirstCounts:
    """Accounts, those with a tier, visits, those that were made, and whether there are sales records."""

    accounts: int
    with_tier: int
    visits: int
    made: int
    has_sales: bool


def count_first(session: Session) -> FirstCounts:
    """The counts of the open file, in three queries."""
    accounts, with_tier = session.execute(
        select(func.count(), func.count(AccountEntity.tier)).select_from(AccountEntity)
    ).one()
    done = case((VisitEntity.state == VisitState.DONE.value, 1))
    visits, made = session.execute(select(func.count(), func.count(done)).select_from(VisitEntity)).one()
    has_sales = session.scalar(select(literal(1)).select_from(SaleEntity).limit(1)) is not None
    return FirstCounts(accounts, with_tier, visits, made, has_sales)
