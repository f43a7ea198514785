"""Projects and services, as far as visits follow from them (2-rules §7.1, §9, §13)."""

from dataclasses import dataclass
from datetime import date

from workbench.foundation.ids import Id


@dataclass(frozen=True)
class Project:
    """One project of an account; its delivery starts the return calls."""

    id: Id
    account_id: Id
    title: str
    delivered_on: date | None = None
    note: str = ""


@dataclass(frozen=True)
class ServiceRequest:
    """One service or repair; its completion asks for a follow-up call."""

    id: Id
    account_id: Id
    text: str
    requested_on: date | None = None
    completed_on: date | None = None
    note: str = ""
