"""Account plans 客户计划: what people write, aim at and decide (2-rules §17)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import (
    BusinessEntity,
    column,
    grouped,
    long_text,
    made_text,
    refers_to,
    text,
)


class AccountPlanEntity(BusinessEntity):
    """The plan of one account for one year. Its id follows from both."""

    __tablename__ = "account_plan"

    account_id: ColumnElement[bytes] = refers_to("account")
    year: ColumnElement[int] = column(default=0)
    review_on: ColumnElement[date | None]


class PlanTextEntity(BusinessEntity):
    """What was written into one part of a plan. Its id follows from plan and part."""

    __tablename__ = "plan_text"

    plan_id: ColumnElement[bytes] = refers_to("account_plan")
    part: ColumnElement[str] = text()
    confirmed_on: ColumnElement[date | None] = grouped("confirmed")
    confirmed_by: ColumnElement[str] = text("confirmed")
    text: ColumnElement[str] = long_text()


class ObjectiveEntity(BusinessEntity):
    """What a plan wants to reach. ``goal_*`` is the goal over several years behind this year's."""

    __tablename__ = "objective"

    plan_id: ColumnElement[bytes] = refers_to("account_plan")
    kind: ColumnElement[str] = text()
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    due_on: ColumnElement[date | None]
    goal_year: ColumnElement[int | None] = grouped("goal")
    goal_text: ColumnElement[str] = long_text("goal")
    state: ColumnElement[str] = text()
    cause: ColumnElement[str] = long_text()
    position: ColumnElement[int] = column(default=0)
    text: ColumnElement[str] = long_text()


class PlanMeasureEntity(BusinessEntity):
    """By what an objective is measured. Values are in the unit of the figure: fen, basis points, counts.

    ``actual_value`` is typed only where no data tell it.
    """

    __tablename__ = "plan_measure"

    objective_id: ColumnElement[bytes] = refers_to("objective")
    figure: ColumnElement[str] = text()
    product: ColumnElement[str] = text()
    start_value: ColumnElement[int | None]
    target_value: ColumnElement[int | None]
    target_word: ColumnElement[str] = text()
    actual_value: ColumnElement[int | None] = grouped("actual")
    actual_on: ColumnElement[date | None] = grouped("actual")
    position: ColumnElement[int] = column(default=0)
    text: ColumnElement[str] = long_text()


class PlanMemberEntity(BusinessEntity):
    """Somebody of ours in the team of a plan; ``name`` for whoever is not among our people."""

    __tablename__ = "plan_member"

    plan_id: ColumnElement[bytes] = refers_to("account_plan")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    name: ColumnElement[str] = text()
    role: ColumnElement[str] = long_text()
    position: ColumnElement[int] = column(default=0)


class PlanVersionEntity(BusinessEntity):
    """A plan as it was handed in, and what was decided. ``content`` is JSON; nobody changes it later."""

    __tablename__ = "plan_version"

    plan_id: ColumnElement[bytes] = refers_to("account_plan")
    made_on: ColumnElement[date | None]
    made_by: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()
    content: ColumnElement[str] = made_text()
    decision: ColumnElement[str] = text("decided")
    decided_on: ColumnElement[date | None] = grouped("decided")
    decided_by: ColumnElement[str] = text("decided")
    decision_note: ColumnElement[str] = long_text("decided")


class PlanReviewEntity(BusinessEntity):
    """A half-yearly look at a plan: attained or missed, why, and what changes."""

    __tablename__ = "plan_review"

    plan_id: ColumnElement[bytes] = refers_to("account_plan")
    reviewed_on: ColumnElement[date | None]
    reviewed_by: ColumnElement[str] = text()
    verdict: ColumnElement[str] = text()
    cause: ColumnElement[str] = long_text()
    change: ColumnElement[str] = long_text()
