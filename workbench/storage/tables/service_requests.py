"""Service requests: returns, repairs, faults, new demand, and our commitments (2-rules §9)."""

from datetime import date

from sqlalchemy.orm import Mapped, mapped_column

from workbench.storage.tables.base import BusinessEntity, grouped, long_text, refers_to, text


class ServiceRequestEntity(BusinessEntity):
    """One request; its completion asks for a follow-up call (2-rules §7.1).

    ``type`` is the name of its type in the rules of the house. ``requested_time`` and ``occurred_time`` are
    local ``HH:MM`` or empty; ``sale_number`` and ``bought_on`` say what is given back.
    """

    __tablename__ = "service_request"

    account_id: Mapped[bytes] = refers_to("account")
    number: Mapped[str] = text()
    type: Mapped[str] = text()
    kind: Mapped[str] = text()
    requested_on: Mapped[date | None]
    requested_time: Mapped[str] = text()
    contact_id: Mapped[bytes | None] = refers_to("contact")
    asker: Mapped[str] = text()
    taken_by: Mapped[str] = text()
    taken_by_id: Mapped[bytes | None] = refers_to("manager")
    assigned_to: Mapped[str] = text()
    product: Mapped[str] = text()
    quantity_milli: Mapped[int | None]
    amount_fen: Mapped[int | None]
    sale_number: Mapped[str] = text()
    bought_on: Mapped[date | None]
    occurred_on: Mapped[date | None] = grouped("occurred")
    occurred_time: Mapped[str] = text("occurred")
    place: Mapped[str] = text()
    symptom: Mapped[str] = long_text()
    plan: Mapped[str] = long_text()
    passed_to: Mapped[str] = long_text("passed")
    passed_on: Mapped[date | None] = grouped("passed")
    outcome: Mapped[str] = text("decided")
    outcome_reason: Mapped[str] = long_text("decided")
    decided_on: Mapped[date | None] = grouped("decided")
    complaint_id: Mapped[bytes | None] = refers_to("complaint")
    need_id: Mapped[bytes | None] = refers_to("need")
    completed_on: Mapped[date | None]
    note: Mapped[str] = long_text()
    text: Mapped[str] = long_text()


class ServiceCommitmentEntity(BusinessEntity):
    """What was promised with a request, in working days from its day, with the day that made."""

    __tablename__ = "service_commitment"

    request_id: Mapped[bytes] = refers_to("service_request")
    workdays: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    done_on: Mapped[date | None] = grouped("done")
    done_by: Mapped[str] = text("done")
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = long_text()


class ServiceDocumentEntity(BusinessEntity):
    """A document that a request needs from the customer, as told once 一次性告知."""

    __tablename__ = "service_document"

    request_id: Mapped[bytes] = refers_to("service_request")
    name: Mapped[str] = text()
    received_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
