"""Accounts, the people at them, and our managers (2-rules §1)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, json_list, long_text, refers_to, text


class ManagerEntity(BusinessEntity):
    """Our person responsible for accounts. ``weekday_visits``: seven numbers or none."""

    __tablename__ = "manager"

    name: Mapped[str] = text()
    phone: Mapped[str] = text()
    email: Mapped[str] = text()
    segment: Mapped[str] = text()
    daily_visits: Mapped[int] = mapped_column(default=4)
    daily_calls: Mapped[int] = mapped_column(default=10)
    weekday_visits: Mapped[list[int]] = json_list()
    active: Mapped[bool] = mapped_column(default=True)


class AccountEntity(BusinessEntity):
    """A company we look after."""

    __tablename__ = "account"

    code: Mapped[str] = text()
    name: Mapped[str] = text()
    short_name: Mapped[str] = text()
    former_name: Mapped[str] = text()
    credit_code: Mapped[str] = text()
    kind: Mapped[str | None]
    tier: Mapped[str | None] = grouped("tier_decision")
    tier_reason: Mapped[str] = long_text("tier_decision")
    tier_confirmed_on: Mapped[date | None] = grouped("tier_decision")
    standing: Mapped[str | None]
    credit_grade: Mapped[str | None]
    stage: Mapped[str | None]
    parent_id: Mapped[bytes | None] = refers_to("account")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    second_manager_id: Mapped[bytes | None] = refers_to("manager")
    segment: Mapped[str] = text()
    province: Mapped[str] = text()
    city: Mapped[str] = text()
    district: Mapped[str] = text()
    district_code: Mapped[str] = text()
    address: Mapped[str] = long_text()
    phone: Mapped[str] = text()
    website: Mapped[str] = text()
    industry: Mapped[str] = text()
    founded_on: Mapped[date | None]
    first_trade_on: Mapped[date | None]
    excluded_weekdays: Mapped[list[int]] = json_list()
    note: Mapped[str] = long_text()


class ContactEntity(BusinessEntity):
    """A person at an account. ``roles``: values of ``BuyingRole``."""

    __tablename__ = "contact"

    account_id: Mapped[bytes] = refers_to("account")
    name: Mapped[str] = text()
    title: Mapped[str] = text()
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
