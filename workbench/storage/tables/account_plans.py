"""Account plans 客户计划: what people write, aim at and decide (2-rules §17)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, made_text, refers_to, text


class AccountPlanEntity(BusinessEntity):
    """The plan of one account for one year. Its id follows from both."""

    __tablename__ = "account_plan"

    account_id: Mapped[bytes] = refers_to("account")
    year: Mapped[int] = mapped_column(default=0)
    review_on: Mapped[date | None]


class PlanTextEntity(BusinessEntity):
    """What was written into one part of a plan. Its id follows from plan and part."""

    __tablename__ = "plan_text"

    plan_id: Mapped[bytes] = refers_to("account_plan")
    part: Mapped[str] = text()
    confirmed_on: Mapped[date | None] = grouped("confirmed")
    confirmed_by: Mapped[str] = text("confirmed")
    text: Mapped[str] = long_text()


class ObjectiveEntity(BusinessEntity):
    """What a plan wants to reach. ``goal_*`` is the goal over several years behind this year's."""

    __tablename__ = "objective"

    plan_id: Mapped[bytes] = refers_to("account_plan")
    kind: Mapped[str] = text()
    contact_id: Mapped[bytes | None] = refers_to("contact")
    due_on: Mapped[date | None]
    goal_year: Mapped[int | None] = grouped("goal")
    goal_text: Mapped[str] = long_text("goal")
    state: Mapped[str] = text()
    cause: Mapped[str] = long_text()
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = long_text()


class PlanMeasureEntity(BusinessEntity):
    """By what an objective is measured. Values are in the unit of the figure: fen, basis points, counts.

    ``actual_value`` is typed only where no data tell it.
    """

    __tablename__ = "plan_measure"

    objective_id: Mapped[bytes] = refers_to("objective")
    figure: Mapped[str] = text()
    product: Mapped[str] = text()
    start_value: Mapped[int | None]
    target_value: Mapped[int | None]
    target_word: Mapped[str] = text()
    actual_value: Mapped[int | None] = grouped("actual")
    actual_on: Mapped[date | None] = grouped("actual")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = long_text()


class PlanMemberEntity(BusinessEntity):
    """Somebody of ours in the team of a plan; ``name`` for whoever is not among our people."""

    __tablename__ = "plan_member"

    plan_id: Mapped[bytes] = refers_to("account_plan")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    name: Mapped[str] = text()
    role: Mapped[str] = long_text()
    position: Mapped[int] = mapped_column(default=0)


class PlanVersionEntity(BusinessEntity):
    """A plan as it was handed in, and what was decided. ``content`` is JSON; nobody changes it later."""

    __tablename__ = "plan_version"

    plan_id: Mapped[bytes] = refers_to("account_plan")
    made_on: Mapped[date | None]
    made_by: Mapped[str] = text()
    note: Mapped[str] = long_text()
    content: Mapped[str] = made_text()
    decision: Mapped[str] = text("decided")
    decided_on: Mapped[date | None] = grouped("decided")
    decided_by: Mapped[str] = text("decided")
    decision_note: Mapped[str] = long_text("decided")


class PlanReviewEntity(BusinessEntity):
    """A half-yearly look at a plan: attained or missed, why, and what changes."""

    __tablename__ = "plan_review"

    plan_id: Mapped[bytes] = refers_to("account_plan")
    reviewed_on: Mapped[date | None]
    reviewed_by: Mapped[str] = text()
    verdict: Mapped[str] = text()
    cause: Mapped[str] = long_text()
    change: Mapped[str] = long_text()
