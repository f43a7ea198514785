"""Accounts, the people at them, and our managers (2-rules §1)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import (
    BusinessEntity,
    column,
    grouped,
    json_list,
    long_text,
    refers_to,
    text,
)


class ManagerEntity(BusinessEntity):
    """Our person responsible for accounts. ``weekday_visits``: seven numbers or none."""

    __tablename__ = "manager"

    name: ColumnElement[str] = text()
    title: ColumnElement[str] = text()
    function: ColumnElement[str | None]
    phone: ColumnElement[str] = text()
    email: ColumnElement[str] = text()
    segment: ColumnElement[str] = text()
    daily_visits: ColumnElement[int] = column(default=4)
    daily_calls: ColumnElement[int] = column(default=10)
    weekday_visits: ColumnElement[list[int]] = json_list()
    active: ColumnElement[bool] = column(default=True)


class AccountEntity(BusinessEntity):
    """A company we look after. The columns from ``owner`` on are its profile in four parts (2-rules §1).

    Those from ``potential_fen`` on are what its worth is reckoned from (2-rules §3), those from
    ``return_days`` on what services and contracts go by (§9, §10); days are calendar days after the purchase.
    """

    __tablename__ = "account"

    code: ColumnElement[str] = text()
    other_codes: ColumnElement[str] = text()
    name: ColumnElement[str] = text()
    short_name: ColumnElement[str] = text()
    former_name: ColumnElement[str] = text()
    credit_code: ColumnElement[str] = text()
    kind: ColumnElement[str | None]
    tier: ColumnElement[str | None] = grouped("tier_decision")
    tier_reason: ColumnElement[str] = long_text("tier_decision")
    tier_confirmed_on: ColumnElement[date | None] = grouped("tier_decision")
    nomination_approved_by: ColumnElement[str] = text("nomination")
    nomination_approved_on: ColumnElement[date | None] = grouped("nomination")
    key_type: ColumnElement[str | None]
    is_competitor: ColumnElement[bool] = column(default=False)
    standing: ColumnElement[str | None]
    credit_grade: ColumnElement[str | None]
    stage: ColumnElement[str | None]
    stage_reason: ColumnElement[str] = long_text()
    interruption_cause: ColumnElement[str | None]
    life_cycle: ColumnElement[str | None]
    kam_level: ColumnElement[str | None] = grouped("kam_decision")
    kam_reason: ColumnElement[str] = long_text("kam_decision")
    joint_teams: ColumnElement[str] = long_text()
    parent_id: ColumnElement[bytes | None] = refers_to("account")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    second_manager_id: ColumnElement[bytes | None] = refers_to("manager")
    manager_reason: ColumnElement[str] = long_text()
    segment: ColumnElement[str] = text()
    province: ColumnElement[str] = text()
    city: ColumnElement[str] = text()
    district: ColumnElement[str] = text()
    district_code: ColumnElement[str] = text()
    address: ColumnElement[str] = long_text()
    phone: ColumnElement[str] = text()
    other_phones: ColumnElement[str] = text()
    website: ColumnElement[str] = text()
    industry: ColumnElement[str] = text()
    founded_on: ColumnElement[date | None]
    first_contact_on: ColumnElement[date | None]
    first_trade_on: ColumnElement[date | None]
    excluded_weekdays: ColumnElement[list[int]] = json_list()
    visiting_hours: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()

    owner: ColumnElement[str] = text()
    legal_representative: ColumnElement[str] = text()
    lines_of_business: ColumnElement[str] = long_text()
    basics_verified_on: ColumnElement[date | None]

    market_area: ColumnElement[str] = long_text()
    sales_ability: ColumnElement[str] = long_text()
    development_potential: ColumnElement[str] = long_text()
    business_philosophy: ColumnElement[str] = long_text()
    business_direction: ColumnElement[str] = long_text()
    business_policy: ColumnElement[str] = long_text()
    traits: ColumnElement[str] = long_text()
    characteristics_verified_on: ColumnElement[date | None]

    market_share_bp: ColumnElement[int | None]
    competitiveness: ColumnElement[str] = long_text()
    market_position: ColumnElement[str] = long_text()
    cooperation: ColumnElement[str] = long_text()
    category_spend_fen: ColumnElement[int | None]
    share_of_wallet_bp: ColumnElement[int | None]
    business_verified_on: ColumnElement[date | None]

    current_activity: ColumnElement[str] = long_text()
    open_problems: ColumnElement[str] = long_text()
    their_strategy: ColumnElement[str] = long_text()
    outlook: ColumnElement[str] = long_text()
    image: ColumnElement[str] = long_text()
    financial_state: ColumnElement[str] = long_text()
    credit_state: ColumnElement[str] = long_text()
    trade_verified_on: ColumnElement[date | None]

    potential_fen: ColumnElement[int | None] = grouped("potential")
    potential_years: ColumnElement[int | None] = grouped("potential")
    trade_mode: ColumnElement[str | None]
    retention_bp: ColumnElement[int | None]
    acquisition_cost_fen: ColumnElement[int | None]

    return_days: ColumnElement[int | None]
    credit_limit_fen: ColumnElement[int | None]
    credit_blocked_on: ColumnElement[date | None] = grouped("credit_block")
    credit_block_reason: ColumnElement[str] = long_text("credit_block")
    bank: ColumnElement[str] = text("bank_account")
    bank_account: ColumnElement[str] = text("bank_account")
    tax_number: ColumnElement[str] = text()
    signer: ColumnElement[str] = text()


class ManagerTermEntity(BusinessEntity):
    """Who kept an account before this file knew of it; later changes stand in the journal."""

    __tablename__ = "manager_term"

    account_id: ColumnElement[bytes] = refers_to("account")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    manager_name: ColumnElement[str] = text()
    is_second: ColumnElement[bool] = column(default=False)
    starts_on: ColumnElement[date | None] = grouped("span")
    ends_on: ColumnElement[date | None] = grouped("span")
    reason: ColumnElement[str] = long_text()


class AccountLinkEntity(BusinessEntity):
    """A competitor, partner, supplier or customer of an account, in this file or only named."""

    __tablename__ = "account_link"

    account_id: ColumnElement[bytes] = refers_to("account")
    other_id: ColumnElement[bytes | None] = refers_to("account")
    other_name: ColumnElement[str] = text()
    kind: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()


class ContactEntity(BusinessEntity):
    """A person at an account, or outside it with a say there. ``roles``: values of ``BuyingRole``.

    A placeholder is somebody known to exist; ``name`` is then what they do.
    """

    __tablename__ = "contact"

    account_id: ColumnElement[bytes] = refers_to("account")
    name: ColumnElement[str] = text()
    title: ColumnElement[str] = text()
    function: ColumnElement[str | None]
    department: ColumnElement[str] = text()
    mobile: ColumnElement[str] = text()
    phone: ColumnElement[str] = text()
    email: ColumnElement[str] = text()
    wechat: ColumnElement[str] = text()
    birthday: ColumnElement[date | None]
    roles: ColumnElement[list[str]] = json_list()
    influence: ColumnElement[int | None]
    involvement: ColumnElement[int | None]
    support: ColumnElement[int | None]
    wished_interval_days: ColumnElement[int | None]
    note: ColumnElement[str] = long_text()
    left_on: ColumnElement[date | None]
    character: ColumnElement[str] = long_text()
    interests: ColumnElement[str] = long_text()
    family: ColumnElement[str] = long_text()
    education: ColumnElement[str] = long_text()
    ability: ColumnElement[str] = long_text()
    career: ColumnElement[str] = long_text()
    is_placeholder: ColumnElement[bool] = column(default=False)
    motivation: ColumnElement[str] = long_text()
    communication: ColumnElement[str] = long_text()
    deepening: ColumnElement[str] = long_text()
    worries: ColumnElement[str] = long_text()
    held_by_id: ColumnElement[bytes | None] = refers_to("manager")
    outside_kind: ColumnElement[str | None]
    organisation: ColumnElement[str] = text()
    influence_verified_on: ColumnElement[date | None]


class PersonalBasisEntity(BusinessEntity):
    """Why a sensitive field of a person may be kept: its purpose and lawful basis (5-quality)."""

    __tablename__ = "personal_basis"

    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    field: ColumnElement[str] = text()
    purpose: ColumnElement[str] = long_text("ground")
    basis: ColumnElement[str] = text("ground")
    noted_on: ColumnElement[date | None]
    review_on: ColumnElement[date | None]
