"""Service requests: what customers ask of us after the sale, and our commitments (2-rules §9)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class ServiceKind(StrEnum):
    """What a type of requests is about; it decides which fields a request has."""

    RETURN = "return"
    EXCHANGE = "exchange"
    REPAIR = "repair"
    REPACKING = "repacking"
    FAULT = "fault"
    NEW_DEMAND = "new_demand"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ServiceKind.RETURN: pgettext("service kind", "Return"),
            ServiceKind.EXCHANGE: pgettext("service kind", "Exchange"),
            ServiceKind.REPAIR: pgettext("service kind", "Repair"),
            ServiceKind.REPACKING: pgettext("service kind", "Repacking"),
            ServiceKind.FAULT: pgettext("service kind", "Fault"),
            ServiceKind.NEW_DEMAND: pgettext("service kind", "New demand"),
            ServiceKind.OTHER: pgettext("service kind", "Other service"),
        }[self]


class ServiceOutcome(StrEnum):
    """What was decided about a return or an exchange; a refusal has a reason."""

    ACCEPTED = "accepted"
    REFUSED = "refused"

    @property
    def label(self) -> str:
        return {
            ServiceOutcome.ACCEPTED: pgettext("service outcome", "Accepted"),
            ServiceOutcome.REFUSED: pgettext("service outcome", "Refused"),
        }[self]


@dataclass(frozen=True)
class ServiceRequest:
    """One request; its completion asks for a follow-up call.

    ``type`` is the name of its type in the rules of the house; times are local ``HH:MM`` or empty. Quantity
    in thousandths, money in fen. ``bought_on`` is the day from which the limit for returns counts.
    """

    id: Id
    account_id: Id
    text: str
    requested_on: date | None = None
    completed_on: date | None = None
    note: str = ""
    number: str = ""
    type: str = ""
    kind: ServiceKind = ServiceKind.OTHER
    requested_time: str = ""
    contact_id: Id | None = None
    asker: str = ""
    taken_by: str = ""
    taken_by_id: Id | None = None
    assigned_to: str = ""
    product: str = ""
    quantity_milli: int | None = None
    amount_fen: int | None = None
    sale_number: str = ""
    bought_on: date | None = None
    occurred_on: date | None = None
    occurred_time: str = ""
    place: str = ""
    symptom: str = ""
    plan: str = ""
    passed_to: str = ""
    passed_on: date | None = None
    outcome: ServiceOutcome | None = None
    outcome_reason: str = ""
    decided_on: date | None = None
    complaint_id: Id | None = None
    need_id: Id | None = None


@dataclass(frozen=True)
class ServiceCommitment:
    """What we promised with a request: ``workdays`` working days after its day, which is ``due_on``."""

    id: Id
    request_id: Id
    text: str
    workdays: int
    due_on: date | None = None
    done_on: date | None = None
    done_by: str = ""
    position: int = 0


@dataclass(frozen=True)
class ServiceDocument:
    """A document that a request needs from the customer."""

    id: Id
    request_id: Id
    name: str
    received_on: date | None = None
    position: int = 0
