"""Contracts with accounts."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, refers_to, text


class ContractEntity(BusinessEntity):
    """One contract. The amount is in fen of its currency."""

    __tablename__ = "contract"

    account_id: Mapped[bytes] = refers_to("account")
    number: Mapped[str] = text()
    title: Mapped[str] = text()
    amount_fen: Mapped[int | None] = grouped("amount")
    currency: Mapped[str] = mapped_column(default="CNY", info={"group": "amount"})
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None] = grouped("term")
    ends_on: Mapped[date | None] = grouped("term")
