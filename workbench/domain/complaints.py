"""Complaints as they are taken down, and what happens to them (2-rules §8)."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class ComplaintKind(StrEnum):
    """What the complaint is about."""

    QUALITY = "quality"
    LATE_DELIVERY = "late_delivery"
    SPECIFICATION = "specification"
    PACKAGING = "packaging"
    SERVICE = "service"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ComplaintKind.QUALITY: pgettext("complaint kind", "Quality"),
            ComplaintKind.LATE_DELIVERY: pgettext("complaint kind", "Late delivery"),
            ComplaintKind.SPECIFICATION: pgettext("complaint kind", "Specification mismatch"),
            ComplaintKind.PACKAGING: pgettext("complaint kind", "Packaging"),
            ComplaintKind.SERVICE: pgettext("complaint kind", "Service"),
            ComplaintKind.OTHER: pgettext("complaint kind", "Other"),
        }[self]


class ComplaintSeverity(StrEnum):
    """How grave a complaint is. Of a major one the general manager is told at once."""

    NORMAL = "normal"
    SEVERE = "severe"
    MAJOR = "major"

    @property
    def label(self) -> str:
        return {
            ComplaintSeverity.NORMAL: pgettext("complaint severity", "Normal"),
            ComplaintSeverity.SEVERE: pgettext("complaint severity", "Severe"),
            ComplaintSeverity.MAJOR: pgettext("complaint severity", "Major"),
        }[self]


class ComplaintCause(StrEnum):
    """Where the root of a complaint lies."""

    DESIGN = "design"
    MATERIAL = "material"
    PROCESS = "process"
    EQUIPMENT = "equipment"
    PEOPLE = "people"
    INSPECTION = "inspection"
    LABELLING = "labelling"
    STORAGE = "storage"
    TRANSPORT = "transport"
    PLANNING = "planning"
    ORDER = "order"
    SUPPLIER = "supplier"
    COMMUNICATION = "communication"
    USE = "use"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            ComplaintCause.DESIGN: pgettext("complaint cause", "Design"),
            ComplaintCause.MATERIAL: pgettext("complaint cause", "Material"),
            ComplaintCause.PROCESS: pgettext("complaint cause", "Processes and methods"),
            ComplaintCause.EQUIPMENT: pgettext("complaint cause", "Equipment"),
            ComplaintCause.PEOPLE: pgettext("complaint cause", "People and training"),
            ComplaintCause.INSPECTION: pgettext("complaint cause", "Inspection"),
            ComplaintCause.LABELLING: pgettext("complaint cause", "Labelling and packaging"),
            ComplaintCause.STORAGE: pgettext("complaint cause", "Storage"),
            ComplaintCause.TRANSPORT: pgettext("complaint cause", "Transport"),
            ComplaintCause.PLANNING: pgettext("complaint cause", "Planning of production"),
            ComplaintCause.ORDER: pgettext("complaint cause", "Taking of the order"),
            ComplaintCause.SUPPLIER: pgettext("complaint cause", "Supplier"),
            ComplaintCause.COMMUNICATION: pgettext("complaint cause", "Communication"),
            ComplaintCause.USE: pgettext("complaint cause", "Use by the customer"),
            ComplaintCause.OTHER: pgettext("complaint cause", "Other"),
        }[self]


class ComplaintEventKind(StrEnum):
    """What may happen to a complaint; which of it may happen when, ``complaint_workflow`` says."""

    RECORDED = "recorded"
    JUDGED = "judged"
    ASSIGNED = "assigned"
    TAKEN_OVER = "taken_over"
    DECLINED = "declined"
    ANALYSED = "analysed"
    PROPOSED = "proposed"
    DECIDED = "decided"
    OFFERED = "offered"
    ANSWERED = "answered"
    IMPLEMENTED = "implemented"
    EVALUATED = "evaluated"
    CLOSED = "closed"
    REOPENED = "reopened"
    REPLIED = "replied"
    CONTAINED = "contained"
    SOLVED_FIRST = "solved_first"
    SLIP = "slip"
    WAITING = "waiting"
    RESUMED = "resumed"
    TOLD = "told"
    EFFECT = "effect"
    NOTED = "noted"
    TAKEN_BACK = "taken_back"

    @property
    def label(self) -> str:
        return {
            ComplaintEventKind.RECORDED: pgettext("complaint event", "Recorded"),
            ComplaintEventKind.JUDGED: pgettext("complaint event", "Judged"),
            ComplaintEventKind.ASSIGNED: pgettext("complaint event", "Assigned"),
            ComplaintEventKind.TAKEN_OVER: pgettext("complaint event", "Taken over by the department"),
            ComplaintEventKind.DECLINED: pgettext("complaint event", "Declined by the department"),
            ComplaintEventKind.ANALYSED: pgettext("complaint event", "Cause analysed"),
            ComplaintEventKind.PROPOSED: pgettext("complaint event", "Solution proposed"),
            ComplaintEventKind.DECIDED: pgettext("complaint event", "Manager's decision"),
            ComplaintEventKind.OFFERED: pgettext("complaint event", "Solution told to the customer"),
            ComplaintEventKind.ANSWERED: pgettext("complaint event", "Customer's answer"),
            ComplaintEventKind.IMPLEMENTED: pgettext("complaint event", "Implemented"),
            ComplaintEventKind.EVALUATED: pgettext("complaint event", "Evaluated"),
            ComplaintEventKind.CLOSED: pgettext("complaint event", "Closed"),
            ComplaintEventKind.REOPENED: pgettext("complaint event", "Reopened"),
            ComplaintEventKind.REPLIED: pgettext("complaint event", "Reply to the customer"),
            ComplaintEventKind.CONTAINED: pgettext("complaint event", "Containment"),
            ComplaintEventKind.SOLVED_FIRST: pgettext("complaint event", "Solved first, slip to follow"),
            ComplaintEventKind.SLIP: pgettext("complaint event", "Work slip handed in"),
            ComplaintEventKind.WAITING: pgettext("complaint event", "Waiting for the customer"),
            ComplaintEventKind.RESUMED: pgettext("complaint event", "Going on"),
            ComplaintEventKind.TOLD: pgettext("complaint event", "Told to superiors"),
            ComplaintEventKind.EFFECT: pgettext("complaint event", "Effect checked"),
            ComplaintEventKind.NOTED: pgettext("complaint event", "Note"),
            ComplaintEventKind.TAKEN_BACK: pgettext("complaint event", "Step taken back"),
        }[self]


class Outcome(StrEnum):
    """How a judgement, a decision, an answer of the customer or a check came out."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    APPROVED = "approved"
    REFUSED = "refused"
    ACCEPTED = "accepted"
    NEGOTIATE = "negotiate"
    EFFECTIVE = "effective"
    NOT_EFFECTIVE = "not_effective"

    @property
    def label(self) -> str:
        return {
            Outcome.VALID: pgettext("complaint outcome", "Valid"),
            Outcome.NOT_VALID: pgettext("complaint outcome", "Not valid"),
            Outcome.APPROVED: pgettext("complaint outcome", "Approved"),
            Outcome.REFUSED: pgettext("complaint outcome", "Refused"),
            Outcome.ACCEPTED: pgettext("complaint outcome", "Accepted"),
            Outcome.NEGOTIATE: pgettext("complaint outcome", "Not accepted, negotiate again"),
            Outcome.EFFECTIVE: pgettext("complaint outcome", "Effective"),
            Outcome.NOT_EFFECTIVE: pgettext("complaint outcome", "Not effective"),
        }[self]


@dataclass(frozen=True)
class ComplaintDays:
    """Limits in working days. A complaint keeps those that were in force when it was recorded.

    ``escalate``: so many days after the end of a step's limit the second manager is told.
    """

    acknowledge: int = 1
    judge: int = 2
    assign: int = 1
    analyse: int = 3
    propose: int = 2
    implement: int = 10
    evaluate: int = 5
    escalate: int = 2


@dataclass(frozen=True)
class Complaint:
    """One complaint as recorded: who, when, against what, and what is demanded.

    ``received_time`` is local ``HH:MM`` or empty; ``taken_by`` is who was asked first and stays answerable
    until a department has taken over 首问负责.
    """

    id: Id
    account_id: Id
    received_on: date
    number: str = ""
    complainant: str = ""
    channel: str = ""
    kind: ComplaintKind = ComplaintKind.OTHER
    against: str = ""
    demand: str = ""
    text: str = ""
    received_time: str = ""
    contact_id: Id | None = None
    severity: ComplaintSeverity = ComplaintSeverity.NORMAL
    product: str = ""
    taken_by: str = ""
    taken_by_id: Id | None = None
    days: ComplaintDays = field(default_factory=ComplaintDays)


@dataclass(frozen=True)
class ComplaintEvent:
    """Something that happened to a complaint. Nothing of it is ever changed.

    ``person``: who did it or is answerable from here on; ``author``: who wrote it down. Of the texts only
    those have a meaning that its kind asks for. ``of_id``: the event that is taken back.
    """

    id: Id
    complaint_id: Id
    sequence: int
    kind: ComplaintEventKind
    on: date
    at: str = ""
    author: str = ""
    person: str = ""
    department: str = ""
    outcome: Outcome | None = None
    channel: str = ""
    is_conclusive: bool = False
    cause: ComplaintCause | None = None
    post: str = ""
    whys: tuple[str, ...] = ()
    prevention: str = ""
    handling: str = ""
    cost_fen: int | None = None
    visit_id: Id | None = None
    of_id: Id | None = None
    text: str = ""
