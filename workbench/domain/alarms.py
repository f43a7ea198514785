"""Alarms: what in the records of an account asks for attention, computed and never typed (2-rules §12)."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
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


class AlarmPlace(StrEnum):
    """Where to look, and act, when an alarm is raised: a part of the account's page, or the row itself."""

    SALES = "sales"
    VISITS = "visits"
    PROFILE = "profile"
    EVENT = "event"
    CONTRACT = "contract"
    COMPLAINT = "complaint"
    COMPLAINTS = "complaints"


_PLACES = {
    AlarmKind.MAJOR_EVENT: AlarmPlace.EVENT,
    AlarmKind.VISIT_OVERDUE: AlarmPlace.VISITS,
    AlarmKind.CONTRACT: AlarmPlace.CONTRACT,
    AlarmKind.COMPLAINT: AlarmPlace.COMPLAINT,
    AlarmKind.PROFILE_PART: AlarmPlace.PROFILE,
    AlarmKind.REPEAT_CLAIMS: AlarmPlace.COMPLAINTS,
}


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


AlarmKey = tuple[AlarmKind, Id, str]
"""What names an alarm for good: its kind, the account, and what it is about there."""


@dataclass(frozen=True)
class Alarm:
    """One alarm of an account.

    ``subject``: what it is about within the account (the hexadecimal id of a row, a product's name, a period;
    empty for the account itself); kind, account and subject name the alarm for good. ``measure``: how far it
    goes, in the unit of its kind and subject (days, percent), larger is worse; ``step``: by how much more it
    is new again after it was acknowledged, or each day would. ``evidence``: the numbers behind it, as
    sentences. ``since``: when the condition began, ``None`` where nobody can tell. ``data_to``: the newest
    record that was looked at. ``responsible_id``: the manager who has to answer, ``responsible``: the name
    where only that is known; without either it is who keeps the account. ``subject_id``: the row to open.
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
    responsible: str = ""
    step: int = 1
    acknowledgement: AlarmAcknowledgement | None = None

    @property
    def place(self) -> AlarmPlace:
        """Where to look; of an event, a contract and a complaint ``subject_id`` is the row."""
        return _PLACES.get(self.kind, AlarmPlace.SALES)

    @property
    def key(self) -> AlarmKey:
        """What names it for good."""
        return self.kind, self.account_id, self.subject

    @property
    def worsened(self) -> bool:
        """Whether it is graver, or goes further by a step, than when it was acknowledged."""
        known = self.acknowledgement
        return known is not None and (
            known.severity is None
            or self.severity.rank < known.severity.rank
            or self.measure >= known.measure + self.step
        )

    @property
    def state(self) -> AlarmState:
        if self.acknowledgement is None or self.worsened:
            return AlarmState.NEW
        return AlarmState.ACKNOWLEDGED


@dataclass(frozen=True)
class Answered:
    """Alarms with what was said to them, the most pressing first; what was said to those that are over."""

    alarms: tuple[Alarm, ...] = ()
    resolved: tuple[AlarmAcknowledgement, ...] = ()


def answered(alarms: Iterable[Alarm], said: Iterable[AlarmAcknowledgement]) -> Answered:
    """Put acknowledgements to their alarms; where an alarm has several, the latest counts.

    One of a kind that nobody knows belongs to no alarm, and is left out.
    """
    latest: dict[AlarmKey, AlarmAcknowledgement] = {}
    for one in sorted(said, key=lambda one: (one.acknowledged_on or date.min, one.id)):
        if one.alarm is not None:
            latest[one.alarm, one.account_id, one.subject] = one
    found = []
    for alarm in alarms:
        known = latest.pop(alarm.key, None)
        found.append(alarm if known is None else replace(alarm, acknowledgement=known))
    gone = sorted(latest.values(), key=lambda one: (one.acknowledged_on or date.min, one.id), reverse=True)
    return Answered(tuple(sorted(found, key=pressing)), tuple(gone))


_KINDS = list(AlarmKind)


def pressing(alarm: Alarm) -> tuple[bool, int, date, int, Id, str]:
    """Order of urgency: new before acknowledged, the graver, then those that have lasted the longest."""
    return (
        alarm.state is not AlarmState.NEW,
        alarm.severity.rank,
        alarm.since or date.max,
        _KINDS.index(alarm.kind),
        alarm.account_id,
        alarm.subject,
    )
