"""What accounts bring and cost by year, and how attractive they are (2-rules §3)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class PortfolioYearEntity(BusinessEntity):
    """One year of an account as typed: past or forecast. Its id follows from account and year."""

    __tablename__ = "portfolio_year"

    account_id: ColumnElement[bytes] = refers_to("account")
    year: ColumnElement[int] = column(default=0)
    revenue_fen: ColumnElement[int | None]
    direct_cost_fen: ColumnElement[int | None]
    indirect_cost_fen: ColumnElement[int | None]
    note: ColumnElement[str] = long_text()


class PortfolioScoreEntity(BusinessEntity):
    """The score 0–5 of one criterion of an axis. Its id follows from account and criterion."""

    __tablename__ = "portfolio_score"

    account_id: ColumnElement[bytes] = refers_to("account")
    criterion: ColumnElement[str] = text()
    score: ColumnElement[int | None] = grouped("scored")
    scored_on: ColumnElement[date | None] = grouped("scored")
    note: ColumnElement[str] = long_text()
