"""What accounts bring and cost by year, and how attractive they are (2-rules §3)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class PortfolioYearEntity(BusinessEntity):
    """One year of an account as typed: past or forecast. Its id follows from account and year."""

    __tablename__ = "portfolio_year"

    account_id: Mapped[bytes] = refers_to("account")
    year: Mapped[int] = mapped_column(default=0)
    revenue_fen: Mapped[int | None]
    direct_cost_fen: Mapped[int | None]
    indirect_cost_fen: Mapped[int | None]
    note: Mapped[str] = long_text()


class PortfolioScoreEntity(BusinessEntity):
    """The score 0–5 of one criterion of an axis. Its id follows from account and criterion."""

    __tablename__ = "portfolio_score"

    account_id: Mapped[bytes] = refers_to("account")
    criterion: Mapped[str] = text()
    score: Mapped[int | None] = grouped("scored")
    scored_on: Mapped[date | None] = grouped("scored")
    note: Mapped[str] = long_text()
