"""Accounts, the people at them, and our managers (2-rules §1)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, json_list, long_text, refers_to, text


class ManagerEntity(BusinessEntity):
    """Our person responsible for accounts. ``weekday_visits``: seven numbers or none."""

    __tablename__ = "manager"

    name: Mapped[str] = text()
    title: Mapped[str] = text()
    function: Mapped[str | None]
    phone: Mapped[str] = text()
    email: Mapped[str] = text()
    segment: Mapped[str] = text()
    daily_visits: Mapped[int] = mapped_column(default=4)
    daily_calls: Mapped[int] = mapped_column(default=10)
    weekday_visits: Mapped[list[int]] = json_list()
    active: Mapped[bool] = mapped_column(default=True)


class AccountEntity(BusinessEntity):
    """A company we look after. The columns from ``owner`` on are its profile in four parts (2-rules §1).

    Those from ``potential_fen`` on are what its worth is reckoned from (2-rules §3), those from
    ``return_days`` on what services and contracts go by (§9, §10); days are calendar days after the purchase.
    """

    __tablename__ = "account"

    code: Mapped[str] = text()
    other_codes: Mapped[str] = text()
    name: Mapped[str] = text()
    short_name: Mapped[str] = text()
    former_name: Mapped[str] = text()
    credit_code: Mapped[str] = text()
    kind: Mapped[str | None]
    tier: Mapped[str | None] = grouped("tier_decision")
    tier_reason: Mapped[str] = long_text("tier_decision")
    tier_confirmed_on: Mapped[date | None] = grouped("tier_decision")
    nomination_approved_by: Mapped[str] = text("nomination")
    nomination_approved_on: Mapped[date | None] = grouped("nomination")
    key_type: Mapped[str | None]
    is_competitor: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[str | None]
    credit_grade: Mapped[str | None]
    stage: Mapped[str | None]
    stage_reason: Mapped[str] = long_text()
    interruption_cause: Mapped[str | None]
    life_cycle: Mapped[str | None]
    kam_level: Mapped[str | None] = grouped("kam_decision")
    kam_reason: Mapped[str] = long_text("kam_decision")
    joint_teams: Mapped[str] = long_text()
    parent_id: Mapped[bytes | None] = refers_to("account")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    second_manager_id: Mapped[bytes | None] = refers_to("manager")
    manager_reason: Mapped[str] = long_text()
    segment: Mapped[str] = text()
    province: Mapped[str] = text()
    city: Mapped[str] = text()
    district: Mapped[str] = text()
    district_code: Mapped[str] = text()
    address: Mapped[str] = long_text()
    phone: Mapped[str] = text()
    other_phones: Mapped[str] = text()
    website: Mapped[str] = text()
    industry: Mapped[str] = text()
    founded_on: Mapped[date | None]
    first_contact_on: Mapped[date | None]
    first_trade_on: Mapped[date | None]
    excluded_weekdays: Mapped[list[int]] = json_list()
    visiting_hours: Mapped[str] = text()
    note: Mapped[str] = long_text()

    owner: Mapped[str] = text()
    legal_representative: Mapped[str] = text()
    lines_of_business: Mapped[str] = long_text()
    basics_verified_on: Mapped[date | None]

    market_area: Mapped[str] = long_text()
    sales_ability: Mapped[str] = long_text()
    development_potential: Mapped[str] = long_text()
    business_philosophy: Mapped[str] = long_text()
    business_direction: Mapped[str] = long_text()
    business_policy: Mapped[str] = long_text()
    traits: Mapped[str] = long_text()
    characteristics_verified_on: Mapped[date | None]

    market_share_bp: Mapped[int | None]
    competitiveness: Mapped[str] = long_text()
    market_position: Mapped[str] = long_text()
    cooperation: Mapped[str] = long_text()
    category_spend_fen: Mapped[int | None]
    share_of_wallet_bp: Mapped[int | None]
    business_verified_on: Mapped[date | None]

    current_activity: Mapped[str] = long_text()
    open_problems: Mapped[str] = long_text()
    their_strategy: Mapped[str] = long_text()
    outlook: Mapped[str] = long_text()
    image: Mapped[str] = long_text()
    financial_state: Mapped[str] = long_text()
    credit_state: Mapped[str] = long_text()
    trade_verified_on: Mapped[date | None]

    potential_fen: Mapped[int | None] = grouped("potential")
    potential_years: Mapped[int | None] = grouped("potential")
    trade_mode: Mapped[str | None]
    retention_bp: Mapped[int | None]
    acquisition_cost_fen: Mapped[int | None]

    return_days: Mapped[int | None]
    credit_limit_fen: Mapped[int | None]
    credit_blocked_on: Mapped[date | None] = grouped("credit_block")
    credit_block_reason: Mapped[str] = long_text("credit_block")
    bank: Mapped[str] = text("bank_account")
    bank_account: Mapped[str] = text("bank_account")
    tax_number: Mapped[str] = text()
    signer: Mapped[str] = text()


class ManagerTermEntity(BusinessEntity):
    """Who kept an account before this file knew of it; later changes stand in the journal."""

    __tablename__ = "manager_term"

    account_id: Mapped[bytes] = refers_to("account")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    manager_name: Mapped[str] = text()
    is_second: Mapped[bool] = mapped_column(default=False)
    starts_on: Mapped[date | None] = grouped("span")
    ends_on: Mapped[date | None] = grouped("span")
    reason: Mapped[str] = long_text()


class AccountLinkEntity(BusinessEntity):
    """A competitor, partner, supplier or customer of an account, in this file or only named."""

    __tablename__ = "account_link"

    account_id: Mapped[bytes] = refers_to("account")
    other_id: Mapped[bytes | None] = refers_to("account")
    other_name: Mapped[str] = text()
    kind: Mapped[str] = text()
    note: Mapped[str] = long_text()


class ContactEntity(BusinessEntity):
    """A person at an account, or outside it with a say there. ``roles``: values of ``BuyingRole``.

    A placeholder is somebody known to exist; ``name`` is then what they do.
    """

    __tablename__ = "contact"

    account_id: Mapped[bytes] = refers_to("account")
    name: Mapped[str] = text()
    title: Mapped[str] = text()
    function: Mapped[str | None]
    department: Mapped[str] = text()
    mobile: Mapped[str] = text()
    phone: Mapped[str] = text()
    email: Mapped[str] = text()
    wechat: Mapped[str] = text()
    birthday: Mapped[date | None]
    roles: Mapped[list[str]] = json_list()
    influence: Mapped[int | None]
    involvement: Mapped[int | None]
    support: Mapped[int | None]
    wished_interval_days: Mapped[int | None]
    note: Mapped[str] = long_text()
    left_on: Mapped[date | None]
    character: Mapped[str] = long_text()
    interests: Mapped[str] = long_text()
    family: Mapped[str] = long_text()
    education: Mapped[str] = long_text()
    ability: Mapped[str] = long_text()
    career: Mapped[str] = long_text()
    is_placeholder: Mapped[bool] = mapped_column(default=False)
    motivation: Mapped[str] = long_text()
    communication: Mapped[str] = long_text()
    deepening: Mapped[str] = long_text()
    worries: Mapped[str] = long_text()
    held_by_id: Mapped[bytes | None] = refers_to("manager")
    outside_kind: Mapped[str | None]
    organisation: Mapped[str] = text()
    influence_verified_on: Mapped[date | None]


class PersonalBasisEntity(BusinessEntity):
    """Why a sensitive field of a person may be kept: its purpose and lawful basis (5-quality)."""

    __tablename__ = "personal_basis"

    contact_id: Mapped[bytes | None] = refers_to("contact")
    field: Mapped[str] = text()
    purpose: Mapped[str] = long_text("ground")
    basis: Mapped[str] = text("ground")
    noted_on: Mapped[date | None]
    review_on: Mapped[date | None]
