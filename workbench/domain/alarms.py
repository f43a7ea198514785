"""Alarms: what in the records of an account asks for attention, computed and never typed (2-rules §12)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from workbench.foundation.i18n import pgettext
from workbench.foundation.ids import Id


class AlarmKind(StrEnum):
    """What raises an alarm, in the order of the rule."""

    RECEIVABLE = "receivable"
    SALES_PROGRESS = "sales_progress"
    LOSS = "loss"
    MAJOR_EVENT = "major_event"
    VISIT_OVERDUE = "visit_overdue"
    CONTRACT = "contract"
    COMPLAINT = "complaint"
    PROFILE_PART = "profile_part"
    BUSINESS_LOST = "business_lost"
    PRICE = "price"
    REPEAT_CLAIMS = "repeat_claims"

    @property
    def label(self) -> str:
        return {
            AlarmKind.RECEIVABLE: pgettext("alarm", "Receivables"),
            AlarmKind.SALES_PROGRESS: pgettext("alarm", "Sales progress"),
            AlarmKind.LOSS: pgettext("alarm", "Loss of the account"),
            AlarmKind.MAJOR_EVENT: pgettext("alarm", "Major event"),
            AlarmKind.VISIT_OVERDUE: pgettext("alarm", "Visit overdue"),
            AlarmKind.CONTRACT: pgettext("alarm", "Contract"),
            AlarmKind.COMPLAINT: pgettext("alarm", "Complaint"),
            AlarmKind.PROFILE_PART: pgettext("alarm", "Profile out of date"),
            AlarmKind.BUSINESS_LOST: pgettext("alarm", "Business lost"),
            AlarmKind.PRICE: pgettext("alarm", "Low price"),
            AlarmKind.REPEAT_CLAIMS: pgettext("alarm", "Repeated claims"),
        }[self]


class Severity(StrEnum):
    """How grave an alarm is, the gravest first."""

    SEVERE = "severe"
    WARNING = "warning"
    NOTE = "note"

    @property
    def label(self) -> str:
        return {
            Severity.SEVERE: pgettext("severity", "Severe"),
            Severity.WARNING: pgettext("severity", "Warning"),
            Severity.NOTE: pgettext("severity", "Note"),
        }[self]

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return list(Severity).index(self)


class MajorEventKind(StrEnum):
    """What happened at an account."""

    THEFT = "theft"
    ACCIDENT = "accident"
    OWNERS_SPLIT = "owners_split"
    ILLNESS = "illness"
    INSOLVENCY = "insolvency"
    OWNERSHIP_CHANGE = "ownership_change"
    OTHER = "other"

    @property
    def label(self) -> str:
        return {
            MajorEventKind.THEFT: pgettext("major event", "Theft"),
            MajorEventKind.ACCIDENT: pgettext("major event", "Accident"),
            MajorEventKind.OWNERS_SPLIT: pgettext("major event", "Split of the owners"),
            MajorEventKind.ILLNESS: pgettext("major event", "Illness"),
            MajorEventKind.INSOLVENCY: pgettext("major event", "Insolvency"),
            MajorEventKind.OWNERSHIP_CHANGE: pgettext("major event", "Change of ownership"),
            MajorEventKind.OTHER: pgettext("major event", "Other"),
        }[self]


@dataclass(frozen=True)
class MajorEvent:
    """Something grave at an account, recorded by hand; ``answer``: what we do, ``ended_on``: its last day."""

    id: Id
    account_id: Id
    kind: MajorEventKind | None
    text: str = ""
    happened_on: date | None = None
    answer: str = ""
    noted_on: date | None = None
    noted_by: str = ""
    ended_on: date | None = None


@dataclass(frozen=True)
class AlarmAcknowledgement:
    """Somebody has seen an alarm; ``severity`` and ``measure`` are what it had reached by then."""

    id: Id
    account_id: Id
    alarm: AlarmKind | None
    subject: str = ""
    reason: str = ""
    severity: Severity | None = None
    measure: int = 0
    acknowledged_on: date | None = None
    acknowledged_by: str = ""


class AlarmState(StrEnum):
    """New (also when it has grown worse since it was acknowledged), acknowledged, or over."""

    NEW = "new"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"

    @property
    def label(self) -> str:
        return {
            AlarmState.NEW: pgettext("alarm state", "New"),
            AlarmState.ACKNOWLEDGED: pgettext("alarm state", "Acknowledged"),
            AlarmState.RESOLVED: pgettext("alarm state", "Resolved"),
        }[self]


@dataclass(frozen=True)
class Alarm:
    """One alarm of an account.

    ``subject``: what it is about within the account (the hexadecimal id of a row, a product's name; empty for
    the account itself); kind, account and subject name the alarm for good. ``measure``: how far it goes, in
    the unit of its kind (days, fen, basis points), larger is worse. ``evidence``: the numbers behind it, as
    sentences. ``since``: when the condition began. ``data_to``: the newest record that was looked at.
    ``responsible_id``: the manager who has to answer.
    """

    kind: AlarmKind
    account_id: Id
    severity: Severity
    measure: int
    evidence: tuple[str, ...]
    since: date | None
    subject: str = ""
    subject_id: Id | None = None
    data_to: date | None = None
    responsible_id: Id | None = None
    acknowledgement: AlarmAcknowledgement | None = None

    @property
    def worsened(self) -> bool:
        """Whether it is graver, or goes further, than when it was acknowledged."""
        known = self.acknowledgement
        return known is not None and (
            known.severity is None or self.severity.rank < known.severity.rank or self.measure > known.measure
        )

    @property
    def state(self) -> AlarmState:
        if self.acknowledgement is None or self.worsened:
            return AlarmState.NEW
        return AlarmState.ACKNOWLEDGED
