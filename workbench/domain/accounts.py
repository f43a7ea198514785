"""Accounts: the companies we look after (2-rules §1, §2.1)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.domain.relationship import Function, InterruptionCause, KamLevel, LifeCycle, Stage
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


class KeyType(StrEnum):
    """Type of a key account 大客户类型, independent of its tier (2-rules §2.1)."""

    INDUSTRY = "industry"
    REGIONAL = "regional"
    POTENTIAL = "potential"

    @property
    def label(self) -> str:
        return {
            KeyType.INDUSTRY: pgettext("key type", "Industry"),
            KeyType.REGIONAL: pgettext("key type", "Regional"),
            KeyType.POTENTIAL: pgettext("key type", "Potential"),
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


class TradeMode(StrEnum):
    """How they buy: one deal at a time, or with us in mind for long (2-rules §3)."""

    TRANSACTIONAL = "transactional"
    STRATEGIC = "strategic"

    @property
    def label(self) -> str:
        return {
            TradeMode.TRANSACTIONAL: pgettext("trade mode", "Transactional"),
            TradeMode.STRATEGIC: pgettext("trade mode", "Strategic"),
        }[self]


@dataclass(frozen=True)
class Account:
    """One account as the workspace shows it; empty text and ``None`` mean not known.

    ``former_name``, ``other_codes`` and ``other_phones`` may hold several, separated by "；". Shares are
    basis points, ``category_spend_fen`` is what they spend a year in the category we sell.
    ``potential_fen`` is what they could buy from us a year, once ``potential_years`` have passed;
    ``retention_bp`` how likely they stay another year (2-rules §3). ``return_days``: days after a purchase
    within which they may return it (§9); ``credit_limit_fen``: what they may owe us; ``signer``: who signs
    for them (§10).
    """

    id: Id
    code: str
    name: str
    other_codes: str = ""
    short_name: str = ""
    former_name: str = ""
    credit_code: str = ""
    kind: AccountKind | None = None
    tier: Tier | None = None
    tier_reason: str = ""
    tier_confirmed_on: date | None = None
    nomination_approved_by: str = ""
    nomination_approved_on: date | None = None
    key_type: KeyType | None = None
    is_competitor: bool = False
    standing: Standing | None = None
    credit_grade: CreditGrade | None = None
    stage: Stage | None = None
    stage_reason: str = ""
    interruption_cause: InterruptionCause | None = None
    life_cycle: LifeCycle | None = None
    kam_level: KamLevel | None = None
    kam_reason: str = ""
    joint_teams: str = ""
    parent_id: Id | None = None
    manager_id: Id | None = None
    second_manager_id: Id | None = None
    manager_reason: str = ""
    segment: str = ""
    province: str = ""
    city: str = ""
    district: str = ""
    district_code: str = ""
    address: str = ""
    phone: str = ""
    other_phones: str = ""
    website: str = ""
    industry: str = ""
    founded_on: date | None = None
    first_contact_on: date | None = None
    first_trade_on: date | None = None
    excluded_weekdays: tuple[int, ...] = ()
    visiting_hours: str = ""
    note: str = ""
    owner: str = ""
    legal_representative: str = ""
    lines_of_business: str = ""
    basics_verified_on: date | None = None
    market_area: str = ""
    sales_ability: str = ""
    development_potential: str = ""
    business_philosophy: str = ""
    business_direction: str = ""
    business_policy: str = ""
    traits: str = ""
    characteristics_verified_on: date | None = None
    market_share_bp: int | None = None
    competitiveness: str = ""
    market_position: str = ""
    cooperation: str = ""
    category_spend_fen: int | None = None
    share_of_wallet_bp: int | None = None
    business_verified_on: date | None = None
    current_activity: str = ""
    open_problems: str = ""
    their_strategy: str = ""
    outlook: str = ""
    image: str = ""
    financial_state: str = ""
    credit_state: str = ""
    trade_verified_on: date | None = None
    potential_fen: int | None = None
    potential_years: int | None = None
    trade_mode: TradeMode | None = None
    retention_bp: int | None = None
    acquisition_cost_fen: int | None = None
    return_days: int | None = None
    credit_limit_fen: int | None = None
    credit_blocked_on: date | None = None
    credit_block_reason: str = ""
    bank: str = ""
    bank_account: str = ""
    tax_number: str = ""
    signer: str = ""

    @property
    def short(self) -> str:
        """The name for narrow places."""
        return self.short_name or self.name

    @property
    def place(self) -> str:
        """Where they are: the address, with the city where the address does not name it."""
        if not self.address or self.city in self.address:
            return self.address or self.city
        return f"{self.address}, {self.city}" if self.address.isascii() else self.city + self.address


@dataclass(frozen=True)
class Manager:
    """Our person responsible for accounts 客户经理. Capacities are visits or calls a day (2-rules §7.2).

    ``weekday_visits`` holds seven numbers, Monday first, where they differ by weekday.
    """

    id: Id
    name: str
    title: str = ""
    function: Function | None = None
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


class OutsideKind(StrEnum):
    """Where somebody belongs who has a say at an account without working there (2-rules §6)."""

    AUTHORITY = "authority"
    PARENT_COMPANY = "parent_company"
    MEDIA = "media"
    INSTITUTE = "institute"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            OutsideKind.AUTHORITY: pgettext("outside influencer", "Authority"),
            OutsideKind.PARENT_COMPANY: pgettext("outside influencer", "Parent company"),
            OutsideKind.MEDIA: pgettext("outside influencer", "Media"),
            OutsideKind.INSTITUTE: pgettext("outside influencer", "Institute"),
            OutsideKind.OTHER: pgettext("outside influencer", "Other"),
        }[self]


@dataclass(frozen=True)
class Contact:
    """A person at an account, or outside it with a say there (2-rules §6).

    Influence and involvement 1–5, support −2…+2. A placeholder is somebody known to exist: ``name`` is
    then what they do. ``held_by_id`` is who of ours keeps the contact, ``communication`` how they like to
    be spoken to, ``deepening`` how the relation could grow. ``organisation`` is where somebody from
    outside (``outside_kind``) belongs. ``influence_verified_on`` dates what the influence map says of them.
    """

    id: Id
    account_id: Id
    name: str
    title: str = ""
    function: Function | None = None
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
    left_on: date | None = None
    character: str = ""
    interests: str = ""
    family: str = ""
    education: str = ""
    ability: str = ""
    career: str = ""
    is_placeholder: bool = False
    motivation: str = ""
    communication: str = ""
    deepening: str = ""
    worries: str = ""
    held_by_id: Id | None = None
    outside_kind: OutsideKind | None = None
    organisation: str = ""
    influence_verified_on: date | None = None
