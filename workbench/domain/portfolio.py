"""What an account brings and costs, year by year 组合分析 (2-rules §3)."""

from dataclasses import dataclass

from workbench.foundation.ids import Id, derived_id, id_text


@dataclass(frozen=True)
class PortfolioYear:
    """One year as typed, past or forecast, in fen; ``None`` where nobody typed anything."""

    id: Id
    account_id: Id
    year: int
    revenue_fen: int | None = None
    direct_cost_fen: int | None = None
    indirect_cost_fen: int | None = None
    note: str = ""


def portfolio_year_id(account_id: Id, year: int) -> Id:
    """The id of what was typed about a year."""
    return derived_id("portfolio_year", id_text(account_id), str(year))
