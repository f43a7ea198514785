"""What an account plan wants to reach, and by what that is measured (2-rules §17)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class ObjectiveKind(StrEnum):
    """What an objective is about."""

    SALES = "sales"
    PROFIT = "profit"
    WALLET = "wallet"
    SATISFACTION = "satisfaction"
    STAGE = "stage"
    ACCESS = "access"

    @property
    def label(self) -> str:
        return {
            ObjectiveKind.SALES: pgettext("objective", "Sales"),
            ObjectiveKind.PROFIT: pgettext("objective", "Profit"),
            ObjectiveKind.WALLET: pgettext("objective", "Share of wallet"),
            ObjectiveKind.SATISFACTION: pgettext("objective", "Satisfaction"),
            ObjectiveKind.STAGE: pgettext("objective", "Relationship stage"),
            ObjectiveKind.ACCESS: pgettext("objective", "Access to a person"),
        }[self]


class ObjectiveState(StrEnum):
    """How an objective ended, or that it has not."""

    OPEN = "open"
    ATTAINED = "attained"
    MISSED = "missed"

    @property
    def label(self) -> str:
        return {
            ObjectiveState.OPEN: pgettext("objective", "Open"),
            ObjectiveState.ATTAINED: pgettext("objective", "Attained"),
            ObjectiveState.MISSED: pgettext("objective", "Missed"),
        }[self]


class Figure(StrEnum):
    """What a measure counts. All but ``OWN`` and ``SATISFACTION`` are known from the data."""

    SALES = "sales"
    PRODUCT_SALES = "product_sales"
    PROFIT = "profit"
    MARGIN = "margin"
    WALLET = "wallet"
    SATISFACTION = "satisfaction"
    STAGE = "stage"
    SUPPORT = "support"
    MEETINGS = "meetings"
    VISITS = "visits"
    COMPLAINTS = "complaints"
    OWN = "own"

    @property
    def label(self) -> str:
        return {
            Figure.SALES: pgettext("figure", "Sales of the year"),
            Figure.PRODUCT_SALES: pgettext("figure", "Sales of a product"),
            Figure.PROFIT: pgettext("figure", "Gross profit of the year"),
            Figure.MARGIN: pgettext("figure", "Gross margin rate"),
            Figure.WALLET: pgettext("figure", "Share of wallet"),
            Figure.SATISFACTION: pgettext("figure", "Satisfaction"),
            Figure.STAGE: pgettext("figure", "Relationship stage"),
            Figure.SUPPORT: pgettext("figure", "Support of a person"),
            Figure.MEETINGS: pgettext("figure", "Meetings with a person"),
            Figure.VISITS: pgettext("figure", "Visits of the year"),
            Figure.COMPLAINTS: pgettext("figure", "Complaints of the year"),
            Figure.OWN: pgettext("figure", "Another figure"),
        }[self]


@dataclass(frozen=True)
class Objective:
    """One objective of a plan; ``contact_id`` is the person it is about.

    ``text`` is the goal of the plan's year; ``goal_text`` the one behind it, by the end of ``goal_year``.
    ``cause`` says why it was attained or missed.
    """

    id: Id
    plan_id: Id
    text: str
    kind: ObjectiveKind | None = None
    contact_id: Id | None = None
    due_on: date | None = None
    goal_year: int | None = None
    goal_text: str = ""
    state: ObjectiveState = ObjectiveState.OPEN
    cause: str = ""
    position: int = 0


@dataclass(frozen=True)
class PlanMeasure:
    """By what an objective is measured: values in the unit of its figure.

    Money in fen, shares and rates in basis points, support −2…+2, else counts or points. ``target_word`` is
    the stage to reach; ``actual_value`` is what was typed on ``actual_on`` where no data tell it.
    """

    id: Id
    objective_id: Id
    figure: Figure = Figure.OWN
    text: str = ""
    product: str = ""
    start_value: int | None = None
    target_value: int | None = None
    target_word: str = ""
    actual_value: int | None = None
    actual_on: date | None = None
    position: int = 0
