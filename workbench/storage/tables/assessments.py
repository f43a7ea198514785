"""How accounts were judged: the strategic scorecard, evaluations, re-tiering (2-rules §2)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ScorecardScoreEntity(BusinessEntity):
    """The score 0–5 of one criterion. Its id follows from account and criterion."""

    __tablename__ = "scorecard_score"

    account_id: Mapped[bytes] = refers_to("account")
    criterion: Mapped[str] = text()
    score: Mapped[int | None] = grouped("scored")
    scored_on: Mapped[date | None] = grouped("scored")
    note: Mapped[str] = long_text()


class EvaluationEntity(BusinessEntity):
    """One evaluation in four dimensions, each 0–100 (2-rules §2.4)."""

    __tablename__ = "evaluation"

    account_id: Mapped[bytes] = refers_to("account")
    evaluated_on: Mapped[date | None]
    initiative: Mapped[int | None]
    operating_ability: Mapped[int | None]
    reputation: Mapped[int | None]
    social_relations: Mapped[int | None]
    note: Mapped[str] = long_text()
    credit_override_reason: Mapped[str] = long_text()


class TierRefusalEntity(BusinessEntity):
    """A suggested tier that a person did not take, and why."""

    __tablename__ = "tier_refusal"

    account_id: Mapped[bytes] = refers_to("account")
    tier: Mapped[str] = text()
    refused_on: Mapped[date | None]
    reason: Mapped[str] = long_text()


class TierReviewEntity(BusinessEntity):
    """A finished yearly review of all tiers, approved by the general manager."""

    __tablename__ = "tier_review"

    reviewed_on: Mapped[date | None]
    approved_by: Mapped[str] = text()
    accepted: Mapped[int] = mapped_column(default=0)
    refused: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = long_text()
