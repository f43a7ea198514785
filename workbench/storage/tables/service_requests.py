"""Service requests: returns, repairs, faults, new demand, and our commitments (2-rules §9)."""

from datetime import date

from sqlalchemy import ColumnElement

from workbench.storage.tables.base import BusinessEntity, column, grouped, long_text, refers_to, text


class ServiceRequestEntity(BusinessEntity):
    """One request; its completion asks for a follow-up call (2-rules §7.1).

    ``type`` is the name of its type in the rules of the house. ``requested_time`` and ``occurred_time`` are
    local ``HH:MM`` or empty; ``sale_number`` and ``bought_on`` say what is given back.
    """

    __tablename__ = "service_request"

    account_id: ColumnElement[bytes] = refers_to("account")
    number: ColumnElement[str] = text()
    type: ColumnElement[str] = text()
    kind: ColumnElement[str] = text()
    requested_on: ColumnElement[date | None]
    requested_time: ColumnElement[str] = text()
    contact_id: ColumnElement[bytes | None] = refers_to("contact")
    asker: ColumnElement[str] = text()
    taken_by: ColumnElement[str] = text()
    taken_by_id: ColumnElement[bytes | None] = refers_to("manager")
    assigned_to: ColumnElement[str] = text()
    product: ColumnElement[str] = text()
    quantity_milli: ColumnElement[int | None]
    amount_fen: ColumnElement[int | None]
    sale_number: ColumnElement[str] = text()
    bought_on: ColumnElement[date | None]
    occurred_on: ColumnElement[date | None] = grouped("occurred")
    occurred_time: ColumnElement[str] = text("occurred")
    place: ColumnElement[str] = text()
    symptom: ColumnElement[str] = long_text()
    plan: ColumnElement[str] = long_text()
    passed_to: ColumnElement[str] = long_text("passed")
    passed_on: ColumnElement[date | None] = grouped("passed")
    outcome: ColumnElement[str] = text("decided")
    outcome_reason: ColumnElement[str] = long_text("decided")
    decided_on: ColumnElement[date | None] = grouped("decided")
    complaint_id: ColumnElement[bytes | None] = refers_to("complaint")
    need_id: ColumnElement[bytes | None] = refers_to("need")
    completed_on: ColumnElement[date | None]
    note: ColumnElement[str] = long_text()
    text: ColumnElement[str] = long_text()


class ServiceCommitmentEntity(BusinessEntity):
    """What was promised with a request, in working days from its day, with the day that made."""

    __tablename__ = "service_commitment"

    request_id: ColumnElement[bytes] = refers_to("service_request")
    workdays: ColumnElement[int] = column(default=0)
    due_on: ColumnElement[date | None]
    done_on: ColumnElement[date | None] = grouped("done")
    done_by: ColumnElement[str] = text("done")
    position: ColumnElement[int] = column(default=0)
    text: ColumnElement[str] = long_text()


class ServiceDocumentEntity(BusinessEntity):
    """A document that a request needs from the customer, as told once 一次性告知."""

    __tablename__ = "service_document"

    request_id: ColumnElement[bytes] = refers_to("service_request")
    name: ColumnElement[str] = text()
    received_on: ColumnElement[date | None]
    position: ColumnElement[int] = column(default=0)
