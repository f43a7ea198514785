"""Contracts with accounts, and the templates they are made from (2-rules §10)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, made_text, refers_to, text


class ContractTemplateEntity(BusinessEntity):
    """A template by name; what it says stands in its versions."""

    __tablename__ = "contract_template"

    name: Mapped[str] = text()
    language: Mapped[str] = text()
    kind: Mapped[str] = text()
    is_sample: Mapped[bool] = mapped_column(default=False)
    retired_on: Mapped[date | None]
    note: Mapped[str] = long_text()


class TemplateVersionEntity(BusinessEntity):
    """A template as it was at one time. ``content`` is JSON; nobody changes it later."""

    __tablename__ = "template_version"

    template_id: Mapped[bytes] = refers_to("contract_template")
    number: Mapped[int] = mapped_column(default=0)
    made_on: Mapped[date | None]
    made_by: Mapped[str] = text()
    note: Mapped[str] = long_text()
    content: Mapped[str] = made_text()


class ContractEntity(BusinessEntity):
    """One contract. The amount is in fen of its currency.

    ``is_their_paper``: on the customer's own text, kept as a file. ``renews_id``: the contract it follows.
    """

    __tablename__ = "contract"

    account_id: Mapped[bytes] = refers_to("account")
    number: Mapped[str] = text()
    title: Mapped[str] = text()
    kind: Mapped[str] = text()
    language: Mapped[str] = text()
    version_id: Mapped[bytes | None] = refers_to("template_version")
    is_their_paper: Mapped[bool] = mapped_column(default=False)
    amount_fen: Mapped[int | None] = grouped("amount")
    currency: Mapped[str] = mapped_column(default="CNY", info={"group": "amount"})
    signed_on: Mapped[date | None]
    starts_on: Mapped[date | None] = grouped("term")
    ends_on: Mapped[date | None] = grouped("term")
    archive_number: Mapped[str] = text("archive")
    custodian: Mapped[str] = text("archive")
    archived_on: Mapped[date | None] = grouped("archive")
    renews_id: Mapped[bytes | None] = refers_to("contract")
    manager_id: Mapped[bytes | None] = refers_to("manager")
    note: Mapped[str] = long_text()


class ContractClauseEntity(BusinessEntity):
    """One clause of a contract. ``key`` is that of the template's clause; empty where it has none.

    Its id follows from contract and key. ``note`` says why it differs from the template.
    """

    __tablename__ = "contract_clause"

    contract_id: Mapped[bytes] = refers_to("contract")
    key: Mapped[str] = text()
    clause_group: Mapped[str] = text()
    title: Mapped[str] = text()
    position: Mapped[int] = mapped_column(default=0)
    is_left_out: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = long_text()
    text: Mapped[str] = long_text()


class ContractValueEntity(BusinessEntity):
    """What stands for a placeholder in one contract. Its id follows from contract and name."""

    __tablename__ = "contract_value"

    contract_id: Mapped[bytes] = refers_to("contract")
    name: Mapped[str] = text()
    value: Mapped[str] = long_text()


class ContractLineEntity(BusinessEntity):
    """One line of the goods of a contract. Quantity in thousandths of the unit, money in fen."""

    __tablename__ = "contract_line"

    contract_id: Mapped[bytes] = refers_to("contract")
    product: Mapped[str] = text()
    brand: Mapped[str] = text()
    specification: Mapped[str] = text()
    unit: Mapped[str] = text()
    quantity_milli: Mapped[int | None] = grouped("worth")
    price_fen: Mapped[int | None] = grouped("worth")
    amount_fen: Mapped[int | None] = grouped("worth")
    position: Mapped[int] = mapped_column(default=0)
    note: Mapped[str] = long_text()


class ContractEventEntity(BusinessEntity):
    """A step in the life of a contract: rows are only ever added. ``sequence`` as for complaints.

    ``amount_fen`` is what the account would owe at a credit check, ``limit_fen`` what it may.
    """

    __tablename__ = "contract_event"
    only_grows = True

    contract_id: Mapped[bytes] = refers_to("contract")
    sequence: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = text()
    on_day: Mapped[date | None]
    at_time: Mapped[str] = text()
    author: Mapped[str] = text()
    person: Mapped[str] = text()
    outcome: Mapped[str] = text()
    amount_fen: Mapped[int | None]
    limit_fen: Mapped[int | None]
    of_id: Mapped[bytes | None] = refers_to("contract_event")
    content: Mapped[str] = made_text()
    text: Mapped[str] = long_text()


class ContractAmendmentEntity(BusinessEntity):
    """A numbered change of a signed contract. ``content`` is JSON with every text before and after."""

    __tablename__ = "contract_amendment"

    contract_id: Mapped[bytes] = refers_to("contract")
    number: Mapped[int] = mapped_column(default=0)
    made_on: Mapped[date | None]
    made_by: Mapped[str] = text()
    signed_on: Mapped[date | None]
    reason: Mapped[str] = long_text()
    content: Mapped[str] = made_text()


class ContractDutyEntity(BusinessEntity):
    """A delivery or payment that a contract asks for, and whether it was done."""

    __tablename__ = "contract_duty"

    contract_id: Mapped[bytes] = refers_to("contract")
    kind: Mapped[str] = text()
    due_on: Mapped[date | None]
    amount_fen: Mapped[int | None]
    quantity: Mapped[str] = text()
    done_on: Mapped[date | None] = grouped("done")
    done_note: Mapped[str] = long_text("done")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = long_text()
