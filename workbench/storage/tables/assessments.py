"""How accounts were judged: the strategic scorecard, evaluations, re-tiering (2-rules §2)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class ScorecardScoreEntity(BusinessEntity):
    """The score 0–5 of one criterion. Its id follows from account and criterion."""

    __tablename__ = "scorecard_score"

    account_id: ColumnElement[bytes] = refers_to("account")
    criterion: ColumnElement[str] = text()
    score: ColumnElement[int | None] = grouped("scored")
    scored_on: ColumnElement[date | None] = grouped("scored")
    note: ColumnElement[str] = long_text()


class EvaluationEntity(BusinessEntity):
    """One evaluation in four dimensions, each 0–100 (2-rules §2.4)."""

    __tablename__ = "evaluation"

    account_id: ColumnElement[bytes] = refers_to("account")
    evaluated_on: ColumnElement[date | None]
    initiative: ColumnElement[int | None]
    operating_ability: ColumnElement[int | None]
    reputation: ColumnElement[int | None]
    social_relations: ColumnElement[int | None]
    note: ColumnElement[str] = long_text()
    credit_override_reason: ColumnElement[str] = long_text()


class TierRefusalEntity(BusinessEntity):
    """A suggested tier that a person did not take, and why."""

    __tablename__ = "tier_refusal"

    account_id: ColumnElement[bytes] = refers_to("account")
    tier: ColumnElement[str] = text()
    refused_on: ColumnElement[date | None]
    reason: ColumnElement[str] = long_text()


class TierReviewEntity(BusinessEntity):
    """A finished yearly review of all tiers, approved by the general manager."""

    __tablename__ = "tier_review"

    reviewed_on: ColumnElement[date | None]
    approved_by: ColumnElement[str] = text()
    accepted: ColumnElement[int] = column(default=0)
    refused: ColumnElement[int] = column(default=0)
    note: ColumnElement[str] = long_text()
