"""Complaints as they are taken down (2-rules §8)."""

from dataclasses import dataclass
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


@dataclass(frozen=True)
class Complaint:
    """One complaint as recorded: who, when, against what, and what is demanded."""

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
