"""Reading what was typed about the years of an account, and its scores on both axes (2-rules §3)."""

from typing import Any

from sqlalchemy import Select, select

from workbench.domain.axis_criteria import portfolio_score_id
from workbench.domain.portfolio import PortfolioYear
from workbench.foundation.ids import Id
from workbench.storage.queries.tolerant import in_range
from workbench.storage.session import Session
from workbench.storage.tables.portfolio import PortfolioScoreEntity, PortfolioYearEntity

_YEAR = PortfolioYearEntity.__table__.c
_SCORE = PortfolioScoreEntity.__table__.c
BEST_SCORE = 5


def list_portfolio_years(session: Session, account_id: Id | None = None) -> list[PortfolioYear]:
    """What was typed, of one account or of all, the earliest year first."""
    query: Select[Any] = select(PortfolioYearEntity.__table__)
    if account_id is not None:
        query = query.where(_YEAR.account_id == account_id)
    ordered = query.order_by(_YEAR.account_id, _YEAR.year, _YEAR.id)
    return [PortfolioYear(**row._mapping) for row in session.execute(ordered)]


def portfolio_scores(session: Session, account_id: Id | None = None) -> dict[Id, dict[str, int]]:
    """The scores 0–5 by account and criterion; what nobody scored is left out.

    Of two rows, of accounts that became one, that counts whose id follows from account and criterion: it is
    the one that is written.
    """
    query: Select[Any] = select(_SCORE.id, _SCORE.account_id, _SCORE.criterion, _SCORE.score)
    if account_id is not None:
        query = query.where(_SCORE.account_id == account_id)
    found: dict[tuple[Id, str], int | None] = {}
    for row in session.execute(query.order_by(_SCORE.id)):
        key = row.account_id, row.criterion
        if key not in found or row.id == portfolio_score_id(*key):
            found[key] = in_range(row.score, 0, BEST_SCORE)
    scores: dict[Id, dict[str, int]] = {}
    for (of, criterion), score in found.items():
        if score is not None:
            scores.setdefault(of, {})[criterion] = score
    return scores
