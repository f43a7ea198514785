"""Contracts with accounts, and the templates they are made from (2-rules §10)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import (
    BusinessEntity,
    column,
    grouped,
    long_text,
    made_text,
    refers_to,
    text,
)


class ContractTemplateEntity(BusinessEntity):
    """A template by name; what it says stands in its versions."""

    __tablename__ = "contract_template"

    name: ColumnElement[str] = text()
    language: ColumnElement[str] = text()
    kind: ColumnElement[str] = text()
    is_sample: ColumnElement[bool] = column(default=False)
    retired_on: ColumnElement[date | None]
    note: ColumnElement[str] = long_text()


class TemplateVersionEntity(BusinessEntity):
    """A template as it was at one time. ``content`` is JSON; nobody changes it later."""

    __tablename__ = "template_version"

    template_id: ColumnElement[bytes] = refers_to("contract_template")
    number: ColumnElement[int] = column(default=0)
    made_on: ColumnElement[date | None]
    made_by: ColumnElement[str] = text()
    note: ColumnElement[str] = long_text()
    content: ColumnElement[str] = made_text()


class ContractEntity(BusinessEntity):
    """One contract. The amount is in fen of its currency.

    ``is_their_paper``: on the customer's own text, kept as a file. ``renews_id``: the contract it follows.
    """

    __tablename__ = "contract"

    account_id: ColumnElement[bytes] = refers_to("account")
    number: ColumnElement[str] = text()
    title: ColumnElement[str] = text()
    kind: ColumnElement[str] = text()
    language: ColumnElement[str] = text()
    version_id: ColumnElement[bytes | None] = refers_to("template_version")
    is_their_paper: ColumnElement[bool] = column(default=False)
    amount_fen: ColumnElement[int | None] = grouped("amount")
    currency: ColumnElement[str] = column(default="CNY", info={"group": "amount"})
    signed_on: ColumnElement[date | None]
    starts_on: ColumnElement[date | None] = grouped("term")
    ends_on: ColumnElement[date | None] = grouped("term")
    archive_number: ColumnElement[str] = text("archive")
    custodian: ColumnElement[str] = text("archive")
    archived_on: ColumnElement[date | None] = grouped("archive")
    renews_id: ColumnElement[bytes | None] = refers_to("contract")
    manager_id: ColumnElement[bytes | None] = refers_to("manager")
    note: ColumnElement[str] = long_text()


class ContractClauseEntity(BusinessEntity):
    """One clause of a contract. ``key`` is that of the template's clause; empty where it has none.

    Its id follows from contract and key. ``note`` says why it differs from the template.
    """

    __tablename__ = "contract_clause"

    contract_id: ColumnElement[bytes] = refers_to("contract")
    key: ColumnElement[str] = text()
    clause_group: ColumnElement[str] = text()
    title: ColumnElement[str] = text()
    position: ColumnElement[int] = column(default=0)
    is_left_out: ColumnElement[bool] = column(default=False)
    note: ColumnElement[str] = long_text()
    text: ColumnElement[str] = long_text()


class ContractValueEntity(BusinessEntity):
    """What stands for a placeholder in one contract. Its id follows from contract and name."""

    __tablename__ = "contract_value"

    contract_id: ColumnElement[bytes] = refers_to("contract")
    name: ColumnElement[str] = text()
    value: ColumnElement[str] = long_text()


class ContractLineEntity(BusinessEntity):
    """One line of the goods of a contract. Quantity in thousandths of the unit, money in fen."""

    __tablename__ = "contract_line"

    contract_id: ColumnElement[bytes] = refers_to("contract")
    product: ColumnElement[str] = text()
    brand: ColumnElement[str] = text()
    specification: ColumnElement[str] = text()
    unit: ColumnElement[str] = text()
    quantity_milli: ColumnElement[int | None] = grouped("worth")
    price_fen: ColumnElement[int | None] = grouped("worth")
    amount_fen: ColumnElement[int | None] = grouped("worth")
    position: ColumnElement[int] = column(default=0)
    note: ColumnElement[str] = long_text()


class ContractEventEntity(BusinessEntity):
    """A step in the life of a contract: rows are only ever added. ``sequence`` as for complaints.

    ``amount_fen`` is what the account would owe at a credit check, ``limit_fen`` what it may.
    """

    __tablename__ = "contract_event"
    only_grows = True

    contract_id: ColumnElement[bytes] = refers_to("contract")
    sequence: ColumnElement[int] = column(default=0)
    kind: ColumnElement[str] = text()
    on_day: ColumnElement[date | None]
    at_time: ColumnElement[str] = text()
    author: ColumnElement[str] = text()
    person: ColumnElement[str] = text()
    outcome: ColumnElement[str] = text()
    amount_fen: ColumnElement[int | None]
    limit_fen: ColumnElement[int | None]
    of_id: ColumnElement[bytes | None] = refers_to("contract_event")
    content: ColumnElement[str] = made_text()
    text: ColumnElement[str] = long_text()


class ContractAmendmentEntity(BusinessEntity):
    """A numbered change of a signed contract. ``content`` is JSON with every text before and after."""

    __tablename__ = "contract_amendment"

    contract_id: ColumnElement[bytes] = refers_to("contract")
    number: ColumnElement[int] = column(default=0)
    made_on: ColumnElement[date | None]
    made_by: ColumnElement[str] = text()
    signed_on: ColumnElement[date | None]
    reason: ColumnElement[str] = long_text()
    content: ColumnElement[str] = made_text()


class ContractDutyEntity(BusinessEntity):
    """A delivery or payment that a contract asks for, and whether it was done."""

    __tablename__ = "contract_duty"

    contract_id: ColumnElement[bytes] = refers_to("contract")
    kind: ColumnElement[str] = text()
    due_on: ColumnElement[date | None]
    amount_fen: ColumnElement[int | None]
    quantity: ColumnElement[str] = text()
    done_on: ColumnElement[date | None] = grouped("done")
    done_note: ColumnElement[str] = long_text("done")
    position: ColumnElement[int] = column(default=0)
    text: ColumnElement[str] = long_text()
