"""Accounts: the companies we look after (2-rules §1, §2.1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class Tier(StrEnum):
    """客户等级, highest first (2-rules §2.1)."""

    STRATEGIC = "strategic"
    FOCUS = "focus"
    MAJOR = "major"
    GENERAL = "general"

    @property
    def label(self) -> str:
        return {
            Tier.STRATEGIC: pgettext("tier", "Strategic"),
            Tier.FOCUS: pgettext("tier", "Focus"),
            Tier.MAJOR: pgettext("tier", "Major"),
            Tier.GENERAL: pgettext("tier", "General"),
        }[self]


class Standing(StrEnum):
    """Standing in its industry 行业地位 (2-rules §2.1)."""

    LEADING = "leading"
    MIDDLE = "middle"
    MINOR = "minor"

    @property
    def label(self) -> str:
        return {
            Standing.LEADING: pgettext("standing", "Leading"),
            Standing.MIDDLE: pgettext("standing", "Middle"),
            Standing.MINOR: pgettext("standing", "Minor"),
        }[self]


class CreditGrade(StrEnum):
    """信用等级 (2-rules §4)."""

    EXCELLENT = "excellent"
    MEDIUM = "medium"
    POOR = "poor"

    @property
    def label(self) -> str:
        return {
            CreditGrade.EXCELLENT: pgettext("credit grade", "Excellent"),
            CreditGrade.MEDIUM: pgettext("credit grade", "Medium"),
            CreditGrade.POOR: pgettext("credit grade", "Poor"),
        }[self]


class Stage(StrEnum):
    """关系阶段 (2-rules §5)."""

    NURTURING = "nurturing"
    INITIAL = "initial"
    MIDDLE = "middle"
    PARTNER = "partner"
    INTERRUPTED = "interrupted"

    @property
    def label(self) -> str:
        return {
            Stage.NURTURING: pgettext("stage", "Nurturing"),
            Stage.INITIAL: pgettext("stage", "Initial"),
            Stage.MIDDLE: pgettext("stage", "Middle"),
            Stage.PARTNER: pgettext("stage", "Partner"),
            Stage.INTERRUPTED: pgettext("stage", "Interrupted"),
        }[self]


class AccountKind(StrEnum):
    """客户性质 (2-rules §1)."""

    END_CUSTOMER = "end_customer"
    DEALER = "dealer"
    RETAILER = "retailer"
    AGENT = "agent"
    GROUP = "group"
    EXHIBITOR = "exhibitor"
    VISITOR = "visitor"
    PARTNER = "partner"

    @property
    def label(self) -> str:
        return {
            AccountKind.END_CUSTOMER: pgettext("account kind", "End customer"),
            AccountKind.DEALER: pgettext("account kind", "Dealer"),
            AccountKind.RETAILER: pgettext("account kind", "Retailer"),
            AccountKind.AGENT: pgettext("account kind", "Agent"),
            AccountKind.GROUP: pgettext("account kind", "Group"),
            AccountKind.EXHIBITOR: pgettext("account kind", "Exhibitor"),
            AccountKind.VISITOR: pgettext("account kind", "Trade visitor"),
            AccountKind.PARTNER: pgettext("account kind", "Partner"),
        }[self]


@dataclass(frozen=True)
class Account:
    """One account as the workspace shows it; empty text and ``None`` mean not known."""

    id: Id
    code: str
    name: str
    short_name: str = ""
    former_name: str = ""
    credit_code: str = ""
    kind: AccountKind | None = None
    tier: Tier | None = None
    tier_reason: str = ""
    tier_confirmed_on: date | None = None
    standing: Standing | None = None
    credit_grade: CreditGrade | None = None
    stage: Stage | None = None
    parent_id: Id | None = None
    manager_id: Id | None = None
    second_manager_id: Id | None = None
    segment: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    district_code: str = ""
    address: str = ""
    phone: str = ""
    website: str = ""
    industry: str = ""
    founded_on: date | None = None
    first_trade_on: date | None = None
    excluded_weekdays: tuple[int, ...] = ()
    note: str = ""

    @property
    def short(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name


@dataclass(frozen=True)
class Manager:
    """Our person responsible for accounts 客户经理. Capacities are visits or calls a day (2-rules §7.2).

    ``weekday_visits`` holds seven numbers, Monday first, where they differ by weekday.
    """

    id: Id
    name: str
    phone: str = ""
    email: str = ""
    segment: str = ""
    daily_visits: int = 4
    daily_calls: int = 10
    weekday_visits: tuple[int, ...] = ()
    active: bool = True


class BuyingRole(StrEnum):
    """Role in the decision 决策角色 (2-rules §6)."""

    ECONOMIC = "economic"
    USER = "user"
    TECHNICAL = "technical"
    COACH = "coach"

    @property
    def label(self) -> str:
        return {
            BuyingRole.ECONOMIC: pgettext("buying role", "Economic"),
            BuyingRole.USER: pgettext("buying role", "User"),
            BuyingRole.TECHNICAL: pgettext("buying role", "Technical"),
            BuyingRole.COACH: pgettext("buying role", "Coach"),
        }[self]


@dataclass(frozen=True)
class Contact:
    """A person at an account. Influence and involvement 1–5, support −2…+2 (2-rules §6)."""

    id: Id
    account_id: Id
    name: str
    title: str = ""
    department: str = ""
    mobile: str = ""
    phone: str = ""
    email: str = ""
    wechat: str = ""
    birthday: date | None = None
    roles: tuple[BuyingRole, ...] = field(default=())
    influence: int | None = None
    involvement: int | None = None
    support: int | None = None
    wished_interval_days: int | None = None
    note: str = ""
