"""How often an account is to be visited (2-rules §7.1)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class FrequencyRuleEntity(BusinessEntity):
    """One line of the frequency policy; shipped ones have derived ids so that laptops agree on them."""

    __tablename__ = "frequency_rule"

    position: Mapped[int] = mapped_column(default=0)
    condition: Mapped[str] = text()
    value: Mapped[str] = text()
    kind: Mapped[str] = text()
    count: Mapped[int] = grouped("frequency", default=0)
    period: Mapped[str] = text("frequency")
    active: Mapped[bool] = mapped_column(default=True)


class FrequencyOverrideEntity(BusinessEntity):
    """Another frequency for one account."""

    __tablename__ = "frequency_override"

    account_id: Mapped[bytes] = refers_to("account")
    kind: Mapped[str] = text()
    count: Mapped[int] = grouped("frequency", default=0)
    period: Mapped[str] = text("frequency")
    reason: Mapped[str] = long_text()
    until_on: Mapped[date | None]
