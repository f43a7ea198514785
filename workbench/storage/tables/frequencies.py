"""How often an account is to be visited (2-rules §7.1)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class FrequencyRuleEntity(BusinessEntity):
    """One line of the frequency policy; shipped ones have derived ids so that laptops agree on them."""

    __tablename__ = "frequency_rule"

    position: ColumnElement[int] = column(default=0)
    condition: ColumnElement[str] = text()
    value: ColumnElement[str] = text()
    kind: ColumnElement[str] = text()
    count: ColumnElement[int] = grouped("frequency", default=0)
    period: ColumnElement[str] = text("frequency")
    active: ColumnElement[bool] = column(default=True)


class FrequencyOverrideEntity(BusinessEntity):
    """Another frequency for one account."""

    __tablename__ = "frequency_override"

    account_id: ColumnElement[bytes] = refers_to("account")
    kind: ColumnElement[str] = text()
    count: ColumnElement[int] = grouped("frequency", default=0)
    period: ColumnElement[str] = text("frequency")
    reason: ColumnElement[str] = long_text()
    until_on: ColumnElement[date | None]
